// The Merkle tree of RFC 6962 (2013), clause 2.1: hashes, roots, inclusion and consistency proofs, and their checks.
// Pure and synchronous; the hash function is an argument. A tree is seen through one method that gives the hash of a whole
// subtree. Absent: storage and fetching; `inclusionNodes`, `consistencyNodes` and `rootNodes` say beforehand what will be read.
import { concatBytes, equalBytes } from './text.ts'
import { sha256 } from './sha256.ts'

export type HashFunction = (bytes: Uint8Array) => Uint8Array

/** The subtree of 2^level leaves that begins at leaf index · 2^level. Level 0 is a leaf. */
export interface TreeNode {
  readonly level: number
  readonly index: number
}

export interface HashReader {
  /** The hash of a whole subtree. Asked only for subtrees that lie inside the tree; throws when it cannot answer. */
  readHash(node: TreeNode): Uint8Array
}

export type Check = { readonly ok: true } | { readonly ok: false; readonly reason: 'out-of-range' | 'malformed' | 'mismatch' }

export const HASH_BYTES = 32

/** RFC 6962 clause 2.1: MTH({d}) = H(0x00 || d). */
export function leafHash(record: Uint8Array, hash: HashFunction = sha256): Uint8Array {
  return hash(concatBytes(Uint8Array.of(0), record))
}

/** RFC 6962 clause 2.1: H(0x01 || left || right). */
export function nodeHash(left: Uint8Array, right: Uint8Array, hash: HashFunction = sha256): Uint8Array {
  const bytes = new Uint8Array(1 + 2 * HASH_BYTES)
  bytes[0] = 1
  bytes.set(left, 1)
  bytes.set(right, 1 + HASH_BYTES)
  return hash(bytes)
}

/** RFC 6962 clause 2.1: the root of nothing is the hash of nothing. */
export function emptyRoot(hash: HashFunction = sha256): Uint8Array {
  return hash(new Uint8Array(0))
}

/** The root over leaf hashes that are all in memory. */
export function rootOfLeafHashes(leafHashes: readonly Uint8Array[], hash: HashFunction = sha256): Uint8Array {
  if (leafHashes.length === 0) return emptyRoot(hash)
  // Pairing neighbours and carrying an odd last one upwards gives RFC 6962's left-full tree.
  let row = leafHashes
  while (row.length > 1) {
    const above: Uint8Array[] = []
    for (let i = 0; i + 1 < row.length; i += 2) above.push(nodeHash(row[i]!, row[i + 1]!, hash))
    if (row.length % 2 === 1) above.push(row[row.length - 1]!)
    row = above
  }
  return row[0]!
}

/** A reader over leaf hashes in memory: small trees, tests, and the per-job tree of readings. */
export function memoryReader(leafHashes: readonly Uint8Array[], hash: HashFunction = sha256): HashReader {
  const rows: Uint8Array[][] = [[...leafHashes]]
  while (rows[rows.length - 1]!.length > 1) {
    const below = rows[rows.length - 1]!
    const row: Uint8Array[] = []
    for (let i = 0; i + 1 < below.length; i += 2) row.push(nodeHash(below[i]!, below[i + 1]!, hash))
    rows.push(row)
  }
  return {
    readHash({ level, index }) {
      const found = rows[level]?.[index]
      if (found === undefined) throw new RangeError(`no subtree ${level}/${index} in a tree of ${leafHashes.length}`)
      return found
    },
  }
}

interface Range {
  readonly from: number
  readonly to: number
}

/** The largest power of two smaller than n, for n ≥ 2 (RFC 6962's k). */
function splitPoint(n: number): number {
  let k = 1
  while (k * 2 < n) k *= 2
  return k
}

/** The whole subtrees, left to right, that make up the leaves [from, to) when `from` is where a subtree of that length may begin. */
function nodesOfRange({ from, to }: Range): TreeNode[] {
  const nodes: TreeNode[] = []
  let start = from
  while (start < to) {
    let level = 0
    let width = 1
    while (width * 2 <= to - start && start % (width * 2) === 0) {
      width *= 2
      level++
    }
    nodes.push({ level, index: start / width })
    start += width
  }
  return nodes
}

function hashOfRange(reader: HashReader, range: Range, hash: HashFunction): Uint8Array {
  const hashes = nodesOfRange(range).map((node) => reader.readHash(node))
  return hashes.reduceRight((right, left) => nodeHash(left, right, hash))
}

/** RFC 6962 clause 2.1.1, PATH(m, D[n]), as ranges of leaves from the leaf's sibling up to the root's child. */
function inclusionRanges(index: number, size: number): Range[] {
  const ranges: Range[] = []
  let from = 0
  let to = size
  while (to - from > 1) {
    const middle = from + splitPoint(to - from)
    if (index < middle) {
      ranges.push({ from: middle, to })
      to = middle
    } else {
      ranges.push({ from, to: middle })
      from = middle
    }
  }
  return ranges.reverse()
}

