// The bench of one item as the server tells it, and the procedure that computes it here.
import { readProcedure } from '@duheng/procedures/read.ts'
import type { Procedure } from '@duheng/procedures/read.ts'
import { ask, client } from '#ui/client.ts'
import type { RulebookApi } from '#modules/rulebook/contract.ts'
import { api } from './api.ts'

const rulebook = client<RulebookApi>('/api')

export const benchQuery = (id: string) => ({
  queryKey: ['laboratory', 'bench', id],
  queryFn: ({ signal }: { signal: AbortSignal }) => ask(api.items[':id'].bench.$get({ param: { id } }, { init: { signal } })),
  refetchOnWindowFocus: false,
})
export type Bench = Awaited<ReturnType<ReturnType<typeof benchQuery>['queryFn']>>
export type Told = NonNullable<Bench['record']>
export type BenchRecord = Told & { readonly texts: Readonly<Record<string, string>> }

/** Cell → the text that counts, from the histories. */
export const withTexts = (record: Told): BenchRecord =>
  ({ ...record, texts: Object.fromEntries(record.histories.flatMap(({ cell, text }) => (text === '' ? [] : [[cell, text]]))) })

/** The very bytes the record names by hash, so that what is computed here is what the server will compute. */
export const procedureQuery = (sha256: string) => ({
  queryKey: ['rulebook', 'procedure-bytes', sha256],
  queryFn: async ({ signal }: { signal: AbortSignal }): Promise<Procedure> => {
    const { text } = await ask(rulebook.procedures[':sha256'].$get({ param: { sha256 } }, { init: { signal } }))
    const reading = readProcedure(text)
    if (!reading.ok || reading.procedure.hash !== sha256) throw new Error('The procedure that came is not the one the record names')
    return reading.procedure
  },
  staleTime: Infinity,
})
