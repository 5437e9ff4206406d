// Checking and signing: the queue with its doubts, the certificate as it will be issued, and issuing many at once, each for itself.
import { Hono } from 'hono'
import type { Context } from 'hono'
import { z } from 'zod'
import { canonicalJson } from '@duheng/rules/rule.ts'
import { writeDcc } from '@duheng/dcc/write.ts'
import { instant, today } from '#platform/clock.ts'
import type { Tx } from '#platform/db/database.ts'
import type { Env } from '#platform/http/env.ts'
import { describe } from '#platform/http/openapi.ts'
import { Refusal, notFound, refuse } from '#platform/http/problem.ts'
import type { Words } from '#platform/http/problem.ts'
import { actorOf, freshlyConfirmed, grantFor, right } from '#platform/http/right.ts'
import { shape } from '#platform/http/shape.ts'
import { decide, guardsOf } from '#platform/workflow/workflow.ts'
import type { GuardAnswers } from '#platform/workflow/workflow.ts'
import { awaitIssued, prepareCertificate, recordCertificate, reserveNumber } from '#modules/certificates/contract.ts'
import type { CertificateServices, Issued, Prepared } from '#modules/certificates/contract.ts'
import { recordVerification } from '#modules/registry/contract.ts'
import { certificateKind, lacksUncertainty } from './certificate-record.ts'
import { flagsOf } from './flags.ts'
import { answerGuards } from './guard-facts.ts'
import { itemById, listItems, lockItem } from './order-store.ts'
import type { ItemRow } from './order-store.ts'
import { addIssued, issuedOf } from './record-store.ts'
import { rights } from './rights.ts'
import { workflowRoles } from './roles.ts'
import { pathId, rowId } from './shapes.ts'
import { compose } from './signing.ts'
import type { Shown } from './signing.ts'
import { refuseStep, takeStep, workflowOf } from './step.ts'

const Queue = z.strictObject({ step: z.enum(['check', 'sign']), before: z.coerce.number().int().positive().optional(), limit: z.coerce.number().int().min(1).max(50).default(20) })
const Sign = z.strictObject({ items: z.array(z.strictObject({ id: rowId, shown: z.string().regex(/^[0-9a-f]{64}$/) })).min(1).max(50) })

type Signed = { id: number } & (
  | { ok: true; already: boolean; number: string; publicId: string; certificateId: number }
  | { ok: false; zh: string; en: string; rule: string; unmet: readonly string[] })

export const signRoutes = (services: CertificateServices) => new Hono<Env>()
  .get('/queue', right('bench.read', rights['bench.read']), describe('laboratory', ['待核验、待签发', 'What waits to be checked or signed']), shape('query', Queue), async (c) => {
    const q = c.req.valid('query')
    const actor = actorOf(c)
    const { orgId } = grantFor(actor, rights['bench.read'])
    const rows = await c.var.tx(async (tx) => {
      const items = await listItems(tx, { laboratory: orgId, states: [q.step === 'check' ? 'measured' : 'checked'], before: q.before, limit: q.limit })
      const found = []
      for (const listed of items) {
        const item = await itemById(tx, listed.id)
        const shown = item && await compose(tx, c.var.clock, item, actor.name, services.ledger.demo)
        found.push({ listed, shown })
      }
      return found
    })
    return c.json({
      items: rows.map(({ listed: i, shown }) => ({
        id: i.id, no: i.no, version: i.version, kind: i.kind, instrument: { code: i.instrument_code, name: i.instrument_name }, dueOn: i.due_on, shown: shown?.shown ?? null,
        verdict: shown?.measurement.computed.conclusion.verdict ?? null, measuredBy: shown?.measurement.record.verifier_name ?? null,
        flags: shown ? flagsOf(shown.measurement, today(c.var.clock)) : [],
      })),
      next: rows.length === q.limit ? rows.at(-1)?.listed.id ?? null : null,
    })
  })
  .get('/items/:id/certificate', right('bench.read', rights['bench.read']), describe('laboratory', ['证书预览（数据）', 'The certificate as it would be issued']), shape('param', pathId), async (c) => {
    const shown = await c.var.tx((tx) => preview(tx, c, c.req.valid('param').id, services))
    return c.json({ record: shown.record, shown: shown.shown, flags: flagsOf(shown.measurement, today(c.var.clock)) })
  })
  .get('/items/:id/certificate.pdf', right('bench.read', rights['bench.read']), describe('laboratory', ['证书预览', 'The certificate as it would be issued, typeset']), shape('param', pathId), async (c) => {
    const { record, shown } = await c.var.tx((tx) => preview(tx, c, c.req.valid('param').id, services))
    const url = `${services.publicUrl}/c/${record.publicId}`
    const rendered = await services.renderer.renderCertificate(record, writeDcc(record), { url, shortCode: 'PREVIEW', domain: new URL(url).host, seal: 'evaluation' })
    if (!rendered.ok) throw refuse(409, 'not-rendered', [`证书无法生成：${rendered.reason}`, `The certificate cannot be made: ${rendered.reason}`])
    return c.body(new Uint8Array(rendered.pdf), 200, { 'Content-Type': 'application/pdf', 'Content-Disposition': 'inline; filename="preview.pdf"', 'X-Shown': shown })
  })
  .post('/sign', right('item.sign', rights['item.sign']), freshlyConfirmed(), describe('laboratory', ['签发', 'Sign and issue']), shape('json', Sign), async (c) => {
    const done: Signed[] = []
    const waiting: Issued[] = []
    for (const asked of c.req.valid('json').items) done.push(await signOne(c, services, asked, waiting))
    if (waiting.length > 0) await awaitIssued(services, waiting)
    return c.json({ done, issued: done.filter((d) => d.ok).length, refused: done.filter((d) => !d.ok).length })
  })

