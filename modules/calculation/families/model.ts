// Measurement models: first order, second order and Monte Carlo of one model, whichever a name asks for. Pure.
import type { Budget, Propagated } from '@duheng/uncertainty/budget.ts'
import type { Coverage } from '@duheng/uncertainty/coverage.ts'
import type { CoverageResult, IntervalResult, MonteCarloResult, OutputResult } from '@duheng/uncertainty/monte-carlo/result.ts'
import { validateFirstOrder } from '@duheng/uncertainty/monte-carlo/validation.ts'
import type { SecondOrder } from '@duheng/uncertainty/second-order.ts'
import type { Case, Expected } from '../case.ts'
import { isComputed } from '../family.ts'
import type { Answer, Answers, Family } from '../family.ts'
import { has } from '../given.ts'
import { firstOrder, inputsAlone, monteCarlo, readModelFile, refused, secondOrder } from '../model.ts'
import type { Read } from '../model.ts'
import { readModelName } from '../model-name.ts'
import type { Asked, Route } from '../model-name.ts'
import { spelled } from '../formula.ts'
import { tableIn } from '../reading-table.ts'
import { toleranceOf } from '../tolerance.ts'

const KINDS = /first[\s-]?order|monte[\s-]?carlo|\bMCM?\b|correlated|budget|legal mass|welch|satterthwaite|distributions?|multivariate|multi-?output|copula|type a|propagation/i

export const models: Family = {
  name: 'measurement model',
  takes: (kind, input) => (KINDS.test(kind) && (has(input, 'model', 'models', 'equation', 'function') || tableIn(input) !== undefined)) || has(input, 'model') && has(input, 'inputs'),
  answers: (of) => answersOf(of),
}

function answersOf(of: Case): Answers {
  const evaluated = evaluation(readModelFile(of.input))
  const usual: Route = /monte|\bMCM?\b/i.test(of.kind) && !/first[\s-]?order/i.test(of.kind) ? 'Monte Carlo' : 'first order'
  return (name) => {
    const { read } = evaluated
    const asked = readModelName(name, [...read.outputs, ...read.names])
    if (asked === undefined) return undefined
    const expected = of.expected.find((one) => one.name === name)
    const route = routeOf(asked, usual, of.kind)
    if (VALIDATION.has(asked.quantity)) return validated(asked, evaluated)
    return route === 'Monte Carlo' ? drawn(asked, evaluated, expected, of.note) : propagated(asked, route, evaluated)
  }
}

/** Ends of intervals in a case with Monte Carlo are drawn, unless the name says otherwise; parts of a budget are always first order. */
function routeOf({ route, quantity }: Asked, usual: Route, kind: string): Route {
  if (['component', 'share', 'sensitivity', 'dof', 'k', 'U'].includes(quantity)) return route === 'second order' ? route : 'first order'
  if (route !== undefined) return route
  if (ENDS.has(quantity)) return /\bMCM?\b|monte/i.test(kind) ? 'Monte Carlo' : 'first order'
  return usual
}

/** Each computation once, and only when a name needs it. */
type Evaluation = {
  readonly read: Read
  readonly first: (coverage: Coverage) => Propagated
  readonly second: (coverage: Coverage) => readonly SecondOrder[]
  readonly inputs: () => Propagated
  readonly draws: (trials: number, p: number) => MonteCarloResult
}

function evaluation(read: Read): Evaluation {
  const kept = new Map<string, unknown>()
  const once = <T>(key: string, make: () => T): T => {
    const known = kept.get(key)
    // The key names what was computed, so what is kept under it is of that type.
    if (known !== undefined) return known as T
    const made = make()
    kept.set(key, made)
    return made
  }
  return {
    read,
    first: (coverage) => once(`first ${JSON.stringify(coverage)}`, () => firstOrder(read, coverage)),
    second: (coverage) => once(`second ${JSON.stringify(coverage)}`, () => secondOrder(read, coverage)),
    inputs: () => once('inputs', () => inputsAlone(read)),
    draws: (trials, p) => once(`draws ${trials} ${p}`, () => monteCarlo(read, trials, [p])),
  }
}

const P_USUAL = 0.95
const ENDS: ReadonlySet<Asked['quantity']> = new Set(['low', 'high', 'interval', 'half width'])

const VALIDATION: ReadonlySet<Asked['quantity']> = new Set(['d low', 'd high', 'delta', 'validated'])

