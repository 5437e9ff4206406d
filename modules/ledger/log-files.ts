// The log as files: tiles and entry bundles (C2SP tlog-tiles v0.1.0), the published checkpoint, and the signer's own memory of the
// last tree it signed. The memory lies beside the key and not beside the tiles, so that an older copy of the tiles is noticed.
// Absent: deciding what is appended (sequencer.ts) and any HTTP.
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { HASH_BYTES } from '@duheng/tlog/merkle.ts'
import { decodeBase64, encodeBase64 } from '@duheng/tlog/text.ts'
import { TILE_WIDTH, entriesPath, parseEntries, tilePath } from '@duheng/tlog/tiles.ts'
import type { Tile } from '@duheng/tlog/tiles.ts'
import { readIfThere, writeDurably } from '#platform/files.ts'

/** The last tree that was signed, with the signed note itself. */
export type SignedTree = { readonly size: number; readonly root: Uint8Array; readonly checkpoint: string }

export type LogFiles = {
  /** Bytes of the file at a path of the log, or undefined. */
  read(path: string): Promise<Buffer | undefined>
  write(path: string, bytes: Uint8Array): Promise<void>
  /** The tile at its place with at least its width. */
  tile(tile: Tile): Promise<Uint8Array>
  /** All entries of a bundle that reaches at least `width`. */
  entries(index: number, width: number): Promise<Uint8Array[]>
  /** Removes the partial versions of a tile or bundle once the full one is there. */
  dropPartials(path: string): Promise<void>
  memory(): Promise<SignedTree | undefined>
  remember(tree: SignedTree): Promise<void>
}

/** A file of the log is missing, cut short or older than what was signed. */
export class LogDamaged extends Error {}

export function logFiles(filesDir: string): LogFiles {
  const at = (path: string) => join(filesDir, 'log', path)
  const memoryPath = join(filesDir, 'keys', 'signed-tree')
  const widest = async (path: (width: number) => string, width: number): Promise<Buffer> => {
    const bytes = await readIfThere(at(path(width))) ?? (width < TILE_WIDTH ? await readIfThere(at(path(TILE_WIDTH))) : undefined)
    if (bytes === undefined) throw new LogDamaged(`${path(width)} is missing`)
    return bytes
  }
  return {
    read: (path) => readIfThere(at(path)),
    write: (path, bytes) => writeDurably(at(path), bytes),
    tile: async (tile) => {
      const bytes = await widest((width) => tilePath({ ...tile, width }), tile.width)
      if (bytes.length < tile.width * HASH_BYTES) throw new LogDamaged(`${tilePath(tile)} is cut short`)
      return bytes
    },
    entries: async (index, width) => {
      const entries = parseEntries(await widest((w) => entriesPath({ index, width: w }), width))
      if (entries === undefined || entries.length < width) throw new LogDamaged(`${entriesPath({ index, width })} is cut short`)
      return entries
    },
    dropPartials: async (path) => rm(`${at(path)}.p`, { recursive: true, force: true }),
    memory: async () => {
      const bytes = await readIfThere(memoryPath)
      return bytes === undefined ? undefined : parseMemory(bytes.toString('utf8'))
    },
    remember: (tree) => writeDurably(memoryPath, Buffer.from(formatMemory(tree))),
  }
}

export const formatMemory = ({ size, root, checkpoint }: SignedTree) => `${size}\n${encodeBase64(root)}\n${checkpoint}`

export function parseMemory(text: string): SignedTree {
  const [size = '', root = '', ...rest] = text.split('\n')
  const bytes = decodeBase64(root)
  if (!/^[0-9]{1,15}$/.test(size) || bytes?.length !== HASH_BYTES) throw new LogDamaged('the memory of the signed tree cannot be read')
  return { size: Number(size), root: bytes, checkpoint: rest.join('\n') }
}
