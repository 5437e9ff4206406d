// A measurement model of a file with its inputs and correlations, evaluated as far as it is asked: first order, second order, Monte Carlo.
// Pure: the seed is the file's or SEED, so that the same file gives the same digits anywhere. JCGM 100:2008, 5; JCGM 101:2008, 7.
import { namesIn } from '@duheng/uncertainty/ast.ts'
import type { Model } from '@duheng/uncertainty/ast.ts'
import type { Propagated } from '@duheng/uncertainty/budget.ts'
import type { Coverage } from '@duheng/uncertainty/coverage.ts'
import type { Correlation } from '@duheng/uncertainty/influence.ts'
import { standardOf } from '@duheng/uncertainty/known.ts'
import { firstOrderOf, readModel, withCoverage } from '@duheng/uncertainty/model.ts'
import type { InputData, MeasurementModel } from '@duheng/uncertainty/model.ts'
import type { Copula } from '@duheng/uncertainty/monte-carlo/draws.ts'
import type { MonteCarloResult } from '@duheng/uncertainty/monte-carlo/result.ts'
import { simulate } from '@duheng/uncertainty/monte-carlo/simulate.ts'
import type { Refusal } from '@duheng/uncertainty/refusal.ts'
import { secondOrderOf } from '@duheng/uncertainty/second-order.ts'
import type { SecondOrder } from '@duheng/uncertainty/second-order.ts'
import { readable, spelled } from './formula.ts'
import { has, isGiven, lacking, member, numberIn, objectsIn, textIn, Unusable } from './given.ts'
import type { Given } from './given.ts'
import { readInput } from './model-input.ts'
import { tableIn } from './reading-table.ts'

/** A model that has been read; `names` of inputs are as the file spells them. */
export type Read = {
  readonly model: MeasurementModel
  readonly outputs: readonly string[]
  /** The result that is meant where none is named: the one no other formula uses. */
  readonly main: number
  readonly names: readonly string[]
  readonly copula: Copula
  readonly p: number | undefined
  readonly k: number | undefined
  readonly seed: number
  readonly unit: string | undefined
}

/** Where the file names no seed: the same file gives the same digits anywhere. */
export const SEED = 42

/** Reads the model of a file. Units of inputs are heeded where `units` says so; else all numbers are in coherent units. */
export function readModelFile(given: Given, { units = false } = {}): Read {
  const listed = has(given, 'inputs', 'quantities') ? objectsIn(given, 'inputs', 'quantities') ?? [] : []
  const inputs = [...tableInputs(given), ...[...listed, ...constants(given)].map(units ? withUnit : readInput)]
  const names = inputs.map(({ name }) => name)
  const twice = names.find((name, i) => names.indexOf(name) !== i)
  if (twice !== undefined) throw new Unusable(twice, '输入量名称重复', 'two inputs have this name')
  const spelledInputs = inputs.map((input) => ({ ...input, name: spelled(input.name) }))
  const p = numberIn(given, 'p', 'coverage_probability', 'confidence', 'conf')
  const unit = textIn(given, 'unit')
  const read = readModel({
    model: readable(modelText(given), names), inputs: spelledInputs, correlations: correlationsIn(given, names, spelledInputs),
    ...(units && unit !== undefined && { unit }),
  })
  if (!read.ok) return refused(read)
  return {
    model: read.model, outputs: read.model.assignments.map(({ name }) => name), main: mainOf(read.model.assignments), names, copula: copulaIn(given),
    p: p !== undefined && p > 1 ? p / 100 : p, k: numberIn(given, 'k', 'coverage_factor'), seed: numberIn(given, 'seed') ?? SEED, unit,
  }
}

function withUnit(given: Given): InputData {
  const unit = textIn(given, 'unit', '单位')
  return { ...readInput(given), ...(unit !== undefined && { unit }) }
}

function modelText(given: Given): string {
  const found = member(given, 'model', 'models', 'equation', 'equations', 'function', 'formula')
  if (found === undefined) return lacking(['model'])
  if (typeof found.value === 'string') return found.value
  if (Array.isArray(found.value) && found.value.every((one) => typeof one === 'string')) return found.value.join('; ')
  if (isGiven(found.value)) return Object.entries(found.value).map(([name, text]) => `${name} = ${String(text)}`).join('; ')
  throw new Unusable(found.name, '须为公式，或公式的列表', 'must be a formula or a list of formulas')
}

function mainOf(model: Model): number {
  const used = new Set(model.flatMap(({ expression }) => [...namesIn(expression)]))
  const ends = model.flatMap(({ name }, i) => (used.has(name) ? [] : [i]))
  // Several results beside each other: the first; a chain of steps: its end.
  return ends[0] ?? model.length - 1
}

/** Columns read together, row by row: their means correlate as the rows do (GUM 5.2.3). */
function tableInputs(given: Given): readonly InputData[] {
  return [...tableIn(given) ?? []].map(([name, readings]) => ({ name, stated: { type: 'readings', readings, simultaneous: 'all' } }))
}

