// Backup, restore and move on the small house of testing.ts: every type, both kinds of database, an owner without power over row-level
// security, and an older backup under a newer release.
import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { simulatedClock } from '#platform/clock.ts'
import { recordAct } from '#platform/acts/acts.ts'
import { openEmbedded, openPostgres } from '#platform/db/database.ts'
import type { Database } from '#platform/db/database.ts'
import { migrate } from '#platform/db/migrate.ts'
import { createRoles } from '#platform/db/roles.ts'
import { jobScope } from '#platform/db/scope.ts'
import { schemasOf, writeBackup } from './backup.ts'
import type { Contents } from './backup.ts'
import { readBackup } from './read.ts'
import { migrationsFor, moveRows, restoreBackup } from './restore.ts'
import { hashRows, plainName, sequencesOf, tablesOf } from './rows.ts'
import { SAMPLE_ROWS, sampleContents } from './testing.ts'
import { backupKey } from './vault.ts'

const superUrl = process.env['TEST_DATABASE_URL']
const platformMigrations = fileURLToPath(new URL('../migrations', import.meta.url))
const clock = simulatedClock('2026-11-25T10:00:00+08:00')
const author = { osUser: 'tester', reason: 'a drill', clock }
const key = backupKey(randomBytes(32))
let folder: string
let contents: Contents
let source: Database
const closing: (() => Promise<void>)[] = []

before(async () => {
  folder = mkdtempSync(join(tmpdir(), 'duheng-backup-'))
  contents = sampleContents(folder, platformMigrations)
  const empty = await embedded(contents)
  await empty.dumpTo?.(join(folder, 'empty.tar'))
  source = empty
  await source.asOwner((client) => client.query(SAMPLE_ROWS))
  for (let i = 0; i < 5; i++) await source.withTx(jobScope, (tx) => recordAct(tx, clock, { actor: 0, org: i, verb: 'sample.make', object: `sample:${i}`, payload: { words: '度衡' } }))
  mkdirSync(join(folder, 'files', 'keys'), { recursive: true })
  writeFileSync(join(folder, 'files', 'keys', 'log.pem'), 'a private key')
  writeFileSync(join(folder, 'files', 'keys', 'log-name'), 'sample\n')
  writeFileSync(join(folder, 'files', 'large.bin'), randomBytes(2_500_000))
  writeFileSync(join(folder, 'files', '.part-12345678'), 'half written')
})
after(async () => {
  for (const close of closing.toReversed()) await close()
  rmSync(folder, { recursive: true, force: true })
})

async function embedded(of: Contents, wanted?: (key: string) => boolean): Promise<Database> {
  const template = join(folder, 'empty.tar')
  const db = await openEmbedded(undefined, existsSync(template) ? template : undefined)
  closing.push(() => db.close())
  if (!existsSync(template)) await db.asOwner((client) => createRoles(client))
  await migrate(db, of.migrations, wanted)
  return db
}

/** A database of PostgreSQL whose owner is no superuser and may not bypass row-level security. */
async function ownedByNobodySpecial(): Promise<{ db: Database; url: string }> {
  const [name, password] = [`duheng_bk_${randomBytes(5).toString('hex')}`, 'not-a-secret-of-tests-only']
  const admin = new pg.Client({ connectionString: superUrl })
  await admin.connect()
  await createRoles(admin, password)
  await admin.query(`create role ${name} login createrole password '${password}'`)
  for (const role of ['duheng_search', 'duheng_backup']) await admin.query(`grant ${role} to ${name}`)
  await admin.query(`create database ${name} owner ${name} encoding 'UTF8' template template0 lc_collate 'C.UTF-8' lc_ctype 'C.UTF-8'`)
  const url = new URL(superUrl ?? '')
  Object.assign(url, { username: name, password, pathname: `/${name}` })
  const db = await openPostgres(url.href)
  closing.push(async () => {
    await db.close()
    await admin.query(`drop database ${name} with (force)`)
    await admin.query(`drop role ${name}`)
    await admin.end()
  })
  return { db, url: url.href }
}

async function state(db: Database) {
  return db.asOwner(async (client) => {
    await client.query('begin')
    await client.query("set local timezone = 'UTC'; set local bytea_output = 'hex'")
    const { rows } = await client.query<{ powerful: boolean }>('select rolsuper as powerful from pg_roles where rolname = current_user')
    if (!rows[0]?.powerful) await client.query('set local role duheng_backup')
    const tables: Record<string, string> = {}
    for (const table of await tablesOf(client, schemasOf(contents))) {
      const { rows: count, sha256 } = await hashRows(client, table)
      tables[plainName(table.name)] = `${count} ${sha256}`
    }
    const sequences = await sequencesOf(client, schemasOf(contents))
    await client.query('commit')
    return { tables, sequences }
  })
}