async function preview(tx: Tx, c: Context<Env>, id: number, services: CertificateServices): Promise<Shown> {
  const actor = actorOf(c)
  const item = await itemById(tx, id)
  if (!item || !actor.grants.some((g) => g.orgId === item.org_id)) throw notFound()
  const shown = await compose(tx, c.var.clock, item, actor.name, services.ledger.demo)
  if (!shown) throw refuse(409, 'no-record', ['还没有提交核验的记录。', 'No record has been submitted yet.'])
  return shown
}

/** Items being signed in this process: a second request for the same item waits for the first and then finds it issued. */
const inFlight = new Map<number, Promise<unknown>>()

async function signOne(c: Context<Env>, services: CertificateServices, asked: { id: number; shown: string }, waiting: Issued[]): Promise<Signed> {
  while (inFlight.has(asked.id)) await inFlight.get(asked.id)
  const work = signAlone(c, services, asked, waiting)
  inFlight.set(asked.id, work.catch(() => {}))
  try {
    return await work
  } catch (error) {
    if (!(error instanceof Refusal)) throw error // our own bug, or the database: the handler says so
    return { id: asked.id, ok: false, zh: error.words[0], en: error.words[1], rule: error.fields[0]?.rule ?? error.type, unmet: error.fields.map((f) => f.field) }
  } finally {
    inFlight.delete(asked.id)
  }
}

async function signAlone(c: Context<Env>, services: CertificateServices, asked: { id: number; shown: string }, waiting: Issued[]): Promise<Signed> {
  const first = await c.var.tx((tx) => decideSigning(tx, c, services, asked))
  if (first.already) return first.already
  const prepared = await prepareCertificate(services, first.shown.record, { orgId: first.item.org_id, clock: c.var.clock })
  if (!prepared.ok) throw refuse(409, 'not-prepared', prepared.words)
  const issued = await c.var.tx((tx) => issue(tx, c, services, asked, prepared.prepared))
  if ('already' in issued) return issued.already
  waiting.push(issued.issued)
  return { id: asked.id, ok: true, already: false, number: issued.issued.number, publicId: issued.issued.publicId, certificateId: issued.issued.id }
}

type Decided = { already: Signed } | { already?: undefined; item: ItemRow; shown: Shown; guards: GuardAnswers }

