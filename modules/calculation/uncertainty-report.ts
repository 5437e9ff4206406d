// Everything a model of a file has to say: budgets, second order, Monte Carlo, and whether first order was good enough. Pure.
// The report is plain data for machines; uncertainty-text.ts shows it to people.
import type { Sentence } from '@duheng/decisions/refusal.ts'
import type { Budget, Component } from '@duheng/uncertainty/budget.ts'
import type { Coverage } from '@duheng/uncertainty/coverage.ts'
import type { IntervalResult, OutputResult } from '@duheng/uncertainty/monte-carlo/result.ts'
import { validateFirstOrder } from '@duheng/uncertainty/monte-carlo/validation.ts'
import { secondOrderOf } from '@duheng/uncertainty/second-order.ts'
import type { SecondOrder } from '@duheng/uncertainty/second-order.ts'
import type { Given } from './given.ts'
import { firstOrder, monteCarlo, readModelFile } from './model.ts'
import type { Read } from './model.ts'
import { printedResult } from './printed.ts'

export type Asked = { readonly trials: number; readonly seed: number | undefined }

export type ComponentReport = Omit<Component, 'unit' | 'sensitivityUnit'> & { readonly unit: string; readonly sensitivityUnit: string }
type Ends = { readonly low: number; readonly high: number; readonly standardErrors: { readonly low: number; readonly high: number } }

export type ResultReport = {
  readonly name: string
  readonly unit: string
  readonly value: number
  readonly u: number
  /** null where nothing limits them. */
  readonly dof: number | null
  readonly k: number
  readonly p?: number
  readonly U: number
  /** As a certificate would print it. */
  readonly printed: { readonly value: string; readonly U: string }
  readonly components: readonly ComponentReport[]
  readonly correlationShare: number
  /** What a reader should know, in both languages. */
  readonly remarks: readonly Sentence[]
  readonly secondOrder?: Pick<SecondOrder, 'bias' | 'u' | 'U'>
  readonly monteCarlo?: {
    readonly mean: number; readonly u: number; readonly standardErrors: { readonly mean: number; readonly u: number }
    readonly p: number; readonly shortest: Ends; readonly symmetric: Ends
  }
  readonly validation?: {
    readonly verdict: 'validated' | 'not validated' | 'undecided'; readonly tolerance: number; readonly dLow: number; readonly dHigh: number; readonly recommendation: Sentence
  }
}

export type UncertaintyReport = {
  readonly results: readonly ResultReport[]
  readonly correlation: readonly (readonly number[])[]
  readonly trials: number
  readonly seed?: number
}

const P_USUAL = 0.95

/** Evaluates the input of a file. Results come in the order of the formulas. */
export function uncertaintyReport(given: Given, { trials, seed }: Asked): UncertaintyReport {
  const file = readModelFile(given, { units: true })
  const read: Read = seed === undefined ? file : { ...file, seed }
  const coverage: Coverage = read.p !== undefined ? { p: read.p } : { k: read.k ?? 2 }
  const p = read.p ?? P_USUAL
  const propagated = firstOrder(read, coverage)
  const comparable = read.p === undefined ? firstOrder(read, { p }).budgets : propagated.budgets
  const curved = secondOrderOf(read.model)
  const drawn = trials === 0 ? undefined : monteCarlo(read, trials, [p])
  const results = propagated.budgets.map((budget, i): ResultReport => ({
    ...budgetReport(budget), ...(curved.ok && secondReport(budget, curved.results[i])), ...drawnReport(comparable[i], drawn?.outputs[i], p),
  }))
  return { results, correlation: propagated.correlation, trials, ...(drawn !== undefined && { seed: read.seed }) }
}

function budgetReport({ name, unit, value, u, dof, k, p, U, components, correlationShare, remarks }: Budget): ResultReport {
  return {
    name, unit: unit.symbol, value, u, dof: Number.isFinite(dof) ? dof : null, k, ...(p !== undefined && { p }), U, printed: printedResult(value, U),
    components: components.map((part) => ({ ...part, unit: part.unit.symbol, sensitivityUnit: part.sensitivityUnit?.symbol ?? '' })), correlationShare, remarks,
  }
}

function secondReport({ k }: Budget, second: SecondOrder | undefined): Pick<ResultReport, 'secondOrder'> {
  return second === undefined ? {} : { secondOrder: { bias: second.bias, u: second.u, U: k * second.u } }
}

function drawnReport(budget: Budget | undefined, output: OutputResult | undefined, p: number): Pick<ResultReport, 'monteCarlo' | 'validation'> {
  const [coverage] = output?.coverage ?? []
  if (budget === undefined || output === undefined || coverage === undefined) return {}
  const found = validateFirstOrder(budget, output)
  return {
    monteCarlo: { mean: output.mean, u: output.u, standardErrors: output.standardErrors, p, shortest: endsOf(coverage.shortest), symmetric: endsOf(coverage.symmetric) },
    ...(found.ok && { validation: { verdict: found.verdict, tolerance: found.tolerance, dLow: found.dLow, dHigh: found.dHigh, recommendation: found.recommendation } }),
  }
}

const endsOf = ({ low, high, standardErrors }: IntervalResult): Ends => ({ low, high, standardErrors })
