// Small wrong changes to source text: a comparison turned, a constant off by one, a condition denied. Pure. Comments, texts, types and
// imports are left alone.

export type Mutant = { line: number; from: string; to: string; text: string }

const OPERATORS: readonly (readonly [RegExp, readonly string[]])[] = [
  [/(?<=[\w)\]] )===(?= )/g, ['!==']], [/(?<=[\w)\]] )!==(?= )/g, ['===']],
  [/(?<=[\w)\]] )<=(?= )/g, ['<', '>']], [/(?<=[\w)\]] )>=(?= )/g, ['>', '<']], [/(?<=[\w)\]] )<(?= )/g, ['<=', '>=']], [/(?<=[\w)\]] )>(?= )/g, ['>=', '<=']],
  [/(?<=[\w)\]] )\+(?= )/g, ['-']], [/(?<=[\w)\]] )-(?= )/g, ['+']], [/(?<=[\w)\]] )\*(?= )/g, ['/']], [/(?<=[\w)\]] )\/(?= )/g, ['*']], [/(?<=[\w)\]] )%(?= )/g, ['*']],
  [/(?<=[\w)\]] )&&(?= )/g, ['||']], [/(?<=[\w)\]] )\|\|(?= )/g, ['&&']],
  [/\btrue\b/g, ['false']], [/\bfalse\b/g, ['true']],
  [/(?<![\w.'])\d+n?(?![\w.'])/g, ['+1']],
  [/(?<=\bif \()(?=[^!])/g, ['!!!']],
]

/** A blank where source is a comment, a text or a regular expression, so that positions stay. */
export function codeOnly(source: string): string {
  const pattern = /\/\/[^\n]*|\/\*[\s\S]*?\*\/|'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"|`(?:\\.|[^`\\])*`|(?<=[(,=:?&|!]\s*)\/(?![*/])(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\\n])+\/[a-z]*/g
  return source.replace(pattern, (found) => found.replace(/[^\n]/g, ' '))
}

const ABOUT_TYPES = /^\s*(import|export type|export interface|type|interface|declare)\b|^\s*\|/

/** Every mutant of a source, in order. */
export function mutantsOf(source: string): Mutant[] {
  const lines = source.split('\n')
  const code = codeOnly(source).split('\n')
  return code.flatMap((line, i) => (ABOUT_TYPES.test(line) ? [] : OPERATORS.flatMap(([pattern, changes]) =>
    [...line.matchAll(pattern)].flatMap((m) => changes.flatMap((change) => mutantAt(lines, i, m.index, m[0], change) ?? [])))))
}

function mutantAt(lines: readonly string[], at: number, column: number, from: string, change: string): Mutant | undefined {
  const line = lines[at] ?? ''
  if (change === '!!!') {
    const close = closing(line, column - 1)
    if (close < 0) return undefined
    const condition = line.slice(column, close)
    return whole(lines, at, `${line.slice(0, column)}!(${condition})${line.slice(close)}`, condition, `!(${condition})`)
  }
  const to = change === '+1' ? (from.endsWith('n') ? `${BigInt(from.slice(0, -1)) + 1n}n` : String(Number(from) + 1)) : change
  return whole(lines, at, line.slice(0, column) + to + line.slice(column + from.length), from, to)
}

const whole = (lines: readonly string[], at: number, changed: string, from: string, to: string): Mutant =>
  ({ line: at + 1, from, to, text: lines.with(at, changed).join('\n') })

/** Where the bracket that opens at `open` closes on the same line, or -1. */
function closing(line: string, open: number): number {
  let depth = 0
  for (let i = open; i < line.length; i++) {
    if (line[i] === '(') depth++
    else if (line[i] === ')' && --depth === 0) return i
  }
  return -1
}
