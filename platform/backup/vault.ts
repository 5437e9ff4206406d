// One encrypted file: AES-256-GCM in chunks of 1 MiB (the STREAM construction of Hoang, Reyhanitabar, Rogaway, Vizár, 2015), so that a
// file of any size is written and read with flat memory and a cut, a swap or a foreign chunk is noticed. Inside, gzip.
// Absent: what the bytes mean (archive.ts) and where the key lies (key-file.ts).
import { createCipheriv, createDecipheriv, createHash, hkdfSync, randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { open, rename, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGunzip, createGzip } from 'node:zlib'
import { syncFolder } from '#platform/files.ts'

export type BackupKey = { readonly secret: Buffer; readonly id: string }
export type Sink = { write(bytes: Uint8Array): Promise<void> }

/** The file is not a backup, is cut short or was changed, or the key is another one. The message is a sentence for people. */
export class BackupUnreadable extends Error {}

const MAGIC = 'duheng-backup 1'
const CHUNK_B = 1_048_576
const TAG_B = 16
const HEADER_MAX_B = 200

export const backupKey = (secret: Buffer): BackupKey => ({
  secret, id: createHash('sha256').update('duheng backup key id').update(secret).digest('hex').slice(0, 16),
})

const fileKey = (key: BackupKey, salt: Buffer) => Buffer.from(hkdfSync('sha256', key.secret, salt, 'duheng backup file', 32))

/** 'duheng-backup 1 <key id> <salt>\n': the only readable line, bound to every chunk. */
const headerLine = (key: BackupKey, salt: Buffer) => `${MAGIC} ${key.id} ${salt.toString('hex')}\n`

/** Counter of the chunk and whether it is the last; never the same twice under a key, because every file has a key of its own. */
function nonce(index: number, last: boolean): Buffer {
  const bytes = Buffer.alloc(12)
  bytes.writeUIntBE(index, 5, 6)
  bytes[11] = last ? 1 : 0
  return bytes
}

/** Writes `path` wholly or not at all; refuses to replace a file that is there. */
export async function sealFile(path: string, key: BackupKey, fill: (sink: Sink) => Promise<void>): Promise<{ bytes: number }> {
  const part = `${path}.part-${randomBytes(6).toString('hex')}`
  try {
    const salt = randomBytes(16)
    const header = Buffer.from(headerLine(key, salt))
    const gzip = createGzip({ level: 1, chunkSize: 65_536 })
    const out = createWriteStream(part, { flags: 'wx', mode: 0o600, flush: true })
    const piping = pipeline(gzip, (plain) => sealed(plain, header, fileKey(key, salt)), out)
    const filled = fill({ write: async (bytes) => { if (!gzip.write(bytes)) await Promise.race([once(gzip, 'drain'), piping]) } }).then(() => { gzip.end() })
    await Promise.all([piping, filled.catch((error: Error) => { gzip.destroy(error); throw error })])
    await keep(part, path)
    return { bytes: out.bytesWritten }
  } catch (error) {
    await rm(part, { force: true })
    throw error
  }
}

async function keep(part: string, path: string): Promise<void> {
  const placeholder = await open(path, 'wx', 0o600) // taken, or EEXIST
  await placeholder.close()
  await rename(part, path)
  await syncFolder(dirname(path))
}

async function* sealed(plain: AsyncIterable<Uint8Array>, header: Buffer, secret: Buffer): AsyncGenerator<Buffer> {
  yield header
  let held: Uint8Array[] = []
  let size = 0
  let index = 0
  const seal = (chunk: Buffer, last: boolean): Buffer => {
    const cipher = createCipheriv('aes-256-gcm', secret, nonce(index++, last)).setAAD(header)
    return Buffer.concat([cipher.update(chunk), cipher.final(), cipher.getAuthTag()])
  }
  for await (const bytes of plain) {
    held.push(bytes)
    size += bytes.length
    if (size <= CHUNK_B) continue
    let all = Buffer.concat(held)
    for (; all.length > CHUNK_B; all = all.subarray(CHUNK_B)) yield seal(all.subarray(0, CHUNK_B), false)
    held = [all]
    size = all.length
  }
  yield seal(Buffer.concat(held), true)
}

/** The plain bytes of a sealed file, in order; throws BackupUnreadable before any byte of a bad chunk is given out. */
export function openFile(path: string, key: BackupKey): Readable {
  const gunzip = createGunzip()
  pipeline(Readable.from(opened(path, key)), gunzip).catch((error: Error) => { gunzip.destroy(asUnreadable(error)) })
  return gunzip
}

const asUnreadable = (error: Error & { code?: string }) =>
  error.code?.startsWith('Z_') ? new BackupUnreadable('The backup file is damaged inside.') : error

async function* opened(path: string, key: BackupKey): AsyncGenerator<Buffer> {
  const file = await open(path, 'r')
  try {
    const { size } = await file.stat()
    const head = await readAt(file, 0, Math.min(HEADER_MAX_B, size))
    const end = head.indexOf(0x0a) + 1
    const header = head.subarray(0, end)
    const secret = secretFor(header.toString('latin1'), key)
    for (let at = end, index = 0; at < size || index === 0; index++) {
      const length = Math.min(CHUNK_B + TAG_B, size - at)
      if (length < TAG_B) throw new BackupUnreadable(`The backup file is cut short after ${at} bytes.`)
      const piece = await readAt(file, at, length)
      at += length
      yield unsealed(piece, header, secret, { index, last: at >= size })
    }
  } finally {
    await file.close()
  }
}

async function readAt(file: Awaited<ReturnType<typeof open>>, at: number, length: number): Promise<Buffer> {
  const bytes = Buffer.alloc(length)
  const { bytesRead } = await file.read(bytes, 0, length, at)
  if (bytesRead !== length) throw new BackupUnreadable('The backup file became shorter while it was read.')
  return bytes
}

function secretFor(header: string, key: BackupKey): Buffer {
  const found = /^duheng-backup (\d{1,3}) ([0-9a-f]{16}) ([0-9a-f]{32})\n$/.exec(header)
  if (!found) throw new BackupUnreadable('This file is not a Duheng backup.')
  if (found[1] !== '1') throw new BackupUnreadable(`This backup has format ${found[1]}; this release reads format 1. Use the release that made it, or a newer one.`)
  if (found[2] !== key.id) throw new BackupUnreadable(`This backup was made with key ${found[2]}, and the key given is ${key.id}.`)
  return fileKey(key, Buffer.from(found[3] ?? '', 'hex'))
}

function unsealed(piece: Buffer, header: Buffer, secret: Buffer, place: { index: number; last: boolean }): Buffer {
  const decipher = createDecipheriv('aes-256-gcm', secret, nonce(place.index, place.last)).setAAD(header).setAuthTag(piece.subarray(-TAG_B))
  try {
    return Buffer.concat([decipher.update(piece.subarray(0, -TAG_B)), decipher.final()])
  } catch {
    throw new BackupUnreadable(`The backup file was cut or changed: piece ${place.index + 1} is not as it was written.`)
  }
}
