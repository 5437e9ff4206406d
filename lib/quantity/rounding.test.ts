import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import fc from 'fast-check'
import { abs, cmp, exactly, mul, neg, rational, sub, type Rational } from './decimal.ts'
import {
  negated, roundingInterval, roundResult, roundToDecimals, roundToInterval, roundToSignificant, roundUncertainty,
} from './rounding.ts'

const reference = process.env['DUHENG_REFERENCE'] ?? join(import.meta.dirname, '../../../shared')

function to(text: string, interval: string): string {
  const step = roundingInterval(interval)
  assert.ok(step.ok, interval)
  return roundToInterval(exactly(text), step.value).text
}

test('the examples of GB/T 8170 come out as printed', () => {
  const cases: [string, string, string][] = [
    // GB/T 8170-2008, 3.2 to 3.4, as quoted by textbooks
    ['12.1498', '1', '12'], ['12.1498', '0.1', '12.1'], ['1268', '100', '1300'], ['10.5002', '1', '11'], ['10.502', '1', '11'],
    ['1.050', '0.1', '1.0'], ['0.35', '0.1', '0.4'], ['2500', '1000', '2000'], ['3500', '1000', '4000'],
    ['-0.0365', '0.001', '-0.036'], ['0.0325', '0.001', '0.032'], ['-365', '10', '-360'], ['15.4546', '1', '15'],
    ['8.53459', '0.01', '8.53'],
    ['60.25', '0.5', '60.0'], ['60.38', '0.5', '60.5'], ['60.28', '0.5', '60.5'], ['-60.75', '0.5', '-61.0'],
    ['830', '20', '840'], ['842', '20', '840'], ['83', '2', '84'], ['-930', '20', '-920'], ['0.7', '0.2', '0.8'], ['0.5', '0.2', '0.4'],
  ]
  for (const [text, interval, expected] of cases) assert.equal(to(text, interval), expected, `${text} to ${interval}`)
})

test('a negative value that rounds to zero is printed without a sign', () => {
  assert.equal(to('-0.04', '0.1'), '0.0')
  assert.equal(to('-0.1', '1'), '0')
  assert.equal(negated(roundToDecimals(exactly('0'), 2)).text, '0.00')
})

test('an interval that is not 1, 2 or 5 times a power of ten is refused', () => {
  for (const text of ['0', '-1', '3', '0.25', '15', 'x', '1e-101']) assert.equal(roundingInterval(text).ok, false, text)
  assert.equal(roundingInterval(rational(1n, 3n)).ok, false)
  for (const text of ['1', '20', '0.5', '0.0002', '1000']) assert.equal(roundingInterval(text).ok, true, text)
})

test('significant digits are counted after rounding', () => {
  const cases: [string, number, string][] = [
    ['0.0998', 2, '0.10'], ['0.0996', 2, '0.10'], ['0.0994', 2, '0.099'], ['9.96', 2, '10'], ['1268', 2, '1300'], ['0.12345', 3, '0.123'],
    ['99.5', 2, '100'],
    ['0.0995', 2, '0.10'], ['0', 2, '0'], ['-0.0455', 2, '-0.046'],
  ]
  for (const [text, digits, expected] of cases) assert.equal(roundToSignificant(exactly(text), digits).text, expected, text)
})

test('U has one or two digits and the value ends where U ends', () => {
  // GUM 7.2.6: y = 10.057 62 ohm with u = 27 mohm is 10.058; u = 28.05 kHz becomes 28 kHz; JJF 1059.1-2012, 5.3.8 the same rule.
  const cases: [string, string, '1' | '2', 'nearest' | 'up', string, string][] = [
    ['10.05762', '0.027', '2', 'nearest', '10.058', '0.027'], ['1000.0', '28.05', '2', 'nearest', '1000', '28'],
    ['10.0', '10.47', '2', 'up', '10', '11'],
    ['50000838', '92.4', '2', 'nearest', '50000838', '92'], ['1234.5678', '0.0998', '2', 'nearest', '1234.57', '0.10'],
    ['3.14159', '0.0451', '1', 'up', '3.14', '0.05'],
    ['123456', '1230', '2', 'nearest', '123500', '1200'], ['0.30', '0.020', '2', 'up', '0.300', '0.020'],
    ['-0.004', '0.1', '2', 'nearest', '0.00', '0.10'],
  ]
  for (const [value, U, digits, mode, printed, printedU] of cases) {
    const result = roundResult(exactly(value), exactly(U), { digits: digits === '1' ? 1 : 2, mode })
    assert.ok(result.ok)
    assert.equal(result.value.value.text, printed, `${value} ± ${U}`)
    assert.equal(result.value.uncertainty.text, printedU, `${value} ± ${U}`)
  }
  assert.equal(roundUncertainty(exactly('0')).ok, false)
  assert.equal(roundResult(exactly('1'), exactly('-1')).ok, false)
})

const values = fc.tuple(
  fc.bigInt({ min: -(10n ** 15n), max: 10n ** 15n }), fc.bigInt({ min: 1n, max: 10n ** 9n }),
).map(([n, d]) => rational(n, d))
const intervals = fc.tuple(fc.constantFrom('1', '2', '5'), fc.integer({ min: -6, max: 6 })).map(([digit, k]) => `${digit}e${k}`)

test('rounding moves at most half an interval, is odd, and rounding again changes nothing', () => {
  fc.assert(fc.property(values, intervals, (x: Rational, interval) => {
    const step = roundingInterval(interval)
    assert.ok(step.ok)
    const once = roundToInterval(x, step.value)
    assert.ok(cmp(abs(sub(once.value, x)), mul(step.value.value, rational(1n, 2n))) <= 0)
    assert.equal(roundToInterval(once.value, step.value).text, once.text)
    assert.equal(cmp(roundToInterval(neg(x), step.value).value, neg(once.value)), 0)
    assert.equal(cmp(exactly(once.text), once.value), 0)
    assert.doesNotMatch(once.text, /^-0*\.?0*$/)
  }), { numRuns: 500 })
})

const facts = join(reference, 'facts/second/5_rounding.json')
test('every rounding example of the facts file comes out', { skip: existsSync(facts) ? false : 'needs reference data' }, () => {
  type Row = { x: number; unit: number; result: number; kind?: string }
  const data: { examples_seen: Row[]; half_and_fifth_unit: Row[] } = JSON.parse(readFileSync(facts, 'utf8'))
  const rows = [...data.examples_seen, ...data.half_and_fifth_unit]
  assert.ok(rows.length >= 16)
  for (const row of rows) {
    const share = row.kind === '0.5 unit' ? '0.5' : row.kind === '0.2 unit' ? '0.2' : '1'
    const step = roundingInterval(mul(exactly(String(row.unit)), exactly(share)))
    assert.ok(step.ok)
    assert.equal(cmp(roundToInterval(exactly(String(row.x)), step.value).value, exactly(String(row.result))), 0, `${row.x} to ${row.unit}`)
  }
})
