// A budget read backwards: which standard uncertainties must become how small, or how many readings are needed, for U to reach a target.
// First order, at the estimates of the model; what is scaled keeps its degrees of freedom, more readings bring more. Pure.
// Absent: other estimates, other sensitivities, cost.

import { contributionsOf, covarianceOf } from './budget.ts'
import { effectiveDof, factorOf } from './coverage.ts'
import type { Influences } from './influence.ts'
import type { MeasurementModel } from './model.ts'
import { refuse, type Refusal } from './refusal.ts'

export type Target = {
  /** The result meant; may be left out where there is one. */
  readonly result?: string
  /** Expanded uncertainty to be reached, in the uncertainty unit of the result. */
  readonly U: number
  /** Inputs that can be improved together, by one factor; all where left out. */
  readonly improve?: readonly string[]
}

/** One influence changed alone. */
export type Requirement = {
  readonly names: readonly string[]
  readonly u: number
  /** The greatest u with which the target is met, everything else as it is; missing where no u would do, or any would. */
  readonly required?: number
  /** required/u; above 1 it says how much worse it may become. */
  readonly factor?: number
  /** The least U that changing this influence alone can reach. */
  readonly least: number
}

export type ReverseBudget = {
  readonly name: string
  readonly U: number
  readonly target: number
  readonly met: boolean
  readonly alone: readonly Requirement[]
  /** The factor for the chosen inputs together; missing where the others already exceed the target. */
  readonly together: { readonly names: readonly string[]; readonly factor?: number; readonly least: number }
  /** Smallest number of readings of each set read together, everything else as it is; missing where no number does. */
  readonly readings: readonly { readonly names: readonly string[]; readonly now: number; readonly needed?: number }[]
}

/** Factors are sought up to this; what may grow so far does not count. */
const MOST_FACTOR = 1e6
/** 0, then from 1/1024 to beyond 10⁶ by quarter octaves. */
const FACTORS = [0, ...Array.from({ length: 120 }, (_, k) => 2 ** ((k - 40) / 4)), MOST_FACTOR]
export const MOST_READINGS = 1_000_000

export function reverseBudget(model: MeasurementModel, target: Target): { readonly ok: true; readonly reverse: ReverseBudget } | Refusal {
  const { prepared } = model
  const { outputs } = prepared.model
  const o = target.result === undefined ? 0 : outputs.findIndex(({ name }) => name === target.result)
  const output = outputs[o]
  if (output === undefined || (target.result === undefined && outputs.length > 1)) {
    const known = outputs.map(({ name }) => name).join(', ')
    return refuse('result', `请指明结果之一：${known}`, `name one of the results: ${known}`)
  }
  if (!(target.U > 0 && target.U < Infinity)) return refuse('U', '目标扩展不确定度须大于零', 'the expanded uncertainty aimed at is greater than zero')
  const evaluated = prepared.model.evaluate(prepared.estimates)
  if (!evaluated.ok) return evaluated
  const gradient = evaluated.gradients[o] ?? new Float64Array(0)
  const scene = new Scene(model, gradient)
  const chosen = positionsOf(scene.influences, target.improve)
  if ('ok' in chosen) return chosen
  const U = scene.expanded(() => 1)
  return {
    ok: true,
    reverse: {
      name: output.name, U, target: target.U, met: U <= target.U, alone: scene.alone(target.U), together: scene.together(target.U, chosen),
      readings: readingSets(scene.influences).map((set) => scene.readings(target.U, set)),
    },
  }
}

function positionsOf({ list }: Influences, improve: readonly string[] | undefined): ReadonlySet<number> | Refusal {
  if (improve === undefined) return new Set(list.keys())
  const found = new Set<number>()
  for (const name of improve) {
    const at = list.findIndex(({ names }) => names.includes(name))
    if (at === -1) return refuse('improve', `没有名为“${name}”的输入量`, `there is no input "${name}"`)
    found.add(at)
  }
  return found
}

/** Sets of influences evaluated from readings: those read together count as one. */
type ReadingSet = { readonly positions: ReadonlySet<number>; readonly n: number; readonly pooled: boolean }

function readingSets({ list }: Influences): readonly ReadingSet[] {
  const groups = Map.groupBy(list.keys(), (i) => {
    const stated = list[i]?.first.stated
    // Readings that hide below their last digit do not improve with their number.
    if (stated?.type !== 'readings' || stated.resolution !== undefined) return undefined
    return stated.simultaneous === undefined ? `alone ${i}` : `with ${stated.simultaneous}`
  })
  groups.delete(undefined)
  return [...groups.values()].map((positions): ReadingSet => {
    const stated = list[positions[0] ?? 0]?.first.stated
    const n = stated?.type === 'readings' ? stated.readings.length : 0
    return { positions: new Set(positions), n, pooled: stated?.type === 'readings' && stated.pooled !== undefined }
  })
}

