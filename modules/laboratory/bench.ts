// The record as the workplace shows it: the plan, every cell with its history, values, limits, verdicts and the conclusion. Pure projection.
import { concludeUnder } from '@duheng/procedures/conclusion.ts'
import type { Measurement } from './measurement.ts'
import { histories } from './reading.ts'

export function benchAnswer(m: Measurement) {
  const { computed, record } = m
  return {
    id: record.id, rehearsal: record.rehearsal, document: record.document, edition: record.edition, procedureSha256: record.procedure_sha256, standing: m.procedure.standing,
    parameters: m.parameters, verifier: record.verifier_name, openedAt: record.opened_at, place: record.place,
    plan: computed.plan.steps, cells: computed.cells, histories: histories(m.readings), points: computed.points, steps: computed.steps, checks: computed.checks,
    conclusion: concludeUnder(computed.conclusion, m.procedure.standing), problems: computed.problems,
    standards: m.standards.map((s) => ({ role: s.role, id: s.standardId, code: s.code, name: s.name, range: s.range, accuracy: s.accuracy, certificate: { id: s.certificate.id, number: s.certificate.number, issuer: s.certificate.issuer, validUntil: s.certificate.validUntil, origin: s.certificate.origin } })),
    lastSubmitted: m.result ? { at: m.result.at, sha256: m.result.sha256, verdict: m.result.verdict } : null,
  }
}
