// CertificateRecord: the finished value a laboratory hands over to be made into a certificate. It is the contract between
// laboratory and certificates: every face (XML, PDF, web) is made from this value and from nothing else.
// Pure: no clock, no rounding, no arithmetic on certified values. Everything measured is exact decimal text with a unit.
// Printed names are personal data: they stand in the documents and never in a leaf of the public log.

import type { z } from 'zod'
import { checkRecord } from './record-check.ts'
import { recordShape } from './record-shape.ts'
import type { CertificateKind, Words } from './record-shape.ts'

export {
  Words, Unit, Uncertainty, Verdict, ColumnRole, Column, Cell, Limits, Row, ResultTable, Party, Laboratory, Client, Item, Condition,
  StandardUsed, Procedure, VisualCheck, CertificateKind,
} from './record-shape.ts'

/** Parses and checks; strict: an unknown key is an error. */
export const CertificateRecord = recordShape.superRefine((record, context) => {
  for (const problem of checkRecord(record)) context.addIssue({ code: 'custom', path: [...problem.path], message: problem.message })
})
export type CertificateRecord = z.infer<typeof recordShape>

/** Where and why a value is no record; `path` as in `tables.0.rows.3.cells`. */
export type RecordProblem = { path: string; message: string }
export type ParsedRecord = { ok: true; record: CertificateRecord } | { ok: false; problems: readonly RecordProblem[] }

/** The one door: unknown → record, or every reason why not. */
export function parseCertificateRecord(input: unknown): ParsedRecord {
  const parsed = CertificateRecord.safeParse(input)
  if (parsed.success) return { ok: true, record: parsed.data }
  return { ok: false, problems: parsed.error.issues.map(issue => ({ path: issue.path.map(String).join('.'), message: issue.message })) }
}

/** Chinese and English name of each kind, as it stands at the head of the certificate. */
export const kindNames = {
  verification: { zh: '检定证书', en: 'Verification Certificate' },
  rejection: { zh: '检定结果通知书', en: 'Notice of Verification Result' },
  calibration: { zh: '校准证书', en: 'Calibration Certificate' },
} as const satisfies Record<CertificateKind, Words>
