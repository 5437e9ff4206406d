// One input quantity of a model as files state it: `dist` in any of its usual names, with u, U and k, half-width, limits, readings, or the
// parameters of the distribution. Pure; the rules of each distribution are checked by @duheng/uncertainty.
// A distribution given by mean and standard uncertainty (as the NIST Uncertainty Machine offers) is turned into its own parameters here.
import { root } from '@duheng/decisions/numeric.ts'
import type { Stated } from '@duheng/uncertainty/inputs.ts'
import type { InputData } from '@duheng/uncertainty/model.ts'
import { gammaLn } from '@duheng/uncertainty/special/gamma.ts'
import { normalQuantile } from '@duheng/uncertainty/special/normal.ts'
import { tQuantile } from '@duheng/uncertainty/special/student.ts'
import { has, lacking, needNumber, numberIn, numbersIn, textIn, Unusable } from './given.ts'
import type { Given } from './given.ts'

/** What is stated of an input beside the parameters of its distribution. */
type About = {
  readonly estimate?: number
  readonly u?: number
  readonly half?: number
  readonly low?: number
  readonly high?: number
  readonly dof?: number
}
/** The statement, and the estimate where the distribution does not give it. */
type Made = { readonly stated: Stated; readonly estimate?: number }

/** Reads one input; Unusable names it and the field. */
export function readInput(given: Given): InputData {
  const name = textIn(given, 'name', 'symbol', 'id', '名称') ?? lacking(['name'])
  try {
    const made = stated(given)
    const identity = textIn(given, 'identity', 'influence')
    return { name, ...(made.estimate !== undefined && { estimate: made.estimate }), stated: made.stated, ...(identity !== undefined && { identity }) }
  } catch (error) {
    if (error instanceof Unusable) throw new Unusable(`${name}.${error.field}`, error.zh, error.en)
    throw error
  }
}

function stated(given: Given): Made {
  const readings = numbersIn(given, 'readings', 'observations', '读数')
  if (readings !== undefined) return ofReadings(readings, given)
  const about = aboutOf(given)
  const dist = distributionOf(given, about)
  const maker = MAKERS.find(([pattern]) => pattern.test(dist))?.[1]
  if (maker === undefined) throw new Unusable('dist', `不认识的分布“${dist}”`, `"${dist}" is not a distribution known here`)
  return maker(given, about)
}

function ofReadings(readings: readonly number[], given: Given): Made {
  const resolution = numberIn(given, 'resolution', 'digit')
  const series = /autocorrelat|series/i.test(String(given['series'] ?? given['dist'] ?? ''))
  return { stated: { type: 'readings', readings, ...(resolution !== undefined && { resolution }), ...(series && { series: true as const }) } }
}

function distributionOf(given: Given, { u, half, low, dof }: About): string {
  const said = textIn(given, 'dist', 'distribution', 'type', 'law', 'pdf', '分布')
  if (said !== undefined) return said.trim().toLowerCase().replaceAll(/[\s_-]+/g, '_')
  if (has(given, 'samples', 'sample')) return 'samples'
  if (half !== undefined || low !== undefined && u === undefined) return 'rectangular'
  if (u === undefined || u === 0) return 'constant'
  return dof !== undefined && Number.isFinite(dof) && has(given, 'n') ? 't' : 'normal'
}

