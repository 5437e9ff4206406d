// Gathers the facts each guard of a step asks for and lets guards.ts decide. Everything is read in the transaction that records the step.
import { findingWords } from '@duheng/procedures/parameters.ts'
import type { Procedure } from '@duheng/procedures/read.ts'
import type { Tx } from '#platform/db/database.ts'
import type { Words } from '#platform/http/problem.ts'
import { guardsOf } from '#platform/workflow/workflow.ts'
import type { FieldValue, GuardAnswer, GuardAnswers } from '#platform/workflow/workflow.ts'
import type { EffectiveProcedure } from '#modules/rulebook/contract.ts'
import { procedureFor } from '#modules/rulebook/contract.ts'
import { instrumentFacts } from '#modules/registry/contract.ts'
import { cellNames } from './cell-names.ts'
import {
  acknowledgementStored, catalogueResolved, checkerIsAnother, conditionsRecorded, divisionSet, editionAdopted, editionInForce, freshlyConfirmed, instituteCovers,
  methodFit, personCovers, recomputedEqual, recordComplete, senderAgreed, standardsValid,
} from './guards.ts'
import type { StandardFact } from './guards.ts'
import { canonicalText, loadMeasurement } from './measurement.ts'
import type { Measurement } from './measurement.ts'
import { methodFor } from './method-store.ts'
import type { MethodRow } from './method-store.ts'
import type { ItemRow } from './order-store.ts'
import { authorisationsOf, scopesOf } from './people-store.ts'
import { standardRoles } from './method.ts'
import { writers } from './reading.ts'
import { currentCertificates, standardsByIds } from './standard-store.ts'
import type { CertificateRow } from './standard-store.ts'
import { lastChecker } from './step-store.ts'
import { workflowOf } from './step.ts'

export type GuardAsked = {
  item: ItemRow
  transition: string
  day: string
  actor: { id: number; name: string }
  fields: ReadonlyMap<string, FieldValue>
  /** Procedure chosen with this step, when it chooses one. */
  document?: string
  /** Who is to measure, when the step assigns. */
  verifier?: { id: number; name: string }
  /** Confirmed within the time the house asks for. */
  fresh?: boolean
}

type Facts = GuardAsked & {
  tx: Tx
  documentName: string | undefined
  measurement: () => Promise<Measurement | undefined>
  inForce: () => Promise<EffectiveProcedure | undefined>
  method: () => Promise<MethodRow | undefined>
}

/** Answers every guard the workflow names for the step; unknown names stay unanswered and so do not pass. */
export async function answerGuards(tx: Tx, asked: GuardAsked, names = guardsOf(workflowOf(asked.item), asked.transition)): Promise<GuardAnswers> {
  const documentName = asked.document ?? asked.item.procedure_document ?? undefined
  const measurement = once(() => loadMeasurement(tx, asked.item.id, asked.day))
  const inForce = once(async () => (documentName === undefined ? undefined : procedureFor(tx, { orgId: asked.item.org_id, document: documentName, date: asked.day })))
  const method = once(async () => {
    const edition = await inForce()
    return edition && methodFor(tx, asked.item.org_id, edition.sha256)
  })
  const facts: Facts = { ...asked, tx, documentName, measurement, inForce, method }
  const answers = new Map<string, GuardAnswer>()
  for (const name of names) {
    const answer = await answerers.get(name)?.(facts)
    if (answer) answers.set(name, answer)
  }
  return answers
}

function once<T>(load: () => Promise<T>): () => Promise<T> {
  let loaded: Promise<T> | undefined
  return () => (loaded ??= load())
}

