import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { openTestHouse } from '#apps/server/testing.ts'
import type { TestHouse } from '#apps/server/testing.ts'
import { instant } from '#platform/clock.ts'
import { jobScope } from '#platform/db/scope.ts'
import type { Scope } from '#platform/db/scope.ts'
import { insertWithCodes } from './instrument-facts.ts'
import { blankFields } from './instrument.ts'
import { countInstruments, filterJson, findInstruments, sorts } from './instrument-search.ts'
import type { Cursor, InstrumentFilter } from './instrument-search.ts'
import { addPlace } from './organisation-store.ts'

type Row = { id: number; orgId: number; name: string; serial: string; place: number; division: string; due: string | null; verdict: string | null }
let t: TestHouse
const rows: Row[] = []
const orgs: { id: number; division: string; place: number }[] = []

/** 80 organisations, 2,400 rows, so that every way through the search is taken: beginnings of lists, rare words, many owners. */
before(async () => {
  t = await openTestHouse()
  const at = instant(t.clock)
  for (let i = 0; i < 80; i++) {
    const division = i % 10 === 0 ? '341182' : i % 3 === 0 ? '341102' : '341122'
    const id = await t.org('enterprise', `单位${i}`, division)
    const place = await t.db.withTx(jobScope, (tx) => addPlace(tx, { org_id: id, name: `柜台${i}`, division, address: '', created_at: at }))
    orgs.push({ id, division, place: place?.id ?? 0 })
  }
  // The biggest owners come first, so that what is newest belongs to others.
  const owners = Array.from({ length: 2_400 }, (_, i) => orgs[i < 1_200 ? i % 4 : i % 80] ?? orgs[0]).filter((o) => o !== undefined)
  const made = owners.map((org, i) => ({
    org, name: i === 3 || i === 700 || i === 1_404 ? '氡测量仪' : i % 5 === 0 ? '水表' : '电子秤', serial: `S${String(i).padStart(6, '0')}`,
    due: i % 7 === 0 ? null : `2026-${i % 2 ? '11' : '12'}-${String(1 + (i % 28)).padStart(2, '0')}`, verdict: i % 7 === 0 ? null : i % 97 === 1 ? 'fail' as const : 'pass' as const,
  }))
  const written = await t.db.withTx(jobScope, (tx) => insertWithCodes(tx, made.map((m) => ({
    orgId: m.org.id, ownerName: `单位`, placeName: '柜台', division: m.org.division, at, createdBy: 0,
    fields: { ...blankFields, name: m.name, purpose: 'trade' as const, serial: m.serial, placeId: m.org.place },
    declared: m.due === null || m.verdict === null ? null : { verifiedOn: '2025-11-01', dueOn: m.due, verdict: m.verdict, certificateNo: '' },
  }))))
  for (const [i, m] of made.entries()) rows.push({ id: written[i]?.id ?? 0, orgId: m.org.id, name: m.name, serial: m.serial, place: m.org.place, division: m.org.division, due: m.due, verdict: m.verdict })
})
after(() => t.close())

const own = (list: readonly number[]): Scope => ({ role: 'app', orgs: list, own: list, actor: 1 })
const scopes = (): [string, Scope, (row: Row) => boolean][] => {
  const few = orgs.slice(0, 3).map((o) => o.id)
  const many = orgs.slice(0, 70).map((o) => o.id)
  return [
    ['one owner', own(few.slice(0, 1)), (r) => r.orgId === few[0]],
    ['a laboratory of three clients', own(few), (r) => few.includes(r.orgId)],
    ['a laboratory of seventy clients', own(many), (r) => many.includes(r.orgId)],
    ['a county', { role: 'city', orgs: [], own: [], actor: 1, division: '341182' }, (r) => r.division === '341182'],
    ['a city', { role: 'city', orgs: [], own: [], actor: 1, division: '3411' }, () => true],
    ['another city', { role: 'city', orgs: [], own: [], actor: 1, division: '3402' }, () => false],
    ['nobody', own([]), () => false],
  ]
}
const today = '2026-11-23'
const filters: [string, InstrumentFilter, (row: Row) => boolean][] = [
  ['everything', { facets: {} }, () => true],
  ['a common word', { text: '电子秤', facets: {} }, (r) => r.name === '电子秤'],
  ['a rare word', { text: '氡', facets: {} }, (r) => r.name.includes('氡')],
  ['pinyin initials', { text: 'dcly', facets: {} }, (r) => r.name.includes('氡')],
  ['part of a serial', { text: '001404', facets: {} }, (r) => r.serial === 'S001404'],
  ['nothing', { text: '鲲鹏', facets: {} }, () => false],
  ['failed', { facets: { verdict: 'fail' } }, (r) => r.verdict === 'fail'],
  ['overdue', { facets: {}, due: 'overdue' }, (r) => r.due !== null && r.due < today],
  ['due within five days, a word', { text: '水表', facets: {}, due: 5 }, (r) => r.name === '水表' && r.due !== null && r.due >= today && r.due <= '2026-11-28'],
  ['a county of the scope', { facets: { division: '341102' } }, (r) => r.division === '341102'],
  ['a word and a state nobody has', { text: '电子', facets: { state: 'scrapped' } }, () => false],
]
const keyOf = (row: Row, sort: string): string => (sort === 'due' ? row.due ?? '9999-12-31' : sort === 'name' ? ({ 电子秤: 'dian zi cheng', 水表: 'shui biao', 氡测量仪: 'dong ce liang yi' }[row.name] ?? '') : '')

for (const sort of sorts) {
  for (const descending of [false, true]) {
    test(`every scope and filter gives what a scan gives, page after page, by ${sort}${descending ? ' backwards' : ''}`, async () => {
      for (const [who, scope, isSeen] of scopes()) {
        for (const [what, filter, matches] of filters) {
          const expected = rows.filter((r) => isSeen(r) && matches(r)).toSorted((a, b) => {
            const [x, y] = [keyOf(a, sort), keyOf(b, sort)]
            const order = x < y ? -1 : x > y ? 1 : a.id - b.id
            return descending ? -order : order
          })
          const json = filterJson(filter, today)
          let after: Cursor | undefined
          const got: number[] = []
          for (let page = 0; page < 3; page++) {
            const found = await t.db.withTx(scope, (tx) => findInstruments(tx, scope.role === 'city', json, { sort, descending }, after ? { after } : {}, 60))
            got.push(...found.ids)
            assert.equal(found.hasMore, expected.length > got.length, `${who}, ${what}`)
            const last = rows.find((r) => r.id === found.ids.at(-1))
            if (!found.hasMore || !last) break
            after = { key: keyOf(last, sort), id: last.id }
          }
          assert.deepEqual(got, expected.slice(0, got.length).map((r) => r.id), `${who}, ${what}`)
          assert.ok(got.length === expected.length || got.length === 180, `${who}, ${what}`)
        }
      }
    })
  }
}

test('counts are those of a scan', async () => {
  for (const [who, scope, isSeen] of scopes()) {
    for (const [what, filter, matches] of filters) {
      const count = await t.db.withTx(scope, (tx) => countInstruments(tx, scope.role === 'city', filterJson(filter, today)))
      assert.deepEqual(count, { n: rows.filter((r) => isSeen(r) && matches(r)).length, about: false }, `${who}, ${what}`)
    }
  }
})
