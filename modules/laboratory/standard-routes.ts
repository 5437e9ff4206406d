// Standards, their certificates (imported from the issuer's DCC, or typed from paper) and the chain upward.
import { Hono } from 'hono'
import type { Context } from 'hono'
import { z } from 'zod'
import { recordAct } from '#platform/acts/acts.ts'
import { instant, today } from '#platform/clock.ts'
import type { Tx } from '#platform/db/database.ts'
import type { Env } from '#platform/http/env.ts'
import { describe } from '#platform/http/openapi.ts'
import { Refusal, notFound, refuse } from '#platform/http/problem.ts'
import { actorOf, grantFor, right } from '#platform/http/right.ts'
import { both, shape } from '#platform/http/shape.ts'
import { chainUpward } from './chain.ts'
import { keepFile, readKept, sniff } from './file.ts'
import { startUpOn } from './people-store.ts'
import { rights } from './rights.ts'
import { day, decimalText, filledLine, line, pathId } from './shapes.ts'
import { readStandardDcc, storedFacts, storedValues, validityOn } from './standard.ts'
import {
  addCertificate, addFile, addStandard, certificateById, certificatesOfStandard, currentCertificates, editStandard, fileOfCertificate, listStandards, standardById, usesOfStandard,
  withdrawCertificate,
} from './standard-store.ts'
import type { CertificateRow, StandardRow } from './standard-store.ts'

const NewStandard = z.strictObject({
  kind: z.enum(['measurement standard', 'reference instrument']), code: filledLine(80), name: filledLine(120), range: filledLine(200), accuracy: filledLine(200),
  serial: line(80).default(''), maker: line(120).default(''), location: line(120).default(''),
})
const Edit = z.strictObject({ version: z.number().int().positive(), location: line(120).optional(), accuracy: filledLine(200).optional() })
const Retire = z.strictObject({ version: z.number().int().positive(), reason: filledLine(300) })
const Value = z.strictObject({ name: filledLine(120), value: decimalText, unit: filledLine(60), U: decimalText.optional(), k: decimalText.optional(), p: decimalText.optional() })
const NewCertificate = z.strictObject({
  origin: z.enum(['manual', 'start-up']), issuer: filledLine(200), number: filledLine(120), issuedOn: day, validUntil: day, values: z.array(Value).max(500).default([]),
}).refine((c) => c.issuedOn <= c.validUntil, { path: ['validUntil'], message: both('有效期早于出具日期', 'It ends before it was issued') })
const DccQuery = z.strictObject({ validUntil: day, issuedOn: day.optional() })
const Withdraw = z.strictObject({ reason: filledLine(300) })
const List = z.strictObject({ after: z.string().max(80).default(''), limit: z.coerce.number().int().min(1).max(200).default(100) })

