// Writes CSV that opens in a spreadsheet as text: UTF-8 with a mark, CRLF, and no cell that could be taken for a formula. Pure.

/** Text that begins like a formula gets an apostrophe before it (CWE-1236). */
export const guarded = (text: string): string => (/^[=+\-@\t\r]/.test(text) ? `'${text}` : text)

const field = (text: string): string => {
  const safe = guarded(text)
  return /[",\r\n\t;]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

export const csvLine = (cells: readonly string[]): string => `${cells.map(field).join(',')}\r\n`
export const CSV_MARK = '\ufeff'
export const csvText = (rows: readonly (readonly string[])[]): string => CSV_MARK + rows.map(csvLine).join('')