function aboutOf(given: Given): About {
  const estimate = numberIn(given, 'estimate', 'value', 'x', 'mean', 'mu_x', 'best_estimate', '估计值')
  const n = numberIn(given, 'n', 'count')
  const nu = numberIn(given, 'dof', 'df', 'nu', 'ν', 'degrees_of_freedom', '自由度')
  const dof = nu ?? (n !== undefined && n > 1 && !has(given, 'u') ? n - 1 : undefined)
  const limits = [numberIn(given, 'low', 'lower', 'min', 'left', 'a_minus'), numberIn(given, 'high', 'upper', 'max', 'right', 'a_plus')] as const
  const [a, b] = [numberIn(given, 'a'), numberIn(given, 'b')]
  const between = a !== undefined && b !== undefined
  const half = numberIn(given, 'half_width', 'halfwidth', 'hw', 'semi_range', '半宽') ?? (between ? undefined : a) ?? relative(given, estimate, 'half_width_rel', 'a_rel')
  return {
    ...(estimate !== undefined && { estimate }), ...(dof !== undefined && { dof }), ...(half !== undefined && { half }),
    ...((limits[0] ?? (between ? a : undefined)) !== undefined && { low: limits[0] ?? a }), ...((limits[1] ?? (between ? b : undefined)) !== undefined && { high: limits[1] ?? b }),
    ...standardIn(given, estimate, n, dof),
  }
}

/** u as stated; else s/√n, √(var/n), U/k, or U at a probability with the degrees of freedom given. */
function standardIn(given: Given, estimate: number | undefined, n: number | undefined, dof: number | undefined): { u?: number } {
  const told = numberIn(given, 'unc', 'uncertainty')
  const factor = numberIn(given, 'k', 'coverage_factor')
  const u = numberIn(given, 'u', 'standard_uncertainty', 'stddev', '标准不确定度') ?? (told === undefined ? undefined : told / (factor ?? 1)) ?? relative(given, estimate, 'u_rel', 'rel_u', 'relative_u', 'u_relative')
  if (u !== undefined) return { u }
  const sd = numberIn(given, 'sd', 's', 'std', 'stdev', 'stddev', 'standard_deviation')
  if (sd !== undefined) return { u: sd / Math.sqrt(n ?? 1) }
  const variance = numberIn(given, 'var', 'variance')
  if (variance !== undefined) return { u: Math.sqrt(variance / (n ?? 1)) }
  const U = numberIn(given, 'U', 'expanded', 'expanded_uncertainty', '扩展不确定度') ?? relative(given, estimate, 'U_rel')
  if (U === undefined) return {}
  const p = numberIn(given, 'p', 'conf', 'confidence', 'level', 'coverage')
  return { u: U / (factor ?? (p === undefined ? 2 : factorAt(p > 1 ? p / 100 : p, dof))) }
}

const factorAt = (p: number, dof: number | undefined): number => (dof === undefined ? normalQuantile((1 + p) / 2) : tQuantile((1 + p) / 2, dof))

function relative(given: Given, estimate: number | undefined, ...names: readonly string[]): number | undefined {
  const share = numberIn(given, ...names)
  const percent = numberIn(given, ...names.map((name) => name.replace('rel', 'percent')), ...names.map((name) => `${name}_percent`))
  if (share === undefined && percent === undefined) return undefined
  if (estimate === undefined) return lacking(['estimate'])
  return Math.abs(estimate) * (share ?? (percent ?? 0) / 100)
}

const free = (dof: number | undefined) => (dof !== undefined && Number.isFinite(dof) ? { dof } : {})
const at = (estimate: number | undefined): number => estimate ?? lacking(['estimate'])
const uOf = ({ u }: About): number => u ?? lacking(['u', 'sd', 'U'])

/** About the estimate by half-width, or by limits, or by u where `ratio` is half-width over u. */
function widthOf({ half, low, high, u, estimate }: About, ratio: number): { halfWidth: number; estimate: number } | { low: number; high: number } {
  if (half !== undefined) return { halfWidth: half, estimate: at(estimate) }
  if (low !== undefined && high !== undefined) return { low, high }
  return u === undefined ? lacking(['half_width', 'a, b', 'u']) : { halfWidth: u * ratio, estimate: at(estimate) }
}

function wide(type: 'rectangular' | 'u_shaped', about: About, ratio: number): Made {
  const width = widthOf(about, ratio)
  if ('low' in width) return { stated: { type, ...width, ...free(about.dof) } }
  return { stated: { type, halfWidth: width.halfWidth, ...free(about.dof) }, estimate: width.estimate }
}

