// Dossiers of methods: computed, proposed by one person, accepted by another. An unfit method blocks its procedure here, never an instrument.
import { Hono } from 'hono'
import type { Context } from 'hono'
import { z } from 'zod'
import { methodBudget } from '@duheng/procedures/budget.ts'
import type { MethodBudget } from '@duheng/procedures/budget.ts'
import { recordAct } from '#platform/acts/acts.ts'
import { instant, today } from '#platform/clock.ts'
import type { Tx } from '#platform/db/database.ts'
import type { Env } from '#platform/http/env.ts'
import { describe } from '#platform/http/openapi.ts'
import { Refusal, notFound, refuse } from '#platform/http/problem.ts'
import { actorOf, grantFor, right } from '#platform/http/right.ts'
import { shape } from '#platform/http/shape.ts'
import { peopleOf } from '#modules/registry/contract.ts'
import { procedureFor, proceduresInForce } from '#modules/rulebook/contract.ts'
import { methodStandards, standardRoles, standardsInUse, withTypes } from './method.ts'
import { acceptMethod, addMethod, listMethods, methodById, methodFor, proposalAfter, withdrawMethod } from './method-store.ts'
import type { MethodRow } from './method-store.ts'
import { PEOPLE_MAX } from './people-store.ts'
import { rights } from './rights.ts'
import { document, pathId, rowId } from './shapes.ts'
import { standardsByIds } from './standard-store.ts'

const text = z.string().trim().min(1).max(120)
const name = z.string().regex(/^[\p{L}\p{N}_₀-₉-]{1,40}$/u)
export const Dossier = z.strictObject({
  document,
  parameters: z.record(name, text).refine((all) => Object.keys(all).length <= 40),
  standards: z.record(name, z.strictObject({ standardId: rowId.nullable(), values: z.record(name, text).default({}) })).refine((all) => Object.keys(all).length <= 40),
})
type Dossier = z.infer<typeof Dossier>
const Id = pathId

export const methodRoutes = new Hono<Env>()
  .get('/methods', right('method.read', rights['method.read']), describe('laboratory', ['方法档案', 'Dossiers of methods']), async (c) => {
    const { orgId } = grantFor(actorOf(c), rights['method.read'])
    const found = await c.var.tx(async (tx) => {
      const rows = await listMethods(tx, orgId)
      return { rows, names: await personNames(tx, rows), editions: await editionHashes(tx, orgId, today(c.var.clock)) }
    })
    return c.json({ methods: found.rows.map((m) => methodAnswer(m, found.editions.get(m.document), found.names)) })
  })
  .post('/methods/draft', right('method.edit', rights['method.edit']), describe('laboratory', ['试算方法不确定度', 'Try the budget of a method']), shape('json', Dossier), async (c) => {
    const { orgId } = grantFor(actorOf(c), rights['method.edit'])
    const made = await c.var.tx((tx) => budgetOf(tx, c, orgId, c.req.valid('json')))
    return c.json({ edition: made.edition, budgets: withTypes(made.budgets, made.files, c.req.valid('json').standards), fit: made.fit })
  })
  .post('/methods', right('method.edit', rights['method.edit']), describe('laboratory', ['建方法档案', 'Propose a dossier']), shape('json', Dossier), async (c) => {
    const actor = actorOf(c)
    const { orgId } = grantFor(actor, rights['method.edit'])
    const given = c.req.valid('json')
    return c.json(await c.var.tx(async (tx) => {
      const made = await budgetOf(tx, c, orgId, given)
      const act = await recordAct(tx, c.var.clock, { actor: actor.personId, org: orgId, verb: 'method.propose', object: `method:${given.document}`, payload: { edition: made.edition, sha256: made.sha256, fit: made.fit, ...given } })
      const row = await addMethod(tx, {
        org_id: orgId, document: given.document, procedure_sha256: made.sha256, parameters: JSON.stringify(given.parameters), standards: JSON.stringify(given.standards),
        budgets: JSON.stringify(made.budgets), fit: made.fit, proposed_by: actor.personId, proposed_at: instant(c.var.clock), act_no: act,
      })
      return { id: row.id, fit: made.fit, budgets: made.budgets }
    }), 201)
  })
  .post('/methods/:id/acceptance', right('method.edit', rights['method.edit']), describe('laboratory', ['认可方法档案', 'Accept a dossier']), shape('param', Id), async (c) => {
    const actor = actorOf(c)
    await c.var.tx(async (tx) => {
      const row = await methodById(tx, c.req.valid('param').id)
      if (!row || row.withdrawn_act !== null) throw notFound()
      if (row.proposed_by === actor.personId) throw refuse(409, 'two-persons', ['方法档案要由另一个人认可。', 'Another person accepts the dossier.'])
      await recordAct(tx, c.var.clock, { actor: actor.personId, org: row.org_id, verb: 'method.accept', object: `method:${row.document}`, payload: { method: row.id, fit: row.fit } })
      if (!(await acceptMethod(tx, row.id, actor.personId, instant(c.var.clock)))) throw refuse(409, 'accepted', ['已经认可过。', 'It is accepted already.'])
    })
    return c.json({ ok: true })
  })
  .delete('/methods/:id', right('method.edit', rights['method.edit']), describe('laboratory', ['撤回方法档案', 'Withdraw a dossier']), shape('param', Id), async (c) => {
    const actor = actorOf(c)
    await c.var.tx(async (tx) => {
      const row = await methodById(tx, c.req.valid('param').id)
      if (!row) throw notFound()
      const act = await recordAct(tx, c.var.clock, { actor: actor.personId, org: row.org_id, verb: 'method.withdraw', object: `method:${row.document}`, payload: { method: row.id } })
      if (!(await withdrawMethod(tx, row.id, act))) throw refuse(409, 'withdrawn', ['已经撤回。', 'It is withdrawn already.'])
    })
    return c.json({ ok: true })
  })
  .get('/methods/for/:document', right('method.read', rights['method.read']), describe('laboratory', ['某规程的方法档案', 'The dossier of a procedure']), shape('param', z.strictObject({ document })), async (c) => {
    const { orgId } = grantFor(actorOf(c), rights['method.read'])
    const found = await c.var.tx(async (tx) => {
      const edition = await procedureFor(tx, { orgId, document: c.req.valid('param').document, date: today(c.var.clock) })
      if (!edition) return undefined
      const row = await methodFor(tx, orgId, edition.sha256)
      const { file } = edition.procedure
      const proposal = row && await proposalAfter(tx, orgId, edition.sha256, row.id)
      const names = await personNames(tx, [row, proposal].flatMap((m) => m ?? []))
      const dossier = (m: MethodRow | undefined) => {
        const said = m && methodAnswer(m, edition.sha256, names)
        return said ? { ...said, budgets: withTypes(said.budgets, file.budgets ?? [], said.standards) } : null
      }
      return {
        procedure: {
          document: edition.document, edition: edition.edition, sha256: edition.sha256, standing: edition.standing, zh: file.title.zh, en: file.title.en,
          parameters: Object.entries(file.parameters).map(([id, p]) => ({ id, ...p })), standards: file.standards,
        },
        method: dossier(row), proposal: dossier(proposal),
      }
    })
    if (!found) throw notFound()
    return c.json(found)
  })

