// Power cuts: a child issues a certificate and is killed (SIGKILL) at each point between two steps. After a restart the certificate is
// absent or complete, every leaf has one place, the chain of acts holds, and a second recovery changes nothing.
import assert from 'node:assert/strict'
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import pg from 'pg'
import { checkChain } from '#platform/acts/acts.ts'
import type { ChainRow } from '#platform/acts/acts.ts'
import { openEmbedded } from '#platform/db/database.ts'
import { migrate } from '#platform/db/migrate.ts'
import { createRoles } from '#platform/db/roles.ts'
import { typeParsers } from '#platform/db/values.ts'
import { migrationFolders } from '#apps/server/migrations.ts'
import { postgresDatabaseForChildren } from './testing/crash-database.ts'
import { CRASH_POINTS, checkWhole, run } from './testing/crash-story.ts'

/** Kills an issue at `point`, restarts, and tries again: each story on a copy of the same beginning. */
async function story(point: string, filesDir: string, database: string): Promise<void> {
  const cut = await run('issue', filesDir, database, { CRASH_AT: point, SOURCE: 'item:2' })
  assert.ok(cut.killed, `was not killed at ${point}: ${cut.error}`)
  const first = await run('recover', filesDir, database)
  checkWhole(first.state, first.error)
  if (first.state.certificates.some((c) => c.source === 'item:2')) {
    const second = await run('recover', filesDir, database)
    assert.deepEqual(second.state, first.state, 'a second recovery changes nothing')
    return
  }
  const again = await run('issue', filesDir, database, { SOURCE: 'item:2' })
  checkWhole(again.state, again.error)
  assert.deepEqual(again.state.certificates.map((c) => c.number.slice(-6)), ['000001', '000002'], 'the number of the cut issue is used again')
}

describe('killed between every two steps, on the embedded database', () => {
  let start: string
  let points: string[]
  before(async () => {
    start = mkdtempSync(join(tmpdir(), 'duheng-crash-'))
    const db = await openEmbedded(join(start, 'db'))
    await db.asOwner((client) => createRoles(client))
    await migrate(db, migrationFolders)
    await db.close()
    const list = join(start, 'points')
    const whole = await run('issue', join(start, 'files'), join(start, 'db'), { SOURCE: 'item:1', CRASH_POINTS: list })
    checkWhole(whole.state, whole.error)
    points = [...new Set(readFileSync(list, 'utf8').trim().split('\n'))]
  })
  after(() => rmSync(start, { recursive: true, force: true }))

  test('the list of points is what was passed', () => {
    assert.deepEqual([...points].sort(), [...CRASH_POINTS].sort())
  })
  for (const point of CRASH_POINTS) {
    test(`killed at "${point}": absent or complete`, { timeout: 120_000 }, async () => {
      const copy = mkdtempSync(join(tmpdir(), 'duheng-crash-copy-'))
      cpSync(start, copy, { recursive: true })
      await story(point, join(copy, 'files'), join(copy, 'db'))
      rmSync(copy, { recursive: true, force: true })
    })
  }
})

const superUrl = process.env['TEST_DATABASE_URL']
describe('killed between every two steps, on PostgreSQL', { skip: superUrl === undefined && 'needs TEST_DATABASE_URL' }, () => {
  for (const point of CRASH_POINTS) {
    test(`killed at "${point}": absent or complete, and the chain of acts holds`, { timeout: 120_000 }, async () => {
      const folder = mkdtempSync(join(tmpdir(), 'duheng-crash-pg-'))
      const database = await postgresDatabaseForChildren(superUrl ?? '')
      const whole = await run('issue', folder, database.appUrl, { SOURCE: 'item:1' })
      checkWhole(whole.state, whole.error)
      await story(point, folder, database.appUrl)
      const client = new pg.Client({ connectionString: database.ownerUrl, types: typeParsers })
      await client.connect()
      const { rows } = await client.query<ChainRow>('select a.*, p.salt, p.payload from platform.act a left join platform.act_payload p on p.act_no = a.no order by a.no')
      await client.end()
      assert.deepEqual(checkChain(rows, Buffer.alloc(32)).findings, [])
      await database.drop()
      rmSync(folder, { recursive: true, force: true })
    })
  }
})
