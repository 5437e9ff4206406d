// Log leaves: the signed lines by which a certificate is issued, replaced or revoked and a stamp admitted or retired. UTF-8 text,
// one `key value` a line, so that a clerk can rebuild it with printf and check it with openssl. Pure but for the signer.
// Absent: whether the stamp's key may sign at this place of the log; that needs the log (see the README).
//
//   duheng-leaf/v1
//   op issue
//   no …            the lines of leaf-grammar.ts in their order
//   sm2 …           base64 of the SM2 signature over all lines above, each with its newline
//   p256 …          base64 of the P-256 signature over the same bytes
import { sha256 } from '@duheng/tlog/sha256.ts'
import { concatBytes, decodeBase64, decodeUtf8, encodeBase64, hasControl, hex, utf8 } from '@duheng/tlog/text.ts'
import { signatureNumbers } from './der.ts'
import type { Signer } from './keys.ts'
import { isLeafValue, leafFields, LEAF_OPS, lineName } from './leaf-grammar.ts'
import type { LeafCore } from './leaf-grammar.ts'
import { algorithmOf } from './public-key.ts'

const HEAD = 'duheng-leaf/v1'
export const MAX_LEAF_BYTES = 4096

/** The two public keys of one stamp, as SubjectPublicKeyInfo. */
export interface StampKeys {
  readonly p256: Uint8Array
  readonly sm2: Uint8Array
}

export interface StampSigners {
  readonly p256: Signer
  readonly sm2: Signer
}

export interface Leaf {
  readonly core: LeafCore
  /** DER, over `formatLeafCore(core)`. */
  readonly sm2: Uint8Array
  readonly p256: Uint8Array
}

/** The opaque name of a stamp: SHA-256 over its P-256 key and its SM2 key. Neither can be exchanged without another name. */
export function stampId({ p256, sm2 }: StampKeys): string {
  if (algorithmOf(p256) !== 'p256' || algorithmOf(sm2) !== 'sm2') throw new RangeError('a stamp has a P-256 key and an SM2 key')
  return hex(sha256(concatBytes(p256, sm2)))
}

const BASE32 = '0123456789abcdefghjkmnpqrstvwxyz'

/** A certificate's public id from 80 random bits, in 16 characters that are not mistaken for each other: it cannot be counted up. */
export function certificateId(random: Uint8Array): string {
  if (random.length !== 10) throw new RangeError('a certificate id is made of 10 random bytes')
  const bits = [...random].map((byte) => byte.toString(2).padStart(8, '0')).join('')
  return (bits.match(/.{5}/g) ?? []).map((five) => BASE32[Number.parseInt(five, 2)]).join('')
}

/** What is signed. Throws on a value that no leaf may hold: the caller made it, so the caller has a bug. */
export function formatLeafCore(core: LeafCore): string {
  const values = new Map<string, string | undefined>(Object.entries(core))
  const lines = [HEAD, `op ${core.op}`]
  for (const { name, kind, optional } of leafFields(core.op)) {
    const value = values.get(name)
    values.delete(name)
    if (value === undefined && optional) continue
    if (value === undefined || !isLeafValue(kind, value)) throw new RangeError(`${core.op}: not a ${kind}: ${name}`)
    lines.push(`${lineName(name)} ${value}`)
  }
  values.delete('op')
  const [stray] = values.keys()
  if (stray !== undefined) throw new RangeError(`${core.op} has no line ${stray}`)
  const contradiction = contradictionIn(core)
  if (contradiction !== undefined) throw new RangeError(contradiction)
  return `${lines.join('\n')}\n`
}

/** What the lines together cannot say, though each is well formed. */
function contradictionIn(core: LeafCore): string | undefined {
  if (core.simTime !== undefined && core.demo === undefined) return 'a simulated time outside a demo'
  if (core.op === 'supersede' && core.no === core.by) return 'a certificate that replaces itself'
  if (core.op === 'standard' && core.validFrom > core.validUntil) return 'validity that ends before it begins'
  if (core.op === 'key-add') {
    const [p256, sm2] = [decodeBase64(core.p256Key), decodeBase64(core.sm2Key)]
    if (p256 === undefined || sm2 === undefined || stampId({ p256, sm2 }) !== core.key) return 'a key id that is not that of the keys'
  }
  return undefined
}

