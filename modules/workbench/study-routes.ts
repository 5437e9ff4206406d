// Studies over HTTP: list, start, read, save a version beside the one it was made from, rename and attach.
import { Hono } from 'hono'
import type { Context } from 'hono'
import { z } from 'zod'
import { recordAct } from '#platform/acts/acts.ts'
import { instant } from '#platform/clock.ts'
import type { Tx } from '#platform/db/database.ts'
import type { Env } from '#platform/http/env.ts'
import { describe } from '#platform/http/openapi.ts'
import { Refusal, notFound } from '#platform/http/problem.ts'
import { actorOf, grantFor, right } from '#platform/http/right.ts'
import { both, shape } from '#platform/http/shape.ts'
import { standardsByIds } from '#modules/laboratory/contract.ts'
import { doersOf } from '#modules/registry/contract.ts'
import { evaluate } from './evaluate.ts'
import { printed } from './printed.ts'
import { rights } from './rights.ts'
import { KINDS, SavedBody, gistOf, kindNamed, kindOf } from './saved-body.ts'
import { addStudy, addVersion, editStudy, listStudies, studyById, studyForChange, versionOf, versionsOf } from './study-store.ts'

const title = z.string().trim().min(1, both('请填写名称', 'Give it a name')).max(120, both('最多 120 个字符', 'At most 120 characters'))
const note = z.string().trim().max(300, both('最多 300 个字符', 'At most 300 characters')).default('')
const procedure = z.string().trim().min(1).max(80).regex(/^[\p{L}\p{N} ./_—-]+$/u, both('规程编号写作 JJG 539', 'A document is written JJG 539'))
const NewStudy = z.strictObject({ title, body: SavedBody, note })
const NewVersion = z.strictObject({ basedOn: z.number().int().positive(), body: SavedBody, note })
const Edit = z.strictObject({ version: z.number().int().positive(), title: title.optional(), procedure: procedure.nullable().optional(), standardId: z.number().int().positive().nullable().optional() })
  .refine((e) => !(e.procedure && e.standardId), { path: ['standardId'], message: both('规程与标准器只关联一个', 'Attach it to a procedure or to a standard, not to both') })
export const PathId = z.strictObject({ id: z.coerce.number().int().positive().max(Number.MAX_SAFE_INTEGER) })
const PathVersion = z.strictObject({ id: PathId.shape.id, number: z.coerce.number().int().positive().max(1_000_000) })
const List = z.strictObject({
  q: z.string().trim().max(120).optional(), standard: z.coerce.number().int().positive().max(Number.MAX_SAFE_INTEGER).optional(), procedure: procedure.optional(), kind: z.enum(KINDS).optional(),
  before: z.coerce.number().int().positive().max(Number.MAX_SAFE_INTEGER).optional(), limit: z.coerce.number().int().min(1).max(100).default(50),
})

