import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import { emptyView, readView, sameView, withFilter, withPage, withSearch, withSortBy, writeView, type TableView } from './table-view.ts'

const due: TableView = { search: '', filters: { due: '30' }, sort: { key: 'due', order: 'asc' } }

const addresses: readonly (readonly [string, TableView, TableView])[] = [
  ['', emptyView, emptyView],
  ['', due, due],
  ['tab=map', due, due],
  ['view=all', due, emptyView],
  ['q=ACS&f.state=fails&sort=-due', emptyView, { search: 'ACS', filters: { state: 'fails' }, sort: { key: 'due', order: 'desc' } }],
  ['after=abc', due, { search: '', filters: {}, after: 'abc' }],
  ['sort=%22%3B', emptyView, emptyView],
  ['f.__proto__=x', emptyView, emptyView],
  ['f.state=', emptyView, emptyView],
]
for (const [search, fallback, view] of addresses) {
  test(`“?${search}” is read as ${JSON.stringify(view)}`, () => assert.ok(sameView(readView(search, fallback), view)))
}

test('whatever is written is read again, and foreign values stay', () => {
  const name = fc.stringMatching(/^[A-Za-z]\w{0,8}$/)
  const text = fc.string({ minLength: 1, maxLength: 30 })
  const view = fc.record({
    search: fc.string({ maxLength: 30 }), filters: fc.dictionary(name, text, { maxKeys: 4 }),
    sort: fc.option(fc.record({ key: name, order: fc.constantFrom('asc' as const, 'desc' as const) }), { nil: undefined }),
    after: fc.option(text, { nil: undefined }),
  })
  fc.assert(fc.property(view, fc.boolean(), (one, withFallback) => {
    const fallback = withFallback ? due : emptyView
    const search = writeView(one, 'tab=map', fallback)
    assert.equal(new URLSearchParams(search).get('tab'), 'map')
    assert.ok(sameView(readView(search, fallback), one), search)
  }))
})

test('a new search, filter or sort goes back to the first page', () => {
  const paged = withPage(due, { after: 'abc' })
  assert.equal(paged.after, 'abc')
  assert.equal(withSearch(paged, 'x').after, undefined)
  assert.equal(withFilter(paged, 'due', '').filters['due'], undefined)
  assert.equal(withSortBy(paged, 'due').sort?.order, 'desc')
  assert.equal(withSortBy(withSortBy(paged, 'due'), 'due').sort, undefined)
})
