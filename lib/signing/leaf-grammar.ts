// The grammar of a log leaf, as data: which lines an act has, in which order, and what each value looks like. Pure.
// The types of leaves are derived from this table, so that there is one place to read and one to change.
// Absent: names, numbers or companies. A leaf holds hashes, opaque ids, times and words from short lists, nothing else.
import { decodeBase64 } from '@duheng/tlog/text.ts'
import { algorithmOf } from './public-key.ts'

export type LeafValueKind = keyof typeof VALUE_RULES

interface FieldRule {
  readonly name: string
  readonly kind: LeafValueKind
  readonly optional?: true
}

/** Time first as the clock had it; `simTime` is the demo's simulated clock and stands only beside `demo yes`. */
const WHEN = [
  { name: 'time', kind: 'time' },
  { name: 'simTime', kind: 'time', optional: true },
  { name: 'demo', kind: 'yes', optional: true },
] as const

/** `stamp` is always the key that signs the leaf; `key` is a key the leaf is about; `no` a certificate. */
export const LEAF_GRAMMAR = {
  issue: [
    { name: 'no', kind: 'certificate' },
    { name: 'stamp', kind: 'digest' },
    { name: 'pdfSha256', kind: 'digest' },
    { name: 'pdfSm3', kind: 'digest' },
    { name: 'xmlSha256', kind: 'digest' },
    { name: 'dataRoot', kind: 'digest' },
    { name: 'claimsSha256', kind: 'digest' },
    ...WHEN,
  ],
  /** The certificate `no` is replaced by the certificate `by`, which has an issue leaf of its own. */
  supersede: [
    { name: 'no', kind: 'certificate' },
    { name: 'by', kind: 'certificate' },
    { name: 'stamp', kind: 'digest' },
    ...WHEN,
  ],
  revoke: [
    { name: 'no', kind: 'certificate' },
    { name: 'reason', kind: 'revocation' },
    { name: 'stamp', kind: 'digest' },
    ...WHEN,
  ],
  /** `stamp` admits `key`; the first key of a log admits itself. */
  'key-add': [
    { name: 'key', kind: 'digest' },
    { name: 'role', kind: 'role' },
    { name: 'p256Key', kind: 'p256Key' },
    { name: 'sm2Key', kind: 'sm2Key' },
    { name: 'stamp', kind: 'digest' },
    ...WHEN,
  ],
  'key-retire': [
    { name: 'key', kind: 'digest' },
    { name: 'stamp', kind: 'digest' },
    ...WHEN,
  ],
  /** Signatures of `key` in leaves from index `since` on do not count. */
  'key-compromise': [
    { name: 'key', kind: 'digest' },
    { name: 'since', kind: 'leafIndex' },
    { name: 'stamp', kind: 'digest' },
    ...WHEN,
  ],
  /** The certificate `no` keeps the reference standard `standard` traceable between two days. */
  standard: [
    { name: 'standard', kind: 'certificate' },
    { name: 'no', kind: 'certificate' },
    { name: 'certificateSha256', kind: 'digest', optional: true },
    { name: 'validFrom', kind: 'date' },
    { name: 'validUntil', kind: 'date' },
    { name: 'stamp', kind: 'digest' },
    ...WHEN,
  ],
} as const satisfies Record<string, readonly FieldRule[]>

export type LeafOp = keyof typeof LEAF_GRAMMAR

type FieldOf<Op extends LeafOp> = (typeof LEAF_GRAMMAR)[Op][number]
type OptionalField<Field> = Field extends { readonly optional: true } ? Field : never

/** What a leaf says, before it is signed. Every value is text in exactly the spelling of its line. */
export type LeafCore = {
  [Op in LeafOp]: { readonly op: Op }
  & { readonly [Field in Exclude<FieldOf<Op>, OptionalField<FieldOf<Op>>> as Field['name']]: string }
  & { readonly [Field in OptionalField<FieldOf<Op>> as Field['name']]?: string }
}[LeafOp]

export type LeafCoreOf<Op extends LeafOp> = Extract<LeafCore, { readonly op: Op }>

export const LEAF_OPS: readonly LeafOp[] = ['issue', 'supersede', 'revoke', 'key-add', 'key-retire', 'key-compromise', 'standard']

export function leafFields(op: LeafOp): readonly FieldRule[] {
  return LEAF_GRAMMAR[op]
}

/** `pdfSha256` is written as the line `pdf-sha256`. */
export function lineName(field: string): string {
  return field.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)
}

export const REVOCATION_REASONS = ['issued-in-error', 'measurement-in-doubt', 'standard-in-doubt', 'key-compromised', 'withdrawn'] as const
export const KEY_ROLES = ['root', 'stamp'] as const

const VALUE_RULES = {
  /** An opaque public id, such as `certificateId` makes. */
  certificate: (value: string) => /^[0-9a-z][0-9a-z-]{7,63}$/.test(value),
  /** 32 bytes in hexadecimal: a hash, a root, a key id. */
  digest: (value: string) => /^[0-9a-f]{64}$/.test(value),
  time: isTime,
  date: (value: string) => isTime(`${value}T00:00:00Z`),
  yes: (value: string) => value === 'yes',
  leafIndex: (value: string) => /^(?:0|[1-9][0-9]{0,14})$/.test(value),
  revocation: (value: string) => REVOCATION_REASONS.some((reason) => reason === value),
  role: (value: string) => KEY_ROLES.some((role) => role === value),
  p256Key: (value: string) => isKey(value, 'p256'),
  sm2Key: (value: string) => isKey(value, 'sm2'),
} as const

export function isLeafValue(kind: LeafValueKind, value: string): boolean {
  return VALUE_RULES[kind](value)
}

/** RFC 3339 (2002) in UTC with whole seconds, of a day that exists. */
function isTime(value: string): boolean {
  if (!/^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z$/.test(value)) return false
  const instant = new Date(value)
  return !Number.isNaN(instant.getTime()) && instant.toISOString() === `${value.slice(0, -1)}.000Z`
}

function isKey(value: string, algorithm: 'p256' | 'sm2'): boolean {
  const bytes = value.length <= 128 ? decodeBase64(value) : undefined
  return bytes !== undefined && algorithmOf(bytes) === algorithm
}
