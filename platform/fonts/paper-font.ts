// The font of everything this house prints, and what it can draw: Noto Serif SC in both weights, from the package that carries it.
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { readCmap } from './cmap.ts'
import type { HasGlyph } from './cmap.ts'

const FILES = ['400Regular/NotoSerifSC_400Regular.ttf', '700Bold/NotoSerifSC_700Bold.ttf']

export type PaperFont = {
  /** The font files' bytes, for the typesetter. */
  readonly blobs: readonly Buffer[]
  /** Whether every weight has the character. */
  readonly hasGlyph: HasGlyph
}

/** Reads the files; some 25 MB, so a process reads them once. */
export function readPaperFont(): PaperFont {
  const blobs = FILES.map((file) => readFileSync(fileURLToPath(import.meta.resolve(`@expo-google-fonts/noto-serif-sc/${file}`))))
  const cmaps = blobs.map((blob) => {
    const read = readCmap(blob)
    if (!read.ok) throw new Error(`the font of the house: ${read.reason}`)
    return read.hasGlyph
  })
  return { blobs, hasGlyph: (point) => cmaps.every((hasGlyph) => hasGlyph(point)) }
}

/** The first character of the text that the font cannot draw. */
export const missingGlyph = (text: string, hasGlyph: HasGlyph): string | undefined => [...text].find((character) => !hasGlyph(character.codePointAt(0) ?? 0))
