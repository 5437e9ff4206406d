// The commands as an operator runs them, on a house with real certificates in its log; and every mixture of moments, told in a sentence.
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { simulatedClock } from '#platform/clock.ts'
import { writeBackup } from '#platform/backup/backup.ts'
import { readBackup } from '#platform/backup/read.ts'
import { backUpIfDue } from '#platform/backup/schedule.ts'
import { keyFileFor } from '#platform/backup/key-file.ts'
import { openEmbedded, openPostgres } from '#platform/db/database.ts'
import type { Database } from '#platform/db/database.ts'
import { migrate } from '#platform/db/migrate.ts'
import { createRoles } from '#platform/db/roles.ts'
import { jobScope } from '#platform/db/scope.ts'
import { openHouse } from '#apps/server/house.ts'
import { houseContents } from '#apps/server/backups.ts'
import { migrationFolders } from '#apps/server/migrations.ts'
import { issueFor } from '#modules/certificates/testing/issue.ts'
import { verifyFile } from '#modules/certificates/cli.ts'

const superUrl = process.env['TEST_DATABASE_URL']
const cli = fileURLToPath(new URL('./main.ts', import.meta.url))
const clock = simulatedClock('2026-11-23T09:00:00+08:00')
const CANARY = '云溪市金丝雀农贸市场'
let root: string
/** Data folders as they were after two certificates, and after four. */
let early: string
let late: string
let keyPath: string
let publicIds: string[] = []

/** Of the surroundings nothing reaches the command but what Node needs. */
const kept = Object.fromEntries(['PATH', 'NODE_COMPILE_CACHE'].flatMap((k) => process.env[k] === undefined ? [] : [[k, process.env[k]]]))
type Ran = { code: number; out: string; err: string }
function duheng(args: string[], env: Record<string, string>): Promise<Ran> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [cli, ...args], { env: { ...kept, DEMO: '0', BACKUP_KEY: keyPath, ...env } })
    let [out, err] = ['', '']
    child.stdout.on('data', (d) => { out += d })
    child.stderr.on('data', (d) => { err += d })
    child.on('close', (code) => resolve({ code: code ?? -1, out, err }))
  })
}

async function houseOver(db: Database, dataDir: string) {
  const filesDir = join(dataDir, 'files')
  const house = await openHouse({ db, tls: false, trustProxy: 0, clock, filesDir, publicUrl: 'https://backup.example' })
  return { house, close: async () => { await house.close(); await db.close() } }
}

async function issue(dataDir: string, sources: string[]): Promise<string[]> {
  const db = await openEmbedded(dataDir)
  await db.asOwner((client) => createRoles(client))
  await migrate(db, migrationFolders)
  const { house, close } = await houseOver(db, dataDir)
  const made: string[] = []
  for (const source of sources) made.push((await issueFor({ db, services: house.certificates, clock, orgId: 7, ownerOrgId: 8, personId: 9, source })).publicId)
  await db.withTx(jobScope, (tx) => tx.insertInto('registry.organisation').values({ kind: 'enterprise', name: `${CANARY}${sources[0]}`, division: '341181', demo: false, created_at: '2026-11-23T01:00:00Z' }).execute())
  await close()
  return made
}

before(async () => {
  root = mkdtempSync(join(tmpdir(), 'duheng-cli-'))
  ;[early, late, keyPath] = [join(root, 'early'), join(root, 'late'), join(root, 'apart', 'backup.key')]
  publicIds = await issue(early, ['item:1', 'item:2'])
  cpSync(early, late, { recursive: true })
  publicIds.push(...await issue(late, ['item:3', 'item:4']))
})
after(() => rmSync(root, { recursive: true, force: true }))

const name = (() => { let n = 0; return (what: string) => join(root, `${what}-${n++}`) })()

