// Quantiles and probabilities of the distributions of statistics, asked by name: `t 0.975 nu=16`, `chi2.ppf(.95,9)`, `qf(0.975, 9, 40)`.
// Pure; the functions are those of @duheng/uncertainty. Absent: noncentral distributions.
import { ellipsoidFactor } from '@duheng/uncertainty/coverage.ts'
import { betaQuantile, betaTails } from '@duheng/uncertainty/special/beta.ts'
import { fQuantile, fTails } from '@duheng/uncertainty/special/fisher.ts'
import { gammaLn, gammaQuantile, gammaTails } from '@duheng/uncertainty/special/gamma.ts'
import { normalCdf, normalDensity, normalQuantile, normalTail } from '@duheng/uncertainty/special/normal.ts'
import { coverageFactor, tCdf, tDensity, tQuantile, tTail } from '@duheng/uncertainty/special/student.ts'
import type { Answer, Family } from '../family.ts'
import { numberAfter, NUMBER } from '../family.ts'
import { has } from '../given.ts'

export const quantiles: Family = {
  name: 'quantile',
  takes: (kind, input) => /quantile|percentage point|special function|distribution function/i.test(kind) || /multivariate|coverage factor/i.test(kind) && !has(input, 'model', 'inputs'),
  answers: () => (name) => ellipticalFactor(name) ?? coverageNamed(name) ?? quantileNamed(name),
}

/** `k_0.95 m=2`: the factor of an elliptical coverage region of m normal results, √χ²(p; m) (JCGM 102:2011, 6.5.2). */
function ellipticalFactor(name: string): number | undefined {
  const m = numberAfter(name, 'm', 'dim', 'outputs')
  const p = /^\s*k_?\{?(?:p\s*=\s*)?(\d*\.\d+)/i.exec(name)?.[1] ?? numberAfter(name, 'p')
  if (m === undefined || p === undefined) return undefined
  return ellipsoidFactor(Number(p), m)
}

/** `k95 nu=10`, `t95(10)`: the two-sided factor t_p(ν) as GUM G.3 writes it, with p in percent. */
function coverageNamed(name: string): number | undefined {
  const [, percent = '', inside] = /^\s*[kt]_?\{?(\d\d(?:\.\d+)?)\}?\b(?:\s*\(\s*([\d.]+)\s*\))?/.exec(name) ?? []
  const p = Number(percent) / 100
  if (!(p > 0.4 && p < 1)) return undefined
  return coverageFactor(p, numberAfter(name, 'nu', 'df', 'dof', 'ν') ?? (inside === undefined ? Infinity : Number(inside)))
}

type Distribution = 't' | 'normal' | 'chi2' | 'f' | 'gamma' | 'beta'
type Asked = 'quantile' | 'lower' | 'upper' | 'density'

const DISTRIBUTIONS: readonly (readonly [RegExp, Distribution])[] = [
  [/chi|χ|^[qp]?x2/i, 'chi2'], [/student|^[qpd]?t\b|\bt\b|^t_?\d/i, 't'], [/norm|gauss|\bz\b|^z_?\d|Φ|φ/i, 'normal'], [/gamma|Γ/i, 'gamma'], [/beta/i, 'beta'],
  [/fisher|^[qpd]?f\b|\bf\b|^f_?\d/i, 'f'],
]

/** The number a name asks for; undefined where it names no distribution. */
function quantileNamed(name: string): Answer {
  if (/(?:ln|log)_?\s*gamma|gamma_?ln|lgamma/i.test(name)) return gammaLn(ordered(name)[0] ?? Number.NaN)
  const distribution = DISTRIBUTIONS.find(([pattern]) => pattern.test(name))?.[1]
  if (distribution === undefined) return undefined
  const [first, ...rest] = ordered(name)
  const at = numberAfter(name, 'p', 'q', 'prob', 'x', 't', 'z') ?? first
  if (at === undefined) return undefined
  const parameters = parametersOf(name, distribution, rest)
  return parameters === undefined ? undefined : valueOf(distribution, askedBy(name), at, parameters)
}

function askedBy(name: string): Asked {
  if (/\bsf\b|upper|tail|survival|>\s*x/i.test(name)) return 'upper'
  if (/cdf|^p(?:t|norm|chisq|f|gamma|beta)\b|\bP\s*\(|Φ/.test(name)) return 'lower'
  return /pdf|density|^d(?:t|norm|chisq|f|gamma|beta)\b/i.test(name) ? 'density' : 'quantile'
}

/** Numbers that stand without a name of their own, in order: `t.ppf(0.975,1)` has 0.975 and 1; the 2 of chi2 and the 0.95 of F0.95 are read apart. */
function ordered(name: string): readonly number[] {
  const bare = name.replaceAll(/chi_?\^?2|χ\^?[2²]|x2/gi, 'chi').replaceAll(/\b(?:nu|df|dof|n|d|v|ν)_?[12]?\s*=/gi, ' ').replaceAll(/\b[a-zA-Z]+_?\s*=/g, ' ')
  return [...bare.matchAll(new RegExp(NUMBER, 'g'))].map(([one]) => Number(one))
}

function parametersOf(name: string, distribution: Distribution, rest: readonly number[]): readonly number[] | undefined {
  const [second, third] = [rest[0], rest[1]]
  switch (distribution) {
    case 'normal': return []
    case 't': case 'chi2': return known([numberAfter(name, 'nu', 'df', 'dof', 'ν', 'v') ?? second])
    case 'f': return known([numberAfter(name, 'nu1', 'df1', 'ν1', 'dfn', 'd1') ?? second, numberAfter(name, 'nu2', 'df2', 'ν2', 'dfd', 'd2') ?? third])
    case 'gamma': {
      const rate = numberAfter(name, 'rate')
      return known([numberAfter(name, 'shape', 'a', 'k', 'alpha') ?? second, numberAfter(name, 'scale', 'theta') ?? (rate === undefined ? (third ?? 1) : 1 / rate)])
    }
    case 'beta': return known([numberAfter(name, 'a', 'alpha', 'shape1') ?? second, numberAfter(name, 'b', 'beta', 'shape2') ?? third])
  }
}

function known(values: readonly (number | undefined)[]): readonly number[] | undefined {
  const found = values.filter((one) => one !== undefined)
  return found.length === values.length ? found : undefined
}

function valueOf(distribution: Distribution, asked: Asked, x: number, [a = Infinity, b = 1]: readonly number[]): Answer {
  if (asked === 'quantile') {
    switch (distribution) {
      case 'normal': return normalQuantile(x)
      case 't': return tQuantile(x, a)
      case 'chi2': return gammaQuantile(x, a / 2, 2)
      case 'f': return fQuantile(x, a, b)
      case 'gamma': return gammaQuantile(x, a, b)
      case 'beta': return betaQuantile(x, a, b)
    }
  }
  if (asked === 'density') return distribution === 'normal' ? normalDensity(x) : distribution === 't' ? tDensity(x, a) : undefined
  return tailsOf(distribution, x, a, b)[asked]
}

function tailsOf(distribution: Distribution, x: number, a: number, b: number): { readonly lower: number; readonly upper: number } {
  switch (distribution) {
    case 'normal': return { lower: normalCdf(x), upper: normalTail(x) }
    case 't': return { lower: tCdf(x, a), upper: tTail(x, a) }
    case 'chi2': return gammaTails(a / 2, x / 2)
    case 'f': return fTails(x, a, b)
    case 'gamma': return gammaTails(a, x / b)
    case 'beta': return betaTails(a, b, x)
  }
}