export const standardRoutes = (options: { filesDir: string }) => new Hono<Env>()
  .get('/standards', right('standard.read', rights['standard.read']), describe('laboratory', ['标准器', 'Standards']), shape('query', List), async (c) => {
    const { orgId } = grantFor(actorOf(c), rights['standard.read'])
    const { after, limit } = c.req.valid('query')
    const { rows, current } = await c.var.tx(async (tx) => {
      const standards = await listStandards(tx, orgId, after, limit)
      return { rows: standards, current: await currentCertificates(tx, standards.map((s) => s.id)) }
    })
    const on = today(c.var.clock)
    return c.json({ standards: rows.map((s) => ({ ...standardAnswer(s), certificate: optional(current.get(s.id), (r) => certificateLine(r, on)) })), next: rows.length === limit ? rows.at(-1)?.code ?? null : null })
  })
  .post('/standards', right('standard.edit', rights['standard.edit']), describe('laboratory', ['登记标准器', 'Register a standard']), shape('json', NewStandard), async (c) => {
    const actor = actorOf(c)
    const { orgId } = grantFor(actor, rights['standard.edit'])
    const given = c.req.valid('json')
    const row = await c.var.tx(async (tx) => {
      const added = await addStandard(tx, { ...given, org_id: orgId, added_by: actor.personId, added_at: instant(c.var.clock) })
      if (!added) throw refuse(409, 'code-taken', [`编号 ${given.code} 已有标准器。`, `The code ${given.code} is taken.`], [{ field: 'code', rule: 'duplicate', words: ['编号重复。', 'The code repeats.'] }])
      await recordAct(tx, c.var.clock, { actor: actor.personId, org: orgId, verb: 'standard.register', object: `standard:${added.id}`, payload: given })
      return added
    })
    return c.json({ id: row.id }, 201)
  })
  .get('/standards/:id', right('standard.read', rights['standard.read']), describe('laboratory', ['一台标准器', 'One standard']), shape('param', pathId), async (c) => {
    const on = today(c.var.clock)
    const found = await c.var.tx(async (tx) => {
      const standard = await standardById(tx, c.req.valid('param').id)
      if (!standard) return undefined
      return { standard, certificates: await certificatesOfStandard(tx, standard.id), uses: await usesOfStandard(tx, standard.id, 100) }
    })
    if (!found) throw notFound()
    return c.json({
      ...standardAnswer(found.standard), certificates: found.certificates.map((r) => certificateLine(r, on)),
      uses: found.uses.map((u) => ({ recordId: u.record_id, itemId: u.item_id, no: u.no, instrument: u.instrument_name, on: u.opened_on, standardCertificateId: u.standard_certificate_id, certificate: u.number, verdict: u.verdict })),
    })
  })
  .patch('/standards/:id', right('standard.edit', rights['standard.edit']), describe('laboratory', ['修改标准器', 'Edit a standard']), shape('param', pathId), shape('json', Edit), async (c) => {
    const { version, ...change } = c.req.valid('json')
    return c.json(await changeStandard(c, c.req.valid('param').id, version, 'standard.edit', change, () => change))
  })
  .post('/standards/:id/retirement', right('standard.edit', rights['standard.edit']), describe('laboratory', ['停用标准器', 'Retire a standard']), shape('param', pathId), shape('json', Retire), async (c) => {
    const { version, reason } = c.req.valid('json')
    return c.json(await changeStandard(c, c.req.valid('param').id, version, 'standard.retire', { reason }, (act) => ({ retired_act: act })))
  })
  .post('/standards/:id/certificates', right('standard.edit', rights['standard.edit']), describe('laboratory', ['登记标准器证书', 'Type in a certificate']), shape('param', pathId), shape('json', NewCertificate), async (c) => {
    const given = c.req.valid('json')
    const { actor, standard } = await mine(c, c.req.valid('param').id)
    const row = await c.var.tx(async (tx) => {
      if (given.origin === 'start-up' && !(await startUpOn(tx, standard.org_id, today(c.var.clock)))) {
        throw refuse(409, 'no-start-up', ['启动模式没有开启，请按正常方式登记证书。', 'The start-up time is not open; register the certificate the normal way.'])
      }
      return writeCertificate(tx, c, actor.personId, standard, { origin: given.origin, issuer: given.issuer, number: given.number, issued_on: given.issuedOn, valid_until: given.validUntil, file_sha256: null, facts: '{}', values: JSON.stringify(given.values) })
    })
    return c.json({ id: row.id }, 201)
  })
  .post('/standards/:id/dcc', right('standard.edit', rights['standard.edit']), describe('laboratory', ['导入上级 DCC 证书', 'Import the issuer’s DCC']), shape('param', pathId), shape('query', DccQuery), async (c) => {
    const { actor, standard } = await mine(c, c.req.valid('param').id)
    const bytes = new Uint8Array(await c.req.arrayBuffer())
    const kind = sniff(bytes, ['application/xml'])
    if (!kind.ok) throw refuse(422, kind.rule, kind.words)
    const read = readStandardDcc(bytes)
    if (!read.ok) throw refuse(422, 'not-a-dcc', read.words)
    const issuedOn = c.req.valid('query').issuedOn ?? read.certificate.issuedOn
    const { validUntil } = c.req.valid('query')
    if (!issuedOn) throw refuse(422, 'no-date', ['这份 DCC 没有出具日期，请另行填写。', 'This DCC carries no date of issue; give it.'], [{ field: 'issuedOn', rule: 'missing', words: ['请填写出具日期。', 'Give the date of issue.'] }])
    if (issuedOn > validUntil) throw refuse(422, 'dates', ['有效期早于出具日期。', 'It ends before it was issued.'], [{ field: 'validUntil', rule: 'order', words: ['有效期早于出具日期。', 'It ends before it was issued.'] }])
    const sha256 = await keepFile(options.filesDir, bytes)
    const row = await c.var.tx(async (tx) => {
      await addFile(tx, { org_id: standard.org_id, client_org_id: null, item_id: null, purpose: 'standard', sha256, media_type: 'application/xml', bytes: bytes.length, added_by: actor.personId, at: instant(c.var.clock) })
      return writeCertificate(tx, c, actor.personId, standard, { origin: 'dcc', issuer: read.certificate.issuer, number: read.certificate.number, issued_on: issuedOn, valid_until: validUntil, file_sha256: sha256, facts: JSON.stringify(read.certificate.facts), values: JSON.stringify(read.certificate.values) })
    })
    return c.json({ id: row.id, sha256, issuer: read.certificate.issuer, number: read.certificate.number, issuedOn, validUntil, values: read.certificate.values.length, problems: read.certificate.facts.problems ?? [] }, 201)
  })
  .post('/standards/:id/dcc/reading', right('standard.edit', rights['standard.edit']), describe('laboratory', ['试读 DCC，不写入', 'Read a DCC, write nothing']), shape('param', pathId), async (c) => {
    await mine(c, c.req.valid('param').id)
    const bytes = new Uint8Array(await c.req.arrayBuffer())
    const kind = sniff(bytes, ['application/xml'])
    if (!kind.ok) throw refuse(422, kind.rule, kind.words)
    const read = readStandardDcc(bytes)
    if (!read.ok) throw refuse(422, 'not-a-dcc', read.words)
    const { issuer, number, issuedOn, facts, values } = read.certificate
    return c.json({ issuer, number, issuedOn, facts, values })
  })
  .get('/standard-certificates/:id', right('standard.read', rights['standard.read']), describe('laboratory', ['标准器证书', 'A standard’s certificate']), shape('param', pathId), async (c) => {
    const row = await c.var.tx((tx) => certificateById(tx, c.req.valid('param').id))
    if (!row) throw notFound()
    return c.json({ ...certificateLine(row, today(c.var.clock)), standardId: row.standard_id, facts: storedFacts(row.facts), values: storedValues(row.values), withdrawnReason: row.withdrawn_reason })
  })
  .get('/standard-certificates/:id/chain', right('standard.read', rights['standard.read']), describe('laboratory', ['溯源链', 'The chain upward']), shape('param', pathId), async (c) => {
    const chain = await c.var.tx((tx) => chainUpward(tx, c.req.valid('param').id, today(c.var.clock)))
    if (!chain) throw notFound()
    return c.json(chain)
  })
  .get('/standard-certificates/:id/file', right('standard.read', rights['standard.read']), describe('laboratory', ['标准器证书原件', 'The file of a certificate']), shape('param', pathId), async (c) => {
    const file = await c.var.tx(async (tx) => {
      const row = await certificateById(tx, c.req.valid('param').id)
      return row?.file_sha256 ? fileOfCertificate(tx, row) : undefined
    })
    const bytes = file && await readKept(options.filesDir, file.sha256)
    if (!file || !bytes) throw notFound()
    return c.body(new Uint8Array(bytes), 200, { 'Content-Type': file.media_type, 'Content-Disposition': `attachment; filename="${file.sha256.slice(0, 16)}.xml"`, 'Content-Security-Policy': "default-src 'none'; sandbox" })
  })
  .post('/standard-certificates/:id/withdrawal', right('standard.edit', rights['standard.edit']), describe('laboratory', ['撤回标准器证书', 'Withdraw a certificate']), shape('param', pathId), shape('json', Withdraw), async (c) => {
    const actor = actorOf(c)
    const { orgId } = grantFor(actor, rights['standard.edit'])
    await c.var.tx(async (tx) => {
      const row = await certificateById(tx, c.req.valid('param').id)
      if (!row) throw notFound()
      const act = await recordAct(tx, c.var.clock, { actor: actor.personId, org: orgId, verb: 'standard.certificate-withdraw', object: `standard:${row.standard_id}`, payload: { certificate: row.number, ...c.req.valid('json') } })
      if (!(await withdrawCertificate(tx, row.id, act, c.req.valid('json').reason))) throw refuse(409, 'withdrawn', ['这份证书已经撤回。', 'This certificate is withdrawn already.'])
    })
    return c.json({ ok: true })
  })

