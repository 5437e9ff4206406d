import assert from 'node:assert/strict'
import { test } from 'node:test'
import { blockOf, lay, listOf, withoutHeading } from './sheet.ts'
import { numberOf, wholeOf } from './typed-number.ts'

for (const [typed, expected] of [
  ['1.50', 1.5], ['－１２．５', -12.5], ['6e-8', 6e-8], ['6.5×10^-8', 6.5e-8], ['6.5 × 10⁻⁸', 6.5e-8], ['.5', 0.5], ['−3', -3], ['1,5', undefined], ['', undefined], ['abc', undefined],
  ['1e999', undefined], ['1 000', 1000],
] as const) {
  test(`“${typed}” is ${expected ?? 'no number'}`, () => assert.equal(numberOf(typed), expected))
}

test('whole numbers only where asked', () => assert.deepEqual(['3', '3.0', '2.5', '-1'].map((one) => wholeOf(one)), [3, 3, undefined, undefined]))

test('a block is read from a spreadsheet, a file with commas and quotes, semicolons, or spaces', () => {
  assert.deepEqual(blockOf('A\t1\r\nB\t2\r\n'), [['A', '1'], ['B', '2']])
  assert.deepEqual(blockOf('\ufefflab,x\n"所,甲",1.0\n'), [['lab', 'x'], ['所,甲', '1.0']])
  assert.deepEqual(blockOf('a;1\nb;2'), [['a', '1'], ['b', '2']])
  assert.deepEqual(blockOf('1.0  2.0\n3.0 4.0\n'), [['1.0', '2.0'], ['3.0', '4.0']])
  assert.deepEqual(blockOf('two words\n'), [['two words']])
})

test('a line of headings goes, a line of data stays', () => {
  assert.deepEqual(withoutHeading([['lab', 'x'], ['A', '1']]), [['A', '1']])
  assert.deepEqual(withoutHeading([['A', '1'], ['B', '2']]), [['A', '1'], ['B', '2']])
  assert.deepEqual(withoutHeading([['only', 'words']]), [['only', 'words']])
})

test('a block adds the rows it needs and names what does not fit', () => {
  const laid = lay([['A', '1']], [['2', 'x'], ['3', 'y'], ['4', 'z']], { row: 1, column: 1 }, 2, 3)
  assert.deepEqual(laid.rows, [['A', '1'], ['', '2'], ['', '3']])
  assert.deepEqual([laid.written, laid.outside], [2, ['x', 'y', '4', 'z']])
  assert.deepEqual(listOf([['1', ''], ['2', '3']]), ['1', '2', '3'])
})
