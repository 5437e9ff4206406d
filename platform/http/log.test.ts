import assert from 'node:assert/strict'
import { test } from 'node:test'
import { masked } from './log.ts'

test('a telephone number, an identity number and a token never leave in a log line', () => {
  for (const said of ['13800138000', '电话13800138000。', '34118119900101123X', '341181199001011234', 'dhk_canarycanarycanarycanary'])
    assert.equal(/[0-9]{6}|canary/.test(masked(JSON.stringify({ name: said }))), false, said)
})

test('an identifier in hexadecimal is not mistaken for a telephone number', () => {
  const line = JSON.stringify({ requestId: '0b1c2d3e-4f50-4a6b-8c7d-13912345678e', sha256: 'f341181199001011234a13800138000b' })
  assert.equal(masked(line), line)
})
