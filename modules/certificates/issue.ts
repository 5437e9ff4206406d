// Recording a prepared certificate in the caller's transaction, and waiting until the log has it. Row, leaf and event are one
// transaction: a certificate is absent or complete.
import type { CertificateRecord } from '@duheng/dcc/record.ts'
import { recordAct } from '#platform/acts/acts.ts'
import { instant } from '#platform/clock.ts'
import type { Clock } from '#platform/clock.ts'
import type { Tx } from '#platform/db/database.ts'
import { Refusal, refuse } from '#platform/http/problem.ts'
import { crashPoint } from '#platform/testing/crash.ts'
import { addCertificate, addEvent, certificateByPublicId, certificateBySource, lockCertificate } from './certificate-store.ts'
import type { CertificateLine } from './certificate-store.ts'
import { reservationOf } from './number-store.ts'
import type { CertificateServices, Prepared } from './prepare.ts'
import { mayEnd } from './state.ts'

export type IssueFacts = {
  orgId: number
  ownerOrgId: number
  instrumentId: number | null
  /** Of the owner, for the authority's view. */
  division: string
  /** What it is issued for, the same text as in `reserveNumber`; at most one certificate each. */
  source: string
  /** Person who signed. */
  signedBy: number
  /** Why the replaced certificate is replaced; needed when the record replaces one. */
  replacesReason?: string
}
export type Issued = { id: number; entryId: number; number: string; publicId: string; entryIds: readonly number[] }

/** Records the certificate, its leaf and its act; call it late in the transaction, since acts are one sequence. */
export async function recordCertificate(tx: Tx, services: CertificateServices, clock: Clock, prepared: Prepared, facts: IssueFacts): Promise<Issued> {
  const { record } = prepared
  await checkUse(tx, services, prepared, facts)
  const replaced = record.replaces && await replacedLine(tx, record, facts)
  const entryId = await services.ledger.enqueue(tx, clock, prepared.issueLeaf)
  crashPoint('certificate: leaf stored')
  const at = instant(clock)
  const id = await addCertificate(tx, rowOf(prepared, facts, entryId, replaced?.id ?? null, at))
  crashPoint('certificate: row stored')
  const entryIds = [entryId]
  if (replaced && prepared.supersedeLeaf) {
    const supersedeEntry = await services.ledger.enqueue(tx, clock, prepared.supersedeLeaf)
    await addEvent(tx, {
      certificate_id: replaced.id, kind: 'supersede', reason: facts.replacesReason ?? '', successor_id: id, successor_public_id: record.publicId,
      entry_id: supersedeEntry, at, actor_id: facts.signedBy,
    })
    entryIds.push(supersedeEntry)
  }
  await recordAct(tx, clock, {
    actor: facts.signedBy, org: facts.orgId, verb: 'certificate.issue', object: `certificate:${id}`,
    payload: { publicId: record.publicId, pdfSha256: prepared.pdf.sha256, xmlSha256: prepared.xml.sha256, source: facts.source, replaces: replaced?.id ?? null },
  })
  crashPoint('certificate: act recorded')
  return { id, entryId, number: record.number, publicId: record.publicId, entryIds }
}

async function checkUse(tx: Tx, services: CertificateServices, prepared: Prepared, facts: IssueFacts): Promise<void> {
  const { record, orgId } = prepared
  if (orgId !== facts.orgId) throw new Error('prepared for another laboratory')
  const reserved = await reservationOf(tx, orgId, facts.source)
  if (reserved?.publicId !== record.publicId || reserved.nonce !== record.proof.nonce || reserved.number.slice(2) !== record.number.slice(2)) {
    throw new Error('the record does not carry the number reserved for its source')
  }
  if (await certificateBySource(tx, orgId, facts.source)) throw refuse(409, 'issued-already', ['这一件的证书已经签发，没有重复签发。', 'The certificate for this was issued already; none was issued twice.'])
  if (!(await services.ledger.stamps.holds(tx, orgId, prepared.stamp))) {
    throw refuse(409, 'stamp-ended', ['签章在准备期间被停用或更换，没有签发。请重新签发。', 'The stamp was ended while the certificate was prepared; it was not issued. Sign again.'])
  }
}

async function replacedLine(tx: Tx, record: CertificateRecord, facts: IssueFacts): Promise<CertificateLine> {
  const { replaces } = record
  const old = replaces && await certificateByPublicId(tx, replaces.publicId)
  if (!replaces || !old || old.org_id !== facts.orgId) throw refuse(409, 'replaced-unknown', ['没有找到要替代的证书，没有签发。', 'The certificate to be replaced was not found; none was issued.'])
  if (!facts.replacesReason) throw refuse(422, 'reason', ['请写明替代原因。', 'Give the reason for replacing it.'], [{ field: 'reason', rule: 'reason', words: ['必填', 'required'] }])
  await lockCertificate(tx, old.id)
  const now = await certificateByPublicId(tx, replaces.publicId) ?? old
  const successor = { id: -1, orgId: facts.orgId, itemSerial: record.item.serial, itemModel: record.item.model, issuedAt: now.issued_at, ended: false }
  const answer = mayEnd(endingFacts(now), { kind: 'supersede', successor })
  if (!answer.ok) throw new Refusal(409, answer.rule, [answer.zh, answer.en])
  return now
}

export const endingFacts = (line: CertificateLine) => ({
  id: line.id, orgId: line.org_id, itemSerial: line.item_serial, itemModel: line.item_model, issuedAt: line.issued_at,
  revoked: line.revoked_at !== null, superseded: line.superseded_at !== null,
})

function rowOf(prepared: Prepared, facts: IssueFacts, entryId: number, replacesId: number | null, at: string) {
  const { record, xml, pdf } = prepared
  return {
    org_id: facts.orgId, owner_org_id: facts.ownerOrgId, instrument_id: facts.instrumentId, division: facts.division, kind: record.kind,
    number: record.number, public_id: record.publicId, laboratory_name: record.laboratory.name.zh, client_name: record.client.name.zh,
    item_name: record.item.name.zh, item_model: record.item.model, item_serial: record.item.serial, record: prepared.recordText,
    xml_sha256: xml.sha256, xml_size: xml.size, pdf_sha256: pdf.sha256, pdf_size: pdf.size, pdf_sm3: prepared.pdfSm3,
    claims: prepared.claims, claims_sha256: prepared.claimsSha256, stamp: prepared.stamp,
    engine: `${record.proof.engine.name} ${record.proof.engine.version}`, entry_id: entryId, issued_on: record.dates.issued, issued_at: at,
    valid_until: record.dates.validUntil ?? null, signed_by: facts.signedBy, source: facts.source, replaces_id: replacesId, demo: record.demo !== undefined,
  }
}

/** Resolves when every leaf has its place in the signed log; after the transaction, never inside it. */
export async function awaitIssued(services: CertificateServices, issued: readonly Issued[]): Promise<void> {
  crashPoint('certificate: committed')
  await services.ledger.sequenced(issued.flatMap((i) => i.entryIds))
  crashPoint('certificate: issued')
}