/** Each certificate of a restored house is genuine for a stranger who has the proof and pins the log's key. */
async function assertGenuine(db: Database, dataDir: string, ids: readonly string[]): Promise<void> {
  const { house, close } = await houseOver(db, dataDir)
  try {
    assert.equal(house.problem(), undefined)
    for (const id of ids) {
      const file = name('check')
      const { pdf_sha256 } = await db.withTx(jobScope, (tx) => tx.selectFrom('certificates.certificate').select('pdf_sha256').where('public_id', '=', id).executeTakeFirstOrThrow())
      const pdf = await house.certificates.files.read('pdf', pdf_sha256)
      assert.ok(pdf)
      writeFileSync(`${file}.pdf`, pdf)
      writeFileSync(`${file}.proof`, await (await house.app.request(`/c/${id}/proof`)).text())
      writeFileSync(`${file}.policy`, await (await house.app.request('/log/policy')).text())
      const said: string[] = []
      const code = await verifyFile([`${file}.pdf`, '--offline', '--proof', `${file}.proof`, '--policy', `${file}.policy`, '--today', '2026-11-24'], { line: (t) => said.push(t), problem: (t) => said.push(t) })
      assert.equal(code, 0, said.join('\n'))
    }
    const { entryId } = await issueFor({ db, services: house.certificates, clock, orgId: 7, ownerOrgId: 8, personId: 9, source: `item:after-${name('x')}`.slice(0, 100) })
    assert.ok(entryId > ids.length, 'the log goes on where it stood')
  } finally {
    await close()
  }
}

