// Raw readings as typed, cell by cell: read as exact decimals, refused when impossible, questioned when strange.
// Pure. A refused reading is no reading; the value that depends on it stays "not yet".

import { normaliseNumeral, parseDecimal } from '@duheng/quantity/decimal.ts'
import { unit } from '@duheng/quantity/unit.ts'
import { exactNumber } from '@duheng/uncertainty/exact.ts'
import type { ExactValue } from '@duheng/uncertainty/exact.ts'
import type { Bilingual } from '@duheng/rules/citation.ts'
import { askedWords, withUnit } from './bound.ts'
import { conditionHolds } from './parameters.ts'
import type { Finding } from './parameters.ts'
import type { Names, Surroundings } from './evaluate.ts'
import type { Cell, PlannedPoint } from './plan.ts'
import type { CellFile } from './schema.ts'

/** Cell id → text; a missing or empty text is "not yet". Checks are 'pass', 'fail' or 'n/a'. */
export type Readings = Readonly<Record<string, string>>

export type CellState = { id: string; state: 'ok' | 'question' | 'refused' | 'not yet'; text: string; unit: string }
export type CellRead = CellState & { value?: ExactValue }

/** `where` names step and point, for sentences read away from the cell. */
export function readCell(cell: Cell, readings: ReadonlyMap<string, string>, findings: Finding[], where?: Bilingual): CellRead {
  const typed = (readings.get(cell.id) ?? '').trim() || (cell.default ?? '')
  const head = { id: cell.id, unit: cell.unit }
  if (typed === '') return { ...head, state: 'not yet', text: '' }
  const refuse = (zh: string, en: string): CellRead => {
    findings.push({ path: cell.id, kind: 'refusal', zh: `${cell.zh}：${zh}`, en: `${cell.en}: ${en}`, ...(where && { where }) })
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
    const shown = typed.slice(0, 40)
    return refuse(`“${shown}”不是可用的数值。请只填数字和小数点，例如 12.30。`, `“${shown}” is no usable number (${reason}). Type digits and a decimal point, such as 12.30.`)
  }
  if (number.decimals > cell.decimals + 6) return refuse('小数位数过多。', 'has too many decimals.')
  const state = { ...head, text: numeral.text, value: exactNumber(number.value, unit(cell.unit)) }
  if (number.decimals > cell.decimals) {
    const digits = { zh: `${cell.zh}：小数位数多于 ${cell.decimals} 位。`, en: `${cell.en}: has more than ${cell.decimals} decimals.` }
    findings.push({ path: cell.id, kind: 'question', ...digits, ...(where && { where }) })
    return { ...state, state: 'question' }
  }
  return { ...state, state: 'ok' }
}

/** `possible` refuses, `plausible` asks; a condition that needs a reading not there yet says nothing. */
export function checkCell(surroundings: Surroundings, names: Names, file: CellFile, read: CellRead, findings: Finding[], where: Bilingual): CellRead {
  if (read.value === undefined) return read
  const typed = withUnit(read.text, read.unit)
  const asked = (formula: string) => askedWords(surroundings, names, formula, { name: file.name, unit: read.unit })
  if (file.possible !== undefined && conditionHolds(surroundings, names, file.possible) === false) {
    const must = asked(file.possible)
    findings.push({
      path: read.id,
      kind: 'refusal',
      zh: `${file.zh}：${typed} 不可能，应${must.zh}。`,
      en: `${file.en}: ${typed} is impossible, it must be ${must.en}.`,
      where,
    })
    return { id: read.id, state: 'refused', text: read.text, unit: read.unit }
  }
  if (file.plausible !== undefined && conditionHolds(surroundings, names, file.plausible) === false) {
    const usual = asked(file.plausible)
    findings.push({
      path: read.id,
      kind: 'question',
      zh: `${file.zh}：${typed} 反常，通常${usual.zh}，请再看一眼。`,
      en: `${file.en}: ${typed} is unusual, normally it is ${usual.en}; look again.`,
      where,
    })
    return { ...read, state: 'question' }
  }
  return read
}

/** Which reading, away from its cell: 偏载“左前”第 2 次. */
export function whereOf(step: Bilingual, point: Pick<PlannedPoint, 'label'>, repetition: number | undefined): Bilingual {
  const isOnly = point.label.zh === step.zh
  const times = repetition === undefined ? { zh: '', en: '' } : { zh: `第 ${repetition} 次`, en: `, repetition ${repetition}` }
  return { zh: `${step.zh}${isOnly ? '' : `“${point.label.zh}”`}${times.zh}`, en: `${step.en}${isOnly ? '' : ` “${point.label.en}”`}${times.en}` }
}
