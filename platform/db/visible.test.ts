// The condition as PostgreSQL gets it, by whose transaction it is. That it says what the policies say is tried through every route in
// apps/server/security/objects.test.ts.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import pg from 'pg'
import { kyselyOn } from './kysely.ts'
import { jobScope, publicScope } from './scope.ts'
import type { Scope } from './scope.ts'
import { visible } from './visible.ts'
import type { Belongs } from './visible.ts'
import './tables.ts'
import '#modules/laboratory/tables.ts'

const clerk: Scope = { role: 'app', orgs: [7, 8, 9], own: [7], actor: 1 }
const nobody: Scope = { role: 'app', orgs: [], own: [], actor: 1 }
const desk: Scope = { role: 'city', orgs: [3], own: [3], actor: 2, division: '3411' }
const whole: Scope = { ...desk, division: '' }

type Column = 'org_id' | 'client_org_id' | 'division'
const parties: Belongs<Column> = { own: ['org_id', 'client_org_id'], division: 'division' }
const ledger: Belongs<Column> = { seen: ['org_id'], division: 'division' }
const own: Belongs<Column> = { own: ['org_id'] }

const cases: readonly (readonly [who: string, scope: Scope, belongs: Belongs<Column>, condition: string, values: readonly unknown[]])[] = [
  ['the parties', clerk, parties, '("org_id" = any ($1::bigint[]) or "client_org_id" = any ($2::bigint[]))', [[7], [7]]],
  ['whoever sees a ledger', clerk, ledger, '"org_id" = any ($1::bigint[])', [[7, 8, 9]]],
  ['the own people', clerk, own, '"org_id" = any ($1::bigint[])', [[7]]],
  ['who belongs nowhere', nobody, parties, '("org_id" = any ($1::bigint[]) or "client_org_id" = any ($2::bigint[]))', [[], []]],
  ['an authority by its division', desk, parties, 'starts_with("division", $1)', ['3411']],
  ['an authority of the whole country', whole, parties, 'true', []],
  ['an authority where no division is: its own', desk, own, '"org_id" = any ($1::bigint[])', [[3]]],
  ['the public, which belongs nowhere', publicScope, own, '"org_id" = any ($1::bigint[])', [[]]],
  ['the system itself', jobScope, own, 'true', []],
]
for (const [who, scope, belongs, condition, values] of cases) {
  test(`rows are seen by ${who}`, () => {
    const tx = kyselyOn(new pg.Client(), scope) // never connected: the query is only written down
    const { sql, parameters } = tx.selectFrom('laboratory.item').select('id').where((e) => visible(e, tx, belongs)).compile()
    assert.equal(sql, `select "id" from "laboratory"."item" where ${condition === 'true' ? condition : `nullif(${condition}, false) is not null`}`)
    assert.deepEqual(parameters, values)
  })
}
