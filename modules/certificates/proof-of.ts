// The proof bundle of a certificate as the server puts it together: its leaf, what happened to it, and every key that signed there.
// Works in the public role; nothing in a bundle belongs to anybody.
import { parseLeaf } from '@duheng/signing/leaf.ts'
import { leafPlaces, publicStamps } from '#modules/ledger/contract.ts'
import { instant } from '#platform/clock.ts'
import type { Clock } from '#platform/clock.ts'
import type { Tx } from '#platform/db/database.ts'
import { formatBundle } from './check/bundle.ts'
import { eventsOf } from './certificate-store.ts'
import type { CertificateServices } from './prepare.ts'

export type PublicEvent = { kind: string; reason: string; at: string; successorPublicId: string | null }
export type PublicFacts = { leafIndex: number | null; events: PublicEvent[]; indices: Indices | undefined }
type Indices = { issue: number; keys: number[]; events: number[] }

/** What the rows say, in one transaction; the proof itself is read from the log's files afterwards. */
export async function publicFacts(tx: Tx, certificate: { certificateId: number; entryId: number }): Promise<PublicFacts> {
  const events = await eventsOf(tx, [certificate.certificateId])
  const entries = await leafPlaces(tx, [certificate.entryId, ...events.map((e) => e.entry_id)])
  const indexOf = new Map(entries.map((e) => [e.id, e.leaf_index]))
  const stampKeys = entries.flatMap((e) => { const read = parseLeaf(e.leaf); return read.ok ? [read.leaf.core.stamp] : [] })
  const stamps = await publicStamps(tx, [...new Set(stampKeys)])
  const issue = indexOf.get(certificate.entryId) ?? null
  const keys = stamps.flatMap((s) => [s.added_index, s.ended_index]).filter((i) => i !== null)
  const placed = events.map((e) => indexOf.get(e.entry_id)).filter((i) => i !== null && i !== undefined)
  return {
    leafIndex: issue,
    events: events.map((e) => ({ kind: e.kind, reason: e.reason, at: e.at, successorPublicId: e.successor_public_id })),
    indices: issue === null ? undefined : { issue, keys: [...new Set([0, ...keys])].sort((a, b) => a - b), events: placed },
  }
}

/** The bundle as text, or undefined while the certificate waits for its place. */
export async function bundleText(services: CertificateServices, clock: Clock, claims: string, { indices }: PublicFacts): Promise<string | undefined> {
  if (indices === undefined) return undefined
  const proven = await services.ledger.provenLeaves([indices.issue, ...indices.keys, ...indices.events])
  const [issue, ...rest] = proven ?? []
  if (issue === undefined) return undefined
  return formatBundle({
    at: `${instant(clock).slice(0, 19)}Z`, claims, issue, keys: rest.slice(0, indices.keys.length), events: rest.slice(indices.keys.length),
  })
}
