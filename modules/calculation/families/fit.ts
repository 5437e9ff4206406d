// Fitted lines and polynomials: ordinary, weighted, with errors in both axes; predictions, bands, and x read back from y. Pure.
// a is the intercept and b the slope, y = a + b·(x - x0). GUM H.3; ISO/TS 28037:2010.
import { summary } from '@duheng/statistics/location.ts'
import { xFromY, yFromX } from '@duheng/uncertainty/fits/fit.ts'
import type { Fit, Observed, Read } from '@duheng/uncertainty/fits/fit.ts'
import { fitPolynomial } from '@duheng/uncertainty/fits/polynomial.ts'
import type { Scatter } from '@duheng/uncertainty/fits/polynomial.ts'
import { fitYork } from '@duheng/uncertainty/fits/york.ts'
import { coverageFactor } from '@duheng/uncertainty/special/student.ts'
import type { Answer, Family, Reading } from '../family.ts'
import { NUMBER, numberAfter, readName, shareIn } from '../family.ts'
import { has, lacking, member, numberIn, numberOrMore, rowsIn, Unusable } from '../given.ts'
import type { Given } from '../given.ts'
import { refused } from '../model.ts'

export const fits: Family = {
  name: 'fit',
  takes: (kind, input) => /least squares|\bOLS\b|\bWLS\b|\bWTLS\b|\bGLS\b|\bODR\b|regression|calibration (?:line|curve)|linear calibration|both axes|york|line ?fit|polynomial|拟合/i.test(kind)
    && has(input, ...X) && has(input, ...Y),
  answers: ({ kind, input }) => {
    const fit = fitOf(kind, input)
    return (name) => readName(name, readingsOf(name, fit, input))
  },
}

const X = ['x', 't', 'X', 'T', 'conc', 'concentration', 'c'] as const
const Y = ['y', 'b', 'Y', 'B', 'response', 'signal', 'A', 'absorbance'] as const

function fitOf(kind: string, input: Given): Fit {
  const [x, y] = spread(numberOrMore(input, ...X) ?? lacking(X), input)
  const origin = numberIn(input, 't0', 'x0', 'origin', 'T0')
  const isRelative = /relative|RWLS|scaled/i.test(kind) || input['relative'] === true
  const uX = uncertainties(input, x.length, ['ux', 'u_x', 'uX', 'sx', 'sigma_x'], ['wx', 'w_x', 'wX'])
  const uY = uncertainties(input, x.length, ['uy', 'u_y', 'uY', 'sy', 'sigma_y', 'u', 'sigma', 'u_b', 'ub'], ['wy', 'w_y', 'wY', 'w', 'weights'])
  const dof = numberIn(input, 'dof', 'df')
  if (uX !== undefined) {
    const r = numberOrMore(input, 'r', 'rxy', 'r_xy', 'corr')
    const found = fitYork({
      x, y, uX, uY: uY ?? x.map(() => 0), ...(r !== undefined && { r: r.length === 1 ? x.map(() => r[0] ?? 0) : r }), ...(origin !== undefined && { origin }),
      ...(isRelative && { relative: true }), ...(dof !== undefined && { dof }),
    })
    return found.ok ? found.fit : refused(found)
  }
  const covariance = rowsIn(input, 'covariance', 'cov_y', 'V')
  const scatter: Scatter = covariance !== undefined ? { type: 'known', covariance, ...(dof !== undefined && { dof }) }
    : uY === undefined ? { type: 'alike' } : isRelative ? { type: 'relative', u: uY } : { type: 'known', u: uY, ...(dof !== undefined && { dof }) }
  const degree = numberIn(input, 'degree', 'order', 'deg')
  const found = fitPolynomial({ x, y, scatter, ...(degree !== undefined && { degree }), ...(origin !== undefined && { origin }) })
  return found.ok ? found.fit : refused(found)
}

/** Points one by one; a row of replicates of y belongs to one x. */
function spread(x: readonly number[], input: Given): readonly [readonly number[], readonly number[]] {
  const found = member(input, ...Y) ?? lacking(Y)
  if (!Array.isArray(found.value) || !Array.isArray(found.value[0])) return [x, numberOrMore(input, ...Y) ?? lacking(Y)]
  const rows = rowsIn(input, ...Y) ?? []
  if (rows.length !== x.length) throw new Unusable(found.name, `应有 ${x.length} 组`, `has ${rows.length} rows beside ${x.length} x`)
  return [rows.flatMap((row, i) => row.map(() => x[i] ?? Number.NaN)), rows.flat()]
}