/** Objects, or `[value, u]` by name. */
function constants(given: Given): readonly Given[] {
  const found = member(given, 'constants', 'parameters', 'others')
  if (found === undefined) return []
  if (!isGiven(found.value)) return objectsIn(given, found.name) ?? []
  return Object.entries(found.value).map(([name, one]) => (isGiven(one) ? { name, ...one } : Array.isArray(one) ? { name, value: one[0], u: one[1] } : { name, value: one }))
}

function copulaIn(given: Given): Copula {
  const name = textIn(given, 'copula')
  return name !== undefined && /^t\b|student/i.test(name) ? { type: 'student', dof: numberIn(given, 'copula_dof', 'copula_nu') ?? lacking(['copula_dof']) } : { type: 'gaussian' }
}

/** `[name, name, r]` triples, a matrix in the order of the inputs, or one r between the first two; `cov` in the same forms. */
function correlationsIn(given: Given, names: readonly string[], inputs: readonly InputData[]): readonly Correlation[] {
  const single = numberIn({ r: typeof given['r'] === 'number' ? given['r'] : undefined }, 'r')
  if (single !== undefined) return pair(names[0], names[1], single)
  const found = member(given, 'corr', 'correlations', 'correlation', 'correlation_matrix', 'r', 'rho')
  if (found !== undefined) return entries(found.name, found.value, names)
  const covariance = member(given, 'cov', 'covariance', 'covariances', 'covariance_matrix')
  if (covariance === undefined) return []
  const uOf = (name: string): number => uncertaintyOf(inputs.find((one) => one.name === name)).u
  return entries(covariance.name, covariance.value, names).map(([a, b, c]): Correlation => [a, b, c / (uOf(a) * uOf(b))])
}

const pair = (a: string | undefined, b: string | undefined, r: number): readonly Correlation[] => (
  a === undefined || b === undefined || r === 0 ? [] : [[spelled(a), spelled(b), r]])

function entries(field: string, value: unknown, names: readonly string[]): readonly Correlation[] {
  if (isGiven(value)) {
    return Object.entries(value).flatMap(([key, r]) => {
      const [a, b] = key.replaceAll(/^r\(|\)$/g, '').split(/\s*[,;:~|]\s*/)
      return pair(a, b, Number(r))
    })
  }
  if (!Array.isArray(value)) throw new Unusable(field, '须为 [名称, 名称, r] 的列表或矩阵', 'must be a list of [name, name, r] or a matrix')
  return value.flatMap((row: unknown, i): readonly Correlation[] => {
    if (!Array.isArray(row)) throw new Unusable(`${field}[${i + 1}]`, '须为 [名称, 名称, r] 或一行数', 'must be [name, name, r] or a row of numbers')
    const [a, b, r] = row
    if (typeof a === 'string' && typeof b === 'string' && typeof r === 'number') {
      const unknown = [a, b].find((name) => !names.includes(name))
      if (unknown !== undefined) throw new Unusable(`${field}[${i + 1}]`, `没有输入量“${unknown}”`, `there is no input "${unknown}"`)
      return pair(a, b, r)
    }
    return row.slice(i + 1).flatMap((one, k) => pair(names[i], names[i + 1 + k], Number(one)))
  })
}

function uncertaintyOf(input: InputData | undefined): { readonly u: number } {
  if (input === undefined) throw new Unusable('cov', '没有这个输入量', 'there is no such input')
  const known = standardOf({ ...input, unit: undefined })
  return known.ok ? known.standard : refused(known)
}

/** A refusal of the library as one of the file. */
export function refused({ field, zh, message, line, column }: Refusal): never {
  const place = line === undefined ? (field ?? 'model') : `model:${line}:${column ?? 1}`
  throw new Unusable(place, zh ?? message, message)
}

function covered({ model }: Read, coverage: Coverage): MeasurementModel {
  const result = withCoverage(model, coverage)
  return result.ok ? result.model : refused(result)
}

export function firstOrder(read: Read, coverage: Coverage): Propagated {
  const result = firstOrderOf(covered(read, coverage))
  return result.ok ? result : refused(result)
}

export function secondOrder(read: Read, coverage: Coverage): readonly SecondOrder[] {
  const result = secondOrderOf(covered(read, coverage))
  return result.ok ? result.results : refused(result)
}

/** Estimates, u and correlations of the inputs themselves: the budgets of a model that repeats each. */
export function inputsAlone({ model }: Read): Propagated {
  const { inputs, correlations } = model
  const echo = readModel({ model: inputs.map(({ name }) => `${name}__ = ${name}`).join('; '), inputs: inputs.map((input) => ({ ...input, unit: undefined })), correlations })
  if (!echo.ok) return refused(echo)
  const result = firstOrderOf(echo.model)
  return result.ok ? result : refused(result)
}

export function monteCarlo({ model, copula, seed }: Read, trials: number, probabilities: readonly number[]): MonteCarloResult {
  const task = { model: model.assignments, inputs: model.inputs, correlations: model.correlations, copula }
  const result = simulate(task, { seed, trials, probabilities, bins: 0 })
  return result.ok ? result : refused(result)
}
