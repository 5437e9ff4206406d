// What a session is: an opaque 256-bit token of which only the SHA-256 is stored, idle 30 minutes, at most 12 hours.
// Throttling of sign-in: sliding windows by account and by network, a growing delay, never a permanent lock-out. Pure.
import { createHash, randomBytes } from 'node:crypto'
import { instantOf } from '#platform/clock.ts'

export const IDLE_MS = 30 * 60_000
export const ABSOLUTE_MS = 12 * 3_600_000
export const TOUCH_EVERY_MS = 60_000
export const WINDOW_MS = 15 * 60_000

export const newToken = (): string => randomBytes(32).toString('base64url')
export const tokenHash = (token: string): Buffer => createHash('sha256').update(token).digest()
export const expiry = (now_ms: number): string => instantOf(now_ms + ABSOLUTE_MS)

/** The cookie's name: bound to host and path by the browser when TLS is on. */
export const cookieName = (tls: boolean): string => (tls ? '__Host-duheng' : 'duheng')
export const cookieText = (tls: boolean, token: string, maxAge_s: number): string =>
  `${cookieName(tls)}=${token}; Path=/; HttpOnly; SameSite=Lax; Max-Age=${maxAge_s}${tls ? '; Secure' : ''}`

export type SessionRow = { seen_at: string; expires_at: string; ended_at: string | null; closed_at: string | null; account_id: number | null; person_id: number | null }
export function isAlive(row: SessionRow, now_ms: number): boolean {
  return row.ended_at === null && row.closed_at === null && Date.parse(row.expires_at) > now_ms && Date.parse(row.seen_at) + IDLE_MS > now_ms && Date.parse(row.seen_at) - 5 * 60_000 < now_ms
}

/** Milliseconds still to wait after n failures in the window, the last at `last_ms`: free up to five, then 2 s doubling to 60 s. */
export function delay_ms(failures: number, last_ms: number, now_ms: number): number {
  if (failures < 5) return 0
  const wait = Math.min(60_000, 2_000 * 2 ** (failures - 5))
  return Math.max(0, last_ms + wait - now_ms)
}
