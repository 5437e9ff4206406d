// A control chart from what was typed: cells read, limits set, signals found. Pure.
import { found, refuse, type Found, type Refusal } from '@duheng/decisions/refusal.ts'
import { individualsCharts, subgroupCharts, type ChartPair } from '@duheng/statistics/control-chart.ts'
import { mean } from '@duheng/statistics/location.ts'
import { NELSON_RULES, WESTERN_ELECTRIC_RULES, type RunRule } from '@duheng/statistics/run-rules.ts'
import { cusumChart, cusumRunLength, ewmaChart, type Cusum, type Ewma, type Target } from '@duheng/statistics/shift-chart.ts'
import { numberOf, wholeOf } from '../typed-number.ts'
import { MOST_IN_SUBGROUP, takesSingles, type ChartBody } from '../../../chart-body.ts'

export type Point = { readonly row: number; readonly label: string; readonly values: readonly number[] }
export type CellProblem = { readonly row: number; readonly column: string }
export type Read = { readonly size: number; readonly points: readonly Point[]; /** Cells of a subgroup that lack a value. */ readonly missing: readonly CellProblem[] }

/** Values of one subgroup: 1 where single values are charted. */
export function sizeOf({ kind, size }: ChartBody): number {
  const whole = wholeOf(size, 1)
  if (kind === 'I–MR') return 1
  if (whole === undefined || whole > MOST_IN_SUBGROUP) return takesSingles(kind) ? 1 : 5
  return takesSingles(kind) ? whole : Math.max(2, whole)
}

export function readChart(body: ChartBody): Read {
  const size = sizeOf(body)
  const missing: CellProblem[] = []
  const points = body.rows.flatMap((row, at): Point[] => {
    const texts = Array.from({ length: size }, (_, i) => row[i + 1]?.trim() ?? '')
    if (texts.every((text) => text === '')) return []
    const values = texts.map((text) => numberOf(text))
    for (const [i, text] of texts.entries()) if (text === '') missing.push({ row: at, column: `x${i + 1}` })
    const label = row[0]?.trim() ?? ''
    return values.every((value) => value !== undefined) ? [{ row: at, label: label === '' ? String(at + 1) : label, values }] : []
  })
  return { size, points, missing }
}

/** The tests that are looked for, by the set and what was left out of it. */
export function testsOf({ tests, off }: Pick<ChartBody, 'tests' | 'off'>): readonly RunRule[] {
  const set = tests === 'western electric' ? WESTERN_ELECTRIC_RULES : NELSON_RULES
  return tests === 'limits' ? set.filter(({ id }) => id === '1') : set.filter(({ id }) => !off.includes(id))
}

export type Shift = { readonly target: Target; /** Standard deviation of single values. */ readonly sigma: number; readonly values: readonly number[]; readonly size: number; readonly baseline: number; readonly basis: 'baseline' | 'given' }
export type Charted =
  | { readonly kind: 'pair'; readonly pair: ChartPair; readonly size: number }
  | ({ readonly kind: 'EWMA'; readonly ewma: Ewma; readonly lambda: number; readonly L: number } & Shift)
  | ({ readonly kind: 'CUSUM'; readonly cusum: Cusum; readonly k: number; readonly h: number; readonly runs: { readonly still: number; readonly shifted: number } | undefined } & Shift)

export function chartOf(body: ChartBody, { points, size }: Read): Found<Charted> {
  const options = optionsOf(body, points.length)
  if ('ok' in options) return options
  const subgroups = points.map(({ values }) => values)
  if (body.kind === 'EWMA' || body.kind === 'CUSUM') return shiftChart(body, subgroups, size, options)
  const pair = body.kind === 'I–MR' ? individualsCharts(subgroups.map(([value = Number.NaN]) => value), { ...options, spread: body.spread }) : subgroupCharts(subgroups, body.kind === 'X̄–R' ? 'R' : 's', options)
  return pair.ok ? found({ kind: 'pair', pair: pair.value, size }) : pair
}

type Options = { readonly baseline?: number; readonly given?: { readonly mean: number; readonly sigma: number }; readonly rules: readonly RunRule[] }

