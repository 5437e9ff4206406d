// The finished value handed over to be made into a certificate, composed from the record and the parties. Pure: equal facts, equal value.
// What is on the certificate is what was checked: nothing is computed here that the record does not hold.
import { addDays, addMonths, civilDate } from '@duheng/calendar/civil-date.ts'
import { stateConformity } from '@duheng/procedures/calibration.ts'
import { methodBudget } from '@duheng/procedures/budget.ts'
import type { CertificateKind, CertificateRecord, Condition, StandardUsed } from '@duheng/dcc/record.ts'
import { canonicalJson } from '@duheng/rules/rule.ts'
import { sha256 } from '@duheng/rules/sha256.ts'
import { dataRoot } from '@duheng/signing/readings.ts'
import { civilDate as dayOf } from '#platform/clock.ts'
import type { InstrumentFacts } from '#modules/registry/contract.ts'
import { resultTables } from './certificate-tables.ts'
import type { Statements } from './certificate-tables.ts'
import type { Measurement } from './measurement.ts'
import type { AuthorisationFact } from './guards.ts'
import { standardsInUse } from './method.ts'
import type { MethodStandards } from './method.ts'
import { readingLine } from './reading.ts'

export type Parties = {
  laboratory: { name: string; address: string; phone: string; authorisations: readonly (AuthorisationFact & { title: string })[] }
  client: { name: string; address: string; creditCode: string | null }
}
export type OrderFacts = { kind: 'verification' | 'calibration'; decisionRule: string; receivedOn: string | null; placeKind: 'laboratory' | 'client' | 'other'; placeText: string }
export type Names = { number: string; publicId: string; nonce: string }
/** What stands where the number will: a preview is not a certificate. */
export const PREVIEW: Names = { number: '签发时编号', publicId: '0000000000000000', nonce: '0'.repeat(32) }

export type Composed = {
  m: Measurement
  facts: InstrumentFacts
  order: OrderFacts
  parties: Parties
  method: { standards: MethodStandards } | undefined
  checker: string
  approver: string
  issuedOn: string
  demo: boolean
}

export function certificateKind(c: Pick<Composed, 'm' | 'order'>): CertificateKind {
  if (c.order.kind === 'calibration') return 'calibration'
  return c.m.computed.conclusion.verdict === '不合格' ? 'rejection' : 'verification'
}

export function composeCertificate(c: Composed, names: Names): CertificateRecord {
  const { m, facts } = c
  const kind = certificateKind(c)
  const { file } = m.procedure.procedure
  const days = m.readings.map((r) => dayOf(Date.parse(r.typedAt))).toSorted()
  const measuredFrom = days[0] ?? m.record.opened_on
  const measuredTo = days.at(-1) ?? m.record.opened_on
  const calibration = kind === 'calibration' ? conformity(c) : undefined
  const limited = kind !== 'calibration' || c.order.decisionRule !== 'none'
  return {
    format: 'duheng-certificate/1', kind, ...numbersOf(names), languages: ['zh'],
    laboratory: {
      name: { zh: c.parties.laboratory.name }, address: { zh: text(c.parties.laboratory.address) }, ...(c.parties.laboratory.phone ? { phone: c.parties.laboratory.phone } : {}),
      authorisations: c.parties.laboratory.authorisations.slice(0, 6).map((a) => ({ title: { zh: a.title }, number: a.number })),
    },
    client: { name: { zh: c.parties.client.name }, address: { zh: text(c.parties.client.address) }, ...(c.parties.client.creditCode ? { creditCode: c.parties.client.creditCode } : {}) },
    item: {
      name: { zh: facts.name }, model: text(facts.model), serial: text(facts.serial), maker: { zh: text(facts.maker) }, range: text(facts.measuringRange),
      ...(facts.accuracyClass ? { accuracyClass: facts.accuracyClass } : {}), identityCode: facts.code, ...(facts.ownerNo ? { assetNumber: facts.ownerNo } : {}),
    },
    dates: {
      ...(c.order.receivedOn !== null && c.order.receivedOn <= measuredFrom ? { received: c.order.receivedOn } : {}), measuredFrom, measuredTo, issued: c.issuedOn,
      ...(kind === 'verification' ? validity(file.validity, measuredTo) : {}),
    },
    place: { kind: c.order.placeKind, text: { zh: text(c.order.placeText) } },
    conditions: conditionsOf(m),
    procedure: { document: m.record.document, edition: m.record.edition, title: { zh: file.title.zh, en: file.title.en }, editionSha256: m.record.procedure_sha256 },
    standards: m.standards.map(standardUsed), visualChecks: visualChecks(m),
    tables: resultTables(m, { limited, statements: calibration?.statements ?? new Map() }),
    conclusion: conclusionOf(c, kind, calibration?.verdict),
    decisionRule: decisionRule(c, kind),
    persons: { measuredBy: m.record.verifier_name, checkedBy: c.checker, approvedBy: c.approver },
    remarks: startUpRemarks(m),
    ...(c.demo ? { demo: { wording: { zh: '演示 无法律效力', en: 'DEMO, no legal force' } } } : {}),
    proof: { dataRoot: dataRoot(m.readings.map(readingLine)), engine: { name: 'duheng', version: m.record.engine.replace(/^duheng /, '') }, nonce: names.nonce },
  }
}

