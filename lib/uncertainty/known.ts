// What first order and Monte Carlo need of one input: estimate, standard uncertainty, degrees of freedom, distribution.
// Pure, float64. GUM 4.2 and 4.3; JCGM 101:2008, 6.4. Absent: how stated parameters become a distribution (stated.ts).

import type { Input } from './inputs.ts'
import { momentsOf, type Law } from './law.ts'
import { refuse, type Refusal, type Sentence } from './refusal.ts'
import { lawOfStated } from './stated.ts'
import { evaluateReadings, type Readings } from './type-a.ts'

/** Estimate, standard uncertainty and degrees of freedom of an input; `evaluation` as in GUM 2.3.2 and 2.3.3. */
export type Standard = { readonly estimate: number; readonly u: number; readonly dof: number; readonly evaluation: 'A' | 'B' }

/** An input with its standard uncertainty for first order, and its distribution for Monte Carlo. */
export type Known = { readonly ok: true; readonly standard: Standard; readonly law: Law; readonly notes: readonly Sentence[] }

/** What first order and Monte Carlo need of one input, or which field breaks which rule. */
export function knownInput(input: Input): Known | Refusal {
  const { stated, name, estimate } = input
  if (estimate !== undefined && !Number.isFinite(estimate)) {
    return refuse(`${name}.estimate`, `输入量“${name}”的估计值须为数`, `the input "${name}" needs an estimate that is a number`)
  }
  if (stated.type === 'readings') return ofReadings(input, stated)
  const made = lawOfStated(name, estimate, stated)
  if (!made.ok) return made
  const { law, dof } = made
  const moments = momentsOf(law)
  // A t distribution enters first order by its scale with ν, of which Welch–Satterthwaite takes account (GUM G.4, JCGM 101, 6.4.9.7).
  const u = stated.type === 't_scaled' || stated.type === 't_sd' ? stated.u : moments.sd
  if (!Number.isFinite(u) || !Number.isFinite(moments.mean)) {
    return refuse(`${name}.shape`, `输入量“${name}”的分布没有标准差`, `the distribution of "${name}" has no standard deviation`)
  }
  const differs = estimate !== undefined && Math.abs(estimate - moments.mean) > 1e-6 * moments.sd + 1e-12 * Math.abs(moments.mean)
  if (differs) return unlike(name, moments.mean)
  return { ok: true, standard: { estimate: estimate ?? moments.mean, u, dof, evaluation: 'B' }, law, notes: [] }
}

/** The estimate, u and ν alone. */
export function standardOf(input: Input): { readonly ok: true; readonly standard: Standard } | Refusal {
  return knownInput(input)
}

function ofReadings(input: Input, readings: Readings): Known | Refusal {
  const found = evaluateReadings(input.name, readings)
  if (!found.ok) return found
  const { mean: estimate, u, dof } = found.value
  if (input.estimate !== undefined && input.estimate !== estimate) {
    return refuse(
      `${input.name}.estimate`, `“${input.name}”的估计值就是读数的平均值，请不要另给`,
      `the estimate of "${input.name}" is the mean of its readings; leave the other one out`,
    )
  }
  const law: Law = { type: 't', location: estimate, scale: u, dof }
  return { ok: true, standard: { estimate, u, dof, evaluation: 'A' }, law, notes: found.value.notes }
}

function unlike(name: string, mean: number): Refusal {
  return refuse(
    `${name}.estimate`, `“${name}”的估计值应是其分布的期望 ${mean}：请不要另给`,
    `the estimate of "${name}" is the mean of its distribution, ${mean}; leave the other one out`,
  )
}
