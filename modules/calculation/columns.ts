// Text tables in a terminal: columns as wide as their widest cell, numbers to the right, Chinese characters counted as two. Pure.

/** Cells of a terminal that a text takes: full-width characters are two, combining marks none. */
function widthOf(text: string): number {
  let width = 0
  for (const char of text) {
    if (/\p{Mark}/u.test(char)) continue
    width += /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\u3000-\u303f\uff01-\uff60\uffe0-\uffe6]/u.test(char) ? 2 : 1
  }
  return width
}

type Align = 'left' | 'right'

/** Lines of a table with its heading; two blanks between columns, none at the end of a line. */
export function columns(heading: readonly string[], rows: readonly (readonly string[])[], align: readonly Align[]): readonly string[] {
  const all = [heading, ...rows]
  const widths = heading.map((_, i) => Math.max(...all.map((row) => widthOf(row[i] ?? ''))))
  const line = (cells: readonly string[]) => widths.map((width, i) => padded(cells[i] ?? '', width, align[i] ?? 'left')).join('  ').trimEnd()
  return [line(heading), widths.map((width) => '─'.repeat(width)).join('  '), ...rows.map(line)]
}

function padded(text: string, width: number, align: Align): string {
  const blanks = ' '.repeat(Math.max(0, width - widthOf(text)))
  return align === 'right' ? blanks + text : text + blanks
}
