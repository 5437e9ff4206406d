// Power cuts one after the other on the same house: each round issues a certificate and is killed at a point between two steps, or at any
// moment at all; then it is started again and everything must hold that holds without a cut.
import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openEmbedded } from '#platform/db/database.ts'
import { migrate } from '#platform/db/migrate.ts'
import { createRoles } from '#platform/db/roles.ts'
import { migrationFolders } from '#apps/server/migrations.ts'
import { postgresDatabaseForChildren } from '#modules/certificates/testing/crash-database.ts'
import { CRASH_POINTS, checkWhole, run } from '#modules/certificates/testing/crash-story.ts'
import { pick, randomFrom, until } from './options.ts'

export type KillRound = { round: number; at: string; certificates: number; killed: boolean }
export type KillResult = { rounds: number; kills: number; failure: string | undefined }
type Place = { database: string; filesDir: string; close(): Promise<void> }

async function embeddedPlace(): Promise<Place> {
  const folder = mkdtempSync(join(tmpdir(), 'duheng-kill-'))
  const db = await openEmbedded(join(folder, 'db'))
  await db.asOwner((client) => createRoles(client))
  await migrate(db, migrationFolders)
  await db.close()
  return { database: join(folder, 'db'), filesDir: join(folder, 'files'), close: async () => rmSync(folder, { recursive: true, force: true }) }
}
async function postgresPlace(superUrl: string): Promise<Place> {
  const folder = mkdtempSync(join(tmpdir(), 'duheng-kill-pg-'))
  const database = await postgresDatabaseForChildren(superUrl)
  return { database: database.appUrl, filesDir: folder, close: async () => { await database.drop(); rmSync(folder, { recursive: true, force: true }) } }
}

export async function killRounds(options: { seconds: number; seed: number; superUrl?: string; keepFailed?: string }, told: (round: KillRound) => void): Promise<KillResult> {
  const random = randomFrom(options.seed)
  const place = options.superUrl ? await postgresPlace(options.superUrl) : await embeddedPlace()
  const timeIsLeft = until(options.seconds)
  const result: KillResult = { rounds: 0, kills: 0, failure: undefined }
  let issued = 0
  try {
    do {
      result.rounds++
      const SOURCE = `item:${result.rounds}`
      const anywhere_ms = random() < 0.4 ? Math.floor(400 + random() * 4_000) : undefined
      const point = pick(random, CRASH_POINTS)
      const at = anywhere_ms === undefined ? point : `${anywhere_ms} ms`
      const cut = await run('issue', place.filesDir, place.database, anywhere_ms === undefined ? { CRASH_AT: point, SOURCE } : { SOURCE }, anywhere_ms)
      if (cut.killed) result.kills++
      const { state, error } = await run('recover', place.filesDir, place.database)
      try {
        checkWhole(state, error)
        const [kept, made] = [state.certificates.length, state.certificates.filter((c) => c.source === SOURCE).length]
        if (kept < issued || made > 1) throw new Error(`${kept} certificates after ${issued} were there, ${made} for one item`)
        issued = kept
        told({ round: result.rounds, at, certificates: kept, killed: cut.killed })
      } catch (failed) {
        result.failure = `round ${result.rounds}, killed at ${at}: ${failed instanceof Error ? failed.message : String(failed)}`
        if (options.keepFailed && !options.superUrl) cpSync(place.filesDir, options.keepFailed, { recursive: true })
        return result
      }
    } while (timeIsLeft())
    return result
  } finally {
    await place.close()
  }
}
