// The socket side of the server: how long a client may take and how much it may send before a request is one.
import { readFileSync } from 'node:fs'
import { createServer } from 'node:https'
import { serve } from '@hono/node-server'
import type { getRequestListener } from '@hono/node-server'

/** Header 16 kB in 10 s, the whole request in 30 s, looked after every 2 s: a slow sender holds a socket and nothing else. */
export const LISTENER_LIMITS = { maxHeaderSize: 16_384, headersTimeout: 10_000, requestTimeout: 30_000, keepAliveTimeout: 20_000, connectionsCheckingInterval: 2_000 } as const
/** Nobody can use up the process's open files, of which the database and the log need some. */
const CONNECTIONS_MAX = 4_000

export type Listening = { port: number; host: string; tls?: { cert: string; key: string } }

export function listen({ port, host, tls }: Listening, fetch: Parameters<typeof getRequestListener>[0], listening?: (at: { port: number }) => void) {
  const options = { fetch, port, hostname: host, serverOptions: LISTENER_LIMITS }
  const server = tls
    ? serve({ ...options, createServer, serverOptions: { ...LISTENER_LIMITS, cert: readFileSync(tls.cert), key: readFileSync(tls.key) } }, listening)
    : serve(options, listening)
  if ('maxConnections' in server) server.maxConnections = CONNECTIONS_MAX
  return server
}
