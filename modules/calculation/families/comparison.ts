// Key comparisons and consensus means: reference values by several methods, their consistency, degrees of equivalence.
// A name is read as a method (weighted mean where none is named), and what of it is asked. Pure.
import { arithmeticMean, birgeMean, consistency, derSimonianLaird, mandelPaule, restrictedLikelihood, weightedMean } from '@duheng/statistics/consensus.ts'
import type { Consensus } from '@duheng/statistics/consensus.ts'
import { correlatedMean, degreesOfEquivalence, pairDegrees } from '@duheng/statistics/equivalence.ts'
import type { Degree } from '@duheng/statistics/equivalence.ts'
import type { Reported } from '@duheng/statistics/laboratory.ts'
import { median } from '@duheng/statistics/location.ts'
import { medianComparison, weightedMedian } from '@duheng/statistics/median-comparison.ts'
import { recommendReference } from '@duheng/statistics/recommendation.ts'
import { shapiroWilk, symmetryTest } from '@duheng/statistics/shape-test.ts'
import { largestConsistentSubset } from '@duheng/statistics/subset.ts'
import type { Answer, Family } from '../family.ts'
import { mentions, numberAfter, shareIn } from '../family.ts'
import { numberIn, rowsIn, taken } from '../given.ts'
import type { Given } from '../given.ts'
import { reportedOf } from '../laboratories.ts'

export const comparisons: Family = {
  name: 'comparison',
  takes: (kind) => /key comparison|consensus|\bkcrv\b|degrees? of equivalence|interlaboratory mean|cox/i.test(kind),
  answers: ({ kind, input }) => {
    const results = reportedOf(input)
    const usual: Method = /consensus|mandel|paule/i.test(kind) ? 'Mandel–Paule' : 'weighted'
    return (name) => answered(name, results, usual, input)
  },
}

type Method = 'weighted' | 'arithmetic' | 'DL' | 'Mandel–Paule' | 'REML' | 'Birge' | 'subset' | 'median' | 'weighted median' | 'procedure B' | 'correlated'

const METHODS: readonly (readonly [RegExp, Method])[] = [
  [/paule|mandel|\bPM\b|\bMP\b/i, 'Mandel–Paule'], [/\bREML\b|restricted/i, 'REML'], [/\bDL\b|dersimonian|laird/i, 'DL'], [/birge/i, 'Birge'],
  [/consistent subset|\bLCS\b|\bsubset\b/i, 'subset'], [/cox[\s-]*b\b|procedure b\b/i, 'procedure B'], [/weighted median/i, 'weighted median'],
  [/\bmedian\b/i, 'median'], [/arithmetic|unweighted|simple mean|plain mean/i, 'arithmetic'],
  [/generali[sz]ed least|\bGLS\b|correlated mean/i, 'correlated'], [/weighted|cox[\s-]*a\b|procedure a\b|kcrv/i, 'weighted'],
]

