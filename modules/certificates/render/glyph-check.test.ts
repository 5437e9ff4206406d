// What a certificate refuses to print, on the font of the house.

import { describe, it } from 'node:test'
import assert from 'node:assert/strict'
import { readPaperFont } from '#platform/fonts/paper-font.ts'
import { glyphFault } from './glyph-check.ts'

describe('glyphFault', () => {
  const { hasGlyph } = readPaperFont()
  const cases: [string, RegExp | undefined, string?][] = [
    ['演示市电子计价秤 M₁ 10⁻⁶ ±0.30 %', undefined],
    ['𬭎 䶮 㛃', undefined],
    ['张𠮷', /cannot draw 𠮷 \(U\+20BB7\)/, '𠮷'],
    ['x\uE123', /U\+E123 cannot be printed: private-use/, '\uE123'],
    ['\u0378', /cannot draw \u0378 \(U\+0378\)/, '\u0378'],
    ['a\u202Eb', /U\+202E cannot be printed: bidirectional/, '\u202E'],
    ['a\u0000', /U\+0000 cannot be printed: control/, '\u0000'],
    ['a\u2028b', /U\+2028/, '\u2028'],
  ]
  for (const [text, sentence, character] of cases) {
    it(JSON.stringify(text), () => {
      const fault = glyphFault(['检定', text], hasGlyph)
      if (sentence) assert.match(fault?.reason ?? '', sentence)
      assert.equal(fault?.character, character)
    })
  }
})