export const studyRoutes = new Hono<Env>()
  .get('/studies', right('study.read', rights['study.read']), describe('workbench', ['不确定度评定', 'Uncertainty studies']), shape('query', List), async (c) => {
    const filter = c.req.valid('query')
    return c.json(await c.var.tx(async (tx) => {
      const rows = await listStudies(tx, filter)
      const doer = await doersOf(tx, rows.map((r) => r.author_id))
      return {
        studies: rows.map((r) => ({ id: r.id, kind: kindNamed(r.kind), title: r.title, procedure: r.procedure_document, standardId: r.standard_id, number: r.number, shown: r.shown, by: doer(r.author_id), at: r.at })),
        next: rows.length === filter.limit ? rows.at(-1)?.id ?? null : null,
      }
    }))
  })
  .post('/studies', right('study.edit', rights['study.edit']), describe('workbench', ['保存为新的评定', 'Save as a new study']), shape('json', NewStudy), async (c) => {
    const actor = actorOf(c)
    const { orgId } = grantFor(actor, rights['study.edit'])
    const given = c.req.valid('json')
    const id = await c.var.tx(async (tx) => {
      const study = await addStudy(tx, { org_id: orgId, kind: kindOf(given.body), title: given.title, created_by: actor.personId, created_at: instant(c.var.clock) })
      await save(tx, c, { studyId: study.id, orgId, number: 1, body: given.body, note: given.note })
      return study.id
    })
    return c.json({ id, number: 1 }, 201)
  })
  .get('/studies/:id', right('study.read', rights['study.read']), describe('workbench', ['一项评定', 'One study']), shape('param', PathId), async (c) => {
    const { id } = c.req.valid('param')
    const found = await c.var.tx(async (tx) => {
      const study = await studyById(tx, id)
      if (!study) return undefined
      const versions = await versionsOf(tx, id)
      const doer = await doersOf(tx, versions.map((v) => v.author_id))
      return { study, versions: versions.map((v) => ({ number: v.number, shown: v.shown, note: v.note, at: v.at, by: doer(v.author_id) })) }
    })
    if (!found) throw notFound()
    return c.json({ ...studyAnswer(found.study), versions: found.versions })
  })
  .patch('/studies/:id', right('study.edit', rights['study.edit']), describe('workbench', ['改名，关联规程或标准器', 'Rename, attach to a procedure or a standard']), shape('param', PathId), shape('json', Edit), async (c) => {
    const { version, ...change } = c.req.valid('json')
    return c.json(await c.var.tx(async (tx) => {
      const study = await mineForChange(tx, c)
      if (study.version !== version) {
        throw new Refusal(409, 'stale', ['这项评定刚被别人改过。请核对后再提交。', 'Somebody changed this study meanwhile. Compare and send again.'], { extra: { yours: change, theirs: studyAnswer(study) } })
      }
      await attachable(tx, c, study.org_id, change.standardId)
      await recordAct(tx, c.var.clock, { actor: actorOf(c).personId, org: study.org_id, verb: 'study.edit', object: `study:${study.id}`, payload: change })
      return editStudy(tx, study.id, edited(change))
    }))
  })
  .get('/studies/:id/versions/:number', right('study.read', rights['study.read']), describe('workbench', ['评定的一个版本', 'One version of a study']), shape('param', PathVersion), async (c) => {
    const { id, number } = c.req.valid('param')
    const row = await c.var.tx(async (tx) => ((await studyById(tx, id)) ? versionOf(tx, id, number) : undefined))
    if (!row) throw notFound()
    return c.json({ number: row.number, body: row.body, shown: row.shown, note: row.note, at: row.at })
  })
  .post('/studies/:id/versions', right('study.edit', rights['study.edit']), describe('workbench', ['保存版本', 'Save a version']), shape('param', PathId), shape('json', NewVersion), async (c) => {
    const given = c.req.valid('json')
    const number = await c.var.tx(async (tx) => {
      const study = await mineForChange(tx, c)
      if (study.kind !== kindOf(given.body)) {
        throw new Refusal(422, 'other-kind', ['这项内容的种类不同，请另存为新的。', 'This is of another kind; save it as a study of its own.'])
      }
      const newest = await versionOf(tx, study.id)
      if (newest && newest.number !== given.basedOn) {
        throw new Refusal(409, 'stale', [`别人已保存第 ${newest.number} 版，您的改动基于第 ${given.basedOn} 版。两版都在，请比较后再保存。`, `Version ${newest.number} was saved meanwhile; yours was made from ${given.basedOn}. Compare both and save again.`], { extra: { newest: newest.number } })
      }
      await save(tx, c, { studyId: study.id, orgId: study.org_id, number: given.basedOn + 1, body: given.body, note: given.note })
      return given.basedOn + 1
    })
    return c.json({ number }, 201)
  })

type Saving = { readonly studyId: number; readonly orgId: number; readonly number: number; readonly body: SavedBody; readonly note: string }

async function save(tx: Tx, c: Context<Env>, { studyId, orgId, number, body, note: said }: Saving): Promise<void> {
  const { personId } = actorOf(c)
  const act = await recordAct(tx, c.var.clock, { actor: personId, org: orgId, verb: 'study.save', object: `study:${studyId}`, payload: { number, note: said } })
  await addVersion(tx, {
    org_id: orgId, study_id: studyId, number, body: JSON.stringify(body), shown: shownOf(body), note: said,
    author_id: personId, at: instant(c.var.clock), act_no: act,
  })
}

/** The result as it prints, or what a statistics tool holds; computed from what is saved. */
function shownOf(body: SavedBody): string | null {
  if (body.format !== 'duheng-uncertainty/1') return gistOf(body).slice(0, 300)
  const { answer } = evaluate(body)
  const shown = answer && printed(answer.budget, body)
  return shown && answer ? `${answer.budget.name} = ${shown.text}`.slice(0, 300) : null
}

async function mineForChange(tx: Tx, c: Context<Env>) {
  const id = Number(c.req.param('id'))
  const study = await studyForChange(tx, id)
  if (!study) throw notFound()
  grantFor(actorOf(c), rights['study.edit'], study.org_id)
  return study
}

/** Only a laboratory has standards; another's and nobody's are the same "not found". */
async function attachable(tx: Tx, c: Context<Env>, orgId: number, standardId: number | null | undefined): Promise<void> {
  if (standardId === null || standardId === undefined) return
  const isLaboratory = actorOf(c).grants.some((g) => g.orgId === orgId && g.orgKind === 'laboratory')
  const found = isLaboratory ? await standardsByIds(tx, orgId, [standardId]) : []
  if (found.length === 0) throw notFound()
}

/** Attaching to one thing lets go of the other. */
function edited({ title: named, procedure: document, standardId }: Omit<z.infer<typeof Edit>, 'version'>) {
  return {
    ...(named === undefined ? {} : { title: named }),
    ...(document === undefined ? {} : { procedure_document: document, ...(document === null ? {} : { standard_id: null }) }),
    ...(standardId === undefined ? {} : { standard_id: standardId, ...(standardId === null ? {} : { procedure_document: null }) }),
  }
}

const studyAnswer = (s: { id: number; kind: string; title: string; procedure_document: string | null; standard_id: number | null; version: number; created_at: string }) =>
  ({ id: s.id, kind: kindNamed(s.kind), title: s.title, procedure: s.procedure_document, standardId: s.standard_id, version: s.version, createdAt: s.created_at })
