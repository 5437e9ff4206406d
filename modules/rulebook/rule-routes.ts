// Every dated rule with its source, grade and standing; procedures in force, rendered for reading; local editions.
import { Hono } from 'hono'
import { z } from 'zod'
import { explain, gradesOf } from '@duheng/procedures/explain.ts'
import { readProcedure } from '@duheng/procedures/read.ts'
import { recordAct } from '#platform/acts/acts.ts'
import { instant, today } from '#platform/clock.ts'
import type { Env } from '#platform/http/env.ts'
import { describe } from '#platform/http/openapi.ts'
import { Refusal, notFound, refuse } from '#platform/http/problem.ts'
import { actorOf, grantFor, open, right, signedIn } from '#platform/http/right.ts'
import { both, shape } from '#platform/http/shape.ts'
import { ownOrgs } from '#platform/may/may.ts'
import { adoptionsOf } from './adoption-store.ts'
import { lotRuleRows, lotRulesOn } from './lot-rules.ts'
import { addLocalEdition, approveLocalEdition, listLocalEditions, localEditionById, partings, procedureByHash, proceduresInForce } from './procedure-store.ts'
import type { EffectiveProcedure } from './procedure.ts'
import { release } from './release.ts'
import { rights } from './rights.ts'
import { catalogueRows, ruleRows } from './rule-view.ts'

const date = z.string().regex(/^\d{4}-\d\d-\d\d$/, both('日期写作 2026-11-23', 'A date is written 2026-11-23'))
const On = z.strictObject({ date: date.optional() })
const Hash = z.strictObject({ sha256: z.string().regex(/^[0-9a-f]{64}$/) })
const Id = z.strictObject({ id: z.coerce.number().int().positive() })
const Yaml = z.strictObject({ text: z.string().min(1).max(900_000) })
const NewEdition = z.strictObject({
  text: z.string().min(1).max(900_000),
  reason: z.string().trim().min(2, both('写明为何需要本地版本', 'Say why a local edition is needed')).max(1000),
  basis: z.string().trim().min(4, both('写明依据的文件', 'Name the document it rests on')).max(300),
})

const summary = (e: EffectiveProcedure) => ({
  document: e.document, edition: e.edition, sha256: e.sha256, titleZh: e.procedure.file.title.zh, titleEn: e.procedure.file.title.en, kind: e.procedure.file.kind,
  origin: e.origin, from: e.from, until: e.until ?? null, rule: e.procedure.id, grade: e.procedure.grade, standing: e.standing,
})
const orgOf = (c: { var: Env['Variables'] }): number => ownOrgs(actorOf(c))[0] ?? 0

