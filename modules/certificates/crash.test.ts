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

/** A beginning that every story copies: the database and the files of a house with one certificate. */
type Beginning = { files: string; database: string; copy(): Promise<Copy>; drop(): Promise<void> }
type Copy = { files: string; database: string; acts?(): Promise<ChainRow[]>; drop(): Promise<void> }

const superUrl = process.env['TEST_DATABASE_URL']
const begin = () => superUrl === undefined ? embeddedBeginning() : postgresBeginning(superUrl)
const ACTS = 'select a.*, p.salt, p.payload from platform.act a left join platform.act_payload p on p.act_no = a.no order by a.no'
const folder = () => mkdtempSync(join(root, 'copy-'))
const root = mkdtempSync(join(tmpdir(), 'duheng-crash-'))

async function embeddedBeginning(): Promise<Beginning> {
  const [database, files] = [join(root, 'db'), join(root, 'files')]
  const db = await openEmbedded(database)
  await db.asOwner((client) => createRoles(client))
  await migrate(db, migrationFolders)
  await db.close()
  return {
    files, database, drop: async () => {},
    async copy() {
      const copy = folder()
      cpSync(database, join(copy, 'db'), { recursive: true })
      return { files: join(copy, 'files'), database: join(copy, 'db'), drop: async () => rmSync(copy, { recursive: true, force: true }) }
    },
  }
}

async function postgresBeginning(url: string): Promise<Beginning> {
  const made = await postgresDatabaseForChildren(url)
  return {
    files: join(root, 'files'), database: made.appUrl, drop: made.drop,
    async copy() {
      const copy = await postgresDatabaseForChildren(url, made.name)
      const acts = async () => {
        const client = new pg.Client({ connectionString: copy.ownerUrl, types: typeParsers })
        await client.connect()
        const { rows } = await client.query<ChainRow>(ACTS)
        await client.end()
        return rows
      }
      return { files: join(folder(), 'files'), database: copy.appUrl, acts, drop: copy.drop }
    },
  }
}

describe(`killed between every two steps, on ${superUrl === undefined ? 'the embedded database' : 'PostgreSQL'}`, () => {
  let beginning: Beginning
  let points: string[]
  before(async () => {
    beginning = await begin()
    const list = join(root, 'points')
    const whole = await run('issue', beginning.files, beginning.database, { SOURCE: 'item:1', CRASH_POINTS: list })
    checkWhole(whole.state, whole.error)
    points = [...new Set(readFileSync(list, 'utf8').trim().split('\n'))]
  })
  after(async () => {
    await beginning.drop()
    rmSync(root, { recursive: true, force: true })
  })

  test('the list of points is what was passed', () => {
    assert.deepEqual([...points].sort(), [...CRASH_POINTS].sort())
  })
  for (const point of CRASH_POINTS) {
    test(`killed at "${point}": absent or complete`, { timeout: 120_000 }, async () => {
      const copy = await beginning.copy()
      try {
        cpSync(beginning.files, copy.files, { recursive: true })
        const cut = await run('issue', copy.files, copy.database, { CRASH_AT: point, SOURCE: 'item:2' })
        assert.ok(cut.killed, `was not killed at ${point}: ${cut.error}`)
        const next = await run('recover', copy.files, copy.database, { SOURCE: 'item:2' })
        const [recovered, issued] = next.states
        checkWhole(recovered, next.error)
        if (issued) {
          checkWhole(issued, next.error)
          assert.equal(recovered.certificates.length, 1, 'absent')
          assert.deepEqual(issued.certificates.map((c) => c.number.slice(-6)), ['000001', '000002'], 'the number of the cut issue is used again')
        } else {
          assert.equal(recovered.certificates.length, 2, 'complete')
          assert.deepEqual((await run('recover', copy.files, copy.database)).states, [recovered], 'a second recovery changes nothing')
        }
        if (copy.acts) assert.deepEqual(checkChain(await copy.acts(), Buffer.alloc(32)).findings, [])
      } finally {
        await copy.drop()
      }
    })
  }
})
