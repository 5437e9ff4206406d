import assert from 'node:assert/strict'
import { test } from 'node:test'
import { characterOf, cleanScan, codeIn, feed, noScan, type ScanState } from './scan.ts'

type Stroke = readonly [code: string, gap_ms: number, shift?: boolean]
function scan(strokes: readonly Stroke[]): string[] {
  const read: string[] = []
  let state: ScanState = noScan
  let at_ms = 1000
  for (const [code, gap, shift = false] of strokes) {
    at_ms += gap
    const next = feed(state, { code, shift, at_ms })
    state = next.state
    if (next.scanned !== undefined) read.push(next.scanned)
  }
  return read
}

const jd12: readonly Stroke[] = [['ShiftLeft', 5], ['KeyJ', 5, true], ['KeyD', 8, true], ['Minus', 8], ['Digit1', 8], ['Digit2', 8]]
const cases: readonly (readonly [string, readonly Stroke[], readonly string[]])[] = [
  ['a fast burst ended by Enter is a scan', [...jd12, ['Enter', 8]], ['JD-12']],
  ['Tab ends a scan too', [...jd12, ['Tab', 8]], ['JD-12']],
  ['a slow hand is not a scanner', jd12.map(([code, , shift]): Stroke => [code, 120, shift]).concat([['Enter', 120]]), []],
  ['a pause before Enter is a person', [...jd12, ['Enter', 400]], []],
  [
    'three characters are too few',
    [
      ['Digit1', 5],
      ['Digit2', 5],
      ['Digit3', 5],
      ['Enter', 5],
    ],
    [],
  ],
  [
    'slow typing before a scan is not part of it',
    [['KeyA', 300], ['KeyB', 300], ...jd12.map(([code, gap, shift], i): Stroke => [code, i === 0 ? 300 : gap, shift]), ['Enter', 8]],
    ['JD-12'],
  ],
  ['two scans in a row are two', [...jd12, ['Enter', 8], ...jd12, ['Enter', 8]], ['JD-12', 'JD-12']],
]
for (const [name, strokes, read] of cases) test(name, () => assert.deepEqual(scan(strokes), read))

test('keys are read from the US layout', () => {
  assert.equal(characterOf('Digit2', true), '@')
  assert.equal(characterOf('Numpad2', true), '2')
  assert.equal(characterOf('Slash', false), '/')
  assert.equal(characterOf('F5', false), '')
})

const addresses: readonly (readonly [string, string])[] = [
  ['https://city.example/i/5F6Z5K9CDY', '5F6Z5K9CDY'],
  ['http://localhost:8080/c/0123456789abcdef?lang=en', '0123456789abcdef'],
  ['https://city.example/i/5F6Z5-K9CDY#x', '5F6Z5-K9CDY'],
  ['https://city.example/instruments/5F6Z5K9CDY', 'https://city.example/instruments/5F6Z5K9CDY'],
  ['javascript:alert(1)//i/5F6Z5K9CDY', 'javascript:alert(1)//i/5F6Z5K9CDY'],
  ['JD-2026-000012', 'JD-2026-000012'],
]
for (const [text, code] of addresses) test(`“${text}” names ${code}`, () => assert.equal(codeIn(text), code))

test('control characters never reach a code', () => {
  assert.equal(cleanScan('\u0002JD-12\r\n\u001d'), 'JD-12')
  assert.equal(cleanScan('x'.repeat(900)).length, 512)
})
