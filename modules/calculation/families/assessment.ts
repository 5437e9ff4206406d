// The assessment of a measurement standard (JJF 1033): repeatability by Bessel's formula or by the range, stability between groups,
// verification of its result against a better one, and the factors of control charts. Pure.
import { chartConstants } from '@duheng/statistics/chart-constants.ts'
import type { Constants } from '@duheng/statistics/chart-constants.ts'
import { mean, range, summary } from '@duheng/statistics/location.ts'
import { enScore } from '@duheng/statistics/score.ts'
import { pooledDeviation } from '@duheng/uncertainty/type-a.ts'
import type { Answer, Family, Reading } from '../family.ts'
import { numberAfter, readName } from '../family.ts'
import { has, lacking, needNumber, needNumbers, numberIn, rowsIn, taken } from '../given.ts'
import type { Given } from '../given.ts'

export const assessments: Family = {
  name: 'standard assessment',
  takes: (kind, input) => /standard assessment|1033|考核|control chart|bessel/i.test(kind) || has(input, 'y0', 'U0') && has(input, 'y'),
  answers: ({ input }) => (name) => readName(name, readingsOf(name, input)),
}

function readingsOf(name: string, input: Given): readonly Reading[] {
  const readings = () => needNumbers(input, 'readings', 'x', 'values', 'observations')
  const groups = () => rowsIn(input, 'groups', 'months', 'series', 'subgroups') ?? lacking(['groups'])
  const one = () => summary(readings())
  const constants = () => chartConstants(numberAfter(name, 'n', 'm') ?? numberIn(input, 'n') ?? (has(input, 'groups', 'subgroups') ? (groups()[0]?.length ?? 2) : readings().length))
  return [
    [/R\s*\/\s*(?:d2|C)|s_?range|s_?R\b|range (?:method )?s\b|s (?:from|by|of) (?:the )?range|range estimate|极差法/i, () => range(readings()) / constants().d2],
    [/(?<![\w/])(d2|d3|c4|c5|A2|A3|B3|B4|D3|D4|A)\b(?!\s*\()/, ([, factor = '']) => constantOf(factor, constants())],
    [/verif|\|y\s*-\s*y_?0\||ratio|\bE_?n\b|验证/i, () => verification(name, input)],
    [/stabilit|稳定/i, () => stability(input)],
    [/range|\bR\b|极差/i, () => range(readings())],
    [/pooled|合并/i, () => pooledDeviation(groups())?.s],
    [/s of (?:the )?mean|s\s*\(\s*(?:mean|x̄)\s*\)|s\/(?:√|sqrt)|mean.*\bs\b|\bu\b|\bu\(/i, () => one().sd / Math.sqrt(one().n)],
    [/\bs\b|\bsd\b|bessel|repeatab|standard deviation|重复性/i, () => one().sd],
    [/dof|degrees/i, () => one().n - 1], [/mean|average|平均/i, () => one().mean], [/\bn\b/, () => one().n],
  ]
}

function constantOf(factor: string, of: Constants): number | undefined {
  const known: Readonly<Record<string, number>> = { d2: of.d2, d3: of.d3, c4: of.c4, c5: of.c5, A: of.A, A2: of.A2, A3: of.A3, B3: of.B3, B4: of.B4, D3: of.D3, D4: of.D4 }
  return known[factor]
}

/** |y - y0|/√(U² + U0²), which must not exceed 1 (JJF 1033-2023, verification by a higher or transfer standard). */
function verification(name: string, input: Given): Answer {
  const { score } = taken(enScore(needNumber(input, 'y'), needNumber(input, 'U'), needNumber(input, 'y0', 'y_ref', 'x_ref'), needNumber(input, 'U0', 'U_ref')))
  if (/verified|pass|satisf|accept|ok\b|合格|满意/i.test(name)) return Math.abs(score) <= 1
  return /\|/.test(name) || /ratio/i.test(name) ? Math.abs(score) : score
}

/** Largest less smallest of the means of the groups. */
function stability(input: Given): number {
  const groups = rowsIn(input, 'groups', 'months', 'series')
  return range(groups === undefined ? needNumbers(input, 'means', 'group_means') : groups.map(mean))
}
