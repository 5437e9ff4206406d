// What the bench draws from a computed record: rows of a step's grid, points of its band, counts. Pure.
import type { Computed, ComputedPoint } from '@duheng/procedures/compute.ts'
import type { Cell, PlannedPoint, PlannedStep } from '@duheng/procedures/plan.ts'
import type { MpePoint, MpeStep } from '#ui/MpeChart.tsx'

export type ComputedValue = ComputedPoint['values'][number]
export type BenchRow = { readonly id: string; readonly point: PlannedPoint; readonly computed: ComputedPoint | undefined }

export const rowsOf = (step: PlannedStep, computed: Computed): BenchRow[] =>
  step.points.map((point) => ({ id: `${step.id}.${point.id}`, point, computed: computed.points.find((p) => p.id === `${step.id}.${point.id}`) }))

/** Columns of a step: every cell name, each repetition apart, in the order the hand goes. */
export function cellColumns(step: PlannedStep): { key: string; cell: Cell }[] {
  const found = new Map<string, Cell>()
  for (const point of step.points) for (const cell of point.cells) {
    const key = columnKey(cell)
    if (!found.has(key)) found.set(key, cell)
  }
  return [...found].map(([key, cell]) => ({ key, cell }))
}
export const columnKey = (cell: Cell): string => (cell.repetition === undefined ? cell.name : `${cell.name}.${cell.repetition}`)
export const cellAt = (point: PlannedPoint, key: string): Cell | undefined => point.cells.find((cell) => columnKey(cell) === key)

/** Symbols with a value somewhere in the step, in the order the procedure has them. */
export function valueColumns(rows: readonly BenchRow[]): { symbol: string; zh: string; en: string; unit: string }[] {
  const found = new Map<string, { symbol: string; zh: string; en: string; unit: string }>()
  for (const row of rows) for (const v of row.computed?.values ?? []) if (!found.has(v.symbol)) found.set(v.symbol, { symbol: v.symbol, zh: v.zh, en: v.en, unit: v.unit })
  return [...found.values()]
}

export const valueOf = (row: BenchRow, symbol: string): ComputedValue | undefined => row.computed?.values.find((v) => v.symbol === symbol)

/** The band of a step, for drawing only: limits along the points' first given value (or their order, where that value is one and the same), judged values as points. */
export function bandOf(rows: readonly BenchRow[], symbols: readonly string[], nameOf: (row: BenchRow, value: string) => string): { steps: MpeStep[]; points: MpePoint[]; xUnit: string; yUnit: string } {
  const loads = rows.map((row) => numberOf(row.point.values[0]?.text))
  const inOrder = new Set(loads).size < 2
  const placed = rows.map((row, at) => ({ row, x: (inOrder ? undefined : loads[at]) ?? at + 1 }))
  const known = placed.flatMap(({ row, x }) => (row.computed?.mpe?.state === 'known' ? [{ x, mpe: Math.abs(Number(row.computed.mpe.text)), unit: row.computed.mpe.unit }] : []))
  const steps = joined(known.map((one, at) => (inOrder ? { from: one.x - 0.5, to: one.x + 0.5, mpe: one.mpe }
    : { from: at === 0 ? Math.min(0, one.x) : known[at - 1]?.x ?? one.x, to: one.x, mpe: one.mpe })))
  const points = placed.flatMap(({ row, x }) => symbols.flatMap((symbol): MpePoint[] => {
    const value = valueOf(row, symbol)
    const error = value?.state === 'known' ? numberOf(value.text) : undefined
    if (value?.state !== 'known' || error === undefined) return []
    return [{ id: `${row.id} ${symbol}`, at: x, error, verdict: row.computed?.verdict === 'fail' && exceeds(row, error) ? 'bad' : 'ok', name: nameOf(row, value.text), ...(symbol.endsWith('_up') ? { stroke: 'up' as const } : symbol.endsWith('_down') ? { stroke: 'down' as const } : {}) }]
  }))
  return { steps, points, xUnit: inOrder ? '' : rows[0]?.point.values[0]?.unit ?? '', yUnit: known[0]?.unit ?? '' }
}

/** Neighbours of one width are one step. */
const joined = (steps: readonly MpeStep[]): MpeStep[] => steps.reduce<MpeStep[]>((before, step) => {
  const last = before.at(-1)
  return last && last.mpe === step.mpe && last.to === step.from ? [...before.slice(0, -1), { ...last, to: step.to }] : [...before, step]
}, [])

const exceeds = (row: BenchRow, error: number): boolean => row.computed?.mpe?.state !== 'known' || Math.abs(error) > Math.abs(Number(row.computed.mpe.text))
const numberOf = (text: string | undefined): number | undefined => (text !== undefined && text !== '' && Number.isFinite(Number(text)) ? Number(text) : undefined)

/** Symbols the step judges against its MPE. */
export function judgedSymbols(judge: readonly { of?: string; within?: string }[] | undefined): string[] {
  return [...new Set((judge ?? []).flatMap((j) => (j.within !== undefined && j.of !== undefined ? [j.of] : [])))]
}

export function countVerdicts(computed: Computed): { ok: number; bad: number; open: number } {
  const count = (verdict: string) => computed.checks.filter((c) => c.verdict === verdict).length
  return { ok: count('pass'), bad: count('fail'), open: count('not yet') }
}
