// Reads single entries of a ZIP file whose writer is not trusted: the central directory is believed in nothing that the bytes do
// not confirm. Names are only looked up, never used as paths. Pure. Absent: ZIP64, encryption, several volumes.
import { Inflate } from 'fflate'
import { Unreadable } from './table.ts'

export const ENTRIES_MAX = 2_000
export const INFLATED_MAX_B = 200_000_000
export const RATIO_MAX = 100
/** Below this size a ratio says nothing. */
const RATIO_FROM_B = 100_000
const STEP_B = 16_384

export type ZipEntry = { name: string; method: number; start: number; compressed: number; size: number }
export type Zip = { bytes: Uint8Array; entries: ReadonlyMap<string, ZipEntry>; inflated: { total: number } }

const broken = (why: string) => new Unreadable('zip', `文件损坏或不是 .xlsx（${why}），没有读取。`, `The file is damaged or no .xlsx (${why}); nothing was read.`)
const bomb = () => new Unreadable('zip-bomb', '文件解压后过大，已拒绝。请只保留台账一张工作表后再试。', 'The file would inflate too far and was refused. Keep only the ledger sheet and try again.')

export function readZip(bytes: Uint8Array): Zip {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const end = endOfDirectory(view)
  const count = view.getUint16(end + 10, true)
  const size = view.getUint32(end + 12, true)
  const from = view.getUint32(end + 16, true)
  if (view.getUint16(end + 4, true) !== 0 || view.getUint16(end + 8, true) !== count) throw broken('volumes')
  if (count > ENTRIES_MAX) throw new Unreadable('zip-entries', `压缩包内文件超过 ${ENTRIES_MAX} 个，已拒绝。`, `More than ${ENTRIES_MAX} entries; refused.`)
  if (from + size > end) throw broken('directory')
  const entries = new Map<string, ZipEntry>()
  const spans: [number, number][] = []
  let at = from
  let declared = 0
  for (let i = 0; i < count; i++) {
    const { entry, next, span } = directoryEntry(view, bytes, at, from)
    if (entries.has(entry.name)) throw broken('two entries of one name')
    entries.set(entry.name, entry)
    spans.push(span)
    declared += entry.size
    if (declared > INFLATED_MAX_B || (entry.size > RATIO_FROM_B && entry.size > RATIO_MAX * Math.max(1, entry.compressed))) throw bomb()
    at = next
  }
  spans.sort((a, b) => a[0] - b[0])
  for (const [i, span] of spans.entries()) if (i > 0 && span[0] < (spans[i - 1]?.[1] ?? 0)) throw broken('overlapping entries')
  return { bytes, entries, inflated: { total: 0 } }
}

function endOfDirectory(view: DataView): number {
  for (let at = view.byteLength - 22; at >= Math.max(0, view.byteLength - 22 - 65_535); at--) {
    if (view.getUint32(at, true) === 0x06054b50) return at
  }
  throw broken('no end of directory')
}

function directoryEntry(view: DataView, bytes: Uint8Array, at: number, directory: number) {
  if (at + 46 > view.byteLength || view.getUint32(at, true) !== 0x02014b50) throw broken('directory entry')
  const flags = view.getUint16(at + 8, true)
  const method = view.getUint16(at + 10, true)
  const compressed = view.getUint32(at + 20, true)
  const size = view.getUint32(at + 24, true)
  const nameLength = view.getUint16(at + 28, true)
  const local = view.getUint32(at + 42, true)
  if (flags & 1) throw new Unreadable('encrypted', '文件有密码保护，请去掉密码后再试。', 'The file is encrypted; remove the password and try again.')
  if (compressed === 0xffffffff || size === 0xffffffff || local + 30 > directory) throw broken('zip64')
  if (view.getUint32(local, true) !== 0x04034b50) throw broken('local header')
  const start = local + 30 + view.getUint16(local + 26, true) + view.getUint16(local + 28, true)
  if (start + compressed > directory) throw broken('entry beyond the end')
  const name = new TextDecoder('utf-8').decode(bytes.subarray(at + 46, at + 46 + nameLength))
  const entry: ZipEntry = { name, method, start, compressed, size }
  const span: [number, number] = [local, start + compressed]
  return { entry, span, next: at + 46 + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true) }
}

/** Gives the entry's text piece by piece, counting every byte against what was declared and what is allowed. */
export function inflateText(zip: Zip, entry: ZipEntry, take: (text: string) => void): void {
  const decoder = new TextDecoder('utf-8', { fatal: true })
  let out = 0
  const count = (chunk: Uint8Array, last: boolean) => {
    out += chunk.length
    zip.inflated.total += chunk.length
    if (out > entry.size) throw broken('more bytes than declared')
    if (zip.inflated.total > INFLATED_MAX_B || (out > RATIO_FROM_B && out > RATIO_MAX * Math.max(1, entry.compressed))) throw bomb()
    let text: string
    try {
      text = decoder.decode(chunk, { stream: !last })
    } catch {
      throw broken('text is not UTF-8')
    }
    if (text !== '') take(text)
  }
  const data = zip.bytes.subarray(entry.start, entry.start + entry.compressed)
  if (entry.method === 0) {
    if (entry.size !== entry.compressed) throw broken('stored size')
    for (let i = 0; i < data.length; i += 4 * STEP_B) count(data.subarray(i, i + 4 * STEP_B), i + 4 * STEP_B >= data.length)
  } else if (entry.method === 8) {
    inflate(data, count)
  } else throw broken(`method ${entry.method}`)
  if (out !== entry.size) throw broken('fewer bytes than declared')
}

function inflate(data: Uint8Array, count: (chunk: Uint8Array, last: boolean) => void): void {
  const stream = new Inflate()
  stream.ondata = count
  try {
    for (let i = 0; i < data.length || i === 0; i += STEP_B) stream.push(data.subarray(i, i + STEP_B), i + STEP_B >= data.length)
  } catch (error) {
    throw error instanceof Unreadable ? error : broken('deflate')
  }
}