const MAKERS: readonly (readonly [RegExp, (given: Given, about: About) => Made])[] = [
  [/^(?:const|fixed|exact|none|known|常数|常量)/, (_, { estimate }) => ({ stated: { type: 'constant' }, estimate: at(estimate) })],
  [/trunc/, truncated],
  [/skew/, (given) => ({ stated: { type: 'skew_normal', ...located(given) } })],
  [/^(?:log_?norm|对数正态)/, lognormal],
  [/^(?:norm|gauss|正态|高斯)/, (_, about) => ({ stated: { type: 'normal', u: uOf(about), ...free(about.dof) }, estimate: at(about.estimate) })],
  [/^(?:t_sd|student_sd|t_std)|^(?:t|student).*(?:std_?dev|,_*sd)/, (_, about) => student('t_sd', about)],
  [/^(?:t$|t_|student|t分布)/, (_, about) => student('t_scaled', about)],
  [/^(?:curv|c_?trap|ctrap|曲线梯形)/, curvilinear],
  [/^resol/, (_, about) => wide('rectangular', { ...about, half: about.half === undefined ? about.u : about.half / 2 }, Math.sqrt(3))],
  [/^(?:rect|unif|flat|box|矩形|均匀)/, (_, about) => wide('rectangular', about, Math.sqrt(3))],
  [/^(?:arc|u_?shape|u$|u_|反正弦)/, (_, about) => wide('u_shaped', about, Math.SQRT2)],
  [/^(?:trap|梯形)/, trapezoidal],
  [/^(?:tri|三角)/, triangular],
  [/^(?:exp|指数)/, exponential],
  [/^(?:chi|χ)/, (_, { dof }) => ({ stated: { type: 'gamma', shape: (dof ?? lacking(['dof'])) / 2, scale: 2 } })],
  [/^(?:gamma|伽马|erlang)/, gamma],
  [/^(?:beta|pert|贝塔)/, beta],
  [/^(?:weib|韦布尔|威布尔)/, weibull],
  [/^(?:gev|generali[sz]ed_extreme|gumbel)/, (given) => ({ stated: { type: 'gev', ...located({ shape: 0, ...given }) } })],
  [/^(?:laplace|double_exp|拉普拉斯)/, (given, about) => ({ stated: { type: 'laplace', u: about.u ?? needNumber(given, 'scale') * Math.SQRT2 }, estimate: at(about.estimate) })],
  [/^(?:logis)/, (given, about) => ({ stated: { type: 'logistic', u: about.u ?? (needNumber(given, 'scale') * Math.PI) / Math.sqrt(3) }, estimate: at(about.estimate) })],
  [/^(?:bern|binom|poisson|伯努利|二项|泊松)/, counted],
  [/^(?:discrete|离散)/, (given) => ({ stated: { type: 'discrete', values: numbersIn(given, 'values', 'x') ?? lacking(['values']), probabilities: numbersIn(given, 'probabilities', 'probs', 'weights', 'p') ?? lacking(['probabilities']) } })],
  [/^(?:sample|empiric|样本)/, (given) => ({ stated: { type: 'samples', samples: numbersIn(given, 'samples', 'sample', 'values', 'data', 'draws') ?? lacking(['samples']) } })],
]

function student(type: 't_scaled' | 't_sd', about: About): Made {
  const { estimate, dof } = about
  const u = uOf(about)
  if (dof === undefined || !Number.isFinite(dof)) return { stated: { type: 'normal', u }, estimate: at(estimate) }
  return { stated: { type, u, dof }, estimate: at(estimate) }
}

function curvilinear(given: Given, about: About): Made {
  const d = needNumber(given, 'd', 'r', 'd_half_width')
  const width = widthOf(about, Math.sqrt(3))
  if ('low' in width) return { stated: { type: 'curvilinear_trapezoid', ...width, d, ...free(about.dof) } }
  return { stated: { type: 'curvilinear_trapezoid', halfWidth: width.halfWidth, d, ...free(about.dof) }, estimate: width.estimate }
}

