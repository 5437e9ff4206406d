// Analysis of variance: one way (GUM H.5), crossed and nested measurement-system studies (R&R). Pure, float64, order-independent.
// Sources: JCGM 100:2008, H.5; Montgomery, Design and Analysis of Experiments, 13 (random effects); AIAG MSA 4th ed. for the shares.
// Absent: fixed effects, unbalanced crossed studies.

import { found, notPositive, notProbability, refuse, type Found } from '@duheng/decisions/refusal.ts'
import { fQuantile, fTails } from '@duheng/uncertainty/special/fisher.ts'
import { valuesProblem } from './laboratory.ts'
import { median, summary } from './location.ts'
import { exactSum } from './sum.ts'

/** Group means with their experimental standard deviations and numbers of readings, where the readings themselves are not at hand. */
export type GroupSummary = { readonly mean: number; readonly sd: number; readonly n: number }

export type OneWay = {
  readonly groups: number
  readonly total: number
  readonly mean: number
  /** Mean squares between and within groups, with their degrees of freedom. */
  readonly msBetween: number
  readonly msWithin: number
  readonly dofBetween: number
  readonly dofWithin: number
  readonly F: number
  /** P(F > found), and the value F has at `level`. */
  readonly p: number
  readonly critical: number
  readonly significant: boolean
  /** Standard deviations in the unit of the readings: of the means, within groups, of the effect between groups (0 where none shows). */
  readonly sMeans: number
  readonly sWithin: number
  readonly sBetween: number
  /** Standard uncertainty of the mean of all, with the effect between groups (H.5.2.5) and without it (pooled; H.5.2.3). */
  readonly uBetween: number
  readonly uPooled: number
  /** Which of both: uBetween with J - 1 degrees of freedom where F is significant, else uPooled with n - 1. */
  readonly u: number
  readonly dof: number
}

/** One-way analysis of groups of readings. */
export function oneWay(groups: readonly (readonly number[])[], level = 0.05): Found<OneWay> {
  const wrong = groups.map((group, i) => valuesProblem(group, `groups[${i + 1}]`, 1)).find((one) => one !== undefined)
  if (wrong !== undefined) return wrong
  return oneWayOf(groups.map((group) => {
    const { mean, squares, n } = summary(group)
    return { mean, squares, n }
  }), level)
}

/** The same from means, standard deviations and numbers (GUM H.5, table H.9). */
export function oneWaySummary(groups: readonly GroupSummary[], level = 0.05): Found<OneWay> {
  for (const [i, { mean, sd, n }] of groups.entries()) {
    if (!Number.isFinite(mean) || !(sd >= 0) || !Number.isInteger(n) || n < 1) {
      return refuse(`groups[${i + 1}]`, '须给出均值、非负标准差和个数', 'needs a mean, a standard deviation not negative and a number')
    }
  }
  return oneWayOf(groups.map(({ mean, sd, n }) => ({ mean, squares: n === 1 ? 0 : (n - 1) * sd * sd, n })), level)
}

function oneWayOf(groups: readonly { mean: number; squares: number; n: number }[], level: number): Found<OneWay> {
  const wrong = notProbability({ level })
  if (wrong !== undefined) return wrong
  const J = groups.length
  const total = exactSum(groups.map(({ n }) => n))
  if (J < 2 || total <= J) return refuse('groups', '至少两组，且有重复读数', 'needs at least two groups with repeated readings')
  const centre = median(groups.map((one) => one.mean))
  const mean = centre + exactSum(groups.map((one) => one.n * (one.mean - centre))) / total
  const between = exactSum(groups.map((one) => one.n * (one.mean - mean) ** 2))
  const [dofBetween, dofWithin] = [J - 1, total - J]
  const msBetween = between / dofBetween
  const msWithin = exactSum(groups.map(({ squares }) => squares)) / dofWithin
  const F = msBetween / msWithin
  const p = fTails(F, dofBetween, dofWithin).upper
  const nBar = (total - exactSum(groups.map(({ n }) => n * n)) / total) / (J - 1)
  const uPooled = Math.sqrt((between + msWithin * dofWithin) / ((total - 1) * total))
  const uBetween = Math.sqrt(msBetween / total)
  const significant = p < level
  return found({
    groups: J, total, mean, msBetween, msWithin, dofBetween, dofWithin, F, p, critical: fQuantile(1 - level, dofBetween, dofWithin),
    significant,
    sMeans: summary(groups.map((one) => one.mean)).sd, sWithin: Math.sqrt(msWithin),
    sBetween: Math.sqrt(Math.max(0, (msBetween - msWithin) / nBar)), uBetween, uPooled,
    u: significant ? uBetween : uPooled, dof: significant ? dofBetween : total - 1,
  })
}