/** RFC 6962 clause 2.1.2, PROOF(m, D[n]), as ranges of leaves, for 0 < oldSize < newSize. */
function consistencyRanges(oldSize: number, newSize: number): Range[] {
  const ranges: Range[] = []
  let from = 0
  let to = newSize
  while (oldSize !== to) {
    const middle = from + splitPoint(to - from)
    if (oldSize <= middle) {
      ranges.push({ from: middle, to })
      to = middle
    } else {
      ranges.push({ from, to: middle })
      from = middle
    }
  }
  // The verifier knows the old root already when the old tree is one whole subtree from the left edge.
  if (from > 0) ranges.push({ from, to })
  return ranges.reverse()
}

function isSize(n: number): boolean {
  return Number.isSafeInteger(n) && n >= 0
}

function assertSizes(low: number, high: number): void {
  if (!isSize(low) || !isSize(high) || low > high) throw new RangeError(`not a place in a tree: ${low} of ${high}`)
}

export function rootNodes(size: number): TreeNode[] {
  return nodesOfRange({ from: 0, to: size })
}

export function inclusionNodes(index: number, size: number): TreeNode[] {
  assertSizes(index + 1, size)
  return inclusionRanges(index, size).flatMap(nodesOfRange)
}

export function consistencyNodes(oldSize: number, newSize: number): TreeNode[] {
  assertSizes(oldSize, newSize)
  return oldSize === 0 || oldSize === newSize ? [] : consistencyRanges(oldSize, newSize).flatMap(nodesOfRange)
}

export function treeRoot(reader: HashReader, size: number, hash: HashFunction = sha256): Uint8Array {
  assertSizes(0, size)
  return size === 0 ? emptyRoot(hash) : hashOfRange(reader, { from: 0, to: size }, hash)
}

export function inclusionProof(reader: HashReader, index: number, size: number, hash: HashFunction = sha256): Uint8Array[] {
  assertSizes(index + 1, size)
  return inclusionRanges(index, size).map((range) => hashOfRange(reader, range, hash))
}

/** Empty when the old tree is empty or the same: then the sizes and roots alone decide. */
export function consistencyProof(reader: HashReader, oldSize: number, newSize: number, hash: HashFunction = sha256): Uint8Array[] {
  assertSizes(oldSize, newSize)
  if (oldSize === 0 || oldSize === newSize) return []
  return consistencyRanges(oldSize, newSize).map((range) => hashOfRange(reader, range, hash))
}

export interface InclusionClaim {
  readonly leafHash: Uint8Array
  readonly index: number
  readonly size: number
  readonly root: Uint8Array
  readonly proof: readonly Uint8Array[]
}

export function checkInclusion(claim: InclusionClaim, hash: HashFunction = sha256): Check {
  const { index, size, proof } = claim
  if (!isSize(index) || !isSize(size) || index >= size) return { ok: false, reason: 'out-of-range' }
  const ranges = inclusionRanges(index, size)
  if (ranges.length !== proof.length || !allHashes([claim.leafHash, claim.root, ...proof])) return { ok: false, reason: 'malformed' }
  let here = claim.leafHash
  ranges.forEach((range, i) => {
    const sibling = proof[i]!
    here = range.from > index ? nodeHash(here, sibling, hash) : nodeHash(sibling, here, hash)
  })
  return equalBytes(here, claim.root) ? { ok: true } : { ok: false, reason: 'mismatch' }
}

export interface ConsistencyClaim {
  readonly oldSize: number
  readonly oldRoot: Uint8Array
  readonly newSize: number
  readonly newRoot: Uint8Array
  readonly proof: readonly Uint8Array[]
}

/** Whether the tree of `newSize` begins with the tree of `oldSize`. The empty tree is the beginning of every tree. */
export function checkConsistency(claim: ConsistencyClaim, hash: HashFunction = sha256): Check {
  const { oldSize, newSize, proof } = claim
  if (!isSize(oldSize) || !isSize(newSize) || oldSize > newSize) return { ok: false, reason: 'out-of-range' }
  if (!allHashes([claim.oldRoot, claim.newRoot, ...proof])) return { ok: false, reason: 'malformed' }
  if (oldSize === 0 || oldSize === newSize) {
    if (proof.length > 0) return { ok: false, reason: 'malformed' }
    if (oldSize === 0 && !equalBytes(claim.oldRoot, emptyRoot(hash))) return { ok: false, reason: 'mismatch' }
    return oldSize !== newSize || equalBytes(claim.oldRoot, claim.newRoot) ? { ok: true } : { ok: false, reason: 'mismatch' }
  }
  const ranges = consistencyRanges(oldSize, newSize)
  if (ranges.length !== proof.length) return { ok: false, reason: 'malformed' }
  // The start of both foldings: either the first hash of the proof, or the old root itself.
  const first = ranges[0]!
  const given = first.to === oldSize
  let older = given ? proof[0]! : claim.oldRoot
  let newer = older
  for (let i = given ? 1 : 0; i < ranges.length; i++) {
    const sibling = proof[i]!
    if (ranges[i]!.from >= oldSize) newer = nodeHash(newer, sibling, hash)
    else {
      older = nodeHash(sibling, older, hash)
      newer = nodeHash(sibling, newer, hash)
    }
  }
  return equalBytes(older, claim.oldRoot) && equalBytes(newer, claim.newRoot) ? { ok: true } : { ok: false, reason: 'mismatch' }
}

function allHashes(hashes: readonly Uint8Array[]): boolean {
  return hashes.every((bytes) => bytes.length === HASH_BYTES)
}
