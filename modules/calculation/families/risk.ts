// Risks of a decision: specific (one measured value), global (items with a stated prior), and guard bands. Pure.
// Names are read for what is asked (PFA, PFR, their conditional forms, conformance probability, factors of guard bands); % gives percent.
import { globalRisk, priorOfReliability, specificRisk, standardOf } from '@duheng/decisions/risk.ts'
import type { Inspection, Interval } from '@duheng/decisions/risk.ts'
import type { Distribution, Scatter } from '@duheng/decisions/distribution.ts'
import { guardBandOf, riskWith } from '@duheng/decisions/guard-band.ts'
import type { GuardBand, GuardBandRule } from '@duheng/decisions/guard-band.ts'
import type { Answer, Family, Reading } from '../family.ts'
import { NUMBER, numberAfter, numbersOf, readName, shareIn } from '../family.ts'
import { has, isGiven, lacking, member, needNumber, numberIn, taken, textIn, Unusable } from '../given.ts'
import type { Given } from '../given.ts'

export const risks: Family = {
  name: 'risk',
  takes: (kind, input) => /risk|guard[\s-]?band|conformance|conformity|\bPF[AR]\b|\bTUR\b/i.test(kind) || has(input, 'itp', 'process_sd', 'TUR'),
  answers: ({ kind, input }) => {
    const isSpecific = has(input, 'y', 'measured', 'value') && has(input, 'u', 'U', 'sd') && !has(input, 'itp', 'process_sd')
    return (name) => {
      const asked = guardRule(name, input, kind)
      if (asked !== undefined) return guarded(name, asked, input)
      const simple = isSpecific || /specific/i.test(kind) && has(input, 'y') ? ofSpecific(name, input) : ofGlobal(name, input)
      return simple ?? (isSpecific ? undefined : ofRatio(name, input))
    }
  },
}

const percent = (name: string, value: number): number => (/%|percent/i.test(name) ? 100 * value : value)

function ofSpecific(name: string, input: Given): Answer {
  const limits = limitsOf(input)
  const scatter = scatterOf(input, limits)
  const risk = () => taken(specificRisk({ y: needNumber(input, 'y', 'measured', 'value'), scatter }, limits))
  const readings: readonly Reading[] = [
    [/cpk/i, () => risk().cpk],
    [/conform|\bp_?c\b|\bpc\b|within|in[\s-]?tolerance|probability of (?:accept|pass)/i, () => (/non-?conform|out of/i.test(name) ? percent(name, risk().risk) : percent(name, risk().conformance))],
    [/\bTUR\b/, () => ratioOf(limits, scatter)],
    [/^lower|below|\blower\b|risk low/i, () => percent(name, risk().lower)],
    [/^upper|above|\bupper\b|risk high/i, () => percent(name, risk().upper)],
    [/risk|\bPFA\b|\bPFR\b|consumer|out/i, () => (/PFR|producer|reject/i.test(name) ? percent(name, risk().conformance) : percent(name, risk().risk))],
  ]
  return readName(name, readings)
}

function ofGlobal(name: string, input: Given): Answer {
  const inspection = () => inspectionOf(input)
  const risk = () => taken(globalRisk(inspection()))
  const conditional = /condition|given|\||cpfa|cpfr/i.test(name)
  const readings: readonly Reading[] = [
    [/(?:non-?conform\w*|bad|out)\W*(?:\||given)\s*accept/i, () => percent(name, risk().pfaGivenAccepted)],
    [/(?:conform\w*|good|in)\W*(?:\||given)\s*reject/i, () => percent(name, risk().pfrGivenRejected)],
    [/reject\w*\s*(?:\||given)\s*(?:conform|good|in)/i, () => percent(name, risk().rejectedGivenConforming)],
    [/accept\w*\s*(?:\||given)\s*(?:non-?conform|bad|out)/i, () => percent(name, risk().acceptedGivenNonconforming)],
    [/PFR|false reject|producer/i, () => percent(name, conditional ? risk().pfrGivenRejected : risk().pfr)],
    [/PFA|false accept|consumer/i, () => percent(name, conditional ? risk().pfaGivenAccepted : risk().pfa)],
    [/observed|accepted|pass rate|yield/i, () => percent(name, risk().accepted)],
    [/\bitp\b|conforming|reliability|in[\s-]?tolerance|eopr/i, () => percent(name, risk().conforming)],
    [/process|prior/i, () => spreadOfPrior(input)],
  ]
  return readName(name, readings)
}

function spreadOfPrior(input: Given): number | undefined {
  const prior = priorOf(input, limitsOf(input))
  return prior.type === 'normal' ? prior.sd : undefined
}

function ofRatio(name: string, input: Given): Answer {
  return /\bTUR\b/.test(name) ? ratioOf(limitsOf(input), scatterOf(input, limitsOf(input))) : undefined
}

