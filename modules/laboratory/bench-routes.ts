// The workplace: open a record, fill cells, see what they compute to. Everything a page needs comes from the procedure.
import { Hono } from 'hono'
import type { Context } from 'hono'
import { z } from 'zod'
import { planOf } from '@duheng/procedures/plan.ts'
import { recordAct } from '#platform/acts/acts.ts'
import { instant, today } from '#platform/clock.ts'
import type { Tx } from '#platform/db/database.ts'
import type { Env } from '#platform/http/env.ts'
import { describe } from '#platform/http/openapi.ts'
import { Refusal, notFound, refuse } from '#platform/http/problem.ts'
import { actorOf, right } from '#platform/http/right.ts'
import { shape } from '#platform/http/shape.ts'
import type { EffectiveProcedure } from '#modules/rulebook/contract.ts'
import { procedureFor } from '#modules/rulebook/contract.ts'
import { instrumentFacts } from '#modules/registry/contract.ts'
import type { InstrumentFacts } from '#modules/registry/contract.ts'
import { benchAnswer } from './bench.ts'
import { cellNames } from './cell-names.ts'
import { answerGuards } from './guard-facts.ts'
import { ENGINE, loadMeasurement } from './measurement.ts'
import type { Measurement } from './measurement.ts'
import { standardRoles } from './method.ts'
import { methodFor } from './method-store.ts'
import { itemById, lockItem } from './order-store.ts'
import type { ItemRow } from './order-store.ts'
import { counting, decideReading } from './reading.ts'
import { addReadings, addRecord, addRecordStandards, lastSetNo, READINGS_MAX, resultsOfRecord } from './record-store.ts'
import { rights } from './rights.ts'
import { filledLine, line, pathId, rowId } from './shapes.ts'
import { currentCertificates, standardsByIds } from './standard-store.ts'

const cellId = z.string().min(1).max(160).regex(/^[\p{L}\p{N}._:₀-₉-]+$/u)
const name = z.string().regex(/^[\p{L}\p{N}_₀-₉-]{1,40}$/u)
const Open = z.strictObject({
  rehearsal: z.boolean().default(false),
  parameters: z.record(name, z.string().trim().max(400)).default({}).refine((all) => Object.keys(all).length <= 40),
  standards: z.record(name, rowId).default({}).refine((all) => Object.keys(all).length <= 40),
  place: z.strictObject({ kind: z.enum(['laboratory', 'client', 'other']), text: filledLine(120) }).optional(),
})
type Open = z.infer<typeof Open>
const Readings = z.strictObject({
  recordId: rowId,
  readings: z.array(z.strictObject({
    cell: cellId, text: line(60), typedAt: z.iso.datetime({ offset: true }), clientId: z.string().regex(/^[A-Za-z0-9_-]{8,64}$/),
    source: z.enum(['typed', 'pasted', 'device']).default('typed'), reason: line(200).default(''),
  })).min(1).max(500),
})
type Readings = z.infer<typeof Readings>
const Standards = z.strictObject({ recordId: rowId, standards: z.record(name, rowId).refine((all) => Object.keys(all).length <= 40) })

export const benchRoutes = new Hono<Env>()
  .get('/items/:id/bench', right('bench.read', rights['bench.read']), describe('laboratory', ['检定工作台', 'The bench']), shape('param', pathId), async (c) => {
    const day = today(c.var.clock)
    const found = await c.var.tx(async (tx) => {
      const item = await itemById(tx, c.req.valid('param').id)
      if (!item || !isHere(c, item)) return undefined
      const measurement = await loadMeasurement(tx, item.id, day)
      const facts = await instrumentFacts(tx, item.instrument_id)
      const edition = item.procedure_document === null ? undefined : await procedureFor(tx, { orgId: item.org_id, document: item.procedure_document, date: day })
      const guards = item.state === 'assigned' ? await benchGuards(tx, c, item, day) : []
      const results = measurement ? await resultsOfRecord(tx, measurement.record.id) : []
      return { item, measurement, facts, edition, guards, submissions: results.length }
    })
    if (!found) throw notFound()
    const { item, measurement, facts, edition } = found
    return c.json({
      item: { id: item.id, no: item.no, state: item.state, version: item.version, kind: item.kind, verifierId: item.verifier_id, instrument: facts ?? null },
      procedure: edition ? { document: edition.document, edition: edition.edition, sha256: edition.sha256, standing: edition.standing, zh: edition.procedure.file.title.zh, en: edition.procedure.file.title.en, parameters: edition.procedure.file.parameters, standards: edition.procedure.file.standards.map((s) => ({ id: s.id, zh: s.zh, en: s.en })), proposed: facts ? proposedParameters(edition, facts) : {} } : null,
      guards: found.guards, writable: measurement !== undefined && isWritable(item, measurement), submissions: found.submissions,
      record: measurement ? benchAnswer(measurement) : null,
    })
  })
  .post('/items/:id/record', right('bench.measure', rights['bench.measure']), describe('laboratory', ['开始检定', 'Open a record']), shape('param', pathId), shape('json', Open), async (c) =>
    c.json(await c.var.tx((tx) => openRecord(tx, c, c.req.valid('param').id, c.req.valid('json'))), 201))
  .put('/items/:id/readings', right('bench.measure', rights['bench.measure']), describe('laboratory', ['记录读数', 'Write readings']), shape('param', pathId), shape('json', Readings), async (c) =>
    c.json(await c.var.tx((tx) => writeReadings(tx, c, c.req.valid('param').id, c.req.valid('json')))))
  .put('/items/:id/standards', right('bench.measure', rights['bench.measure']), describe('laboratory', ['选定标准器', 'Choose the standards']), shape('param', pathId), shape('json', Standards), async (c) => {
    const given = c.req.valid('json')
    await c.var.tx(async (tx) => {
      const item = await ownItem(tx, c, c.req.valid('param').id)
      const m = await loadMeasurement(tx, item.id, today(c.var.clock))
      if (!m || m.record.id !== given.recordId) throw notFound()
      if (!isWritable(item, m)) throw refuse(409, 'submitted', ['记录已提交核验，退回后才能改。', 'The record is submitted; it can be changed after it is sent back.'])
      await writeStandards(tx, c, m.record.id, item, m.procedure, given.standards)
      await recordAct(tx, c.var.clock, { actor: actorOf(c).personId, org: item.org_id, verb: 'record.standards', object: `record:${m.record.id}`, payload: { standards: given.standards } })
    })
    return c.json({ ok: true })
  })