/** One result with its contributions, and U as they are scaled. */
class Scene {
  readonly influences: Influences
  readonly contributions: Float64Array
  readonly model: MeasurementModel

  constructor(model: MeasurementModel, gradient: Float64Array) {
    this.model = model
    this.influences = model.prepared.influences
    this.contributions = contributionsOf(gradient, this.influences)
  }

  /** U with each contribution times its factor, and with other degrees of freedom where they are given. */
  expanded(factor: (i: number) => number, dof: (i: number) => number | undefined = () => undefined): number {
    const scaled = this.contributions.map((one, i) => one * factor(i))
    const list = this.influences.list.map((one, i) => ({ ...one, standard: { ...one.standard, dof: dof(i) ?? one.standard.dof } }))
    const influences = { ...this.influences, list }
    const variance = covarianceOf([scaled], influences)[0]?.[0] ?? Number.NaN
    return factorOf(this.model.coverage, effectiveDof(scaled, variance, influences).dof).k * Math.sqrt(variance)
  }

  alone(target: number): readonly Requirement[] {
    return this.influences.list.map(({ names, standard }, at) => {
      const { least, factor } = this.scaled(target, (i) => i === at)
      return { names, u: standard.u, least, ...(factor !== undefined && { factor, required: factor * standard.u }) }
    })
  }

  together(target: number, chosen: ReadonlySet<number>): ReverseBudget['together'] {
    const { least, factor } = this.scaled(target, (i) => chosen.has(i))
    const names = [...chosen].map((i) => this.influences.list[i]?.names.join(' = ') ?? '')
    return { names, least, ...(factor !== undefined && { factor }) }
  }

  /**
   * U as one factor of the chosen influences changes. It need not fall with the factor: what correlates may cancel, and a smaller part of
   * well-known size leaves fewer degrees of freedom and a greater k. So the whole range is looked over first.
   */
  scaled(target: number, chosen: (i: number) => boolean): { least: number; factor: number | undefined } {
    const at = (factor: number) => this.expanded((i) => (chosen(i) ? factor : 1))
    const values = FACTORS.map(at)
    const lowest = values.indexOf(Math.min(...values))
    const valley = bottom(at, FACTORS[lowest - 1] ?? 0, FACTORS[lowest + 1] ?? MOST_FACTOR)
    const least = Math.min(at(valley), values[lowest] ?? Infinity)
    const last = values.findLastIndex((value) => value <= target)
    if (last === FACTORS.length - 1) return { least, factor: undefined }
    if (last === -1 && at(valley) > target) return { least, factor: undefined }
    if (last === -1) return { least, factor: between(at, target, valley, FACTORS[lowest + 1] ?? MOST_FACTOR) }
    return { least, factor: between(at, target, FACTORS[last] ?? 0, FACTORS[last + 1] ?? MOST_FACTOR) }
  }

  readings(target: number, { positions, n, pooled }: ReadingSet): ReverseBudget['readings'][number] {
    const names = [...positions].flatMap((i) => this.influences.list[i]?.names ?? [])
    const reached = (count: number) => {
      // Degrees of freedom grow with the readings, one less than their number, unless the deviation was known before.
      const dof = (i: number) => {
        if (pooled || !positions.has(i)) return undefined
        const now = this.influences.list[i]?.standard.dof ?? 1
        return ((now + 1) * count) / n - 1
      }
      return this.expanded((i) => (positions.has(i) ? Math.sqrt(n / count) : 1), dof) <= target
    }
    let [low, high] = [pooled ? 0 : 1, MOST_READINGS]
    if (!reached(high)) return { names, now: n }
    while (high - low > 1) {
      const middle = Math.floor((low + high) / 2)
      if (reached(middle)) high = middle
      else low = middle
    }
    return { names, now: n, needed: high }
  }
}

/** Where a function with one valley between the ends is least, to six digits (golden section). */
function bottom(at: (factor: number) => number, from: number, to: number): number {
  const share = (Math.sqrt(5) - 1) / 2
  let [low, high] = [from, to]
  for (let i = 0; i < 40; i++) {
    const [left, right] = [high - share * (high - low), low + share * (high - low)]
    if (at(left) <= at(right)) high = right
    else low = left
  }
  return (low + high) / 2
}

/** The factor where the target is crossed on the way up, to 13 digits on the safe side. */
function between(at: (factor: number) => number, target: number, from: number, to: number): number {
  let [low, high] = [from, to]
  for (let i = 0; i < 60 && high - low > 1e-13 * high; i++) {
    const middle = (low + high) / 2
    if (at(middle) <= target) low = middle
    else high = middle
  }
  return low
}