const ratioOf = ({ lower, upper }: Interval, scatter: Scatter): number | undefined => (
  lower === undefined || upper === undefined ? undefined : (upper - lower) / 2 / (2 * standardOf(scatter)))

/** Tolerance limits: [lower, upper], an object, ±T or MPE about a nominal; ±1 where only a ratio is given. */
function limitsOf(input: Given): Interval {
  const found = member(input, 'limits', 'tolerance_limits', 'specification', 'spec')
  if (found !== undefined) return intervalIn(found.name, found.value)
  const [lower, upper] = [numberIn(input, 'lower', 'LL', 'TL', 'lsl', 'low'), numberIn(input, 'upper', 'UL', 'TU', 'usl', 'high')]
  if (lower !== undefined || upper !== undefined) return { lower, upper }
  const half = numberIn(input, 'T', 'tolerance', 'mpe', 'MPE', 'mpev', 'MPEV')
  const nominal = numberIn(input, 'nominal') ?? 0
  if (half !== undefined) return { lower: nominal - half, upper: nominal + half }
  return has(input, 'TUR', 'tur', 'itp') ? { lower: -1, upper: 1 } : lacking(['limits', 'lower', 'upper', 'T'])
}

function intervalIn(name: string, value: unknown): Interval {
  if (isGiven(value)) return { lower: numberIn(value, 'lower', 'low', 'min'), upper: numberIn(value, 'upper', 'high', 'max') }
  if (!Array.isArray(value) || value.length !== 2) throw new Unusable(name, '须为 [下限, 上限]，没有的一端写 null', 'must be [lower, upper], null for an end that is absent')
  const end = (i: number) => (value[i] === null || value[i] === undefined ? undefined : finite(needNumber({ [name]: value[i] }, name)))
  return { lower: end(0), upper: end(1) }
}

const finite = (value: number): number | undefined => (Number.isFinite(value) ? value : undefined)

function inspectionOf(input: Given): Inspection {
  const limits = limitsOf(input)
  const prior = priorOf(input, limits)
  const scatter = scatterOf(input, limits, prior.type === 'normal' ? prior.sd : undefined)
  const acceptance = acceptanceOf(input, limits)
  return { prior, scatter, limits, ...(acceptance !== undefined && { acceptance }) }
}

/** Limits of acceptance as given, or the tolerance limits less a guard band, or times a guard-band factor about their centre. */
function acceptanceOf(input: Given, limits: Interval): Interval | undefined {
  const found = member(input, 'acceptance', 'acceptance_limits', 'accept')
  if (found !== undefined) return intervalIn(found.name, found.value)
  const w = numberIn(input, 'guardband', 'guard_band', 'w', 'gb')
  const move = (inwards: number): Interval => ({
    lower: limits.lower === undefined ? undefined : limits.lower + inwards, upper: limits.upper === undefined ? undefined : limits.upper - inwards,
  })
  if (w !== undefined) return move(w)
  const factor = numberIn(input, 'gbf', 'guardband_factor', 'factor')
  if (factor === undefined || limits.lower === undefined || limits.upper === undefined) return undefined
  return move(((limits.upper - limits.lower) / 2) * (1 - factor))
}

function priorOf(input: Given, limits: Interval): Distribution {
  const centre = ((limits.lower ?? limits.upper ?? 0) + (limits.upper ?? limits.lower ?? 0)) / 2
  const mean = numberIn(input, 'process_mean', 'prior_mean', 'mu', 'process_bias') ?? undefined
  const sd = numberIn(input, 'process_sd', 'sd_process', 'prior_sd', 'sigma_process', 'process_sigma')
  if (sd !== undefined) return { type: 'normal', mean: mean ?? centre, sd }
  const itp = numberIn(input, 'itp', 'ITP', 'reliability', 'eopr')
  if (itp !== undefined) return ofReliability(itp > 1 ? itp / 100 : itp, limits, mean)
  const stated = member(input, 'process', 'prior')
  if (stated === undefined) return lacking(['process_sd', 'itp', 'process'])
  return isGiven(stated.value) ? statedPrior(stated.name, stated.value) : writtenPrior(stated.name, String(stated.value))
}

function ofReliability(itp: number, limits: Interval, mean: number | undefined): Distribution {
  const prior = taken(priorOfReliability(itp, limits))
  return mean === undefined || prior.type !== 'normal' ? prior : { ...prior, mean }
}

