// Values typed into cells. Nothing is overwritten: of all values of a cell the one typed last counts, the others stay as strike-throughs.
// Values may arrive late and twice; the client's id makes them one, the time of typing puts them in order. Pure.
import type { Words } from '#platform/http/problem.ts'

export type Reading = {
  id: number; cell: string; text: string; source: string; typedAt: string; at: string; by: { id: number; name: string }; clientId: string; reason: string
}
export type GivenReading = { cell: string; text: string; typedAt: string; clientId: string; source: 'typed' | 'pasted' | 'device'; reason: string }

/** A value changed within this time of being typed is a slip of the hand; later it is a correction and says why. A house rule. */
export const SLIP_MS = 60_000

const later = (a: Pick<Reading, 'typedAt' | 'id'>, b: Pick<Reading, 'typedAt' | 'id'>): boolean =>
  a.typedAt !== b.typedAt ? a.typedAt > b.typedAt : a.id > b.id

/** The reading that counts in each cell. */
export function counting(readings: readonly Reading[]): ReadonlyMap<string, Reading> {
  const found = new Map<string, Reading>()
  for (const reading of readings) {
    const other = found.get(reading.cell)
    if (!other || later(reading, other)) found.set(reading.cell, reading)
  }
  return found
}

/** Cell → text, as lib/procedures takes it; a cell emptied again is as if never filled. */
export function textsOf(readings: readonly Reading[]): Readonly<Record<string, string>> {
  return Object.fromEntries([...counting(readings)].flatMap(([cell, { text }]) => (text === '' ? [] : [[cell, text]])))
}

export type CellHistory = { cell: string; text: string; typedAt: string; by: string; source: string; struck: readonly { text: string; typedAt: string; by: string; reason: string; arrivedLate: boolean }[]; reason: string }

/** What is shown of each cell: the value that counts and, struck through, those before it. */
export function histories(readings: readonly Reading[]): CellHistory[] {
  const counted = counting(readings)
  return [...counted].map(([cell, now]) => ({
    cell, text: now.text, typedAt: now.typedAt, by: now.by.name, source: now.source, reason: now.reason,
    struck: readings.filter((r) => r.cell === cell && r.id !== now.id && !isSlip(r, readings)).toSorted((a, b) => (later(a, b) ? 1 : -1))
      .map((r) => ({ text: r.text, typedAt: r.typedAt, by: r.by.name, reason: r.reason, arrivedLate: r.id > now.id })),
  }))
}

/** Replaced within a minute and without a reason: the typing of one value, kept but not shown as a correction. */
function isSlip(reading: Reading, readings: readonly Reading[]): boolean {
  const typed = Date.parse(reading.typedAt)
  return readings.some((r) => r.cell === reading.cell && r.id > reading.id && r.reason === '' && Date.parse(r.typedAt) >= typed && Date.parse(r.typedAt) - typed <= SLIP_MS)
}

/** Values that replaced another one for a stated reason. */
export const corrections = (readings: readonly Reading[]): readonly Reading[] => readings.filter((r) => r.reason !== '')

/** Everybody who wrote a value that stands in the record, struck or not. */
export function writers(readings: readonly Reading[]): { id: number; name: string }[] {
  return [...new Map(readings.map((r) => [r.by.id, r.by])).values()]
}

export type ReadingDecision =
  | { ok: true; write: boolean; typedAt: string; counts: boolean }
  | { ok: false; rule: string; words: Words }

export type ReadingState = {
  /** Cells the plan has, each by the name its page gives it. */
  cells: ReadonlyMap<string, Words>
  counting: ReadonlyMap<string, Reading>
  known: ReadonlySet<string>
  openedAt: string
  now: string
  /** The record was submitted once: from then on every change is a correction. */
  submitted: boolean
  writable: boolean
}

/** Whether one value may be written, and whether it will count. */
export function decideReading(given: GivenReading, state: ReadingState): ReadingDecision {
  const typedAt = clamp(given.typedAt, state.openedAt, state.now)
  const current = state.counting.get(given.cell)
  if (state.known.has(given.clientId)) return { ok: true, write: false, typedAt, counts: current?.clientId === given.clientId }
  const [zh, en] = state.cells.get(given.cell) ?? [given.cell, given.cell]
  if (!state.writable) return { ok: false, rule: 'submitted', words: [`“${zh}” = ${given.text} 没有写入：记录已提交核验，退回后才能改。`, `"${en}" = ${given.text} was not written: the record is submitted and can be changed after it is sent back.`] }
  if (!state.cells.has(given.cell)) return { ok: false, rule: 'no-such-cell', words: [`本次检定没有“${given.cell}”这一格。`, `This measurement has no cell "${given.cell}".`] }
  if (!current) return { ok: true, write: true, typedAt, counts: true }
  if (typedAt < current.typedAt) return { ok: true, write: true, typedAt, counts: false }
  if (current.text === given.text) return { ok: true, write: false, typedAt, counts: false }
  const isSlip = !state.submitted && Date.parse(typedAt) - Date.parse(current.typedAt) <= SLIP_MS
  if (!isSlip && given.reason.trim() === '') {
    return { ok: false, rule: 'reason', words: [`“${zh}”原为 ${current.text || '空'}，改为 ${given.text || '空'} 要写明理由；原值划线保留。`, `"${en}" was ${current.text || 'empty'}; to make it ${given.text || 'empty'} say why. The old value stays, struck through.`] }
  }
  return { ok: true, write: true, typedAt, counts: true }
}

/** A device's clock may be wrong: nothing was typed before the record was opened or after it arrived. */
function clamp(typedAt: string, from: string, to: string): string {
  const at = new Date(Date.parse(typedAt)).toISOString()
  return at < from ? from : at > to ? to : at
}

/** One line of the tree a certificate's data-root commits to. */
export const readingLine = (r: Reading): string => [r.cell, r.text, r.typedAt, r.source, r.reason].map((part) => part.replaceAll('|', '¦')).join('|').normalize('NFC')
