// Splits a migration into its statements: quotes, dollar quotes and comments respected. Pure.

/** Statements in order, without their semicolons; comments before a statement stay with it. */
export function statements(sql: string): string[] {
  const out: string[] = []
  let start = 0
  let i = 0
  while (i < sql.length) {
    const skipped = skip(sql, i)
    if (skipped > i) { i = skipped; continue }
    if (sql[i] === ';') {
      push(out, sql.slice(start, i))
      start = i + 1
    }
    i++
  }
  push(out, sql.slice(start))
  return out
}

const push = (out: string[], text: string) => {
  const bare = text.replace(/^\s*--.*$/gm, '').trim()
  if (bare !== '') out.push(text.trim())
}

/** Index after the quoted or commented stretch that begins at i, or i itself. */
function skip(sql: string, i: number): number {
  const two = sql.slice(i, i + 2)
  if (two === '--') return orEnd(sql.indexOf('\n', i), sql)
  if (two === '/*') return orEnd(sql.indexOf('*/', i + 2), sql, 2)
  const c = sql[i]
  if (c === "'" || c === '"') return orEnd(sql.indexOf(c, i + 1), sql, 1)
  if (c !== '$') return i
  const tag = /^\$[a-z_]*\$/.exec(sql.slice(i, i + 40))?.[0]
  return tag ? orEnd(sql.indexOf(tag, i + tag.length), sql, tag.length) : i
}
const orEnd = (at: number, sql: string, plus = 0) => (at < 0 ? sql.length : at + plus)
