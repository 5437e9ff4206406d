// Signed notes and verifier keys: C2SP signed-note v1.0.0, with Ed25519 signatures (type 0x01) and Ed25519 cosignatures of
// checkpoints (type 0x04, C2SP tlog-cosignature v1.0.1). Pure but for WebCrypto's verification.
// Absent: other signature types. A line by an unknown key is ignored, as the specification demands.
import { ED25519_KEY_BYTES, verifyEd25519 } from './ed25519.ts'
import type { SignFunction } from './ed25519.ts'
import { sha256 } from './sha256.ts'
import { concatBytes, decodeBase64, encodeBase64, hasControl, utf8 } from './text.ts'

export const NOTE_ED25519 = 0x01
export const NOTE_COSIGNATURE_V1 = 0x04

export type NoteKeyType = typeof NOTE_ED25519 | typeof NOTE_COSIGNATURE_V1

export interface VerifierKey {
  readonly name: string
  /** The first four bytes of a hash over name, type and key; a hint for finding the key, not a proof of it. */
  readonly keyId: number
  readonly type: NoteKeyType
  readonly publicKey: Uint8Array
}

export interface NoteSignature {
  readonly name: string
  readonly keyId: number
  readonly signature: Uint8Array
}

export interface Note {
  /** With its final newline. */
  readonly text: string
  readonly signatures: readonly NoteSignature[]
}

export interface NoteSigner {
  readonly key: VerifierKey
  readonly sign: SignFunction
}

const MAX_NOTE_LENGTH = 1_000_000
const MAX_SIGNATURES = 100
const MAX_NAME_LENGTH = 512
const SIGNATURE_PREFIX = '— '

export function isKeyName(name: string): boolean {
  return name.length > 0 && name.length <= MAX_NAME_LENGTH && name.isWellFormed() && !/[\s\u0085+]/u.test(name) && !hasControl(name)
}

export function verifierKey(name: string, publicKey: Uint8Array, type: NoteKeyType = NOTE_ED25519): VerifierKey {
  if (!isKeyName(name)) throw new RangeError('a key name is not empty and has neither white space nor a plus')
  if (publicKey.length !== ED25519_KEY_BYTES) throw new RangeError(`an Ed25519 key has ${ED25519_KEY_BYTES} bytes`)
  const digest = sha256(concatBytes(utf8(`${name}\n`), Uint8Array.of(type), publicKey))
  return { name, keyId: new DataView(digest.buffer).getUint32(0), type, publicKey }
}

/** `<name>+<key id in hex>+<base64 of type and key>`. */
export function formatVerifierKey(key: VerifierKey): string {
  const id = key.keyId.toString(16).padStart(8, '0')
  return `${key.name}+${id}+${encodeBase64(concatBytes(Uint8Array.of(key.type), key.publicKey))}`
}

export function parseVerifierKey(text: string): VerifierKey | undefined {
  const afterName = text.indexOf('+')
  const afterId = text.indexOf('+', afterName + 1)
  if (afterName < 0 || afterId < 0) return undefined
  const name = text.slice(0, afterName)
  const encoded = text.slice(afterId + 1)
  if (!isKeyName(name)) return undefined
  const material = encoded.length <= 64 ? decodeBase64(encoded) : undefined
  const type = material?.[0]
  if (material?.length !== 1 + ED25519_KEY_BYTES || (type !== NOTE_ED25519 && type !== NOTE_COSIGNATURE_V1)) return undefined
  const key = verifierKey(name, material.subarray(1), type)
  return formatVerifierKey(key) === text ? key : undefined
}

export function formatNote(note: Note): string {
  if (!isNoteText(note.text)) throw new RangeError('the text of a note ends in a newline and has no other control characters')
  return `${note.text}\n${note.signatures.map(formatSignature).join('')}`
}

function formatSignature({ name, keyId, signature }: NoteSignature): string {
  const id = new Uint8Array(4)
  new DataView(id.buffer).setUint32(0, keyId)
  return `${SIGNATURE_PREFIX}${name} ${encodeBase64(concatBytes(id, signature))}\n`
}

function isNoteText(text: string): boolean {
  return text.endsWith('\n') && text.isWellFormed() && !hasControl(text, '\n')
}

