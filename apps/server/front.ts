// The one listener of a process, whose application can be exchanged while it listens. Absent: what the application is.
import type { getRequestListener } from '@hono/node-server'
import { listen } from './listener.ts'
import type { Listening } from './listener.ts'

type Fetch = Parameters<typeof getRequestListener>[0]
const DRAIN_MS = 30_000

export type Front = {
  /** From now on this answers; the first one opens the listener. */
  serve(fetch: Fetch): void
  /** Resolves when nobody waits for an answer of an application handed in before, at most half a minute later. */
  drained(): Promise<void>
  close(): Promise<void>
}

export function openFront(at: Listening): Front {
  let current: Fetch | undefined
  let server: ReturnType<typeof listen> | undefined
  let answering = 0
  let quiet: (() => void) | undefined
  const fetch: Fetch = async (request, env) => {
    answering++
    try {
      return await current?.(request, env) ?? new Response(null, { status: 503 })
    } finally {
      if (--answering === 0) quiet?.()
    }
  }
  const atMost = (what: Promise<unknown>) => Promise.race([what, new Promise((done) => { setTimeout(done, DRAIN_MS).unref() })]).then(() => {})
  return {
    serve: (next) => {
      current = next
      server ??= listen(at, fetch)
    },
    drained: () => atMost(answering === 0 ? Promise.resolve() : new Promise<void>((done) => { quiet = done })),
    close: async () => {
      server?.close()
      await atMost(new Promise((done) => { server?.on('close', done) }))
    },
  }
}