export type Row = {
  readonly source: string
  readonly ss: number
  readonly dof: number
  readonly ms: number
  readonly F?: number
  readonly p?: number
}

export type MeasurementSystem = {
  readonly table: readonly Row[]
  /** Variance components in the squared unit of the readings; what comes out negative is 0. */
  readonly repeatability: number
  readonly operator: number
  readonly interaction: number
  readonly part: number
  readonly reproducibility: number
  /** Standard deviations: repeatability and reproducibility together, parts, everything. */
  readonly grr: number
  readonly partSd: number
  readonly totalSd: number
  /** 100·grr/total; number of distinct categories ⌊√2·parts/grr⌋. */
  readonly percentOfTotal: number
  readonly categories: number
  /** 100·6·grr/tolerance where a tolerance width is given. */
  readonly percentOfTolerance?: number
  /** True where the interaction was pooled into repeatability because its p was above the pooling level. */
  readonly pooled: boolean
}

/** readings[part][operator][repeat], balanced: every operator measures every part the same number of times, at least twice. */
export type Crossed = readonly (readonly (readonly number[])[])[]

/**
 * Crossed measurement-system study by analysis of variance with random parts and operators; the interaction is pooled above `poolAbove`.
 */
export function crossedStudy(
  readings: Crossed, { poolAbove = 0.25, tolerance }: { poolAbove?: number; tolerance?: number } = {},
): Found<MeasurementSystem> {
  const [a, b, n] = [readings.length, readings[0]?.length ?? 0, readings[0]?.[0]?.length ?? 0]
  const wrong = studyProblem(readings, b, n) ?? notPositive({ tolerance })
  if (wrong !== undefined) return wrong
  const operators = Array.from({ length: b }, (_, j) => readings.flatMap((part) => part[j] ?? []))
  const all = summary(readings.flat(2))
  const parts = readings.map((part) => summary(part.flat()).mean)
  const ssPart = b * n * summary(parts).squares
  const ssOperator = a * n * summary(operators.map((one) => summary(one).mean)).squares
  const ssError = exactSum(readings.flat().map((cell) => summary(cell).squares))
  const ssInteraction = Math.max(0, exactSum([all.squares, -ssPart, -ssOperator, -ssError]))
  const dof = { part: a - 1, operator: b - 1, interaction: (a - 1) * (b - 1), error: a * b * (n - 1) }
  const msInteraction = ssInteraction / dof.interaction
  const pInteraction = fTails(msInteraction / (ssError / dof.error), dof.interaction, dof.error).upper
  const pooled = pInteraction > poolAbove
  const error = pooled ? { ss: ssError + ssInteraction, dof: dof.error + dof.interaction } : { ss: ssError, dof: dof.error }
  const msError = error.ss / error.dof
  const below = pooled ? { ms: msError, dof: error.dof } : { ms: msInteraction, dof: dof.interaction }
  const row = (source: string, ss: number, freedom: number, against: { ms: number; dof: number }): Row => {
    const ms = ss / freedom
    return { source, ss, dof: freedom, ms, F: ms / against.ms, p: fTails(ms / against.ms, freedom, against.dof).upper }
  }
  const table = [
    row('part', ssPart, dof.part, below), row('operator', ssOperator, dof.operator, below),
    ...(pooled ? [] : [row('part × operator', ssInteraction, dof.interaction, { ms: msError, dof: error.dof })]),
    { source: 'repeatability', ss: error.ss, dof: error.dof, ms: msError },
    { source: 'total', ss: all.squares, dof: all.n - 1, ms: all.squares / (all.n - 1) },
  ]
  return found(system(table, {
    repeatability: msError, interaction: pooled ? 0 : Math.max(0, (msInteraction - msError) / n),
    operator: Math.max(0, (ssOperator / dof.operator - below.ms) / (a * n)), part: Math.max(0, (ssPart / dof.part - below.ms) / (b * n)),
  }, pooled, tolerance))
}

