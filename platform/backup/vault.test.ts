import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { keyFileFor, readKeyFile } from './key-file.ts'
import { backupKey, openFile, sealFile } from './vault.ts'

let folder: string
const key = backupKey(Buffer.alloc(32, 7))
before(() => { folder = mkdtempSync(join(tmpdir(), 'duheng-vault-')) })
after(() => rmSync(folder, { recursive: true, force: true }))

const seal = (name: string, bytes: Uint8Array, with_ = key) => sealFile(join(folder, name), with_, (sink) => sink.write(bytes))
async function plain(name: string, with_ = key): Promise<Buffer> {
  const parts: Buffer[] = []
  for await (const part of openFile(join(folder, name), with_)) parts.push(part)
  return Buffer.concat(parts)
}

/** Random bytes do not shrink, so these lie around the boundaries of a chunk of 1 MiB. */
const sizes = [0, 1, 1_000, 1_048_000, 1_048_576, 1_048_577, 3_500_000]
for (const size of sizes) {
  test(`${size} bytes come back as they were`, async () => {
    const bytes = randomBytes(size)
    await seal(`size-${size}`, bytes)
    assert.ok((await plain(`size-${size}`)).equals(bytes))
  })
}

test('nothing of the content can be read in the file, which only its owner may open', async () => {
  await seal('secret', Buffer.from('云溪市计量测试研究所 13800001111'.repeat(10_000)))
  const raw = readFileSync(join(folder, 'secret'))
  assert.equal(raw.includes('云溪市'), false)
  assert.equal(raw.includes('13800001111'), false)
  assert.equal(statSync(join(folder, 'secret')).mode & 0o777, 0o600)
})

test('the same content twice gives two different files', async () => {
  await seal('once', Buffer.alloc(100))
  await seal('twice', Buffer.alloc(100))
  const [a, b] = [readFileSync(join(folder, 'once')), readFileSync(join(folder, 'twice'))]
  assert.equal(a.equals(b), false)
  assert.equal(a.subarray(-50).equals(b.subarray(-50)), false)
})

type Change = { name: string; change: (a: Buffer, b: Buffer) => Buffer; says: RegExp }
const CHUNK = 1_048_576 + 16
const start = (b: Buffer) => b.indexOf(10) + 1
const changes: Change[] = [
  { name: 'one bit in the first piece', change: (a) => { a[start(a) + 500] = (a[start(a) + 500] ?? 0) ^ 1; return a }, says: /piece 1 is not/ },
  { name: 'one bit in the last byte', change: (a) => { a[a.length - 1] = (a[a.length - 1] ?? 0) ^ 128; return a }, says: /piece \d is not/ },
  { name: 'the end cut off at a piece', change: (a) => a.subarray(0, start(a) + 2 * CHUNK), says: /piece 2 is not/ },
  { name: 'the end cut off inside a piece', change: (a) => a.subarray(0, start(a) + 2 * CHUNK + 100), says: /piece 3 is not/ },
  { name: 'everything but a few bytes cut off', change: (a) => a.subarray(0, start(a) + 5), says: /cut short/ },
  { name: 'two pieces exchanged', change: (a) => Buffer.concat([a.subarray(0, start(a)), a.subarray(start(a) + CHUNK, start(a) + 2 * CHUNK), a.subarray(start(a), start(a) + CHUNK), a.subarray(start(a) + 2 * CHUNK)]), says: /piece 1 is not/ },
  { name: 'a piece of another backup', change: (a, b) => Buffer.concat([a.subarray(0, start(a) + CHUNK), b.subarray(start(b) + CHUNK)]), says: /piece 2 is not/ },
  { name: 'the beginning of another backup', change: (a, b) => Buffer.concat([b.subarray(0, start(b)), a.subarray(start(a))]), says: /piece 1 is not/ },
  { name: 'something added at the end', change: (a) => Buffer.concat([a, Buffer.alloc(40)]), says: /piece \d is not/ },
  { name: 'another file altogether', change: () => Buffer.from('PK\u0003\u0004 not a backup\n'), says: /not a Duheng backup/ },
  { name: 'an empty file', change: () => Buffer.alloc(0), says: /not a Duheng backup/ },
  { name: 'a format of the future', change: (a) => Buffer.concat([Buffer.from('duheng-backup 2'), a.subarray(15)]), says: /format 2/ },
]
for (const { name, change, says } of changes) {
  test(`noticed: ${name}`, async () => {
    const file = `changed-${changes.findIndex((c) => c.name === name)}`
    await seal(`${file}-a`, randomBytes(3_000_000))
    await seal(`${file}-b`, randomBytes(3_000_000))
    writeFileSync(join(folder, file), change(readFileSync(join(folder, `${file}-a`)), readFileSync(join(folder, `${file}-b`))))
    await assert.rejects(plain(file), says)
  })
}

test('another key is named, so that the right one can be looked for', async () => {
  await seal('keyed', Buffer.alloc(10))
  await assert.rejects(plain('keyed', backupKey(Buffer.alloc(32, 8))), new RegExp(`made with key ${key.id}`))
})

test('a backup never replaces a file, and a failed one leaves nothing', async () => {
  await seal('kept', Buffer.from('first'))
  await assert.rejects(seal('kept', Buffer.from('second')), /EEXIST/)
  assert.equal((await plain('kept')).toString(), 'first')
  await assert.rejects(sealFile(join(folder, 'failed'), key, async (sink) => { await sink.write(randomBytes(5_000_000)); throw new Error('the source went away') }), /went away/)
  assert.deepEqual(readdirSync(folder).filter((n) => n.startsWith('failed') || n.includes('.part')), [])
})

test('memory stays flat while a large content passes', async () => {
  const block = randomBytes(1_048_576)
  const before_B = process.memoryUsage.rss()
  await sealFile(join(folder, 'large'), key, async (sink) => { for (let i = 0; i < 80; i++) await sink.write(block) })
  let bytes = 0
  for await (const part of openFile(join(folder, 'large'), key)) bytes += part.length
  assert.equal(bytes, 80 * 1_048_576)
  assert.ok(process.memoryUsage.rss() - before_B < 60_000_000, `${(process.memoryUsage.rss() - before_B) / 1e6} MB more`)
  rmSync(join(folder, 'large'))
})

test('the key file is made once, for its owner alone, and anything else in its place is refused', async () => {
  const path = join(folder, 'backup.key')
  assert.equal(readKeyFile(path).ok, false)
  const first = await keyFileFor(path)
  assert.ok(first.ok && first.made)
  assert.equal(statSync(path).mode & 0o777, 0o600)
  const second = await keyFileFor(path)
  assert.ok(second.ok && !second.made && second.key.id === first.key.id)
  writeFileSync(join(folder, 'other.key'), 'secret\n')
  assert.equal((await keyFileFor(join(folder, 'other.key'))).ok, false)
})
