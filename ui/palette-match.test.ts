import assert from 'node:assert/strict'
import { test } from 'node:test'
import { matching } from './palette-match.ts'

const commands = [
  { title: '待签发', alsoKnownAs: ['Sign', 'qianfa'] },
  { title: '器具', alsoKnownAs: ['Instruments', 'qiju'] },
  { title: '导入器具', alsoKnownAs: ['Import instruments'] },
]
const cases: readonly (readonly [string, readonly string[]])[] = [
  ['', ['待签发', '器具', '导入器具']], ['器具', ['器具', '导入器具']], ['QIJU', ['器具']], ['import inst', ['导入器具']], ['  sign ', ['待签发']], ['没有', []],
]
for (const [typed, titles] of cases)
  test(`“${typed}” finds ${titles.join('、') || 'nothing'}`, () =>
    assert.deepEqual(
      matching(commands, typed).map(({ title }) => title),
      titles,
    ))
