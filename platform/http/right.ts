// Declares on each route who may call it, and refuses the rest. scripts and tests read the declarations from the routes
// themselves: a route without one fails the matrix.
import { createMiddleware } from 'hono/factory'
import type { MiddlewareHandler } from 'hono'
import { may } from '#platform/may/may.ts'
import type { Actor, Grant, Right } from '#platform/may/may.ts'
import type { Env } from './env.ts'
import { Refusal, signInFirst } from './problem.ts'

export type Declaration =
  | { kind: 'public' } // anybody, rate-limited
  | { kind: 'person'; tokens: boolean } // anybody signed in; `tokens`: an organisation's token too
  | { kind: 'right'; action: string; right: Right }

const declarations = new WeakMap<object, Declaration>()
export const declarationOf = (handler: object): Declaration | undefined => declarations.get(handler)

function declare<H extends MiddlewareHandler<Env>>(declaration: Declaration, handler: H): H {
  declarations.set(handler, declaration)
  return handler
}

export const open = () => declare({ kind: 'public' }, createMiddleware<Env>(async (_c, next) => next()))

/** `tokens`: what is everybody's to read is an organisation's token's as well; what is a person's own never is. */
export const signedIn = ({ tokens = false } = {}) => declare({ kind: 'person', tokens }, createMiddleware<Env>(async (c, next) => {
  if (!c.var.actor) throw signInFirst()
  if (c.var.token && !tokens) throw new Refusal(403, 'not-for-tokens', ['这里只供登录的人使用，接口令牌不能代替。', 'This is for a person who signed in; a token does not stand in for one.'])
  await next()
}))

const rolesIgnored = new WeakSet<object>()
/**
 * Lets a test see whether the other walls hold by themselves: requests with this very object as their environment pass `right` whoever
 * they are from. A request from a socket gets an environment of its own and can never be one of them.
 */
export function withRolesIgnored<E extends object>(env: E): E {
  if (process.env['NODE_TEST_CONTEXT'] === undefined) throw new Error('only a test may look at the other walls alone')
  rolesIgnored.add(env)
  return env
}

/** Admits actors holding one of the right's roles. */
export const right = (action: string, needed: Right) => declare({ kind: 'right', action, right: needed }, createMiddleware<Env>(async (c, next) => {
  const { actor, token } = c.var
  if (!actor) throw signInFirst()
  if (c.env && rolesIgnored.has(c.env)) return next()
  if (token) {
    if (!needed.token || !token.scopes.includes(needed.token)) throw notYourRole(action)
    return next()
  }
  if (!may(actor, needed).ok) throw notYourRole(action)
  return next()
}))

const notYourRole = (action: string) =>
  new Refusal(403, 'not-your-role', ['您的角色不能做这件事。请联系有相应角色的同事，或请管理员授权。', 'Your role does not include this. Ask a colleague whose role does, or an administrator to grant it.'], { extra: { action } })

/** The signed-in actor; a route behind `signedIn` or `right` always has one. */
export function actorOf(c: { var: { actor: Actor | undefined } }): Actor {
  if (!c.var.actor) throw signInFirst()
  return c.var.actor
}

/** The grant an actor uses for an action: the one in `orgId` when given, else the only or first one. */
export function grantFor(actor: Actor, needed: Right, orgId?: number): Grant {
  const answer = may(actor, needed)
  const grant = answer.ok ? answer.grants.find((g) => orgId === undefined || g.orgId === orgId) : undefined
  if (!grant) throw new Refusal(403, 'not-your-role', ['您在这个单位没有相应角色。', 'You hold no such role in this organisation.'])
  return grant
}

/** Fresh confirmation (password or passkey within five minutes) before signing and the like. */
export const freshlyConfirmed = () => createMiddleware<Env>(async (c, next) => {
  const at = c.var.session?.confirmedAt
  if (!at || c.var.clock.now() - Date.parse(at) > 5 * 60_000) {
    if (!c.var.clock.simulated) throw new Refusal(403, 'confirm-again', ['请先重新确认身份（密码或通行密钥），五分钟内有效。', 'Confirm who you are first (password or passkey); it holds for five minutes.'])
  }
  await next()
})