function trapezoidal(given: Given, about: About): Made {
  const corners = [numberIn(given, 'a'), numberIn(given, 'b'), numberIn(given, 'c'), numberIn(given, 'd')].filter((one) => one !== undefined)
  if (corners.length === 4) {
    const [low = 0, topLow = 0, topHigh = 0, high = 0] = corners.toSorted((x, y) => x - y)
    return { stated: { type: 'trapezoidal', low, topLow, topHigh, high, ...free(about.dof) } }
  }
  const top = numberIn(given, 'half_top', 'top_half_width', 'top')
  const half = about.half ?? (about.low !== undefined && about.high !== undefined ? (about.high - about.low) / 2 : undefined)
  const topRatio = numberIn(given, 'beta', 'β', 'top_ratio', 'ratio', 'shape') ?? (top === undefined || half === undefined ? lacking(['beta']) : top / half)
  const halfWidth = half ?? (about.u === undefined ? lacking(['half_width']) : about.u / Math.sqrt((1 + topRatio ** 2) / 6))
  const centre = about.low !== undefined && about.high !== undefined ? about.low + (about.high - about.low) / 2 : at(about.estimate)
  return { stated: { type: 'trapezoidal', halfWidth, topRatio, ...free(about.dof) }, estimate: centre }
}

function triangular(given: Given, about: About): Made {
  const mode = numberIn(given, 'mode', 'c', 'peak')
  const width = widthOf(about, Math.sqrt(6))
  if ('low' in width) return { stated: { type: 'triangular', ...width, mode: mode ?? width.low + (width.high - width.low) / 2, ...free(about.dof) } }
  return { stated: { type: 'triangular', halfWidth: width.halfWidth, ...free(about.dof) }, estimate: width.estimate }
}

function truncated(given: Given, { estimate, u, low, high }: About): Made {
  const [location, scale] = [numberIn(given, 'location', 'loc', 'mu') ?? at(estimate), numberIn(given, 'scale', 'sigma') ?? u ?? lacking(['u', 'scale'])]
  return { stated: { type: 'truncated_normal', location, scale, ...(low !== undefined && { low }), ...(high !== undefined && { high }) } }
}

function located(given: Given): { location: number; scale: number; shape: number } {
  return { location: needNumber(given, 'location', 'loc', 'xi', 'mu', 'estimate'), scale: needNumber(given, 'scale', 'omega', 'sigma', 'u'), shape: needNumber(given, 'shape', 'alpha', 'k') }
}

function lognormal(given: Given, { estimate, u }: About): Made {
  const [mu, sigma] = [numberIn(given, 'mu', 'meanlog', 'mean_log'), numberIn(given, 'sigma', 'sdlog', 'sd_log')]
  if (mu !== undefined && sigma !== undefined) return { stated: { type: 'lognormal', mu, sigma } }
  const mean = at(estimate)
  const variance = Math.log1p(((u ?? lacking(['sigma', 'u'])) / mean) ** 2)
  return { stated: { type: 'lognormal', mu: Math.log(mean) - variance / 2, sigma: Math.sqrt(variance) } }
}

function exponential(given: Given, { estimate, u }: About): Made {
  const origin = numberIn(given, 'origin', 'loc', 'location', 'from') ?? 0
  const rate = numberIn(given, 'rate', 'lambda', 'λ')
  const scale = numberIn(given, 'scale') ?? (rate === undefined ? undefined : 1 / rate)
  return { stated: { type: 'exponential', origin }, estimate: scale === undefined ? (estimate ?? (u === undefined ? lacking(['estimate', 'rate']) : origin + u)) : origin + scale }
}

