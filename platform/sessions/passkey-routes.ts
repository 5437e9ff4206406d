// Passkeys (WebAuthn): register, sign in, confirm again. A challenge is used once and belongs to one session; user verification is required.
import { generateAuthenticationOptions, generateRegistrationOptions, verifyAuthenticationResponse, verifyRegistrationResponse } from '@simplewebauthn/server'
import type { AuthenticationResponseJSON, RegistrationResponseJSON } from '@simplewebauthn/server'
import { getCookie } from 'hono/cookie'
import { Hono } from 'hono'
import type { Context } from 'hono'
import { z } from 'zod'
import { recordAct } from '#platform/acts/acts.ts'
import { instant } from '#platform/clock.ts'
import { authScope } from '#platform/db/scope.ts'
import type { Env } from '#platform/http/env.ts'
import { describe } from '#platform/http/openapi.ts'
import { notFound, refuse, signInFirst } from '#platform/http/problem.ts'
import { open, signedIn } from '#platform/http/right.ts'
import { shape } from '#platform/http/shape.ts'
import { addPasskey, passkeyById, passkeysOf, removePasskey, usedPasskey } from './passkey-store.ts'
import { startSession } from './session-routes.ts'
import { cookieName, cookieText, expiry, newToken, tokenHash } from './session.ts'
import { addSession, confirmSession, sessionByToken, setChallenge } from './session-store.ts'

export type PasskeyOptions = { tls: boolean; publicUrl: string }

const text = z.string().max(20_000)
const Extensions = z.record(z.string().max(60), z.unknown()).optional()
const Registration = z.strictObject({
  label: z.string().trim().min(1).max(80),
  response: z.strictObject({
    id: text, rawId: text, type: z.literal('public-key'), authenticatorAttachment: z.string().max(40).optional(), clientExtensionResults: Extensions,
    response: z.strictObject({ clientDataJSON: text, attestationObject: text, authenticatorData: text.optional(), transports: z.array(z.string().max(20)).max(10).optional(), publicKeyAlgorithm: z.number().optional(), publicKey: text.optional() }),
  }),
})
const Assertion = z.strictObject({
  id: text, rawId: text, type: z.literal('public-key'), authenticatorAttachment: z.string().max(40).optional(), clientExtensionResults: Extensions,
  response: z.strictObject({ clientDataJSON: text, authenticatorData: text, signature: text, userHandle: text.optional() }),
})
const PasskeyId = z.strictObject({ id: z.string().min(1).max(1400) })

const refused = () => refuse(401, 'passkey', ['通行密钥没有通过验证，什么都没有改变。请重试，或改用密码。', 'The passkey was not accepted; nothing changed. Try again or use the password.'])