describe('duheng backup and restore', () => {
  test('an operator backs up, checks, and restores with the keys; every certificate verifies and the next is issued', async () => {
    const file = name('whole')
    const made = await duheng(['backup', file, '--keys', '--reason', 'before the move'], { DATA_DIR: late })
    assert.equal(made.code, 0, made.err)
    assert.match(made.out, /A backup key was made: .*backup\.key\nKeep it apart/)
    assert.match(made.out, /log of \d+ entries/)
    assert.match(made.out, /The signing keys are in it/)
    assert.equal(readFileSync(file).includes(Buffer.from(CANARY)), false)
    const checked = await duheng(['restore', file, '--check'], { DATA_DIR: name('nowhere') })
    assert.equal(checked.code, 0, checked.err)
    assert.match(checked.out, /agree with each other/)
    const dataDir = name('restored')
    const restored = await duheng(['restore', file, '--reason', 'a drill'], { DATA_DIR: dataDir })
    assert.equal(restored.code, 0, restored.err)
    assert.deepEqual(readdirSync(dataDir).filter((n) => !n.startsWith('lock.db')).toSorted(), ['files', 'pg'])
    const db = await openEmbedded(dataDir)
    const acts = await db.withTx(jobScope, (tx) => tx.selectFrom('platform.act').innerJoin('platform.act_payload', 'act_no', 'no').select(['verb', 'payload']).where('verb', 'like', 'backup.%').orderBy('no').execute())
    assert.deepEqual(acts.map((a) => a.verb), ['backup.make', 'backup.restore'])
    assert.match(acts[1]?.payload ?? '', /"osUser":".+","reason":"a drill"/)
    await assertGenuine(db, dataDir, publicIds)
  })

  test('without --keys the keys are left out, and the next step is said', async () => {
    const file = name('keyless')
    const made = await duheng(['backup', file], { DATA_DIR: late })
    assert.match(made.out, /The signing keys are not in it/)
    assert.doesNotMatch(made.out, /A backup key was made/)
    const dataDir = name('restored')
    const restored = await duheng(['restore', file], { DATA_DIR: dataDir })
    assert.equal(restored.code, 0, restored.err)
    assert.match(restored.out, /holds no signing keys: put the folder of keys/)
    const pems = (folder: string): string[] => readdirSync(folder, { recursive: true }).map(String).filter((n) => n.endsWith('.pem'))
    assert.deepEqual(pems(join(dataDir, 'files')), [])
    assert.ok(pems(join(late, 'files')).length >= 3)
    for (const pem of pems(join(late, 'files'))) {
      mkdirSync(join(dataDir, 'files', pem, '..'), { recursive: true })
      cpSync(join(late, 'files', pem), join(dataDir, 'files', pem))
    }
    await assertGenuine(await openEmbedded(dataDir), dataDir, publicIds)
  })

  type Refused = { what: string; args: () => string[]; env: () => Record<string, string>; code: number; says: RegExp }
  let good = ''
  const withGood = async () => {
    if (good === '') { good = name('good'); assert.equal((await duheng(['backup', good], { DATA_DIR: early })).code, 0) }
    return good
  }
  const changed = (change: (b: Buffer) => Buffer) => { const to = name('changed'); writeFileSync(to, change(readFileSync(good))); return to }
  const refused: Refused[] = [
    { what: 'a file that is there is not replaced', args: () => ['backup', good], env: () => ({ DATA_DIR: early }), code: 2, says: /never replaces/ },
    { what: 'a folder without a database has nothing to back up', args: () => ['backup', name('x')], env: () => ({ DATA_DIR: name('none') }), code: 1, says: /There is no database in/ },
    { what: 'an option nobody knows', args: () => ['backup', name('x'), '--everything'], env: () => ({ DATA_DIR: early }), code: 2, says: /duheng backup FILE/ },
    { what: 'a folder that is not empty is not restored into', args: () => ['restore', good], env: () => ({ DATA_DIR: late }), code: 1, says: /is not empty \(.*Nothing was written/ },
    { what: 'a changed backup', args: () => ['restore', changed((b) => { b[b.length - 40] = (b[b.length - 40] ?? 0) ^ 1; return b })], env: () => ({ DATA_DIR: name('n') }), code: 1, says: /not as it was written\. Nothing was restored/ },
    { what: 'a backup cut short', args: () => ['restore', changed((b) => b.subarray(0, b.length - 5))], env: () => ({ DATA_DIR: name('n') }), code: 1, says: /cut or changed/ },
    { what: 'a check finds the same', args: () => ['restore', '--check', changed((b) => b.subarray(0, b.length - 5))], env: () => ({ DATA_DIR: name('n') }), code: 1, says: /cut or changed/ },
    { what: 'no key', args: () => ['restore', good], env: () => ({ DATA_DIR: name('n'), BACKUP_KEY: '/nowhere/backup.key' }), code: 2, says: /There is no backup key at/ },
    { what: 'not a backup', args: () => ['restore', cli], env: () => ({ DATA_DIR: name('n') }), code: 1, says: /not a Duheng backup/ },
  ]
  for (const r of refused) {
    test(`refused in a sentence: ${r.what}`, async () => {
      await withGood()
      const env = r.env()
      const ran = await duheng(r.args(), env)
      assert.equal(ran.code, r.code, ran.out)
      assert.match(ran.err, r.says)
      assert.doesNotMatch(ran.err, /^\s+at /m)
      if (env['DATA_DIR']?.includes('/n-')) assert.deepEqual(existsSync(env['DATA_DIR']) ? readdirSync(env['DATA_DIR']).filter((n) => !n.startsWith('lock.db')) : [], [])
    })
  }

  test('a folder that a server has open is not backed up under it', async () => {
    const dataDir = name('open')
    cpSync(early, dataDir, { recursive: true })
    const db = await openEmbedded(dataDir)
    const ran = await duheng(['backup', name('x')], { DATA_DIR: dataDir })
    await db.close()
    assert.equal(ran.code, 1)
    assert.match(ran.err, /Another Duheng process has/)
  })
})

describe('parts of different moments are told apart', () => {
  const firstFile = (files: string, below: string, ending: string) => {
    const found = readdirSync(join(files, below), { recursive: true }).map(String).filter((n) => n.endsWith(ending)).toSorted()[0]
    assert.ok(found, `${below} has a ${ending}`)
    return join(files, below, found)
  }
  const widest = (files: string, below: string) => join(files, below, `${Math.max(...readdirSync(join(files, below)).map(Number))}`)
  const flip = (path: string) => { const bytes = readFileSync(path); bytes[20] = (bytes[20] ?? 0) ^ 1; writeFileSync(path, bytes) }
  const replaceFolder = (from: string, to: string, folder: string) => { rmSync(join(to, folder), { recursive: true, force: true }); cpSync(join(from, 'files', folder), join(to, folder), { recursive: true }) }
  let databases: Record<'early' | 'late', Database>
  before(async () => { databases = { early: await openEmbedded(early), late: await openEmbedded(late) } })
  after(async () => { await databases.early.close(); await databases.late.close() })

  /** The database of one moment beside files that began as those of the same or another. */
  type Mix = { what: string; database: 'early' | 'late'; files: 'early' | 'late'; mix?: (files: string) => void; says: RegExp[] }
  const mixes: Mix[] = [
    { what: 'the database of the earlier moment, the files of the later', database: 'early', files: 'late', says: [/^The database is older than the log: it does not know entry \d+\.$/m] },
    { what: 'the files of the earlier moment, the database of the later', database: 'late', files: 'early', says: [/^The log is older than the database: it ends before entry \d+, and the database has places up to \d+\.$/m, /^4 of the files that rows name are missing/m] },
    { what: 'only the log is earlier', database: 'late', files: 'late', mix: (f) => { replaceFolder(early, f, 'log'); cpSync(join(early, 'files/keys/signed-tree'), join(f, 'keys/signed-tree')) }, says: [/^The log is older than the database/m] },
    { what: 'the tiles are earlier, the memory of the signer is not', database: 'late', files: 'late', mix: (f) => replaceFolder(early, f, 'log'), says: [/^Entries of the log are missing: \d+ are there of \d+ that were signed\.$/m] },
    { what: 'only the certificates are earlier', database: 'late', files: 'late', mix: (f) => replaceFolder(early, f, 'certificates'), says: [/^4 of the files that rows name are missing, certificates\//m] },
    { what: 'one document is missing', database: 'late', files: 'late', mix: (f) => rmSync(firstFile(f, 'certificates', '.pdf')), says: [/^1 of the files that rows name are missing/m] },
    { what: 'one document was altered', database: 'late', files: 'late', mix: (f) => flip(firstFile(f, 'certificates', '.xml')), says: [/^The file certificates\/.*\.xml was altered/m] },
    { what: 'one entry of the log was altered', database: 'late', files: 'late', mix: (f) => flip(widest(f, 'log/tile/entries/000.p')), says: [/^Entry 0 of the log is not the one the database has there\.$/m] },
    { what: 'one tile was altered', database: 'late', files: 'late', mix: (f) => flip(widest(f, 'log/tile/0/000.p')), says: [/does not follow from its entries/m] },
    { what: 'the log is gone altogether', database: 'late', files: 'late', mix: (f) => { rmSync(join(f, 'log'), { recursive: true }); rmSync(join(f, 'keys/signed-tree')) }, says: [/^The log is older than the database: it ends before entry 0/m] },
    { what: 'nothing is mixed at the earlier moment', database: 'early', files: 'early', says: [/^$/] },
    { what: 'nothing is mixed at the later moment', database: 'late', files: 'late', says: [/^$/] },
  ]
  for (const { what, database, files, mix, says } of mixes) {
    test(`${what}: said when it is backed up and when the backup is read`, async () => {
      const filesDir = name('mixed')
      cpSync(join(files === 'early' ? early : late, 'files'), filesDir, { recursive: true })
      mix?.(filesDir)
      const read = await keyFileFor(keyPath)
      assert.ok(read.ok)
      const to = name('mixture')
      const done = await writeBackup({ db: databases[database], contents: houseContents, filesDir, to, key: read.key, at: '2026-11-24T00:00:00Z', demo: false, withKeys: true })
      for (const s of says) assert.match(done.findings.join('\n'), s)
      assert.deepEqual((await readBackup(to, read.key, houseContents)).findings, done.findings)
    })
  }

  test('what a person insists on is restored, and the log then issues nothing', async () => {
    const dataDir = name('mixed')
    cpSync(early, dataDir, { recursive: true })
    replaceFolder(late, join(dataDir, 'files'), '.')
    const file = name('mixture')
    const made = await duheng(['backup', file, '--keys'], { DATA_DIR: dataDir })
    assert.equal(made.code, 1)
    assert.match(made.err, /The database is older than the log/)
    const refused = await duheng(['restore', file], { DATA_DIR: name('n') })
    assert.equal(refused.code, 1)
    assert.match(refused.err, /contradicts itself and was not restored:\nThe database is older than the log/)
    const restoredDir = name('anyway')
    const restored = await duheng(['restore', file, '--anyway'], { DATA_DIR: restoredDir })
    assert.equal(restored.code, 0, restored.err)
    const { house, close } = await houseOver(await openEmbedded(restoredDir), restoredDir)
    assert.match(house.problem() ?? '', /does not know entry/)
    await close()
  })
})

test('while the server runs, a backup is written when one is due and the last eight are kept', async () => {
  const dataDir = name('running')
  cpSync(early, dataDir, { recursive: true })
  const folder = name('backups')
  const db = await openEmbedded(dataDir)
  const { house, close } = await houseOver(db, dataDir)
  const scheduled = { db, contents: houseContents, filesDir: join(dataDir, 'files'), folder, keyPath, demo: false }
  try {
    const issuing = issueFor({ db, services: house.certificates, clock, orgId: 7, ownerOrgId: 8, personId: 9, source: 'item:during' })
    const first = await backUpIfDue(scheduled, '2026-11-24T08:00:00.000Z')
    assert.deepEqual(first?.findings, [], 'a backup in the middle of an issue is of one moment')
    await issuing
    assert.equal(await backUpIfDue(scheduled, '2026-11-24T08:14:59.000Z'), undefined)
    for (let i = 1; i <= 9; i++) assert.deepEqual((await backUpIfDue(scheduled, new Date(Date.parse('2026-11-24T08:00:00Z') + i * 900_000).toISOString()))?.findings, [])
    assert.deepEqual(readdirSync(folder).toSorted().map((n) => n.slice(16, 22)), ['083000', '084500', '090000', '091500', '093000', '094500', '100000', '101500'])
  } finally {
    await close()
  }
})

describe('duheng move-to-postgres', { skip: superUrl === undefined ? 'needs TEST_DATABASE_URL' : false }, () => {
  test('a prepared database receives every row, and a server on it proves every certificate', async () => {
    const dataDir = name('moving')
    cpSync(late, dataDir, { recursive: true })
    const admin = new pg.Client({ connectionString: superUrl })
    await admin.connect()
    const database = `duheng_mv_${randomBytes(5).toString('hex')}`
    await admin.query(`create database ${database} encoding 'UTF8' template template0 lc_collate 'C.UTF-8' lc_ctype 'C.UTF-8'`)
    const owner = new URL(superUrl ?? '')
    owner.pathname = `/${database}`
    try {
      const unprepared = await duheng(['move-to-postgres', owner.href], { DATA_DIR: dataDir })
      assert.equal(unprepared.code, 1)
      assert.match(unprepared.err, /is not prepared .* Run "duheng db-setup/)
      const password = 'not-a-secret-of-tests-only'
      const prepared = await openPostgres(owner.href)
      await prepared.asOwner((client) => createRoles(client, password))
      await migrate(prepared, migrationFolders)
      await prepared.close()
      const moved = await duheng(['move-to-postgres', owner.href], { DATA_DIR: dataDir })
      assert.equal(moved.code, 0, moved.err)
      assert.match(moved.out, /rows in \d+ tables are in PostgreSQL with the same hashes/)
      const twice = await duheng(['move-to-postgres', owner.href], { DATA_DIR: dataDir })
      assert.equal(twice.code, 1)
      assert.match(twice.err, /is not empty/)
      const app = new URL(owner)
      Object.assign(app, { username: 'duheng_app', password })
      await assertGenuine(await openPostgres(app.href, owner.href), dataDir, publicIds)
      const file = name('from-postgres')
      const env = { DATA_DIR: dataDir, DATABASE_URL: app.href, DATABASE_OWNER_URL: owner.href }
      const made = await duheng(['backup', file, '--keys'], env)
      assert.equal(made.code, 0, made.err)
      const full = await duheng(['restore', file], { ...env, DATA_DIR: name('elsewhere') })
      assert.match(full.err, /is not empty/)
      const back = name('back')
      assert.equal((await duheng(['restore', file], { DATA_DIR: back })).code, 0)
      await assertGenuine(await openEmbedded(back), back, publicIds)
    } finally {
      await admin.query(`drop database if exists ${database} with (force)`)
      await admin.end()
    }
  })
})
