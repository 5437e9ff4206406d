// Seals in PDF files: PAdES baseline B-B (ETSI EN 319 142-1 V1.1.1, 2016) as an incremental update of our own making, so that the
// file keeps every byte it had, its PDF/A-3 marks and its attachments. Node only. Absent: a second signature, pictures (the
// layout draws the seal; the field only lies over it), time stamps.
//
// A PDF viewer's verdict is a courtesy: what counts is the hash of the whole file in the log.
import { createHash } from 'node:crypto'
import { equalBytes } from '@duheng/tlog/text.ts'
import { signCms, readCms, verifyCms } from './cms.ts'
import type { SealCertificates } from './cms.ts'
import { readFirst } from './der.ts'
import type { Signer } from './keys.ts'
import type { VerifySignature } from './leaf.ts'
import { findPage, openPdf, resolve } from './pdf-file.ts'
import type { FoundObject, FoundPage, PdfFile } from './pdf-file.ts'
import { nameIn } from './pdf-syntax.ts'
import type { PdfDictionary } from './pdf-syntax.ts'
import { appendUpdate, withEntry } from './pdf-update.ts'
import type { NewObject } from './pdf-update.ts'
import { checkCertificate } from './x509.ts'
import type { Certificate, CheckedCertificate } from './x509.ts'

export interface SealPlace {
  /** Counted from 0. */
  readonly page: number
  /** Left, bottom, right, top, in points; the layout has drawn the seal there. */
  readonly rectangle: readonly [number, number, number, number]
}

export interface SealOptions {
  readonly signer: Signer
  readonly certificates: SealCertificates
  /** RFC 3339 in UTC with whole seconds; what the signer claims. */
  readonly time: string
  readonly fieldName?: string
  readonly reason?: string
  /** Without a place the field is on the first page and has no size. */
  readonly place?: SealPlace
}

export type SignedPdf =
  | { readonly ok: true; readonly pdf: Uint8Array<ArrayBuffer> }
  | { readonly ok: false; readonly reason: 'not-a-pdf' | 'malformed' | 'encrypted' | 'has-form' | 'no-such-page' }

/** Room for the CMS in hexadecimal: two certificates with long Chinese names need about 2 kB. */
const CONTENTS_BYTES = 6144
const BYTE_RANGE_LENGTH = 48
const MAX_FIELDS = 1000

export async function signPdf(pdf: Uint8Array, options: SealOptions): Promise<SignedPdf> {
  if (options.signer.algorithm !== 'p256') throw new RangeError('a seal in a PDF is made with P-256')
  const opened = openPdf(pdf)
  if (!opened.ok) return opened
  const { file } = opened
  const root = file.trailer.entries.get('Root')
  const catalog = resolve(file, root, file.text)
  if (root?.kind !== 'reference' || catalog?.value.kind !== 'dictionary') return { ok: false, reason: 'malformed' }
  if (catalog.value.entries.has('AcroForm')) return { ok: false, reason: 'has-form' }
  const page = findPage(file, catalog.value, options.place?.page ?? 0)
  if (page?.object.value.kind !== 'dictionary') return { ok: false, reason: 'no-such-page' }
  const annotations = annotationsWith(file, page.object.value, page.object.source, `${file.size + 1} 0 R`)
  if (annotations === undefined) return { ok: false, reason: 'malformed' }

  const changedPage = withEntry(page.object.source, page.object.value, 'Annots', annotations)
  const changedCatalog = withEntry(catalog.source, catalog.value, 'AcroForm', `<< /SigFlags 3 /Fields [${file.size + 1} 0 R] >>`)
  const text = appendUpdate(file, [
    ...sealObjects(file.size, page, options),
    { number: page.number, generation: page.object.generation, body: changedPage },
    { number: root.number, generation: catalog.generation, body: changedCatalog },
  ])
  return { ok: true, pdf: await fillSignature(text, pdf.length, options) }
}

/** The page's annotations and one more, as a direct array. */
function annotationsWith(file: PdfFile, page: PdfDictionary, source: string, added: string): string | undefined {
  const before = page.entries.get('Annots')
  if (before === undefined) return `[${added}]`
  const found = resolve(file, before, source)
  if (found?.value.kind !== 'array') return undefined
  return `${found.source.slice(found.value.start, found.value.end - 1)} ${added}]`
}

