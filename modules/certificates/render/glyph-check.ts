// Issue refuses, naming the character, what the certificate font cannot draw or what must not be printed. Pure.

import { codePointName, refusedCharacter } from '@duheng/dcc/printable.ts'
import type { HasGlyph } from '#platform/fonts/cmap.ts'
import { scriptForms } from './script-forms.ts'

export type GlyphFault = { reason: string; character: string }

/** The first character of the texts that cannot stand on a certificate, or undefined. Each distinct character is looked at once. */
export function glyphFault(texts: Iterable<string>, hasGlyph: HasGlyph): GlyphFault | undefined {
  const seen = new Set<string>()
  for (const text of texts) {
    for (const character of text) {
      if (seen.has(character)) continue
      seen.add(character)
      const fault = faultOf(character, hasGlyph)
      if (fault) return fault
    }
  }
  return undefined
}

function faultOf(character: string, hasGlyph: HasGlyph): GlyphFault | undefined {
  const refused = refusedCharacter(character)
  if (refused) return { character, reason: `${refused.codePoint} cannot be printed: ${refused.why}` }
  const point = (scriptForms.get(character) ?? character).codePointAt(0) ?? 0
  if (hasGlyph(point)) return undefined
  return { character, reason: `the certificate font cannot draw ${character} (${codePointName(point)})` }
}
