// A reference standard's certificate: what a DCC says becomes values with U, k and unit; what is typed is checked the same way. Pure.
import { readDcc } from '@duheng/dcc/read.ts'
import type { DccReading, QuantityRow, TextByLanguage } from '@duheng/dcc/read.ts'
import type { Words } from '#platform/http/problem.ts'

/** One value of a standard as its certificate states it: exact decimal text, unit as written there (D-SI in a DCC). */
export type StandardValue = { name: string; value: string; unit: string; U?: string; k?: string; p?: string; path?: string }

/** What else the file says, for the chain upward. */
export type CertificateFacts = {
  uniqueIdentifier?: string
  schemaVersion?: string
  laboratory?: string
  item?: string
  serial?: string
  methods?: string[]
  /** The standards of the issuer, with the certificates they name. */
  upward?: { name: string; certificate: string; sha256: string; serial: string }[]
  statements?: string[]
  problems?: string[]
}

export type ImportedCertificate = {
  issuer: string; number: string; issuedOn: string | null; facts: CertificateFacts; values: StandardValue[]
}
export type ImportAnswer = { ok: true; certificate: ImportedCertificate } | { ok: false; words: Words }

const VALUES_MAX = 2000

/** Reads a genuine DCC as the certificate of a standard. Values without uncertainty are kept, with nothing made up. */
export function readStandardDcc(bytes: Uint8Array): ImportAnswer {
  const read = readDcc(bytes)
  if (!read.ok) return { ok: false, words: [`这不是可读的数字校准证书（DCC）：${read.reason}。没有写入任何数据。`, `This is no readable digital calibration certificate (DCC): ${read.reason}. Nothing was written.`] }
  const { dcc } = read
  const results = dcc.rows.filter((row) => row.within === 'result' && row.alternative === 0)
  if (results.length === 0) return { ok: false, words: ['这份 DCC 没有测量结果。', 'This DCC holds no measurement result.'] }
  if (results.length > VALUES_MAX) return { ok: false, words: [`这份 DCC 有 ${results.length} 个结果值，最多 ${VALUES_MAX} 个。`, `This DCC holds ${results.length} results; ${VALUES_MAX} is the most.`] }
  const issuer = bounded(textIn(dcc.laboratory.name), 200)
  if (issuer === '') return { ok: false, words: ['这份 DCC 没有写明校准实验室。', 'This DCC names no calibration laboratory.'] }
  return {
    ok: true,
    certificate: { issuer, number: bounded(dcc.uniqueIdentifier, 120), issuedOn: dcc.dates.issued ?? dcc.dates.measuredTo ?? null, facts: factsOf(dcc), values: results.map(valueOf) },
  }
}

function valueOf(row: QuantityRow): StandardValue {
  const name = bounded(textIn(row.name) || row.refType || row.path.split('/').slice(-2)[0] || '', 120)
  return { name, value: row.value, unit: row.unit, ...(row.U !== undefined ? { U: row.U } : {}), ...(row.k !== undefined ? { k: row.k } : {}), ...(row.p !== undefined ? { p: row.p } : {}), path: bounded(row.path, 300) }
}

function factsOf(dcc: DccReading): CertificateFacts {
  const item = dcc.items[0]
  return {
    uniqueIdentifier: dcc.uniqueIdentifier, schemaVersion: dcc.schemaVersion, laboratory: bounded(textIn(dcc.laboratory.name), 200),
    item: bounded(textIn(item?.name), 200), serial: bounded(serialOf(item?.identifications), 120),
    methods: dcc.methods.slice(0, 20).map((m) => bounded([textIn(m.name), ...m.norms].filter((t) => t !== '').join(' · '), 200)),
    upward: dcc.equipment.slice(0, 50).map((e) => ({
      name: bounded(textIn(e.name), 200), certificate: bounded(e.certificate?.id || (e.identifications.find((i) => /certificate/i.test(i.refType))?.value ?? ''), 200),
      sha256: /^[0-9a-f]{64}$/.test(e.certificate?.value ?? '') ? e.certificate?.value ?? '' : '', serial: bounded(serialOf(e.identifications), 120),
    })),
    statements: dcc.statements.slice(0, 20).map((s) => bounded(textIn(s.declaration), 500)).filter((t) => t !== ''),
    problems: dcc.problems.slice(0, 20).map((p) => bounded(p, 300)),
  }
}

const serialOf = (identifications: readonly { value: string; refType: string }[] | undefined): string =>
  (identifications?.find((i) => /serial/i.test(i.refType)) ?? identifications?.[0])?.value ?? ''

/** Chinese, English, German, then whatever there is. */
export function textIn(text: TextByLanguage | undefined): string {
  if (!text) return ''
  for (const language of ['zh', 'en', 'de', '']) {
    const found = text.get(language)
    if (found !== undefined && found.trim() !== '') return found.trim()
  }
  return [...text.values()].find((t) => t.trim() !== '')?.trim() ?? ''
}

const bounded = (text: string, max: number): string => text.replaceAll(/[\p{Cc}\p{Bidi_Control}]+/gu, ' ').trim().slice(0, max)

/** Where a certificate stands on a day. */
export type Validity = 'valid' | 'expired' | 'withdrawn' | 'not yet' | 'no period'
export function validityOn(certificate: { issuedOn: string; validUntil: string | null; withdrawn: boolean }, day: string): Validity {
  if (certificate.withdrawn) return 'withdrawn'
  if (certificate.issuedOn > day) return 'not yet'
  if (certificate.validUntil === null) return 'no period'
  return certificate.validUntil < day ? 'expired' : 'valid'
}

/** What a certificate's columns hold, written by this module alone: values by its shape or by readStandardDcc, facts by readStandardDcc. */
export const storedValues = (json: unknown): StandardValue[] => (Array.isArray(json) ? json as StandardValue[] : []) // see above
export const storedFacts = (json: unknown): CertificateFacts => (typeof json === 'object' && json !== null && !Array.isArray(json) ? json : {})
