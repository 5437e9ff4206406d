import assert from 'node:assert/strict'
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { Hono } from 'hono'
import { parseLeaf, signLeaf, verifyLeaf } from '@duheng/signing/leaf.ts'
import { verifySignature } from '@duheng/signing/keys.ts'
import { openCheckpoint } from '@duheng/tlog/checkpoint.ts'
import { leafHash, rootOfLeafHashes } from '@duheng/tlog/merkle.ts'
import { parseVerifierKey } from '@duheng/tlog/note.ts'
import { parsePolicy } from '@duheng/tlog/policy.ts'
import { checkProof } from '@duheng/tlog/proof.ts'
import { equalBytes } from '@duheng/tlog/text.ts'
import { parseEntries } from '@duheng/tlog/tiles.ts'
import { testDatabase } from '#apps/server/testing.ts'
import { simulatedClock } from '#platform/clock.ts'
import type { Database } from '#platform/db/database.ts'
import { jobScope, publicScope } from '#platform/db/scope.ts'
import type { Env } from '#platform/http/env.ts'
import { Refusal } from '#platform/http/problem.ts'
import { openLedger } from './ledger.ts'
import type { Ledger } from './ledger.ts'
import { logRoutes } from './log-routes.ts'
import { append, maySign } from './tree.ts'
import { logFiles } from './log-files.ts'

const ORG = 17
let db: Database
let filesDir: string
let ledger: Ledger
const clock = simulatedClock('2026-11-23T09:00:00+08:00')
const open = (folder = filesDir, demo = false) => openLedger({ db, clock, filesDir: folder, address: 'https://log.example', demo })

before(async () => {
  db = await testDatabase()
  filesDir = mkdtempSync(join(tmpdir(), 'duheng-log-'))
  ledger = await open()
})
after(async () => {
  await ledger.close()
  await db.close()
  rmSync(filesDir, { recursive: true, force: true })
})

async function revocation(n: number) {
  const stamp = await ledger.stamps.of(ORG, '示范市计量检定测试所', clock)
  return signLeaf({ op: 'revoke', no: `cert-${String(n).padStart(12, '0')}`, reason: 'withdrawn', stamp: stamp.key, ...ledger.times(clock) }, stamp)
}
async function logged(n: number): Promise<{ id: number; index: number }> {
  const leaf = await revocation(n)
  const id = await db.withTx(jobScope, (tx) => ledger.enqueue(tx, clock, leaf))
  await ledger.sequenced([id])
  const row = await db.withTx(publicScope, (tx) => tx.selectFrom('ledger.entry').select('leaf_index').where('id', '=', id).executeTakeFirstOrThrow())
  return { id, index: row.leaf_index ?? -1 }
}

test('the first stamp admits itself, the institute’s stamp is admitted by it, and both are in the log before they sign', async () => {
  const stamp = await ledger.stamps.of(ORG, '示范市计量检定测试所', clock)
  const first = parseLeaf(await ledger.entryAt(0) ?? new Uint8Array())
  const second = parseLeaf(await ledger.entryAt(1) ?? new Uint8Array())
  assert.ok(first.ok && first.leaf.core.op === 'key-add' && first.leaf.core.role === 'root' && first.leaf.core.key === first.leaf.core.stamp)
  assert.ok(second.ok && second.leaf.core.op === 'key-add' && second.leaf.core.key === stamp.key && second.leaf.core.stamp === first.leaf.core.key)
  const root = await ledger.stamps.root(clock)
  assert.deepEqual(await verifyLeaf(second.leaf, { p256: root.p256.publicKey, sm2: root.sm2.publicKey }, verifySignature), { ok: true })
})

test('50 leaves at once get 50 places, each provable under the published key', async () => {
  const before = (await ledger.files.memory())?.size ?? 0
  const places = await Promise.all(Array.from({ length: 50 }, (_, n) => logged(n)))
  const indices = places.map((p) => p.index).sort((a, b) => a - b)
  assert.deepEqual(indices, Array.from({ length: 50 }, (_, i) => before + i))
  const policy = parsePolicy(`log ${ledger.vkey}\nquorum none\n`)
  assert.ok(policy.ok)
  for (const { index } of places.slice(0, 5)) {
    const entry = await ledger.entryAt(index)
    assert.ok(entry)
    const checked = await checkProof(await ledger.proofFor(index) ?? '', leafHash(entry), policy.policy)
    assert.equal(checked.ok, true)
    const wrong = await checkProof(await ledger.proofFor(index) ?? '', leafHash(Buffer.from('forged')), policy.policy)
    assert.equal(wrong.ok, false)
  }
})

