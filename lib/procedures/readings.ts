// Raw readings as typed, cell by cell: read as exact decimals, refused when impossible, questioned when strange.
// Pure. A refused reading is no reading; the value that depends on it stays "not yet".

import { normaliseNumeral, parseDecimal } from '@duheng/quantity/decimal.ts'
import { unit } from '@duheng/quantity/unit.ts'
import { exactNumber } from '@duheng/uncertainty/exact.ts'
import type { ExactValue } from '@duheng/uncertainty/exact.ts'
import { conditionHolds } from './parameters.ts'
import type { Finding } from './parameters.ts'
import type { Names, Surroundings } from './evaluate.ts'
import type { Cell } from './plan.ts'
import type { CellFile } from './schema.ts'

/** Cell id → text; a missing or empty text is "not yet". Checks are 'pass', 'fail' or 'n/a'. */
export type Readings = Readonly<Record<string, string>>

export type CellState = { id: string; state: 'ok' | 'question' | 'refused' | 'not yet'; text: string; unit: string }
export type CellRead = CellState & { value?: ExactValue }

export function readCell(cell: Cell, readings: ReadonlyMap<string, string>, findings: Finding[]): CellRead {
  const typed = (readings.get(cell.id) ?? '').trim() || (cell.default ?? '')
  const head = { id: cell.id, unit: cell.unit }
  if (typed === '') return { ...head, state: 'not yet', text: '' }
  const refuse = (zh: string, en: string): CellRead => {
    findings.push({ path: cell.id, kind: 'refusal', zh: `${cell.zh}：${zh}`, en: `${cell.en}: ${en}` })
    return { ...head, state: 'refused', text: typed.slice(0, 200) }
  }
  if (cell.kind === 'check') {
    if (typed === 'pass' || typed === 'fail' || typed === 'n/a') return { ...head, state: 'ok', text: typed }
    return refuse('应为 pass、fail 或 n/a。', 'is pass, fail or n/a.')
  }
  const numeral = typed.length > 200 ? { ok: false as const, reason: 'the text is too long for a reading' } : normaliseNumeral(typed)
  const number = numeral.ok ? parseDecimal(numeral.text) : numeral
  if (!numeral.ok || !number.ok) {
    const reason = number.ok ? '' : number.reason
    return refuse(`不是可用的数值（${reason}）。`, `is no usable number (${reason}).`)
  }
  if (number.decimals > cell.decimals + 6) return refuse('小数位数过多。', 'has too many decimals.')
  const state = { ...head, text: numeral.text, value: exactNumber(number.value, unit(cell.unit)) }
  if (number.decimals > cell.decimals) {
    const digits = { zh: `${cell.zh}：小数位数多于 ${cell.decimals} 位。`, en: `${cell.en}: has more than ${cell.decimals} decimals.` }
    findings.push({ path: cell.id, kind: 'question', ...digits })
    return { ...state, state: 'question' }
  }
  return { ...state, state: 'ok' }
}

/** `possible` refuses, `plausible` asks; a condition that needs a reading not there yet says nothing. */
export function checkCell(surroundings: Surroundings, names: Names, file: CellFile, read: CellRead, findings: Finding[]): CellRead {
  if (read.value === undefined) return read
  if (file.possible !== undefined && conditionHolds(surroundings, names, file.possible) === false) {
    findings.push({
      path: read.id,
      kind: 'refusal',
      zh: `${file.zh}：读数不可能，应满足 ${file.possible}。`,
      en: `${file.en}: this reading is impossible, ${file.possible} must hold.`,
    })
    return { id: read.id, state: 'refused', text: read.text, unit: read.unit }
  }
  if (file.plausible !== undefined && conditionHolds(surroundings, names, file.plausible) === false) {
    findings.push({
      path: read.id,
      kind: 'question',
      zh: `${file.zh}：读数反常，通常 ${file.plausible}。`,
      en: `${file.en}: unusual, normally ${file.plausible}.`,
    })
    return { ...read, state: 'question' }
  }
  return read
}
