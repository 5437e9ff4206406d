// Calibration intervals from a history: A3 (in or out of tolerance), reliability models (S2), drift of values. Pure.
import { fitDrift, intervalByReliability, intervalByUncertainty, intervalTest } from '@duheng/statistics/calibration-interval.ts'
import type { IntervalTest } from '@duheng/statistics/calibration-interval.ts'
import { fitReliability } from '@duheng/statistics/reliability-model.ts'
import type { Bin } from '@duheng/statistics/reliability-model.ts'
import type { Answer, Family, Reading } from '../family.ts'
import { readName, shareIn } from '../family.ts'
import { has, isGiven, lacking, member, needNumber, needNumbers, numberIn, numbersIn, taken, Unusable } from '../given.ts'
import type { Given } from '../given.ts'

export const intervals: Family = {
  name: 'calibration interval',
  takes: (kind, input) => /interval/i.test(kind) && /calib|A3|S2|RP-?1|variables/i.test(kind) || has(input, 'passfail', 'I0', 'intol'),
  answers: ({ kind, input }) => {
    if (has(input, 'ri', 'reliability', 'reliabilities', 'bins') || /\bS2\b/.test(kind)) return (name) => ofModels(name, input)
    if (has(input, 'deltas', 'changes', 'drift') || /variables/i.test(kind)) return (name) => ofDrift(name, input)
    return (name) => ofTest(name, input)
  },
}

const INTERVAL = ['I0', 'interval', 'current_interval', 'assigned_interval', 'interval0'] as const
const TARGET = ['target', 'target_reliability', 'R_target', 'goal', 'Rt'] as const

function targetOf(input: Given): number {
  const target = needNumber(input, ...TARGET)
  return target > 1 ? target / 100 : target
}

function testOf(name: string, input: Given): IntervalTest {
  const { inTolerance, n } = countOf(input)
  const confidence = shareIn(name) ?? numberIn(input, 'conf', 'confidence', 'confidence_level')
  const [shortest, longest, maxChange, leastChange] = [
    numberIn(input, 'min_interval', 'mininterval', 'shortest'), numberIn(input, 'max_interval', 'maxinterval', 'longest'),
    numberIn(input, 'max_change', 'maxchange'), numberIn(input, 'min_delta', 'mindelta', 'min_change', 'minchange'),
  ]
  return taken(intervalTest({ inTolerance, n, interval: needNumber(input, ...INTERVAL), target: targetOf(input) }, {
    ...(confidence !== undefined && { confidence: confidence > 1 ? confidence / 100 : confidence }), ...(shortest !== undefined && { shortest }),
    ...(longest !== undefined && { longest }), ...(maxChange !== undefined && { maxChange }), ...(leastChange !== undefined && { leastChange }),
  }))
}

/** Counts as given, or from a list of ones and zeros, of true and false, of words, or of calibrations. */
function countOf(input: Given): { readonly inTolerance: number; readonly n: number } {
  const counted = numberIn(input, 'intol', 'in_tolerance', 'x', 'passed', 'n_pass', 'intolerance')
  if (counted !== undefined) return { inTolerance: counted, n: needNumber(input, 'n', 'total', 'N', 'calibrations') }
  const out = numberIn(input, 'outtol', 'out_of_tolerance', 'failed')
  if (out !== undefined) return { inTolerance: needNumber(input, 'n', 'total', 'N') - out, n: needNumber(input, 'n', 'total', 'N') }
  const found = member(input, 'passfail', 'history', 'results', 'calibrations', 'pass')
  if (found === undefined || !Array.isArray(found.value)) return lacking(['passfail', 'intol'])
  const passes = found.value.map((one: unknown, i) => passed(isGiven(one) ? member(one, 'pass', 'intol', 'in_tolerance', 'passed', 'result')?.value : one, `${found.name}[${i + 1}]`))
  return { inTolerance: passes.filter(Boolean).length, n: passes.length }
}

function passed(value: unknown, place: string): boolean {
  if (value === 1 || value === true) return true
  if (value === 0 || value === false) return false
  if (typeof value === 'string' && /^(?:pass|p|in|ok|合格|是)/i.test(value)) return true
  if (typeof value === 'string' && /^(?:fail|f|out|不合格|否)/i.test(value)) return false
  throw new Unusable(place, '须为 1（在允差内）或 0', 'must be 1 (in tolerance) or 0')
}

function ofTest(name: string, input: Given): Answer {
  const test = () => testOf(/%/.test(name) && !/conf/i.test(name) ? '' : name, input)
  const readings: readonly Reading[] = [
    [/reject/i, () => test().rejection], [/computed/i, () => test().computed],
    [/\blow(?:er)?\b/i, () => test().low], [/\bhigh|upper/i, () => test().high],
    [/observed|reliability/i, () => test().observed], [/changed?/i, () => test().changed],
    [/interval/i, () => test().interval], [/in.?tol|passed/i, () => countOf(input).inTolerance], [/\bn\b|count/i, () => countOf(input).n],
  ]
  return readName(name, readings)
}

function binsOf(input: Given): readonly Bin[] {
  const [times, counts] = [needNumbers(input, 'ti', 't', 'times', 'time', 'intervals'), needNumbers(input, 'ni', 'n', 'counts', 'number')]
  const shares = numbersIn(input, 'ri', 'reliability', 'reliabilities', 'R', 'observed')
  const passes = shares === undefined ? needNumbers(input, 'gi', 'intol', 'in_tolerance', 'passed') : shares.map((r, i) => r * (counts[i] ?? 0))
  return times.map((time, i) => ({ time, n: counts[i] ?? 0, inTolerance: Math.round(passes[i] ?? 0) }))
}

function ofModels(name: string, input: Given): Answer {
  const fit = taken(fitReliability(binsOf(input), targetOf(input), numberIn(input, 'conf', 'confidence') ?? 0.95))
  const model = fit.models.find((one) => name.toLowerCase().includes(one.model.toLowerCase())) ?? fit.best
  if (model === undefined) return undefined
  if (/model|best/i.test(name) && !/interval/i.test(name)) return model.model
  return /interval/i.test(name) && !/low|high|upper|lower/i.test(name) ? model.interval : undefined
}

function ofDrift(name: string, input: Given): Answer {
  const fit = taken(fitDrift({ times: needNumbers(input, 'dt', 't', 'times', 'intervals'), changes: needNumbers(input, 'deltas', 'changes', 'dy', 'drift', 'y') }, numberIn(input, 'order', 'm') ?? 1))
  const u0 = numberIn(input, 'u0', 'u') ?? 0
  const longest = numberIn(input, 'max_interval', 'longest') ?? 100 * Math.max(...needNumbers(input, 'dt', 't', 'times', 'intervals'))
  const limits = numbersIn(input, 'limits')
  const readings: readonly Reading[] = [
    [/uncertainty.*interval|interval.*uncertainty/i, () => taken(intervalByUncertainty(fit, u0, needNumber(input, 'u_target', 'utarget', 'target_u', 'u_max', 'target'), longest))],
    [/interval/i, () => taken(intervalByReliability(fit, { y0: numberIn(input, 'y0') ?? 0, u0 },
      { lower: numberIn(input, 'lower', 'rlimitL', 'low') ?? limits?.[0], upper: numberIn(input, 'upper', 'rlimitU', 'high') ?? limits?.[1] }, numberIn(input, 'conf', 'confidence') ?? 0.95, longest))],
    [/slope|\bb1?\b/i, () => fit.b[0]], [/\bs\b|Syx|residual/i, () => fit.s], [/dof/i, () => fit.dof],
  ]
  return readName(name, readings)
}
