// From an uncertainty as people state it to a distribution with absolute parameters, or the field that breaks a rule.
// Pure. Sources of each rule stand with the types in inputs.ts and law.ts. Absent: readings (type-a.ts).

import type { Stated } from './inputs.ts'
import type { Law } from './law.ts'
import { refuse, type Refusal } from './refusal.ts'

type TypeB = Exclude<Stated, { type: 'readings' }>
type Of<T extends TypeB['type']> = Extract<TypeB, { type: T }>
export type Made = { readonly ok: true; readonly law: Law; readonly dof: number }

/** The distribution of an input called `name`; `estimate` is needed where it is stated about the estimate. */
export function lawOfStated(name: string, estimate: number | undefined, stated: TypeB): Made | Refusal {
  const rule = new Rules(name, estimate)
  const law = lawOf(rule, stated)
  const dof = 'dof' in stated && stated.dof !== undefined ? stated.dof : dofOfLimits(law)
  if (!(dof > 0)) rule.broken('dof', '自由度须大于零', 'degrees of freedom are greater than zero')
  return rule.refusal ?? { ok: true, law, dof }
}

/** ν ≈ ½(Δu/u)⁻² with Δu/u ≈ d/a (GUM G.4.2, equation G.3; H.1.6 uses it for δα and δθ). */
function dofOfLimits(law: Law): number {
  if (law.type !== 'curvilinear_trapezoid' || law.d === 0) return Infinity
  return (law.halfWidth / law.d) ** 2 / 2
}

function lawOf(rule: Rules, stated: TypeB): Law {
  switch (stated.type) {
    case 'constant': return { type: 'constant', value: rule.estimate() }
    case 'normal': return { type: 'normal', mean: rule.estimate(), sd: uOfNormal(rule, stated) }
    case 't_scaled': return { type: 't', location: rule.estimate(), scale: rule.notNegative('u', stated.u), dof: stated.dof }
    case 't_sd': return standardisedT(rule, stated)
    case 'laplace': return { type: 'laplace', mean: rule.estimate(), scale: rule.notNegative('u', stated.u) / Math.SQRT2 }
    case 'logistic': return { type: 'logistic', mean: rule.estimate(), scale: (rule.notNegative('u', stated.u) * Math.sqrt(3)) / Math.PI }
    case 'rectangular': case 'u_shaped': return { type: stated.type, ...rule.width(stated) }
    case 'curvilinear_trapezoid': return curvilinear(rule, stated)
    case 'triangular': {
      if ('halfWidth' in stated) return symmetric(rule, stated, 0)
      return cornered(rule, { ...stated, topLow: stated.mode, topHigh: stated.mode }, 'mode')
    }
    case 'trapezoidal': {
      return 'halfWidth' in stated ? symmetric(rule, stated, stated.topRatio) : cornered(rule, stated, 'topLow')
    }
    case 'discrete': return discrete(rule, stated)
    case 'samples': return samples(rule, stated)
    default: return skewed(rule, stated)
  }
}

function uOfNormal(rule: Rules, stated: Of<'normal'>): number {
  if ('u' in stated) return rule.notNegative('u', stated.u)
  const U = rule.notNegative('U', stated.U)
  if (!(stated.k > 0)) rule.broken('k', '包含因子须大于零', 'a coverage factor is greater than zero')
  return U / stated.k
}

function standardisedT(rule: Rules, { u, dof }: Of<'t_sd'>): Law {
  if (!(dof > 2)) {
    rule.broken('dof', '以标准差给出的 t 分布自由度须大于 2', 'a t distribution given by its standard deviation has more than 2 degrees of freedom')
  }
  const sd = rule.notNegative('u', u)
  return { type: 't', location: rule.estimate(), scale: dof === Infinity ? sd : sd * Math.sqrt((dof - 2) / dof), dof }
}

function curvilinear(rule: Rules, stated: Of<'curvilinear_trapezoid'>): Law {
  const { centre, halfWidth } = rule.width(stated)
  const d = rule.notNegative('d', stated.d)
  if (d > halfWidth) rule.broken('d', '界限的不确定半宽 d 不大于半宽', 'limits are known better than to their own half-width')
  return { type: 'curvilinear_trapezoid', centre, halfWidth, d }
}

/** A triangle is the trapezoid whose top is none of its base. */
function symmetric(rule: Rules, stated: { readonly halfWidth: number }, top: number): Law {
  const { centre, halfWidth } = rule.width(stated)
  if (!(top >= 0 && top <= 1)) rule.broken('topRatio', '顶与底之比在 0 与 1 之间', 'the ratio of top to base lies between 0 and 1')
  const side = halfWidth * (1 - top)
  return { type: 'trapezoidal', low: centre - halfWidth, rise: side, top: 2 * halfWidth * top, fall: side }
}

type Corners = { readonly low: number; readonly topLow: number; readonly topHigh: number; readonly high: number }

function cornered(rule: Rules, { topLow, topHigh, ...limits }: Corners, field: string): Law {
  const { low, high } = rule.ordered(limits.low, limits.high)
  if (!(low <= topLow && topLow <= topHigh && topHigh <= high)) {
    rule.broken(field, '各点须依次不减，且在界限之内', 'the corners rise from the lower limit to the upper')
  }
  return { type: 'trapezoidal', low, rise: topLow - low, top: topHigh - topLow, fall: high - topHigh }
}