/** readings[operator][part][repeat], balanced: every operator has parts of their own, as where measuring destroys or uses up. */
export function nestedStudy(readings: Crossed, tolerance?: number): Found<MeasurementSystem> {
  const [a, b, n] = [readings.length, readings[0]?.length ?? 0, readings[0]?.[0]?.length ?? 0]
  const wrong = studyProblem(readings, b, n) ?? notPositive({ tolerance })
  if (wrong !== undefined) return wrong
  const all = summary(readings.flat(2))
  const ssOperator = b * n * summary(readings.map((one) => summary(one.flat()).mean)).squares
  const ssPart = n * exactSum(readings.map((one) => summary(one.map((part) => summary(part).mean)).squares))
  const ssError = exactSum(readings.flat().map((cell) => summary(cell).squares))
  const dof = { operator: a - 1, part: a * (b - 1), error: a * b * (n - 1) }
  const [msOperator, msPart, msError] = [ssOperator / dof.operator, ssPart / dof.part, ssError / dof.error]
  const table: Row[] = [
    {
      source: 'operator', ss: ssOperator, dof: dof.operator, ms: msOperator, F: msOperator / msPart,
      p: fTails(msOperator / msPart, dof.operator, dof.part).upper,
    },
    {
      source: 'part (operator)', ss: ssPart, dof: dof.part, ms: msPart, F: msPart / msError,
      p: fTails(msPart / msError, dof.part, dof.error).upper,
    },
    { source: 'repeatability', ss: ssError, dof: dof.error, ms: msError },
    { source: 'total', ss: all.squares, dof: all.n - 1, ms: all.squares / (all.n - 1) },
  ]
  return found(system(table, {
    repeatability: msError, interaction: 0, operator: Math.max(0, (msOperator - msPart) / (b * n)),
    part: Math.max(0, (msPart - msError) / n),
  }, false, tolerance))
}

type Components = { repeatability: number; interaction: number; operator: number; part: number }

function system(table: readonly Row[], of: Components, pooled: boolean, tolerance: number | undefined): MeasurementSystem {
  const reproducibility = of.operator + of.interaction
  const grr = Math.sqrt(of.repeatability + reproducibility)
  const totalSd = Math.sqrt(grr * grr + of.part)
  return {
    table, ...of, reproducibility, grr, partSd: Math.sqrt(of.part), totalSd, percentOfTotal: (100 * grr) / totalSd,
    categories: Math.floor((Math.SQRT2 * Math.sqrt(of.part)) / grr),
    ...(tolerance !== undefined && { percentOfTolerance: (600 * grr) / tolerance }), pooled,
  }
}

function studyProblem(readings: Crossed, b: number, n: number) {
  if (readings.length < 2 || b < 2 || n < 2) return refuse(
    'readings', '每个因素至少两个水平且至少重复两次', 'needs two levels of each factor and two repeats',
  )
  if (readings.some((one) => one.length !== b || one.some((cell) => cell.length !== n))) {
    return refuse('readings', '须为平衡试验', 'the study must be balanced')
  }
  return valuesProblem(readings.flat(2), 'readings', 8)
}