const isHere = (c: Context<Env>, item: ItemRow): boolean => actorOf(c).grants.some((g) => g.orgId === item.org_id)
const isWritable = (item: ItemRow, m: Measurement): boolean => item.state === 'assigned' || (m.record.rehearsal && item.state === 'received')

async function ownItem(tx: Tx, c: Context<Env>, id: number): Promise<ItemRow> {
  const item = await lockItem(tx, id)
  if (!item || !isHere(c, item)) throw notFound()
  return item
}

/** What must hold before measuring: the guards of assigning, asked again today about whoever stands at the bench. */
async function benchGuards(tx: Tx, c: Context<Env>, item: ItemRow, day: string) {
  const actor = actorOf(c)
  const me = { id: actor.personId, name: actor.name }
  const answers = await answerGuards(tx, { item, transition: 'assign', day, actor: me, verifier: me, fields: new Map() })
  return [...answers].flatMap(([guard, a]) => (a.ok ? [] : [{ guard, zh: a.words[0], en: a.words[1], rule: a.rule }]))
}

async function openRecord(tx: Tx, c: Context<Env>, id: number, given: Open) {
  const actor = actorOf(c)
  const item = await ownItem(tx, c, id)
  const day = today(c.var.clock)
  const states = given.rehearsal ? ['received', 'assigned'] : ['assigned']
  if (!states.includes(item.state)) throw refuse(409, 'step-state', ['现在不能开记录。', 'No record can be opened now.'])
  if (!given.rehearsal && item.verifier_id !== actor.personId) throw refuse(409, 'not-assigned', ['这一件不是分派给您的。可以先演练，或请重新分派。', 'This item is not assigned to you. Rehearse, or have it assigned again.'])
  const unmet = given.rehearsal ? [] : await benchGuards(tx, c, item, day)
  if (unmet.length > 0) {
    throw new Refusal(409, 'guard', [unmet.map((u) => u.zh).join(''), unmet.map((u) => u.en).join(' ')], { fields: unmet.map((u) => ({ field: u.guard, rule: u.rule, words: [u.zh, u.en] })), extra: { unmet: unmet.map((u) => u.guard), rule: unmet[0]?.rule } })
  }
  const edition = item.procedure_document === null ? undefined : await procedureFor(tx, { orgId: item.org_id, document: item.procedure_document, date: day })
  const facts = await instrumentFacts(tx, item.instrument_id)
  if (!edition || !facts) throw refuse(409, 'no-procedure', ['还没有选定现行有效的规程。', 'No procedure in force is chosen yet.'])
  const parameters = { ...proposedParameters(edition, facts), ...given.parameters }
  const problems = planOf(edition.procedure, parameters).problems.filter((p) => p.kind === 'refusal')
  if (problems.length > 0) throw refuse(422, 'parameters', [problems.map((p) => p.zh).join(''), problems.map((p) => p.en).join(' ')], problems.map((p) => ({ field: `parameters.${p.path}`, rule: 'procedure', words: [p.zh, p.en] })))
  const at = instant(c.var.clock)
  const place = given.place ?? { kind: 'laboratory' as const, text: '本机构实验室' }
  const act = await recordAct(tx, c.var.clock, { actor: actor.personId, org: item.org_id, verb: given.rehearsal ? 'record.rehearse' : 'record.open', object: `item:${item.id}`, payload: { procedure: edition.sha256, parameters, place } })
  const record = await addRecord(tx, {
    item_id: item.id, org_id: item.org_id, rehearsal: given.rehearsal, procedure_path: edition.path, procedure_sha256: edition.sha256, document: edition.document, edition: edition.edition,
    parameters: JSON.stringify(parameters), instrument: JSON.stringify(facts), place: JSON.stringify(place), engine: ENGINE, verifier_id: actor.personId, verifier_name: actor.name,
    opened_at: at, opened_on: day, act_no: act,
  })
  const method = await methodFor(tx, item.org_id, edition.sha256)
  await writeStandards(tx, c, record.id, item, edition, { ...Object.fromEntries(standardRoles(method?.standards)), ...given.standards })
  const m = await loadMeasurement(tx, item.id, day)
  return { recordId: record.id, record: m ? benchAnswer(m) : null }
}

