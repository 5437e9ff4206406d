// Whose rows a query means, said in the query itself. Row-level security says the same in the database; each wall holds with the other
// off (apps/server/security/objects.test.ts). A store names the columns of its table beside its queries, as the table's policies do.
import { sql } from 'kysely'
import type { Expression, ExpressionBuilder, SqlBool, StringReference } from 'kysely'
import type { Tx } from './kysely.ts'

/** By which columns a row is somebody's. */
export type Belongs<Column extends string> = {
  /** Organisations whose own people see the row: the parties to it. */
  readonly own?: readonly Column[]
  /** Organisations whose rows are seen by others too: a laboratory sees its clients' ledgers. */
  readonly seen?: readonly Column[]
  /** Administrative division by which an authority sees the row; left out, it sees its own organisation's rows alone. */
  readonly division?: Column
}

/**
 * True for rows the transaction's actor may see: `.where((e) => visible(e, tx, PARTIES))`. The system's own work (roles job, auth) names the
 * rows it means by other conditions.
 *
 * A condition to pass, never one to find rows by. The planner cannot know that the policies say the same: it would count the two one after
 * the other and, expecting few rows, sort a whole ledger for its first page. Asked as "is not null", it is expected to let nearly all pass.
 */
export function visible<DB, TB extends keyof DB>(e: ExpressionBuilder<DB, TB>, tx: Tx, belongs: Belongs<StringReference<DB, TB>>): Expression<SqlBool> {
  const { role, orgs, own, division = '' } = tx.scope
  if (role === 'job' || role === 'auth') return e.lit(true)
  if (role === 'city' && belongs.division !== undefined) return division === '' ? e.lit(true) : filter(sql`starts_with(${e.ref(belongs.division)}, ${division})`)
  return filter(e.or([...(belongs.own ?? []).map((column) => among(e.ref(column), own)), ...(belongs.seen ?? []).map((column) => among(e.ref(column), orgs))]))
}

const among = (column: Expression<unknown>, ids: readonly number[]): Expression<SqlBool> => sql<boolean>`${column} = any (${[...ids]}::bigint[])`
const filter = (condition: Expression<unknown>): Expression<SqlBool> => sql<boolean>`nullif(${condition}, false) is not null`
