import assert from 'node:assert/strict'
import { test } from 'node:test'
import { checkCharacter, parseCreditCode } from './credit-code.ts'

test('codes published by their holders are accepted', () => {
  // Printed on public company pages: Huawei, Alibaba (China), Tencent.
  for (const code of ['914403001922038216', '91330100799655058B', '9144030071526726XG']) assert.deepEqual(parseCreditCode(code), { ok: true, code })
})

test('spaces, hyphens, case and full width are normalised', () => {
  assert.deepEqual(parseCreditCode(' ９１３３０１００ 799655058b '), { ok: true, code: '91330100799655058B' })
})

for (const [text, rule] of [['9133010079965505', 'length'], ['91330100799655058I', 'character'], ['91330100799655058C', 'check'], ['913301007996550508B', 'length']] as const) {
  test(`${text} is refused for its ${rule}`, () => {
    const answer = parseCreditCode(text)
    assert.equal(answer.ok ? 'ok' : answer.rule, rule)
  })
}

test('any single changed character is noticed', () => {
  const code = '91330100799655058B'
  for (let i = 0; i < 17; i++) {
    const other = code[i] === '7' ? '8' : '7'
    const changed = code.slice(0, i) + other + code.slice(i + 1)
    assert.equal(parseCreditCode(changed).ok, false, changed)
  }
  assert.equal(checkCharacter(code.slice(0, 17)), 'B')
})
