import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import {
  abs, add, bits, cmp, decimals, div, exactly, exactText, floor, fromNumber, isZero, magnitude, mul, neg, normaliseNumeral,
  parseDecimal, pow, rational, squareRoot,
  sub, toDecimalText, toNumber, type Rational,
} from './decimal.ts'

const rationals = fc.tuple(
  fc.bigInt({ min: -(10n ** 25n), max: 10n ** 25n }), fc.bigInt({ min: 1n, max: 10n ** 25n }),
).map(([n, d]) => rational(n, d))
const same = (a: Rational, b: Rational) => a.n === b.n && a.d === b.d

test('decimal text is read exactly and keeps its decimals', () => {
  const cases: [string, bigint, bigint, number][] = [
    ['12.30', 123n, 10n, 2], ['0.1', 1n, 10n, 1], ['-0.0365', -73n, 2000n, 4], ['+5', 5n, 1n, 0], ['1.20e-5', 3n, 250000n, 7],
    ['2.5e3', 2500n, 1n, 0], ['000.50', 1n, 2n, 2], ['-0.00', 0n, 1n, 2], ['1.23456e2', 1929n * 64n, 1000n, 3],
  ]
  for (const [text, n, d, places] of cases) {
    const parsed = parseDecimal(text)
    assert.ok(parsed.ok, text)
    assert.ok(same(parsed.value, rational(n, d)), text)
    assert.equal(decimals(text), places, text)
  }
})

test('what is no decimal text is refused with a reason', () => {
  for (
    const text of [
      '', '.', '1.', '.5', '1,5', '12 3', '0x10', 'NaN', 'Infinity', '1e401', '--1', '1e', '1'.repeat(61), '9'.repeat(500), '１',
    ]
  ) {
    const parsed = parseDecimal(text)
    assert.ok(!parsed.ok && parsed.reason.length > 10, text)
  }
  assert.throws(() => exactly('abc'), RangeError)
})

test('numerals from Chinese keyboards become ASCII, commas are refused', () => {
  const cases: [string, string][] = [
    ['１２．３', '12.3'], ['12。30', '12.30'], ['－0.5', '-0.5'], ['−0.5', '-0.5'], ['﹣1', '-1'], [' 1\u202f234.5 ', '1234.5'],
    ['1\u3000000', '1000'], ['＋2', '+2'],
  ]
  for (const [given, expected] of cases) assert.deepEqual(normaliseNumeral(given), { ok: true, text: expected })
  for (const given of ['1,5', '1，234', '1.234,5']) {
    const refused = normaliseNumeral(given)
    assert.ok(!refused.ok && refused.reason.includes('comma'), given)
  }
  for (const given of ['', '  ', 'abc', '1.2.3', '1-2']) assert.equal(normaliseNumeral(given).ok, false, given)
})

test('exact text is the shortest, and undefined where no decimal is exact', () => {
  const cases: [Rational, string | undefined][] = [
    [rational(1n, 8n), '0.125'], [rational(-5n, 2n), '-2.5'], [rational(1n, 3n), undefined], [rational(300n, 1n), '300'],
    [rational(0n, 7n), '0'],
  ]
  for (const [value, text] of cases) assert.equal(exactText(value), text)
  assert.equal(toDecimalText(rational(1n, 2n), 3), '0.500')
  assert.equal(toDecimalText(rational(-1n, 200n), 3), '-0.005')
  assert.throws(() => toDecimalText(rational(1n, 3n), 3), /round it first/)
})

test('magnitude is the exponent of the first digit', () => {
  for (const [text, exponent] of [['1268', 3], ['0.0365', -2], ['1', 0], ['0.999', -1], ['10', 1], ['-99.99', 1]] as const) {
    assert.equal(magnitude(exactly(text)), exponent, text)
  }
})

test('sums and products are associative and undone by their inverses', () => {
  fc.assert(fc.property(rationals, rationals, rationals, (a, b, c) => {
    assert.ok(same(add(add(a, b), c), add(a, add(b, c))))
    assert.ok(same(mul(mul(a, b), c), mul(a, mul(b, c))))
    assert.ok(same(mul(a, add(b, c)), add(mul(a, b), mul(a, c))))
    assert.ok(same(sub(add(a, b), b), a))
    if (!isZero(b)) assert.ok(same(mul(div(a, b), b), a))
    assert.equal(cmp(a, b), -cmp(b, a) + 0)
    assert.ok(cmp(abs(a), neg(abs(a))) >= 0)
  }), { numRuns: 300 })
})

test('every rational stays reduced with a positive denominator', () => {
  fc.assert(fc.property(fc.bigInt(), fc.bigInt().filter((d) => d !== 0n), (n, d) => {
    const r = rational(n, d)
    assert.ok(r.d > 0n && r.n * d === n * r.d)
    assert.ok(same(rational(r.n * 6n, r.d * 6n), r))
  }))
})

test('a float64 goes to a rational and back unchanged, subnormal numbers included', () => {
  for (const x of [0.1, 5e-324, 1.5e-310, 2.2250738585072014e-308, Number.MAX_VALUE, 1 / 3, -0.7, 2 ** 60 + 2 ** 10]) {
    assert.equal(toNumber(fromNumber(x)), x)
  }
  fc.assert(fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (x) => toNumber(fromNumber(x)) === x), { numRuns: 2000 })
})

test('decimal text becomes the same float64 the platform reads', () => {
  const texts = fc.tuple(fc.bigInt({ min: 0n, max: 10n ** 40n }), fc.integer({ min: -380, max: 280 })).map(([n, e]) => `${n}e${e}`)
  fc.assert(fc.property(texts, (text) => toNumber(exactly(text)) === Number(text)), { numRuns: 2000 })
  assert.equal(toNumber(pow(exactly('10'), 400)), Infinity)
  assert.equal(toNumber(pow(exactly('10'), -400)), 0)
})

test('powers agree with repeated products', () => {
  assert.ok(same(pow(rational(-2n, 3n), 3), rational(-8n, 27n)))
  assert.ok(same(pow(rational(-2n, 3n), -3), rational(-27n, 8n)))
  assert.ok(same(pow(rational(5n, 7n), 0), rational(1n, 1n)))
  assert.throws(() => pow(exactly('2'), 20_000), RangeError)
  assert.throws(() => pow(exactly('0'), -1), RangeError)
  assert.ok(bits(exactly('1e100')) > 300)
  assert.equal(floor(exactly('-2.5')), -3n)
  assert.equal(floor(exactly('-2')), -2n)
})

test('the root of a square is exact, of anything else absent', () => {
  for (const [square, root] of [['0.000625', '0.025'], ['4', '2'], ['0', '0'], ['1', '1'], ['0.0625', '0.25']] as const) {
    assert.equal(exactText(squareRoot(exactly(square)) ?? exactly('-1')), root)
  }
  for (const text of ['2', '0.5', '-4', '1e-3', '8']) assert.equal(squareRoot(exactly(text)), undefined, text)
  fc.assert(fc.property(rationals, (a) => same(squareRoot(mul(a, a)) ?? exactly('-1'), abs(a))))
})

test('reading never throws on arbitrary text', () => {
  fc.assert(fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), (text) => {
    parseDecimal(text)
    normaliseNumeral(text)
  }))
})