export const ruleRoutes = new Hono<Env>()
  .get('/rules', signedIn({ tokens: true }), describe('rulebook', ['规则一览', 'Every dated rule']), shape('query', On), async (c) => {
    const on = c.req.valid('query').date ?? today(c.var.clock)
    const adoptions = await c.var.tx((tx) => adoptionsOf(tx, orgOf(c)))
    return c.json({ date: on, rows: [...ruleRows(release().rules, on, adoptions), ...catalogueRows(release().catalogue, adoptions, on), ...lotRuleRows(release().lots, adoptions, on)], warning: release().catalogue.warning ?? null })
  })
  // Published rules, computed with by whoever wants to: adoptions are public, and without a session those of the city count.
  .get('/rules/lots', open(), describe('rulebook', ['批与抽样的规则', 'Rules of lots and sampling']), shape('query', On), async (c) => {
    const on = c.req.valid('query').date ?? today(c.var.clock)
    const { actor } = c.var
    const adoptions = await c.var.tx((tx) => adoptionsOf(tx, actor ? ownOrgs(actor)[0] ?? 0 : 0))
    return c.json({ date: on, ...lotRulesOn(release().lots, adoptions, on) })
  })
  .get('/divisions', signedIn({ tokens: true }), describe('rulebook', ['行政区划', 'Administrative divisions']), (c) =>
    c.json({ rows: release().divisions.divisions.map((d) => ({ code: d.code, zh: d.zh, en: d.en })) }))
  .get('/procedures', signedIn({ tokens: true }), describe('rulebook', ['现行规程', 'Procedures in force']), shape('query', On), async (c) => {
    const on = c.req.valid('query').date ?? today(c.var.clock)
    const rows = await c.var.tx((tx) => proceduresInForce(tx, { orgId: orgOf(c), date: on }))
    return c.json({ date: on, rows: rows.map(summary) })
  })
  .get('/procedures/:sha256', signedIn({ tokens: true }), describe('rulebook', ['规程正文', 'A procedure, rendered for reading']), shape('param', Hash), async (c) => {
    const found = await c.var.tx((tx) => procedureByHash(tx, { orgId: orgOf(c), hash: c.req.valid('param').sha256, date: today(c.var.clock) }))
    if (!found) throw notFound()
    return c.json({ ...summary(found), text: found.text, sections: explain(found.procedure), grades: gradesOf(found.procedure) })
  })
  .post('/procedures/check', right('rulebook.edit', rights['rulebook.edit']), describe('rulebook', ['检查规程文件', 'Check a procedure file']), shape('json', Yaml), (c) => {
    const reading = readProcedure(c.req.valid('json').text)
    return c.json(reading.ok ? { ok: true as const, sha256: reading.procedure.hash, sections: explain(reading.procedure) } : { ok: false as const, problems: reading.problems })
  })
  .get('/local-editions', signedIn(), describe('rulebook', ['本地版本', 'Local editions']), async (c) => {
    const rows = await c.var.tx((tx) => listLocalEditions(tx))
    return c.json({ rows: rows.map((r) => ({ id: r.id, path: r.path, sha256: r.sha256, inForceFrom: r.in_force_from, author: r.author_id, approver: r.approver_id, reason: r.reason, basis: r.basis, writtenAt: r.written_at, approvedAt: r.approved_at })) })
  })
  .get('/local-editions/partings', signedIn(), describe('rulebook', ['本地版本与发布版的分歧', 'Where release and local editions part']), async (c) =>
    c.json({ rows: await c.var.tx((tx) => partings(tx, orgOf(c))) }))
  .get('/local-editions/:id/text', signedIn(), describe('rulebook', ['导出 YAML', 'Export the YAML']), shape('param', Id), async (c) => {
    const row = await c.var.tx((tx) => localEditionById(tx, c.req.valid('param').id))
    if (!row) throw notFound()
    return c.body(row.text, 200, { 'Content-Type': 'application/yaml', 'Content-Disposition': `attachment; filename="edition-${row.id}.yaml"` })
  })
  .post('/local-editions', right('rulebook.edit', rights['rulebook.edit']), describe('rulebook', ['写本地版本', 'Write a local edition']), shape('json', NewEdition), async (c) => {
    const actor = actorOf(c)
    const grant = grantFor(actor, rights['rulebook.edit'])
    const given = c.req.valid('json')
    const reading = readProcedure(given.text)
    if (!reading.ok) {
      throw new Refusal(422, 'procedure', ['规程文件有误，没有保存。请按行列修改。', 'The procedure has errors and was not saved. Correct it at the places named.'], { extra: { problems: reading.problems } })
    }
    const id = await c.var.tx(async (tx) => {
      const row = await addLocalEdition(tx, { org_id: grant.orgId, path: `procedures/${reading.procedure.file.document}`, sha256: reading.procedure.hash, text: given.text, in_force_from: reading.procedure.file.from, author_id: actor.personId, reason: given.reason, basis: given.basis, written_at: instant(c.var.clock) })
      await recordAct(tx, c.var.clock, { actor: actor.personId, org: grant.orgId, verb: 'edition.write', object: `local-edition:${row.id}`, payload: { document: reading.procedure.file.document, sha256: reading.procedure.hash, reason: given.reason } })
      return row.id
    })
    return c.json({ id }, 201)
  })
  .post('/local-editions/:id/approval', right('rulebook.edit', rights['rulebook.edit']), describe('rulebook', ['批准本地版本', 'Approve a local edition']), shape('param', Id), async (c) => {
    const actor = actorOf(c)
    await c.var.tx(async (tx) => {
      const row = await localEditionById(tx, c.req.valid('param').id)
      if (!row) throw notFound()
      if (row.approver_id !== null) throw refuse(409, 'approved-already', ['这个版本已经批准。', 'This edition is approved already.'])
      if (row.author_id === actor.personId) throw refuse(409, 'two-persons', ['不能批准自己写的版本，请另一位同事批准。', 'You wrote this edition; a colleague approves it.'])
      await approveLocalEdition(tx, row.id, actor.personId, instant(c.var.clock))
      await recordAct(tx, c.var.clock, { actor: actor.personId, org: row.org_id, verb: 'edition.approve', object: `local-edition:${row.id}`, payload: { sha256: row.sha256 } })
    })
    return c.json({ ok: true })
  })
