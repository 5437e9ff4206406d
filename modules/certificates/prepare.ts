// From a finished record to everything that is issued: XML, PDF/A-3 with the XML inside, seal, hashes, claims, signed leaf, files on
// disk. Touches no row: what is prepared and never recorded leaves files that nothing names.
import { createHash } from 'node:crypto'
import { parseCertificateRecord } from '@duheng/dcc/record.ts'
import type { CertificateRecord } from '@duheng/dcc/record.ts'
import { writeDcc } from '@duheng/dcc/write.ts'
import { signLeaf } from '@duheng/signing/leaf.ts'
import type { Leaf } from '@duheng/signing/leaf.ts'
import { signPdf } from '@duheng/signing/pades.ts'
import type { Ledger, Stamp } from '#modules/ledger/contract.ts'
import { instant } from '#platform/clock.ts'
import type { Clock } from '#platform/clock.ts'
import type { Words } from '#platform/http/problem.ts'
import { crashPoint } from '#platform/testing/crash.ts'
import type { CertificateFiles } from './certificate-files.ts'
import { claimsOf, formatClaims } from './check/claims.ts'
import type { Renderer } from './render/renderer.ts'

export type CertificateServices = {
  readonly ledger: Ledger
  readonly files: CertificateFiles
  readonly renderer: Pick<Renderer, 'renderCertificate'>
  /** Address in QR codes, without a slash at the end. */
  readonly publicUrl: string
  close(): Promise<void>
}

/** Everything a transaction needs to record the certificate. Made by `prepareCertificate` alone. */
export type Prepared = {
  readonly orgId: number
  readonly record: CertificateRecord
  readonly recordText: string
  readonly xml: { sha256: string; size: number }
  readonly pdf: { sha256: string; size: number }
  readonly pdfSm3: string
  readonly claims: string
  readonly claimsSha256: string
  readonly stamp: string
  readonly issueLeaf: Leaf
  /** Present when the record replaces a certificate: recorded in the same transaction. */
  readonly supersedeLeaf?: Leaf
}
export type PreparedAnswer = { ok: true; prepared: Prepared } | { ok: false; words: Words }

type Refused = { ok: false; words: Words }
const no = (zh: string, en: string): Refused => ({ ok: false, words: [zh, en] })
const sha256 = (bytes: Uint8Array | string) => createHash('sha256').update(bytes).digest('hex')

/** `orgId` is the laboratory whose stamp signs. A refusal is a sentence for the signatory; nothing was issued then. */
export async function prepareCertificate(services: CertificateServices, input: CertificateRecord, { orgId, clock }: { orgId: number; clock: Clock }): Promise<PreparedAnswer> {
  const parsed = parseCertificateRecord(input)
  if (!parsed.ok) {
    const [first] = parsed.problems
    return no(`证书内容不完整或有矛盾（${first?.path}：${first?.message}），没有签发。请更正后重试。`, `The certificate’s content is incomplete or contradicts itself (${first?.path}: ${first?.message}); it was not issued. Correct it and try again.`)
  }
  const { record } = parsed
  if ((record.demo !== undefined) !== services.ledger.demo) return no('演示证书与正式证书不能混用，没有签发。', 'Demo and real certificates are never mixed; it was not issued.')
  const stamp = await services.ledger.stamps.of(orgId, record.laboratory.name.zh, clock)
  const xml = writeDcc(record)
  const sealed = await sealedPdf(services, record, xml, { stamp, clock })
  if (!sealed.ok) return sealed
  const claims = formatClaims(claimsOf(record))
  const [keptXml, keptPdf] = await Promise.all([services.files.keep('xml', xml), services.files.keep('pdf', sealed.pdf)])
  crashPoint('certificate: files written')
  const pdfSm3 = createHash('sm3').update(sealed.pdf).digest('hex')
  const times = services.ledger.times(clock)
  const issueLeaf = await signLeaf({
    op: 'issue', no: record.publicId, stamp: stamp.key, pdfSha256: keptPdf.sha256, pdfSm3, xmlSha256: keptXml.sha256,
    dataRoot: record.proof.dataRoot, claimsSha256: sha256(claims), ...times,
  }, stamp)
  const supersedeLeaf = record.replaces && await signLeaf({ op: 'supersede', no: record.replaces.publicId, by: record.publicId, stamp: stamp.key, ...times }, stamp)
  crashPoint('certificate: leaf signed')
  return {
    ok: true,
    prepared: {
      orgId, record, recordText: JSON.stringify(record), xml: keptXml, pdf: keptPdf, pdfSm3, claims, claimsSha256: sha256(claims), stamp: stamp.key,
      issueLeaf, supersedeLeaf,
    },
  }
}

type Sealed = { ok: true; pdf: Uint8Array } | Refused

async function sealedPdf(services: CertificateServices, record: CertificateRecord, xml: Uint8Array, { stamp, clock }: { stamp: Stamp; clock: Clock }): Promise<Sealed> {
  const url = `${services.publicUrl}/c/${record.publicId}`
  const rendered = await services.renderer.renderCertificate(record, xml, { url, shortCode: shortCodeOf(record.publicId), domain: new URL(url).host, seal: 'evaluation' })
  if (!rendered.ok) {
    return 'character' in rendered && rendered.character !== undefined
      ? no(`证书字体中没有“${rendered.character}”这个字，没有签发。请改用规范字或联系管理员增补字体。`, `The certificate font has no glyph for “${rendered.character}”; it was not issued. Use another character or have the font extended.`)
      : no(`证书没有生成（${rendered.reason}），没有签发。请重试；仍不行请联系管理员。`, `The certificate could not be made (${rendered.reason}); it was not issued. Try again, then tell the administrator.`)
  }
  crashPoint('certificate: rendered')
  const signed = await signPdf(rendered.pdf, {
    signer: stamp.p256, certificates: { certificate: stamp.certificate, chain: [stamp.root] }, time: `${instant(clock).slice(0, 19)}Z`,
  })
  if (!signed.ok) return no(`证书没有签章（${signed.reason}），没有签发。请联系管理员。`, `The certificate could not be sealed (${signed.reason}); it was not issued. Tell the administrator.`)
  crashPoint('certificate: sealed')
  return { ok: true, pdf: signed.pdf }
}

/** The public id as it is printed for people without a camera: four groups of four. */
export const shortCodeOf = (publicId: string): string => publicId.match(/.{1,4}/g)?.join('-') ?? publicId
