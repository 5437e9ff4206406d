// X.509 certificates of our own (RFC 5280, 2008) for seals in PDF files: a root and the signing certificates below it, P-256 with
// SHA-256. Pure but for the signer. Absent: SM2 certificates (PDF viewers and stock tools cannot use them), revocation lists (the
// log says what was revoked), and legal force: that needs a licensed authority's certificate behind the same `Signer`.
import { sha256 } from '@duheng/tlog/sha256.ts'
import { decodeUtf8, equalBytes, hex } from '@duheng/tlog/text.ts'
import {
  bitString, boolean, der, explicit, implicit, integer, octetString, oid, printableString, readChildren, readDer, readInteger,
  sequence, setOf, smallInteger, TAG, timeValue, utf8String,
} from './der.ts'
import type { Bytes, DerValue } from './der.ts'
import type { Signer } from './keys.ts'
import type { VerifySignature } from './leaf.ts'
import { algorithmOf, rawKey } from './public-key.ts'

/** Stands in the organisation of every demo certificate, so that no viewer shows a demo seal without it. */
export const DEMO_MARK = 'DEMO 演示 无法律效力'

export interface DistinguishedName {
  readonly country: string
  readonly organisation: string
  readonly commonName: string
}

export interface CertificateContent {
  readonly subject: DistinguishedName
  readonly publicKey: Uint8Array
  /** RFC 3339 in UTC with whole seconds. */
  readonly notBefore: string
  readonly notAfter: string
  /** 8 to 20 random bytes. */
  readonly serial: Uint8Array
  readonly use: 'root' | 'signing'
}

export interface Issuer {
  readonly name: DistinguishedName
  readonly signer: Signer
}

const OID = {
  ecdsaSha256: '1.2.840.10045.4.3.2', country: '2.5.4.6', organisation: '2.5.4.10', commonName: '2.5.4.3',
  subjectKeyId: '2.5.29.14', authorityKeyId: '2.5.29.35', basicConstraints: '2.5.29.19', keyUsage: '2.5.29.15',
} as const

export const ECDSA_SHA256 = sequence(oid(OID.ecdsaSha256))

/** The subject of a certificate that says it is a demo. */
export function demoName(name: DistinguishedName): DistinguishedName {
  return { ...name, organisation: `${DEMO_MARK} ${name.organisation}` }
}

export async function issueCertificate(content: CertificateContent, issuer: Issuer): Promise<Bytes> {
  const { serial, notBefore, notAfter, subject, publicKey, use } = content
  if (issuer.signer.algorithm !== 'p256' || algorithmOf(publicKey) !== 'p256') throw new RangeError('certificates are of P-256')
  if (serial.length < 8 || serial.length > 20) throw new RangeError('a serial number has 8 to 20 bytes')
  if (notBefore > notAfter) throw new RangeError('a certificate ends after it begins')
  // RFC 5280 4.1.2.2: positive and at most 20 bytes, so the first bit is given away.
  const positive = Uint8Array.from(serial)
  positive[0] = (positive[0]! & 0x7f) | 0x40
  const tbs = sequence(
    explicit(0, smallInteger(2)), integer(positive), ECDSA_SHA256, nameValue(issuer.name),
    sequence(timeValue(notBefore), timeValue(notAfter)), nameValue(subject), publicKey,
    explicit(3, extensions(use, publicKey, issuer.signer.publicKey)),
  )
  return sequence(tbs, ECDSA_SHA256, bitString(await issuer.signer.sign(tbs)))
}

function nameValue({ country, organisation, commonName }: DistinguishedName): Bytes {
  if (!/^[A-Z]{2}$/.test(country)) throw new RangeError('a country has two capital letters')
  for (const text of [organisation, commonName]) {
    // RFC 5280, upper bounds of appendix A: 64 characters.
    if (text.length < 1 || [...text].length > 64 || !text.isWellFormed()) throw new RangeError('a name has 1 to 64 characters')
  }
  const part = (type: string, value: Bytes): Bytes => setOf(sequence(oid(type), value))
  return sequence(
    part(OID.country, printableString(country)), part(OID.organisation, utf8String(organisation)),
    part(OID.commonName, utf8String(commonName)),
  )
}

function extensions(use: 'root' | 'signing', subjectKey: Uint8Array, issuerKey: Uint8Array): Bytes {
  // RFC 5280 4.2.1.3: keyCertSign and cRLSign are bits 5 and 6; digitalSignature and nonRepudiation bits 0 and 1.
  const keyUsage = use === 'root' ? bitString(Uint8Array.of(0x06), 1) : bitString(Uint8Array.of(0xc0), 6)
  const constraints = use === 'root' ? sequence(boolean(true), smallInteger(0)) : sequence()
  return sequence(
    extension(OID.basicConstraints, constraints, true), extension(OID.keyUsage, keyUsage, true),
    extension(OID.subjectKeyId, octetString(shortKeyId(subjectKey)), false),
    extension(OID.authorityKeyId, sequence(implicit(0, octetString(shortKeyId(issuerKey)))), false),
  )
}

function extension(type: string, value: Bytes, critical: boolean): Bytes {
  return critical ? sequence(oid(type), boolean(true), octetString(value)) : sequence(oid(type), octetString(value))
}

/** RFC 7093 (2013), method 1: the leftmost 160 bits of SHA-256 over the key's bits. */
function shortKeyId(publicKey: Uint8Array): Uint8Array {
  const raw = rawKey(publicKey, 'p256')
  if (raw === undefined) throw new RangeError('not a P-256 key')
  return sha256(Uint8Array.of(4, ...raw)).subarray(0, 20)
}

