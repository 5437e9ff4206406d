// Every worked example of every shipped procedure becomes a certificate that certificates accepts; what doubts it raises is a table.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parseCertificateRecord } from '@duheng/dcc/record.ts'
import { compute } from '@duheng/procedures/compute.ts'
import { expandReadings } from '@duheng/procedures/example.ts'
import { planOf } from '@duheng/procedures/plan.ts'
import { release } from '#modules/rulebook/contract.ts'
import { composeCertificate, lacksUncertainty, shownHash } from './certificate-record.ts'
import type { Composed } from './certificate-record.ts'
import { flagsOf } from './flags.ts'
import { canonicalText } from './measurement.ts'
import type { Measurement } from './measurement.ts'
import type { Reading } from './reading.ts'

const at = '2028-02-29T02:00:00.000Z'
const names = { number: 'JD-2028-000001', publicId: 'abcdefgh01234567', nonce: '0f'.repeat(16) }

function measured(document: string, example: string): Measurement {
  const placed = release().procedures.find((p) => p.of.file.document === document)
  const worked = placed?.of.file.examples?.find((e) => e.id === example)
  if (!placed || !worked) throw new Error(`no ${document} ${example}`)
  const procedure = placed.of
  const { edition, from, until } = procedure.file
  const texts = expandReadings(planOf(procedure, worked.parameters), worked.readings).readings
  const readings = Object.entries(texts).map(([cell, text], i): Reading => ({ id: i + 1, cell, text, source: 'typed', typedAt: at, at, by: { id: 1, name: '王检定' }, clientId: `client-${i}`, reason: '' }))
  const computed = compute(procedure, worked.parameters, texts)
  const used = { role: 'x', standardId: 1, code: 'M1-07', name: '标准器', range: '全量程', accuracy: 'M1', kind: 'reference instrument', retired: false }
  return {
    record: {
      id: 1, item_id: 1, org_id: 1, rehearsal: false, procedure_path: placed.path, procedure_sha256: procedure.hash, document, edition, parameters: {}, instrument: {},
      place: { kind: 'laboratory', text: '本所' }, engine: 'duheng 0.1.0', verifier_id: 1, verifier_name: '王检定', opened_at: at, opened_on: '2028-02-29', act_no: 1,
    },
    procedure: { path: placed.path, document, edition, sha256: procedure.hash, text: procedure.text, procedure, origin: 'release', from, until, standing: 'adopted' }, parameters: worked.parameters, readings, computed, result: undefined,
    standards: [{ ...used, certificate: { id: 1, origin: 'manual', issuer: '省院', number: 'FM-1', issuedOn: '2027-03-15', validUntil: '2028-03-14', sha256: null, withdrawn: false, values: [] } }],
  }
}

const composed = (m: Measurement, more: Partial<Composed> = {}): Composed => ({
  m, checker: '李核验', approver: '孙签字', issuedOn: '2028-03-01', demo: true, method: undefined,
  order: { kind: 'verification', decisionRule: 'none', receivedOn: '2028-02-28', placeKind: 'laboratory', placeText: '本所实验室' },
  parties: {
    laboratory: { name: '云溪市计量测试研究所', address: '云溪市衡山路 18 号', phone: '', authorisations: [{ title: '计量授权证书', number: '(云)法计(2026)001', documents: ['*'], from: '2026-01-01', to: '2030-12-31' }] },
    client: { name: '云溪南门农贸市场', address: '', creditCode: null },
  },
  facts: {
    id: 1, orgId: 2, ownerName: '云溪南门农贸市场', code: '0123456789', name: '器具', catalogue: null, category: '', kind: '', model: '', measuringRange: '', accuracyClass: '', serial: '', maker: '',
    ownerNo: '', placeName: null, purpose: 'trade', division: '341181', parameters: {}, state: 'in use', verifiedOn: null, dueOn: null, verdict: null, certificateNo: null, declared: false, version: 1,
  },
  ...more,
})

const examples = release().procedures.flatMap((p) => (p.of.file.examples ?? []).map((e) => ({ document: p.of.file.document, id: e.id, verdict: e.expect.verdict })))
const decided = examples.filter((e) => e.verdict === '合格' || e.verdict === '不合格')