/** Clause 8 of JCGM 101: first order beside Monte Carlo for the same probability. */
function validated(asked: Asked, { read, first, draws }: Evaluation): Answer {
  const p = asked.p ?? read.p ?? P_USUAL
  const output = asked.of.map((name) => read.outputs.indexOf(spelledOutput(name, read))).find((i) => i !== -1) ?? read.main
  const [budget, sample] = [first({ p, dof: 'as computed' }).budgets[output], draws(TRIALS_MOST_FOR_ENDS, p).outputs[output]]
  if (budget === undefined || sample === undefined) return undefined
  const found = validateFirstOrder(budget, sample, { ...(asked.interval !== undefined && { interval: asked.interval }) })
  if (!found.ok) return refused(found)
  switch (asked.quantity) {
    case 'd low': return { value: found.dLow, standardError: found.standardErrors.low, scale: budget.u }
    case 'd high': return { value: found.dHigh, standardError: found.standardErrors.high, scale: budget.u }
    case 'delta': return found.tolerance
    default: return found.verdict === 'validated'
  }
}

function coverageOf({ p, k, truncated }: Asked, read: Read): Coverage {
  if (k !== undefined && p === undefined) return { k }
  const probability = p ?? read.p
  if (probability !== undefined) return { p: probability, dof: truncated ? 'truncated' : 'as computed' }
  return read.k === undefined ? { k: 2 } : { k: read.k }
}

function propagated(asked: Asked, route: Route, evaluated: Evaluation): Answer {
  const { read } = evaluated
  const outputs = asked.of.map((name) => read.outputs.indexOf(spelledOutput(name, read))).filter((i) => i !== -1)
  if (asked.quantity === 'r' || asked.quantity === 'covariance') return ofPair(asked, outputs, evaluated)
  const input = asked.of.find((name) => !read.outputs.includes(name))
  const isPart = ['component', 'share', 'sensitivity'].includes(asked.quantity)
  if (input !== undefined && !isPart && outputs.length === 0) return ofInput(asked, input, evaluated)
  const [coverage, output] = [intervalCoverage(asked, read), outputs[0] ?? read.main]
  const budget = evaluated.first(coverage).budgets[output]
  if (budget === undefined) return undefined
  if (route === 'second order' && !isPart) return ofSecond(asked, budget, evaluated.second(coverage)[output])
  return isPart ? ofPart(asked, budget, input) : ofBudget(asked, budget)
}

const spelledOutput = (name: string, read: Read): string => (read.outputs.includes(name) ? name : spelled(name))

/** Ends of intervals need a probability; 0.95 where nothing is said. */
function intervalCoverage(asked: Asked, read: Read): Coverage {
  const coverage = coverageOf(asked, read)
  const isEnd = ENDS.has(asked.quantity) || asked.quantity === 'k'
  return isEnd && 'k' in coverage && read.k === undefined && asked.k === undefined ? { p: P_USUAL, dof: 'as computed' } : coverage
}

function ofBudget({ quantity, truncated, percent }: Asked, { value, u, dof, k, U }: Budget): Answer {
  switch (quantity) {
    case 'value': return value
    case 'u': return u
    case 'variance': return u * u
    case 'relative u': return (u / Math.abs(value)) * (percent ? 100 : 1)
    case 'U': case 'half width': return U
    case 'k': return k
    case 'dof': return truncated ? Math.floor(dof) : wholeIfNear(dof)
    case 'low': return value - U
    case 'high': return value + U
    case 'interval': return [value - U, value + U]
    default: return undefined
  }
}

/** The estimate stays the model at the estimates unless its bias is asked for (GUM 5.1.2 note). */
function ofSecond(asked: Asked, budget: Budget, second: SecondOrder | undefined): Answer {
  return second === undefined ? undefined : ofBudget(asked, { ...budget, u: second.u, U: second.U })
}

/** Degrees of freedom that are whole but for rounding, as those of one set of simultaneous readings. */
const wholeIfNear = (dof: number): number => (Math.abs(dof - Math.round(dof)) <= 1e-12 * dof ? Math.round(dof) : dof)

function ofPart({ quantity, percent }: Asked, { components }: Budget, input: string | undefined): Answer {
  const part = input === undefined ? undefined : components.find(({ names }) => names.includes(spelled(input)))
  if (part === undefined) return undefined
  if (quantity === 'sensitivity') return part.sensitivity
  return quantity === 'share' || percent ? part.share * (percent ? 100 : 1) : Math.abs(part.contribution)
}

function ofInput(asked: Asked, name: string, evaluated: Evaluation): Answer {
  const { budgets } = evaluated.inputs()
  const budget = budgets[evaluated.read.names.indexOf(name)]
  return budget === undefined ? undefined : ofBudget(asked, budget)
}

/** Between two results, or two inputs; without names, the first two results. */
function ofPair({ quantity, of, route }: Asked, outputs: readonly number[], evaluated: Evaluation): Answer {
  const { read } = evaluated
  const inputs = of.map((name) => read.names.indexOf(name)).filter((i) => i !== -1)
  const isInputs = outputs.length < 2 && (inputs.length >= 2 || read.outputs.length < 2)
  const { budgets, correlation } = isInputs ? evaluated.inputs() : evaluated.first({ k: 2 })
  const [i, j] = isInputs ? inputs : outputs.length >= 2 ? outputs : [0, 1]
  const r = correlation[i ?? 0]?.[j ?? 1]
  if (r === undefined || route === 'Monte Carlo') return r
  return quantity === 'r' ? r : r * (budgets[i ?? 0]?.u ?? Number.NaN) * (budgets[j ?? 1]?.u ?? Number.NaN)
}