/** Undefined when the whole is not a note. Nothing is verified: do not use the text before `openNote` accepted it. */
export function parseNote(message: string): Note | undefined {
  if (message.length > MAX_NOTE_LENGTH || !isNoteText(message)) return undefined
  const split = message.lastIndexOf('\n\n')
  if (split < 0) return undefined
  const lines = message.slice(split + 2).split('\n')
  lines.pop()
  if (lines.length === 0 || lines.length > MAX_SIGNATURES) return undefined
  const signatures: NoteSignature[] = []
  for (const line of lines) {
    const signature = parseSignature(line)
    if (signature === undefined) return undefined
    signatures.push(signature)
  }
  return { text: message.slice(0, split + 1), signatures }
}

function parseSignature(line: string): NoteSignature | undefined {
  if (!line.startsWith(SIGNATURE_PREFIX)) return undefined
  const [name, encoded, ...more] = line.slice(SIGNATURE_PREFIX.length).split(' ')
  if (name === undefined || encoded === undefined || more.length > 0 || !isKeyName(name)) return undefined
  const bytes = decodeBase64(encoded)
  if (bytes === undefined || bytes.length < 5) return undefined
  return { name, keyId: new DataView(bytes.buffer).getUint32(0), signature: bytes.subarray(4) }
}

export async function signNote(text: string, signers: readonly NoteSigner[]): Promise<string> {
  const signatures: NoteSignature[] = []
  for (const { key, sign } of signers) {
    if (key.type !== NOTE_ED25519) throw new RangeError('a witness signs with `cosign`')
    signatures.push({ name: key.name, keyId: key.keyId, signature: await sign(utf8(text)) })
  }
  return formatNote({ text, signatures })
}

/** `cosignature/v1`, the time, and the whole text of the checkpoint. */
function cosignedMessage(text: string, time_s: number): Uint8Array {
  return utf8(`cosignature/v1\ntime ${time_s}\n${text}`)
}

/** A witness's line for a checkpoint it found consistent with all it saw before. `time_s` is POSIX time. */
export async function cosign(text: string, witness: NoteSigner, time_s: number): Promise<NoteSignature> {
  if (witness.key.type !== NOTE_COSIGNATURE_V1) throw new RangeError('the key of a witness has type 0x04')
  if (!Number.isSafeInteger(time_s) || time_s < 0) throw new RangeError('the time of a cosignature is in whole seconds')
  const time = new Uint8Array(8)
  new DataView(time.buffer).setBigUint64(0, BigInt(time_s))
  const signature = await witness.sign(cosignedMessage(text, time_s))
  return { name: witness.key.name, keyId: witness.key.keyId, signature: concatBytes(time, signature) }
}

/** The note with more signature lines, for a log that collects its witnesses' cosignatures. */
export function addSignatures(message: string, signatures: readonly NoteSignature[]): string {
  return message + signatures.map(formatSignature).join('')
}

export interface VerifiedSignature {
  readonly key: VerifierKey
  /** When a witness cosigned, as it says; absent for a plain signature. */
  readonly time_s?: number
}

export type OpenedNote =
  | { readonly ok: true; readonly text: string; readonly verified: readonly VerifiedSignature[]; readonly ignored: number }
  | { readonly ok: false; readonly reason: 'malformed' | 'unknown-key' | 'bad-signature' }

/** A note counts when at least one known key signed it and no known key's signature fails. */
export async function openNote(message: string, keys: readonly VerifierKey[]): Promise<OpenedNote> {
  const note = parseNote(message)
  if (note === undefined) return { ok: false, reason: 'malformed' }
  const verified: VerifiedSignature[] = []
  let ignored = 0
  for (const line of note.signatures) {
    const key = keys.find(({ name, keyId }) => name === line.name && keyId === line.keyId)
    if (key === undefined) {
      ignored++
      continue
    }
    const signature = await verifyLine(note.text, key, line.signature)
    if (signature === undefined) return { ok: false, reason: 'bad-signature' }
    verified.push(signature)
  }
  return verified.length > 0 ? { ok: true, text: note.text, verified, ignored } : { ok: false, reason: 'unknown-key' }
}

async function verifyLine(text: string, key: VerifierKey, signature: Uint8Array): Promise<VerifiedSignature | undefined> {
  if (key.type === NOTE_ED25519) return (await verifyEd25519(key.publicKey, utf8(text), signature)) ? { key } : undefined
  if (signature.length !== 8 + 64) return undefined
  const time_s = Number(new DataView(signature.buffer, signature.byteOffset).getBigUint64(0))
  if (!Number.isSafeInteger(time_s)) return undefined
  const valid = await verifyEd25519(key.publicKey, cosignedMessage(text, time_s), signature.subarray(8))
  return valid ? { key, time_s } : undefined
}
