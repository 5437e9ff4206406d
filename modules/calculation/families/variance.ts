// Analysis of variance: readings in groups, or their means and standard deviations; repeatability and reproducibility. Pure.
// A column named `day_sd_uV` beside `day_means_V` is brought to the unit of the means; a name that ends in a unit is answered in it.
import { converter } from '@duheng/quantity/converter.ts'
import { crossedStudy, nestedStudy, oneWay, oneWaySummary } from '@duheng/statistics/anova.ts'
import type { MeasurementSystem, OneWay } from '@duheng/statistics/anova.ts'
import { precisionOf } from '@duheng/statistics/precision.ts'
import type { Precision } from '@duheng/statistics/precision.ts'
import { normalQuantile } from '@duheng/uncertainty/special/normal.ts'
import { fQuantile } from '@duheng/uncertainty/special/fisher.ts'
import type { Answer, Family, Reading } from '../family.ts'
import { literal, numbersOf, readName } from '../family.ts'
import { has, lacking, member, needNumbers, numberIn, numberOrMore, rowsIn, taken, textIn, Unusable } from '../given.ts'
import type { Given } from '../given.ts'

export const variances: Family = {
  name: 'analysis of variance',
  takes: (kind, input) => /anova|analysis of variance|repeatab|reproduc|\bR&R\b|gauge r|5725/i.test(kind) || has(input, 'groups'),
  answers: ({ kind, input }) => {
    if (isCube(input)) return ofStudy(kind, input)
    const analysed = analysisOf(input)
    return (name) => ofOneWay(name, analysed)
  },
}

/** Limits r and R: 1,96·√2 of the standard deviation (ISO 5725-6:1994, 4.1, prints 2,8). */
const LIMIT = Math.SQRT2 * normalQuantile(0.975)

type Analysed = { readonly one: OneWay; readonly precision?: Precision; readonly unit?: string }

function analysisOf(input: Given): Analysed {
  const level = numberIn(input, 'alpha', 'level') ?? 0.05
  const groups = rowsIn(input, 'groups', 'readings', 'data', 'days', 'labs', 'values')
  if (groups !== undefined) {
    const precision = precisionOf(groups)
    return { one: taken(oneWay(groups, level)), ...(precision.ok && { precision: precision.value }), unit: textIn(input, 'unit') }
  }
  const { values: means, unit } = columnOf(input, /mean/i)
  const spread = columnOf(input, /sd|std|stdev|(?:^|_)s(?:_|$)/i)
  const factor = factorBetween(spread.unit, unit)
  const counts = numberOrMore(input, 'K', 'n', 'k', 'repeats', 'replicates', 'per_group') ?? lacking(['n', 'K'])
  const one = taken(oneWaySummary(means.map((mean, i) => ({ mean, sd: (spread.values[i] ?? Number.NaN) * factor, n: counts[i] ?? counts[0] ?? 1 })), level))
  return { one, unit }
}

/** The list whose name says what it is, with the unit its name ends in. */
function columnOf(input: Given, what: RegExp): { readonly values: readonly number[]; readonly unit?: string } {
  const name = Object.keys(input).find((key) => what.test(key) && Array.isArray(input[key]))
  if (name === undefined) return lacking([what.test('mean') ? 'means' : 'sds'])
  const ending = /_([A-Za-zµ%]+)$/.exec(name)?.[1]
  const isUnit = ending !== undefined && !/^(?:means?|sds?|std|stdev|s|deviations?|values?)$/i.test(ending)
  return { values: needNumbers(input, name), ...(isUnit && { unit: ending }) }
}

function factorBetween(from: string | undefined, to: string | undefined): number {
  if (from === undefined || to === undefined || from === to) return 1
  const found = converter(from, to)
  if (!found.ok) throw new Unusable(from, `不能换算到 ${to}`, found.reason)
  return found.value(1)
}