export function passkeyRoutes(options: PasskeyOptions) {
  const url = new URL(options.publicUrl)
  const rp = { expectedOrigin: url.origin, expectedRPID: url.hostname, requireUserVerification: true }
  return new Hono<Env>()
    .get('/session/passkeys', signedIn(), describe('session', ['我的通行密钥', 'My passkeys']), async (c) => {
      const { session } = c.var
      if (!session) throw signInFirst()
      const rows = await c.var.db.withTx(authScope, (tx) => passkeysOf(tx, session.accountId))
      return c.json({ rows: rows.map((r) => ({ id: r.id, label: r.label, createdAt: r.created_at, lastUsedAt: r.last_used_at })) })
    })
    .post('/session/passkeys/options', signedIn(), describe('session', ['登记通行密钥：选项', 'Options to register a passkey']), async (c) => {
      const { session, actor } = c.var
      if (!session || !actor) throw signInFirst()
      const known = await c.var.db.withTx(authScope, (tx) => passkeysOf(tx, session.accountId))
      const creation = await generateRegistrationOptions({
        rpName: '度衡 Duheng', rpID: rp.expectedRPID, userName: actor.name, userID: new TextEncoder().encode(`person-${actor.personId}`), attestationType: 'none',
        authenticatorSelection: { residentKey: 'required', userVerification: 'required' }, excludeCredentials: known.map((k) => ({ id: k.id })),
      })
      await c.var.db.withTx(authScope, (tx) => setChallenge(tx, session.tokenHash, creation.challenge))
      return c.json(creation)
    })
    .post('/session/passkeys', signedIn(), describe('session', ['登记通行密钥', 'Register a passkey']), shape('json', Registration), async (c) => {
      const { session, actor } = c.var
      if (!session || !actor) throw signInFirst()
      const given = c.req.valid('json')
      const challenge = await takeChallenge(c, session.tokenHash)
      const checked = await verifyRegistrationResponse({ ...rp, response: given.response as RegistrationResponseJSON, expectedChallenge: challenge }).catch(() => undefined) // shape checked above; the library re-checks every byte
      if (!checked?.verified) throw refused()
      const { credential } = checked.registrationInfo
      await c.var.db.withTx(authScope, async (tx) => {
        await addPasskey(tx, { id: credential.id, account_id: session.accountId, public_key: Buffer.from(credential.publicKey), counter: credential.counter, transports: [...(given.response.response.transports ?? [])], label: given.label })
        await recordAct(tx, c.var.clock, { actor: actor.personId, org: 0, verb: 'passkey.add', object: `account:${session.accountId}` })
      })
      return c.json({ ok: true }, 201)
    })
    .delete('/session/passkeys/:id', signedIn(), describe('session', ['删除通行密钥', 'Remove a passkey']), shape('param', PasskeyId), async (c) => {
      const { session, actor } = c.var
      if (!session || !actor) throw signInFirst()
      await c.var.db.withTx(authScope, async (tx) => {
        const gone = await removePasskey(tx, session.accountId, c.req.valid('param').id)
        if (gone.numDeletedRows === 0n) throw notFound()
        await recordAct(tx, c.var.clock, { actor: actor.personId, org: 0, verb: 'passkey.remove', object: `account:${session.accountId}` })
      })
      return c.json({ ok: true })
    })
    .post('/session/passkey/options', open(), describe('session', ['通行密钥登录：选项', 'Options to sign in or confirm with a passkey']), async (c) => {
      const request = await generateAuthenticationOptions({ rpID: rp.expectedRPID, userVerification: 'required' })
      await keepChallenge(c, request.challenge, options.tls)
      return c.json(request)
    })
    .post('/session/passkey/verify', open(), describe('session', ['用通行密钥登录或确认', 'Sign in or confirm with a passkey']), shape('json', Assertion), async (c) => {
      const given = c.req.valid('json')
      const hash = cookieHash(c, options.tls)
      if (!hash) throw refused()
      const challenge = await takeChallenge(c, hash)
      const known = await c.var.db.withTx(authScope, (tx) => passkeyById(tx, given.id))
      if (!known) throw refused()
      const checked = await verifyAuthenticationResponse({
        ...rp, response: given as AuthenticationResponseJSON, expectedChallenge: challenge, // shape checked above; the library re-checks every byte
        credential: { id: known.id, publicKey: new Uint8Array(known.public_key), counter: known.counter },
      }).catch(() => undefined)
      if (!checked?.verified) throw refused()
      await c.var.db.withTx(authScope, (tx) => usedPasskey(tx, known.id, checked.authenticationInfo.newCounter, instant(c.var.clock)))
      const { session } = c.var
      if (session && session.accountId === known.account_id) await c.var.db.withTx(authScope, (tx) => confirmSession(tx, session.tokenHash, instant(c.var.clock)))
      else await startSession(c, known.account_id, known.person_id, `passkey:${known.account_id}`, options.tls)
      return c.json({ ok: true })
    })
}

function cookieHash(c: Context<Env>, tls: boolean): Buffer | undefined {
  const cookie = getCookie(c, cookieName(tls))
  return cookie && cookie.length <= 64 ? tokenHash(cookie) : undefined
}

/** Keeps the challenge in the caller's session, or in a nameless one made for it. */
async function keepChallenge(c: Context<Env>, challenge: string, tls: boolean): Promise<void> {
  const { session } = c.var
  if (session) {
    await c.var.db.withTx(authScope, (tx) => setChallenge(tx, session.tokenHash, challenge))
    return
  }
  const token = newToken()
  const at = instant(c.var.clock)
  await c.var.db.withTx(authScope, (tx) => addSession(tx, { token_sha256: tokenHash(token), account_id: null, at, expires_at: expiry(c.var.clock.now()), device: '', confirmed_at: null, challenge }))
  c.header('Set-Cookie', cookieText(tls, token, 600))
}

/** The session's challenge, which is gone once taken. */
async function takeChallenge(c: Context<Env>, hash: Buffer): Promise<string> {
  const challenge = await c.var.db.withTx(authScope, async (tx) => {
    const row = await sessionByToken(tx, hash)
    if (row?.challenge) await setChallenge(tx, hash, null)
    return row?.challenge
  })
  if (!challenge) throw refused()
  return challenge
}
