import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import { compareDecimal, readQuantity, shiftPoint, type FieldUnit } from './quantity-text.ts'

const mass: readonly FieldUnit[] = [{ symbol: 'kg', exponent: 0 }, { symbol: 'g', exponent: -3 }, { symbol: 't', exponent: 3 }]

const readable: readonly (readonly [string, string, boolean])[] = [
  ['2.0010', '2.0010', false],
  ['１２．３', '12.3', false],
  ['12。3', '12.3', false],
  ['－0.5', '-0.5', false],
  ['−4.1', '-4.1', false],
  ['+6', '6', false],
  ['.5', '0.5', false],
  ['5.', '5', false],
  ['007', '7', false],
  ['0.00', '0.00', false],
  ['48 213', '48213', false],
  ['48\u202F213.5', '48213.5', false],
  ['2.001 kg', '2.001', false],
  ['2001 g', '2.001', true],
  ['2001.0g', '2.0010', true],
  ['0.0020 t', '2.0', true],
]
for (const [typed, text, converted] of readable) {
  test(`“${typed}” is read as ${text} kg`, () => {
    const reading = readQuantity(typed, mass)
    assert.ok(reading.ok)
    assert.equal(reading.text, text)
    assert.equal(reading.converted, converted)
  })
}

const refused: readonly (readonly [string, string])[] = [
  ['1,5', 'comma'],
  ['1，5', 'comma'],
  ['1、5', 'comma'],
  ['abc', 'notNumber'],
  ['1.2.3', 'notNumber'],
  ['--1', 'notNumber'],
  ['1e5', 'unit'],
  ['12 lb', 'unit'],
  ['', 'notNumber'],
  ['-', 'notNumber'],
  ['9'.repeat(61), 'tooLong'],
]
for (const [typed, because] of refused) {
  test(`“${typed.slice(0, 20)}” is refused: ${because}`, () => {
    const reading = readQuantity(typed, mass)
    assert.ok(!reading.ok)
    assert.equal(reading.because, because)
  })
}

const shifts: readonly (readonly [string, number, string])[] = [
  ['2001', -3, '2.001'],
  ['1', -3, '0.001'],
  ['0.5', -3, '0.0005'],
  ['-0.5', 3, '-500'],
  ['1.25', 1, '12.5'],
  ['0', -3, '0.000'],
  ['-0.0', 1, '0'],
]
for (const [text, by, shifted] of shifts) test(`${text} × 10^${by} = ${shifted}`, () => assert.equal(shiftPoint(text, by), shifted))

test('shifting there and back is the same number', () => {
  const decimal = fc.tuple(fc.boolean(), fc.nat(), fc.stringMatching(/^\d{0,12}$/)).map(([minus, whole, fraction]) =>
    `${minus ? '-' : ''}${whole}${fraction === '' ? '' : `.${fraction}`}`)
  fc.assert(
    fc.property(decimal, fc.integer({ min: -9, max: 9 }), (text, by) => compareDecimal(shiftPoint(shiftPoint(text, by), -by), text) === 0),
  )
})

test('comparison is exact where floating point is not', () => {
  assert.equal(compareDecimal('0.1', '0.10'), 0)
  assert.equal(compareDecimal('9007199254740993', '9007199254740992'), 1)
  assert.equal(compareDecimal('-0.2', '-0.19'), -1)
})