const answerers: ReadonlyMap<string, (f: Facts) => Promise<GuardAnswer>> = new Map([
  ['catalogue entry resolved', async (f: Facts) => {
    const instrument = await instrumentFacts(f.tx, f.item.instrument_id)
    const kind = f.item.kind === 'calibration' ? ('calibration' as const) : ('verification' as const)
    return catalogueResolved({ kind, name: f.item.instrument_name, catalogue: instrument?.catalogue ?? null, category: instrument?.category ?? '', instrumentKind: instrument?.kind ?? '' })
  }],
  ['division code set', async (f: Facts) => divisionSet(f.item.division)],
  ['institute scope covers', async (f: Facts) => instituteCovers(await authorisationsOf(f.tx, f.item.org_id), f.documentName, f.day)],
  ['person scope covers', async (f: Facts) => {
    const assigns = f.transition === 'assign'
    const person = assigns ? f.verifier : f.actor
    const scopes = person ? await scopesOf(f.tx, f.item.org_id, person.id) : []
    return personCovers(scopes, { person: person?.name ?? '', document: f.documentName ?? '', duty: assigns ? 'verify' : 'check', day: f.day })
  }],
  ['signatory scope covers', async (f: Facts) =>
    personCovers(await scopesOf(f.tx, f.item.org_id, f.actor.id), { person: f.actor.name, document: f.documentName ?? '', duty: 'sign', day: f.day })],
  ['regulation in force', async (f: Facts) => {
    const inForce = await f.inForce()
    const measured = f.transition === 'assign' ? undefined : await f.measurement()
    return editionInForce({ document: f.documentName, sha256: measured?.record.procedure_sha256, edition: measured?.record.edition, inForce, day: f.day })
  }],
  ['procedure not blocked', async (f: Facts) => {
    const method = await f.method()
    return methodFit(f.documentName, method && { fit: method.fit, accepted: method.accepted_by !== null, ratioRule: '' })
  }],
  ['standards valid', async (f: Facts) => standardsAnswer(f)],
  ['sender agreed', async (f: Facts) => senderAgreed(textField(f.fields, 'agreement'))],
  ['record complete', async (f: Facts) => {
    const m = await f.measurement()
    const open = m ? openParts(m) : []
    const problems = m?.computed.problems.filter((p) => p.kind === 'refusal').map((p): Words => { const { zh, en } = findingWords(p); return [zh, en] }) ?? []
    return recordComplete({ record: m !== undefined, rehearsal: m?.record.rehearsal ?? false, failed: m?.computed.conclusion.verdict === '不合格', open, problems, document: f.documentName ?? '' })
  }],
  ['environment recorded', async (f: Facts) => {
    const m = await f.measurement()
    const labels = new Map(m?.computed.plan.steps.filter((s) => s.kind === 'conditions').flatMap((s) => s.points.flatMap((p) => p.cells.map((cell) => [cell.id, [cell.zh, cell.en] as Words] as const))) ?? [])
    const missing = m?.computed.conclusion.pending.filter((cell) => cell.startsWith('conditions.')).map((cell): Words => labels.get(cell) ?? [cell, cell]) ?? []
    return conditionsRecorded(missing, f.documentName ?? '')
  }],
  ['rules adopted', async (f: Facts) => {
    const m = await f.measurement()
    return editionAdopted({ document: f.documentName ?? '', edition: m?.record.edition ?? '', standing: m?.procedure.standing ?? 'not adopted' })
  }],
  ['checker is not verifier', async (f: Facts) => {
    const checker = f.transition === 'check' ? f.actor : await lastChecker(f.tx, f.item.id) ?? f.actor
    return checkerIsAnother(await measuredBy(f), checker)
  }],
  ['fresh confirmation', async (f: Facts) => freshlyConfirmed(f.fresh === true)],
  ['record recomputed equal', async (f: Facts) => {
    const m = await f.measurement()
    return recomputedEqual(m?.result !== undefined && canonicalText(m.computed) === m.result.bytes)
  }],
  ['acknowledgement stored', async () => acknowledgementStored(false)],
])

/** What is still to be filled in or decided, in the words of the record's page. */
function openParts({ computed }: Measurement): Words[] {
  const names = new Map<string, Words>([...computed.checks.map(({ id, zh, en }): [string, Words] => [id, [zh, en]]), ...cellNames(computed.plan)])
  return computed.conclusion.pending.filter((id) => !id.startsWith('conditions.')).map((id) => names.get(id) ?? [id, id])
}

async function measuredBy(f: Facts): Promise<{ id: number; name: string }[]> {
  const m = await f.measurement()
  return m ? [...writers(m.readings), { id: m.record.verifier_id, name: m.record.verifier_name }] : []
}

const textField = (fields: ReadonlyMap<string, FieldValue>, name: string): string | undefined => {
  const value = fields.get(name)
  return typeof value === 'string' ? value : value?.join(' ')
}

/** Before measuring: the method's standards today. After: those used, on the day of use by the certificate used, and today by their newest one. */
async function standardsAnswer(f: Facts): Promise<GuardAnswer> {
  const edition = await f.inForce()
  const m = f.transition === 'assign' ? undefined : await f.measurement()
  const procedure = m?.procedure.procedure ?? edition?.procedure
  if (!procedure) return standardsValid([], f.day)
  if (!m) return standardsValid(await methodStandards(f, procedure), f.day)
  const roles = rolesOf(procedure, standardRoles((await methodFor(f.tx, f.item.org_id, m.record.procedure_sha256))?.standards))
  const used = new Map(m.standards.map((s) => [s.role, s]))
  const then = standardsValid(roles.map(({ role, roleName }): StandardFact => {
    const s = used.get(role)
    return { role, roleName, standard: s && { code: s.code, retired: false, certificate: s.certificate } }
  }), m.record.opened_on)
  if (!then.ok) return then
  const current = await currentCertificates(f.tx, m.standards.map((s) => s.standardId))
  return standardsValid(roles.map(({ role, roleName }): StandardFact => {
    const s = used.get(role)
    return { role, roleName, standard: s && { code: s.code, retired: s.retired, certificate: certificateFact(current.get(s.standardId)) } }
  }), f.day)
}

async function methodStandards(f: Facts, procedure: Procedure): Promise<StandardFact[]> {
  const chosen = standardRoles((await f.method())?.standards)
  const ids = [...chosen.values()]
  const rows = await standardsByIds(f.tx, f.item.org_id, ids)
  const current = await currentCertificates(f.tx, ids)
  return rolesOf(procedure, chosen).map(({ role, roleName }) => {
    const row = rows.find((r) => r.id === chosen.get(role))
    return { role, roleName, standard: row && { code: row.code, retired: row.retired_act !== null, certificate: certificateFact(current.get(row.id)) } }
  })
}

/** The procedure's standards that are things in the laboratory. What the dossier fills by an experiment alone is not one; no dossier, all are asked. */
const rolesOf = (procedure: Procedure, chosen: ReadonlyMap<string, number>): { role: string; roleName: Words }[] => procedure.file.standards
  .filter((s) => chosen.size === 0 || chosen.has(s.id)).map((s) => ({ role: s.id, roleName: [s.zh, s.en] }))

const certificateFact = (row: CertificateRow | undefined) =>
  row && { number: row.number, validUntil: row.valid_until, withdrawn: row.withdrawn_act !== null, issuedOn: row.issued_on }
