// Checkpoints: C2SP tlog-checkpoint v1.0.0. The signed statement "the log <origin> has <size> entries and this root".
// Pure but for verification. Absent: deciding whether a tree may be signed; see `checkConsistency` and the log's own memory.
import { HASH_BYTES } from './merkle.ts'
import { NOTE_COSIGNATURE_V1, NOTE_ED25519, openNote, signNote } from './note.ts'
import type { NoteSigner, VerifiedSignature, VerifierKey } from './note.ts'
import { decodeBase64, encodeBase64, parseDecimal } from './text.ts'

export interface Checkpoint {
  readonly origin: string
  readonly size: number
  readonly root: Uint8Array
  /** Lines after the third. We write none. */
  readonly extensions: readonly string[]
}

export function formatCheckpoint(checkpoint: Checkpoint): string {
  const { origin, size, root, extensions } = checkpoint
  const text = [origin, String(size), encodeBase64(root), ...extensions].map((line) => `${line}\n`).join('')
  if (parseCheckpoint(text) === undefined) throw new RangeError('not a checkpoint: an empty line, a wrong size or a wrong hash')
  return text
}

export function parseCheckpoint(text: string): Checkpoint | undefined {
  if (!text.endsWith('\n')) return undefined
  const lines = text.slice(0, -1).split('\n')
  const [origin, sizeLine, rootLine, ...extensions] = lines
  if (origin === undefined || sizeLine === undefined || rootLine === undefined || lines.includes('')) return undefined
  const size = parseDecimal(sizeLine)
  const root = decodeBase64(rootLine)
  if (size === undefined || root?.length !== HASH_BYTES) return undefined
  return { origin, size, root, extensions }
}

export async function signCheckpoint(checkpoint: Checkpoint, signers: readonly NoteSigner[]): Promise<string> {
  return signNote(formatCheckpoint(checkpoint), signers)
}

export type OpenedCheckpoint =
  | {
    readonly ok: true
    readonly checkpoint: Checkpoint
    /** The signed bytes, for a witness to cosign. */
    readonly text: string
    readonly log: VerifierKey
    readonly cosignatures: readonly Required<VerifiedSignature>[]
  }
  | { readonly ok: false; readonly reason: 'malformed' | 'unknown-log' | 'bad-signature' }

/**
 * Opens a checkpoint signed by one of the logs. The name of a log's key is its origin: a log cannot sign for another.
 * Lines by unknown keys are ignored; a failing line of a known witness refuses the whole.
 */
export async function openCheckpoint(
  message: string, logs: readonly VerifierKey[], witnesses: readonly VerifierKey[] = [],
): Promise<OpenedCheckpoint> {
  const keys = [...logs.filter(({ type }) => type === NOTE_ED25519), ...witnesses.filter(({ type }) => type === NOTE_COSIGNATURE_V1)]
  const note = await openNote(message, keys)
  if (!note.ok) return { ok: false, reason: note.reason === 'unknown-key' ? 'unknown-log' : note.reason }
  const checkpoint = parseCheckpoint(note.text)
  if (checkpoint === undefined) return { ok: false, reason: 'malformed' }
  const log = note.verified.find(({ key }) => key.type === NOTE_ED25519 && key.name === checkpoint.origin)
  if (log === undefined) return { ok: false, reason: 'unknown-log' }
  const cosignatures = note.verified.flatMap(({ key, time_s }) => (time_s === undefined ? [] : [{ key, time_s }]))
  return { ok: true, checkpoint, text: note.text, log: log.key, cosignatures }
}