test('the published tree is the tree of the rows, through full tiles, and partial ones vanish', { timeout: 60_000 }, async () => {
  const leaves = await Promise.all(Array.from({ length: 300 }, (_, n) => revocation(1000 + n)))
  const ids = await db.withTx(jobScope, async (tx) => {
    const all: number[] = []
    for (const leaf of leaves) all.push(await ledger.enqueue(tx, clock, leaf))
    return all
  })
  await ledger.sequenced(ids)
  const rows = await db.withTx(publicScope, (tx) => tx.selectFrom('ledger.entry').select(['leaf', 'leaf_index']).orderBy('leaf_index').execute())
  const opened = await openCheckpoint(await ledger.checkpoint() ?? '', [parseVerifierKey(ledger.vkey)!])
  assert.ok(opened.ok)
  assert.equal(opened.checkpoint.size, rows.length)
  assert.ok(equalBytes(opened.checkpoint.root, rootOfLeafHashes(rows.map((r) => leafHash(r.leaf)))))
  assert.equal(existsSync(join(filesDir, 'log/tile/0/000')), true)
  assert.equal(existsSync(join(filesDir, 'log/tile/0/000.p')), false)
  assert.equal(existsSync(join(filesDir, 'log/tile/entries/000.p')), false)
  assert.equal(await ledger.compareAll(), undefined)
})

test('tiles are served as static files, only of the signed tree', async () => {
  const app = new Hono<Env>().route('/log', logRoutes(ledger)).onError((e, c) => c.text('', e instanceof Refusal ? e.status : 500))
  const bundle = await app.request('/log/tile/entries/000')
  assert.equal(bundle.headers.get('Cache-Control'), 'public, max-age=31536000, immutable')
  assert.equal(parseEntries(new Uint8Array(await bundle.arrayBuffer()))?.length, 256)
  const older = await app.request('/log/tile/0/000.p/3')
  assert.equal((await older.arrayBuffer()).byteLength, 96)
  const cases = ['/log/tile/0/001.p/255', '/log/tile/0/002', '/log/tile/0/1', '/log/tile/0/000.p/0', '/log/tile/..%2f..%2fkeys/log.pem', '/log/tile/3/000', '/log/leaf/999999', '/log/proof/999999']
  for (const path of cases) assert.equal((await app.request(path)).status, 404, path)
  assert.match(await (await app.request('/log/policy')).text(), /^log .*\nquorum none\n$/m)
  assert.match(await (await app.request('/log/leaf/0')).text(), /^duheng-leaf\/v1\nop key-add\n/)
})

test('a restart finds the same log, and a second one changes nothing', async () => {
  const size = (await ledger.files.memory())?.size
  const checkpoint = await ledger.checkpoint()
  for (let i = 0; i < 2; i++) {
    await ledger.close()
    ledger = await open()
    assert.equal(ledger.problem(), undefined)
    assert.equal((await ledger.files.memory())?.size, size)
    assert.equal(await ledger.checkpoint(), checkpoint)
  }
})

const damages: readonly [string, (folder: string) => void][] = [
  ['an older copy of the tiles', (f) => { rmSync(join(f, 'log/tile/0/001.p'), { recursive: true }) }],
  ['a flipped byte in a tile', (f) => flip(join(f, 'log/tile/1/000.p/1'))],
  ['a flipped byte in an entry bundle', (f) => flip(join(f, 'log/tile/entries/000'), 1000)],
  ['a memory that was signed by nobody', (f) => { writeFileSync(join(f, 'keys/signed-tree'), readFileSync(join(f, 'keys/signed-tree'), 'utf8').replace(/^\d+/, '3')) }],
  ['an empty log beside a full database', (f) => { rmSync(join(f, 'log'), { recursive: true }); rmSync(join(f, 'keys/signed-tree')) }],
]
function flip(path: string, at = 0): void {
  const bytes = readFileSync(path)
  bytes[at] = (bytes[at] ?? 0) ^ 1
  writeFileSync(path, bytes)
}

for (const [name, damage] of damages) {
  test(`${name} stops issuing with a sentence, reading goes on`, async () => {
    const copy = mkdtempSync(join(tmpdir(), 'duheng-log-copy-'))
    cpSync(filesDir, copy, { recursive: true })
    damage(copy)
    const damaged = await open(copy)
    assert.notEqual(damaged.problem(), undefined)
    const leaf = await revocation(77_777)
    await assert.rejects(db.withTx(jobScope, (tx) => damaged.enqueue(tx, clock, leaf)), (e: Refusal) => e.status === 503 && e.type === 'log-contradiction')
    await damaged.close()
    rmSync(copy, { recursive: true, force: true })
  })
}

