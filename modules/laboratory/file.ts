// Photographs and papers: recognised by their first bytes, bounded, stored under the hash of their bytes. Names given by people are not kept.
import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { readIfThere, writeDurably } from '#platform/files.ts'
import type { Words } from '#platform/http/problem.ts'

export type MediaType = 'image/jpeg' | 'image/png' | 'application/pdf' | 'application/xml'
export const FILE_MAX_B = 10_000_000
const PIXELS_MAX = 40_000_000

export type Sniffed = { ok: true; mediaType: MediaType } | { ok: false; words: Words; rule: string }

const bad = (rule: string, zh: string, en: string): Sniffed => ({ ok: false, rule, words: [zh, en] })
const startsWith = (bytes: Uint8Array, magic: readonly number[], at = 0) => magic.every((b, i) => bytes[at + i] === b)

/** What a file is by its bytes, if it may be kept at all. Pure. */
export function sniff(bytes: Uint8Array, allowed: readonly MediaType[]): Sniffed {
  if (bytes.length === 0) return bad('empty', '文件是空的。', 'The file is empty.')
  if (bytes.length > FILE_MAX_B) return bad('too-large', `文件超过 ${FILE_MAX_B / 1e6} MB。`, `The file is larger than ${FILE_MAX_B / 1e6} MB.`)
  const mediaType = mediaTypeOf(bytes)
  if (!mediaType || !allowed.includes(mediaType)) {
    const list = allowed.map((a) => a.split('/')[1]?.toUpperCase()).join('、')
    return bad('file-type', `只接受 ${list}，按文件内容判断，与文件名无关。`, `Only ${list} is accepted, judged by content and not by name.`)
  }
  const size = mediaType === 'image/png' ? pngSize(bytes) : mediaType === 'image/jpeg' ? jpegSize(bytes) : undefined
  if (size === undefined && mediaType.startsWith('image/')) return bad('image', '读不出图片的尺寸。', 'The picture has no readable dimensions.')
  if (size && (size.width === 0 || size.height === 0 || size.width * size.height > PIXELS_MAX)) {
    return bad('pixels', `图片超过 ${PIXELS_MAX / 1e6} 百万像素。`, `The picture has more than ${PIXELS_MAX / 1e6} million pixels.`)
  }
  return { ok: true, mediaType }
}

function mediaTypeOf(bytes: Uint8Array): MediaType | undefined {
  if (startsWith(bytes, [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])) return 'image/png'
  if (startsWith(bytes, [0xff, 0xd8, 0xff])) return 'image/jpeg'
  if (startsWith(bytes, [0x25, 0x50, 0x44, 0x46, 0x2d])) return 'application/pdf'
  const start = startsWith(bytes, [0xef, 0xbb, 0xbf]) ? 3 : 0
  const head = Buffer.from(bytes.subarray(start, start + 200)).toString('latin1').trimStart()
  return head.startsWith('<?xml') || /^<[A-Za-z][\w.-]{0,60}[:\s>]/.test(head) ? 'application/xml' : undefined
}

type Size = { width: number; height: number }
function pngSize(bytes: Uint8Array): Size | undefined {
  if (bytes.length < 24 || !startsWith(bytes, [0x49, 0x48, 0x44, 0x52], 12)) return undefined
  const view = new DataView(bytes.buffer, bytes.byteOffset)
  return { width: view.getUint32(16), height: view.getUint32(20) }
}

/** Walks the JPEG's segments to its frame header (ITU-T T.81, B.2.2). */
function jpegSize(bytes: Uint8Array): Size | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  for (let at = 2, segments = 0; at + 9 < bytes.length && segments < 2000; segments++) {
    if (bytes[at] !== 0xff) return undefined
    const marker = bytes[at + 1] ?? 0
    if (marker === 0xff) { at += 1; continue }
    const isFrame = marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc
    if (isFrame) return { height: view.getUint16(at + 5), width: view.getUint16(at + 7) }
    at += 2 + view.getUint16(at + 2)
  }
  return undefined
}

export const contentHash = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

const pathOf = (filesDir: string, sha256: string) => join(filesDir, 'laboratory', sha256.slice(0, 2), sha256)

/** Stores bytes under their hash; the same bytes twice are one file. */
export async function keepFile(filesDir: string, bytes: Uint8Array): Promise<string> {
  const sha256 = contentHash(bytes)
  const path = pathOf(filesDir, sha256)
  if (!(await readIfThere(path))) await writeDurably(path, bytes)
  return sha256
}

/** The bytes, when they still have the hash they are stored under. */
export async function readKept(filesDir: string, sha256: string): Promise<Buffer | undefined> {
  if (!/^[0-9a-f]{64}$/.test(sha256)) return undefined
  const bytes = await readIfThere(pathOf(filesDir, sha256))
  return bytes && contentHash(bytes) === sha256 ? bytes : undefined
}
