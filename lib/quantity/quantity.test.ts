import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { addQuantities, compareQuantities, convertQuantity, parseQuantity, subtractQuantities } from './quantity.ts'

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

test('sums keep points and differences of temperature apart', () => {
  const q = (text: string) => {
    const read = parseQuantity(text)
    assert.ok(read.ok, text)
    return read.value
  }
  const sums: [a: string, b: string, value: string, unit: string][] = [
    ['20 °C', '5 Δ°C', '25', '°C'], ['5 Δ°C', '20 °C', '25', '°C'], ['20 °C', '9 Δ°F', '25', '°C'], ['20 °C', '5 K', '25', '°C'],
    ['1 kg', '1 g', '1.001', 'kg'],
    ['300 K', '5 K', '305', 'K'], ['1.50 元', '2 元', '3.5', '元'],
  ]
  for (const [a, b, value, unit] of sums) assert.deepEqual(addQuantities(q(a), q(b)), { ok: true, value: { value, unit } }, `${a} + ${b}`)
  const differences: [a: string, b: string, value: string, unit: string][] = [
    ['25 °C', '20 °C', '5', 'Δ°C'], ['25 °C', '68 °F', '5', 'Δ°C'], ['25 °C', '5 Δ°C', '20', '°C'], ['1 m', '1 mm', '0.999', 'm'],
    ['77 °F', '9 Δ°F', '68', '°F'],
  ]
  for (const [a, b, value, unit] of differences) assert.deepEqual(subtractQuantities(q(a), q(b)), { ok: true, value: { value, unit } },
    `${a} - ${b}`)
  for (const [a, b] of [['20 °C', '20 °C'], ['20 °C', '68 °F'], ['1 kg', '1 m'], ['1 N·m', '1 J'], ['1 W', '1 VA']]) {
    const refused = addQuantities(q(a ?? ''), q(b ?? ''))
    assert.ok(!refused.ok && refused.reason.length > 8, `${a} + ${b}`)
  }
  for (const [a, b] of [['5 Δ°C', '20 °C'], ['20 °C', '5 K'], ['1 Bq', '1 Hz']]) assert.equal(subtractQuantities(q(a ?? ''),
    q(b ?? '')).ok, false, `${a} - ${b}`)
  // 1 h + 1 s in minutes has no end: 1/60
  assert.equal(addQuantities({ value: '1', unit: 'min' }, { value: '1', unit: 's' }).ok, false)
})
