// Whether a unit may stand on a Chinese certificate: every factor's standing with its source, and what to write instead.
// Source: Metrology Law (2018), article 3; State Council order of 1984-02-27; see units-legal.ts for the grade of each source. Pure.
// Absent: who may use an illegal unit by way of exception (exports, old publications), which is a decision of persons.

import type { Grade } from './unit-atom.ts'
import type { Unit } from './unit-algebra.ts'

/** Why one factor of a unit is not legal. `zh` and `en` are sentences with the source; `grade` is how well the source was read. */
export type LegalFault = { readonly symbol: string; readonly zh: string; readonly en: string; readonly grade: Grade }

export type Legality = {
  readonly legal: boolean
  readonly faults: readonly LegalFault[]
  /** The sources by which the legal factors are legal, each once. */
  readonly sources: readonly string[]
}

/** The standing of a unit: legal only if each unit in it is. A product of legal units, with prefixes, is legal. */
export function legality(unit: Unit): Legality {
  const faults = unit.factors.filter(({ atom }) => !atom.legal.legal)
    .map(({ atom }) => ({ symbol: atom.symbol, zh: atom.legal.zh, en: atom.legal.en, grade: atom.legal.grade }))
  const sources = [...new Set(unit.factors.filter(({ atom }) => atom.legal.legal).map(({ atom }) => atom.legal.zh))]
  return { legal: faults.length === 0, faults, sources }
}