test('a restored older folder never signs again over a database that knows more', async () => {
  const copy = mkdtempSync(join(tmpdir(), 'duheng-log-old-'))
  await ledger.close()
  cpSync(filesDir, copy, { recursive: true })
  ledger = await open()
  await logged(88_888)
  const old = await open(copy)
  assert.match(old.problem() ?? '', /the log ends before/)
  await old.close()
  rmSync(copy, { recursive: true, force: true })
})

test('the signer refuses a tree that does not begin with the one it signed', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'duheng-log-fork-'))
  const files = logFiles(folder)
  const entries = Array.from({ length: 10 }, (_, i) => Buffer.from(`entry ${i}`))
  const signer = { key: parseVerifierKey(ledger.vkey)!, sign: async () => new Uint8Array(64) }
  const { signed } = await append(files, signer, undefined, { size: 0, partial: [] }, entries)
  const forged = { size: 12, root: rootOfLeafHashes(Array.from({ length: 12 }, (_, i) => leafHash(Buffer.from(`other ${i}`)))) }
  await files.write('tile/0/000.p/12', Buffer.concat(Array.from({ length: 12 }, (_, i) => leafHash(Buffer.from(`other ${i}`)))))
  assert.equal(await maySign(files, signed, forged), false)
  await assert.rejects(maySign(files, signed, { size: 9, root: forged.root }))
  rmSync(folder, { recursive: true, force: true })
})

test('the log of a demo and of real use are never mixed, and a demo says so in every leaf', async () => {
  await assert.rejects(open(filesDir, true), /never mixed/)
  const folder = mkdtempSync(join(tmpdir(), 'duheng-log-demo-'))
  const other = await testDatabase()
  const demo = await openLedger({ db: other, clock, filesDir: folder, address: 'https://log.example', demo: true })
  await demo.stamps.of(ORG, '示范市计量检定测试所', clock)
  const text = Buffer.from(await demo.entryAt(1) ?? []).toString()
  assert.match(text, /\nsim-time 2026-11-23T01:00:00Z\ndemo yes\n/)
  assert.match(demo.origin, /demo$/)
  await demo.close()
  await other.close()
  rmSync(folder, { recursive: true, force: true })
})

test('two processes on one PostgreSQL and one folder make one log', { skip: process.env['TEST_DATABASE_URL'] === undefined && 'needs TEST_DATABASE_URL' }, async () => {
  const other = await open()
  const from = (await ledger.files.memory())?.size ?? 0
  const both = [ledger, other]
  const stamp = await ledger.stamps.of(ORG, '示范市计量检定测试所', clock)
  await Promise.all(Array.from({ length: 60 }, async (_, n) => {
    const log = both[n % 2] ?? ledger
    const leaf = await signLeaf({ op: 'revoke', no: `both-${String(n).padStart(12, '0')}`, reason: 'withdrawn', stamp: stamp.key, ...log.times(clock) }, stamp)
    const id = await db.withTx(jobScope, (tx) => log.enqueue(tx, clock, leaf))
    await log.sequenced([id])
  }))
  assert.equal((await ledger.files.memory())?.size, from + 60)
  assert.equal(await ledger.compareAll(), undefined)
  assert.equal(other.problem(), undefined)
  await other.close()
})

test('an ended stamp is replaced by a new one, and what was recorded with the old one before counts', async () => {
  const old = await ledger.stamps.of(ORG, '示范市计量检定测试所', clock)
  const entry = await ledger.stamps.end(ORG, { op: 'key-retire' }, clock)
  assert.ok(entry)
  assert.equal(await db.withTx(jobScope, (tx) => ledger.stamps.holds(tx, ORG, old.key)), false)
  const next = await ledger.stamps.of(ORG, '示范市计量检定测试所', clock)
  assert.notEqual(next.key, old.key)
  assert.equal(await db.withTx(jobScope, (tx) => ledger.stamps.holds(tx, ORG, next.key)), true)
  clock.advance(390 * 86_400_000)
  assert.notEqual((await ledger.stamps.of(ORG, '示范市计量检定测试所', clock)).key, next.key, 'a stamp is renewed before its thirteen months end')
})

test('the application role can add a leaf and cannot give it a place', async () => {
  const scope = { role: 'app' as const, orgs: [ORG], own: [ORG], actor: 1 }
  await assert.rejects(db.withTx(scope, (tx) => tx.updateTable('ledger.entry').set({ leaf_index: 0 }).execute()), /permission denied/)
  await assert.rejects(db.withTx(publicScope, (tx) => tx.selectFrom('ledger.stamp').select('org_id').execute()), /permission denied/)
  await assert.rejects(db.withTx(scope, (tx) => tx.deleteFrom('ledger.entry').execute()), /permission denied/)
})
