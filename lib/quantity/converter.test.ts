import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { fromNumber, toNumber } from './decimal.ts'
import { converter } from './converter.ts'
import { convert, unit } from './unit.ts'

const seed = 20_261_125

function through(from: string, to: string): (value: number) => number {
  const found = converter(from, to)
  assert.ok(found.ok, `${from} to ${to}`)
  return found.value
}

test('a converter gives the float64 people expect', () => {
  const cases: [value: number, from: string, to: string, expected: number][] = [
    [25, '°C', 'K', 298.15], [9, '°C', '°F', 48.2], [77, '°F', '°C', 25], [80, '°Ré', '°C', 100], [0.1, 'MPa', 'kPa', 100],
    [1, 'h', 'd', 1 / 24], [180, '°', 'rad', Math.PI],
    [3, 'g', 'kg', 0.003], [1, 'in', 'mm', 25.4], [20, 'dBV', 'V', 10], [0.001, 'V', 'dBV', -60], [-40, '°F', '°C', -40],
    [Number.NaN, 'g', 'kg', Number.NaN],
  ]
  for (const [value, from, to, expected] of cases) assert.equal(through(from, to)(value), expected, `${value} ${from} in ${to}`)
  assert.equal(through('kg', 'g'), through('kg', 'g'))
  for (const [from, to] of [['kg', 'm'], ['N·m', 'J'], ['foo', 'm'], ['m', 'foo'], ['°C', 'Δ°C']]) assert.equal(converter(from ?? '',
    to ?? '').ok, false)
})

test('a converter is as good as float64 allows, beside the exact conversion', () => {
  const pairs = [
    ['kg', 'g'], ['m³/h', 'L/min'], ['MPa', 'psi'], ['kWh', 'cal'], ['°', '″'], ['°', 'rad'], ['u', 'kg'], ['mmHg', 'kPa'],
    ['V/√kHz', 'V/√Hz'], ['亩', 'm²'], ['dB', 'Np'], ['m', '[ft_us]'],
  ] as const
  const values = fc.double({ min: 1e-12, max: 1e12, noNaN: true })
  fc.assert(fc.property(fc.constantFrom(...pairs), values, ([from, to], value) => {
    const exact = convert(fromNumber(value), unit(from), unit(to))
    assert.ok(exact.ok)
    const error = Math.abs(through(from, to)(value) / toNumber(exact.value) - 1)
    assert.ok(error <= 2 * Number.EPSILON, `${value} ${from} in ${to}: ${error}`)
  }), { seed, numRuns: 3000 })
  // Points of temperature: absolute, since digits cancel near zero
  fc.assert(fc.property(fc.double({ min: -200, max: 3000, noNaN: true }), (value) => {
    const exact = convert(fromNumber(value), unit('°F'), unit('°C'))
    assert.ok(exact.ok && Math.abs(through('°F', '°C')(value) - toNumber(exact.value)) <= 1e-12)
  }), { seed, numRuns: 1000 })
  fc.assert(fc.property(fc.double({ min: -100, max: 100, noNaN: true }), (value) => {
    const exact = convert(fromNumber(value), unit('dBm'), unit('W'))
    assert.ok(exact.ok && Math.abs(through('dBm', 'W')(value) / toNumber(exact.value) - 1) < 1e-14 * 3)
  }), { seed, numRuns: 300 })
})
