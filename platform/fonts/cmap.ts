// Which characters a TrueType or OpenType font can draw, read from its cmap table (OpenType 1.9, 'cmap', formats 4 and 12).
// Pure: bytes in, a predicate out. Absent: variation sequences (format 14), shaping, anything about outlines.

/** Whether the font has a glyph other than .notdef for the code point. */
export type HasGlyph = (codePoint: number) => boolean
export type CmapRead = { ok: true; hasGlyph: HasGlyph } | { ok: false; reason: string }

/** Reads the Unicode subtables of one font file (no collections). Every offset is checked against the length of the file. */
export function readCmap(font: Uint8Array): CmapRead {
  const view = new DataView(font.buffer, font.byteOffset, font.byteLength)
  try {
    const cmap = tableOffset(view, 'cmap')
    if (cmap === undefined) return { ok: false, reason: 'the font has no cmap table' }
    const drawn = new Uint8Array(0x110000 / 8)
    const count = view.getUint16(cmap + 2)
    let read = 0
    for (let index = 0; index < count; index += 1) {
      const record = cmap + 4 + index * 8
      if (!isUnicode(view.getUint16(record), view.getUint16(record + 2))) continue
      if (readSubtable(view, cmap + view.getUint32(record + 4), drawn)) read += 1
    }
    if (read === 0) return { ok: false, reason: 'the font has no Unicode cmap of format 4 or 12' }
    return { ok: true, hasGlyph: point => ((drawn[point >> 3] ?? 0) & (1 << (point & 7))) !== 0 }
  } catch (error) {
    // DataView throws RangeError outside the file; there is no cheaper bounds check. Anything else is our own bug.
    if (error instanceof RangeError) return { ok: false, reason: 'the font file is cut short' }
    throw error
  }
}

function tableOffset(view: DataView, tag: string): number | undefined {
  const tables = view.getUint16(4)
  for (let index = 0; index < tables; index += 1) {
    const record = 12 + index * 16
    const name = String.fromCharCode(...[0, 1, 2, 3].map(at => view.getUint8(record + at)))
    if (name === tag) return view.getUint32(record + 8)
  }
  return undefined
}

/** Platform 0 is Unicode (encoding 5 holds variation sequences only); platform 3 with encoding 1 or 10 is Windows Unicode. */
function isUnicode(platform: number, encoding: number): boolean {
  return platform === 0 ? encoding !== 5 : platform === 3 && (encoding === 1 || encoding === 10)
}

function readSubtable(view: DataView, at: number, drawn: Uint8Array): boolean {
  const format = view.getUint16(at)
  if (format === 12) readGroups(view, at, drawn)
  if (format === 4) readSegments(view, at, drawn)
  return format === 12 || format === 4
}

function mark(drawn: Uint8Array, point: number): void {
  if (point <= 0x10ffff) drawn[point >> 3] = (drawn[point >> 3] ?? 0) | (1 << (point & 7))
}

function readGroups(view: DataView, at: number, drawn: Uint8Array): void {
  const groups = view.getUint32(at + 12)
  for (let index = 0; index < groups; index += 1) {
    const group = at + 16 + index * 12
    const [start, end, glyph] = [view.getUint32(group), Math.min(view.getUint32(group + 4), 0x10ffff), view.getUint32(group + 8)]
    for (let point = start; point <= end; point += 1) if (glyph + point - start !== 0) mark(drawn, point)
  }
}

function readSegments(view: DataView, at: number, drawn: Uint8Array): void {
  const length = view.getUint16(at + 6)
  const [ends, starts] = [at + 14, at + 16 + length]
  for (let segment = 0; segment < length; segment += 2) {
    const [start, end] = [view.getUint16(starts + segment), view.getUint16(ends + segment)]
    const delta = view.getUint16(starts + length + segment)
    const rangeAt = starts + 2 * length + segment
    const range = view.getUint16(rangeAt)
    for (let point = start; point <= end && point !== 0xffff; point += 1) {
      const raw = range === 0 ? point : view.getUint16(rangeAt + range + 2 * (point - start))
      const glyph = raw === 0 && range !== 0 ? 0 : (raw + delta) & 0xffff
      if (glyph !== 0) mark(drawn, point)
    }
  }
}
