// Kysely over one pg connection that is already inside a transaction. It opens, commits and closes nothing: withTx does. It carries the
// scope the transaction was opened with, so that a store can say in its own query whose rows are meant (visible.ts).
import { Kysely, PostgresAdapter, PostgresIntrospector, PostgresQueryCompiler } from 'kysely'
import type { CompiledQuery, DatabaseConnection, Dialect, Driver, QueryResult } from 'kysely'
import type { ClientBase } from 'pg'
import type { Scope } from './scope.ts'
import type { Tables } from './tables.ts'

export type Tx = Kysely<Tables> & { readonly scope: Scope }

export function kyselyOn(client: ClientBase, scope: Scope): Tx {
  const connection: DatabaseConnection = {
    async executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
      const result = await client.query<Record<string, unknown>>(query.sql, [...query.parameters])
      return {
        rows: result.rows as R[], // the shape is Kysely's own inference from the tables
        numAffectedRows: result.rowCount === null ? undefined : BigInt(result.rowCount),
      }
    },
    streamQuery: () => { throw new Error('stream through keyset pages instead') },
  }
  const refuse = async () => { throw new Error('withTx is the only way to open a transaction') }
  const driver: Driver = {
    init: async () => {},
    acquireConnection: async () => connection,
    releaseConnection: async () => {},
    beginTransaction: refuse,
    commitTransaction: refuse,
    rollbackTransaction: refuse,
    destroy: async () => {},
  }
  const dialect: Dialect = {
    createAdapter: () => new PostgresAdapter(),
    createDriver: () => driver,
    createIntrospector: (db) => new PostgresIntrospector(db),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  }
  return Object.assign(new Kysely<Tables>({ dialect }), { scope })
}
