// What is drawn in each trial: which influences alone, which together, from which distributions (JCGM 101:2008, 6; JCGM 102:2011, 5.3).
// Plain data that a worker can be given. Pure. Absent: drawing (draw.ts).

import { smallestEigenvalue } from '../eigenvalue.ts'
import { correlationMatrix, type Influences } from '../influence.ts'
import { knownInput } from '../known.ts'
import { momentsOf, type Law } from '../law.ts'
import { cholesky, type Matrix } from '../linear.ts'
import { refuse, type Refusal, type Sentence } from '../refusal.ts'
import { matchedParameter, shapeOf } from './matching.ts'

/**
 * How stated correlations become a joint distribution. r is the parameter of the copula, as in the NIST Uncertainty Machine; where
 * `matched`, the parameter is chosen so that the inputs themselves correlate by r, also where they are not normal.
 */
export type Copula = { readonly type: 'gaussian'; readonly matched?: boolean } | { readonly type: 'student'; readonly dof: number }

/** One influence: its distribution, and the positions of the model's inputs that it is. */
export type Drawn = { readonly law: Law; readonly inputs: readonly number[] }

export type Draw =
  | ({ readonly type: 'alone'; readonly stream: number } & Drawn)
  /**
   * Scores with the lower triangular `factor` (row by row) of their correlation matrix, divided by one √(χ²/ν) where dof is finite, then
   * carried to each member's distribution. Streams are numbered from `stream`, one a member and one for χ².
   */
  | {
    readonly type: 'together'
    readonly stream: number
    readonly members: readonly Drawn[]
    readonly factor: Float64Array
    readonly dof: number
  }

export type Draws = { readonly draws: readonly Draw[]; readonly notes: readonly Sentence[] }

/** Draws for the influences of which `used` says that the model needs one of their inputs; the others change nothing, not even the bits. */
export function drawsOf(
  { list, pairs, sets }: Influences, copula: Copula, used: (input: number) => boolean,
): { readonly ok: true; readonly draws: Draws } | Refusal {
  if (copula.type === 'student' && !(copula.dof > 0 && copula.dof < Infinity)) {
    return refuse('copula.dof', 'Student 连接函数的自由度须为大于零的数', 'the degrees of freedom of a Student copula are a number greater than zero')
  }
  const needed = (i: number) => list[i]?.inputs.some(used) === true
  const draws: Draw[] = []
  const notes: Sentence[] = []
  let stream = 0
  const grouped = new Set(sets.flat())
  for (const [i] of list.entries()) {
    const set = grouped.has(i) ? (sets.find((one) => one.includes(i)) ?? []).filter(needed) : [i]
    // A set is drawn where its first needed member stands.
    if (!needed(i) || set[0] !== i) continue
    const made = set.length === 1 ? alone(list, i, stream) : together(list, pairs, set, copula, stream)
    if ('ok' in made) return made
    draws.push(made.draw)
    notes.push(...made.notes)
    stream += made.draw.type === 'alone' ? 1 : set.length + 1
  }
  return { ok: true, draws: { draws, notes } }
}

type Made = { readonly draw: Draw; readonly notes: readonly Sentence[] }

function alone(list: Influences['list'], i: number, stream: number): Made | Refusal {
  const drawn = drawnOf(list, i)
  return 'ok' in drawn ? drawn : { draw: { type: 'alone', stream, ...drawn }, notes: momentNotes(list[i]?.names[0] ?? '', drawn.law) }
}

function together(
  list: Influences['list'], pairs: Influences['pairs'], set: readonly number[], copula: Copula, stream: number,
): Made | Refusal {
  const series = simultaneousSeries(list, set)
  const members: Drawn[] = []
  for (const i of set) {
    const drawn = drawnOf(list, i)
    if ('ok' in drawn) return drawn
    members.push(drawn)
  }
  const names = set.map((i) => list[i]?.names[0] ?? '')
  const correlations = correlationMatrix(set, pairs)
  if (series === undefined) return joined(names, members, correlations, copula, stream)
  const dof = series - set.length
  if (dof < 1) {
    return refuse(
      names[0] ?? '', `同时读取 ${set.length} 个量（${names.join('、')}）至少需要 ${set.length + 1} 组读数，现有 ${series} 组（JCGM 102:2011，5.3.2）`,
      `${set.length} quantities read together (${names.join(', ')}) need at least ${set.length + 1} sets of readings; `
        + `there are ${series} (JCGM 102:2011, 5.3.2)`,
    )
  }
  const made = factorOf(names, correlations)
  if ('ok' in made) return made
  const scaled = members.map(({ law, inputs }) => ({ law: multivariateT(law, series, dof), inputs }))
  return { draw: { type: 'together', stream, members: scaled, ...made, dof }, notes: momentNotes(names.join(', '), scaled[0]?.law) }
}

/** Members tied by a copula. */
function joined(
  names: readonly string[], members: readonly Drawn[], correlations: Matrix, copula: Copula, stream: number,
): Made | Refusal {
  const dof = copula.type === 'student' ? copula.dof : Infinity
  const matched = copula.type === 'gaussian' && copula.matched === true
  const rows = matched ? matchedRows(names, members, correlations) : correlations
  if ('ok' in rows) return rows
  const made = factorOf(names, rows)
  if ('ok' in made) return made
  const notes = [...names.flatMap((name, k) => momentNotes(name, members[k]?.law)), ...(matched ? [] : parameterNotes(names, members, dof))]
  return { draw: { type: 'together', stream, members, ...made, dof }, notes }
}

