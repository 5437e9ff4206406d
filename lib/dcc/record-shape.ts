// The shape of a CertificateRecord, piece by piece, as strict zod schemas and the types they give. What must hold between the pieces is in
// record-check.ts; the door for unknown values is record.ts. Pure.

import { z } from 'zod'
import { Sha256, civilDate, decimalText, digitsOfProbability, opaqueId, positiveDecimalText, printed } from './record-text.ts'

/** A text in Chinese and, where the certificate is bilingual, in English. Chinese is the binding one. */
export const Words = z.strictObject({ zh: printed(1000), en: printed(1000).optional() })
export type Words = z.infer<typeof Words>

/** A unit as printed ('kg', 'MPa', 'm³/h', '%', '℃'); '1' is the unit one and is not printed. */
export const Unit = printed(24)

/** Expanded uncertainty of one value: U in the unit of its column, coverage factor k, coverage probability p (JCGM 100:2008, 6). */
export const Uncertainty = z.strictObject({ U: positiveDecimalText, k: positiveDecimalText, p: digitsOfProbability })
export type Uncertainty = z.infer<typeof Uncertainty>

/** What was decided about one value or the whole item; the two conditional ones are of ILAC-G8:09/2019, 4.2.3. */
export const Verdict = z.enum(['pass', 'fail', 'conditional pass', 'conditional fail'])
export type Verdict = z.infer<typeof Verdict>

/** What a column holds, in VIM words; it becomes the refType of the quantity in the DCC. */
export const ColumnRole = z.enum(['nominal', 'reference', 'indication', 'error', 'correction', 'repeatability', 'hysteresis', 'other'])
export type ColumnRole = z.infer<typeof ColumnRole>

const columnId = z.string().regex(/^[A-Za-z][A-Za-z0-9_]{0,39}$/)

export const Column = z.discriminatedUnion('holds', [
  z.strictObject({
    holds: z.literal('quantity'), id: columnId, role: ColumnRole,
    /** 'V_J' is V with subscript J. */
    symbol: printed(24).optional(),
    unit: Unit, title: Words,
  }),
  z.strictObject({ holds: z.literal('text'), id: columnId, title: Words }),
])
export type Column = z.infer<typeof Column>

export const Cell = z.discriminatedUnion('holds', [
  z.strictObject({ holds: z.literal('value'), value: decimalText, uncertainty: Uncertainty.optional() }),
  z.strictObject({ holds: z.literal('text'), text: Words }),
  z.strictObject({ holds: z.literal('nothing') }),
])
export type Cell = z.infer<typeof Cell>

/** Maximum permissible errors (or limits) of one row, in the unit of the table's judged column; one side may be absent. */
export const Limits = z.strictObject({ lower: decimalText.optional(), upper: decimalText.optional() })
export type Limits = z.infer<typeof Limits>

/** One row; `cells` stands in the order of the table's columns. */
export const Row = z.strictObject({
  id: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9_.:-]{0,79}$/),
  cells: z.array(Cell).min(1).max(12),
  limits: Limits.optional(),
  verdict: Verdict.optional(),
})
export type Row = z.infer<typeof Row>

export const ResultTable = z.strictObject({
  id: columnId,
  title: Words,
  columns: z.array(Column).min(1).max(12),
  /** The column whose values are held against the limits and get the verdict. */
  judged: columnId.optional(),
  rows: z.array(Row).min(1).max(2000),
  notes: z.array(Words).max(10),
})
export type ResultTable = z.infer<typeof ResultTable>

export const Party = z.strictObject({ name: Words, address: Words, phone: printed(40).optional(), postcode: printed(12).optional() })

export const Laboratory = z.strictObject({
  ...Party.shape,
  /** Authorisations and certificates of the institute: 计量授权证书号, 机构代码, accreditation. */
  authorisations: z.array(z.strictObject({ title: Words, number: printed(80) })).max(6),
})

/** `creditCode` is the unified social credit code 统一社会信用代码 (GB 32100-2015); only its shape is looked at here. */
export const Client = z.strictObject({ ...Party.shape, creditCode: z.string().regex(/^[0-9A-Z]{18}$/).optional() })

export const Item = z.strictObject({
  name: Words,
  model: printed(120),
  serial: printed(120),
  maker: Words,
  range: printed(200),
  /** Accuracy class, maximum permissible error or uncertainty as the maker or the regulation states it. */
  accuracyClass: printed(120).optional(),
  /** The city's identity code of the instrument (the one on its QR label). */
  identityCode: printed(80).optional(),
  /** The client's own number 资产编号. */
  assetNumber: printed(80).optional(),
})

