// People over HTTP: invited with a one-time password that is shown once, roles granted and ended by acts.
import { Hono } from 'hono'
import type { Context } from 'hono'
import { randomBytes } from 'node:crypto'
import { z } from 'zod'
import { recordAct } from '#platform/acts/acts.ts'
import { instant } from '#platform/clock.ts'
import type { Tx } from '#platform/db/database.ts'
import { authScope, jobScope } from '#platform/db/scope.ts'
import type { Env } from '#platform/http/env.ts'
import { describe } from '#platform/http/openapi.ts'
import { notFound, refuse } from '#platform/http/problem.ts'
import { actorOf, grantFor, right } from '#platform/http/right.ts'
import { both, shape } from '#platform/http/shape.ts'
import { allRoles, rolesOf } from '#platform/may/roles.ts'
import type { Role } from '#platform/may/roles.ts'
import { hashPassword } from '#platform/sessions/password.ts'
import { accountByLogin, accountOfPerson, addAccount, endOtherSessions, setPasswordHash } from '#platform/sessions/session-store.ts'
import { IdParam } from './organisation-routes.ts'
import { grantProblem } from './organisation.ts'
import { organisationById } from './organisation-store.ts'
import { addPerson, endRole, grantRole, hasPeople, peopleOf, personById, rolesHeld, rolesInOrganisation } from './person-store.ts'
import { line } from './plain-text.ts'
import { rights } from './rights.ts'

const login = z.string().trim().toLowerCase().regex(/^[a-z0-9][a-z0-9._@+-]{2,79}$/, both('登录名为 3～80 位字母、数字或 . _ @ + -', 'A login is 3 to 80 letters, digits or . _ @ + -'))
const role = z.enum(allRoles as [Role, ...Role[]], both('没有这个角色', 'There is no such role')) // allRoles is never empty
const orgId = z.number().int().positive().optional()
const Invitation = z.strictObject({ orgId, name: line(1, 60), login, roles: z.array(role).min(1, both('至少一个角色', 'At least one role')).max(6) })
const FirstAdmin = z.strictObject({ name: line(1, 60), login })
const RoleGrant = z.strictObject({ orgId, role })
const PeopleQuery = z.strictObject({ after: z.string().regex(/^\d{1,15}$/).transform(Number).default(0), limit: z.string().regex(/^\d{1,3}$/).transform(Number).pipe(z.number().min(1).max(200)).default(100) })
const RoleParam = z.strictObject({ id: z.string().regex(/^\d{1,15}$/).transform(Number), grant: z.string().regex(/^\d{1,15}$/).transform(Number) })

