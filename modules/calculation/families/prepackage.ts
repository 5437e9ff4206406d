// Lots of prepackaged goods: factors of the mean test, how often it accepts, tolerable deficiencies, and a lot judged by stated plan
// parameters or by an edition of a rule.
import { fromNumber, parseDecimal, toNumber } from '@duheng/quantity/decimal.ts'
import { summary } from '@duheng/statistics/location.ts'
import { meanAcceptance, meanFactor } from '@duheng/statistics/mean-test.ts'
import { lotPlan, tolerableDeficiency } from '@duheng/statistics/prepackage-lot.ts'
import type { Answer, Family, Reading } from '../family.ts'
import { NUMBER, numberAfter, numbersOf, readName } from '../family.ts'
import { has, lacking, needNumber, numberIn, numbersIn, taken, textIn } from '../given.ts'
import type { Given } from '../given.ts'
import { prepackageEdition } from '../prepackage-editions.ts'

export const prepackages: Family = {
  name: 'prepackages',
  takes: (kind) => /pre-?pack|net (?:content|quantity)|R\s?87|JJF\s?1070|定量包装/i.test(kind),
  answers: ({ input }) => (name) => readName(name, readingsOf(name, input)),
}

function readingsOf(name: string, input: Given): readonly Reading[] {
  const n = () => numberAfter(name, 'n') ?? lastNumber(name) ?? numberIn(input, 'n', 'sample_size') ?? contentsOf(input)?.length ?? lacking(['n'])
  const N = () => numberAfter(name, 'N', 'lot') ?? numberIn(input, 'N', 'lot', 'lot_size')
  const factor = () => numberAfter(name, 'k', 'lambda', 'λ', 'factor') ?? numberIn(input, 'k', 'lambda', 'λ', 'factor', 'c') ?? taken(meanFactor(n(), confidenceOf(name, input), finiteLot(name, input)))
  return [
    [/\bP_?a\b|acceptance prob|probability|接收概率/i, () => taken(meanAcceptance(n(), factor(), shortageOf(name, input)))],
    [/^k\b|\bk\s*n|[Ff]actor|lambda|λ|t\/(?:sqrt|√)|修正系数/, factor],
    [/\bT\b(?!\d)|TNE|[Tt]olerable|[Dd]eficiency|允许短缺/, () => deficiency(name, input)],
    [/T_?2|beyond 2T|2T/i, () => shortBy(2, input)], [/T_?1|short/i, () => shortBy(1, input)],
    [/corrected mean|修正.*平均|mean \+/i, () => meanOf(input).mean + factor() * meanOf(input).s],
    [/limit|lowest|least mean/i, () => needNumber(input, ...NOMINAL) - factor() * meanOf(input).s],
    [/pass|accept|verdict|conform|合格/i, () => verdict(input, factor)],
    [/plan n|sample size|样本量/i, () => planOf(name, input).n], [/allowed|\bc\b|\bAc\b/i, () => planOf(name, input).t1Allowed],
    [/^published\s+\d/i, () => taken(meanFactor(n(), confidenceOf(name, input), N()))],
    [/mean|平均/i, () => meanOf(input).mean], [/^s\b|\bsd\b|standard deviation|标准偏差/i, () => meanOf(input).s],
  ]
}

const NOMINAL = ['nominal', 'Qn', 'Q_n', 'q', 'label', '标注净含量'] as const

const lastNumber = (name: string): number | undefined => numbersOf(name.replaceAll(new RegExp(String.raw`\b\w+\s*=\s*${NUMBER}`, 'g'), ' ')).findLast((one) => Number.isInteger(one) && one > 1)

function confidenceOf(name: string, input: Given): number {
  const alpha = numberAfter(name, 'alpha', 'α') ?? numberIn(input, 'alpha', 'α')
  if (alpha !== undefined) return 1 - alpha
  const p = numberAfter(name, 'p', 'confidence') ?? numberIn(input, 'p', 'confidence', 'conf') ?? 0.995
  return p > 1 ? p / 100 : p
}