/** After a restore there is one act more, and nothing else is different. */
function assertSame(found: Awaited<ReturnType<typeof state>>, wanted: Awaited<ReturnType<typeof state>>) {
  const acts = ['platform.act', 'platform.act_head', 'platform.act_payload']
  for (const [name, hash] of Object.entries(wanted.tables)) if (!acts.includes(name)) assert.equal(found.tables[name], hash, name)
  assert.equal(found.tables['platform.act']?.split(' ')[0], '6')
  const bar = (s: typeof wanted.sequences) => s.filter((q) => !q.name.endsWith('act_no_seq'))
  assert.deepEqual(bar(found.sequences), bar(wanted.sequences))
}

let count = 0
const backupOf = async (db: Database, withKeys = false, of = contents) => {
  const to = join(folder, `${count++}.backup`)
  const done = await writeBackup({ db, contents: of, filesDir: join(folder, 'files'), to, key, at: '2026-11-25T02:00:00.000Z', demo: false, withKeys })
  return { to, done }
}
const restoreInto = (from: string, make: (wanted: (key: string) => boolean) => Promise<Database>, of = contents, more: Partial<Parameters<typeof restoreBackup>[0]> = {}) => {
  const filesDir = join(folder, `restored-${count++}`)
  return restoreBackup({ from, key, contents: of, filesDir, author, prepare: make, beforeCommit: async () => {}, anyway: false, ...more }).then((read) => ({ read, filesDir }))
}

describe('on the embedded database', () => {
  test('every row, sequence and file comes back, and the act of restoring is in the chain', async () => {
    const { to, done } = await backupOf(source)
    assert.deepEqual(done.findings, [])
    let target: Database | undefined
    const { filesDir } = await restoreInto(to, async (wanted) => { target = await embedded(contents, wanted); return target })
    assert.ok(target)
    assertSame(await state(target), await state(source))
    assert.ok(readFileSync(join(filesDir, 'large.bin')).equals(readFileSync(join(folder, 'files', 'large.bin'))))
    const again = await backupOf(target)
    assert.deepEqual(again.done.findings, [], 'the chain of acts goes on after the restore')
  })

  test('private keys are in the backup only when asked for, half-written files never', async () => {
    const without = await restoreInto((await backupOf(source)).to, (wanted) => embedded(contents, wanted))
    const with_ = await restoreInto((await backupOf(source, true)).to, (wanted) => embedded(contents, wanted))
    assert.deepEqual(['keys/log.pem', 'keys/log-name', '.part-12345678'].map((f) => existsSync(join(without.filesDir, f))), [false, true, false])
    assert.equal(readFileSync(join(with_.filesDir, 'keys', 'log.pem'), 'utf8'), 'a private key')
    assert.equal(without.read.head.keys, false)
    assert.equal(with_.read.head.keys, true)
  })

  test('ids go on where they stood, row-level security and foreign keys are in force again', async () => {
    const { to } = await backupOf(source)
    let target: Database | undefined
    await restoreInto(to, async (wanted) => { target = await embedded(contents, wanted); return target })
    await target?.asOwner(async (client) => {
      const { rows } = await client.query<{ id: number }>("insert into sample.value (parent) values ('a') returning id")
      assert.equal(rows[0]?.id, 3011)
      await assert.rejects(client.query("insert into sample.value (parent) values ('nobody')"), /foreign key/)
      await assert.rejects(client.query('update sample.value set elder = 999999 where id = 1'), /foreign key/)
      const { rows: forced } = await client.query("select 1 from pg_class where oid = 'sample.value'::regclass and relrowsecurity and relforcerowsecurity")
      assert.equal(forced.length, 1)
    })
  })

  test('a database that is not empty is refused, and stays as it was', async () => {
    const { to } = await backupOf(source)
    const target = await embedded(contents)
    await target.asOwner((client) => client.query("insert into sample.parent values ('mine', null)"))
    const was = await state(target)
    await assert.rejects(restoreInto(to, async () => target), /not empty \(sample\.parent has rows\)/)
    assert.deepEqual(await state(target), was)
  })

  test('when files cannot take their place nothing is in the database', async () => {
    const { to } = await backupOf(source)
    const target = await embedded(contents)
    const was = await state(target)
    await assert.rejects(restoreInto(to, async () => target, contents, { beforeCommit: () => Promise.reject(new Error('the disk is full')) }), /disk is full/)
    assert.deepEqual(await state(target), was)
  })

  test('an older backup is restored at its own release and brought forward; a newer one is refused', async () => {
    const { to } = await backupOf(source)
    const later = sampleContents(mkdtempSync(join(folder, 'later-')), platformMigrations)
    const at = later.migrations[1]?.folder ?? ''
    writeFileSync(join(at, '0002-more.sql'), "alter table sample.parent add column extra text not null default 'new'")
    let target: Database | undefined
    await restoreInto(to, async (wanted) => { target = await embedded(later, wanted); return target }, later)
    assert.ok(target)
    assert.deepEqual(await migrate(target, later.migrations), ['sample/0002-more.sql'])
    const { to: newer } = await backupOf(target, false, later)
    await assert.rejects(restoreInto(newer, (wanted) => embedded(contents, wanted)), /made by a newer release: it has the migration sample\/0002-more\.sql/)
    await assert.rejects(migrationsFor(contents, [{ key: 'sample/0001-sample.sql', sha256: 'a'.repeat(64) }]), /is not the one of this release/)
  })

  test('a check reads everything and needs no database', async () => {
    const { to } = await backupOf(source)
    const read = await readBackup(to, key, contents)
    assert.deepEqual(read.findings, [])
    assert.equal(read.manifest.tables.find((t) => t.name === 'sample.value')?.rows, 3005)
    assert.equal(read.manifest.acts.last, 5)
  })

  test('an act that was edited, or taken away at the end, is found', async () => {
    const target = await embedded(contents)
    await moveRows(source, target, contents, author)
    await target.asOwner((client) => client.query("update platform.act set object = 'sample:forged' where no = 3"))
    assert.match((await backupOf(target)).done.findings.join(), /broken at act 3/)
    await target.asOwner((client) => client.query("update platform.act set object = 'sample:2' where no = 3; update platform.act_payload set payload = '{}' where act_no = 2"))
    assert.match((await backupOf(target)).done.findings.join(), /broken at act 2/)
    await target.asOwner((client) => client.query('delete from platform.act_payload where act_no >= 5; delete from platform.act where no >= 5'))
    assert.match((await backupOf(target)).done.findings.join(), /does not end where its head says/)
  })
})

