// Proof files: C2SP tlog-proof v1 (2025). An entry's place in a log, offline: its index, the inclusion proof, and the
// checkpoint with its cosignatures. Pure but for verification. Absent: the entry itself, and whether it was revoked later.
import { openCheckpoint } from './checkpoint.ts'
import type { Checkpoint } from './checkpoint.ts'
import { checkInclusion, HASH_BYTES } from './merkle.ts'
import type { HashFunction } from './merkle.ts'
import type { VerifiedSignature } from './note.ts'
import { quorumReached } from './policy.ts'
import type { Policy } from './policy.ts'
import { sha256 } from './sha256.ts'
import { decodeBase64, encodeBase64, parseDecimal } from './text.ts'

export interface TlogProof {
  readonly index: number
  readonly hashes: readonly Uint8Array[]
  /** The signed note, verbatim. */
  readonly checkpoint: string
  /** Not authenticated by the log; its meaning is the application's. */
  readonly extra?: Uint8Array
}

const HEADER = 'c2sp.org/tlog-proof@v1'
const MAX_PROOF_LENGTH = 1_000_000
const MAX_HASHES = 63

export function formatProof(proof: TlogProof): string {
  const lines = [HEADER]
  if (proof.extra !== undefined) lines.push(`extra ${encodeBase64(proof.extra)}`)
  lines.push(`index ${proof.index}`, ...proof.hashes.map(encodeBase64), '')
  return `${lines.join('\n')}\n${proof.checkpoint}`
}

export function parseProof(text: string): TlogProof | undefined {
  if (text.length > MAX_PROOF_LENGTH) return undefined
  const split = text.indexOf('\n\n')
  if (split < 0) return undefined
  const lines = text.slice(0, split).split('\n')
  if (lines.shift() !== HEADER) return undefined
  const extra = lines[0]?.startsWith('extra ') ? decodeBase64(lines.shift()?.slice(6) ?? '') : null
  const index = lines[0]?.startsWith('index ') ? parseDecimal(lines.shift()?.slice(6) ?? '') : undefined
  if (extra === undefined || index === undefined || lines.length > MAX_HASHES) return undefined
  const hashes: Uint8Array[] = []
  for (const line of lines) {
    const bytes = decodeBase64(line)
    if (bytes?.length !== HASH_BYTES) return undefined
    hashes.push(bytes)
  }
  return { index, hashes, checkpoint: text.slice(split + 2), ...(extra === null ? {} : { extra }) }
}

export type CheckedProof =
  | {
    readonly ok: true
    readonly index: number
    readonly checkpoint: Checkpoint
    readonly cosignatures: readonly Required<VerifiedSignature>[]
  }
  | { readonly ok: false; readonly reason: 'malformed' | 'unknown-log' | 'bad-signature' | 'quorum' | 'out-of-range' | 'mismatch' }

/** Whether the record with this leaf hash is in a log the policy trusts, as seen by enough witnesses. */
export async function checkProof(
  text: string, leafHash: Uint8Array, policy: Policy, hash: HashFunction = sha256,
): Promise<CheckedProof> {
  const proof = parseProof(text)
  if (proof === undefined) return { ok: false, reason: 'malformed' }
  const opened = await openCheckpoint(proof.checkpoint, policy.logs, policy.witnesses)
  if (!opened.ok) return opened
  const { checkpoint, cosignatures } = opened
  if (!quorumReached(policy.quorum, cosignatures.map(({ key }) => key))) return { ok: false, reason: 'quorum' }
  const { size, root } = checkpoint
  const inclusion = checkInclusion({ leafHash, index: proof.index, size, root, proof: proof.hashes }, hash)
  return inclusion.ok ? { ok: true, index: proof.index, checkpoint, cosignatures } : inclusion
}
