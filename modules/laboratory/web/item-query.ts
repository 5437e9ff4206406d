// One item as its page and its steps ask for it.
import { ask } from '#ui/client.ts'
import { api } from './api.ts'

export const itemQuery = (id: string) => ({
  queryKey: ['laboratory', 'item', id],
  queryFn: ({ signal }: { signal: AbortSignal }) => ask(api.items[':id'].$get({ param: { id } }, { init: { signal } })),
})
export type Item = Awaited<ReturnType<ReturnType<typeof itemQuery>['queryFn']>>