async function editionHashes(tx: Tx, orgId: number, day: string): Promise<ReadonlyMap<string, string>> {
  return new Map((await proceduresInForce(tx, { orgId, date: day })).map((e) => [e.document, e.sha256]))
}

async function budgetOf(tx: Tx, c: Context<Env>, orgId: number, given: Dossier) {
  const edition = await procedureFor(tx, { orgId, document: given.document, date: today(c.var.clock) })
  if (!edition) throw refuse(422, 'no-edition', [`今天没有现行有效的 ${given.document}。`, `No edition of ${given.document} is in force today.`])
  const known = edition.procedure.file.standards
  const strange = Object.keys(given.standards).filter((role) => !known.some((s) => s.id === role))
  const missing = known.filter((s) => !Object.hasOwn(given.standards, s.id))
  const ids = [...standardRoles(given.standards).values()]
  const rows = (await standardsByIds(tx, orgId, ids)).filter((s) => s.retired_act === null)
  const fields = [
    ...strange.map((role) => ({ field: `standards.${role}`, rule: 'no-such-role', words: [`规程没有“${role}”。`, `The procedure has no "${role}".`] as const })),
    ...missing.map((s) => ({ field: `standards.${s.id}`, rule: 'missing', words: [`请填写“${s.zh}”。`, `Fill in "${s.en}".`] as const })),
    ...(ids.length === 0 ? [{ field: 'standards', rule: 'no-standard', words: ['至少指定一台标准器。', 'Name at least one standard of the laboratory.'] as const }] : []),
    ...ids.filter((id) => !rows.some((r) => r.id === id)).map((id) => ({ field: 'standards', rule: 'no-such-standard', words: [`没有在用的标准器 ${id}。`, `No standard ${id} is in use.`] as const })),
  ]
  if (fields.length > 0) throw refuse(422, 'dossier', fields[0]?.words ?? ['', ''], fields)
  const made = methodBudget(edition.procedure, given.parameters, standardsInUse(given.standards))
  if (!made.ok) throw new Refusal(422, 'dossier', [made.problems[0]?.zh ?? '', made.problems[0]?.en ?? ''], { fields: made.problems.slice(0, 50).map((p) => ({ field: p.path, rule: 'budget', words: [p.zh, p.en] })) })
  return { edition: edition.edition, sha256: edition.sha256, budgets: made.budgets, files: edition.procedure.file.budgets ?? [], fit: !made.blocked }
}

/** Who proposed and accepted, by name. */
async function personNames(tx: Tx, rows: readonly MethodRow[]): Promise<ReadonlyMap<number, string>> {
  const people = await peopleOf(tx, [...new Set(rows.map((m) => m.org_id))], 0, PEOPLE_MAX)
  return new Map(people.map((p) => [p.id, p.name]))
}

const methodAnswer = (m: MethodRow, inForce: string | undefined, names: ReadonlyMap<number, string>) => ({
  id: m.id, document: m.document, procedureSha256: m.procedure_sha256, current: m.procedure_sha256 === inForce, parameters: parameterTexts(m.parameters),
  standards: methodStandards(m.standards), budgets: storedBudgets(m.budgets), fit: m.fit, proposedBy: m.proposed_by, proposedByName: names.get(m.proposed_by) ?? '', proposedAt: m.proposed_at,
  acceptedBy: m.accepted_by, acceptedByName: m.accepted_by === null ? null : names.get(m.accepted_by) ?? '', acceptedAt: m.accepted_at,
})

const parameterTexts = (json: MethodRow['parameters']): Record<string, string> =>
  Object.fromEntries(typeof json === 'object' && json !== null ? Object.entries(json).flatMap(([k, v]: [string, unknown]) => (typeof v === 'string' ? [[k, v]] : [])) : [])
const storedBudgets = (json: unknown): MethodBudget[] => (Array.isArray(json) ? json as MethodBudget[] : []) // written by budgetOf alone