function optionsOf(body: ChartBody, count: number): Options | Refusal {
  const rules = testsOf(body)
  if (body.basis === 'given') {
    const [centre, sigma] = [numberOf(body.given.mean), numberOf(body.given.sigma)]
    if (centre === undefined) return refuse('mean', '须填写已知的平均值', 'the known mean is needed')
    if (sigma === undefined || !(sigma > 0)) return refuse('sigma', '须为大于零的标准差', 'must be a standard deviation greater than zero')
    return { given: { mean: centre, sigma }, rules }
  }
  if (body.baseline.trim() === '') return { rules }
  const baseline = wholeOf(body.baseline, 2)
  if (baseline === undefined || baseline > count) return refuse('baseline', `须为 2 至 ${count} 的整数`, `must be a whole number from 2 to ${count}`)
  return { baseline, rules }
}

function shiftChart(body: ChartBody, subgroups: readonly (readonly number[])[], size: number, options: Options): Found<Charted> {
  const shift = shiftOf(subgroups, size, options, body.spread)
  if (!shift.ok) return shift
  const { target, values } = shift.value
  if (body.kind === 'EWMA') {
    const [lambda, L] = [numberOf(body.ewma.lambda) ?? Number.NaN, numberOf(body.ewma.L) ?? Number.NaN]
    const ewma = ewmaChart(values, target, { lambda, L })
    return ewma.ok ? found({ kind: 'EWMA', ewma: ewma.value, lambda, L, ...shift.value }) : ewma
  }
  const [k, h] = [numberOf(body.cusum.k) ?? Number.NaN, numberOf(body.cusum.h) ?? Number.NaN]
  const cusum = cusumChart(values, target, { k, h })
  if (!cusum.ok) return cusum
  const [still, shifted] = [cusumRunLength(k, h, 0, RUN_STATES), cusumRunLength(k, h, 1, RUN_STATES)]
  return found({ kind: 'CUSUM', cusum: cusum.value, k, h, runs: still.ok && shifted.ok ? { still: still.value / 2, shifted: shifted.value } : undefined, ...shift.value })
}

/** Enough for three digits of a run length, and quick enough for a keystroke. */
const RUN_STATES = 60

/** What is charted against what: means of subgroups with σ/√n, single values with σ of their moving ranges. */
function shiftOf(subgroups: readonly (readonly number[])[], size: number, options: Options, spread: 'mean' | 'median'): Found<Shift> {
  const values = subgroups.map(mean)
  if (options.given !== undefined) {
    const { given } = options
    return found({ target: { mean: given.mean, sigma: given.sigma / Math.sqrt(size) }, sigma: given.sigma, values, size, baseline: values.length, basis: 'given' })
  }
  const pair = size === 1 ? individualsCharts(values, { ...options, spread }) : subgroupCharts(subgroups, 's', options)
  if (!pair.ok) return pair
  const { location, sigma, baseline } = pair.value
  return found({ target: { mean: location.centre, sigma: sigma / Math.sqrt(size) }, sigma, values, size, baseline, basis: 'baseline' })
}

/** A sign of a special cause: the points that make it, told at the last. */
export type Flag = { readonly chart: 'location' | 'dispersion'; readonly rule: string; readonly points: readonly number[]; readonly zh: string; readonly en: string }

export function flagsOf(charted: Charted): readonly Flag[] {
  if (charted.kind === 'pair') {
    const { location, dispersion, kind } = charted.pair
    // A moving range belongs to the later of its two values.
    const behind = kind === 'I–MR' ? 1 : 0
    const of = (chart: 'location' | 'dispersion', from: number) => ({ rule, points, says }: (typeof location.signals)[number]): Flag => ({ chart, rule, points: points.map((at) => at + from), ...says })
    return [...location.signals.map(of('location', 0)), ...dispersion.signals.map(of('dispersion', behind))]
  }
  if (charted.kind === 'EWMA') return charted.ewma.signals.map((at): Flag => ({ chart: 'location', rule: 'EWMA', points: [at], zh: '加权移动平均超出界限', en: 'the weighted average is beyond its limits' }))
  return charted.cusum.signals.map(({ point, side, since, shift }): Flag => ({
    chart: 'location', rule: 'CUSUM', points: Array.from({ length: point - since + 1 }, (_, i) => since + i),
    zh: `${side === 'above' ? '上' : '下'}侧累积和超过 h·σ；偏移约从第 ${since + 1} 点起，约 ${shift.toPrecision(3)}`,
    en: `the ${side === 'above' ? 'upper' : 'lower'} sum exceeds h·σ; the shift began about point ${since + 1} and is about ${shift.toPrecision(3)}`,
  }))
}
