// What the laboratory's pages ask of the registry, by its public routes.
import { client, ask } from '#ui/client.ts'
import type { RegistryApi } from '#modules/registry/contract.ts'

const registry = client<RegistryApi>('/api')

export const ownInstrumentsQuery = {
  queryKey: ['registry', 'own-instruments'],
  queryFn: ({ signal }: { signal: AbortSignal }) => ask(registry.instruments.$get({ query: { sort: 'due', limit: '200', state: 'in use' } }, { init: { signal } })),
}
export type OwnInstrument = Awaited<ReturnType<typeof ownInstrumentsQuery.queryFn>>['rows'][number]

export const laboratoriesQuery = {
  queryKey: ['registry', 'laboratories'],
  queryFn: ({ signal }: { signal: AbortSignal }) => ask(registry.organisations.$get({ query: { kind: 'laboratory', limit: '200' } }, { init: { signal } })),
}
