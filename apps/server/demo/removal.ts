// Removing the demonstration in one act. A demonstration has a database, files, a log and keys of its own and is never mixed with real use,
// so what is removed is the whole of it: no row of an append-only table is deleted, the demonstration's log ends together with its keys.
// Papers that were downloaded say 演示 DEMO on their face and convince nobody. Absent: backups, which are files of the administrator's.
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { openPostgres } from '#platform/db/database.ts'
import type { Database } from '#platform/db/database.ts'
import { jobScope } from '#platform/db/scope.ts'
import type { Words } from '#platform/http/problem.ts'
import type { Config } from '../config.ts'
import { migrationFolders } from '../migrations.ts'

/** What is done, in order; shown while it is done. */
export const REMOVAL_STEPS: readonly Words[] = [
  ['停止生成历史', 'The history is stopped'],
  ['关闭演示城市', 'The demonstration is closed'],
  ['删除数据库内容', 'The database is emptied'],
  ['删除文件、日志和密钥', 'Files, log and keys are removed'],
  ['以空库重新开始', 'The empty house is opened'],
]

export type RemovalFacts = { organisations: number; people: number; instruments: number; certificates: number; obstacle: Words | undefined }
export type Removal = {
  facts(): Promise<RemovalFacts>
  /** Asks for it; the running server does it (main.ts). */
  ask(): void
  readonly asked: Promise<'removal'>
}

/** `mayEmpty`: whether this process has the owner's rights on the database. */
export function openRemoval({ db, mayEmpty }: { db: Database; mayEmpty: boolean }): Removal {
  const { promise, resolve: tell } = Promise.withResolvers<'removal'>()
  return {
    facts: async () => ({ ...(await counts(db)), obstacle: await obstacle(db, mayEmpty) }),
    ask: () => tell('removal'),
    asked: promise,
  }
}

const counts = (db: Database) => db.withTx(jobScope, async (tx) => {
  const count = async (table: 'registry.organisation' | 'registry.person' | 'registry.instrument' | 'certificates.certificate') =>
    Number((await tx.selectFrom(table).select((e) => e.fn.countAll<number>().as('n')).executeTakeFirstOrThrow()).n)
  return { organisations: await count('registry.organisation'), people: await count('registry.person'), instruments: await count('registry.instrument'), certificates: await count('certificates.certificate') }
})

async function obstacle(db: Database, mayEmpty: boolean): Promise<Words | undefined> {
  const real = await db.withTx(jobScope, (tx) => tx.selectFrom('registry.organisation').select('name').where('demo', '=', false).limit(1).executeTakeFirst())
  if (real) return [`“${real.name}”不是演示单位，没有删除任何数据。`, `“${real.name}” is no demonstration; nothing was removed.`]
  if (!mayEmpty) return ['服务器以受限账号连接数据库，不能清空。请设置 DATABASE_OWNER_URL 后重新启动，再删除。', 'The server has no owner’s rights on the database and cannot empty it. Start it with DATABASE_OWNER_URL set, then remove.']
  return undefined
}

const BEGUN = 'demo-removal-begun'
const REAL_USE = 'real-use'
const placeOf = (config: Pick<Config, 'dataDir'>, name: string) => join(resolve(config.dataDir), name)

/** Whether a removal was begun here and the process ended before it was done. */
export const removalBegun = (config: Pick<Config, 'dataDir'>): boolean => existsSync(placeOf(config, BEGUN))
/** Whether a demonstration was removed here: without DEMO said, a start is then one for real use. */
export const isForRealUse = (config: Pick<Config, 'dataDir'>): boolean => existsSync(placeOf(config, REAL_USE))

/** Empties database and files; nobody may have them open. Begun once, it is finished at the next start if need be. */
export async function removeEverything(config: Pick<Config, 'dataDir' | 'databaseUrl' | 'ownerUrl'>, did: (step: number) => void = () => {}): Promise<void> {
  mkdirSync(resolve(config.dataDir), { recursive: true, mode: 0o700 })
  writeFileSync(placeOf(config, BEGUN), '')
  if (config.databaseUrl) await emptyServer(config.databaseUrl, config.ownerUrl)
  else rmSync(placeOf(config, 'pg'), { recursive: true, force: true })
  did(3)
  rmSync(placeOf(config, 'files'), { recursive: true, force: true })
  writeFileSync(placeOf(config, REAL_USE), '')
  rmSync(placeOf(config, BEGUN))
  did(4)
}

async function emptyServer(url: string, ownerUrl: string | undefined): Promise<void> {
  const db = await openPostgres(url, ownerUrl)
  try {
    await db.asOwner(async (client) => {
      await client.query('begin')
      for (const schema of [...migrationFolders.map((m) => m.schema), 'migration'].toReversed()) await client.query(`drop schema if exists "${schema}" cascade`)
      await client.query('commit')
    })
  } finally {
    await db.close()
  }
}

/** What the listener answers while there is no house: how far the removal is, and to everybody else that it goes on. */
export function removalFetch(): { fetch: (request: Request) => Response; did: (step: number) => void } {
  let step = 0
  return {
    did: (n) => { step = n },
    fetch: (request) => {
      const headers = { 'Content-Type': 'application/json; charset=utf-8', 'Cache-Control': 'no-store', 'X-Content-Type-Options': 'nosniff' }
      const isAsked = new URL(request.url).pathname === '/api/demo/removal/progress'
      if (isAsked) return new Response(JSON.stringify({ step, of: REMOVAL_STEPS.length, doing: REMOVAL_STEPS[step] }), { headers })
      return new Response(JSON.stringify({ title: 'removing', status: 503, detail: '正在删除演示数据，稍候。 The demonstration is being removed.' }), { status: 503, headers: { ...headers, 'Retry-After': '5' } })
    },
  }
}