export const personRoutes = new Hono<Env>()
  .get('/people', right('person.read', rights['person.read']), describe('registry', ['本单位人员', 'People of the own organisations']), shape('query', PeopleQuery), async (c) => {
    const { after, limit } = c.req.valid('query')
    const orgs = [...new Set(actorOf(c).grants.map((g) => g.orgId))]
    const [people, roles] = await c.var.tx(async (tx) => {
      const rows = await peopleOf(tx, orgs, after, limit + 1)
      return [rows, await rolesHeld(tx, rows.map((p) => p.id), instant(c.var.clock))] as const
    })
    const page = people.slice(0, limit)
    return c.json({
      people: page.map((p) => ({ id: p.id, orgId: p.org_id, name: p.name, since: p.created_at, roles: roles.filter((r) => r.person_id === p.id).map((r) => ({ grant: r.id, role: r.role, orgId: r.org_id, from: r.from_at })) })),
      next: people.length > limit ? String(page.at(-1)?.id ?? '') : null,
    })
  })
  .post('/people', right('person.invite', rights['person.invite']), describe('registry', ['邀请人员', 'Invite a person']), shape('json', Invitation), async (c) => {
    const given = c.req.valid('json')
    const grant = grantFor(actorOf(c), rights['person.invite'], given.orgId)
    await freeLogin(c, given.login)
    const id = await c.var.tx((tx) => invite(c, tx, { id: grant.orgId, kind: grant.orgKind }, given))
    return c.json({ id, login: given.login, password: await openAccount(c, id, given.login) }, 201)
  })
  .post('/organisations/:id/first-admin', right('organisation.register', rights['organisation.register']), describe('registry', ['为新单位设立第一位管理员', 'First administrator of a new organisation']), shape('param', IdParam), shape('json', FirstAdmin), async (c) => {
    const given = c.req.valid('json')
    const system = actorOf(c).grants.some((g) => g.role === 'system-admin')
    const org = await (system ? c.var.db.withTx(jobScope, (tx) => organisationById(tx, c.req.valid('param').id)) : c.var.tx((tx) => organisationById(tx, c.req.valid('param').id)))
    if (!org) throw notFound()
    await freeLogin(c, given.login)
    const first: Record<string, Role> = { enterprise: 'owner-admin', laboratory: 'head', authority: 'city-desk', operator: 'security-admin' }
    const known = await c.var.db.withTx(jobScope, (tx) => peopleOf(tx, [org.id], 0, 200))
    const withLogin = await c.var.db.withTx(authScope, async (tx) => (await Promise.all(known.map((p) => accountOfPerson(tx, p.id)))).some((account) => account !== undefined))
    if (withLogin) throw refuse(409, 'has-people', ['这个单位已有人员，请由其管理员邀请。', 'This organisation has people already; its administrator invites others.'])
    // Somebody written without a login is what a crash between the two steps left behind: the login is given to that person.
    const id = known[0]?.id ?? await c.var.db.withTx(jobScope, async (tx) => {
      if (await hasPeople(tx, org.id)) throw refuse(409, 'has-people', ['这个单位刚刚有了管理员。', 'This organisation has just been given an administrator.'])
      return invite(c, tx, org, { ...given, roles: [first[org.kind] ?? 'owner-admin'] })
    })
    return c.json({ id, login: given.login, password: await openAccount(c, id, given.login) }, 201)
  })
  .post('/people/:id/password', right('person.invite', rights['person.invite']), describe('registry', ['重设一次性密码', 'A new one-time password']), shape('param', IdParam), async (c) => {
    const { id } = c.req.valid('param')
    const person = await c.var.tx(async (tx) => {
      const found = await personById(tx, id)
      if (!found || !actorOf(c).grants.some((g) => g.orgId === found.org_id)) throw notFound()
      grantFor(actorOf(c), rights['person.invite'], found.org_id)
      await recordAct(tx, c.var.clock, { actor: actorOf(c).personId, org: found.org_id, verb: 'account.reset', object: `person:${id}` })
      return found
    })
    const password = oneTimePassword()
    const hash = await hashPassword(password)
    const account = await c.var.db.withTx(authScope, async (tx) => {
      const found = await accountOfPerson(tx, person.id)
      if (found) {
        await setPasswordHash(tx, found.id, hash)
        await endOtherSessions(tx, found.id, Buffer.alloc(32), instant(c.var.clock))
      }
      return found
    })
    if (!account) throw refuse(409, 'no-account', ['此人还没有登录名，请重新邀请。', 'The person has no login yet; invite again.'])
    return c.json({ id, login: account.login, password })
  })
  .post('/people/:id/roles', right('role.grant', rights['role.grant']), describe('registry', ['授予角色', 'Grant a role']), shape('param', IdParam), shape('json', RoleGrant), async (c) => {
    const given = c.req.valid('json')
    const grant = grantFor(actorOf(c), rights['role.grant'], given.orgId)
    const grantId = await c.var.tx(async (tx) => {
      const person = await personById(tx, c.req.valid('param').id)
      if (!person) throw notFound()
      return giveRole(c, tx, person.id, { id: grant.orgId, kind: grant.orgKind }, given.role)
    })
    return c.json({ grant: grantId }, 201)
  })
  .post('/people/:id/roles/:grant/end', right('role.grant', rights['role.grant']), describe('registry', ['收回角色', 'End a role']), shape('param', RoleParam), async (c) => {
    const { id, grant } = c.req.valid('param')
    await c.var.tx(async (tx) => {
      const at = instant(c.var.clock)
      const held = (await rolesHeld(tx, [id], at)).find((r) => r.id === grant)
      if (!held) throw notFound()
      grantFor(actorOf(c), rights['role.grant'], held.org_id)
      const managing: readonly string[] = rights['role.grant'].roles
      const inForce = await rolesInOrganisation(tx, held.org_id, at) // locked from here on
      if (!inForce.some((r) => r.id === grant)) throw notFound() // another request was first
      const others = inForce.filter((r) => r.id !== grant && managing.includes(r.role))
      if (managing.includes(held.role) && others.length === 0) throw refuse(409, 'last-administrator', ['这是最后一位能管理人员的角色，收回后无人可管理。请先授予另一人。', 'This is the last role that manages people; grant it to somebody else first.'])
      const act = await recordAct(tx, c.var.clock, { actor: actorOf(c).personId, org: held.org_id, verb: 'role.end', object: `person:${id}`, payload: { role: held.role, grant } })
      await endRole(tx, grant, at, act)
    })
    return c.json({ ok: true })
  })
  .get('/roles', right('person.read', rights['person.read']), describe('registry', ['各类单位的角色', 'Roles by kind of organisation']), (c) => c.json({ roles: rolesOf }))