export function formatLeaf(leaf: Leaf): string {
  return `${formatLeafCore(leaf.core)}sm2 ${encodeBase64(leaf.sm2)}\np256 ${encodeBase64(leaf.p256)}\n`
}

export type ParsedLeaf =
  | { readonly ok: true; readonly leaf: Leaf }
  /** `line` counts from 1; 0 is the whole. */
  | { readonly ok: false; readonly line: number; readonly reason: string }

/** Reads exactly what `formatLeaf` writes: a line unknown, doubled, missing or out of order refuses the leaf. */
export function parseLeaf(entry: Uint8Array): ParsedLeaf {
  const text = entry.length <= MAX_LEAF_BYTES ? decodeUtf8(entry) : undefined
  if (text === undefined || !text.endsWith('\n') || hasControl(text, '\n')) {
    return { ok: false, line: 0, reason: 'too long, not UTF-8, a control character or no last newline' }
  }
  const lines = text.slice(0, -1).split('\n')
  if (lines[0] !== HEAD) return { ok: false, line: 1, reason: `not ${HEAD}` }
  const op = LEAF_OPS.find((name) => lines[1] === `op ${name}`)
  if (op === undefined) return { ok: false, line: 2, reason: 'unknown op' }

  const values: Record<string, string> = { op }
  let at = 2
  for (const { name, kind, optional } of leafFields(op)) {
    const value = valueOf(lines[at], lineName(name))
    if (value === undefined && optional) continue
    if (value === undefined) return { ok: false, line: at + 1, reason: `${lineName(name)} is missing here` }
    if (!isLeafValue(kind, value)) return { ok: false, line: at + 1, reason: `not a ${kind}` }
    values[name] = value
    at++
  }
  // Each name and value was read by LEAF_GRAMMAR[op], from which LeafCore is derived.
  const core = values as LeafCore
  const contradiction = contradictionIn(core)
  if (contradiction !== undefined) return { ok: false, line: 0, reason: contradiction }
  const sm2 = signatureOf(lines[at], 'sm2')
  if (sm2 === undefined) return { ok: false, line: at + 1, reason: 'no sm2 signature here' }
  const p256 = signatureOf(lines[at + 1], 'p256')
  if (p256 === undefined) return { ok: false, line: at + 2, reason: 'no p256 signature here' }
  if (lines.length > at + 2) return { ok: false, line: at + 3, reason: 'a line too many' }
  return { ok: true, leaf: { core, sm2, p256 } }
}

function valueOf(line: string | undefined, name: string): string | undefined {
  return line?.startsWith(`${name} `) ? line.slice(name.length + 1) : undefined
}

function signatureOf(line: string | undefined, name: string): Uint8Array | undefined {
  const value = valueOf(line, name)
  const signature = value !== undefined && value.length <= 96 ? decodeBase64(value) : undefined
  return signature !== undefined && signatureNumbers(signature) !== undefined ? signature : undefined
}

/** Signs as the stamp that the core names. */
export async function signLeaf(core: LeafCore, signers: StampSigners): Promise<Leaf> {
  if (core.stamp !== stampId({ p256: signers.p256.publicKey, sm2: signers.sm2.publicKey })) {
    throw new RangeError('the leaf names another stamp than the one that signs')
  }
  const bytes = utf8(formatLeafCore(core))
  return { core, sm2: await signers.sm2.sign(bytes), p256: await signers.p256.sign(bytes) }
}

export type VerifySignature = (publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array) => boolean | Promise<boolean>

export type VerifiedLeaf = { readonly ok: true } | { readonly ok: false; readonly reason: 'other-stamp' | 'sm2' | 'p256' }

/** Both signatures must hold. `verify` is `verifySignature` in Node and `verifySignatureInBrowser` in a page. */
export async function verifyLeaf(leaf: Leaf, keys: StampKeys, verify: VerifySignature): Promise<VerifiedLeaf> {
  if (leaf.core.stamp !== stampId(keys)) return { ok: false, reason: 'other-stamp' }
  const bytes = utf8(formatLeafCore(leaf.core))
  if (!(await verify(keys.sm2, bytes, leaf.sm2))) return { ok: false, reason: 'sm2' }
  return (await verify(keys.p256, bytes, leaf.p256)) ? { ok: true } : { ok: false, reason: 'p256' }
}