async function mine(c: Context<Env>, id: number) {
  const actor = actorOf(c)
  const { orgId } = grantFor(actor, rights['standard.edit'])
  const standard = await c.var.tx((tx) => standardById(tx, id))
  if (!standard || standard.org_id !== orgId) throw notFound()
  return { actor, standard }
}

type CertificateGiven = Pick<Parameters<typeof addCertificate>[1], 'origin' | 'issuer' | 'number' | 'issued_on' | 'valid_until' | 'file_sha256' | 'facts' | 'values'>

async function writeCertificate(tx: Tx, c: Context<Env>, by: number, standard: StandardRow, given: CertificateGiven) {
  const twin = (await certificatesOfStandard(tx, standard.id)).find((r) => r.number === given.number && r.issued_on === given.issued_on && r.withdrawn_act === null)
  if (twin) throw refuse(409, 'registered', [`证书 ${given.number} 已经登记过。`, `Certificate ${given.number} is registered already.`])
  const act = await recordAct(tx, c.var.clock, { actor: by, org: standard.org_id, verb: 'standard.certificate-add', object: `standard:${standard.id}`, payload: { origin: given.origin, issuer: given.issuer, number: given.number, issuedOn: given.issued_on, validUntil: given.valid_until, sha256: given.file_sha256 } })
  return addCertificate(tx, { ...given, org_id: standard.org_id, standard_id: standard.id, added_by: by, added_at: instant(c.var.clock), act_no: act })
}

