// The laboratories of a comparison as files state them: columns x, u (or U with k, s with n, a variance, readings), or a list of objects.
// Pure.
import type { Reported } from '@duheng/statistics/laboratory.ts'
import { summary } from '@duheng/statistics/location.ts'
import { has, isGiven, lacking, member, numberIn, numberOrMore, numbersIn, rowsIn, textIn, textsIn, Unusable } from './given.ts'
import type { Given } from './given.ts'

/** A laboratory with what it states; a standard uncertainty and an expanded one are each there where the file gives them or what makes them. */
export type Laboratory = { readonly lab: string; readonly x: number; readonly u?: number; readonly U?: number; readonly k?: number; readonly dof?: number }

const LISTS = ['labs', 'laboratories', 'results', 'participants', 'data', '实验室', '参加者', 'lab'] as const
const NAMES = ['lab', 'name', 'laboratory', 'id', 'code', 'participant', '实验室', '名称', '参加者'] as const
const VALUES = ['x', 'x_lab', 'value', 'result', 'y', 'estimate', 'mean', '结果', '值', 'values', 'means'] as const

/** Every laboratory of an input, in the order of the file. Throws Unusable naming field and place. */
export function laboratoriesOf(given: Given): readonly Laboratory[] {
  const listed = listOf(given)
  if (listed !== undefined) return listed.map((one, i) => ofRow(one, given, i))
  const groups = rowsIn(given, 'groups', 'readings', 'replicates')
  if (groups !== undefined && !has(given, ...VALUES)) return groups.map((group, i) => ofReadings(group, given, i))
  return ofColumns(given)
}

/** The same, each with its standard uncertainty, as a consensus needs them. */
export function reportedOf(given: Given): readonly Reported[] {
  return laboratoriesOf(given).map(({ lab, x, u, dof }) => {
    if (u === undefined) throw new Unusable(`${lab}.u`, '需要标准不确定度 u，或 U 与 k', 'needs a standard uncertainty u, or U with k')
    return { lab, x, u, ...(dof !== undefined && Number.isFinite(dof) && { dof }) }
  })
}

function listOf(given: Given): readonly Given[] | undefined {
  const found = member(given, ...LISTS)
  if (found === undefined) return undefined
  if (Array.isArray(found.value) && found.value.length > 0 && found.value.every(isGiven)) return found.value
  // One laboratory as an object of its own.
  if (isGiven(found.value) && has(found.value, ...VALUES)) return [found.value]
  if (isGiven(found.value) && Object.values(found.value).every(isGiven)) return Object.entries(found.value).map(([lab, one]) => ({ lab, ...(isGiven(one) ? one : {}) }))
  return undefined
}

function ofRow(row: Given, given: Given, i: number): Laboratory {
  const lab = labName(member(row, ...NAMES)?.value, i)
  const readings = numbersIn(row, 'readings', 'values', 'replicates')
  if (readings !== undefined) return { ...ofReadings(readings, {}, i), lab }
  return placed(lab, () => {
    const x = numberIn(row, ...VALUES)
    if (x === undefined) throw new Unusable('x', '需要结果 x', 'needs a result x')
    return { lab, x, ...uncertaintyOf(row, numberIn({ k: Array.isArray(given['k']) ? undefined : given['k'] }, 'k')) }
  })
}

/** What breaks a rule in a row is named with the laboratory. */
function placed<T>(lab: string, read: () => T): T {
  try {
    return read()
  } catch (error) {
    if (error instanceof Unusable) throw new Unusable(`${lab}.${error.field}`, error.zh, error.en)
    throw error
  }
}

function ofReadings(readings: readonly number[], given: Given, i: number): Laboratory {
  const { n, mean, sd } = summary(readings)
  return { lab: labName(textsIn(given, ...NAMES, 'names', 'labs')?.[i], i), x: mean, u: sd / Math.sqrt(n), dof: n - 1 }
}

function labName(value: unknown, i: number): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : String(i + 1)
}

/** u as stated, else U/k, s/√n, √var, √(var/n). `k` is that of the whole file. */
function uncertaintyOf(row: Given, k: number | undefined): Omit<Laboratory, 'lab' | 'x'> {
  const n = numberIn(row, 'n', 'count')
  const dof = numberIn(row, 'dof', 'df', 'nu', 'ν', '自由度') ?? (n !== undefined && n > 1 && !has(row, 'u') ? n - 1 : undefined)
  const own = numberIn(row, 'k', '包含因子') ?? k
  const expanded = numberIn(row, 'U', 'U_lab', 'U95', 'expanded', '扩展不确定度')
  const u = standardIn(row, n) ?? (expanded === undefined ? undefined : expanded / (own ?? 2))
  return { ...(u !== undefined && { u }), ...(expanded !== undefined && { U: expanded }), ...(own !== undefined && { k: own }), ...(dof !== undefined && { dof }) }
}

function standardIn(row: Given, n: number | undefined): number | undefined {
  const stated = numberIn(row, 'u', 'u_lab', 'u_x', 'ux', 'sigma', 'unc', 'se', 'standard_uncertainty', '标准不确定度')
  if (stated !== undefined) return stated
  const s = numberIn(row, 's', 'sd')
  const variance = numberIn(row, 'var', 'variance', 'v')
  if (s !== undefined) return s / Math.sqrt(n ?? 1)
  return variance === undefined ? undefined : Math.sqrt(variance / (n ?? 1))
}

function ofColumns(given: Given): readonly Laboratory[] {
  const xs = numberOrMore(given, ...VALUES) ?? lacking(VALUES)
  const names = textsIn(given, 'names', ...(Array.isArray(member(given, ...LISTS)?.value) ? LISTS : []))
  const single = textIn(given, 'name')
  const columns = (['u', 'u_lab', 'u_x', 'ux', 'sigma', 'unc', 'U_lab', 'U95', 'se', 'standard_uncertainty', 's', 'sd', 'var', 'variance', 'v', 'n', 'U', 'k', 'dof', 'df', 'nu'] as const)
    .map((name) => [name, numberOrMore(given, name)] as const).filter(([, column]) => column !== undefined)
  for (const [name, column] of columns) {
    if (column !== undefined && column.length !== 1 && column.length !== xs.length) {
      throw new Unusable(name, `应有 ${xs.length} 个值，实有 ${column.length} 个`, `has ${column.length} values beside ${xs.length} results`)
    }
  }
  return xs.map((x, i) => {
    const row: Given = Object.fromEntries(columns.map(([name, column]) => [name, column?.length === 1 ? column[0] : column?.[i]]))
    return { lab: labName(names?.[i] ?? (xs.length === 1 ? single : undefined), i), x, ...uncertaintyOf(row, undefined) }
  })
}
