// Whether a proof bundle proves what it claims, under a pinned policy: places in the log, stamps admitted by the root, both signatures,
// the key's interval by leaf index, and what happened later. Pure but for signature verification, which is an argument: the same
// decisions are made in a browser, on the command line and in tests. Absent: the document itself (verdict.ts).
import { parseLeaf, verifyLeaf } from '@duheng/signing/leaf.ts'
import type { Leaf, StampKeys, VerifySignature } from '@duheng/signing/leaf.ts'
import type { LeafCoreOf } from '@duheng/signing/leaf-grammar.ts'
import { leafHash } from '@duheng/tlog/merkle.ts'
import type { Policy } from '@duheng/tlog/policy.ts'
import { checkProof } from '@duheng/tlog/proof.ts'
import { sha256 } from '@duheng/tlog/sha256.ts'
import { decodeBase64, hex, utf8 } from '@duheng/tlog/text.ts'
import { parseBundle } from './bundle.ts'
import type { ProvenLeaf } from './bundle.ts'
import { parseClaims } from './claims.ts'
import type { Claims } from './claims.ts'

/** Where the chain broke; shown to people by name. */
export type BrokenLink = 'bundle' | 'log' | 'root' | 'stamp' | 'signature' | 'interval' | 'claims' | 'event'

export type LaterEvent = { kind: 'revoke'; index: number; time: string; reason: string } | { kind: 'supersede'; index: number; time: string; by: string }

export type Proven = {
  ok: true
  claims: Claims
  publicId: string
  pdfSha256: string
  pdfSm3: string
  xmlSha256: string
  dataRoot: string
  stamp: string
  index: number
  /** Entries in the log as the newest checkpoint of the bundle has it. */
  size: number
  /** Witnesses that cosigned every checkpoint used; 0 is "logged, not witnessed". */
  witnesses: number
  time: string
  simTime?: string
  isDemo: boolean
  events: readonly LaterEvent[]
  at: string
}
export type CheckedBundle = Proven | { ok: false; link: BrokenLink; why: string }

class Broken extends Error {
  readonly link: BrokenLink
  constructor(link: BrokenLink, why: string) {
    super(why)
    this.link = link
  }
}

type Placed = { leaf: Leaf; index: number; size: number; witnesses: number }
type Stamp = { keys: StampKeys; role: string; from: number; until: number }

export async function checkBundle(text: string, policy: Policy, verify: VerifySignature): Promise<CheckedBundle> {
  try {
    return await proven(text, policy, verify)
  } catch (error) {
    if (error instanceof Broken) return { ok: false, link: error.link, why: error.message }
    throw error
  }
}

async function proven(text: string, policy: Policy, verify: VerifySignature): Promise<Proven> {
  const bundle = parseBundle(text)
  if (bundle === undefined) throw new Broken('bundle', 'the proof file cannot be read')
  const place = (leaf: ProvenLeaf) => placed(leaf, policy)
  const issue = await place(bundle.issue)
  const keys = await Promise.all(bundle.keys.map(place))
  const later = await Promise.all(bundle.events.map(place))
  const stamps = await stampsOf(keys, verify)
  await signedInTime(issue, stamps, verify)
  const { core } = issue.leaf
  if (core.op !== 'issue') throw new Broken('bundle', 'the first leaf does not issue a certificate')
  if (hex(sha256(utf8(bundle.claims))) !== core.claimsSha256) throw new Broken('claims', 'the claims are not those that were logged')
  const claims = parseClaims(bundle.claims)
  if (claims?.publicId !== core.no) throw new Broken('claims', 'the claims are of another certificate')
  const events: LaterEvent[] = []
  for (const event of later) events.push(await eventOf(event, core.no, stamps, verify))
  const used = [issue, ...keys, ...later]
  return {
    ok: true, claims, publicId: core.no, pdfSha256: core.pdfSha256, pdfSm3: core.pdfSm3, xmlSha256: core.xmlSha256, dataRoot: core.dataRoot, stamp: core.stamp,
    index: issue.index, size: Math.max(...used.map((u) => u.size)), witnesses: Math.min(...used.map((u) => u.witnesses)),
    time: core.time, simTime: core.simTime, isDemo: core.demo === 'yes', events, at: bundle.at,
  }
}