describe('on PostgreSQL, with an owner who is under row-level security like everybody', { skip: superUrl === undefined ? 'needs TEST_DATABASE_URL' : false }, () => {
  test('the move keeps every row, and the way back too', async () => {
    const { db } = await ownedByNobodySpecial()
    await migrate(db, contents.migrations)
    const moved = await moveRows(source, db, contents, author)
    assert.equal(moved.tables.find((t) => t.name === 'sample.value')?.rows, 3005)
    assertSame(await state(db), await state(source))
    const { to, done } = await backupOf(db)
    assert.deepEqual(done.findings, [])
    let back: Database | undefined
    await restoreInto(to, async (wanted) => { back = await embedded(contents, wanted); return back })
    assert.ok(back)
    assert.equal((await state(back)).tables['sample.value'], (await state(source)).tables['sample.value'])
  })

  test('a login that cannot see every row is told so instead of making an empty backup', async () => {
    const { db } = await ownedByNobodySpecial()
    await migrate(db, contents.migrations)
    await db.asOwner((client) => client.query('drop policy backup on sample.value'))
    await assert.rejects(backupOf(db), /cannot read every row \(sample\.value\)/)
  })

  test('rows written while a backup runs are not in it, and nobody waits', async () => {
    const { db, url } = await ownedByNobodySpecial()
    await migrate(db, contents.migrations)
    await moveRows(source, db, contents, author)
    const before_ = (await state(db)).tables['sample.parent']
    const other = new pg.Client({ connectionString: url })
    await other.connect()
    const running: Contents = { ...contents, participants: [{
      lock: 4_711, owns: () => false, watcher: () => ({ wantsRows: () => false, row: () => {}, wantsBytes: () => false, bytes: () => {}, file: () => {}, findings: () => [] }),
      freeze: async () => {
        const { rows } = await other.query<{ free: boolean }>('select pg_try_advisory_lock(4711) as free')
        assert.equal(rows[0]?.free, false, 'whoever changes the files waits while the snapshot begins')
        await other.query("insert into sample.parent values ('late', null)")
        return { log: null, files: async function* () {} }
      },
    }] }
    const { to } = await backupOf(db, false, running)
    const parts = (await readBackup(to, key, contents)).manifest.tables.find((t) => t.name === 'sample.parent')
    assert.equal(`${parts?.rows} ${parts?.sha256}`, before_)
    const { rows } = await other.query<{ free: boolean }>('select pg_try_advisory_lock(4711) as free')
    assert.equal(rows[0]?.free, true)
    await other.end()
  })
})
