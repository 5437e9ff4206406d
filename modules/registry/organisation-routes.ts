// Organisations and a laboratory's clients over HTTP. Of an organisation the actor may not see nothing is told; what a credit code in use
// answers is decided in taken-code.ts.
import { Hono } from 'hono'
import type { Context } from 'hono'
import { z } from 'zod'
import { recordAct } from '#platform/acts/acts.ts'
import { instant } from '#platform/clock.ts'
import { jobScope } from '#platform/db/scope.ts'
import type { Env } from '#platform/http/env.ts'
import { describe } from '#platform/http/openapi.ts'
import { notFound, Refusal, refuse } from '#platform/http/problem.ts'
import { actorOf, right } from '#platform/http/right.ts'
import { both, shape } from '#platform/http/shape.ts'
import { divisionPrefix } from '#platform/may/may.ts'
import { becomeClient } from './client-store.ts'
import { parseCreditCode } from './credit-code.ts'
import { NewOrganisationShape, OrganisationChange, creditCode, kindsFor, orgKinds } from './organisation.ts'
import {
  addOrganisation, listOrganisations, lockOrganisation, organisationByCreditCode, organisationById, refreshWords, updateOrganisation,
} from './organisation-store.ts'
import { line } from './plain-text.ts'
import { rights } from './rights.ts'
import { writingCode } from './taken-code.ts'

export const IdParam = z.strictObject({ id: z.string().regex(/^\d{1,15}$/, both('应为编号', 'Expected an id')).transform(Number) })
const OrganisationQuery = z.strictObject({
  q: z.string().max(100).optional(), kind: z.enum(orgKinds).optional(), clients: z.enum(['yes']).optional(),
  after: z.string().regex(/^\d{1,15}$/).transform(Number).optional(), limit: z.string().regex(/^\d{1,3}$/).transform(Number).pipe(z.number().min(1).max(200)).default(50),
})
const CreditCodeParam = z.strictObject({ code: z.string().max(60) })
const ClientLink = z.strictObject({ creditCode, name: line(2, 120) })

type OrganisationRow = NonNullable<Awaited<ReturnType<typeof organisationById>>>
const toPage = (o: OrganisationRow) => ({
  id: o.id, kind: o.kind, name: o.name, creditCode: o.credit_code, division: o.division, address: o.address, phone: o.phone, demo: o.demo, version: o.version, createdAt: o.created_at,
})

export const organisationRoutes = new Hono<Env>()
  .get('/organisations', right('organisation.read', rights['organisation.read']), describe('registry', ['单位列表', 'List organisations']), shape('query', OrganisationQuery), async (c) => {
    const query = c.req.valid('query')
    const own = actorOf(c).grants.map((g) => g.orgId)
    const rows = await c.var.tx((tx) => listOrganisations(tx, {
      limit: query.limit + 1, ...(query.q?.trim() ? { text: query.q.trim() } : {}), ...(query.kind ? { kind: query.kind } : {}),
      ...(query.clients ? { clientsOf: own } : {}), ...(query.after ? { before: query.after } : {}),
    }))
    const page = rows.slice(0, query.limit)
    return c.json({ rows: page.map(toPage), next: rows.length > query.limit ? String(page.at(-1)?.id ?? '') : null })
  })
  .get('/organisations/by-credit-code/:code', right('organisation.read', rights['organisation.read']), describe('registry', ['按统一社会信用代码查找', 'Find by credit code']), shape('param', CreditCodeParam), async (c) => {
    const read = parseCreditCode(c.req.valid('param').code)
    if (!read.ok) throw refuse(422, 'credit-code', [read.zh, read.en], [{ field: 'code', rule: read.rule, words: [read.zh, read.en] }])
    const row = await c.var.tx((tx) => organisationByCreditCode(tx, read.code))
    if (!row) throw notFound()
    return c.json(toPage(row))
  })
  .get('/organisations/:id', right('organisation.read', rights['organisation.read']), describe('registry', ['一个单位', 'One organisation']), shape('param', IdParam), async (c) => {
    const row = await c.var.tx((tx) => organisationById(tx, c.req.valid('param').id))
    if (!row) throw notFound()
    return c.json(toPage(row))
  })
  .post('/organisations', right('organisation.register', rights['organisation.register']), describe('registry', ['登记单位', 'Register an organisation']), shape('json', NewOrganisationShape), async (c) => {
    const given = c.req.valid('json')
    const actor = actorOf(c)
    if (!kindsFor(actor.grants.map((g) => g.role)).includes(given.kind)) throw refuse(403, 'not-your-role', ['您的角色不能登记这类单位。', 'Your role does not register this kind of organisation.'], [{ field: 'kind', rule: 'role', words: ['请选择使用单位', 'Choose an enterprise'] }])
    if (!within(c, given.division)) throw outside()
    const lab = actor.grants.find((g) => g.orgKind === 'laboratory')
    const at = instant(c.var.clock)
    const code = normalised(given.creditCode)
    const id = await writingCode(c, code, () => c.var.db.withTx(jobScope, async (tx) => {
      // What somebody of a demonstration registers belongs to it, too.
      const demo = (await organisationById(tx, actor.grants[0]?.orgId ?? 0))?.demo ?? false
      const org = await addOrganisation(tx, { kind: given.kind, name: given.name, credit_code: code, division: given.division, address: given.address, phone: given.phone, demo, created_at: at })
      const act = await recordAct(tx, c.var.clock, { actor: actor.personId, org: org.id, verb: 'organisation.register', object: `organisation:${org.id}`, payload: { ...given } })
      if (lab) await becomeClient(tx, { labOrgId: lab.orgId, clientOrgId: org.id, since: at, actNo: act })
      return org.id
    }))
    return c.json({ id }, 201)
  })
  .patch('/organisations/:id', right('organisation.edit', rights['organisation.edit']), describe('registry', ['修改单位信息', 'Change an organisation']), shape('param', IdParam), shape('json', OrganisationChange), async (c) => {
    const { id } = c.req.valid('param')
    const given = c.req.valid('json')
    const result = await writingCode(c, normalised(given.creditCode ?? null), () => c.var.tx((tx) => change(c, tx, id, given)))
    // The search words lie in rows an authority may not write: the system itself writes them anew. Doing it twice changes nothing.
    if (result.reword) await c.var.db.withTx(jobScope, (tx) => refreshWords(tx, id))
    return c.json({ version: result.version, changed: result.changed })
  })
  .post('/clients', right('client.link', rights['client.link']), describe('registry', ['把已登记的单位列为客户', 'Make a registered organisation a client']), shape('json', ClientLink), async (c) => {
    const given = c.req.valid('json')
    const actor = actorOf(c)
    const lab = actor.grants.find((g) => g.orgKind === 'laboratory')
    if (!lab) throw notFound()
    // Code and full name together: what stands on the licence the client shows at the counter. One alone finds nothing.
    const id = await c.var.db.withTx(jobScope, async (tx) => {
      const org = await organisationByCreditCode(tx, normalised(given.creditCode) ?? '')
      if (!org || org.name !== given.name) return undefined
      const act = await recordAct(tx, c.var.clock, { actor: actor.personId, org: org.id, verb: 'client.link', object: `organisation:${org.id}`, payload: { laboratory: lab.orgId } })
      await becomeClient(tx, { labOrgId: lab.orgId, clientOrgId: org.id, since: instant(c.var.clock), actNo: act })
      return org.id
    })
    if (id === undefined) throw notFound()
    return c.json({ id }, 201)
  })