for (const { document, id, verdict } of decided) {
  test(`${document} ${id}: a certificate that says ${verdict}`, () => {
    const m = measured(document, id)
    const record = composeCertificate(composed(m), names)
    const parsed = parseCertificateRecord(record)
    assert.deepEqual(parsed.ok ? [] : parsed.problems, [])
    assert.equal(record.kind, verdict === '合格' ? 'verification' : 'rejection')
    assert.equal(record.conclusion.verdict, verdict === '合格' ? 'pass' : 'fail')
    assert.equal(record.conclusion.failed.length > 0, verdict === '不合格')
    assert.ok(record.tables.length > 0)
  })
}

test('all shipped procedures are among the examples', () => {
  assert.deepEqual([...new Set(decided.map((e) => e.document))].toSorted(), release().procedures.map((p) => p.of.file.document).toSorted())
})

for (const { document, id } of decided.filter((e) => e.verdict === '合格')) {
  test(`${document} ${id}: as a calibration it carries no validity and no verdict`, () => {
    const base = composed(measured(document, id))
    const record = composeCertificate({ ...base, order: { ...base.order, kind: 'calibration' } }, names)
    const parsed = parseCertificateRecord(record)
    assert.deepEqual(parsed.ok ? [] : parsed.problems, [])
    assert.deepEqual([record.kind, record.dates.validUntil, record.conclusion.verdict], ['calibration', undefined, undefined])
    assert.equal(lacksUncertainty(record), true, 'without a dossier there is no U, and signing refuses')
    assert.ok(record.tables.every((t) => t.judged === undefined && t.rows.every((r) => r.verdict === undefined && r.limits === undefined)))
  })
}

test('with a dossier every judged value of the calibration carries the U of the method', () => {
  const base = composed(measured('JJG 539', 'market-scale-passes'), { method: { standards: { weights: { standardId: 1, values: { mpe_weights: '1.5 g' } }, repeatability: { standardId: null, values: { s: '0.4 g' } } } } })
  const record = composeCertificate({ ...base, order: { ...base.order, kind: 'calibration' } }, names)
  assert.equal(lacksUncertainty(record), false)
  const parsed = parseCertificateRecord(record)
  assert.deepEqual(parsed.ok ? [] : parsed.problems, [])
})

test('one year from 29 February ends on 27 February: the same day is the 28th, the day before is the last', () => {
  const record = composeCertificate(composed(measured('JJG 539', 'market-scale-passes')), names)
  assert.equal(record.dates.validUntil, '2029-02-27')
})

test('what is shown does not depend on number, day of issue or who signs, but on every value', () => {
  const m = measured('JJG 539', 'market-scale-passes')
  const hash = (c: Composed, n = names) => shownHash(composeCertificate(c, n))
  const one = hash(composed(m))
  assert.equal(hash(composed(m, { issuedOn: '2028-03-02', approver: '另一人' }), { ...names, number: 'JD-2028-000002' }), one)
  const changed = composed({ ...m, readings: m.readings.map((r) => (r.cell === 'conditions.h' ? { ...r, text: '56' } : r)) })
  assert.notEqual(hash(changed), one)
})

test('the same readings compute to the same bytes', () => {
  assert.equal(canonicalText(measured('JJG 52', decided.find((e) => e.document === 'JJG 52')?.id ?? '').computed), canonicalText(measured('JJG 52', decided.find((e) => e.document === 'JJG 52')?.id ?? '').computed))
})

for (const [name, change, kind] of [
  ['a standard that ends within a month', (m: Measurement) => m, 'standard ends soon'],
  ['a value changed for a reason', (m: Measurement) => ({ ...m, readings: m.readings.map((r, i) => (i === 0 ? { ...r, reason: '看错' } : r)) }), 'corrected'],
  ['an edition nobody adopted', (m: Measurement) => ({ ...m, procedure: { ...m.procedure, standing: 'not adopted' as const } }), 'not adopted'],
  ['a standard of the start-up time', (m: Measurement) => ({ ...m, standards: m.standards.map((s) => ({ ...s, certificate: { ...s.certificate, origin: 'start-up' } })) }), 'start-up standard'],
] as const) {
  test(`flagged for a second look: ${name}`, () => {
    assert.ok(flagsOf(change(measured('JJG 539', 'market-scale-passes')), '2028-03-01').some((f) => f.kind === kind))
  })
}

test('an undoubtful record has no flag: standards far from their end, nothing corrected, no value near its limit', () => {
  const kinds = flagsOf(measured('JJG 539', 'market-scale-passes'), '2027-06-01').map((f) => f.kind)
  assert.ok(!kinds.includes('corrected') && !kinds.includes('standard ends soon') && !kinds.includes('not adopted'))
})
