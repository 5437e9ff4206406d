// Reads the session cookie or an organisation's token, fresh at every request: a right removed works at once.
import { createMiddleware } from 'hono/factory'
import { getCookie } from 'hono/cookie'
import { instant, systemClock } from '#platform/clock.ts'
import type { Clock } from '#platform/clock.ts'
import type { Database, Tx } from '#platform/db/database.ts'
import { authScope, publicScope } from '#platform/db/scope.ts'
import { scopeOf } from '#platform/may/may.ts'
import type { Actor } from '#platform/may/may.ts'
import { TOUCH_EVERY_MS, cookieName, isAlive, tokenHash } from '#platform/sessions/session.ts'
import { sessionByToken, touchSession } from '#platform/sessions/session-store.ts'
import type { Env, TokenFacts } from './env.ts'

export type Identity = {
  db: Database
  tls: boolean
  clock?: Clock
  /** The person's name, grants in force and visible organisations; registered by registry. */
  actorFacts: (tx: Tx, personId: number, at: string) => Promise<Actor | undefined>
  /** An organisation's token by its hash; registered by registry. */
  tokenFacts: (tx: Tx, hash: Buffer, at: string) => Promise<{ actor: Actor; token: TokenFacts } | undefined>
}

export const identify = (identity: Identity) => createMiddleware<Env>(async (c, next) => {
  const clock = c.env?.clock ?? identity.clock ?? systemClock
  const { db } = identity
  c.set('db', db)
  c.set('clock', clock)
  c.set('tx', (work) => db.withTx(c.var.actor ? scopeOf(c.var.actor) : publicScope, work))
  const bearer = /^Bearer (dhk_[A-Za-z0-9_-]{43})$/.exec(c.req.header('Authorization') ?? '')?.[1]
  const cookie = getCookie(c, cookieName(identity.tls))
  if (bearer) {
    const found = await db.withTx(authScope, (tx) => identity.tokenFacts(tx, tokenHash(bearer), instant(clock)))
    if (found) { c.set('actor', found.actor); c.set('token', found.token) }
  } else if (cookie && cookie.length <= 64) {
    const known = await db.withTx(authScope, (tx) => bySession(tx, tokenHash(cookie), clock, identity))
    if (known) { c.set('actor', known.actor); c.set('session', known.session) }
  }
  await next()
})

async function bySession(tx: Tx, hash: Buffer, clock: Clock, identity: Identity) {
  const row = await sessionByToken(tx, hash)
  if (!row || row.account_id === null || row.person_id === null || !isAlive(row, clock.now())) return undefined
  const actor = await identity.actorFacts(tx, row.person_id, instant(clock))
  if (!actor) return undefined
  if (clock.now() - Date.parse(row.seen_at) > TOUCH_EVERY_MS) await touchSession(tx, hash, instant(clock))
  return { actor, session: { tokenHash: hash, accountId: row.account_id, confirmedAt: row.confirmed_at } }
}
