// What may stand in a printed field: which characters are refused and why. Pure; the font's own glyphs are the renderer's business
// (platform/fonts/), not this file's.

/** A character that must not be printed, named so that a person can find it. */
export type RefusedCharacter = { character: string; codePoint: string; why: string }

type Range = { from: number; to: number; why: string }

// Unicode 16, general categories Cc and Cf, bidi controls of UAX #9, variation and tag characters: invisible, so two names that
// look alike on paper would differ, or text would be read in another order than it is stored.
const refusedRanges: readonly Range[] = [
  { from: 0x0000, to: 0x001f, why: 'control character' },
  { from: 0x007f, to: 0x009f, why: 'control character' },
  { from: 0x00ad, to: 0x00ad, why: 'invisible hyphen' },
  { from: 0x034f, to: 0x034f, why: 'invisible joiner' },
  { from: 0x061c, to: 0x061c, why: 'bidirectional control' },
  { from: 0x115f, to: 0x1160, why: 'invisible filler' },
  { from: 0x17b4, to: 0x17b5, why: 'invisible vowel' },
  { from: 0x180b, to: 0x180f, why: 'invisible selector' },
  { from: 0x200b, to: 0x200d, why: 'zero-width character' },
  { from: 0x200e, to: 0x200f, why: 'bidirectional control' },
  { from: 0x2028, to: 0x2029, why: 'line or paragraph separator' },
  { from: 0x202a, to: 0x202e, why: 'bidirectional control' },
  { from: 0x2060, to: 0x2065, why: 'zero-width character' },
  { from: 0x2066, to: 0x2069, why: 'bidirectional control' },
  { from: 0x206a, to: 0x206f, why: 'deprecated format character' },
  { from: 0x3164, to: 0x3164, why: 'invisible filler' },
  { from: 0xd800, to: 0xdfff, why: 'half of a surrogate pair' },
  { from: 0xe000, to: 0xf8ff, why: 'private-use character' },
  { from: 0xfdd0, to: 0xfdef, why: 'not a character' },
  { from: 0xfe00, to: 0xfe0f, why: 'variation selector' },
  { from: 0xfeff, to: 0xfeff, why: 'byte order mark' },
  { from: 0xffa0, to: 0xffa0, why: 'invisible filler' },
  { from: 0xfff0, to: 0xfffb, why: 'format character' },
  { from: 0xfffe, to: 0xffff, why: 'not a character' },
  { from: 0xe0000, to: 0xe0fff, why: 'invisible tag or selector' },
  { from: 0xf0000, to: 0x10ffff, why: 'private-use character' },
]

/** The first character of `text` that must not be printed, or undefined. Linear in the length of the text. */
export function refusedCharacter(text: string): RefusedCharacter | undefined {
  for (const character of text) {
    const point = character.codePointAt(0) ?? 0
    if (point >= 0x20 && point < 0x7f) continue
    const range = refusedRanges.find(each => point >= each.from && point <= each.to)
    if (range) return { character, codePoint: codePointName(point), why: range.why }
  }
  return undefined
}

/** `U+202E`, the form a person can look up. */
export function codePointName(point: number): string {
  return `U+${point.toString(16).toUpperCase().padStart(4, '0')}`
}