async function changeStandard(c: Context<Env>, id: number, version: number, verb: string, payload: Record<string, unknown>, change: (act: number) => Parameters<typeof editStandard>[3]) {
  const { actor, standard } = await mine(c, id)
  return c.var.tx(async (tx) => {
    const act = await recordAct(tx, c.var.clock, { actor: actor.personId, org: standard.org_id, verb, object: `standard:${id}`, payload })
    const changed = await editStandard(tx, id, version, change(act))
    if (!changed) {
      const now = await standardById(tx, id)
      throw new Refusal(409, 'stale', ['这台标准器刚被别人改过。请核对后再提交。', 'Somebody changed this standard meanwhile. Compare and send again.'], { extra: { yours: payload, theirs: now ? standardAnswer(now) : null } })
    }
    return { version: changed.version }
  })
}

const standardAnswer = (s: StandardRow) => ({
  id: s.id, kind: s.kind, code: s.code, name: s.name, range: s.range, accuracy: s.accuracy, serial: s.serial, maker: s.maker, location: s.location, version: s.version, retired: s.retired_act !== null,
})
const certificateLine = (r: CertificateRow, on: string) => ({
  id: r.id, origin: r.origin, issuer: r.issuer, number: r.number, issuedOn: r.issued_on, validUntil: r.valid_until, sha256: r.file_sha256, withdrawn: r.withdrawn_act !== null,
  state: validityOn({ issuedOn: r.issued_on, validUntil: r.valid_until, withdrawn: r.withdrawn_act !== null }, on),
})
const optional = <T, R>(value: T | undefined, of: (value: T) => R): R | null => (value === undefined ? null : of(value))
