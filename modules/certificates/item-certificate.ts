// The newest published certificate of an instrument by its identity code, for the face of its label. Works in the public role and reads
// what was published when it was issued; drafts, work under way and what owners state of other certificates are not there.
import type { Tx } from '#platform/db/database.ts'
import { publishedOfItem } from './certificate-store.ts'
import { parseClaims } from './check/claims.ts'
import type { Claims } from './check/claims.ts'
import { publicFacts } from './proof-of.ts'
import { stateOn } from './state.ts'
import type { CertificateState } from './state.ts'

export type ItemCertificate = { publicId: string; state: CertificateState; claims: Claims; endedAt: string | null }

/** Of verifications the newest, whatever its result; a calibration only where there is none. `today` is YYYY-MM-DD. */
export async function certificateOfItem(tx: Tx, code: string, today: string): Promise<ItemCertificate | undefined> {
  const read = (await publishedOfItem(tx, code)).map((row) => ({ row, claims: parseClaims(row.claims) ?? {} }))
  const newest = read.find(({ claims }) => claims.kind === 'verification' || claims.kind === 'rejection') ?? read[0]
  if (!newest) return undefined
  const { row, claims } = newest
  const { leafIndex, events } = await publicFacts(tx, { certificateId: row.certificate_id, entryId: row.entry_id })
  const at = (kind: string) => events.find((e) => e.kind === kind)?.at ?? null
  return {
    publicId: row.public_id, claims, endedAt: at('revoke') ?? at('supersede'),
    state: stateOn({ leafIndex, revokedAt: at('revoke'), supersededAt: at('supersede'), validUntil: row.valid_until }, today),
  }
}
