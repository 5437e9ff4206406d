// The answer to "is this paper genuine?": the file is identified, its proof checked, its bytes compared, its state told. One order of
// questions for the public page and the command line. Pure but for its arguments. Absent: words (words.ts).
import { readDcc } from '@duheng/dcc/read.ts'
import type { VerifySignature } from '@duheng/signing/leaf.ts'
import { sm3 } from '@duheng/signing/sm3.ts'
import type { Policy } from '@duheng/tlog/policy.ts'
import { hex } from '@duheng/tlog/text.ts'
import { attachedXml, idsInClear, isPdf } from './attached-xml.ts'
import { checkBundle } from './check.ts'
import type { BrokenLink, LaterEvent, Proven } from './check.ts'
import { claimsOfDcc, differentClaims } from './claims.ts'
import type { ClaimDifference, Claims } from './claims.ts'

/** What whoever keeps proofs answers: the bundle, or that the certificate waits for its place in the log. */
export type Kept = { proof: string } | { pending: true; claims: string }
export type Keeper = {
  byHash(sha256: string): Promise<Kept | undefined>
  byId(publicId: string): Promise<Kept | undefined>
}

export type State = 'valid' | 'superseded' | 'revoked' | 'expired'

export type Verdict =
  | { kind: 'genuine'; state: State; proven: Proven; event?: LaterEvent }
  | { kind: 'altered'; state: State; proven: Proven; event?: LaterEvent; found?: Claims; differences: readonly ClaimDifference[] }
  | { kind: 'pending' }
  | { kind: 'unproven'; link: BrokenLink; why: string }
  | { kind: 'unknown' }
  | { kind: 'unreadable' }

export type Question = {
  bytes: Uint8Array
  /** The id under which the file was handed in, when the page was reached by a QR code. */
  expectedId?: string
  keeper: Keeper
  policy: Policy
  verify: VerifySignature
  /** SHA-256 of the bytes, in hexadecimal. */
  sha256: (bytes: Uint8Array) => Promise<string>
  /** Civil date in Asia/Shanghai. */
  today: string
}

const MAX_FILE_BYTES = 50_000_000

export async function judge(q: Question): Promise<Verdict> {
  if (q.bytes.length === 0 || q.bytes.length > MAX_FILE_BYTES) return { kind: 'unreadable' }
  const digest = await q.sha256(q.bytes)
  const file = describeFile(q.bytes)
  const kept = await find(q, digest, file)
  if (kept === undefined) return file.kind === 'other' && q.expectedId === undefined ? { kind: 'unreadable' } : { kind: 'unknown' }
  if ('pending' in kept) return { kind: 'pending' }
  const proven = await checkBundle(kept.proof, q.policy, q.verify)
  if (!proven.ok) return { kind: 'unproven', link: proven.link, why: proven.why }
  const { state, event } = stateOf(proven, q.today)
  const isPdfOfIt = digest === proven.pdfSha256 && hex(sm3(q.bytes)) === proven.pdfSm3
  if (isPdfOfIt || digest === proven.xmlSha256) return { kind: 'genuine', state, proven, event }
  return { kind: 'altered', state, proven, event, found: file.claims, differences: file.claims === undefined ? [] : differentClaims(proven.claims, file.claims) }
}

export type FileFacts = { kind: 'pdf' | 'xml' | 'other'; ids: readonly string[]; claims?: Claims }

/** What the file says about itself, unproven. */
export function describeFile(bytes: Uint8Array): FileFacts {
  if (isPdf(bytes)) {
    for (const xml of attachedXml(bytes)) {
      const read = readDcc(xml)
      if (read.ok) return { kind: 'pdf', ids: ids(read.dcc.uniqueIdentifier, ...idsInClear(bytes)), claims: claimsOfDcc(read.dcc) }
    }
    return { kind: 'pdf', ids: idsInClear(bytes) }
  }
  const read = readDcc(bytes)
  return read.ok ? { kind: 'xml', ids: ids(read.dcc.uniqueIdentifier), claims: claimsOfDcc(read.dcc) } : { kind: 'other', ids: [] }
}

const ids = (...all: string[]) => [...new Set(all)].filter((id) => /^[0-9a-z]{16}$/.test(id))

async function find(q: Question, digest: string, file: FileFacts): Promise<Kept | undefined> {
  const byHash = await q.keeper.byHash(digest)
  if (byHash !== undefined) return byHash
  for (const id of q.expectedId === undefined ? file.ids : [...file.ids, q.expectedId]) {
    const byId = await q.keeper.byId(id)
    if (byId !== undefined) return byId
  }
  return undefined
}

/** A revocation outweighs a replacement, either outweighs the end of validity. */
export function stateOf(proven: Pick<Proven, 'events' | 'claims'>, today: string): { state: State; event?: LaterEvent } {
  const revoked = proven.events.find((e) => e.kind === 'revoke')
  if (revoked !== undefined) return { state: 'revoked', event: revoked }
  const superseded = proven.events.find((e) => e.kind === 'supersede')
  if (superseded !== undefined) return { state: 'superseded', event: superseded }
  const { validUntil } = proven.claims
  return { state: validUntil !== undefined && validUntil < today ? 'expired' : 'valid' }
}
