// The cmap reader: on the certificate font, and on tiny fonts built here.

import { describe, it } from 'node:test'
import assert from 'node:assert/strict'
import { readCmap } from './cmap.ts'
import { missingGlyph, readPaperFont } from './paper-font.ts'

const { blobs: fonts, hasGlyph: hasBoth } = readPaperFont()

function glyphsOf(font: Uint8Array) {
  const read = readCmap(font)
  assert.ok(read.ok, read.ok ? '' : read.reason)
  return read.hasGlyph
}

/** A font of one table: cmap with one subtable for (platform 3, encoding). */
function fontWith(encoding: number, subtable: number[]): Uint8Array {
  const head = [0, 1, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, ...[...'cmap'].map(c => c.charCodeAt(0)), 0, 0, 0, 0, 0, 0, 0, 28, 0, 0, 0, 99]
  return new Uint8Array([...head, 0, 0, 0, 1, 0, 3, 0, encoding, 0, 0, 0, 12, ...subtable])
}
const words16 = (...values: number[]) => values.flatMap(value => [(value >> 8) & 0xff, value & 0xff])
const words32 = (...values: number[]) => values.flatMap(value => words16(value >>> 16, value & 0xffff))

describe('readCmap', () => {
  it('finds the characters the certificate font has in both weights, and not those it lacks', () => {
    for (const font of fonts) {
      const hasGlyph = glyphsOf(font)
      for (const has of '检定证书䶮𬭎㛃Ⅲ℃±≤Ω㎡A9') assert.ok(hasGlyph(has.codePointAt(0) ?? 0), has)
      for (const lacks of ['₁', '\uE000', '\u0378', '𠮷', '\u{10FFFD}']) assert.ok(!hasGlyph(lacks.codePointAt(0) ?? 0), lacks)
    }
  })

  it('reads format 4: deltas, glyph arrays, and a glyph 0 that is no glyph', () => {
    // Segments: A–C by delta; a–b through the array [5, 0]; the closing 0xffff.
    const subtable = words16(4, 48, 0, 6, 0, 0, 0, 0x43, 0x62, 0xffff, 0, 0x41, 0x61, 0xffff, 10, 0, 1, 0, 4, 0, 5, 0)
    const hasGlyph = glyphsOf(fontWith(1, subtable))
    assert.deepEqual([0x40, 0x41, 0x43, 0x44, 0x61, 0x62, 0xffff].map(hasGlyph), [false, true, true, false, true, false, false])
  })

  it('reads format 12 groups beyond the basic plane', () => {
    const hasGlyph = glyphsOf(fontWith(10, [...words16(12, 0), ...words32(40, 0, 2, 0x41, 0x42, 0, 0x20000, 0x20001, 7)]))
    assert.deepEqual([0x41, 0x42, 0x20000, 0x20001, 0x20002].map(hasGlyph), [false, true, true, true, false])
  })

  it('refuses what is cut short, has no cmap or no Unicode subtable', () => {
    const reason = (font: Uint8Array) => {
      const read = readCmap(font)
      return read.ok ? '' : read.reason
    }
    assert.match(reason(new Uint8Array(4)), /cut short/)
    assert.match(reason(fontWith(10, words16(12, 0))), /cut short/)
    assert.match(reason(new Uint8Array(12)), /no cmap/)
    assert.match(reason(fontWith(0, words16(4))), /no Unicode cmap/)
    const [font] = fonts
    assert.ok(font)
    assert.match(reason(font.subarray(0, 5000)), /cut short|no cmap/)
  })
})

describe('the font of the house', () => {
  it('names the first character it cannot draw, beyond the basic plane too', () => {
    assert.equal(missingGlyph('示范市𬭎记秤行 ACS-30 №', hasBoth), undefined)
    assert.equal(missingGlyph('张𠮷秤𪚥', hasBoth), '𠮷')
  })
})
