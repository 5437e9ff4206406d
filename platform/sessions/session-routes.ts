// Sign in, who am I, confirm again, sign out. Passkeys are in passkey-routes.ts.
import { Hono } from 'hono'
import { z } from 'zod'
import { instant, instantOf } from '#platform/clock.ts'
import { recordAct } from '#platform/acts/acts.ts'
import { authScope } from '#platform/db/scope.ts'
import type { Env } from '#platform/http/env.ts'
import { describe } from '#platform/http/openapi.ts'
import { Refusal, refuse, signInFirst } from '#platform/http/problem.ts'
import { open, signedIn } from '#platform/http/right.ts'
import { both, shape } from '#platform/http/shape.ts'
import { hashPassword, passwordMatches, passwordProblem } from './password.ts'
import { ABSOLUTE_MS, WINDOW_MS, cookieText, delay_ms, expiry, newToken, tokenHash } from './session.ts'
import {
  accountByLogin, accountOfPerson, addAttempt, addSession, attemptsSince, clearAttempts, confirmSession, endOtherSessions, endSession, forgetAttempts,
  sessionsOf, setPasswordHash,
} from './session-store.ts'
import type { Context } from 'hono'

export type SessionOptions = { tls: boolean; demo?: { accounts: readonly { login: string; password: string; zh: string; en: string }[] } }

const login = z.string().trim().min(3, both('登录名至少 3 个字符', 'A login has at least 3 characters')).max(80, both('登录名最多 80 个字符', 'A login has at most 80 characters'))
const password = z.string().min(1, both('请填写密码', 'Enter the password')).max(200, both('密码最多 200 个字符', 'A password has at most 200 characters'))
const SignIn = z.strictObject({ login, password })
const Confirm = z.strictObject({ password })
const NewPassword = z.strictObject({ current: password, next: password })

export const sessionRoutes = (options: SessionOptions) => new Hono<Env>()
  .get('/session/options', open(), describe('session', ['登录方式', 'Ways to sign in']), (c) =>
    c.json({ demo: options.demo !== undefined, tls: options.tls, accounts: options.demo?.accounts ?? [] }))
  .get('/session', signedIn(), describe('session', ['当前登录', 'Who is signed in']), (c) => {
    const actor = c.var.actor
    if (!actor) throw signInFirst()
    return c.json({
      person: { id: actor.personId, name: actor.name },
      roles: actor.grants.map((g) => ({ role: g.role, org: { id: g.orgId, name: g.orgName, kind: g.orgKind, division: g.division } })),
      demo: options.demo !== undefined, tls: options.tls, locale: c.var.locale, confirmedAt: c.var.session?.confirmedAt ?? null,
    })
  })
  .post('/session', open(), describe('session', ['登录', 'Sign in']), shape('json', SignIn), async (c) => {
    const given = c.req.valid('json')
    const keys = [`login:${given.login.toLowerCase()}`, `net:${c.var.address}`] as const
    await throttle(c, keys)
    const account = await c.var.db.withTx(authScope, (tx) => accountByLogin(tx, given.login.toLowerCase()))
    const matches = await passwordMatches(given.password, account?.password_hash ?? undefined)
    if (!matches || !account) {
      await c.var.db.withTx(authScope, (tx) => addAttempt(tx, keys, instant(c.var.clock)))
      throw refuse(401, 'sign-in-failed', ['登录名或密码不对。请核对后再试；忘记密码请联系本单位管理员。', 'The login or the password is wrong. Check both; if forgotten, ask your administrator.'])
    }
    await startSession(c, account.id, account.person_id, keys[0], options.tls)
    return c.json({ ok: true }, 201)
  })
  .post('/session/confirmation', signedIn(), describe('session', ['再次确认身份', 'Confirm who you are']), shape('json', Confirm), async (c) => {
    const { session, actor } = c.var
    if (!session || !actor) throw signInFirst()
    const keys = [`confirm:${session.accountId}`] as const
    await throttle(c, keys)
    const account = await c.var.db.withTx(authScope, (tx) => accountOfPerson(tx, actor.personId))
    if (!(await passwordMatches(c.req.valid('json').password, account?.password_hash ?? undefined))) {
      await c.var.db.withTx(authScope, (tx) => addAttempt(tx, keys, instant(c.var.clock)))
      throw refuse(401, 'sign-in-failed', ['密码不对，没有签署任何内容。', 'Wrong password; nothing was signed.'])
    }
    await c.var.db.withTx(authScope, (tx) => confirmSession(tx, session.tokenHash, instant(c.var.clock)))
    return c.json({ ok: true })
  })
  .post('/session/password', signedIn(), describe('session', ['修改密码', 'Change the password']), shape('json', NewPassword), async (c) => {
    const { session, actor } = c.var
    if (!session || !actor) throw signInFirst()
    const given = c.req.valid('json')
    const keys = [`confirm:${session.accountId}`] as const
    await throttle(c, keys)
    const account = await c.var.db.withTx(authScope, (tx) => accountOfPerson(tx, actor.personId))
    if (!account || !(await passwordMatches(given.current, account.password_hash ?? undefined))) {
      await c.var.db.withTx(authScope, (tx) => addAttempt(tx, keys, instant(c.var.clock)))
      throw refuse(401, 'sign-in-failed', ['当前密码不对。', 'The current password is wrong.'])
    }
    const problem = passwordProblem(given.next, account.login)
    if (problem) throw refuse(422, 'weak-password', [problem.zh, problem.en], [{ field: 'next', rule: 'weak-password', words: [problem.zh, problem.en] }])
    const hash = await hashPassword(given.next)
    await c.var.db.withTx(authScope, async (tx) => {
      await setPasswordHash(tx, account.id, hash)
      await endOtherSessions(tx, account.id, session.tokenHash, instant(c.var.clock))
      await recordAct(tx, c.var.clock, { actor: actor.personId, org: 0, verb: 'account.password', object: `account:${account.id}` })
    })
    return c.json({ ok: true })
  })
  .get('/session/devices', signedIn(), describe('session', ['已登录的设备', 'Devices signed in']), async (c) => {
    const { session } = c.var
    if (!session) throw signInFirst()
    const rows = await c.var.db.withTx(authScope, (tx) => sessionsOf(tx, session.accountId, instant(c.var.clock)))
    return c.json({ devices: rows.map((r) => ({ here: r.token_sha256.equals(session.tokenHash), since: r.created_at, seen: r.seen_at, device: r.device })) })
  })
  .delete('/session/others', signedIn(), describe('session', ['结束其他登录', 'End other sessions']), async (c) => {
    const { session } = c.var
    if (!session) throw signInFirst()
    await c.var.db.withTx(authScope, (tx) => endOtherSessions(tx, session.accountId, session.tokenHash, instant(c.var.clock)))
    return c.json({ ok: true })
  })
  .delete('/session', signedIn(), describe('session', ['退出', 'Sign out']), async (c) => {
    const { session } = c.var
    if (session) await c.var.db.withTx(authScope, (tx) => endSession(tx, session.tokenHash, instant(c.var.clock)))
    c.header('Set-Cookie', cookieText(options.tls, '', 0))
    c.header('Clear-Site-Data', '"cache", "storage"')
    return c.json({ ok: true })
  })

