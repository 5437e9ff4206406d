// Power cuts: a child issues a certificate and is killed (SIGKILL) at each point between two steps. After a restart the certificate is
// absent or complete, every leaf has one place, the chain of acts holds, and a second recovery changes nothing.
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { checkChain } from '#platform/acts/acts.ts'
import type { ChainRow } from '#platform/acts/acts.ts'
import { openEmbedded } from '#platform/db/database.ts'
import { migrate } from '#platform/db/migrate.ts'
import { createRoles } from '#platform/db/roles.ts'
import { typeParsers } from '#platform/db/values.ts'
import { migrationFolders } from '#apps/server/migrations.ts'
import { postgresDatabaseForChildren } from './testing/crash-database.ts'

const child = fileURLToPath(new URL('testing/crash-child.ts', import.meta.url))

type State = {
  certificates: { source: string; number: string; public_id: string; entry_id: number }[]
  published: number; issueActs: number; entries: { id: number; op: string; leaf_index: number | null }[]; documents: boolean[]
  problem: string | null; compared: string | null; size: number; checkpoint: string | null
}
type Ended = { killed: boolean; state: State | undefined; error: string }

function run(act: 'issue' | 'recover', filesDir: string, database: string, env: Record<string, string> = {}): Promise<Ended> {
  return new Promise((resolve) => {
    const process_ = spawn(process.execPath, ['--no-warnings', child, act, filesDir, database], { env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'] })
    let out = ''
    let error = ''
    process_.stdout.on('data', (d) => { out += String(d) })
    process_.stderr.on('data', (d) => { error += String(d) })
    process_.on('close', (_code, signal) => {
      const last = out.trim().split('\n').findLast((line) => line.startsWith('{"certificates"'))
      resolve({ killed: signal === 'SIGKILL', state: last === undefined ? undefined : JSON.parse(last), error })
    })
  })
}

/** What must hold however the story ended. */
function checkWhole(state: State | undefined, error: string): asserts state is State {
  assert.ok(state, error)
  assert.equal(state.problem, null)
  assert.equal(state.compared, null)
  assert.equal(state.published, state.certificates.length)
  assert.equal(state.issueActs, state.certificates.length)
  assert.ok(state.documents.every((there) => there), 'every certificate has its documents')
  const places = state.entries.map((e) => e.leaf_index).sort((a, b) => (a ?? -1) - (b ?? -1))
  assert.deepEqual(places, places.map((_, i) => i), 'every leaf has one place and there are no holes')
  assert.equal(state.size, state.entries.length)
  assert.equal(state.entries.filter((e) => e.op === 'issue').length, state.certificates.length)
}

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

const POINTS_EXPECTED = [
  'certificate: rendered', 'certificate: sealed', 'certificate: files written', 'certificate: leaf signed', 'certificate: leaf stored', 'certificate: row stored',
  'certificate: act recorded', 'certificate: committed', 'ledger: bundles written', 'ledger: tiles written', 'ledger: tree remembered',
  'ledger: checkpoint published', 'ledger: places written back', 'certificate: issued',
]

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
    assert.deepEqual([...points].sort(), [...POINTS_EXPECTED].sort())
  })
  for (const point of POINTS_EXPECTED) {
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
  for (const point of POINTS_EXPECTED) {
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
