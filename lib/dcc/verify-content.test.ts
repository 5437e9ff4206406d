// Content rules: what is ours is clean, each fault is found under its id, and real certificates show real faults.

import { describe, it } from 'node:test'
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { exampleRecords, thermocoupleCalibration } from './examples.ts'
import { readDcc } from './read.ts'
import type { DccReading, QuantityRow } from './read.ts'
import { noReferenceData, referencePath } from './reference-data.ts'
import { contentRuleSources, significantDigits, verifyContent } from './verify-content.ts'
import type { ContentRule } from './verify-content.ts'
import { writeDcc } from './write.ts'

function reading(bytes: Uint8Array): DccReading {
  const read = readDcc(bytes)
  assert.ok(read.ok, read.ok ? '' : read.reason)
  return read.dcc
}

const clean = reading(writeDcc(thermocoupleCalibration))
const rulesOf = (dcc: DccReading): string[] => verifyContent(dcc).map(each => each.rule)
const withRow = (change: Partial<QuantityRow>): DccReading =>
  ({ ...clean, rows: clean.rows.map(row => row.path.endsWith('quantity[4]/realListXMLList/1') ? { ...row, ...change } : row) })

const hash = { id: '1', procedure: 'SHA-256', value: 'x' }
const faults: [string, DccReading, ContentRule][] = [
  ['issued before the measurement ended', { ...clean, dates: { ...clean.dates, issued: '2026-11-01' } }, 'dates-in-order'],
  ['received after it was measured', { ...clean, dates: { ...clean.dates, received: '2026-11-18' } }, 'dates-in-order'],
  ['a standard used one day after its certificate ended', {
    ...clean, dates: { ...clean.dates, measuredTo: '2027-07-01', issued: '2027-07-02' },
  }, 'standard-valid-on-day-of-use'],
  ['a foreign standard marked out of validity', {
    ...clean, equipment: clean.equipment.map(each => ({ ...each, certificate: { ...hash, inValidityRange: false } })),
  }, 'standard-valid-on-day-of-use'],
  ['U with three digits', withRow({ value: '0.500', U: '1.234' }), 'uncertainty-two-digits'],
  ['a value with more decimals than U', withRow({ value: '0.51' }), 'value-aligned-to-uncertainty'],
  ['U without k', withRow({ k: undefined }), 'coverage-stated'],
  ['U without p', withRow({ p: undefined }), 'coverage-stated'],
  ['k = 1 with p = 0.95', withRow({ k: '1' }), 'k-fits-p'],
  ['k = 2 with p = 0.9973', withRow({ p: '0.9973' }), 'k-fits-p'],
  ['k = 20 with p = 0.95', withRow({ k: '20' }), 'k-fits-p'],
  ['a slash for a backslash in a unit', withRow({ unit: '/kilogram' }), 'unit-known'],
  ['an unheard-of unit', withRow({ unit: '\\furlongs' }), 'unit-known'],
  ['an item without a number', { ...clean, items: clean.items.map(item => ({ ...item, identifications: [] })) }, 'item-identified'],
  ['nobody who signs', { ...clean, persons: clean.persons.map(each => ({ ...each, mainSigner: false })) }, 'signatory-named'],
]

describe('content rules', () => {
  for (const record of exampleRecords) {
    it(`find nothing in the ${record.kind} example`, () => assert.deepEqual(verifyContent(reading(writeDcc(record))), []))
  }
  for (const [name, dcc, rule] of faults) {
    it(`find ${name}`, () => assert.deepEqual(rulesOf(dcc), [rule]))
  }
  it('accept other right pairs of k and p, and judge no distribution they do not know', () => {
    const pairs: Partial<QuantityRow>[] = [
      { k: '1.96' }, { k: '2.0', p: '0.9545' }, { k: '2.1', p: '0.954' }, { k: '2.58', p: '0.99' }, { k: '3', p: '0.9973' },
      { k: '1', p: '0.68' }, { k: '12.7' }, { k: '1.65', distribution: 'rectangular' }, { k: '1', p: '0.77' },
    ]
    for (const pair of pairs) assert.deepEqual(rulesOf(withRow(pair)), [], JSON.stringify(pair))
  })
  it('every finding has a sentence in both languages and every rule a document', () => {
    for (const [, dcc] of faults) for (const { zh, en, rule } of verifyContent(dcc)) assert.ok(zh && en && contentRuleSources[rule])
  })
  it('count significant digits', () => {
    const cases: [string, number][] = [
      ['0.061', 2], ['0.060', 2], ['1.2', 2], ['12', 2], ['120', 2], ['123', 3], ['0.5', 1], ['1.00', 3],
      ['1.2E-3', 2], ['+0.12', 2], ['100', 1],
    ]
    for (const [text, digits] of cases) assert.equal(significantDigits(text), digits, text)
  })

  it('find what is odd in published certificates', { skip: noReferenceData }, () => {
    const of = (file: string) => rulesOf(reading(readFileSync(referencePath('examples', file))))
    assert.deepEqual(of('pydcc_dcc_gp_temperature_typical_v12.xml'), [])
    assert.deepEqual(of('ptb_v2.4.0_siliziumkugel.xml'), ['value-aligned-to-uncertainty', 'value-aligned-to-uncertainty'])
    assert.ok(of('ptb_v3.0.0_singleweight.xml').includes('unit-known'))
  })
})
