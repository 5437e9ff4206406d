import assert from 'node:assert/strict'
import { test } from 'node:test'
import { circles, findings } from './arrows.ts'

const rulesOf = (path: string, text: string, more: { path: string; text: string }[] = []) => findings([{ path, text }, ...more]).map((f) => f.rule)

test('a lower module may not import a higher one, nor another\'s inside', () => {
  assert.deepEqual(rulesOf('modules/registry/x.ts', "import { a } from '#modules/laboratory/contract.ts'\n"), ['arrow'])
  assert.deepEqual(rulesOf('modules/laboratory/x.ts', "import { a } from '#modules/registry/instrument.ts'\n"), ['arrow'])
  assert.deepEqual(rulesOf('modules/laboratory/x.ts', "import { a } from '#modules/registry/contract.ts'\n"), [])
  assert.deepEqual(rulesOf('modules/registry/x.ts', "import { a } from '#modules/ledger/contract.ts'\n"), ['arrow'])
})

test('a lib imports nothing above it, the platform no module', () => {
  assert.deepEqual(rulesOf('lib/quantity/x.ts', "import { a } from '#platform/clock.ts'\n"), ['arrow'])
  assert.deepEqual(rulesOf('lib/quantity/x.ts', "import { a } from '@duheng/uncertainty/parse.ts'\n"), ['arrow'])
  assert.deepEqual(rulesOf('platform/x.ts', "import { a } from '#modules/registry/contract.ts'\n"), ['arrow'])
})

test('barrels and drawers are refused by name', () => {
  assert.deepEqual(rulesOf('ui/index.ts', ''), ['barrel'])
  assert.deepEqual(rulesOf('platform/utils/a.ts', ''), ['name'])
})

test('another module\'s table in a query is found', () => {
  assert.deepEqual(rulesOf('modules/laboratory/x-store.ts', "export const q = (tx) => tx.selectFrom('registry.instrument').selectAll()\n"), ['foreign table'])
  assert.deepEqual(rulesOf('modules/registry/x-store.ts', "export const q = (tx) => tx.selectFrom('registry.instrument').selectAll()\n"), [])
})

test('long files, long functions and stray clocks are found', () => {
  assert.deepEqual(rulesOf('platform/x.ts', 'x\n'.repeat(401)), ['budget'])
  assert.deepEqual(rulesOf('platform/x.ts', `export function long() {\n${'  a()\n'.repeat(70)}}\n`), ['budget'])
  assert.deepEqual(rulesOf('platform/x.ts', 'const t = Date.now()\n'), ['clock'])
})

test('a circle of three is found once, a diamond is none', () => {
  assert.equal(circles(new Map([['a', ['b']], ['b', ['c']], ['c', ['a']]])).length, 1)
  assert.equal(circles(new Map([['a', ['b', 'c']], ['b', ['d']], ['c', ['d']], ['d', []]])).length, 0)
})
