// The influences behind the inputs of a model: inputs of one identity become one, correlations become one checked matrix.
// Pure. GUM 5.2 and JCGM 102:2011, 3.21. Absent: repairing a matrix that cannot be, which is refused with its smallest eigenvalue.

import { smallestEigenvalue } from './eigenvalue.ts'
import type { Input } from './inputs.ts'
import { knownInput, type Standard } from './known.ts'
import { identityMatrix } from './linear.ts'
import { refuse, type Refusal, type Sentence } from './refusal.ts'
import { covarianceOfMeans } from './type-a.ts'

/** r(a, b) between two inputs by name. */
export type Correlation = readonly [a: string, b: string, r: number]

/** One quantity behind one or more inputs; `inputs` are their positions. */
export type Influence = {
  readonly names: readonly string[]
  readonly inputs: readonly number[]
  readonly first: Input
  readonly standard: Standard
  /** What a reader should know of how it was evaluated. */
  readonly notes: readonly Sentence[]
  /** True where it correlates with no other. */
  readonly alone: boolean
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

/** The influences behind these inputs and how they correlate, or which input or correlation cannot be. */
export function influencesOf(
  inputs: readonly Input[], correlations: readonly Correlation[],
): { readonly ok: true; readonly influences: Influences } | Refusal {
  if (inputs.length > MAX_INPUTS) return refuse('inputs', `输入量最多 ${MAX_INPUTS} 个`, `a budget has at most ${MAX_INPUTS} inputs`)
  const gathered = gather(inputs)
  if (!gathered.ok) return gathered
  const { list } = gathered
  const together = simultaneousCorrelations(list)
  if ('ok' in together) return together
  const paired = pairsOf(list, [...together, ...correlations])
  if ('ok' in paired) return paired
  const impossible = refuseImpossible(list, paired)
  if (impossible !== undefined) return impossible
  const sets = paired.length === 0 ? [] : connected(list.length, paired)
  const tied = new Set(sets.flat())
  return { ok: true, influences: { list: list.map((one, i) => ({ ...one, alone: !tied.has(i) })), pairs: paired, sets } }
}

function pairsOf(list: readonly Gathered[], correlations: readonly Correlation[]): Influences['pairs'] | Refusal {
  const of = new Map(list.flatMap((influence, i) => influence.names.map((name) => [name, i] as const)))
  const found = new Map<string, { i: number; j: number; r: number }>()
  for (const [a, b, r] of correlations) {
    const broken = (zh: string, en: string) => refuse(
      `r(${a}, ${b})`, `“${a}”与“${b}”的相关系数${zh}`, `the correlation of "${a}" and "${b}" ${en}`,
    )
    const [x, y] = [of.get(a), of.get(b)]
    if (x === undefined || y === undefined) return broken('所指的输入量不存在', 'names an input that is not there')
    if (!(r >= -1 && r <= 1)) return broken(`为 ${r}，应在 -1 与 1 之间`, `is ${r}; it lies between -1 and 1`)
    if (x === y) return broken('不必给出：它们是同一个量', 'is not stated: they are one quantity')
    const [i, j] = [Math.min(x, y), Math.max(x, y)]
    if (found.has(`${i} ${j}`)) return broken('给了两次', 'is given twice')
    found.set(`${i} ${j}`, { i, j, r })
  }
  return [...found.values()].filter((pair) => pair.r !== 0)
}

type Gathered = Omit<Influence, 'alone'>

function gather(inputs: readonly Input[]): { readonly ok: true; readonly list: readonly Gathered[] } | Refusal {
  const list: { names: string[]; inputs: number[]; first: Input; standard: Standard; notes: readonly Sentence[] }[] = []
  const names = new Set<string>()
  const known = new Map<string, number>()
  for (const [position, input] of inputs.entries()) {
    if (names.has(input.name)) return refuse(input.name, `输入量“${input.name}”给了两次`, `the input "${input.name}" is given twice`)
    names.add(input.name)
    const found = knownInput(input)
    if (!found.ok) return found
    const { standard, notes } = found
    const same = input.identity === undefined ? undefined : list[known.get(input.identity) ?? -1]
    if (same === undefined) {
      if (input.identity !== undefined) known.set(input.identity, list.length)
      list.push({ names: [input.name], inputs: [position], first: input, standard, notes })
      continue
    }
    const { estimate, u } = same.standard
    const equal = estimate === standard.estimate && u === standard.u && same.first.unit?.symbol === input.unit?.symbol
    if (!equal) return unlike(same.names[0] ?? '', input)
    same.names.push(input.name)
    same.inputs.push(position)
  }
  return { ok: true, list }
}

function unlike(first: string, { name, identity }: Input): Refusal {
  return refuse(
    `${name}.identity`, `“${first}”与“${name}”的身份同为“${identity}”，但估计值、不确定度或单位不同`,
    `"${first}" and "${name}" have one identity "${identity}" but not one estimate, uncertainty and unit`,
  )
}

/** r of means of readings taken together (GUM 5.2.3 and H.2.4). */
function simultaneousCorrelations(list: readonly Gathered[]): readonly Correlation[] | Refusal {
  const groups = new Map<string, { name: string; readings: readonly number[] }[]>()
  for (const { first } of list) {
    if (first.stated.type !== 'readings' || first.stated.simultaneous === undefined) continue
    const group = groups.get(first.stated.simultaneous) ?? []
    group.push({ name: first.name, readings: first.stated.readings })
    groups.set(first.stated.simultaneous, group)
  }
  const found: Correlation[] = []
  for (const group of groups.values()) {
    for (const [i, a] of group.entries()) {
      for (const b of group.slice(i + 1)) {
        if (a.readings.length !== b.readings.length || a.readings.length < 2) return notPaired(a.name, b.name)
        const product = Math.sqrt(covarianceOfMeans(a.readings, a.readings) * covarianceOfMeans(b.readings, b.readings))
        const r = product === 0 ? 0 : covarianceOfMeans(a.readings, b.readings) / product
        found.push([a.name, b.name, Math.max(-1, Math.min(1, r))])
      }
    }
  }
  return found
}

function notPaired(a: string, b: string): Refusal {
  return refuse(
    `${b}.readings`, `“${a}”与“${b}”同时读取，读数个数须相同且不少于两个`,
    `"${a}" and "${b}" were read together and need equally many readings, at least two`,
  )
}

function refuseImpossible(list: readonly Gathered[], pairs: Influences['pairs']): Refusal | undefined {
  const involved = [...new Set(pairs.flatMap(({ i, j }) => [i, j]))]
  if (involved.length < 2) return undefined
  const smallest = smallestEigenvalue(correlationMatrix(involved, pairs))
  if (smallest >= -SLACK) return undefined
  const [names, shown] = [involved.map((i) => list[i]?.names[0]), smallest.toPrecision(4)]
  return refuse(
    'correlations', `${names.join('、')}的相关系数不能同时成立：其矩阵的最小特征值为 ${shown}，不得为负`,
    `the correlations of ${names.join(', ')} cannot hold together: the smallest eigenvalue of their matrix is ${shown}, it may not be`
    + ' negative',
  )
}

/** The correlation matrix of the influences at these positions, in this order. */
export function correlationMatrix(positions: readonly number[], pairs: Influences['pairs']): number[][] {
  const place = new Map(positions.map((position, x) => [position, x]))
  const rows = identityMatrix(positions.length)
  for (const { i, j, r } of pairs) {
    const [x, y] = [place.get(i), place.get(j)]
    if (x === undefined || y === undefined) continue
    const [row, column] = [rows[x], rows[y]]
    if (row !== undefined) row[y] = r
    if (column !== undefined) column[x] = r
  }
  return rows
}

function connected(count: number, pairs: Influences['pairs']): readonly (readonly number[])[] {
  const set = Array.from({ length: count }, (_, i) => i)
  for (const { i, j } of pairs) {
    const [from, to] = [set[j], set[i]]
    for (const [k, one] of set.entries()) if (one === from) set[k] = to ?? k
  }
  return [...Map.groupBy(set.keys(), (i) => set[i]).values()].filter((members) => members.length > 1)
}
