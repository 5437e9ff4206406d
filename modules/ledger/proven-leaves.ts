// Entries of the log with their inclusion proofs, read from the tiles. All of one answer stand under one checkpoint.
import { inclusionNodes, inclusionProof } from '@duheng/tlog/merkle.ts'
import { nodeSha256 } from '@duheng/tlog/node-sha256.ts'
import { formatProof } from '@duheng/tlog/proof.ts'
import { TILE_WIDTH, tilePath, tileReader, tilesOfNodes } from '@duheng/tlog/tiles.ts'
import type { LogFiles } from './log-files.ts'

/** The bytes of an entry and its tlog-proof file. */
export type ProvenLeaf = { readonly leaf: Uint8Array; readonly proof: string }

export async function provenLeaves(files: LogFiles, leafIndices: readonly number[]): Promise<ProvenLeaf[] | undefined> {
  const signed = await files.memory()
  if (signed === undefined || leafIndices.some((index) => index < 0 || index >= signed.size)) return undefined
  const { size, checkpoint } = signed
  const tiles = new Map<string, Uint8Array>()
  for (const tile of tilesOfNodes(leafIndices.flatMap((index) => inclusionNodes(index, size)), size)) tiles.set(tilePath(tile), await files.tile(tile))
  const reader = tileReader((tile) => tiles.get(tilePath(tile)) ?? new Uint8Array(0), size, nodeSha256)
  const bundles = new Map<number, Uint8Array[]>()
  const found: ProvenLeaf[] = []
  for (const index of leafIndices) {
    const at = Math.floor(index / TILE_WIDTH)
    const entries = bundles.get(at) ?? await files.entries(at, Math.min(TILE_WIDTH, size - at * TILE_WIDTH))
    bundles.set(at, entries)
    const leaf = entries[index - at * TILE_WIDTH]
    if (leaf === undefined) return undefined
    found.push({ leaf, proof: formatProof({ index, hashes: inclusionProof(reader, index, size, nodeSha256), checkpoint }) })
  }
  return found
}