function statedPrior(field: string, given: Given): Distribution {
  const type = textIn(given, 'dist', 'type', 'distribution') ?? 'normal'
  if (/^norm|gauss/i.test(type)) return { type: 'normal', mean: numberIn(given, 'mean', 'loc', 'mu') ?? 0, sd: needNumber(given, 'sd', 'std', 'u', 'sigma', 'scale') }
  if (/^unif|^rect/i.test(type)) return ends(given, 'uniform')
  if (/^tri/i.test(type)) return ends(given, 'triangular')
  if (/^t$|^t_|student/i.test(type)) return { type: 't', mean: numberIn(given, 'mean', 'loc') ?? 0, scale: needNumber(given, 'scale', 'sd', 'u'), dof: needNumber(given, 'dof', 'df', 'nu') }
  if (/^gamma/i.test(type)) return { type: 'gamma', shape: needNumber(given, 'shape', 'a', 'alpha'), scale: numberIn(given, 'scale') ?? 1 / needNumber(given, 'rate'), from: numberIn(given, 'loc', 'from', 'origin') }
  if (/^log/i.test(type)) return { type: 'lognormal', mu: needNumber(given, 'mu', 'meanlog'), sigma: needNumber(given, 'sigma', 'sdlog') }
  throw new Unusable(`${field}.dist`, `不认识的先验分布“${type}”`, `"${type}" is not a prior distribution known here`)
}

function ends(given: Given, type: 'uniform' | 'triangular'): Distribution {
  const half = numberIn(given, 'half_width', 'halfwidth')
  const mean = numberIn(given, 'mean', 'loc', 'median') ?? 0
  if (half !== undefined) return { type, low: mean - half, high: mean + half }
  return { type, low: needNumber(given, 'low', 'a', 'min', 'lower'), high: needNumber(given, 'high', 'b', 'max', 'upper') }
}

/** `normal(0, 0.3)`, `uniform(-1, 1)`. */
function writtenPrior(field: string, text: string): Distribution {
  const [first = 0, second = 1, third = 1] = numbersOf(text.slice(text.indexOf('(')))
  if (/^norm|^gauss/i.test(text)) return { type: 'normal', mean: first, sd: second }
  if (/^unif|^rect/i.test(text)) return { type: 'uniform', low: first, high: second }
  if (/^tri/i.test(text)) return { type: 'triangular', low: first, high: second }
  if (/^gamma/i.test(text)) return { type: 'gamma', shape: first, scale: second }
  if (/^log/i.test(text)) return { type: 'lognormal', mu: first, sigma: second }
  if (/^t\b|^student/i.test(text)) return { type: 't', mean: first, scale: second, dof: third }
  throw new Unusable(field, `不认识的先验分布“${text}”`, `"${text}" is not a prior distribution known here`)
}

/** The measurement: a standard deviation, `process_sd/4`, u or U with k, or the ratio TUR = T/(2u). */
function scatterOf(whole: Given, { lower, upper }: Interval, processSd?: number): Scatter {
  const test = member(whole, 'test', 'measurement')?.value
  const input: Given = isGiven(test) ? { ...whole, ...test } : whole
  const dof = numberIn(input, 'dof', 'df', 'nu', 'ν')
  const dist = textIn(input, 'test_dist', 'dist', 'distribution') ?? (dof !== undefined && Number.isFinite(dof) ? 't' : 'normal')
  if (/^unif|^rect/i.test(dist)) return { type: 'uniform', halfWidth: numberIn(input, 'half_width', 'a') ?? standardOfTest(input, lower, upper, processSd) * Math.sqrt(3) }
  const u = standardOfTest(input, lower, upper, processSd)
  if (!/^t$|^t_|student/i.test(dist)) return { type: 'normal', u }
  const nu = dof ?? lacking(['dof'])
  return { type: 't', scale: /t_sd/i.test(dist) ? u * Math.sqrt((nu - 2) / nu) : u, dof: nu }
}

function standardOfTest(input: Given, lower: number | undefined, upper: number | undefined, processSd: number | undefined): number {
  const found = member(input, 'test_sd', 'u', 'sd', 'sd_test', 'test_u', 'u_test', 'sigma_test')
  if (found !== undefined && typeof found.value !== 'string') return needNumber(input, found.name)
  if (found !== undefined) return written(found.name, String(found.value), processSd)
  const U = numberIn(input, 'U', 'test_U')
  if (U !== undefined) return U / (numberIn(input, 'k') ?? 2)
  const tur = numberIn(input, 'TUR', 'tur')
  if (tur === undefined || lower === undefined || upper === undefined) return lacking(['test_sd', 'u', 'TUR'])
  return (upper - lower) / 2 / tur / 2
}