async function freeLogin(c: Context<Env>, wanted: string): Promise<void> {
  if (await c.var.db.withTx(authScope, (tx) => accountByLogin(tx, wanted))) {
    throw refuse(409, 'login-taken', ['这个登录名不能使用，请换一个。', 'This login cannot be used; choose another.'], [{ field: 'login', rule: 'taken', words: ['请换一个登录名', 'Choose another login'] }])
  }
}

async function invite(c: Context<Env>, tx: Tx, org: { id: number; kind: string }, given: { name: string; login: string; roles: readonly Role[] }): Promise<number> {
  const person = await addPerson(tx, { org_id: org.id, name: given.name, demo: (await organisationById(tx, org.id))?.demo ?? false, created_at: instant(c.var.clock) })
  await recordAct(tx, c.var.clock, { actor: actorOf(c).personId, org: org.id, verb: 'person.invite', object: `person:${person.id}`, payload: { name: given.name, login: given.login }, personal: true })
  for (const one of given.roles) await giveRole(c, tx, person.id, org, one)
  return person.id
}

async function giveRole(c: Context<Env>, tx: Tx, personId: number, org: { id: number; kind: string }, wanted: Role): Promise<number> {
  const at = instant(c.var.clock)
  const held = (await rolesHeld(tx, [personId], at)).map((r) => ({ role: r.role, orgId: r.org_id }))
  const problem = grantProblem(wanted, org, held)
  if (problem) throw refuse(409, 'role', problem, [{ field: 'role', rule: 'role', words: problem }])
  const act = await recordAct(tx, c.var.clock, { actor: actorOf(c).personId, org: org.id, verb: 'role.grant', object: `person:${personId}`, payload: { role: wanted } })
  return (await grantRole(tx, { person_id: personId, org_id: org.id, role: wanted, from_at: at, granted_act: act })).id
}

/** After the person is written: a crash in between leaves a person without a login, who can be invited again. */
async function openAccount(c: Context<Env>, personId: number, wanted: string): Promise<string> {
  const password = oneTimePassword()
  const hash = await hashPassword(password)
  await c.var.db.withTx(authScope, (tx) => addAccount(tx, { person_id: personId, login: wanted, password_hash: hash }))
  return password
}

/** Sixteen letters and digits nobody confuses, in groups: 80 bits. */
function oneTimePassword(): string {
  const alphabet = 'abcdefghjkmnpqrstuvwxyz23456789A' // 32 signs, so that five random bits choose one
  const signs = [...randomBytes(16)].map((b) => alphabet.charAt(b & 31)).join('')
  return signs.replace(/(.{4})(?=.)/g, '$1-')
}
