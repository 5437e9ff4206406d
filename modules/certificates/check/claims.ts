// The claims of a certificate: the few facts that are hashed into its leaf and shown to whoever checks it. Canonical JSON, one spelling.
// Pure, for server, browser and command line. Absent: the owner, and everything measured; those are in the document.
import type { CertificateRecord } from '@duheng/dcc/record.ts'
import type { DccReading, TextByLanguage } from '@duheng/dcc/read.ts'

/** In the order in which they are shown and spelled. */
export const CLAIM_NAMES = [
  'kind', 'number', 'publicId', 'laboratory', 'itemName', 'itemModel', 'itemSerial', 'itemCode', 'conclusion', 'measuredOn', 'issuedOn', 'validUntil',
  'procedure', 'demo',
] as const
export type ClaimName = (typeof CLAIM_NAMES)[number]
export type Claims = { readonly [Name in ClaimName]?: string }

const FORMAT = 'duheng-claims/1'
const MAX_CLAIMS_LENGTH = 8000

export function claimsOf(record: CertificateRecord): Claims {
  const { item, dates, conclusion, procedure, laboratory, demo } = record
  return {
    kind: record.kind, number: record.number, publicId: record.publicId, laboratory: laboratory.name.zh,
    itemName: item.name.zh, itemModel: item.model, itemSerial: item.serial, itemCode: item.identityCode,
    conclusion: conclusion.text.zh, measuredOn: dates.measuredTo, issuedOn: dates.issued, validUntil: dates.validUntil,
    procedure: `${procedure.document}-${procedure.edition}`, demo: demo?.wording.zh,
  }
}

/** The one spelling that is hashed. */
export function formatClaims(claims: Claims): string {
  return JSON.stringify(Object.fromEntries([['format', FORMAT], ...CLAIM_NAMES.flatMap((name) => (claims[name] === undefined ? [] : [[name, claims[name]]]))]))
}

/** Undefined unless the text is exactly what `formatClaims` writes. */
export function parseClaims(text: string): Claims | undefined {
  const value = text.length <= MAX_CLAIMS_LENGTH ? parsed(text) : undefined
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined
  const entries = new Map<string, unknown>(Object.entries(value))
  const claims: { [Name in ClaimName]?: string } = {}
  for (const name of CLAIM_NAMES) {
    const claim = entries.get(name)
    if (typeof claim === 'string') claims[name] = claim
  }
  return formatClaims(claims) === text ? claims : undefined
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

const chinese = (texts: TextByLanguage | undefined): string | undefined => texts?.get('zh') ?? texts?.values().next().value

/** The same facts as a document states them, for comparing with what was logged. */
export function claimsOfDcc(dcc: DccReading): Claims {
  const identified = (refType: string) => dcc.identifications.find((i) => i.refType === refType)?.value
  const [item] = dcc.items
  const itemIdentified = (refType: string) => item?.identifications.find((i) => i.refType === refType)?.value
  const stated = (refType: string) => dcc.statements.find((s) => s.refType === refType)
  return {
    kind: identified('duheng_kind'), number: identified('basic_certificateNumber'), publicId: dcc.uniqueIdentifier, laboratory: chinese(dcc.laboratory.name),
    itemName: chinese(item?.name), itemModel: item?.model, itemSerial: itemIdentified('basic_serialNumber'), itemCode: itemIdentified('duheng_identityCode'),
    conclusion: chinese(stated('basic_conformity')?.declaration), measuredOn: dcc.dates.measuredTo, issuedOn: dcc.dates.issued,
    validUntil: stated('duheng_validUntil')?.date, procedure: dcc.methods.find((m) => m.refType === 'duheng_procedure')?.norms[0],
    demo: chinese(stated('duheng_demo')?.declaration),
  }
}

export type ClaimDifference = { name: ClaimName; logged: string | undefined; found: string | undefined }

/** Every claim, logged and found, with those that differ marked by being in `different`. */
export function differentClaims(logged: Claims, found: Claims): ClaimDifference[] {
  return CLAIM_NAMES.filter((name) => logged[name] !== found[name]).map((name) => ({ name, logged: logged[name], found: found[name] }))
}
