import assert from 'node:assert/strict'
import { test } from 'node:test'
import { dictionary, fill } from './i18n.ts'

test('a dictionary answers plain words as strings and counted words as functions, in both languages', () => {
  const words = dictionary({
    save: ['暂存', 'Save'],
    found: ['共 {n} 台件', '{n} {n|item|items}'],
    englishOnly: ['全部', 'All of {place}'],
  })
  const zh: string = words['zh-CN'].save
  assert.equal(zh, '暂存')
  assert.equal(words.en.save, 'Save')
  assert.equal(words['zh-CN'].found({ n: 12 }), '共 12 台件')
  assert.equal(words.en.found({ n: 1 }), '1 item')
  assert.equal(words.en.found({ n: 12 }), '12 items')
  assert.equal(words['zh-CN'].englishOnly({ place: 'Hefei' }), '全部')
})

const cases: readonly (readonly [string, Record<string, string | number>, string])[] = [
  ['{a}{b}', { a: 1, b: 'x' }, '1x'],
  ['{missing}', {}, ''],
  ['{toString}', {}, ''],
  ['no braces', { a: 1 }, 'no braces'],
  ['{a}', { a: '{b}', b: 'never' }, '{b}'],
  ['{n|row|rows}', { n: '1' }, 'row'],
  ['{n|row|rows}', { n: 0 }, 'rows'],
]
for (const [text, values, said] of cases) {
  test(`“${text}” with ${JSON.stringify(values)} is said “${said}”`, () => assert.equal(fill(text, values), said))
}