/** A finite lot shrinks the factor only where the case says so. */
const finiteLot = (name: string, input: Given): number | undefined => (
  /finite|fpc|√\(1|sqrt\(1/i.test(name) || input['finite'] === true ? numberAfter(name, 'N') ?? numberIn(input, 'N') : numberAfter(name, 'N'))

function shortageOf(name: string, input: Given): number {
  const stated = numberAfter(name, 'shortage', 'shift', 'delta', 'd') ?? numberIn(input, 'shortage', 'shift', 'delta')
  if (stated !== undefined) return stated
  const [mean, sd] = [numberAfter(name, 'mu', 'mean') ?? numberIn(input, 'mu', 'true_mean') ?? lacking(['shortage', 'mu']), needNumber(input, 'sigma', 'sd', 's')]
  return (needNumber(input, ...NOMINAL) - mean) / sd
}

function deficiency(name: string, input: Given): number {
  const stated = numberIn(input, 'T', 'TNE', 'tolerable_deficiency')
  if (stated !== undefined) return stated
  const nominal = numberAfter(name, 'Qn', 'Q') ?? numbersOf(name)[0] ?? needNumber(input, ...NOMINAL)
  const exact = parseDecimal(String(nominal))
  const kind = /length|长度|\bm\b/i.test(name) ? 'length' : /area|面积|m2|m²/i.test(name) ? 'area' : /count|piece|计数/i.test(name) ? 'count' : 'mass and volume'
  return toNumber(taken(tolerableDeficiency(editionOf(input), kind, exact.ok ? exact.value : fromNumber(nominal))))
}

const editionOf = (input: Given) => prepackageEdition({ rule: textIn(input, 'rule', 'edition') ?? 'JJF-1070-2005', date: textIn(input, 'date') })

function planOf(name: string, input: Given) {
  return taken(lotPlan(editionOf(input), numberAfter(name, 'N') ?? needNumber(input, 'N', 'lot', 'lot_size')))
}

function contentsOf(input: Given): readonly number[] | undefined {
  const contents = numbersIn(input, 'contents', 'x', 'values', 'net', '实际含量')
  if (contents !== undefined) return contents
  const [gross, tare] = [numbersIn(input, 'gross', '毛重'), numberIn({ tare: Array.isArray(input['tare']) ? undefined : input['tare'] }, 'tare') ?? numbersIn(input, 'tare')]
  if (gross === undefined) return undefined
  return gross.map((one, i) => one - (typeof tare === 'number' ? tare : tare?.[i] ?? lacking(['tare'])))
}

function meanOf(input: Given): { readonly mean: number; readonly s: number } {
  const contents = contentsOf(input)
  if (contents === undefined) return { mean: needNumber(input, 'mean', 'xbar'), s: needNumber(input, 's', 'sd') }
  const { mean, sd } = summary(contents)
  return { mean, s: sd }
}

/** Packages short by more than T, or by more than 2T. */
function shortBy(times: 1 | 2, input: Given): Answer {
  const stated = numberIn(input, `t${times}`, `T${times}`)
  if (stated !== undefined) return stated
  const [nominal, T] = [needNumber(input, ...NOMINAL), deficiency('T', input)]
  // A hair is left for doubles: a package short by exactly T is not short by more.
  return (contentsOf(input) ?? lacking(['contents'])).filter((one) => nominal - one > times * T * (1 + 1e-12)).length
}

function verdict(input: Given, factor: () => number): Answer {
  const { mean, s } = meanOf(input)
  const holds = mean >= needNumber(input, ...NOMINAL) - factor() * s - 1e-12 * Math.abs(mean)
  if (!has(input, 'c', 'Ac', 'T1_allowed', 't1_allowed')) return holds
  const [t1, t2] = [shortBy(1, input), shortBy(2, input)]
  return holds && Number(t1) <= needNumber(input, 'c', 'Ac', 'T1_allowed', 't1_allowed') && Number(t2) <= (numberIn(input, 'T2_allowed', 't2_allowed') ?? 0)
}
