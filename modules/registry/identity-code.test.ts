import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { test } from 'node:test'
import { identityCode, parseIdentityCode } from './identity-code.ts'

const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const codes = [identityCode(new Uint8Array(9)), ...Array.from({ length: 40 }, () => identityCode(randomBytes(9)))]

test('a made code is read again', () => {
  for (const code of codes) assert.deepEqual(parseIdentityCode(code), { ok: true, code })
})

test('hyphens, case, full width and the letters people confuse are forgiven', () => {
  const code = identityCode(Uint8Array.from([0, 1, 2, 3, 4, 5, 6, 7, 8]))
  assert.equal(code.slice(0, 9), '012345678')
  const typed = ` o I2-3４5 67 8${code[9]?.toLowerCase()} `
  assert.deepEqual(parseIdentityCode(typed), { ok: true, code })
})

test('every single wrong character is noticed', () => {
  for (const code of codes.slice(0, 5)) {
    for (let i = 0; i < 10; i++) {
      for (const other of ALPHABET) {
        if (other === code[i]) continue
        assert.equal(parseIdentityCode(code.slice(0, i) + other + code.slice(i + 1)).ok, false)
      }
    }
  }
})

test('two neighbours exchanged are noticed', () => {
  for (const code of codes) {
    for (let i = 0; i < 9; i++) {
      if (code[i] === code[i + 1]) continue
      const exchanged = code.slice(0, i) + code[i + 1] + code[i] + code.slice(i + 2)
      assert.equal(parseIdentityCode(exchanged).ok, false, `${code} ${exchanged}`)
    }
  }
})

for (const [text, rule] of [['', 'length'], ['0123456789A', 'length'], ['U123456789', 'character'], ['《'.repeat(10), 'character'], ['0000000001', 'check']] as const) {
  test(`"${text}" is refused for its ${rule}`, () => {
    const answer = parseIdentityCode(text)
    assert.equal(answer.ok ? 'ok' : answer.rule, rule)
  })
}