/** All guards, on the locked item: once before the certificate is made, and again in the transaction that issues it. */
async function decideSigning(tx: Tx, c: Context<Env>, services: CertificateServices, asked: { id: number; shown: string }): Promise<Decided> {
  const actor = actorOf(c)
  const item = await lockItem(tx, asked.id)
  if (!item || !actor.grants.some((g) => g.orgId === item.org_id)) throw notFound()
  const done = await issuedOf(tx, asked.id)
  if (done) return { already: { id: asked.id, ok: true, already: true, number: done.number, publicId: done.public_id, certificateId: done.certificate_id } }
  const workflow = workflowOf(item)
  const names = [...new Set([...guardsOf(workflow, 'sign'), ...guardsOf(workflow, 'issue'), 'checker is not verifier', 'institute scope covers', 'rules adopted'])]
  const guards = await answerGuards(tx, { item, transition: 'sign', day: today(c.var.clock), actor: { id: actor.personId, name: actor.name }, fields: new Map(), fresh: true }, names)
  const asRole = { state: item.state, transition: 'sign', roles: workflowRoles(actor, item), guards, fields: new Map() }
  const decision = decide(workflow, asRole)
  if (!decision.ok) throw refuseStep(decision)
  const unmet = [...guards].flatMap(([name, a]) => (a.ok ? [] : [{ what: 'guard' as const, name, words: a.words, rule: a.rule }]))
  if (unmet.length > 0) throw refuseStep({ ok: false, words: joined(unmet.map((u) => u.words)), unmet })
  const draft = await compose(tx, c.var.clock, item, actor.name, services.ledger.demo)
  if (!draft) throw refuse(409, 'no-record', ['还没有提交核验的记录。', 'No record has been submitted yet.'])
  if (lacksUncertainty(draft.record)) {
    throw refuse(409, 'no-uncertainty', ['校准证书必须给出测量不确定度：方法档案里没有与示值同单位的预算。先补方法档案。', 'A calibration certificate states its uncertainty: the dossier has no budget in the unit of the results. Complete the dossier first.'],
      [{ field: 'uncertainty', rule: 'ISO/IEC 17025:2017, 7.8.4.1', words: ['没有测量不确定度', 'No measurement uncertainty'] }])
  }
  if (draft.shown !== asked.shown) throw refuse(409, 'changed', ['您看到的内容之后有了变化，没有签发。请重新查看后再签。', 'What you were shown has changed since; it was not issued. Look again and sign then.'])
  const names2 = await reserveNumber(tx, { orgId: item.org_id, kind: certificateKind(draft.composed), issuedOn: today(c.var.clock), source: `item:${item.id}` })
  const shown = await compose(tx, c.var.clock, item, actor.name, services.ledger.demo, names2)
  return { item, shown: shown ?? draft, guards }
}

const joined = (words: readonly Words[]): Words => [words.map((w) => w[0]).join(''), words.map((w) => w[1]).join(' ')]

/** Guards again, then certificate, steps, link and ledger row in one transaction: all of it or nothing. */
async function issue(tx: Tx, c: Context<Env>, services: CertificateServices, asked: { id: number; shown: string }, prepared: Prepared): Promise<{ already: Signed } | { issued: Issued }> {
  const actor = actorOf(c)
  const decided = await decideSigning(tx, c, services, asked)
  if (decided.already) return { already: decided.already }
  const { item, shown, guards } = decided
  if (canonicalJson(shown.record) !== canonicalJson(prepared.record)) throw refuse(409, 'changed', ['准备证书期间内容有了变化，没有签发。请重新查看后再签。', 'The content changed while the certificate was made; it was not issued. Look again and sign then.'])
  const { measurement: m, record } = shown
  const at = instant(c.var.clock)
  const verdict = record.kind === 'verification' ? 'pass' : record.kind === 'rejection' ? 'fail' : 'none'
  const due = record.dates.validUntil ?? null
  // The ledger row is locked before the acts' chain, as the registry does it: two orders of the same locks would be a deadlock.
  if (verdict !== 'none') {
    await recordVerification(tx, { instrumentId: item.instrument_id, verifiedOn: record.dates.measuredTo, dueOn: due, verdict, certificateNo: record.number, at })
  }
  const issued = await recordCertificate(tx, services, c.var.clock, prepared, {
    orgId: item.org_id, ownerOrgId: item.client_org_id, instrumentId: item.instrument_id, division: item.division, source: `item:${item.id}`, signedBy: actor.personId,
  })
  const signed = await takeStep(tx, c.var.clock, { item, transition: 'sign', actor, fields: new Map(), guards })
  if (!signed.ok) throw refuseStep(signed)
  const out = await takeStep(tx, c.var.clock, { item: { ...item, state: signed.to }, transition: 'issue', actor, fields: new Map(), guards, also: ['system'] })
  if (!out.ok) throw refuseStep(out)
  await addIssued(tx, {
    item_id: item.id, org_id: item.org_id, client_org_id: item.client_org_id, record_id: m.record.id, result_id: m.result?.id ?? 0, certificate_id: issued.id, entry_id: issued.entryId,
    number: issued.number, public_id: issued.publicId, verdict, issued_on: record.dates.issued, due_on: due, at,
  })
  return { issued }
}
