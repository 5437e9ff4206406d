// CertificateRecord → what stands on the pages, as plain data for the typst template. Pure; all wording and every decision about what is
// printed is here, the template only places it. Certified values are copied as text, never computed.

import { kindNames } from '@duheng/dcc/record.ts'
import type { CertificateRecord, StandardUsed, Words } from '@duheng/dcc/record.ts'
import { minus, plain } from './line.ts'
import type { Field, Line, ToLine } from './line.ts'
import { resultTable, visualTable } from './table-model.ts'
import type { PrintedTable } from './table-model.ts'
import { evaluationSeal, kindWords, standingNotes, words } from './words.ts'

/** What is printed beside the QR code, and who sealed the certificate. */
export type VerificationMark = {
  /** What the QR code holds. */
  url: string
  /** Short code in clear, for people without a camera. */
  shortCode: string
  /** The domain a person should type by hand. */
  domain: string
  /** 'evaluation' prints that the seal has no legal force; 'licensed' leaves the place of the seal to the signer. */
  seal?: 'evaluation' | 'licensed'
}

export type PageModel = {
  bilingual: boolean
  document: { title: string; author: string; year: number; month: number; day: number; keywords: readonly string[] }
  electronic: Line
  demo: Line | null
  institute: Line
  title: Line
  number: Field
  mark: { verify: Line; shortCode: string; domain: string }
  cover: readonly Field[]
  conclusion: Field
  /** A calibration without a statement of conformity has no conclusion on its first page. */
  isJudged: boolean
  isRejected: boolean
  persons: readonly Field[]
  dates: readonly Field[]
  seal: { evaluation: readonly string[] | null; label: Line }
  contact: readonly Field[]
  environment: { title: Line; fields: readonly Field[] }
  basis: Field
  standards: readonly PrintedTable[]
  resultsTitle: Line
  tables: readonly PrintedTable[]
  statements: readonly Field[]
  failed: { title: Line; items: readonly Line[] }
  remarks: { title: Line; items: readonly Line[] }
  notes: { title: Line; items: readonly Line[] }
  blank: Line
}

export function pageModel(record: CertificateRecord, mark: VerificationMark): PageModel {
  const bilingual = record.languages.length > 1
  const line = (text: Words): Line => ({ zh: text.zh, en: bilingual ? text.en ?? null : null })
  const kind = kindWords(record.kind)
  const { laboratory, conclusion, remarks } = record
  return {
    bilingual,
    document: documentData(record),
    electronic: line(words.electronic),
    demo: record.demo ? { zh: record.demo.wording.zh, en: record.demo.wording.en ?? null } : null,
    institute: line(laboratory.name),
    title: line(kindNames[record.kind]),
    number: { label: line(record.kind === 'rejection' ? words.noticeNumber : words.number), value: plain(record.number) },
    mark: { verify: line(words.verify), shortCode: mark.shortCode, domain: mark.domain },
    cover: coverFields(record, line),
    conclusion: { label: line(kind.conclusion), value: line(conclusion.text) },
    isJudged: conclusion.verdict !== undefined,
    isRejected: conclusion.verdict === 'fail',
    persons: personFields(record, line),
    dates: dateFields(record, line),
    seal: { evaluation: mark.seal === 'licensed' ? null : evaluationSeal, label: line(words.seal) },
    contact: contactFields(record, line),
    environment: { title: line(kind.environment), fields: environmentFields(record, line) },
    basis: { label: line(kind.basis), value: basisLine(record, line) },
    standards: standardTables(record, line),
    resultsTitle: line(kind.results),
    tables: [...visualTable(record, line), ...record.tables.map(table => resultTable(table, record.kind, line))],
    statements: statementFields(record, line),
    failed: { title: line(words.failed), items: conclusion.failed.map(line) },
    remarks: { title: line(words.remarks), items: remarks.map(line) },
    notes: { title: line(words.notes), items: standingNotes(record.kind).map(line) },
    blank: line(words.blank),
  }
}

function documentData(record: CertificateRecord): PageModel['document'] {
  const [year = 0, month = 0, day = 0] = record.dates.issued.split('-').map(Number)
  return {
    title: `${kindNames[record.kind].zh} ${record.number}`, author: record.laboratory.name.zh, year, month, day,
    keywords: [kindNames[record.kind].zh, record.publicId],
  }
}

function optional(label: Line, value: string | undefined): Field[] {
  return value === undefined ? [] : [{ label, value: plain(value) }]
}

function coverFields({ client, item, kind }: CertificateRecord, line: ToLine): Field[] {
  return [
    { label: line(kindWords(kind).client), value: line(client.name) },
    { label: line(words.address), value: line(client.address) },
    ...optional(line(words.creditCode), client.creditCode),
    { label: line(words.item), value: line(item.name) },
    { label: line(words.model), value: plain(item.model) },
    { label: line(words.serial), value: plain(item.serial) },
    { label: line(words.maker), value: line(item.maker) },
    { label: line(words.range), value: plain(item.range) },
    ...optional(line(words.accuracyClass), item.accuracyClass),
    ...optional(line(words.assetNumber), item.assetNumber),
    ...optional(line(words.identityCode), item.identityCode),
  ]
}