async function placed({ leaf, proof }: ProvenLeaf, policy: Policy): Promise<Placed> {
  const parsed = parseLeaf(leaf)
  if (!parsed.ok) throw new Broken('bundle', `a leaf cannot be read: ${parsed.reason}`)
  const checked = await checkProof(proof, leafHash(leaf), policy)
  if (!checked.ok) throw new Broken('log', `a leaf is not proven to be in the log: ${checked.reason}`)
  return { leaf: parsed.leaf, index: checked.index, size: checked.checkpoint.size, witnesses: checked.cosignatures.length }
}

/** The root is the first leaf of the log and admits itself; it admits the stamps and ends them. */
async function stampsOf(placedKeys: readonly Placed[], verify: VerifySignature): Promise<Map<string, Stamp>> {
  const stamps = new Map<string, Stamp>()
  const [first, ...others] = [...placedKeys].sort((a, b) => a.index - b.index)
  if (first === undefined || first.index !== 0 || first.leaf.core.op !== 'key-add') throw new Broken('root', 'the log’s first leaf is missing')
  const { core } = first.leaf
  if (core.role !== 'root' || core.key !== core.stamp) throw new Broken('root', 'the log’s first leaf is no root')
  const root = { keys: keysOf(core), role: core.role, from: 0, until: Number.POSITIVE_INFINITY }
  if (!(await verifyLeaf(first.leaf, root.keys, verify)).ok) throw new Broken('root', 'the root did not sign itself')
  stamps.set(core.key, root)
  for (const { leaf, index } of others) {
    if (leaf.core.stamp !== core.key || !(await verifyLeaf(leaf, root.keys, verify)).ok) throw new Broken('stamp', 'a key was not admitted or ended by the root')
    changeStamps(stamps, leaf, index)
  }
  return stamps
}

function changeStamps(stamps: Map<string, Stamp>, { core }: Leaf, index: number): void {
  if (core.op === 'key-add') {
    if (stamps.has(core.key)) throw new Broken('stamp', 'a key was admitted twice')
    stamps.set(core.key, { keys: keysOf(core), role: core.role, from: index, until: Number.POSITIVE_INFINITY })
    return
  }
  if (core.op !== 'key-retire' && core.op !== 'key-compromise') throw new Broken('bundle', `${core.op} is not about a key`)
  const stamp = stamps.get(core.key)
  if (stamp === undefined) throw new Broken('stamp', 'a key was ended before it was admitted')
  stamp.until = Math.min(stamp.until, core.op === 'key-retire' ? index : Number(core.since))
}

function keysOf(core: LeafCoreOf<'key-add'>): StampKeys {
  const [p256, sm2] = [decodeBase64(core.p256Key), decodeBase64(core.sm2Key)]
  if (p256 === undefined || sm2 === undefined) throw new Broken('stamp', 'a key cannot be read')
  return { p256, sm2 }
}

/** A signature counts only if the leaf's place is inside its key's interval: order decides, not a claimed time. */
async function signedInTime({ leaf, index }: Placed, stamps: ReadonlyMap<string, Stamp>, verify: VerifySignature): Promise<void> {
  const stamp = stamps.get(leaf.core.stamp)
  if (stamp === undefined) throw new Broken('stamp', 'the stamp was never admitted')
  if (index <= stamp.from || index >= stamp.until) throw new Broken('interval', 'the stamp did not count at this place of the log')
  const verified = await verifyLeaf(leaf, stamp.keys, verify)
  if (!verified.ok) throw new Broken('signature', `the ${verified.reason} signature does not hold`)
}

async function eventOf(event: Placed, no: string, stamps: ReadonlyMap<string, Stamp>, verify: VerifySignature): Promise<LaterEvent> {
  const { core } = event.leaf
  if ((core.op !== 'revoke' && core.op !== 'supersede') || core.no !== no) throw new Broken('event', 'an event is about something else')
  await signedInTime(event, stamps, verify)
  const time = core.simTime ?? core.time
  return core.op === 'revoke' ? { kind: 'revoke', index: event.index, time, reason: core.reason } : { kind: 'supersede', index: event.index, time, by: core.by }
}
