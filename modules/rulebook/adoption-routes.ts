// Propose, confirm, withdraw an adoption; list them.
import { Hono } from 'hono'
import { z } from 'zod'
import { recordAct } from '#platform/acts/acts.ts'
import { instant } from '#platform/clock.ts'
import type { Env } from '#platform/http/env.ts'
import { describe } from '#platform/http/openapi.ts'
import { notFound, refuse } from '#platform/http/problem.ts'
import { actorOf, grantFor, right, signedIn } from '#platform/http/right.ts'
import { both, shape } from '#platform/http/shape.ts'
import { mayConfirm, mayWithdraw } from './adoption.ts'
import { adoptionById, confirm, listAdoptions, propose, withdraw } from './adoption-store.ts'
import { rights } from './rights.ts'

const Id = z.strictObject({ id: z.coerce.number().int().positive() })
const Proposal = z.strictObject({
  rule: z.string().min(1).max(200),
  sha256: z.string().regex(/^[0-9a-f]{64}$/, both('应为 64 位十六进制摘要', 'Expected a digest of 64 hexadecimal digits')),
  document: z.string().trim().min(4, both('写明核对过的文件（名称、编号、年份）', 'Name the document that was checked (title, number, year)')).max(300),
})
const Page = z.strictObject({ before: z.coerce.number().int().positive().optional(), limit: z.coerce.number().int().min(1).max(200).default(100) })
const Withdrawal = z.strictObject({ reason: z.string().trim().min(2, both('请写明理由', 'Give the reason')).max(500) })

export const adoptionRoutes = new Hono<Env>()
  .get('/adoptions', signedIn({ tokens: true }), describe('rulebook', ['采用记录', 'Adoptions']), shape('query', Page), async (c) => {
    const { before, limit } = c.req.valid('query')
    const rows = await c.var.tx((tx) => listAdoptions(tx, before, limit))
    return c.json({
      rows: rows.map((r) => ({
        id: r.id, orgId: r.org_id, rule: r.rule, sha256: r.sha256, document: r.document, reach: r.reach, proposedBy: r.proposed_by, proposedAt: r.proposed_at,
        confirmedBy: r.confirmed_by, confirmedAt: r.confirmed_at, withdrawnAt: r.withdrawn_at, withdrawnReason: r.withdrawn_reason,
      })),
      next: rows.length === limit ? rows.at(-1)?.id ?? null : null,
    })
  })
  .post('/adoptions', right('rulebook.adopt', rights['rulebook.adopt']), describe('rulebook', ['提出采用', 'Propose an adoption']), shape('json', Proposal), async (c) => {
    const actor = actorOf(c)
    const grant = grantFor(actor, rights['rulebook.adopt'])
    const given = c.req.valid('json')
    const id = await c.var.tx(async (tx) => {
      const row = await propose(tx, { org_id: grant.orgId, rule: given.rule, sha256: given.sha256, document: given.document, reach: grant.orgKind === 'authority' ? 'city' : 'organisation', proposed_by: actor.personId, proposed_at: instant(c.var.clock) })
      await recordAct(tx, c.var.clock, { actor: actor.personId, org: grant.orgId, verb: 'adoption.propose', object: `adoption:${row.id}`, payload: given })
      return row.id
    })
    return c.json({ id }, 201)
  })
  .post('/adoptions/:id/confirmation', right('rulebook.adopt', rights['rulebook.adopt']), describe('rulebook', ['确认采用', 'Confirm an adoption']), shape('param', Id), async (c) => {
    const actor = actorOf(c)
    const { id } = c.req.valid('param')
    await c.var.tx(async (tx) => {
      const row = await adoptionById(tx, id)
      if (!row) throw notFound()
      const decision = mayConfirm(row, actor.personId, actor.grants.map((g) => g.orgId))
      if (!decision.ok) throw refuse(409, decision.type, decision.words)
      await confirm(tx, id, actor.personId, instant(c.var.clock))
      await recordAct(tx, c.var.clock, { actor: actor.personId, org: row.org_id, verb: 'adoption.confirm', object: `adoption:${id}`, payload: { rule: row.rule, sha256: row.sha256 } })
    })
    return c.json({ ok: true })
  })
  .post('/adoptions/:id/withdrawal', right('rulebook.adopt', rights['rulebook.adopt']), describe('rulebook', ['撤回采用', 'Withdraw an adoption']), shape('param', Id), shape('json', Withdrawal), async (c) => {
    const actor = actorOf(c)
    const { id } = c.req.valid('param')
    const { reason } = c.req.valid('json')
    await c.var.tx(async (tx) => {
      const row = await adoptionById(tx, id)
      if (!row) throw notFound()
      const decision = mayWithdraw(row, actor.grants.map((g) => g.orgId))
      if (!decision.ok) throw refuse(409, decision.type, decision.words)
      await withdraw(tx, id, actor.personId, instant(c.var.clock), reason)
      await recordAct(tx, c.var.clock, { actor: actor.personId, org: row.org_id, verb: 'adoption.withdraw', object: `adoption:${id}`, payload: { rule: row.rule, reason } })
    })
    return c.json({ ok: true })
  })
