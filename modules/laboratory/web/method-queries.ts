// What the methods' pages ask of the laboratory's routes.
import { ask } from '#ui/client.ts'
import { api } from './api.ts'

export const methodsQuery = {
  queryKey: ['laboratory', 'methods'],
  queryFn: ({ signal }: { signal: AbortSignal }) => ask(api.methods.$get({}, { init: { signal } })),
}
export type ListedMethod = Awaited<ReturnType<typeof methodsQuery.queryFn>>['methods'][number]

export const methodQuery = (document: string) => ({
  queryKey: ['laboratory', 'method', document],
  queryFn: ({ signal }: { signal: AbortSignal }) => ask(api.methods.for[':document'].$get({ param: { document: encodeURIComponent(document) } }, { init: { signal } })),
})
type Found = Awaited<ReturnType<ReturnType<typeof methodQuery>['queryFn']>>
export type MethodProcedure = Found['procedure']
export type Dossier = NonNullable<Found['method']>
export type DossierBudget = Dossier['budgets'][number]