/** What the ledger knows of the instrument, as far as the procedure asks for it. */
function proposedParameters(edition: EffectiveProcedure, facts: InstrumentFacts): Record<string, string> {
  return Object.fromEntries(Object.keys(edition.procedure.file.parameters).flatMap((key) => {
    const known = Object.hasOwn(facts.parameters, key) ? facts.parameters[key] : undefined
    if (!known) return []
    return [[key, 'text' in known ? known.text : `${known.value} ${known.unit}`.trim()]]
  }))
}

async function writeStandards(tx: Tx, c: Context<Env>, recordId: number, item: ItemRow, edition: EffectiveProcedure, chosen: Readonly<Record<string, number>>): Promise<void> {
  const entries = Object.entries(chosen)
  const strange = entries.find(([role]) => !edition.procedure.file.standards.some((s) => s.id === role))
  if (strange) throw refuse(422, 'no-such-role', [`规程没有“${strange[0]}”这一标准器。`, `The procedure has no standard "${strange[0]}".`])
  const rows = await standardsByIds(tx, item.org_id, entries.map(([, id]) => id))
  const current = await currentCertificates(tx, rows.map((r) => r.id))
  const setNo = await lastSetNo(tx, recordId) + 1
  const values = entries.flatMap(([role, id]) => {
    const row = rows.find((r) => r.id === id)
    if (!row) throw refuse(422, 'no-such-standard', [`没有标准器 ${id}。`, `There is no standard ${id}.`])
    const certificate = current.get(id)
    if (!certificate) return [] // a standard without certificate is not written down as used; the guard names it
    return [{
      record_id: recordId, org_id: item.org_id, set_no: setNo, role, standard_id: id, certificate_id: certificate.id, at: instant(c.var.clock), by_id: actorOf(c).personId,
      snapshot: JSON.stringify({ code: row.code, name: row.name, range: row.range, accuracy: row.accuracy, number: certificate.number, issuer: certificate.issuer, issuedOn: certificate.issued_on, validUntil: certificate.valid_until, sha256: certificate.file_sha256, values: certificate.values }),
    }]
  })
  if (values.length > 0) await addRecordStandards(tx, values)
}

async function writeReadings(tx: Tx, c: Context<Env>, id: number, given: Readings) {
  const actor = actorOf(c)
  const item = await ownItem(tx, c, id)
  const day = today(c.var.clock)
  const before = await loadMeasurement(tx, item.id, day)
  if (!before || before.record.id !== given.recordId) throw refuse(409, 'other-record', ['这一件已另开记录，您填的值还在本机。', 'Another record of this item was opened meanwhile; what you typed is still on this device.'])
  if (before.readings.length + given.readings.length > READINGS_MAX) throw refuse(409, 'too-many', [`一份记录最多 ${READINGS_MAX} 个读数。`, `A record holds at most ${READINGS_MAX} readings.`])
  const now = instant(c.var.clock)
  const cells = cellNames(before.computed.plan)
  const known = new Set(before.readings.map((r) => r.clientId))
  let readings = [...before.readings]
  const answers = []
  for (const reading of given.readings) {
    const decision = decideReading(reading, { cells, counting: counting(readings), known, openedAt: before.record.opened_at, now, submitted: before.result !== undefined, writable: isWritable(item, before) })
    if (!decision.ok) { answers.push({ clientId: reading.clientId, ok: false as const, rule: decision.rule, zh: decision.words[0], en: decision.words[1] }); continue }
    answers.push({ clientId: reading.clientId, ok: true as const, counts: decision.counts })
    known.add(reading.clientId)
    if (decision.write) readings = [...readings, { ...reading, id: (readings.at(-1)?.id ?? 0) + 1, typedAt: decision.typedAt, at: now, by: { id: actor.personId, name: actor.name } }]
  }
  const fresh = readings.slice(before.readings.length)
  if (fresh.length > 0) {
    await addReadings(tx, fresh.map((r) => ({
      record_id: before.record.id, org_id: item.org_id, cell: r.cell, text: r.text, source: r.source, typed_at: r.typedAt, at: now, by_id: actor.personId, by_name: actor.name, client_id: r.clientId, reason: r.reason,
    })))
  }
  const after = await loadMeasurement(tx, item.id, day)
  return { answers, record: after ? benchAnswer(after) : null }
}