/** The signature, its field with the widget, and the empty appearance that PDF/A asks of a widget with a size (ISO 19005-3:2012, 6.3.3). */
function sealObjects(first: number, page: FoundPage, options: SealOptions): NewObject[] {
  const { place, time, reason, fieldName = 'Seal' } = options
  const rectangle = place?.rectangle ?? [0, 0, 0, 0]
  if (rectangle.some((side) => !Number.isFinite(side)) || rectangle[0] > rectangle[2] || rectangle[1] > rectangle[3]) {
    throw new RangeError('a rectangle is left, bottom, right, top')
  }
  const [left, bottom, right, top] = rectangle.map((side) => side.toFixed(2))
  const signature = [
    '<< /Type /Sig /Filter /Adobe.PPKLite /SubFilter /ETSI.CAdES.detached',
    `/M (${pdfDate(time)})${reason === undefined ? '' : ` /Reason ${textString(reason)}`}`,
    `/ByteRange ${' '.repeat(BYTE_RANGE_LENGTH)}`,
    `/Contents <${'0'.repeat(2 * CONTENTS_BYTES)}>`,
    '>>',
  ].join('\n')
  const field = [
    `<< /Type /Annot /Subtype /Widget /FT /Sig /T ${textString(fieldName)} /V ${first} 0 R`,
    `/Rect [${left} ${bottom} ${right} ${top}] /F 4 /P ${page.number} ${page.object.generation} R`,
    `${place === undefined ? '' : `/AP << /N ${first + 2} 0 R >> `}>>`,
  ].join('\n')
  const objects: NewObject[] = [
    { number: first, generation: 0, body: signature },
    { number: first + 1, generation: 0, body: field },
  ]
  if (place !== undefined) {
    const box = `[0 0 ${(rectangle[2] - rectangle[0]).toFixed(2)} ${(rectangle[3] - rectangle[1]).toFixed(2)}]`
    const body = `<< /Type /XObject /Subtype /Form /BBox ${box} /Resources << >> /Length 0 >>\nstream\n\nendstream`
    objects.push({ number: first + 2, generation: 0, body })
  }
  return objects
}

function pdfDate(time: string): string {
  if (!/^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z$/.test(time)) throw new RangeError('a time is written YYYY-MM-DDThh:mm:ssZ')
  return `D:${time.replaceAll(/[-:TZ]/g, '')}Z`
}

/** UTF-16 with its mark, in hexadecimal: every text is safe in it (ISO 32000-1:2008, 7.9.2.2). */
function textString(text: string): string {
  let digits = 'FEFF'
  for (let i = 0; i < text.length; i++) digits += text.charCodeAt(i).toString(16).padStart(4, '0')
  return `<${digits}>`
}

/** Puts the byte range and the CMS into the places kept for them. */
async function fillSignature(text: string, from: number, { signer, certificates }: SealOptions): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = Uint8Array.from(Buffer.from(text, 'latin1'))
  const rangeAt = text.indexOf('/ByteRange ', from) + '/ByteRange '.length
  const open = text.indexOf('/Contents <', rangeAt) + '/Contents '.length
  const close = open + 2 * CONTENTS_BYTES + 2
  const range = `[0 ${open} ${close} ${bytes.length - close}]`
  bytes.set(Buffer.from(range.padEnd(BYTE_RANGE_LENGTH), 'latin1'), rangeAt)
  const cms = await signCms(digestAround(bytes, open, close), signer, certificates)
  if (cms.length > CONTENTS_BYTES) throw new RangeError('the certificates do not fit into the signature')
  bytes.set(Buffer.from(Buffer.from(cms).toString('hex'), 'latin1'), open + 1)
  return bytes
}

function digestAround(bytes: Uint8Array, open: number, close: number): Uint8Array {
  return createHash('sha256').update(bytes.subarray(0, open)).update(bytes.subarray(close)).digest()
}

export interface FoundSignature {
  readonly fieldName: string
  /** The claimed time, RFC 3339. */
  readonly time: string
  readonly cms: Uint8Array
  /** SHA-256 of everything but the signature's own hexadecimal string. */
  readonly digest: Uint8Array
}

export type ReadPdfSignature =
  | { readonly ok: true; readonly signature: FoundSignature }
  | { readonly ok: false; readonly reason: 'not-a-pdf' | 'malformed' | 'encrypted' | 'unsigned' | 'several-signatures' | 'not-whole-file' }