function discrete(rule: Rules, { values, probabilities }: Of<'discrete'>): Law {
  if (values.length === 0 || !values.every(Number.isFinite)) rule.broken('values', '至少一个值，且都是数', 'there is at least one value, all numbers')
  const total = probabilities.reduce((sum, p) => sum + p, 0)
  if (probabilities.length !== values.length || !probabilities.every((p) => p >= 0) || !(total > 0 && total < Infinity)) {
    rule.broken('probabilities', '每个值一个概率，不为负，总和大于零', 'each value has a probability, none negative, their sum greater than zero')
  }
  return { type: 'discrete', values, probabilities: probabilities.map((p) => p / total) }
}

function samples(rule: Rules, stated: Of<'samples'>): Law {
  if (stated.samples.length < 2 || !stated.samples.every(Number.isFinite)) {
    rule.broken('samples', '至少两个样本，且都是数', 'there are at least two samples, all numbers')
  }
  return { type: 'samples', samples: stated.samples }
}

type Skewed = Of<'exponential' | 'gamma' | 'beta' | 'lognormal' | 'weibull' | 'skew_normal' | 'gev' | 'truncated_normal'>

function skewed(rule: Rules, stated: Skewed): Law {
  switch (stated.type) {
    case 'exponential': {
      const origin = rule.number('origin', stated.origin ?? 0)
      return { type: 'exponential', origin, scale: rule.positive('estimate', rule.estimate() - origin) }
    }
    case 'gamma': case 'weibull': return {
      type: stated.type, shape: rule.positive('shape', stated.shape), scale: rule.positive('scale', stated.scale),
      origin: rule.number('origin', stated.origin ?? 0),
    }
    case 'beta': return {
      type: 'beta', alpha: rule.positive('alpha', stated.alpha), beta: rule.positive('beta', stated.beta),
      ...rule.ordered(stated.low ?? 0, stated.high ?? 1),
    }
    case 'lognormal': return {
      type: 'lognormal', mu: rule.number('mu', stated.mu), sigma: rule.positive('sigma', stated.sigma),
      origin: rule.number('origin', stated.origin ?? 0),
    }
    case 'skew_normal': case 'gev': return {
      type: stated.type, location: rule.number('location', stated.location), scale: rule.positive('scale', stated.scale),
      shape: rule.number('shape', stated.shape),
    }
    case 'truncated_normal': return truncated(rule, stated)
  }
}

function truncated(rule: Rules, stated: Of<'truncated_normal'>): Law {
  const [low, high] = [stated.low ?? -Infinity, stated.high ?? Infinity]
  const [location, scale] = [rule.number('location', stated.location), rule.positive('scale', stated.scale)]
  if (!(low < high)) rule.broken('low', '下限须小于上限', 'the lower limit is less than the upper')
  // Further out there is next to nothing of the normal distribution left, and its moments have no digits.
  if (low > location + 7 * scale || high < location - 7 * scale) {
    rule.broken('low', '界限之间须有正态分布的可见部分', 'between the limits there is a visible part of the normal distribution')
  }
  return { type: 'truncated_normal', location, scale, low, high }
}

/** Reads fields of one input and notes the first that breaks its rule. */
class Rules {
  readonly name: string
  readonly given: number | undefined
  refusal: Refusal | undefined

  constructor(name: string, given: number | undefined) {
    this.name = name
    this.given = given
  }

  broken(field: string, zh: string, en: string): void {
    this.refusal ??= refuse(`${this.name}.${field}`, `输入量“${this.name}”：${zh}`, `the input "${this.name}": ${en}`)
  }

  estimate(): number {
    if (this.given !== undefined) return this.given
    this.refusal ??= refuse(`${this.name}.estimate`, `输入量“${this.name}”需要估计值`, `the input "${this.name}" needs an estimate`)
    return Number.NaN
  }

  number(field: string, value: number): number {
    if (!Number.isFinite(value)) this.broken(field, `${field} 须为数`, `${field} is a number`)
    return value
  }

  positive(field: string, value: number): number {
    if (!(value > 0 && value < Infinity)) this.broken(field, `${field} 须大于零`, `${field} is greater than zero`)
    return value
  }

  notNegative(field: string, value: number): number {
    if (!(value >= 0 && value < Infinity)) this.broken(field, '不确定度须为数且不为负', 'an uncertainty is a number that is not negative')
    return value
  }

  ordered(low: number, high: number): { low: number; high: number } {
    if (!(low < high && Number.isFinite(high - low))) this.broken('low', '下限须小于上限', 'the lower limit is less than the upper')
    return { low, high }
  }

  width(stated: { readonly halfWidth: number } | { readonly low: number; readonly high: number }): { centre: number; halfWidth: number } {
    if ('halfWidth' in stated) return { centre: this.estimate(), halfWidth: this.notNegative('halfWidth', stated.halfWidth) }
    const { low, high } = this.ordered(stated.low, stated.high)
    return { centre: low + (high - low) / 2, halfWidth: (high - low) / 2 }
  }
}