async function throttle(c: Context<Env>, keys: readonly string[]): Promise<void> {
  const now_ms = c.var.clock.now()
  const waits = await c.var.db.withTx(authScope, async (tx) => {
    const each = []
    for (const key of keys) {
      const { n, last } = await attemptsSince(tx, key, instantOf(now_ms - WINDOW_MS))
      // A network is shared by many people: it slows down later than an account.
      each.push(delay_ms(key.startsWith('net:') ? Number(n) - 20 : Number(n), last ? Date.parse(last) : 0, now_ms))
    }
    return each
  })
  const wait_s = Math.ceil(Math.max(...waits) / 1000)
  if (wait_s > 0) throw new Refusal(429, 'slow-down', [`尝试过多，请 ${wait_s} 秒后再试。账号没有被锁定。`, `Too many attempts; try again in ${wait_s} s. The account is not locked.`], { retryAfter_s: wait_s })
}

/** A new token at every sign-in: a preset cookie is worth nothing. */
export async function startSession(c: Context<Env>, accountId: number, personId: number, attemptKey: string, tls: boolean): Promise<void> {
  const token = newToken()
  const at = instant(c.var.clock)
  await c.var.db.withTx(authScope, async (tx) => {
    await addSession(tx, { token_sha256: tokenHash(token), account_id: accountId, at, expires_at: expiry(c.var.clock.now()), device: (c.req.header('User-Agent') ?? '').slice(0, 200), confirmed_at: at })
    await clearAttempts(tx, attemptKey)
    await forgetAttempts(tx, instantOf(c.var.clock.now() - 24 * 3_600_000))
    await recordAct(tx, c.var.clock, { actor: personId, org: 0, verb: 'session.start', object: `account:${accountId}` })
  })
  c.header('Set-Cookie', cookieText(tls, token, ABSOLUTE_MS / 1000))
}
