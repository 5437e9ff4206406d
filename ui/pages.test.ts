import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isSeenBy, type Sees } from './pages.ts'

const cases: readonly (readonly [Sees, readonly string[] | undefined, boolean])[] = [
  ['anyone', undefined, true],
  ['signed-in', undefined, false],
  ['signed-in', [], true],
  [['verifier'], undefined, false],
  [['verifier'], ['checker'], false],
  [['verifier', 'checker'], ['checker'], true],
  [[], ['checker'], false],
]
for (const [sees, roles, seen] of cases) {
  test(`${JSON.stringify(sees)} is ${seen ? '' : 'not '}seen by ${JSON.stringify(roles)}`, () => assert.equal(isSeenBy(sees, roles), seen))
}
