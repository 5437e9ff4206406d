// Acts as people of the demonstration city: every request goes through the house's own routes, with a clock that only callers inside
// the process can hand over. A refusal that was not expected is our own bug and stops the fill.
import { z } from 'zod'
import { instant, instantOf, simulatedClock } from '#platform/clock.ts'
import type { SimulatedClock } from '#platform/clock.ts'
import type { Database } from '#platform/db/database.ts'
import { authScope } from '#platform/db/scope.ts'
import { cookieName, newToken, tokenHash } from '#platform/sessions/session.ts'
import { accountOfPerson, addSession, endSession, touchSession } from '#platform/sessions/session-store.ts'
import type { House } from '../house.ts'

export type Actor = { key: string; personId: number; orgId: number; name: string }
export type Answer = { status: number; body: unknown }
export type Drive = {
  readonly db: Database
  readonly house: House
  readonly clock: SimulatedClock
  /** A request as a person; `key` makes a repeated one after a restart the same one. */
  call(who: Actor, method: string, path: string, body?: unknown, key?: string): Promise<Answer>
  /** The same, and anything but success is our bug. */
  ask(who: Actor, method: string, path: string, body?: unknown, key?: string): Promise<unknown>
  /** Ends the sessions. */
  close(): Promise<void>
}

/** Sessions of the fill live as long as it does; a person's own sign-in is another thing. */
const SESSION_MS = 1000 * 86_400_000
const DEVICE = 'duheng demo'
const TOUCH_MS = 20 * 60_000

type Kept = { cookie: string; seen_ms: number }

export function openDrive(options: { db: Database; house: House; tls: boolean; start: string; before?: () => Promise<void> }): Drive {
  const { db, house } = options
  const clock = simulatedClock(`${options.start}T08:00:00+08:00`)
  const sessions = new Map<number, Kept>()
  const call: Drive['call'] = async (who, method, path, body, key) => {
    await options.before?.()
    const cookie = await sessionOf(who)
    const headers = new Headers({ Cookie: `${cookieName(options.tls)}=${cookie}`, 'Sec-Fetch-Site': 'same-origin', 'Accept-Language': 'zh-CN' })
    if (body !== undefined) headers.set('Content-Type', 'application/json')
    if (key !== undefined) headers.set('Idempotency-Key', key)
    const response = await house.app.request(path, { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) }, { clock })
    const text = await response.text()
    const parsed: unknown = text === '' ? undefined : JSON.parse(text)
    return { status: response.status, body: parsed }
  }
  const sessionOf = async (who: Actor): Promise<string> => {
    const now_ms = clock.now()
    const kept = sessions.get(who.personId)
    if (kept && now_ms - kept.seen_ms < TOUCH_MS && now_ms >= kept.seen_ms) return kept.cookie
    if (kept) {
      await db.withTx(authScope, (tx) => touchSession(tx, tokenHash(kept.cookie), instant(clock)))
      kept.seen_ms = now_ms
      return kept.cookie
    }
    const cookie = newToken()
    await db.withTx(authScope, async (tx) => {
      const account = await accountOfPerson(tx, who.personId)
      if (!account) throw new Error(`${who.key} has no account`)
      await addSession(tx, { token_sha256: tokenHash(cookie), account_id: account.id, at: instant(clock), expires_at: instantOf(now_ms + SESSION_MS), device: DEVICE, confirmed_at: null })
    })
    sessions.set(who.personId, { cookie, seen_ms: now_ms })
    return cookie
  }
  return {
    db, house, clock, call,
    ask: async (who, method, path, body, key) => succeeded(await call(who, method, path, body, key), `${who.key} ${method} ${path}`),
    close: async () => {
      for (const { cookie } of sessions.values()) await db.withTx(authScope, (tx) => endSession(tx, tokenHash(cookie), instantOf(0)))
      sessions.clear()
    },
  }
}

/** Sessions an earlier run left behind when it was killed; their tokens are known to nobody. */
export const forgetSessions = (db: Database): Promise<void> => db.withTx(authScope, async (tx) => {
  await tx.deleteFrom('platform.session').where('device', '=', DEVICE).execute()
})

/** What was answered, when it is no refusal. */
export function succeeded({ status, body }: Answer, what: string): unknown {
  if (status >= 300) throw new Error(`${what}: ${status} ${JSON.stringify(body).slice(0, 600)}`)
  return body
}

/** The few members of an answer the fill goes on with. */
export const WithId = z.object({ id: z.number() })
export const idOf = (body: unknown): number => WithId.parse(body).id
