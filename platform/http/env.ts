// What a request carries through the routes.
import type { Clock } from '#platform/clock.ts'
import type { Database, Tx } from '#platform/db/database.ts'
import type { Actor } from '#platform/may/may.ts'
import type { Locale } from './problem.ts'

export type SessionFacts = { tokenHash: Buffer; accountId: number; confirmedAt: string | null }
export type TokenFacts = { id: number; orgId: number; scopes: readonly string[] }

export type Env = {
  Variables: {
    db: Database
    clock: Clock
    locale: Locale
    requestId: string
    /** Address of the caller, behind as many proxies as TRUST_PROXY says. */
    address: string
    actor: Actor | undefined
    session: SessionFacts | undefined
    token: TokenFacts | undefined
    /** A transaction in the actor's scope; the one way a route reaches the database. */
    tx: <T>(work: (tx: Tx) => Promise<T>) => Promise<T>
  }
  /** Given only by callers inside the process (demo generator, tests); a socket cannot set them. */
  Bindings: { clock?: Clock; incoming?: { socket: { remoteAddress?: string } } }
}
