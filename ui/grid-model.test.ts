import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  noHistory, parseBlock, placeAfter, placeBeside, planFillDown, planPaste, readCell, recorded, redone, undone, type Place, type Shape,
} from './grid-model.ts'

const kg = [{ symbol: 'kg', exponent: 0 }, { symbol: 'g', exponent: -3 }]
const shape: Shape = {
  rows: ['p2', 'p5', 'p10'],
  columns: [
    { key: 'load', kind: 'computed' },
    { key: 'P1', kind: 'decimal', units: kg },
    { key: 'E', kind: 'computed' },
    { key: 'P2', kind: 'decimal', units: kg },
    {
      key: 'look',
      kind: 'choice',
      choices: [
        { value: 'good', label: '完好' },
        { value: 'bad', label: '破损' },
      ],
    },
  ],
}
const at = (row: number, column: number): Place => ({ row, column })
const one = (place: Place) => ({ from: place, to: place })

const blocks: readonly (readonly [string, readonly (readonly string[])[]])[] = [
  ['1\t2\n3\t4\n', [['1', '2'], ['3', '4']]],
  ['1\r\n2\r\n', [['1'], ['2']]],
  ['a', [['a']]],
  ['', []],
  ['\t', [['', '']]],
  ['"two\nlines"\t"say ""x"""', [['two\nlines', 'say "x"']]],
  ['5" pipe\t1', [['5" pipe', '1']]],
  ['"open', [['open']]],
]
for (const [text, block] of blocks) test(`${JSON.stringify(text)} is a block of cells`, () => assert.deepEqual(parseBlock(text), block))

test('a column from a spreadsheet lands below the cell, unreadable texts and overflow are counted', () => {
  const plan = planPaste(shape, one(at(1, 1)), [['５.0010'], ['abc'], ['30.0']])
  assert.deepEqual(plan.edits, [{ row: 'p5', column: 'P1', text: '5.0010' }])
  assert.deepEqual(plan.unread, [{ row: 'p10', column: 'P1', text: 'abc' }])
  assert.deepEqual(plan.outside, ['30.0'])
})

test('a block never writes a computed column', () => {
  const plan = planPaste(shape, one(at(0, 1)), [['2.0', '9', '2.1']])
  assert.deepEqual(plan.edits.map(({ column }) => column), ['P1', 'P2'])
  assert.deepEqual(plan.outside, ['9'])
})

test('one value fills the selected range', () => {
  const plan = planPaste(shape, { from: at(2, 1), to: at(0, 1) }, [['2001 g']])
  assert.deepEqual(plan.edits, ['p2', 'p5', 'p10'].map((row) => ({ row, column: 'P1', text: '2.001' })))
})

test('choices are read by value and by word', () => {
  assert.equal(readCell('破损', shape.columns[4] ?? { kind: 'computed' }), 'bad')
  assert.equal(readCell('good', shape.columns[4] ?? { kind: 'computed' }), 'good')
  assert.equal(readCell('unknown', shape.columns[4] ?? { kind: 'computed' }), undefined)
})

test('Enter goes down, then to the top of the next column that can be edited', () => {
  assert.deepEqual(placeAfter(shape, at(0, 1), 1), at(1, 1))
  assert.deepEqual(placeAfter(shape, at(2, 1), 1), at(0, 3))
  assert.equal(placeAfter(shape, at(2, 4), 1), undefined)
  assert.deepEqual(placeAfter(shape, at(0, 3), -1), at(2, 1))
})

test('arrows step over computed columns and stop at the edges', () => {
  assert.deepEqual(placeBeside(shape, at(0, 1), 0, 1), at(0, 3))
  assert.equal(placeBeside(shape, at(0, 1), 0, -1), undefined)
  assert.equal(placeBeside(shape, at(2, 1), 1, 0), undefined)
})

test('fill down copies the top row of the range, or the cell above', () => {
  const textAt = ({ row }: Place) => `r${row}`
  assert.deepEqual(
    planFillDown(shape, { from: at(0, 1), to: at(2, 1) }, textAt).map(({ row, text }) => [row, text]),
    [
      ['p5', 'r0'],
      ['p10', 'r0'],
    ],
  )
  assert.deepEqual(planFillDown(shape, one(at(1, 3)), textAt), [{ row: 'p5', column: 'P2', text: 'r0' }])
  assert.deepEqual(planFillDown(shape, one(at(0, 1)), textAt), [])
})

test('a paste is undone at once, typing in one visit is one change, and redo brings it back', () => {
  const cell = (text: string) => [{ row: 'p2', column: 'P1', text }]
  let history = recorded(noHistory, { visit: '', before: cell(''), after: cell('1') })
  history = recorded(history, { visit: 'v1', before: cell('1'), after: cell('12') })
  history = recorded(history, { visit: 'v1', before: cell('12'), after: cell('123') })
  assert.equal(history.past.length, 2)
  const back = undone(history)
  assert.deepEqual(back?.edits, cell('1'))
  const again = back && redone(back.history)
  assert.deepEqual(again?.edits, cell('123'))
  assert.equal(undone(noHistory), undefined)
  assert.equal(recorded(back?.history ?? noHistory, { visit: '', before: [], after: [] }).future.length, 0)
})
