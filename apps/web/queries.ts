// How answers of the server are kept: fresh for ten seconds, asked again when the window comes back, retried only when the network or the
// server failed.
import { QueryCache, QueryClient } from '@tanstack/react-query'
import { Problem } from '#ui/problem.ts'
import { sessionQuery } from '#ui/session.ts'

export const queryClient: QueryClient = new QueryClient({
  queryCache: new QueryCache({
    onError: (error) => {
      if (error instanceof Problem && error.details.status === 401) void queryClient.invalidateQueries({ queryKey: sessionQuery.queryKey })
    },
  }),
  defaultOptions: {
    queries: {
      staleTime: 10_000,
      retry: (failures, error) => failures < 2 && !(error instanceof Problem && error.details.status < 500),
    },
  },
})
