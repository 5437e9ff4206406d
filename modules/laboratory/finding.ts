// What somebody means who types a number into the search: a slip, a whole number, its beginning, or only its last digits. Pure. Absent: SQL.
import { parseSlip } from './number.ts'

export type Meant = {
  readonly slip?: string
  /** Whole numbers that may be meant. */
  readonly numbers: readonly string[]
  /** The beginning of a number, such as 'JD-2026-0043'. */
  readonly beginning?: string
}

const YEARS = 3

/** `row` is 'JD' for items and 'WT' for orders; digits alone mean this year's number, or that of the two years before. */
export function meantNumber(typed: string, row: 'JD' | 'WT', year: number): Meant {
  const text = typed.slice(0, 80).normalize('NFKC').trim().toUpperCase()
  const slip = parseSlip(text)
  const base = slip === undefined ? {} : { slip }
  if (/^\d{1,6}$/.test(text)) return { ...base, numbers: Array.from({ length: YEARS }, (_, back) => `${row}-${year - back}-${text.padStart(6, '0')}`) }
  if (/^[A-Z]{2}-\d{4}-\d{1,9}$/.test(text) && text.startsWith(`${row}-`)) return { ...base, numbers: [text], beginning: text }
  return { ...base, numbers: [] }
}
