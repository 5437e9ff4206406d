// The socket side of the server: how long a client may take and how much it may send before a request is one.
import { readFileSync } from 'node:fs'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { createServer } from 'node:https'
import { Readable } from 'node:stream'
import { serve } from '@hono/node-server'
import type { getRequestListener } from '@hono/node-server'

/** Header 16 kB in 10 s, the whole request in 30 s, looked after every 2 s: a slow sender holds a socket and nothing else. */
export const LISTENER_LIMITS = { maxHeaderSize: 16_384, headersTimeout: 10_000, requestTimeout: 30_000, keepAliveTimeout: 20_000, connectionsCheckingInterval: 2_000 } as const
/** Nobody can use up the process's open files, of which the database and the log need some. */
const CONNECTIONS_MAX = 4_000
/** A reader that takes nothing of what waits for it for so long is cut. How long an answer takes to make is another matter and not bounded here. */
const STALL_MS = 60_000

/** `stall_ms` is shorter in tests alone. */
export type Listening = { port: number; host: string; tls?: { cert: string; key: string }; stall_ms?: number }

export function listen({ port, host, tls, stall_ms = STALL_MS }: Listening, fetch: Parameters<typeof getRequestListener>[0], listening?: (at: { port: number }) => void) {
  const options = { fetch, port, hostname: host, serverOptions: LISTENER_LIMITS }
  const server = tls
    ? serve({ ...options, createServer, serverOptions: { ...LISTENER_LIMITS, cert: readFileSync(tls.cert), key: readFileSync(tls.key) } }, listening)
    : serve(options, listening)
  if ('maxConnections' in server) server.maxConnections = CONNECTIONS_MAX
  server.on('request', (_request: IncomingMessage, response: ServerResponse) => {
    cutWhenStalled(response, stall_ms)
    if (tls) endInPieces(response)
  })
  return server
}

/** The socket's own clock starts anew with every byte that leaves, of a chunk of any size; when it runs out with bytes still waiting, nobody reads. */
function cutWhenStalled(response: ServerResponse, stall_ms: number): void {
  response.setTimeout(stall_ms, () => {
    const { socket } = response
    if (socket && socket.writableLength > 0) socket.destroy()
  })
}

const PIECE_B = 65_536
/** TLS hands the socket a chunk as one, however large, and tells nothing of it until all of it left: a large body is given in pieces. */
function endInPieces(response: ServerResponse): void {
  const end = response.end.bind(response) as (...given: unknown[]) => ServerResponse
  response.end = ((...given: unknown[]) => {
    const [body] = given
    if (!(body instanceof Uint8Array) || body.length <= PIECE_B) return end(...given)
    return Readable.from(piecesOf(body)).pipe(response)
  }) as ServerResponse['end'] // Node's types tell the ways of calling it apart
}

function* piecesOf(body: Uint8Array): Generator<Uint8Array> {
  for (let at = 0; at < body.length; at += PIECE_B) yield body.subarray(at, at + PIECE_B)
}
