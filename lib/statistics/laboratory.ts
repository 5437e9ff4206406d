// What laboratories report in a comparison, and the checks every method makes of it first. Types and checks; pure.

import { notFinite, notPositive, refuse, type Refusal } from '@duheng/decisions/refusal.ts'

/** A result x with its standard uncertainty u, both in the unit of the comparison; `dof` where u has few degrees of freedom. */
export type Reported = { readonly lab: string; readonly x: number; readonly u: number; readonly dof?: number }

/** Results as arrays, numbered from 1 where the laboratories have no names. */
export function reported(x: readonly number[], u: readonly number[], labs?: readonly string[]): Reported[] {
  return x.map((value, i) => ({ lab: labs?.[i] ?? String(i + 1), x: value, u: u[i] ?? Number.NaN }))
}

/** Refused: fewer than `least` results, a name twice, a value that is no number, an uncertainty that is not positive. */
export function reportedProblem(results: readonly Reported[], least = 2): Refusal | undefined {
  if (results.length < least) return refuse('results', `至少需要 ${least} 个实验室的结果`, `needs results of at least ${least} laboratories`)
  const names = new Set<string>()
  for (const { lab, x, u, dof } of results) {
    if (names.has(lab)) return refuse(lab, '实验室名称重复', 'the laboratory stands here twice')
    names.add(lab)
    const wrong = notFinite({ [`${lab}.x`]: x }) ?? notPositive({ [`${lab}.u`]: u, [`${lab}.dof`]: dof })
    if (wrong !== undefined) return wrong
  }
  return undefined
}

/** Refused: fewer values than `least`, or one that is no number. */
export function valuesProblem(values: readonly number[], field: string, least: number): Refusal | undefined {
  if (values.length < least) return refuse(field, `至少需要 ${least} 个值`, `needs at least ${least} values`)
  const index = values.findIndex((value) => !Number.isFinite(value))
  return index < 0 ? undefined : refuse(`${field}[${index + 1}]`, '须为有限的数', 'must be a finite number')
}
