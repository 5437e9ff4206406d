// The one way to the database. withTx owns every connection: it opens the transaction with the actor's scope, and on any
// throw destroys the connection, so that no role or organisation leaks into the next request.
import { AsyncLocalStorage } from 'node:async_hooks'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { monotonic_ms } from '#platform/clock.ts'
import { startEmbedded } from './embedded.ts'
import type { Embedded } from './embedded.ts'
import { kyselyOn } from './kysely.ts'
import type { Tx } from './kysely.ts'
import { lockFolder } from './lock.ts'
import { beginText, databaseRoles } from './scope.ts'
import type { DatabaseRole, Scope } from './scope.ts'
import { typeParsers } from './values.ts'

export type { Tx } from './kysely.ts'

export type Database = {
  readonly kind: 'pglite' | 'postgres'
  withTx<T>(scope: Scope, work: (tx: Tx) => Promise<T>): Promise<T>
  /**
   * A transaction in the role app, held while the work opens and ends others: what it locks stays locked until then, in every process. Its
   * connections are of a pool of their own, so that nobody who holds one waits for another. Absent on the embedded database, whose folder
   * lets one process in.
   */
  beside?<T>(scope: Scope, wait_ms: number, work: (tx: Tx) => Promise<T>): Promise<T>
  /** A connection as owner, for migrations, backup and the command line alone. */
  asOwner<T>(work: (client: pg.ClientBase) => Promise<T>): Promise<T>
  /** Connections in use and waiting, for /metrics. */
  load(): { total: number; waiting: number }
  /** How long a backup or a migration has held the owner's connection; on the embedded database everybody else waits for it. */
  ownerAtWork_ms(): number
  onDeath(listener: (reason: string) => void): void
  dumpTo?(file: string): Promise<void>
  close(): Promise<void>
}

export const STATEMENT_TIMEOUT_MS = 5_000
/** As many as the role app has connections: more work than that is never under way. */
const BESIDE_MAX = 10
const inTransaction = new AsyncLocalStorage<true>()

/** Embedded: one connection, every transaction sets its role. `dataDir` undefined keeps all in memory (tests). */
export async function openEmbedded(dataDir: string | undefined, template?: string): Promise<Database> {
  const lock = dataDir === undefined ? undefined : takeLock(dataDir)
  const embedded = await startEmbedded(dataDir === undefined ? 'memory://' : join(dataDir, 'pg'), template)
  const pool = poolOn({ ...embedded.connection, max: 1, idleTimeoutMillis: 0 })
  return {
    ...onPools(() => pool, () => pool, true),
    kind: 'pglite',
    load: () => ({ total: pool.totalCount, waiting: pool.waitingCount }),
    onDeath: embedded.onDeath,
    dumpTo: embedded.dump,
    close: () => closeEmbedded(pool, embedded, lock),
  }
}

function takeLock(dataDir: string) {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 })
  const locked = lockFolder(dataDir)
  if (!locked.ok) throw new FolderInUse(locked.reason)
  return locked.lock
}
export class FolderInUse extends Error {}

async function closeEmbedded(pool: pg.Pool, embedded: Embedded, lock: { release(): void } | undefined) {
  await pool.end()
  await embedded.close()
  lock?.release()
}

/**
 * PostgreSQL: `url` logs in as duheng_app; the other roles are logins of the same name pattern and password (duheng_city, …),
 * each with a pool of its own. `ownerUrl` is needed for migrations only.
 */
export async function openPostgres(url: string, ownerUrl?: string): Promise<Database> {
  const pools = new Map<DatabaseRole, pg.Pool>()
  for (const role of databaseRoles) {
    const asRole = new URL(url)
    asRole.username = `duheng_${role}`
    pools.set(role, poolOn({ connectionString: asRole.href, max: role === 'app' ? 10 : 4 }))
  }
  const held = poolOn({ connectionString: url, max: BESIDE_MAX })
  const owner = poolOn({ connectionString: ownerUrl ?? url, max: 1, idleTimeoutMillis: 1_000 })
  const poolOf = (role: DatabaseRole) => pools.get(role) ?? owner
  const all = () => [...pools.values(), held]
  return {
    ...onPools(poolOf, () => owner, false),
    kind: 'postgres',
    beside: (scope, wait_ms, work) => {
      if (scope.role !== 'app') throw new Error('a transaction beside others is in the role app')
      // It idles while the work goes on, whatever the server's limit for that is.
      return oneTx(held, `${beginText(scope, { setRole: false, statementTimeout_ms: wait_ms })};set local idle_in_transaction_session_timeout=0`, (client) => work(kyselyOn(client, scope)))
    },
    load: () => ({ total: all().reduce((n, p) => n + p.totalCount, 0), waiting: all().reduce((n, p) => n + p.waitingCount, 0) }),
    onDeath: () => {},
    close: async () => { await Promise.all([...all(), owner].map((p) => p.end())) },
  }
}

/** A connection the server ends, in the pool or between two queries of a transaction, is the next query's error and nobody's crash. */
function poolOn(config: pg.PoolConfig): pg.Pool {
  const pool = new pg.Pool({ ...config, types: typeParsers })
  pool.on('error', () => {})
  pool.on('connect', (client) => { client.on('error', () => {}) })
  return pool
}

function onPools(poolOf: (role: DatabaseRole) => pg.Pool, ownerPool: () => pg.Pool, setRole: boolean) {
  let ownerSince_ms: number | undefined
  return {
    ownerAtWork_ms: () => (ownerSince_ms === undefined ? 0 : monotonic_ms() - ownerSince_ms),
    async withTx<T>(scope: Scope, work: (tx: Tx) => Promise<T>): Promise<T> {
      if (inTransaction.getStore()) throw new Error('a transaction is already open in this flow; pass its tx on')
      return inTransaction.run(true, () => oneTx(poolOf(scope.role), beginText(scope, { setRole, statementTimeout_ms: STATEMENT_TIMEOUT_MS }), (client) => work(kyselyOn(client, scope))))
    },
    async asOwner<T>(work: (client: pg.ClientBase) => Promise<T>): Promise<T> {
      if (inTransaction.getStore()) throw new Error('a transaction is open in this flow; the owner works outside it')
      const client = await ownerPool().connect()
      ownerSince_ms = monotonic_ms()
      try {
        const result = await work(client)
        client.release()
        return result
      } catch (error) {
        await client.query('rollback').catch(() => {}) // as in oneTx; outside a transaction it is a notice
        client.release(true)
        throw error
      } finally {
        ownerSince_ms = undefined
      }
    },
  }
}

async function oneTx<T>(pool: pg.Pool, begin: string, work: (client: pg.PoolClient) => Promise<T>): Promise<T> {
  const client = await pool.connect()
  try {
    await client.query(begin)
    const result = await work(client)
    await client.query('commit')
    client.release()
    return result
  } catch (error) {
    await client.query('rollback').catch(() => {}) // the embedded server must not be left inside a transaction
    client.release(true)
    throw error
  }
}
