// One certificate as the server answers it; asked again while it waits for its place in the log.
import { ask } from '#ui/client.ts'
import { api } from './api.ts'

export const certificateQuery = (id: string) => ({
  queryKey: ['certificates', 'one', id],
  queryFn: ({ signal }: { signal: AbortSignal }) => ask(api[':id'].$get({ param: { id } }, { init: { signal } })),
  refetchInterval: (query: { state: { data?: { state: string } } }) => (query.state.data?.state === 'pending' ? 2000 : false as const),
})
export type Certificate = Awaited<ReturnType<ReturnType<typeof certificateQuery>['queryFn']>>
