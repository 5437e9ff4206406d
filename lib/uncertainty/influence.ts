// The influences behind the inputs of a model: inputs of one identity become one, correlations become one checked matrix.
// Pure. GUM 5.2 and JCGM 102:2011, 3.21. Absent: repairing a matrix that cannot be, which is refused with its smallest eigenvalue.

import { smallestEigenvalue } from './eigenvalue.ts'
import type { Input } from './inputs.ts'
import { standardOf, type Standard } from './known.ts'
import { covarianceOfMeans } from './type-a.ts'

/** r(a, b) between two inputs by name. */
export type Correlation = readonly [a: string, b: string, r: number]

/** One quantity behind one or more inputs; `inputs` are their positions. */
export type Influence = {
  readonly names: readonly string[]; readonly inputs: readonly number[]; readonly first: Input; readonly standard: Standard
}

export type Influences = {
  readonly list: readonly Influence[]
  /** Pairs that correlate, by position in `list`, each once with i < j. */
  readonly pairs: readonly { readonly i: number; readonly j: number; readonly r: number }[]
  /** Sets of influences that correlate with each other, for degrees of freedom; an uncorrelated influence is in none. */
  readonly sets: readonly (readonly number[])[]
}

export const MAX_INPUTS = 500
/** An eigenvalue of a possible correlation matrix is not negative; rounding may make it so by this much. */
const SLACK = 1e-10

export function influencesOf(
  inputs: readonly Input[], correlations: readonly Correlation[],
): { ok: true; influences: Influences } | { ok: false; message: string } {
  if (inputs.length > MAX_INPUTS) return { ok: false, message: `a budget has at most ${MAX_INPUTS} inputs` }
  const gathered = gather(inputs)
  if (!gathered.ok) return gathered
  const { list } = gathered
  const of = new Map(list.flatMap((influence, i) => influence.names.map((name) => [name, i] as const)))
  const r = new Map<string, { i: number; j: number; r: number }>()
  const stated = [...simultaneousCorrelations(list), ...correlations]
  for (const one of stated) {
    if (typeof one === 'string') return { ok: false, message: one }
    const [a, b, value] = one
    const [x, y] = [of.get(a), of.get(b)]
    if (x === undefined || y === undefined) {
      return { ok: false, message: `the correlation of "${a}" and "${b}" names an input that is not there` }
    }
    if (!(value >= -1 && value <= 1)) {
      return { ok: false, message: `the correlation of "${a}" and "${b}" is ${value}; it lies between -1 and 1` }
    }
    if (x === y) return { ok: false, message: `"${a}" and "${b}" are one quantity, their correlation is not stated` }
    const [i, j] = [Math.min(x, y), Math.max(x, y)]
    if (r.has(`${i} ${j}`)) return { ok: false, message: `the correlation of "${a}" and "${b}" is given twice` }
    r.set(`${i} ${j}`, { i, j, r: value })
  }
  const pairs = [...r.values()].filter((pair) => pair.r !== 0)
  const impossible = refuseImpossible(list, pairs)
  return impossible === undefined ? {
    ok: true, influences: { list, pairs, sets: pairs.length === 0 ? [] : connected(list.length, pairs) },
  } : { ok: false, message: impossible }
}

function gather(inputs: readonly Input[]): { ok: true; list: readonly Influence[] } | { ok: false; message: string } {
  const list: { names: string[]; inputs: number[]; first: Input; standard: Standard }[] = []
  const names = new Set<string>()
  const known = new Map<string, number>()
  for (const [position, input] of inputs.entries()) {
    if (names.has(input.name)) return { ok: false, message: `the input "${input.name}" is given twice` }
    names.add(input.name)
    const found = standardOf(input)
    if (!found.ok) return found
    const { standard } = found
    const same = input.identity === undefined ? undefined : list[known.get(input.identity) ?? -1]
    if (same === undefined) {
      if (input.identity !== undefined) known.set(input.identity, list.length)
      list.push({ names: [input.name], inputs: [position], first: input, standard })
      continue
    }
    const { estimate, u } = same.standard
    const equal = estimate === standard.estimate && u === standard.u && same.first.unit?.symbol === input.unit?.symbol
    if (!equal) {
      return {
        ok: false,
        message: `"${same.names[0]}" and "${input.name}" have one identity "${input.identity}" but not one estimate, uncertainty and unit`,
      }
    }
    same.names.push(input.name)
    same.inputs.push(position)
  }
  return { ok: true, list }
}

/** r of means of readings taken together (GUM 5.2.3 and H.2.4). */
function simultaneousCorrelations(list: readonly Influence[]): readonly (Correlation | string)[] {
  const groups = new Map<string, { name: string; readings: readonly number[] }[]>()
  for (const { first } of list) {
    if (first.stated.type !== 'readings' || first.stated.simultaneous === undefined) continue
    const group = groups.get(first.stated.simultaneous) ?? []
    group.push({ name: first.name, readings: first.stated.readings })
    groups.set(first.stated.simultaneous, group)
  }
  return [...groups.values()].flatMap((group) => group.flatMap((a, i) => group.slice(i + 1).map((b): Correlation | string => {
    if (a.readings.length !== b.readings.length) return `"${a.name}" and "${b.name}" were read together and need equally many readings`
    const product = Math.sqrt(covarianceOfMeans(a.readings, a.readings) * covarianceOfMeans(b.readings, b.readings))
    const r = product === 0 ? 0 : covarianceOfMeans(a.readings, b.readings) / product
    return [a.name, b.name, Math.max(-1, Math.min(1, r))]
  })))
}

function refuseImpossible(list: readonly Influence[], pairs: Influences['pairs']): string | undefined {
  const involved = [...new Set(pairs.flatMap(({ i, j }) => [i, j]))]
  if (involved.length < 2) return undefined
  const rows = involved.map((_, x) => involved.map((__, y): number => (x === y ? 1 : 0)))
  for (const { i, j, r } of pairs) {
    const [x, y] = [involved.indexOf(i), involved.indexOf(j)]
    const [row, column] = [rows[x], rows[y]]
    if (row !== undefined) row[y] = r
    if (column !== undefined) column[x] = r
  }
  const smallest = smallestEigenvalue(rows)
  if (smallest >= -SLACK) return undefined
  const names = involved.map((i) => list[i]?.names[0]).join(', ')
  const shown = smallest.toPrecision(4)
  return `the correlations of ${names} cannot hold together: the smallest eigenvalue of their matrix is ${shown}, it may not be negative`
}

function connected(count: number, pairs: Influences['pairs']): readonly (readonly number[])[] {
  const set = Array.from({ length: count }, (_, i) => i)
  for (const { i, j } of pairs) {
    const [from, to] = [set[j], set[i]]
    for (const [k, one] of set.entries()) if (one === from) set[k] = to ?? k
  }
  return [...Map.groupBy(set.keys(), (i) => set[i]).values()].filter((members) => members.length > 1)
}
