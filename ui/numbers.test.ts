import assert from 'node:assert/strict'
import { test } from 'node:test'
import { figurePadding, showCount, showDecimal, withUnit, type Sign } from './numbers.ts'

const cases: readonly (readonly [string, Sign, string])[] = [
  ['0.6', 'always', '+0.6'],
  ['-4.1', 'always', '−4.1'],
  ['-4.1', 'minus', '−4.1'],
  ['0.0', 'always', '0.0'],
  ['-0.00', 'minus', '0.00'],
  ['2.0010', 'minus', '2.0010'],
  ['1204', 'minus', '1204'],
  ['48213', 'minus', '48\u202F213'],
  ['-1234567.50', 'always', '−1\u202F234\u202F567.50'],
  ['not a number', 'minus', 'not a number'],
]
for (const [text, sign, shown] of cases) {
  test(`${text} is shown as ${shown} (${sign})`, () => assert.equal(showDecimal(text, sign), shown))
}

test('counts and units use narrow spaces', () => {
  assert.equal(showCount(1204), '1204')
  assert.equal(showCount(104213), '104\u202F213')
  assert.equal(withUnit('2.0', 'g'), '2.0\u202Fg')
})

test('shorter numbers are padded after the point with figure spaces', () => {
  assert.equal(figurePadding('1.25', 3), '\u2007')
  assert.equal(figurePadding('1', 2), '\u2008\u2007\u2007')
  assert.equal(figurePadding('1.250', 3), '')
})
