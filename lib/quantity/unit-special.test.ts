import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { abs, cmp, exactly, exactText, mul, rational, sub, toNumber, type Rational } from './decimal.ts'
import { atan, exp, ln, ln10, sqrt, tan } from './transcendental.ts'
import { convert, conversion, unit } from './unit.ts'

function into(value: string, from: string, to: string): { text: string; exact: boolean } {
  const converted = convert(exactly(value), unit(from), unit(to))
  if (!converted.ok) return { text: converted.reason, exact: false }
  return { text: converted.exact ? (exactText(converted.value) ?? '') : toNumber(converted.value).toPrecision(12), exact: converted.exact }
}

test('levels with a reference are powers of ten of it, exact where they are', () => {
  const cases: [value: string, from: string, to: string, text: string, exact: boolean][] = [
    ['20', 'dBV', 'V', '10', true], ['0', 'dBm', 'mW', '1', true], ['30', 'dBm', 'W', '1', true], ['60', 'dBμV', 'mV', '1', true],
    ['120', 'dBuV', 'dBV', '0', true],
    ['1', 'B[W]', 'W', '10', true], ['94', 'dB[SPL]', 'Pa', '1.00237446725', false], ['3', 'dBm', 'mW', '1.99526231497', false],
    ['2', 'V', 'dBV', '6.02059991328', false],
    ['0.001', 'V', 'dBV', '-60', true], ['5', 'dBm', 'dBW', '-25', true], ['10', 'dBV', 'B[V]', '1', true],
    // UCUM takes pH for a concentration; never exact, because it is an activity
    ['7', 'pH', 'mol/L', '1.00000000000e-7', false],
    ['100', '%[slope]', '°', '45.0000000000', false], ['45', '°', "[p'diop]", '100.000000000', false], ['5', '%[slope]', '1', '0.05', true],
    ['8', '1', 'bit_s', '3', true], ['3', 'bit_s', 'bit', '3', true], ['4', 'm²/(s⁴·Hz)', '[m/s2/Hz^(1/2)]', '2', true],
    ['6', "[hp'_X]", "[hp'_C]", '3', true],
  ]
  for (const [value, from, to, text, exact] of cases) assert.deepEqual(into(value, from, to), { text, exact }, `${value} ${from} in ${to}`)
})

test('nepers and decibels join by ln 10, symbolically', () => {
  // IEC 60027-3: 1 Np = 20 lg e dB ≈ 8.685 889 638 dB; a naive ratio of numbers would give half of it
  assert.deepEqual(into('1', 'Np', 'dB'), { text: '8.68588963807', exact: false })
  assert.deepEqual(into('1', 'dB', 'Np'), { text: '0.115129254650', exact: false })
  assert.deepEqual(into('3', 'dB/m', 'dB/km'), { text: '3000', exact: true })
  assert.equal(conversion(unit('Np'), unit('dB')).ok, false)
  assert.equal(conversion(unit('dBV'), unit('V')).ok, false)
})

test('a level is not a number, not a gain, and not a level of something else', () => {
  for (const [from, to] of [['dB', '1'], ['dB', '%'], ['dBm', 'dB'], ['dBm', 'dBV'], ['pH', '1'], ['Np', '1'], ['dBV', 'W'],
    ['bit_s', 'B[V]']]) {
    assert.equal(convert(exactly('1'), unit(from ?? ''), unit(to ?? '')).ok, false, `${from} in ${to}`)
  }
  for (const value of ['0', '-1']) {
    const refused = convert(exactly(value), unit('V'), unit('dBV'))
    assert.ok(!refused.ok && refused.reason.includes('greater than zero'), value)
  }
  const huge = convert(exactly('1e6'), unit('dBV'), unit('V'))
  assert.ok(!huge.ok && huge.reason.includes('no measurement'))
})

test('roots in units are exact where they are rational', () => {
  assert.deepEqual(into('1', 'nV/√Hz', 'V/Hz^0.5'), { text: '0.000000001', exact: true })
  assert.deepEqual(into('1', 'nV/Hz^(1/2)', 'μV/√MHz'), { text: '1', exact: true })
  assert.deepEqual(into('1', 'V/√kHz', 'V/√Hz'), { text: '0.0316227766017', exact: false })
  assert.equal(conversion(unit('V/√kHz'), unit('V/√Hz')).ok, false)
  assert.equal(convert(exactly('1'), unit('V/√Hz'), unit('V/Hz')).ok, false)
})

test('what is measured says so, with its source, until it cancels', () => {
  const mass = convert(exactly('12'), unit('u'), unit('kg'))
  assert.ok(mass.ok && !mass.exact && mass.because.join().includes('CODATA 2022'))
  const same = convert(exactly('12'), unit('Da'), unit('u'))
  assert.ok(same.ok && same.exact && cmp(same.value, exactly('12')) === 0)
  const charge = convert(exactly('1'), unit('eV'), unit('J'))
  assert.ok(charge.ok && charge.exact)
  const permeability = convert(exactly('1'), unit('[mu_0]'), unit('N/A²'))
  assert.ok(permeability.ok && permeability.because.length === 2)
})

// Reference digits: NIST DLMF 4.2 and OEIS A001113 (e), A002392 (ln 10), A003881 (π/4), A002193 (√2), A049471 (tan 1).
test('elementary functions are right to 50 digits', () => {
  const close = (got: Rational, digits: string) => {
    assert.ok(cmp(abs(sub(got, exactly(digits))), rational(1n, 10n ** 49n)) < 0, digits)
  }
  const one = rational(1n, 1n)
  const got = (outcome: ReturnType<typeof exp>) => {
    assert.ok(outcome.ok)
    return outcome.value
  }
  close(got(exp(one)), '2.71828182845904523536028747135266249775724709369996')
  close(ln10(), '2.30258509299404568401799145468436420760110148862877')
  close(mul(rational(4n, 1n), atan(one)), '3.14159265358979323846264338327950288419716939937511')
  close(got(tan(one)), '1.55740772465490223050697480745836017308725077238152')
  close(sqrt(rational(2n, 1n)), '1.41421356237309504880168872420969807856967187537694')
  close(mul(sqrt(exactly('2e20')), exactly('1e-10')), '1.41421356237309504880168872420969807856967187537694')
  assert.equal(exp(rational(20_000n, 1n)).ok, false)
  assert.equal(tan(exactly('1.6')).ok, false)
  assert.throws(() => ln(rational(0n, 1n)), RangeError)
})

test('logarithm undoes exponential and tangent undoes arc tangent', () => {
  const values = fc.tuple(fc.bigInt({ min: -(10n ** 12n), max: 10n ** 12n }),
    fc.bigInt({ min: 10n ** 10n, max: 10n ** 13n })).map(([n, d]) => rational(n, d))
  fc.assert(fc.property(values, (x) => {
    const raised = exp(x)
    assert.ok(raised.ok && cmp(abs(sub(ln(raised.value), x)), rational(1n, 10n ** 70n)) < 0)
    const turned = atan(x)
    const back = Math.abs(toNumber(x)) < 1000 ? tan(turned) : undefined
    if (back?.ok === true) assert.ok(cmp(abs(sub(back.value, x)), rational(1n, 10n ** 60n)) < 0)
    assert.ok(Math.abs(toNumber(raised.value) / Math.exp(toNumber(x)) - 1) < 1e-12)
    const positive = rational(raised.value.n, raised.value.d)
    const root = sqrt(positive)
    assert.ok(cmp(abs(sub(mul(root, root), positive)), mul(positive, rational(1n, 10n ** 60n))) < 0)
  }), { seed: 20_261_125, numRuns: 300 })
})
