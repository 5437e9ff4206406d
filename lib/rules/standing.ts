// What nobody adopted never passes or fails anybody. Only a rule whose official text was read stands by itself; anything else
// becomes decisive when two persons name the document they checked it against. Absent: who may adopt, and where it is stored.

import type { CivilDate } from '@duheng/calendar/civil-date.ts'
import type { Grade } from './citation.ts'

/** The thing judged: a rule edition (digest of the edition) or a procedure (hash of its file). */
export type Standable = { id: string; digest: string; grade: Grade }

/** Adopting is an act of two persons for exactly one digest: when a word of the rule changes, the adoption no longer covers it. */
export type Adoption = { id: string; digest: string; persons: readonly [string, string]; document: string; on: CivilDate }

export type Standing = 'official' | 'adopted' | 'not adopted'

export function standing(rule: Standable, adoptions: readonly Adoption[], date?: CivilDate): Standing {
  if (rule.grade === 'official') return 'official'
  return adoptions.some((adoption) => covers(adoption, rule, date)) ? 'adopted' : 'not adopted'
}

/** Whether the rule may pass or fail somebody. */
export function decides(rule: Standable, adoptions: readonly Adoption[], date?: CivilDate): boolean {
  return standing(rule, adoptions, date) !== 'not adopted'
}

function covers(adoption: Adoption, rule: Standable, date: CivilDate | undefined): boolean {
  const [first, second] = adoption.persons
  const twoPersons = first.trim() !== '' && second.trim() !== '' && first !== second
  const inTime = date === undefined || adoption.on <= date
  return adoption.id === rule.id && adoption.digest === rule.digest && twoPersons && adoption.document.trim() !== '' && inTime
}