/** Copula parameters for which the members correlate as stated; a member without a standard deviation keeps r as its parameter. */
function matchedRows(
  names: readonly string[], members: readonly Drawn[], correlations: Matrix,
): Matrix | Refusal {
  const shapes = members.map(({ law }) => (law.type === 'constant' || !Number.isFinite(momentsOf(law).sd) ? undefined : shapeOf(law)))
  const rows = correlations.map((row) => [...row])
  for (const [i, row] of rows.entries()) {
    for (let j = 0; j < i; j++) {
      const [a, b, r] = [shapes[i], shapes[j], row[j] ?? 0]
      if (a === undefined || b === undefined || r === 0) continue
      const rho = matchedParameter(a, b, r)
      const pair = `r(${names[j]}, ${names[i]})`
      if (rho === undefined) {
        return refuse(
          pair, `“${names[j]}”与“${names[i]}”的分布之间达不到相关系数 ${r}`,
          `quantities distributed as "${names[j]}" and "${names[i]}" cannot correlate by ${r}`,
        )
      }
      row[j] = rho
      const mirror = rows[j]
      if (mirror !== undefined) mirror[i] = rho
    }
  }
  const smallest = smallestEigenvalue(rows)
  if (smallest >= -1e-10) return rows
  return refuse(
    'correlations', `没有高斯连接函数能使 ${names.join('、')} 同时达到所给的相关系数（最小特征值 ${smallest.toPrecision(4)}）`,
    `no Gaussian copula gives ${names.join(', ')} all the correlations stated (smallest eigenvalue ${smallest.toPrecision(4)})`,
  )
}

function drawnOf(list: Influences['list'], i: number): Drawn | Refusal {
  const influence = list[i]
  if (influence === undefined) throw new Error('positions come from the list itself')
  const known = knownInput(influence.first)
  return known.ok ? { law: known.law, inputs: influence.inputs } : known
}

/**
 * The number of sets where the whole set was read together and nothing else is stated of its spread: then the joint distribution is the
 * multivariate t of JCGM 102:2011, 5.3.2. Undefined otherwise.
 */
function simultaneousSeries(list: Influences['list'], set: readonly number[]): number | undefined {
  const first = list[set[0] ?? -1]?.first.stated
  if (first?.type !== 'readings' || first.simultaneous === undefined) return undefined
  const same = set.every((i) => {
    const stated = list[i]?.first.stated
    return stated?.type === 'readings' && stated.simultaneous === first.simultaneous
      && Object.keys(stated).every((key) => key === 'type' || key === 'readings' || key === 'simultaneous')
  })
  return same ? first.readings.length : undefined
}

/** Scale matrix S/n with S over ν = n - N degrees of freedom, where a single quantity has n - 1. */
function multivariateT(law: Law, n: number, dof: number): Law {
  if (law.type !== 't') throw new Error('the mean of plain readings has a t distribution')
  return { type: 't', location: law.location, scale: law.scale * Math.sqrt((n - 1) / dof), dof }
}

function momentNotes(name: string, law: Law | undefined): readonly Sentence[] {
  if (law?.type !== 't' || law.dof > 2) return []
  const missing = law.dof > 1 ? { zh: '没有标准差', en: 'has no standard deviation' }
    : { zh: '没有期望和标准差', en: 'has no mean and no standard deviation' }
  return [{
    zh: `“${name}”按自由度 ${law.dof} 的 t 分布抽样，该分布${missing.zh}：只可采用包含区间（JCGM 101:2008，6.4.9.4）`,
    en: `"${name}" is drawn from Student's t with ${law.dof} degree(s) of freedom, which ${missing.en}: `
      + 'use coverage intervals only (JCGM 101:2008, 6.4.9.4)',
  }]
}

function parameterNotes(names: readonly string[], members: readonly Drawn[], dof: number): readonly Sentence[] {
  if (dof === Infinity && members.every(({ law }) => law.type === 'normal' || law.type === 'constant')) return []
  const kind = dof === Infinity ? { zh: '高斯', en: 'Gaussian' } : { zh: `Student（自由度 ${dof}）`, en: `Student (${dof} degrees of freedom)` }
  return [{
    zh: `${names.join('、')} 的相关系数作为${kind.zh}连接函数的参数；分布非正态时，抽样值的相关系数略小`,
    en: `the correlations of ${names.join(', ')} are parameters of a ${kind.en} copula; `
      + 'between draws that are not normal they come out slightly smaller',
  }]
}

/** The lower triangular factor, row by row; a member that the ones before it fix gets no share of its own. */
function factorOf(names: readonly string[], rows: Matrix): { readonly factor: Float64Array } | Refusal {
  const lower = cholesky(rows, 1e-12)
  if (lower !== undefined) return { factor: Float64Array.from(lower.flat()) }
  return refuse('correlations', `${names.join('、')} 的相关系数不能同时成立`, `the correlations of ${names.join(', ')} cannot hold together`)
}
