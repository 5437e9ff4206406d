import assert from 'node:assert/strict'
import test from 'node:test'
import { readDivisions } from './division.ts'
import { differences, manifestOf } from './manifest.ts'
import { readHolidays } from './holidays.ts'
import { readWorkflow } from './workflow.ts'

const flow = `format: duheng-workflow/1
id: small
version: '1'
zh: 小
en: Small
from: 2026-01-01
source: { document: A plan }
grade: memory
states:
  - { id: open, zh: 开, en: Open }
  - { id: closed, zh: 结, en: Closed, terminal: 'true' }
transitions:
  - { id: start, zh: 立, en: Start, from: [], to: open, roles: [clerk], guards: [], fields: [] }
  - { id: close, zh: 结, en: Close, from: [open], to: closed, roles: [clerk], guards: [nothing left], fields: [] }
clocks:
  - { id: limit, zh: 限, en: Limit, rule: some-rule, starts: [start], stops: [close] }
`

test('a workflow that can be run is read', () => {
  const read = readWorkflow(flow)
  assert.ok(read.ok, JSON.stringify(read))
  assert.deepEqual([read.value.version, read.value.states[1]?.terminal], [1, true])
})

test('a workflow that cannot be run is refused where it is wrong', () => {
  const cases: [string, string, RegExp][] = [
    ['to: closed', 'to: nowhere', /no state "nowhere"/],
    ['from: [open]', 'from: [open, closed]', /leads out of the end/],
    ['starts: [start]', 'starts: [begin]', /no transition "begin"/],
    ['from: []', 'from: [open]', /No transition opens/],
    ['{ id: closed,', '{ id: lost, zh: 失, en: Lost }\n  - { id: closed,', /Nothing leads to the state "lost"/],
    ["Closed, terminal: 'true'", 'Closed', /is not an end/],
    ['id: close,', 'id: start,', /stands here twice/],
    ['roles: [clerk], guards: []', 'roles: [], guards: []', />=1|Too small/],
  ]
  for (const [from, to, message] of cases) {
    const read = readWorkflow(flow.replace(from, to))
    assert.equal(read.ok, false, to)
    const all = read.ok ? [] : read.problems
    assert.ok(all.some((problem) => message.test(problem.message) && problem.line > 1), `${to}: ${JSON.stringify(all)}`)
  }
})

const holidays = `format: duheng-holidays/1
place: XX
year: '2026'
source: { document: A notice }
grade: secondary
off:
  - { zh: 节, en: Feast, first: 2026-01-01, last: 2026-01-03 }
make-up: [2026-01-04]
`

test('days off lie in their year and only weekend days are worked instead', () => {
  const read = readHolidays(holidays)
  assert.deepEqual(read.ok && [...read.value.declared.off], ['2026-01-01', '2026-01-02', '2026-01-03'])
  const refused: [string, string][] = [
    ['last: 2026-01-03', 'last: 2025-12-31'], ['[2026-01-04]', '[2026-01-05]'], ['[2026-01-04]', '[2026-01-03]'],
    ["'2026'", "'2025'"], ['last: 2026-01-03', 'last: 2026-12-31'],
  ]
  for (const [from, to] of refused) assert.equal(readHolidays(holidays.replace(from, to)).ok, false, to)
})

test('a division stands under one that was named before it', () => {
  const head = 'format: duheng-divisions/1\ntitle: { zh: 区划, en: Divisions }\nsource: { document: GB/T 2260 }\ngrade: memory\ndivisions:\n'
  const one = "  - { code: '340000', zh: 省, en: Province }\n"
  const two = "  - { code: '341100', zh: 市, en: City, under: '340000' }\n"
  assert.equal(readDivisions(head + one + two).ok, true)
  for (const wrong of [two + one, one + one, one + two.replace('341100', '3411')]) assert.equal(readDivisions(head + wrong).ok, false)
})

test('a manifest tells changed, missing and unknown files apart', () => {
  const bytes = (text: string): Uint8Array => new TextEncoder().encode(text)
  const manifest = manifestOf(new Map([['b.yaml', bytes('b')], ['a.yaml', bytes('a')]]))
  assert.deepEqual(manifest.files.map(({ path }) => path), ['a.yaml', 'b.yaml'])
  assert.deepEqual(differences(manifest, new Map([['b.yaml', bytes('b')], ['a.yaml', bytes('a')]])), [])
  const found = differences(manifest, new Map([['b.yaml', bytes('B')], ['c.yaml', bytes('c')]]))
  assert.deepEqual(found, [{ path: 'a.yaml', kind: 'missing' }, { path: 'b.yaml', kind: 'changed' }, { path: 'c.yaml', kind: 'unknown' }])
  assert.notEqual(manifestOf(new Map([['a.yaml', bytes('a')]])).release, manifest.release)
})
