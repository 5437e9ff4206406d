// What the pages ask of the routes.
import { ask } from '#ui/client.ts'
import { api, laboratory } from './api.ts'

type Signal = { readonly signal: AbortSignal }

export const studiesQuery = (filter: { readonly q?: string; readonly standard?: string; readonly procedure?: string; readonly before?: string }) => ({
  queryKey: ['workbench', 'studies', filter],
  queryFn: ({ signal }: Signal) => ask(api.studies.$get({ query: { ...filter, limit: '50' } }, { init: { signal } })),
})
export type ListedStudy = Awaited<ReturnType<ReturnType<typeof studiesQuery>['queryFn']>>['studies'][number]

export const findStudies = async (q: string, signal: AbortSignal) => (await ask(api.studies.$get({ query: { q, limit: '10' } }, { init: { signal } }))).studies

export const studyQuery = (id: string) => ({
  queryKey: ['workbench', 'study', id],
  queryFn: ({ signal }: Signal) => ask(api.studies[':id'].$get({ param: { id } }, { init: { signal } })),
})
export type OneStudy = Awaited<ReturnType<ReturnType<typeof studyQuery>['queryFn']>>

/** A version is never changed, so it is asked for once. */
export const versionQuery = (id: string, number: number) => ({
  queryKey: ['workbench', 'version', id, number],
  queryFn: ({ signal }: Signal) => ask(api.studies[':id'].versions[':number'].$get({ param: { id, number: String(number) } }, { init: { signal } })),
  staleTime: Infinity,
})

export const sharesQuery = (id: string) => ({
  queryKey: ['workbench', 'shares', id],
  queryFn: ({ signal }: Signal) => ask(api.studies[':id'].shares.$get({ param: { id } }, { init: { signal } })),
})

export const sharedQuery = (token: string) => ({
  queryKey: ['workbench', 'shared', token],
  queryFn: ({ signal }: Signal) => ask(api.shared[':token{[A-Za-z0-9_-]{22}}'].$get({ param: { token } }, { init: { signal } })),
  staleTime: Infinity,
})

export const standardsQuery = {
  queryKey: ['laboratory', 'standards', 'workbench'],
  queryFn: ({ signal }: Signal) => ask(laboratory.standards.$get({ query: { limit: '200' } }, { init: { signal } })),
}
export type ListedStandard = Awaited<ReturnType<typeof standardsQuery.queryFn>>['standards'][number]

export const certificateQuery = (id: number) => ({
  queryKey: ['laboratory', 'standard-certificate', id],
  queryFn: ({ signal }: Signal) => ask(laboratory['standard-certificates'][':id'].$get({ param: { id: String(id) } }, { init: { signal } })),
})
export type CertificateValue = Awaited<ReturnType<ReturnType<typeof certificateQuery>['queryFn']>>['values'][number]
