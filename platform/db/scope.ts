// Who a transaction acts as: the database role, the organisations seen, the organisations belonged to, the person.
// Pure. The text made here is the only interpolated SQL in the house and is checked to hold digits alone.

export const databaseRoles = ['app', 'city', 'public', 'auth', 'job'] as const
export type DatabaseRole = (typeof databaseRoles)[number]

export type Scope = {
  readonly role: DatabaseRole
  /** Organisations whose rows may be seen. */
  readonly orgs: readonly number[]
  /** Organisations the actor belongs to; always among `orgs`. */
  readonly own: readonly number[]
  /** Person who acts; 0 is nobody (public, system). */
  readonly actor: number
  /** Prefix of the administrative division (GB/T 2260) the city role may see; '' is all. Read by policies of duheng_city alone. */
  readonly division?: string
}

export const publicScope: Scope = { role: 'public', orgs: [], own: [], actor: 0 }
export const authScope: Scope = { role: 'auth', orgs: [], own: [], actor: 0 }
/** City-wide work of the system itself; the handful of callers is listed in docs/decisions. */
export const jobScope: Scope = { role: 'job', orgs: [], own: [], actor: 0 }

const idList = (ids: readonly number[]): string => {
  const text = `{${ids.join(',')}}`
  if (!/^\{[0-9,]*\}$/.test(text)) throw new Error('organisation ids are positive integers')
  return text
}

/** The opening of a transaction, sent as one simple query. `setRole` on PGlite, whose session is a superuser. */
export function beginText(scope: Scope, options: { setRole: boolean; statementTimeout_ms: number }): string {
  if (!Number.isSafeInteger(scope.actor) || scope.actor < 0) throw new Error('actor is a person id')
  const division = scope.division ?? ''
  if (!/^[0-9]{0,12}$/.test(division)) throw new Error('a division is a code of digits')
  const role = options.setRole ? `set local role duheng_${scope.role};` : ''
  return `begin;${role}set local timezone='UTC';set local statement_timeout=${options.statementTimeout_ms | 0};` +
    `set local duheng.orgs='${idList(scope.orgs)}';set local duheng.own='${idList(scope.own)}';set local duheng.actor='${scope.actor}';set local duheng.division='${division}'`
}