function personFields({ kind, persons }: CertificateRecord, line: ToLine): Field[] {
  return [
    { label: line(words.approvedBy), value: plain(persons.approvedBy) },
    { label: line(words.checkedBy), value: plain(persons.checkedBy) },
    { label: line(kindWords(kind).measuredBy), value: plain(persons.measuredBy) },
  ]
}

function dateFields({ dates, kind }: CertificateRecord, line: ToLine): Field[] {
  const field = (label: Words, value: string): Field => ({ label: line(label), value: line({ zh: value, en: undefined }) })
  return [
    ...dates.received ? [field(words.received, longDate(dates.received))] : [],
    field(kindWords(kind).date, dateSpan(dates.measuredFrom, dates.measuredTo)),
    field(words.issued, longDate(dates.issued)),
    ...dates.validUntil ? [field(words.validUntil, longDate(dates.validUntil))] : [],
  ]
}

/** 2026-11-23 → 2026 年 11 月 23 日 */
export function longDate(date: string): string {
  const [year, month, day] = date.split('-')
  return `${year} 年 ${month} 月 ${day} 日`
}

/** One day, or 2026 年 11 月 19 日至 20 日, repeating no more than changes. */
export function dateSpan(from: string, to: string): string {
  if (from === to) return longDate(to)
  const [, month, day] = to.split('-')
  const rest = from.slice(0, 7) === to.slice(0, 7) ? `${day} 日` : from.slice(0, 4) === to.slice(0, 4) ? `${month} 月 ${day} 日` : longDate(to)
  return `${longDate(from)}至 ${rest}`
}

function contactFields({ laboratory }: CertificateRecord, line: ToLine): Field[] {
  return [
    ...laboratory.authorisations.map(each => ({ label: line(each.title), value: plain(each.number) })),
    { label: line(words.address), value: line(laboratory.address) },
    ...optional(line(words.phone), laboratory.phone),
    ...optional(line(words.postcode), laboratory.postcode),
  ]
}

function environmentFields({ conditions, place }: CertificateRecord, line: ToLine): Field[] {
  const printed = conditions.map(each => {
    const text = each.to === undefined ? minus(each.from) : `(${minus(each.from)}~${minus(each.to)})`
    return { label: line(each.title), value: plain(each.unit === '1' ? text : `${text} ${each.unit}`) }
  })
  return [...printed, { label: line(words.place), value: line(place.text) }]
}

function basisLine({ procedure }: CertificateRecord, line: ToLine): Line {
  const code = `${procedure.document}-${procedure.edition}`
  const { zh, en } = line(procedure.title)
  return { zh: `${code} ${zh.startsWith('《') ? zh : `《${zh}》`}`, en: en && `${code} ${en}` }
}

function standardTables({ standards, kind }: CertificateRecord, line: ToLine): PrintedTable[] {
  const own = kindWords(kind)
  const groups = [['measurement standard', own.measurementStandards], ['reference instrument', own.referenceInstruments]] as const
  return groups.flatMap(([which, title]) => {
    const rows = standards.filter(each => each.kind === which)
    return rows.length === 0 ? [] : [standardTable(line(title), rows, line)]
  })
}

function standardTable(title: Line, standards: readonly StandardUsed[], line: ToLine): PrintedTable {
  const head = [words.standardName, words.standardCode, words.range, words.standardAccuracy, words.standardCertificate, words.validUntil]
  return {
    title,
    columns: head.map((text, index) => ({ head: line(text), symbol: null, width: [1.5, 1.1, 1.1, 1.35, 1.35, 1][index] ?? 1 })),
    rows: standards.map(each => [
      line(each.name), plain(each.code), plain(each.range), plain(each.accuracy),
      plain(each.certificateIssuer ? `${each.certificateNumber}（${each.certificateIssuer.zh}）` : each.certificateNumber),
      plain(each.validUntil ?? '—'),
    ].map(text => ({ text, isFault: false }))),
    notes: [],
  }
}

function statementFields(record: CertificateRecord, line: ToLine): Field[] {
  const { decisionRule, replaces } = record
  const { text, source } = decisionRule
  const { zh, en } = line(text)
  const rule = source === undefined ? { zh, en } : { zh: `${zh}（${source}）`, en: en && `${en} (${source})` }
  return [
    { label: line(words.decisionRule), value: rule },
    ...replaces ? [{ label: line(words.replaces), value: plain(replaces.number) }] : [],
  ]
}

/** Every text of the model, for the check that the font can draw it. */
export function printedTexts(value: unknown): string[] {
  if (typeof value === 'string') return [value]
  if (Array.isArray(value)) return value.flatMap(printedTexts)
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(printedTexts) : []
}
