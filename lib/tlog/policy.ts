// Whom a verifier trusts: C2SP tlog-policy (2026). Logs, witnesses, and the quorum of witnesses that a checkpoint needs.
// Pure. Absent: the addresses of logs and witnesses; a verifier needs none (they are read over and dropped).
import { NOTE_COSIGNATURE_V1, NOTE_ED25519, parseVerifierKey } from './note.ts'
import type { VerifierKey } from './note.ts'
import { hasControl, hex, parseDecimal } from './text.ts'

export type Quorum =
  | { readonly kind: 'none' }
  | { readonly kind: 'witness'; readonly key: VerifierKey }
  | { readonly kind: 'group'; readonly threshold: number; readonly members: readonly Quorum[] }

export interface Policy {
  readonly logs: readonly VerifierKey[]
  readonly witnesses: readonly VerifierKey[]
  readonly quorum: Quorum
}

const MAX_POLICY_LENGTH = 100_000

/** `threshold` of the witnesses must have cosigned; 0 asks for none, and a verifier then says "logged, not witnessed". */
export function thresholdPolicy(logs: readonly VerifierKey[], witnesses: readonly VerifierKey[], threshold: number): Policy {
  if (!Number.isInteger(threshold) || threshold < 0 || threshold > witnesses.length) throw new RangeError('a quorum nobody can reach')
  const members = witnesses.map((key) => ({ kind: 'witness' as const, key }))
  return { logs, witnesses, quorum: threshold === 0 ? { kind: 'none' } : { kind: 'group', threshold, members } }
}

export function quorumReached(quorum: Quorum, cosigners: readonly VerifierKey[]): boolean {
  if (quorum.kind === 'none') return true
  if (quorum.kind === 'witness') return cosigners.some((key) => sameKey(key, quorum.key))
  return quorum.members.filter((member) => quorumReached(member, cosigners)).length >= quorum.threshold
}

function sameKey(a: VerifierKey, b: VerifierKey): boolean {
  return a.name === b.name && hex(a.publicKey) === hex(b.publicKey)
}

export type ParsedPolicy =
  | { readonly ok: true; readonly policy: Policy }
  | { readonly ok: false; readonly line: number; readonly reason: string }

interface Draft {
  logs: VerifierKey[]
  witnesses: VerifierKey[]
  quorum: Quorum | undefined
  readonly names: Map<string, Quorum>
  /** Public keys already used, by role: the same key twice would let one party count twice. */
  readonly keys: Set<string>
  readonly grouped: Set<string>
}

export function parsePolicy(text: string): ParsedPolicy {
  if (text.length > MAX_POLICY_LENGTH || text.includes('\u007f') || hasControl(text, '\t\n')) {
    return { ok: false, line: 0, reason: 'too long, or a control character' }
  }
  const draft: Draft = { logs: [], witnesses: [], quorum: undefined, names: new Map(), keys: new Set(), grouped: new Set() }
  const lines = text.split('\n')
  for (const [at, line] of lines.entries()) {
    const items = line.split(/[ \t]+/).filter((item) => item !== '')
    if (items.length === 0 || items[0]?.startsWith('#')) continue
    const reason = readLine(items, draft)
    if (reason !== undefined) return { ok: false, line: at + 1, reason }
  }
  if (draft.quorum === undefined) return { ok: false, line: lines.length, reason: 'no quorum line' }
  return { ok: true, policy: { logs: draft.logs, witnesses: draft.witnesses, quorum: draft.quorum } }
}

/** Why a line is refused, or undefined when it was taken. */
function readLine([keyword, ...items]: string[], draft: Draft): string | undefined {
  if (keyword === 'log') return readLog(items, draft)
  if (keyword === 'witness') return readWitness(items, draft)
  if (keyword === 'group') return readGroup(items, draft)
  if (keyword === 'quorum') return readQuorum(items, draft)
  return 'unknown keyword'
}

function readLog(items: string[], draft: Draft): string | undefined {
  const key = parseVerifierKey(items[0] ?? '')
  if (key?.type !== NOTE_ED25519 || items.length > 2) return 'log <Ed25519 key> [<address>]'
  const once = `log ${hex(key.publicKey)}`
  if (draft.keys.has(once)) return 'this log is listed already'
  draft.keys.add(once)
  draft.logs.push(key)
  return undefined
}

function readWitness(items: string[], draft: Draft): string | undefined {
  const name = items[0] ?? ''
  const key = parseVerifierKey(items[1] ?? '')
  if (key?.type !== NOTE_COSIGNATURE_V1 || items.length > 3) return 'witness <name> <cosignature key> [<address>]'
  const once = `witness ${hex(key.publicKey)}`
  if (name === 'none' || draft.names.has(name)) return 'this name is taken'
  if (draft.keys.has(once)) return 'this witness is listed already'
  draft.keys.add(once)
  draft.witnesses.push(key)
  draft.names.set(name, { kind: 'witness', key })
  return undefined
}

function readGroup([name = '', rule = '', ...members]: string[], draft: Draft): string | undefined {
  if (name === 'none' || draft.names.has(name)) return 'this name is taken'
  const threshold = rule === 'all' ? members.length : rule === 'any' ? 1 : parseDecimal(rule)
  if (threshold === undefined || threshold < 1 || threshold > members.length) return 'group <name> all|any|<k> <member>…'
  const found: Quorum[] = []
  for (const member of members) {
    const known = draft.names.get(member)
    if (known === undefined) return `unknown member ${member}`
    if (draft.grouped.has(member)) return `${member} is in a group already`
    draft.grouped.add(member)
    found.push(known)
  }
  draft.names.set(name, { kind: 'group', threshold, members: found })
  return undefined
}

function readQuorum(items: string[], draft: Draft): string | undefined {
  const name = items[0] ?? ''
  if (items.length !== 1) return 'quorum <name>'
  if (draft.quorum !== undefined) return 'a second quorum line'
  draft.quorum = name === 'none' ? { kind: 'none' } : draft.names.get(name)
  return draft.quorum === undefined ? `unknown name ${name}` : undefined
}
