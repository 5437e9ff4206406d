import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import test from 'node:test'
import { gradesOf, explain } from './explain.ts'
import { readProcedure } from './read.ts'
import { meterText, procedureOf } from './testing.ts'

test('a procedure keeps its bytes, their hash and the grade of its weakest source', () => {
  const procedure = procedureOf(meterText)
  assert.equal(procedure.text, meterText)
  assert.equal(procedure.hash, createHash('sha256').update(meterText).digest('hex'))
  assert.equal(procedure.id, 'TEST 1-2026')
  assert.equal(procedure.grade, 'secondary')
  assert.equal(procedureOf(meterText.replaceAll('cite: copy', 'cite: doc')).grade, 'official')
})

/** [what, replaced, by, needle that stands where the problem is, message]; `at` counts columns into the needle. */
type Slip = { what: string; from: string; to: string; at: string; into?: number; message: RegExp }

const slips: Slip[] = [
  {
    what: 'an unknown key', from: 'kind: verification', to: 'kind: verification\ncolour: red', at: 'colour: red',
    message: /"colour" is not known/,
  },
  {
    what: 'a key unknown in a cell', from: 'decimals: \'1\' }]', to: 'decimals: \'1\', size: \'2\' }]', at: 'size: \'2\'',
    message: /"size" is not known/,
  },
  { what: 'a unit nobody knows', from: 'unit: kPa, decimals', to: 'unit: kPaa, decimals', at: 'kPaa', message: /Unit/ },
  {
    what: 'a unit of a parameter that is not there', from: 'unit: as Q2, series', to: 'unit: as Q9, series', at: 'as Q9, series',
    message: /no parameter "Q9"/,
  },
  { what: 'a formula that ends early', from: 'formula: mean(E)', to: 'formula: mean(E', at: 'mean(E,', into: 6, message: /Formula/ },
  { what: 'kPa added to %', from: 'formula: mean(E)', to: 'formula: mean(E) + drift', at: 'mean(E) + drift', into: 8, message: /Formula/ },
  {
    what: 'a result in the wrong unit',
    from: 'formula: (V - V0) / V0, unit: \'%\', round: \'0.1[%]\' }\n    values',
    to: 'formula: V - V0, unit: \'%\', round: \'0.1[%]\' }\n    values',
    at: 'V - V0, unit',
    into: 2,
    message: /result should be in %/,
  },
  { what: 'a name nobody declared', from: 'formula: mean(E)', to: 'formula: mean(F)', at: 'mean(F)', message: /"F", which is not known/ },
  {
    what: 'a result of a later step', from: 'holds: \'t < 30[°C]\'', to: 'holds: \'worst < 30[%]\'', at: '\'worst',
    message: /"worst", which is not known/,
  },
  {
    what: 'a name used twice', from: '{ name: V0, zh: 量器, en: Tank, unit: L, decimals',
    to: '{ name: V, zh: 量器, en: Tank, unit: L, decimals', at: 'V, zh: 量器, en: Tank, unit: L, decimals', message: /used twice/,
  },
  { what: 'a function as a name', from: 'name: worst,', to: 'name: max,', at: 'max, zh', message: /meaning of its own/ },
  {
    what: 'a source that is not listed', from: 'cite: copy }\n    mpe', to: 'cite: nowhere }\n    mpe', at: 'nowhere',
    message: /no source "nowhere"/,
  },
  {
    what: 'an option that is not there', from: '{ when: { class: [one] }, below', to: '{ when: { class: [three] }, below',
    at: '[three]', message: /no option "three"/,
  },
  {
    what: 'a step that comes later', from: 'step: leak, value', to: 'step: error, value', at: 'error, value',
    message: /no earlier step "error"/,
  },
  {
    what: 'a judgement of a value that is not there', from: 'of: lost', to: 'of: found', at: '{ id: drop, zh',
    message: /no value "found"/,
  },
  {
    what: 'two forms of judgement', from: 'from: \'-0.5[kPa]\', to', to: 'within: \'1[kPa]\', from: \'-0.5[kPa]\', to',
    at: '{ id: drop, zh', message: /one of: holds/,
  },
  {
    what: 'a certificate column that is not rounded', from: '{ name: worst, zh: 最大, en: Greatest }] }',
    to: '{ name: best, zh: 最大, en: Greatest }] }', at: 'best', message: /"best" is no reading/,
  },
  {
    what: 'a rectangular input without half width', from: ', half width: \'0.01[L]\'', to: '',
    at: '{ name: V, zh: 水表, en: Meter, estimate', message: /half width/,
  },
  { what: 'a condition where a number is due', from: 'mpev: limit(1)', to: 'mpev: 1 < 2', at: '1 < 2', into: 2, message: /Formula/ },
  {
    what: 'a table called without its number', from: 'mpev: limit(1)', to: 'mpev: limit', at: 'limit\n    ratio',
    message: /"limit", which is not known/,
  },
  {
    what: 'a wrong verdict word', from: 'kind: verification', to: 'kind: inspection', at: 'inspection',
    message: /one of: verification, calibration/,
  },
  {
    what: 'an edition that ends before it begins', from: 'from: 2026-01-01', to: 'from: 2026-01-01\nuntil: 2025-01-01',
    at: '2025-01-01', message: /ends before/,
  },
  { what: 'an alias', from: 'zh: 密封', to: 'zh: *x', at: '*x', message: /./ },
]

test('every slip is refused with a sentence, at its line and column', () => {
  for (const { what, from, to, at, into = 0, message } of slips) {
    assert.ok(meterText.includes(from), what)
    const text = meterText.replace(from, to)
    const read = readProcedure(text)
    assert.equal(read.ok, false, what)
    const [first] = read.ok ? [] : read.problems
    assert.match(first?.message ?? '', message, what)
    const offset = text.indexOf(at)
    assert.ok(offset >= 0, what)
    const before = text.slice(0, offset).split('\n')
    const place = { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 + into }
    assert.deepEqual({ line: first?.line, column: first?.column }, place, `${what}: ${JSON.stringify(first)}`)
  }
})

test('the line of an error inside a block formula is that of the block', () => {
  const text = meterText.replace('series: sort(flows), distinct: \'yes\' }', 'series: sort(flows), distinct: \'yes\' }').replace(
    'points: { name: Q, zh: 流量, en: Flow, unit: as Q2, series: sort(flows), distinct: \'yes\' }',
    'points:\n      name: Q\n      zh: 流量\n      en: Flow\n      unit: as Q2\n      series: |\n        sort(\n        flows +)',
  )
  const read = readProcedure(text)
  assert.equal(read.ok, false)
  const [first] = read.ok ? [] : read.problems
  assert.equal(first?.line, text.split('\n').findIndex((line) => line.includes('flows +)')) + 1)
})

test('an edition is rendered for reading with the source of every limit', () => {
  const procedure = procedureOf(meterText)
  const sections = explain(procedure)
  assert.deepEqual(sections.map(({ id }) => id), ['scope', 'parameters', 'tables', 'conditions', 'visual', 'leak', 'error', 'budgets'])
  const error = sections.find(({ id }) => id === 'error')
  const mean = error?.lines.find(({ symbol }) => symbol === 'mean_E')
  assert.deepEqual([mean?.formula, mean?.unit, mean?.round, mean?.source?.grade], ['mean(E)', '%', '0.1[%]', 'secondary'])
  assert.deepEqual(sections[2]?.grids[0]?.rows[0], ['one', '< 1', '3'])
  assert.ok(gradesOf(procedure).official > gradesOf(procedure).secondary)
})