function gamma(given: Given, { estimate, u }: About): Made {
  const q = numberIn(given, 'q', 'counts')
  if (q !== undefined) return { stated: { type: 'gamma', shape: q + 1, scale: 1 } }
  const [shape, rate, origin] = [numberIn(given, 'shape', 'alpha'), numberIn(given, 'rate', 'beta'), numberIn(given, 'origin', 'loc') ?? 0]
  const scale = numberIn(given, 'scale', 'theta') ?? (rate === undefined ? undefined : 1 / rate)
  if (shape !== undefined && scale !== undefined) return { stated: { type: 'gamma', shape, scale, origin } }
  const [mean, sd] = [at(estimate) - origin, u ?? lacking(['shape', 'u'])]
  return { stated: { type: 'gamma', shape: (mean / sd) ** 2, scale: sd ** 2 / mean, origin } }
}

function beta(given: Given, { estimate, u, low: from, high: to }: About): Made {
  const named = has(given, 'alpha', 'shape1', 'p1')
  const byLetters = !named && has(given, 'a') && has(given, 'b') && u === undefined
  const alpha = numberIn(given, 'alpha', 'shape1') ?? (byLetters ? numberIn(given, 'a') : undefined)
  const b = numberIn(given, 'beta', 'shape2') ?? (byLetters ? numberIn(given, 'b') : undefined)
  const [low, high] = byLetters ? [numberIn(given, 'low', 'min') ?? 0, numberIn(given, 'high', 'max') ?? 1] : [from ?? 0, to ?? 1]
  if (alpha !== undefined && b !== undefined) return { stated: { type: 'beta', alpha, beta: b, low, high } }
  const [m, s] = [(at(estimate) - low) / (high - low), (u ?? lacking(['alpha', 'u'])) / (high - low)]
  const total = (m * (1 - m)) / s ** 2 - 1
  return { stated: { type: 'beta', alpha: m * total, beta: (1 - m) * total, low, high } }
}

function weibull(given: Given, { estimate, u }: About): Made {
  const [shape, scale, origin] = [numberIn(given, 'shape', 'k'), numberIn(given, 'scale', 'lambda'), numberIn(given, 'origin', 'loc') ?? 0]
  if (shape !== undefined && scale !== undefined) return { stated: { type: 'weibull', shape, scale, origin } }
  const [mean, sd] = [at(estimate) - origin, u ?? lacking(['shape', 'u'])]
  // The ratio of standard deviation to mean depends on the shape alone.
  const wanted = Math.log1p((sd / mean) ** 2)
  const found = root((x) => gammaLn(1 + 2 / x) - 2 * gammaLn(1 + 1 / x) - wanted, 0.1, 1000)
  if (found === undefined) throw new Unusable('u', '没有这样的韦布尔分布', 'there is no Weibull distribution with this mean and u')
  return { stated: { type: 'weibull', shape: found, scale: mean / Math.exp(gammaLn(1 + 1 / found)), origin } }
}

/** Bernoulli, binomial and Poisson as the discrete distributions they are. */
function counted(given: Given, { estimate }: About): Made {
  const n = /poisson|泊松/i.test(String(given['dist'])) ? undefined : (numberIn(given, 'n', 'size') ?? 1)
  const mean = n === undefined ? (numberIn(given, 'lambda', 'lam', 'rate') ?? at(estimate)) : n * (numberIn(given, 'p', 'prob') ?? at(estimate))
  if (!(mean > 0 && mean <= 1e5)) throw new Unusable('estimate', '期望须在 0 与 100 000 之间', 'the mean lies between 0 and 100 000')
  const reach = Math.ceil(40 * Math.sqrt(mean) + 60)
  const from = Math.max(0, Math.floor(mean) - reach)
  const to = Math.min(n ?? Infinity, Math.floor(mean) + reach)
  const values = Array.from({ length: to - from + 1 }, (_, i) => from + i)
  const logs = values.map((k) => (n === undefined
    ? k * Math.log(mean) - gammaLn(k + 1)
    : gammaLn(n + 1) - gammaLn(k + 1) - gammaLn(n - k + 1) + k * Math.log(mean / n) + (n === k ? 0 : (n - k) * Math.log1p(-mean / n))))
  const most = Math.max(...logs)
  return { stated: { type: 'discrete', values, probabilities: logs.map((log) => Math.exp(log - most)) } }
}
