// What the laboratory's pages ask of the rulebook, by its public routes.
import { client, ask } from '#ui/client.ts'
import type { RulebookApi } from '#modules/rulebook/contract.ts'

const rulebook = client<RulebookApi>('/api')

export const proceduresInForceQuery = {
  queryKey: ['rulebook', 'procedures', 'in force'],
  queryFn: ({ signal }: { signal: AbortSignal }) => ask(rulebook.procedures.$get({ query: {} }, { init: { signal } })),
}
