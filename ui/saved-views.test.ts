import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readSaved, withSaved, writeSaved } from './saved-views.ts'
import { sameView, type TableView } from './table-view.ts'

const due: TableView = { search: '秤', filters: { due: '30' }, sort: { key: 'due', order: 'desc' }, after: 'page-2' }

test('a saved view comes back without its place in the pages', () => {
  const [back] = readSaved(writeSaved(withSaved([], ' 30 天内到期 ', due)))
  assert.equal(back?.name, '30 天内到期')
  assert.ok(back && sameView(back.view, { search: '秤', filters: { due: '30' }, sort: { key: 'due', order: 'desc' } }))
})

test('the same name replaces, an empty name saves nothing', () => {
  const one = withSaved([], 'a', due)
  assert.equal(withSaved(one, 'a', { search: 'x', filters: {} })[0]?.view.search, 'x')
  assert.equal(withSaved(one, '  ', due).length, 1)
})

for (const text of ['', '{', 'null', '7', '[["a"]]', '[[1,"q=x"]]', '[["","q=x"]]', '{"a":1}']) {
  test(`${JSON.stringify(text)} in storage is no view`, () => assert.deepEqual(readSaved(text), []))
}

test('more views than anybody can use are cut off', () => {
  assert.equal(readSaved(JSON.stringify(Array.from({ length: 500 }, (_, n) => [`v${n}`, 'q=x']))).length, 20)
})