const normalised = (code: string | null): string | null => {
  const read = code === null ? undefined : parseCreditCode(code)
  return read?.ok ? read.code : null
}

/** An authority registers within its division; others anywhere. */
function within(c: { var: Context<Env>['var'] }, division: string): boolean {
  const authority = actorOf(c).grants.filter((g) => g.orgKind === 'authority')
  return authority.length === 0 || authority.some((g) => division.startsWith(divisionPrefix(g.division)))
}
const outside = () => refuse(422, 'division', ['行政区划不在本单位辖区内。', 'The division lies outside your own.'], [{ field: 'division', rule: 'division', words: ['请选择辖区内的区划', 'Choose a division of yours'] }])

async function change(c: Context<Env>, tx: Parameters<typeof lockOrganisation>[0], id: number, given: z.infer<typeof OrganisationChange>) {
  const actor = actorOf(c)
  const row = await lockOrganisation(tx, id)
  if (!row) throw notFound()
  const city = actor.grants.some((g) => g.role === 'city-desk' && row.division.startsWith(divisionPrefix(g.division)))
  if (!city && !actor.grants.some((g) => g.orgId === id && rights['organisation.edit'].roles.some((r) => r === g.role))) throw notFound()
  if (row.version !== given.version) {
    throw new Refusal(409, 'stale', ['这个单位的信息在您打开之后被修改过。请对照后再保存，已填内容不变。', 'This organisation was changed after you opened it. Compare and save again; nothing is lost.'], { extra: { version: row.version, theirs: toPage(row) } })
  }
  if (given.division !== undefined && city && !within(c, given.division)) throw outside()
  // The code says who an organisation is: once entered it is corrected by the authority, and nobody tries others' codes on their own row.
  const code = given.creditCode === undefined ? row.credit_code : normalised(given.creditCode)
  if (!city && row.credit_code !== null && code !== row.credit_code) {
    throw refuse(422, 'credit-code-by-authority', ['统一社会信用代码登记后由监管部门更正。请联系市级管理员，其他内容可以自行修改。', 'A credit code, once registered, is corrected by the authority. Contact the city desk; everything else you can change yourself.'], [{ field: 'creditCode', rule: 'by-authority', words: ['由监管部门更正', 'Corrected by the authority'] }])
  }
  const next = {
    name: given.name ?? row.name, credit_code: code, division: given.division ?? row.division,
    address: given.address ?? row.address, phone: given.phone ?? row.phone,
  }
  const changes = (['name', 'credit_code', 'division', 'address', 'phone'] as const).filter((k) => next[k] !== row[k]).map((k) => ({ field: k, from: row[k], to: next[k] }))
  if (changes.length === 0) return { version: row.version, changed: [], reword: false }
  await updateOrganisation(tx, id, { ...next, version: row.version + 1 })
  await recordAct(tx, c.var.clock, { actor: actor.personId, org: id, verb: 'organisation.change', object: `organisation:${id}`, payload: { changes } })
  return { version: row.version + 1, changed: changes.map((f) => f.field), reword: next.name !== row.name || next.division !== row.division }
}