/** A calibration certificate states its measurement uncertainty (ISO/IEC 17025:2017, 7.8.4.1 a). */
export const lacksUncertainty = (record: CertificateRecord): boolean =>
  record.kind === 'calibration' && !record.tables.some((t) => t.rows.some((r) => r.cells.some((c) => c.holds === 'value' && c.uncertainty !== undefined)))

const numbersOf = ({ number, publicId }: Names) => ({ number, publicId })
const text = (value: string | null): string => (value === null || value.trim() === '' ? '—' : value.trim().normalize('NFC'))

/** Hash of what a signatory is shown: everything but the number, the day and who signs. */
export function shownHash(record: CertificateRecord): string {
  const { number: _number, publicId: _publicId, dates, persons, proof, ...rest } = record
  return sha256(canonicalJson({ ...rest, dates: { ...dates, issued: '' }, persons: { ...persons, approvedBy: '' }, proof: { ...proof, nonce: '' } }))
}

function validity(rule: Measurement['procedure']['procedure']['file']['validity'], measuredTo: string): { validUntil?: string } {
  if (!rule) return {}
  const same = addMonths(civilDate(measuredTo), rule.months)
  return { validUntil: rule.convention === 'day before' ? addDays(same, -1) : same }
}

const QUANTITY = new Map<string, Condition['quantity']>([['°C', 'temperature'], ['℃', 'temperature'], ['K', 'temperature'], ['%', 'relative humidity'], ['kPa', 'air pressure'], ['hPa', 'air pressure'], ['Pa', 'air pressure']])
const DECIMAL = /^-?(?:0|[1-9]\d*)(?:\.\d+)?$/

function conditionsOf(m: Measurement): Condition[] {
  return (m.procedure.procedure.file.conditions ?? []).flatMap((condition) => {
    const cell = m.computed.cells.find((c) => c.id === `conditions.${condition.name}`)
    if (!cell || (cell.state !== 'ok' && cell.state !== 'question') || !DECIMAL.test(cell.text)) return []
    return [{ quantity: QUANTITY.get(condition.unit) ?? ('other' as const), title: { zh: condition.zh, en: condition.en }, from: cell.text, unit: condition.unit }]
  })
}

function visualChecks(m: Measurement): CertificateRecord['visualChecks'] {
  return m.computed.checks.filter((c) => c.id.startsWith('visual.') && c.verdict !== 'not yet').map((c) => ({
    title: { zh: c.zh, en: c.en }, verdict: c.shown === 'n/a' ? ('not applicable' as const) : c.verdict === 'fail' ? ('fail' as const) : ('pass' as const),
  }))
}

const standardUsed = (s: Measurement['standards'][number]): StandardUsed => ({
  kind: s.kind === 'measurement standard' ? 'measurement standard' : 'reference instrument', name: { zh: s.name }, code: s.code, range: s.range, accuracy: s.accuracy,
  certificateNumber: s.certificate.number, certificateIssuer: { zh: s.certificate.issuer },
  ...(s.certificate.validUntil === null ? {} : { validUntil: s.certificate.validUntil }), ...(s.certificate.sha256 === null ? {} : { certificateSha256: s.certificate.sha256 }),
})

const startUpRemarks = (m: Measurement) => m.standards.filter((s) => s.certificate.origin === 'start-up')
  .map((s) => ({ zh: `标准器 ${s.code} 的证书在启动模式中按纸质证书登记。`, en: `The certificate of standard ${s.code} was entered from paper in the start-up time.` }))

