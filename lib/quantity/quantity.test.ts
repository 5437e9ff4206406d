import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import fc from 'fast-check'
import { exactly, sub, toNumber } from './decimal.ts'
import { compareQuantities, convertQuantity, parseQuantity } from './quantity.ts'
import { convert, unit } from './unit.ts'

test('a typed quantity keeps its trailing zeros and takes the unit of its field', () => {
  const cases: [string, string, string, string][] = [
    ['12.30 g', 'kg', '12.30', 'g'], ['１２．３克', 'kg', '12.3', 'g'], ['5', 'kg', '5', 'kg'], ['-0.5 ℃', 'K', '-0.5', '°C'],
    ['1e3 m', 'mm', '1e3', 'm'],
    ['5 eV', 'J', '5', 'eV'], ['5eV', 'J', '5', 'eV'], ['2 立方米每小时', 'L', '2', 'm³/h'], ['1 000.0 kg', 'g', '1000.0', 'kg'],
  ]
  for (const [typed, field, value, expected] of cases) {
    assert.deepEqual(parseQuantity(typed, field), { ok: true, value: { value, unit: expected } }, typed)
  }
  for (const typed of ['', 'g', '1,5 g', '12 foo', '1.2.3 kg', 'x'.repeat(500)]) assert.equal(parseQuantity(typed, 'kg').ok, false, typed)
})

test('quantities are compared by what they are, not by their numbers', () => {
  const cases: [string, string, string, string, -1 | 0 | 1][] = [
    ['1', 'kg', '1000.0', 'g', 0], ['9', '°C', '10', '°C', -1], ['48.3', '°F', '9', '°C', 1], ['1', 'MPa', '10.01', 'bar', -1],
    ['0.1', 'kg', '100', 'g', 0],
  ]
  for (const [a, aUnit, b, bUnit, order] of cases) {
    assert.deepEqual(
      compareQuantities({ value: a, unit: aUnit }, { value: b, unit: bUnit }), { ok: true, value: order }, `${a} ${aUnit}, ${b} ${bUnit}`,
    )
  }
  assert.equal(compareQuantities({ value: '1', unit: 'kg' }, { value: '1', unit: 'm' }).ok, false)
  assert.equal(compareQuantities({ value: 'x', unit: 'kg' }, { value: '1', unit: 'kg' }).ok, false)
})

test('a conversion gives decimal text only where it is exact', () => {
  const litres = convertQuantity({ value: '0.25', unit: 'm3' }, 'L')
  assert.ok(litres.ok)
  assert.equal(litres.value.text, '250')
  const days = convertQuantity({ value: '1', unit: 'h' }, 'd')
  assert.ok(days.ok && days.value.exact && days.value.text === undefined)
})

test('typing anything never throws', () => {
  fc.assert(fc.property(fc.string({ unit: 'grapheme' }), (text) => { parseQuantity(text, 'kg') }), { numRuns: 1000 })
})

const reference = process.env['DUHENG_REFERENCE'] ?? join(import.meta.dirname, '../../../shared')
const file = join(reference, 'cases/measurement/units-basic.json')
test('the unit cases of the reference data', { skip: existsSync(file) ? false : 'needs reference data' }, () => {
  const data: { expected: { name: string; value: number; abs_tol: number }[] } = JSON.parse(readFileSync(file, 'utf8'))
  for (const { name, value, abs_tol } of data.expected) {
    const words = /^(\S+) (\S+) -> (\S+)$/.exec(name)
    const difference = words === null ? sub(exactly('10'), exactly('5')) : undefined
    const [, amount = '', from = '', to = ''] = words ?? []
    const got = difference === undefined ? convert(exactly(amount), unit(from), unit(to)) : convert(difference, unit('Δ°C'), unit('K'))
    assert.ok(got.ok, name)
    assert.ok(Math.abs(toNumber(got.value) - value) <= abs_tol, name)
  }
})