export interface Certificate {
  readonly whole: Uint8Array
  readonly tbs: Uint8Array
  readonly serial: Uint8Array
  /** DER of the names, compared byte for byte. */
  readonly issuer: Uint8Array
  readonly subject: Uint8Array
  /** The texts of the subject's parts in their order, to be shown. */
  readonly subjectTexts: readonly string[]
  readonly notBefore: string
  readonly notAfter: string
  readonly publicKey: Uint8Array
  readonly isAuthority: boolean
  readonly maySignDocuments: boolean
  readonly signature: Uint8Array
}

/** A certificate of a P-256 key, signed with ECDSA and SHA-256, or undefined when it is malformed or of another kind. */
export function readCertificate(bytes: Uint8Array): Certificate | undefined {
  const outer = readDer(bytes)
  const [tbs, algorithm, mark, ...more] = readChildren(outer) ?? []
  if (outer === undefined || tbs === undefined || algorithm === undefined || more.length > 0) return undefined
  if (mark?.tag !== TAG.bitString || mark.content[0] !== 0) return undefined
  const fields = readChildren(tbs) ?? []
  const [version, serial, inner, issuer, validity, subject, key, ...rest] = fields
  if (version?.tag !== 0xa0 || inner === undefined || issuer === undefined || subject === undefined || key === undefined) return undefined
  if (!equalBytes(algorithm.whole, ECDSA_SHA256) || !equalBytes(inner.whole, ECDSA_SHA256)) return undefined
  const [notBefore, notAfter] = (readChildren(validity) ?? []).map(readTime)
  const number = readInteger(serial)
  const usage = readExtensions(rest.find(({ tag }) => tag === 0xa3))
  if (number === undefined || notBefore === undefined || notAfter === undefined || usage === undefined) return undefined
  if (algorithmOf(key.whole) !== 'p256') return undefined
  return {
    whole: outer.whole, tbs: tbs.whole, serial: number, issuer: issuer.whole, subject: subject.whole, subjectTexts: textsOf(subject),
    notBefore, notAfter, publicKey: key.whole, ...usage, signature: mark.content.subarray(1),
  }
}

/** UTCTime and GeneralizedTime as RFC 3339; RFC 5280 4.1.2.5 says which years the two digits are of. */
function readTime(value: DerValue): string | undefined {
  const text = decodeUtf8(value.content) ?? ''
  const digits = value.tag === TAG.utcTime ? `${Number(text.slice(0, 2)) < 50 ? '20' : '19'}${text}` : text
  const match = /^([0-9]{4})([0-9]{2})([0-9]{2})([0-9]{2})([0-9]{2})([0-9]{2})Z$/.exec(digits)
  if (match === null || (value.tag !== TAG.utcTime && value.tag !== TAG.generalizedTime)) return undefined
  const [, year, month, day, hour, minute, second] = match
  return `${year}-${month}-${day}T${hour}:${minute}:${second}Z`
}

function textsOf(name: DerValue): string[] {
  return (readChildren(name) ?? []).flatMap((set) => readChildren(set, TAG.set) ?? [])
    .flatMap((part) => (readChildren(part) ?? []).slice(1)).map((value) => decodeUtf8(value.content) ?? '')
}

/** Undefined when an extension is malformed, doubled, or critical and unknown: such a certificate must not be used (RFC 5280, 4.2). */
function readExtensions(value: DerValue | undefined): { isAuthority: boolean; maySignDocuments: boolean } | undefined {
  const list = value === undefined ? undefined : readDer(value.content)
  const items = list === undefined ? [] : readChildren(list)
  if (items === undefined || (value !== undefined && list === undefined)) return undefined
  const seen = new Set<string>()
  let isAuthority = false
  let maySignDocuments = false
  for (const item of items) {
    const [type, ...others] = readChildren(item) ?? []
    const content = others.at(-1)
    const inner = content?.tag === TAG.octetString ? readDer(content.content) : undefined
    if (type === undefined || inner === undefined || seen.has(hex(type.whole))) return undefined
    seen.add(hex(type.whole))
    const critical = others.length === 2 && others[0]?.content[0] === 0xff
    if (equalBytes(type.whole, oid(OID.basicConstraints))) isAuthority = readChildren(inner)?.[0]?.content[0] === 0xff
    else if (equalBytes(type.whole, oid(OID.keyUsage))) maySignDocuments = (inner.content[1]! & 0xc0) !== 0
    else if (critical) return undefined
  }
  return { isAuthority, maySignDocuments }
}

export type CheckedCertificate =
  | { readonly ok: true }
  | { readonly ok: false; readonly reason: 'no-root' | 'bad-signature' | 'not-authority' | 'not-for-documents' | 'not-valid-then' }

/** Whether a trusted root issued the certificate, for documents, and both were valid at a time (RFC 3339). One level, as ours have. */
export async function checkCertificate(
  certificate: Certificate, roots: readonly Certificate[], time: string, verify: VerifySignature,
): Promise<CheckedCertificate> {
  const root = roots.find(({ subject }) => equalBytes(subject, certificate.issuer))
  if (root === undefined) return { ok: false, reason: 'no-root' }
  if (!root.isAuthority) return { ok: false, reason: 'not-authority' }
  if (certificate.isAuthority || !certificate.maySignDocuments) return { ok: false, reason: 'not-for-documents' }
  if (!(await verify(root.publicKey, certificate.tbs, certificate.signature))) return { ok: false, reason: 'bad-signature' }
  const valid = [root, certificate].every(({ notBefore, notAfter }) => notBefore <= time && time <= notAfter)
  return valid ? { ok: true } : { ok: false, reason: 'not-valid-then' }
}

export function derTagged(value: DerValue, tag: number): Bytes {
  return der(tag, value.content)
}