function answered(name: string, results: readonly Reported[], usual: Method, input: Given): Answer {
  const alone = testOf(name, results, input)
  if (alone !== undefined) return alone
  const method = METHODS.find(([pattern]) => pattern.test(name))?.[1] ?? (/\btau|τ|\bse\b|dark/i.test(name) && usual === 'weighted' ? 'DL' : undefined)
  if (method === 'subset') return ofSubset(name, results)
  if (method === 'procedure B' || (method === 'median' && /\bu\b|\bu\(|uncertainty|interval|low|high/i.test(name))) return ofMedian(name, results)
  const degree = degreeOf(name, results, method ?? 'weighted', input)
  return degree ?? ofConsensus(name, results, method ?? usual, input)
}

/** Tests that need no reference value of their own. */
function testOf(name: string, results: readonly Reported[], input: Given): Answer {
  const standardised = () => results.map(({ x, u }) => (x - median(results.map((one) => one.x))) / u)
  if (/shapiro|wilk/i.test(name)) {
    const test = taken(shapiroWilk(standardised()))
    return /\bW\b(?!ilk)/.test(name) && !/\bp\b/.test(name) ? test.w : test.p
  }
  if (/symmetr/i.test(name)) return taken(symmetryTest(results.map(({ x }) => x))).p
  if (/recommend|method/i.test(name)) return taken(recommendReference(results)).method
  if (/consistent subset|\bLCS\b/i.test(name)) return undefined
  if (/consisten|homogene/i.test(name)) {
    const level = shareIn(name) ?? numberAfter(name, 'alpha', 'level') ?? numberIn(input, 'alpha', 'level') ?? (/homogene/i.test(name) ? 0.1 : 0.05)
    const test = taken(consistency(results, level))
    return /inconsisten|heterogene/i.test(name) ? !test.consistent : test.consistent
  }
  if (METHODS.some(([pattern, method]) => method !== 'weighted' && pattern.test(name))) return undefined
  const q = taken(consistency(results, shareIn(name) ?? numberIn(input, 'alpha') ?? 0.05))
  if (/critical|chi2_?crit/i.test(name)) return q.critical
  if (/pr\s*\(|p[\s-]?value|probability|^p$|\bp\s*\(|\bp of\b/i.test(name)) return q.p
  if (/I\^?2|I²/.test(name)) return /%/.test(name) ? 100 * q.i2 : q.i2
  if (/\bQ\b|cochran|chi_?\^?2|χ|chi-?squared?/i.test(name)) return q.q
  return /\bdof\b|degrees of freedom|\bdf\b|\bnu\b/i.test(name) ? q.dof : undefined
}

function ofSubset(name: string, results: readonly Reported[]): Answer {
  const subset = taken(largestConsistentSubset(results, shareIn(name) ?? 0.05))
  const position = (labs: readonly string[]): Answer => {
    const numbers = labs.map((lab) => results.findIndex((one) => one.lab === lab) + 1)
    return /name|labs\b/i.test(name) ? [...labs] : /0-?based|zero-?based/i.test(name) ? numbers.map((one) => one - 1) : numbers
  }
  if (/exclud|outside|removed/i.test(name)) return position(subset.excluded)
  if (/size|number|count/i.test(name)) return subset.labs.length
  if (/\bQ\b|chi/i.test(name)) return subset.q
  if (/\bp\b|p-?value/i.test(name)) return subset.p
  return ofValue(name, subset.reference) ?? position(subset.labs)
}

/** The mean or its uncertainty, only where the name says so. */
function ofValue(name: string, { value, u }: Pick<Consensus, 'value' | 'u'>): Answer {
  if (/\bU\b|\bU\(|expanded|U95/.test(name)) return (numberAfter(name, 'k') ?? 2) * u
  if (/\bu\b|\bu\(|\bse\b|standard (?:uncertainty|error)/.test(name)) return u
  return /mean|value|kcrv|\bx\b|\by\b|estimate/i.test(name) ? value : undefined
}

const MEDIAN_TRIALS = 1_000_000

function ofMedian(name: string, results: readonly Reported[]): Answer {
  const { value, u, interval, degrees } = taken(medianComparison(results, { seed: 1, trials: MEDIAN_TRIALS, coverage: shareIn(name) ?? 0.95 }))
  const drawn = (of: number, factor = 1) => ({ value: of, standardError: (factor * u) / Math.sqrt(MEDIAN_TRIALS), scale: u })
  if (/low/i.test(name)) return drawn(interval.low, 10)
  if (/high|upper/i.test(name)) return drawn(interval.high, 10)
  if (/\bDoE\b|d_i\b|equivalence/i.test(name)) return { value: degrees.map(({ d }) => d), standardError: u / Math.sqrt(MEDIAN_TRIALS), scale: u }
  return /\bu\b|\bu\(|standard uncertainty/.test(name) ? drawn(u) : drawn(value)
}

/** D_i, u(D_i), U(D_i) of every laboratory, of one, or between two. */
function degreeOf(name: string, results: readonly Reported[], method: Method, input: Given): Answer {
  const pair = /\bD_?\(?(\d+)\s*[,_]\s*(\d+)\)?|D_?ij|pair/i.exec(name) ?? (results.length < 10 ? /\bD_?(\d)(\d)\b/.exec(name) : null)
  const asked = /\bDoEs?\b|degrees? of equivalence|\bD_?(?:i\b|\d+\b)|^D$|[uU]\(D|\bD\s*\(|\bEn\b|\bE_n\b|d_i\b/.test(name)
  if (!asked && pair === null) return undefined
  const k = numberAfter(name, 'k') ?? 2
  const correlation = rowsIn(input, 'correlation', 'corr', 'r')
  const degrees: readonly Pick<Degree, 'd' | 'u' | 'U' | 'en'>[] = pair !== null
    ? taken(pairDegrees(results, { correlation, k })).map((one) => ({ ...one, u: one.U / k }))
    : taken(degreesOfEquivalence(results, consensusBy(method, results, input), { correlation, k }))
  const part = (one: Pick<Degree, 'd' | 'u' | 'U' | 'en'>) => (/\bE_?n\b/i.test(name) ? one.en : /\bU\(|\bU\b/.test(name) ? one.U : /\bu\(|\bu\b/.test(name) ? one.u : one.d)
  const only = pair !== null ? positionOfPair(pair, results) : positionOf(name, results)
  const one = only === undefined ? undefined : degrees[only]
  return one === undefined ? degrees.map(part) : part(one)
}

function positionOf(name: string, results: readonly Reported[]): number | undefined {
  const numbered = /\b[Dd]_?(\d+)|\(\s*D?_?(\d+)\s*\)|\[(\d+)\]|lab(?:oratory)?\s+(\d+)/.exec(name)
  const number = numbered?.slice(1).find((group) => group !== undefined)
  if (number !== undefined) return Number(number) - 1
  const named = results.findIndex(({ lab }) => !/^\d+$/.test(lab) && mentions(name, lab))
  return named === -1 ? undefined : named
}

function positionOfPair(pair: RegExpExecArray, results: readonly Reported[]): number | undefined {
  const [i, j] = [Number(pair[1]), Number(pair[2])].toSorted((a, b) => a - b)
  if (i === undefined || j === undefined || Number.isNaN(i)) return undefined
  return (i - 1) * results.length - ((i - 1) * i) / 2 + (j - i - 1)
}

function consensusBy(method: Method, results: readonly Reported[], input: Given): Consensus {
  switch (method) {
    case 'arithmetic': return taken(arithmeticMean(results))
    case 'DL': return taken(derSimonianLaird(results))
    case 'Mandel–Paule': return taken(mandelPaule(results))
    case 'REML': return taken(restrictedLikelihood(results))
    case 'Birge': return taken(birgeMean(results))
    case 'correlated': return taken(correlatedMean(results, rowsIn(input, 'correlation', 'corr', 'r') ?? []))
    default: return taken(weightedMean(results))
  }
}

function ofConsensus(name: string, results: readonly Reported[], method: Method, input: Given): Answer {
  if (method === 'median') return median(results.map(({ x }) => x))
  if (method === 'weighted median') return taken(weightedMedian(results))
  if (method === 'Birge' && /ratio|^birge$/i.test(name)) return taken(consistency(results)).birge
  const by = consensusBy(method, results, input)
  if (/tau_?\^?2|τ²|τ\^2|between.*variance|variance/i.test(name)) return by.tau2
  if (/\btau\b|τ|dark|between/i.test(name)) return Math.sqrt(by.tau2)
  if (/weights?\b(?!ed)/i.test(name)) return [...by.weights]
  if (/iteration/i.test(name)) return by.iterations
  return ofValue(name, by) ?? (METHODS.some(([pattern, one]) => one === method && pattern.test(name)) ? by.value : undefined)
}