export const Condition = z.strictObject({
  quantity: z.enum(['temperature', 'relative humidity', 'air pressure', 'other']),
  title: Words,
  from: decimalText,
  to: decimalText.optional(),
  unit: Unit,
})
export type Condition = z.infer<typeof Condition>

export const StandardUsed = z.strictObject({
  /** 计量(基)标准装置 (a dossier-holding measurement standard) or 标准器 (a single reference instrument). */
  kind: z.enum(['measurement standard', 'reference instrument']),
  name: Words,
  code: printed(80),
  range: printed(200),
  /** Uncertainty, accuracy class or maximum permissible error, as its certificate states it. */
  accuracy: printed(200),
  certificateNumber: printed(120),
  certificateIssuer: Words.optional(),
  validUntil: civilDate.optional(),
  /** SHA-256 of the exact bytes of the standard's own certificate: the upward link of the traceability graph. */
  certificateSha256: Sha256.optional(),
})
export type StandardUsed = z.infer<typeof StandardUsed>

export const Procedure = z.strictObject({
  /** 'JJG 539' */
  document: printed(80),
  /** '2016' */
  edition: printed(40),
  title: Words,
  /** SHA-256 of the exact bytes of the procedure file that was followed. */
  editionSha256: Sha256,
})

export const VisualCheck = z.strictObject({ title: Words, verdict: z.enum(['pass', 'fail', 'not applicable']), remark: Words.optional() })

export const CertificateKind = z.enum(['verification', 'rejection', 'calibration'])
/** 检定证书 · 检定结果通知书 · 校准证书 */
export type CertificateKind = z.infer<typeof CertificateKind>

export const recordShape = z.strictObject({
  format: z.literal('duheng-certificate/1'),
  kind: CertificateKind,
  /** The number people read: 'CZ-LX-2026-000123'. */
  number: printed(60),
  /** Opaque and unguessable; in the QR, the log and the DCC. Says nothing about client or sequence. */
  publicId: opaqueId,
  languages: z.union([z.tuple([z.literal('zh')]), z.tuple([z.literal('zh'), z.literal('en')])]),
  laboratory: Laboratory,
  client: Client,
  item: Item,
  dates: z.strictObject({
    received: civilDate.optional(),
    measuredFrom: civilDate,
    measuredTo: civilDate,
    issued: civilDate,
    /** Last day of validity; a verification certificate only, and absent where the regulation sets no period. */
    validUntil: civilDate.optional(),
  }),
  place: z.strictObject({ kind: z.enum(['laboratory', 'client', 'other']), text: Words }),
  conditions: z.array(Condition).max(12),
  procedure: Procedure,
  standards: z.array(StandardUsed).min(1).max(20),
  visualChecks: z.array(VisualCheck).max(60),
  tables: z.array(ResultTable).max(40),
  conclusion: z.strictObject({
    text: Words,
    /** Absent only where a calibration makes no statement of conformity. */
    verdict: Verdict.optional(),
    /** A rejection names each item that failed. */
    failed: z.array(Words).max(40),
  }),
  decisionRule: z.strictObject({
    name: z.enum(['regulation', 'simple acceptance', 'guard band', 'none']),
    text: Words,
    source: printed(120).optional(),
  }),
  /** As printed: 检定员/校准员, 核验员, 批准人. Personal data. */
  persons: z.strictObject({ measuredBy: printed(60), checkedBy: printed(60), approvedBy: printed(60) }),
  remarks: z.array(Words).max(20),
  replaces: z.strictObject({
    how: z.enum(['amended', 'substituted']), number: printed(60), publicId: opaqueId, xmlSha256: Sha256.optional(),
  }).optional(),
  /** Present on everything of the demo city; its wording is printed on every page and stands in the XML. */
  demo: z.strictObject({ wording: Words }).optional(),
  proof: z.strictObject({
    /** RFC 6962 root over the canonical reading lines (lib/signing). */
    dataRoot: Sha256,
    /** Name and version of what computed the results: 'duheng 0.1.0'. */
    engine: z.strictObject({ name: printed(60), version: printed(40) }),
    /** 128 random bits: nobody can guess a certificate from its hash. */
    nonce: z.string().regex(/^[0-9a-f]{32}$/),
  }),
})

export type RecordShape = z.infer<typeof recordShape>
