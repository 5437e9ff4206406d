// What the pages on people ask: scopes, authorisations, and the laboratory's people by the registry's public route.
import { client, ask } from '#ui/client.ts'
import type { RegistryApi } from '#modules/registry/contract.ts'
import { api } from './api.ts'

const registry = client<RegistryApi>('/api')

export const duties = ['verify', 'check', 'sign'] as const
export type Duty = (typeof duties)[number]

export const scopesQuery = {
  queryKey: ['laboratory', 'scopes'],
  queryFn: ({ signal }: { signal: AbortSignal }) => ask(api.scopes.$get({}, { init: { signal } })),
}
export type Scope = Awaited<ReturnType<typeof scopesQuery.queryFn>>['scopes'][number]

export const authorisationsQuery = {
  queryKey: ['laboratory', 'authorisations'],
  queryFn: ({ signal }: { signal: AbortSignal }) => ask(api.authorisations.$get({}, { init: { signal } })),
}
export type Authorisation = Awaited<ReturnType<typeof authorisationsQuery.queryFn>>['authorisations'][number]

/** Quality and head alone may read it, who also grant scopes. */
export const peopleQuery = {
  queryKey: ['registry', 'people'],
  queryFn: ({ signal }: { signal: AbortSignal }) => ask(registry.people.$get({ query: { limit: '200' } }, { init: { signal } })),
}