function ofOneWay(name: string, { one, precision, unit }: Analysed): Answer {
  const asked = /\s([A-Za-zµ]+)$/.exec(name)?.[1]
  const factor = asked !== undefined && unit !== undefined && asked !== unit && converter(unit, asked).ok ? factorBetween(unit, asked) : 1
  const scaled = (value: number | undefined, power = 1) => (value === undefined ? undefined : value * factor ** power)
  const sr = () => precision?.sr ?? one.sWithin
  const sL = () => precision?.sL ?? one.sBetween
  const readings: readonly Reading[] = [
    [/^F\s*[_(]?\s*0?\.\d+/, () => ofCritical(name, one)],
    [/\bcrit/i, () => ofCritical(name, one)],
    [/p[\s-]?value|\bp\b|pr\(/i, () => one.p],
    [/\bF\b/, () => one.F],
    [/\bdof\b|degrees of freedom|\bdf\b|\bnu\b/i, () => (/within|error/i.test(name) ? one.dofWithin : /between|group/i.test(name) ? one.dofBetween : one.dof)],
    [/(?:\bMS\b|mean squares?|MS_).*(?:between|among|group|lab|day|\bA\b|_b\b)|between.*(?:\bMS\b|mean square)|MSB\b/i, () => scaled(one.msBetween, 2)],
    [/(?:\bMS\b|mean squares?|MS_).*(?:within|error|resid|_w\b|_e\b)|within.*(?:\bMS\b|mean square)|MS[WE]\b/i, () => scaled(one.msWithin, 2)],
    [/(?:\bSS\b|sums? of squares?|SS_).*(?:between|among|group|_b\b)|SSB\b/i, () => scaled(one.msBetween * one.dofBetween, 2)],
    [/(?:\bSS\b|sums? of squares?|SS_).*(?:within|error|resid|_w\b|_e\b)|SS[WE]\b/i, () => scaled(one.msWithin * one.dofWithin, 2)],
    [/\bu\b.*pooled|pooled.*\bu\b|u_pooled|u\(.*pooled|without between/i, () => scaled(one.uPooled)],
    [/\bu\b.*between|u\(.*between|with between|u_between/i, () => scaled(one.uBetween)],
    [/significant|between.day effect|effect exists/i, () => one.significant],
    [/\bs_?r\b(?!_)|s\(r\)|repeatability (?:s|sd|standard)|repeatability$/, () => scaled(sr())],
    [/\bs_?R\b|s\(R\)|reproducibility (?:s|sd|standard)|reproducibility$/, () => scaled(Math.hypot(sr(), sL()))],
    [/repeatability limit|^r$|\br limit/, () => scaled(LIMIT * sr())],
    [/reproducibility limit|^R$|\bR limit/, () => scaled(LIMIT * Math.hypot(sr(), sL()))],
    [/variance.*between|between.*variance|s_B\^2/i, () => scaled(one.sBetween ** 2, 2)],
    [/variance.*within|within.*variance|pooled variance|s_W\^2/i, () => scaled(one.sWithin ** 2, 2)],
    [/between|s_?L\b|s_?B\b|s_A\b|among/i, () => scaled(sL())],
    [/within|s_?W\b|pooled|repeatab/i, () => scaled(sr())],
    [/s\s*\(\s*(?:\w+\s+)?means?\s*\)|sd of (?:the )?means|s_means|s\(x̄/i, () => scaled(one.sMeans)],
    [/^u\b|\bu\(|standard uncertainty/, () => scaled(one.u)],
    [/mean/i, () => scaled(one.mean)],
    [/groups|\bJ\b/, () => one.groups],
    [/total|\bN\b/, () => one.total],
  ]
  return readName(name, readings)
}

/** `F0.95(9,40)`, `F 0.975 critical`: the quantile at the stated level, with the degrees of freedom of the name or of the analysis. */
function ofCritical(name: string, { critical, dofBetween, dofWithin }: OneWay): number {
  const [level, nu1, nu2] = numbersOf(name.replace(/^F_?/, ' '))
  if (level === undefined || level >= 1) return critical
  return fQuantile(level, nu1 ?? dofBetween, nu2 ?? dofWithin)
}

const CUBES = ['readings', 'data', 'groups', 'values'] as const

function isCube(input: Given): boolean {
  const rows = member(input, ...CUBES)?.value
  return Array.isArray(rows) && Array.isArray(rows[0]) && Array.isArray(rows[0][0])
}

function ofStudy(kind: string, input: Given): (name: string) => Answer {
  const found = member(input, ...CUBES)
  const parts: readonly unknown[] = Array.isArray(found?.value) ? found.value : []
  const readings = parts.map((part, i) => rowsIn({ part }, 'part') ?? lacking([`${found?.name}[${i + 1}]`]))
  const tolerance = numberIn(input, 'tolerance')
  const study = taken(/nested/i.test(kind) ? nestedStudy(readings, tolerance) : crossedStudy(readings, { tolerance }))
  return (name) => ofSystem(name, study)
}

function ofSystem(name: string, study: MeasurementSystem): Answer {
  const row = study.table.find(({ source }) => new RegExp(literal(source), 'i').test(name))
  const readings: readonly Reading[] = [
    [/%.*tol/i, () => study.percentOfTolerance], [/%/, () => study.percentOfTotal], [/ndc|categories/i, () => study.categories],
    [/\bMS\b|mean square/i, () => row?.ms], [/\bSS\b|sum of squares/i, () => row?.ss], [/\bF\b/, () => row?.F], [/\bp\b|p-?value/i, () => row?.p],
    [/gr&?r\b|R&R/i, () => study.grr], [/repeatab|\bEV\b/i, () => Math.sqrt(study.repeatability)], [/reproduc|\bAV\b/i, () => Math.sqrt(study.reproducibility)],
    [/interaction/i, () => Math.sqrt(study.interaction)], [/operator/i, () => Math.sqrt(study.operator)], [/part|\bPV\b/i, () => study.partSd], [/total|\bTV\b/i, () => study.totalSd],
  ]
  return readName(name, readings)
}