/** `process_sd/4`, `0.25*process_sd`, or a number. */
function written(field: string, text: string, processSd: number | undefined): number {
  const bare = text.replaceAll(/\s/g, '')
  if (new RegExp(`^${NUMBER}$`).test(bare)) return Number(bare)
  const divided = new RegExp(String.raw`^process_?sd/(${NUMBER})$`, 'i').exec(bare)?.[1]
  const times = new RegExp(String.raw`^(?:(${NUMBER})\*process_?sd|process_?sd\*(${NUMBER}))$`, 'i').exec(bare)
  if (processSd !== undefined && divided !== undefined) return processSd / Number(divided)
  if (processSd !== undefined && times !== null) return processSd * Number(times[1] ?? times[2])
  throw new Unusable(field, '须为数，或 process_sd 的倍数', 'must be a number, or a multiple of process_sd')
}

/** The rule a name stands for; undefined where the name asks for no guard band. */
function guardRule(name: string, input: Given, kind: string): GuardBandRule | undefined {
  if (/\brss\b/i.test(name)) return { rule: 'rss' }
  if (/rp-?_?10/i.test(name)) return { rule: 'RP-10' }
  if (/dobbert|managed|method 6/i.test(name)) return { rule: 'managed 2 %' }
  if (/four.?to.?one|4\s*:\s*1/i.test(name)) return { rule: 'pfa of 4:1' }
  const costs = { falseAcceptance: numberIn(input, 'cost_fa', 'cost_FA', 'cfa', 'cost_false_accept') ?? 1, falseRejection: numberIn(input, 'cost_fr', 'cost_FR', 'cfr', 'cost_false_reject') ?? 1 }
  if (/minimax/i.test(name)) return { rule: 'minimax cost', costs }
  if (/min\w*[\s_-]*cost|least cost|cost/i.test(name)) return { rule: 'least cost', costs }
  const multiple = new RegExp(String.raw`w\s*=\s*(${NUMBER})?\s*[*·]?\s*U\b`).exec(name)
  if (multiple !== null) return { rule: 'multiple of U', r: Number(multiple[1] ?? 1) }
  if (/test_?95|^test\b|ilac|1094/i.test(name)) return { rule: 'multiple of U', r: 1 }
  if (/14253/.test(name)) return { rule: 'multiple of U', r: 0.83 }
  // Where factors are asked for, `pfa 1 %` is the rule that reaches it; PFA elsewhere is the probability itself.
  const byTarget = /guard/i.test(kind) && /\bpfa\b/.test(name)
  if (!byTarget && !/guard|gbf?\b|factor|acceptance limit|target/i.test(name) || acceptanceOf(input, limitsOf(input)) !== undefined) return undefined
  const risk = /specific|\brisk\b/i.test(name) && !/PFA|global/i.test(name) ? (shareIn(name) ?? numberAfter(name, 'risk') ?? numberIn(input, 'target_risk', 'risk')) : undefined
  if (risk !== undefined) return { rule: 'specific risk', risk }
  const pfa = shareIn(name) ?? numberAfter(name, 'pfa', 'PFA') ?? numberIn(input, 'target_pfa', 'pfa', 'PFA', 'target')
  return pfa === undefined ? { rule: 'multiple of U', r: numberIn(input, 'r') ?? 1 } : { rule: 'pfa', pfa }
}

function guarded(name: string, rule: GuardBandRule, input: Given): Answer {
  const limits = limitsOf(input)
  const needsPrior = rule.rule === 'pfa' || rule.rule === 'pfa of 4:1' || rule.rule === 'least cost' || /PFA|PFR/.test(name)
  // Rules of the ratio alone never look at the prior; a neutral one fills its place.
  const prior: Distribution = needsPrior ? priorOf(input, limits) : { type: 'normal', mean: 0, sd: 1 }
  const inspection = { prior, scatter: scatterOf(input, limits, prior.type === 'normal' ? prior.sd : undefined), limits }
  const band = taken(guardBandOf(inspection, rule, numberIn(input, 'k') ?? 2))
  if (/PFA|false accept/i.test(name) && rule.rule !== 'pfa' && rule.rule !== 'pfa of 4:1') return percent(name, taken(riskWith(inspection, band)).pfa)
  if (/PFR|false reject/i.test(name)) return percent(name, taken(riskWith(inspection, band)).pfr)
  return ofBand(name, band)
}

function ofBand(name: string, band: GuardBand): Answer {
  if (/upper (?:limit|accept)|acceptance upper|A_?U\b/i.test(name)) return band.acceptance.upper
  if (/lower (?:limit|accept)|acceptance lower|A_?L\b/i.test(name)) return band.acceptance.lower
  if (/acceptance limits|acceptance interval/i.test(name)) return [band.acceptance.lower ?? '', band.acceptance.upper ?? '']
  if (/^w\b(?!\s*=)|width|guard band\b(?!.*factor)|\bw\b(?!\s*=)/i.test(name) && !/factor/i.test(name)) return band.upper ?? band.lower
  return band.factor ?? band.acceptance.upper ?? band.acceptance.lower
}
