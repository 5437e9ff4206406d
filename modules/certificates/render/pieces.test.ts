import assert from 'node:assert/strict'
import { test } from 'node:test'
import { narrow, pieces, wide } from './pieces.ts'

test('an ordinary text is set as it is', () => {
  for (const text of ['', '云溪市计量测试研究所', '±2.5', 'Max 15 kg, Min 100 g, e = 5 g', '(5–50) L/min']) assert.equal(pieces(text, wide), text)
})

test('small digits the font has no form of are lowered or raised ordinary ones', () => {
  assert.deepEqual(pieces('M₁ 等级 10⁻⁶', wide), [['text', 'M'], ['sub', '1'], ['text', ' 等级 10'], ['super', '−6']])
})

test('a run without a place to break may end between boxes, and no character is added or lost', () => {
  const serial = 'SN-2026/ABCDEFGHIJKLMNOPQRSTUVWXYZ'
  const set = pieces(serial, wide)
  assert.ok(Array.isArray(set) && set.length === 6 && set.every(([how]) => how === 'box'))
  assert.equal(set.map(([, text]) => text).join(''), serial)
  assert.equal(pieces(serial.slice(0, 24), wide), serial.slice(0, 24))
})

test('in a table a shorter run breaks already, and a range after its tilde', () => {
  assert.deepEqual(pieces('419.527~1084.62', narrow), [['text', '419.527~'], ['box', ''], ['text', '1084.62']])
  const code = pieces('YX-LX-202-000123', narrow)
  assert.ok(Array.isArray(code) && code.length === 4)
})

test('a letter and its mark stay in one box', () => {
  const marked = 'e\u0301'.repeat(26)
  const set = pieces(marked, wide)
  assert.ok(Array.isArray(set))
  for (const [, text] of set) assert.match(text, /^(?:e\u0301)+$/)
})
