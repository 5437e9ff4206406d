// Requests of one side about the objects of the other, for the tests of walls; and a database without row-level security, to see whether
// the other walls hold by themselves.
import type { Database } from '#platform/db/database.ts'
import { kyselyOn } from '#platform/db/kysely.ts'
import { beginText } from '#platform/db/scope.ts'
import { rolesOf } from '#platform/may/roles.ts'
import type { OrgKind, Role } from '#platform/may/roles.ts'
import { cookieName } from '#platform/sessions/session.ts'
import type { House } from '#apps/server/house.ts'
import type { TestPerson } from '#apps/server/testing.ts'
import { bodyOf, makerOf, namesObject, namingQuery, pathOf } from './operations.ts'
import type { Operation } from './operations.ts'
import { person } from './sides.ts'
import type { Side } from './sides.ts'

export const kinds = ['enterprise', 'laboratory', 'authority'] as const satisfies readonly OrgKind[]
export type Answered = { status: number; title: string; text: string }
export type Who = TestPerson | { token: string } | undefined

export type About = { path: Side | undefined; body: Side; query?: string }
export async function ask(app: House['app'], who: Who, o: Operation, about: About, env: object = {}): Promise<Answered> {
  const body = bodyOf(o, about.body)
  const headers = new Headers({ 'Sec-Fetch-Site': 'same-origin' })
  if (who && 'token' in who) headers.set('Authorization', `Bearer ${who.token}`)
  else if (who) headers.set('Cookie', `${cookieName(false)}=${who.cookie}`)
  if (body !== undefined) headers.set('Content-Type', 'application/json')
  const answer = await app.request(pathOf(o, about.path) + (about.query ?? ''), { method: o.method, headers, body: body === undefined ? undefined : JSON.stringify(body) }, env)
  const text = await answer.text()
  const problem = answer.headers.get('Content-Type') === 'application/problem+json' ? JSON.parse(text) : undefined
  return { status: answer.status, title: problem?.title ?? '', text: problem ? JSON.stringify({ ...problem, requestId: '' }) : text }
}

/** For each kind of organisation, one person of the side who holds a declared role; anybody when the route is for anybody. */
export function allowed(o: Operation, side: Side): TestPerson[] {
  const { declaration } = o
  if (declaration?.kind !== 'right') return [person(side.people, 'owner-admin'), person(side.people, 'quality')]
  return kinds.flatMap((kind) => {
    const role = rolesOf[kind].find((r) => declaration.right.roles.includes(r))
    return role ? [person(side.people, role)] : []
  })
}

/** What ends the session it is called with is tried by itself. */
export const ENDING = new Set(['DELETE /api/session', 'DELETE /api/session/others', 'POST /api/session/password'])

export type Attempt = { app: House['app']; env: object; from: Side; about: Side; operations: readonly Operation[] }
export type Attacker = Role | 'token'

const declares = (o: Operation, who: Attacker) => o.declaration?.kind !== 'right' || (who === 'token' ? o.declaration.right.token !== undefined : o.declaration.right.roles.includes(who))

/** Requests by people and the token of one side, naming objects of the other in path, query and body; what of the other came out. */
export async function leaks({ app, env, from, about, operations }: Attempt, attackers: readonly Attacker[]): Promise<string[]> {
  const found: string[] = []
  for (const attacker of attackers) {
    const who = attacker === 'token' ? { token: from.token } : person(from.people, attacker)
    for (const o of operations) {
      for (const query of ['', ...namingQuery(o, about)]) {
        const answer = await ask(app, who, o, { path: about, body: about, query }, env)
        const name = `${o.name}${query} ${answer.status}`
        if (answer.text.includes(about.mark) && !answer.text.includes('"errors"')) found.push(`${attacker} sees a row: ${name}`)
        if (answer.status >= 500 && declares(o, attacker)) found.push(`${attacker}: ${name} ${answer.title}`) // an undeclared role meets the grants of its database role
        if (namesObject(o) && answer.status < 300 && !makerOf(o)?.everybodys) found.push(`${attacker} reached an object: ${name}`)
      }
    }
  }
  return found
}

/** The queries' own conditions say yes to every row; what is left are the policies of the actor's database role. */
export const policiesAlone = (db: Database): Database => ({
  ...db,
  withTx: (scope, work) => db.withTx(scope, (tx) => work(Object.assign(tx, { scope: { ...scope, role: 'job' as const } }))),
})

/** Every transaction as the owner, who is above row-level security in tests; what is left are the queries' own conditions. */
export const queriesAlone = (db: Database): Database => ({
  ...db,
  withTx: (scope, work) => db.asOwner(async (client) => {
    await client.query(beginText(scope, { setRole: false, statementTimeout_ms: 5_000 }))
    try {
      const result = await work(kyselyOn(client, scope))
      await client.query('commit')
      return result
    } catch (error) {
      await client.query('rollback')
      throw error
    }
  }),
})