/** Trials grow fourfold until the tolerance is twice the standard error, or there are so many; ends of intervals gain little from more. */
const TRIALS_FIRST = 1_000_000
const TRIALS_MOST = 16_000_000
const TRIALS_MOST_FOR_ENDS = 4_000_000

function drawn(asked: Asked, evaluated: Evaluation, expected: Expected | undefined, note: string): Answer {
  const p = asked.p ?? evaluated.read.p ?? P_USUAL
  const most = ENDS.has(asked.quantity) ? TRIALS_MOST_FOR_ENDS : TRIALS_MOST
  let answer: Answer
  for (let trials = TRIALS_FIRST; trials <= most; trials *= 4) {
    answer = ofDraws(asked, evaluated, evaluated.draws(trials, p))
    if (answer === undefined || expected === undefined || !isComputed(answer)) return answer
    const { size, relative, text } = toleranceOf(expected, note, answer)
    const allowed = relative ? size * Math.abs(Number(expected.value)) : size
    if (/unstated|standard errors/.test(text) || 2 * (answer.standardError ?? 0) <= allowed) return answer
  }
  return answer
}

function ofDraws({ quantity, of, interval, percent }: Asked, { read }: Evaluation, result: MonteCarloResult): Answer {
  const outputs = of.map((name) => read.outputs.indexOf(spelledOutput(name, read))).filter((i) => i !== -1)
  if (quantity === 'r' || quantity === 'covariance') return ofDrawnPair(quantity, outputs, result)
  const output = result.outputs[outputs[0] ?? read.main]
  if (output === undefined) return undefined
  const { mean, u, standardErrors } = output
  switch (quantity) {
    case 'value': return { value: mean, standardError: standardErrors.mean, scale: u }
    case 'u': return { value: u, standardError: standardErrors.u, scale: u }
    case 'variance': return { value: u * u, standardError: 2 * u * standardErrors.u, scale: u * u }
    case 'relative u': return { value: (u / Math.abs(mean)) * (percent ? 100 : 1), standardError: (standardErrors.u / Math.abs(mean)) * (percent ? 100 : 1), scale: u }
    default: return ofEnds(quantity, output, interval)
  }
}

function ofDrawnPair(quantity: 'r' | 'covariance', outputs: readonly number[], { correlation, covariance, trials, outputs: all }: MonteCarloResult): Answer {
  const [i, j] = outputs.length >= 2 ? outputs : [0, 1]
  const r = correlation[i ?? 0]?.[j ?? 1]
  const c = covariance[i ?? 0]?.[j ?? 1]
  if (r === undefined || c === undefined) return undefined
  if (quantity === 'r') return { value: r, standardError: (1 - r * r) / Math.sqrt(trials) + 2 / trials, scale: 1 }
  const scale = (all[i ?? 0]?.u ?? 0) * (all[j ?? 1]?.u ?? 0)
  return { value: c, standardError: scale * Math.sqrt((1 + r * r) / trials), scale }
}

function ofEnds(quantity: Asked['quantity'], output: OutputResult, asked: Asked['interval']): Answer {
  const [coverage] = output.coverage
  if (coverage === undefined) return undefined
  const ends = intervalOf(coverage, asked, output)
  const { low, high, standardErrors } = ends
  switch (quantity) {
    case 'low': return { value: low, standardError: standardErrors.low, scale: output.u }
    case 'high': return { value: high, standardError: standardErrors.high, scale: output.u }
    case 'half width': return { value: (high - low) / 2, standardError: Math.hypot(standardErrors.low, standardErrors.high) / 2, scale: output.u }
    case 'interval': return { value: [low, high], standardError: Math.max(standardErrors.low, standardErrors.high), scale: output.u }
    default: return undefined
  }
}

/**
 * The interval asked for. Where none is named, the shortest (JCGM 101:2008, 5.3.4) — which for a symmetric distribution is the symmetric one,
 * whose ends scatter less: it stands in where both agree within the scatter of the shortest.
 */
function intervalOf({ symmetric, shortest }: CoverageResult, asked: Asked['interval'], { mean }: OutputResult): IntervalResult {
  if (asked !== undefined) return asked === 'symmetric' ? symmetric : shortest
  const near = (a: number, b: number, error: number) => Math.abs(a - b) <= 4 * error
  const same = near(symmetric.low, shortest.low, shortest.standardErrors.low) && near(symmetric.high, shortest.high, shortest.standardErrors.high)
  const level = near(symmetric.high - mean, mean - symmetric.low, Math.hypot(symmetric.standardErrors.low, symmetric.standardErrors.high))
  return same && level ? symmetric : shortest
}
