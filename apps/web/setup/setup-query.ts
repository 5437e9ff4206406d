// Whether this installation still waits for its first administrator.
import { get, nothing } from '#ui/api.ts'

/** Fails with 404 once there is one. */
export const setupQuery = {
  queryKey: ['setup'],
  queryFn: ({ signal }: { signal: AbortSignal }) => get('/api/setup', nothing, signal).then(() => true),
  retry: false,
  staleTime: Infinity,
} as const