/** The one signature of a file that covers the whole file: a byte range with a hole exactly as large as the signature. */
export function readPdfSignature(pdf: Uint8Array): ReadPdfSignature {
  const opened = openPdf(pdf)
  if (!opened.ok) return opened
  const { file } = opened
  const fields = signatureFields(file)
  const [field, ...others] = fields
  if (field === undefined) return { ok: false, reason: 'unsigned' }
  if (others.length > 0) return { ok: false, reason: 'several-signatures' }
  const value = resolve(file, field.entries.get('V'), file.text)
  const time = value?.value.kind === 'dictionary' ? readDate(value, value.value) : undefined
  const contents = value?.value.kind === 'dictionary' ? value.value.entries.get('Contents') : undefined
  if (value?.value.kind !== 'dictionary' || value.source !== file.text || contents?.kind !== 'string' || time === undefined) {
    return { ok: false, reason: 'malformed' }
  }
  const range = value.value.entries.get('ByteRange')
  const numbers = range?.kind === 'array' ? range.items.map((item) => (item.kind === 'number' ? item.value : -1)) : []
  const expected = [0, contents.start, contents.end, pdf.length - contents.end]
  if (numbers.length !== 4 || expected.some((number, i) => number !== numbers[i])) return { ok: false, reason: 'not-whole-file' }
  const digits = file.text.slice(contents.start + 1, contents.end - 1)
  const cms = /^(?:[0-9a-fA-F]{2})+$/.test(digits) ? readFirst(Uint8Array.from(Buffer.from(digits, 'hex'))) : undefined
  // The hole is not signed, so nothing but the signature and its padding may be in it.
  if (cms === undefined || /[^0]/.test(digits.slice(2 * cms.whole.length))) return { ok: false, reason: 'malformed' }
  const fieldName = readTextString(file.text, field)
  return { ok: true, signature: { fieldName, time, cms: cms.whole, digest: digestAround(pdf, contents.start, contents.end) } }
}

function signatureFields(file: PdfFile): PdfDictionary[] {
  const catalog = resolve(file, file.trailer.entries.get('Root'), file.text)
  const form = catalog?.value.kind === 'dictionary' ? resolve(file, catalog.value.entries.get('AcroForm'), catalog.source) : undefined
  const list = form?.value.kind === 'dictionary' ? resolve(file, form.value.entries.get('Fields'), form.source) : undefined
  if (list?.value.kind !== 'array') return []
  return list.value.items.slice(0, MAX_FIELDS).flatMap((item) => {
    const field = resolve(file, item, list.source)?.value
    return field?.kind === 'dictionary' && nameIn(field, 'FT') === 'Sig' && field.entries.has('V') ? [field] : []
  })
}

function readDate(found: FoundObject, signature: PdfDictionary): string | undefined {
  const value = signature.entries.get('M')
  const text = value?.kind === 'string' ? found.source.slice(value.start + 1, value.end - 1) : ''
  const match = /^D:([0-9]{4})([0-9]{2})([0-9]{2})([0-9]{2})([0-9]{2})([0-9]{2})Z$/.exec(text)
  if (match === null) return undefined
  const [, year, month, day, hour, minute, second] = match
  return `${year}-${month}-${day}T${hour}:${minute}:${second}Z`
}

function readTextString(text: string, field: PdfDictionary): string {
  const value = field.entries.get('T')
  const raw = value?.kind === 'string' ? text.slice(value.start + 1, value.end - 1) : ''
  if (!/^FEFF(?:[0-9a-fA-F]{4})*$/.test(raw)) return raw
  return (raw.slice(4).match(/.{4}/g) ?? []).map((unit) => String.fromCharCode(Number.parseInt(unit, 16))).join('')
}

type RefusalOf<Result extends { readonly ok: boolean }> = Extract<Result, { readonly ok: false; readonly reason: string }>['reason']

export type VerifiedPdf =
  | { readonly ok: true; readonly certificate: Certificate; readonly time: string }
  | {
    readonly ok: false
    readonly reason: RefusalOf<ReadPdfSignature> | RefusalOf<CheckedCertificate> | 'bad-signature'
  }

/** Whether the file is, byte for byte, what the holder of a certificate under one of these roots signed. */
export async function verifyPdf(pdf: Uint8Array, roots: readonly Certificate[], verify: VerifySignature): Promise<VerifiedPdf> {
  const read = readPdfSignature(pdf)
  if (!read.ok) return read
  const { cms: bytes, digest, time } = read.signature
  const cms = readCms(bytes)
  if (cms === undefined || !(await verifyCms(cms, digest, verify))) return { ok: false, reason: 'bad-signature' }
  // The certificates beside the seal's own are not signed: only what the verifier has already may be there.
  if (!cms.chain.every(({ whole }) => roots.some((root) => equalBytes(root.whole, whole)))) return { ok: false, reason: 'no-root' }
  const checked = await checkCertificate(cms.certificate, roots, time, verify)
  return checked.ok ? { ok: true, certificate: cms.certificate, time } : checked
}
