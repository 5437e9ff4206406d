// Comma-separated lists that a spreadsheet opens as text: UTF-8 with a mark, and nothing that could be taken for a formula. Pure.

/** RFC 4180 with a guard: a text beginning like a formula gets an apostrophe. */
export function csvText(rows: readonly (readonly string[])[]): string {
  return `\ufeff${rows.map((row) => row.map(cell).join(',')).join('\r\n')}\r\n`
}

function cell(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
