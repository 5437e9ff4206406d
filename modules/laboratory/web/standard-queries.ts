// What the standards' pages ask of the laboratory's routes.
import { ask } from '#ui/client.ts'
import { api } from './api.ts'

const PAGE = 200
const PAGES_MAX = 10

type Page = Awaited<ReturnType<typeof standardsPage>>
const standardsPage = (after: string, signal: AbortSignal) => ask(api.standards.$get({ query: { limit: String(PAGE), ...(after === '' ? {} : { after }) } }, { init: { signal } }))
export type ListedStandard = Page['standards'][number]

/** All standards of the laboratory (at most 2000): few enough to be filtered and sorted where they are read. */
export const standardsQuery = {
  queryKey: ['laboratory', 'standards'],
  queryFn: async ({ signal }: { signal: AbortSignal }): Promise<readonly ListedStandard[]> => {
    const all: ListedStandard[] = []
    let after = ''
    for (let page = 0; page < PAGES_MAX; page += 1) {
      const { standards, next } = await standardsPage(after, signal)
      all.push(...standards)
      if (next === null) break
      after = next
    }
    return all
  },
}

export const standardQuery = (id: string) => ({
  queryKey: ['laboratory', 'standard', id],
  queryFn: ({ signal }: { signal: AbortSignal }) => ask(api.standards[':id'].$get({ param: { id } }, { init: { signal } })),
})
export type OneStandard = Awaited<ReturnType<ReturnType<typeof standardQuery>['queryFn']>>
export type StandardCertificate = OneStandard['certificates'][number]

export const standardCertificateQuery = (id: number) => ({
  queryKey: ['laboratory', 'standard-certificate', id],
  queryFn: ({ signal }: { signal: AbortSignal }) => ask(api['standard-certificates'][':id'].$get({ param: { id: String(id) } }, { init: { signal } })),
})
export type CertificateContent = Awaited<ReturnType<ReturnType<typeof standardCertificateQuery>['queryFn']>>

export const chainQuery = (id: number) => ({
  queryKey: ['laboratory', 'standard-certificate', id, 'chain'],
  queryFn: ({ signal }: { signal: AbortSignal }) => ask(api['standard-certificates'][':id'].chain.$get({ param: { id: String(id) } }, { init: { signal } })),
})

export const startUpQuery = {
  queryKey: ['laboratory', 'start-up'],
  queryFn: ({ signal }: { signal: AbortSignal }) => ask(api['start-up'].$get({}, { init: { signal } })),
}
