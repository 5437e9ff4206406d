// For tests: issues certificates through the module's own contract, as the laboratory does. Not for the house itself.
import { scaleVerification } from '@duheng/dcc/examples.ts'
import type { CertificateRecord } from '@duheng/dcc/record.ts'
import type { Clock } from '#platform/clock.ts'
import type { Database } from '#platform/db/database.ts'
import { awaitIssued, prepareCertificate, recordCertificate, reserveNumber } from '../contract.ts'
import type { CertificateServices, Issued, Prepared } from '../contract.ts'

export type IssueRequest = {
  db: Database; services: CertificateServices; clock: Clock
  orgId: number; ownerOrgId: number; personId: number; source: string
  instrumentId?: number
  record?: Partial<CertificateRecord>
  replacesReason?: string
}

/** A record like the example of lib/dcc with the reserved number, for the day of the clock. */
export async function recordFor(r: IssueRequest): Promise<CertificateRecord> {
  const base = { ...scaleVerification, ...r.record }
  const scope = { role: 'app' as const, orgs: [r.orgId], own: [r.orgId], actor: r.personId }
  const reserved = await r.db.withTx(scope, (tx) => reserveNumber(tx, { orgId: r.orgId, kind: base.kind, issuedOn: base.dates.issued, source: r.source }))
  return {
    ...base, number: reserved.number, publicId: reserved.publicId, demo: r.services.ledger.demo ? scaleVerification.demo : undefined,
    proof: { ...base.proof, nonce: reserved.nonce },
  }
}

export async function prepareFor(r: IssueRequest): Promise<Prepared> {
  const answer = await prepareCertificate(r.services, await recordFor(r), { orgId: r.orgId, clock: r.clock })
  if (!answer.ok) throw new Error(answer.words[1])
  return answer.prepared
}

/** Reserve, prepare, record, wait: the whole way. */
export async function issueFor(r: IssueRequest): Promise<Issued> {
  const prepared = await prepareFor(r)
  const scope = { role: 'app' as const, orgs: [r.orgId], own: [r.orgId], actor: r.personId }
  const issued = await r.db.withTx(scope, (tx) => recordCertificate(tx, r.services, r.clock, prepared, {
    orgId: r.orgId, ownerOrgId: r.ownerOrgId, instrumentId: r.instrumentId ?? null, division: '341181', source: r.source, signedBy: r.personId,
    replacesReason: r.replacesReason,
  }))
  await awaitIssued(r.services, [issued])
  return issued
}