function conclusionOf(c: Composed, kind: CertificateKind, agreed: CertificateRecord['conclusion']['verdict']): CertificateRecord['conclusion'] {
  const { file } = c.m.procedure.procedure
  if (kind === 'verification') return { text: { zh: `合格。${file.certificate.pass.zh}`, en: `Passes. ${file.certificate.pass.en}` }, verdict: 'pass', failed: [] }
  if (kind === 'rejection') {
    return { text: { zh: `不合格。${file.certificate.fail.zh}`, en: `Fails. ${file.certificate.fail.en}` }, verdict: 'fail', failed: c.m.computed.conclusion.reasons.slice(0, 40).map((r) => ({ zh: r.zh.slice(0, 1000), en: r.en.slice(0, 1000) })) }
  }
  const words = { zh: '校准结果见下表，仅对所校准的器具有效。', en: 'The results are in the tables; they hold for the calibrated instrument alone.' }
  return { text: words, ...(agreed ? { verdict: agreed } : {}), failed: agreed === 'fail' ? [{ zh: '有示值不符合要求，见表中判定。', en: 'Some values do not conform; see the tables.' }] : [] }
}

function decisionRule(c: Composed, kind: CertificateKind): CertificateRecord['decisionRule'] {
  const { file } = c.m.procedure.procedure
  const source = `${c.m.record.document}-${c.m.record.edition}`
  if (kind !== 'calibration') return { name: 'regulation', text: { zh: file.decision.zh, en: file.decision.en }, source }
  if (c.order.decisionRule === 'simple acceptance') return { name: 'simple acceptance', text: { zh: '按约定：误差不超过最大允许误差即为符合（简单接受）。', en: 'As agreed: conforms when the error is within its limit (simple acceptance).' }, source: 'ILAC-G8:09/2019, 4.2.1' }
  if (c.order.decisionRule === 'guard band') return { name: 'guard band', text: { zh: '按约定：保护带 w = U，四种结论。', en: 'As agreed: guard band w = U, four outcomes.' }, source: 'ILAC-G8:09/2019, 4.2.3' }
  return { name: 'none', text: { zh: '不作符合性声明。', en: 'No statement of conformity.' } }
}

/** U of each judged value, taken from the method's budget at this instrument's parameters: the largest of those in the value's unit. */
function conformity(c: Composed): { statements: Statements; verdict?: CertificateRecord['conclusion']['verdict'] } {
  const { m } = c
  const budgets = c.method ? methodBudget(m.procedure.procedure, m.parameters, standardsInUse(c.method.standards)) : undefined
  if (!budgets?.ok) return { statements: new Map() }
  const largest = new Map<string, { U: string; k: string }>()
  for (const b of budgets.budgets) if (Number(b.U) > Number(largest.get(b.unit)?.U ?? '0')) largest.set(b.unit, { U: b.U, k: b.k })
  const asked = m.procedure.procedure.file.steps.flatMap((step) => {
    const of = step.judge?.find((j) => j.within !== undefined)?.of
    return of === undefined ? [] : m.computed.points.filter((p) => p.step === step.id).flatMap((p) => {
      const value = p.values.find((v) => v.symbol === of)
      const u = value?.state === 'known' ? largest.get(value.unit) : undefined
      return u ? [{ value: `${p.id}.${of}`, ...u }] : []
    })
  })
  const p = '0.95' // k = 2 of a normal distribution, as the budget states it (JCGM 100:2008, 6.3.3)
  const rule = c.order.decisionRule
  if (rule === 'none') return { statements: new Map(asked.map((a) => [a.value, { uncertainty: { U: a.U, k: a.k, p } }])) }
  const stated = stateConformity(m.computed, asked, rule === 'guard band' ? { rule: 'three-way', ratio: '1' } : { rule: 'simple acceptance' })
  const known = stated.flatMap((s) => (s.ok ? [s] : []))
  const order = ['fail', 'conditional fail', 'conditional pass', 'pass'] as const
  const verdict = order.find((v) => known.some((s) => s.verdict === v))
  return { statements: new Map(known.map((s) => [s.id, { uncertainty: { U: s.U, k: s.k, p }, verdict: s.verdict }])), ...(verdict ? { verdict } : {}) }
}