/** Standard uncertainties as stated, or from weights 1/u²; one number stands for all points. */
function uncertainties(input: Given, n: number, names: readonly string[], weights: readonly string[]): readonly number[] | undefined {
  const all = (list: readonly number[] | undefined) => (list?.length === 1 && n > 1 ? Array.from({ length: n }, () => list[0] ?? 0) : list)
  return all(numberOrMore(input, ...names)) ?? all(numberOrMore(input, ...weights))?.map((w) => 1 / Math.sqrt(w))
}

const A = String.raw`(?:a|intercept|a0|y1|c0|b0|截距)`
const B = String.raw`(?:b|slope|a1|y2|c1|b1|m|斜率)`

function readingsOf(name: string, fit: Fit, input: Given): readonly Reading[] {
  const bare = String.raw`(?![\w(])`
  const place = placeOf(name, input)
  const covariance = (i: number, j: number) => fit.covariance[i]?.[j]
  const correlation = () => (covariance(0, 1) ?? Number.NaN) / ((fit.u[0] ?? 0) * (fit.u[1] ?? 0))
  const inverse = has(input, 'y0', 'y_0', 'y_obs', 'observed')
  return [
    [/inverse|x_?0\b|x\s*\(\s*y|x from y|x_?pred|unknown|\bx\b(?!\s*=)|反算/i, () => ofInverse(name, fit, input)],
    [/\bc_?0\b|\bc_?pred\b|concentration/i, () => (inverse ? ofInverse(name, fit, input) : fit.parameters[0])],
    [/\bR\^?2\b|R²|r_?squared|determination/i, () => determination(fit, input)],
    [new RegExp(String.raw`^\s*u[_(]?\s*\(?${A}\)?${bare}`, 'i'), () => fit.u[0]],
    [new RegExp(String.raw`^\s*u[_(]?\s*\(?${B}\)?${bare}`, 'i'), () => fit.u[1]],
    [/^u\(?[ac]_?(\d+)\)?/, ([, k]) => fit.u[Number(k)]],
    [/band|confidence|prediction interval|u_?pred\b|u_?conf\b|U_?conf|U_?pred/i, () => ofBand(name, fit, place, input)],
    [/^[uU]\s*\(\s*(?:[a-zA-Z]+\s*\(|y|pred)|^[uU]\s*(?:of )?pred|u\(.*at\b/i, () => spreadAt(name, fit, place)],
    [/cov/i, () => covariance(0, 1)], [/^r\b|\br\s*\(|correlation/i, () => (/R\^?2|R²/.test(name) ? undefined : correlation())],
    [/chi2?_?(?:red|\/)|reduced|χ²\/ν|s\^2|s²|MSE/i, () => fit.s ** 2], [has(input, 'wx', 'ux', 'u_x') ? /chi|χ|\bS\b|sum of squares/ : /chi|χ|\bS\s*min\b|sum of squares|SSR|\bSS\b/i, () => fit.chi2],
    [/\bs\b|Syx|s_?yx|s\(y|residual|standard error of (?:the )?regression|\bse\b/i, () => fit.s],
    [/dof|degrees|\bdf\b|\bnu\b/i, () => fit.dof],
    [new RegExp(String.raw`^\s*${A}${bare}`, 'i'), () => fit.parameters[0]], [/intercept/i, () => fit.parameters[0]],
    [/^\s*[a-zA-Z]\s*\(\s*[-+\d.]|predict|\by\s+at\b|^y\b|value at/i, () => at(fit, place, (read) => read.y)],
    [new RegExp(String.raw`^\s*${B}${bare}`, 'i'), () => fit.parameters[1]], [/slope/i, () => fit.parameters[1]],
    [/^[abc]_?(\d+)\b/, ([, k]) => fit.parameters[Number(k)]],
  ]
}

/** 1 less the share of Σ(y - ȳ)² that is left in the residuals. */
function determination(fit: Fit, input: Given): number {
  const [, y] = spread(numberOrMore(input, ...X) ?? lacking(X), input)
  return 1 - fit.residuals.reduce((sum, one) => sum + one * one, 0) / summary(y).squares
}

/** `b(30)`, `u(b(30))`, `y at 30`, `x=30`; else `predict_at` of the input. */
function placeOf(name: string, input: Given): readonly number[] {
  const called = new RegExp(String.raw`[a-zA-Z_]\(\s*(?:[xt]\s*=\s*)?(${NUMBER})\s*\)`).exec(name)?.[1] ?? new RegExp(String.raw`\bat\s+(?:[xt]\s*=\s*)?(${NUMBER})`, 'i').exec(name)?.[1]
  const said = called === undefined ? numberAfter(name, 'x', 't') : Number(called)
  return said !== undefined ? [said] : numberOrMore(input, 'predict_at', 'predict', 'at', 'x_pred', 'xp') ?? []
}

function at(fit: Fit, place: readonly number[], part: (read: Read) => number, observation?: true): Answer {
  const values = place.map((x) => part(yFromX(fit, x, observation === undefined ? {} : { observation })))
  return values.length > 1 ? values : values[0]
}

/** u of the curve at a place; U with k of t and the degrees of freedom of the fit where an expanded one is asked. */
function spreadAt(name: string, fit: Fit, place: readonly number[], observation?: true, input: Given = {}): Answer {
  const expanded = /^U|\bU\b|half|width|%/.test(name)
  const p = shareIn(name) ?? numberIn(input, 'p', 'conf', 'confidence') ?? 0.95
  const k = expanded ? numberAfter(name, 'k') ?? coverageFactor(p, fit.dof) : 1
  return at(fit, place, (read) => k * read.u, observation)
}

/** Confidence band: of the curve. Prediction band: of one further y. */
function ofBand(name: string, fit: Fit, place: readonly number[], input: Given): Answer {
  const observation = /predict|u_?pred/i.test(name) ? true : undefined
  const p = shareIn(name) ?? numberIn(input, 'p', 'conf', 'confidence') ?? 0.95
  const end = /low/i.test(name) ? -1 : /high|upper/i.test(name) ? 1 : 0
  if (end === 0) return spreadAt(name, fit, place, observation, input)
  return at(fit, place, (read) => read.y + end * coverageFactor(p, fit.dof) * read.u, observation)
}

function ofInverse(name: string, fit: Fit, input: Given): Answer {
  const near = numberIn(input, 'near') ?? (fit.parameters.length > 2 ? (fit.range[0] + fit.range[1]) / 2 : undefined)
  const found = xFromY(fit, observedOf(name, fit, input), near)
  const { read } = found.ok ? found : refused(found)
  if (/dof|degrees/i.test(name)) return read.dof
  if (/\bU\b|\bU\(|expanded/.test(name)) return (numberAfter(name, 'k') ?? coverageFactor(shareIn(name) ?? 0.95, read.dof)) * read.u
  return /\bu\b|\bu\s*\(|\bu_|uncertainty|\bs\b|\bs\(/.test(name) ? read.u : read.x
}

/** Readings of the unknown; one value stands for `m` of them, or has its own u. */
function observedOf(name: string, fit: Fit, input: Given): Observed {
  const said = new RegExp(String.raw`y\s*=\s*(${NUMBER})|x\s*\(\s*(${NUMBER})\s*\)`).exec(name)
  const written = said?.[1] ?? said?.[2]
  const values = written !== undefined ? [Number(written)] : numberOrMore(input, 'y0', 'y_0', 'y_obs', 'observed', 'yobs', 'y_unknown', 'response0', 'y0_readings') ?? lacking(['y0'])
  const u = numberIn(input, 'u_y0', 'uy0', 'u_y_0', 'u_obs')
  const count = numberIn(input, 'm', 'p', 'n0', 'replicates', 'n_y0', 'readings')
  const mean = values.reduce((sum, one) => sum + one, 0) / values.length
  if (u !== undefined) return { y: mean, u }
  if (fit.noise === undefined) return { y: mean, u: 0 }
  return { readings: values.length === 1 ? Array.from({ length: Math.max(1, Math.round(count ?? 1)) }, () => mean) : values }
}
