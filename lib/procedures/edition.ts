// Which edition of a regulation holds on a day, with local editions over the shipped ones. Pure: readings of files are handed in.
// A local edition names the hash of the shipped edition it was written over, so that an upgrade can list where both part.

import type { CivilDate } from '@duheng/calendar/civil-date.ts'
import type { Procedure } from './read.ts'

/** An approved local edition: two persons, on a day. */
export type LocalProcedure = { procedure: Procedure; author: string; approver: string; recorded: CivilDate }
export type EditionInForce = { procedure: Procedure; origin: 'release' | 'local'; overrides?: Procedure }

/** The edition of a document in force on a day: a local one where there is one for the shipped edition of that day. */
export function editionInForce(
  release: readonly Procedure[],
  locals: readonly LocalProcedure[],
  document: string,
  date: CivilDate,
): EditionInForce | undefined {
  const shipped = latest(release.filter(({ file }) => file.document === document && covers(file, date)))
  const approved = locals.filter(({ procedure, author, approver, recorded }) => {
    const { file } = procedure
    const over = file.local !== undefined && (shipped === undefined || file.local.of === shipped.file.edition)
    return file.document === document && covers(file, date) && author !== approver && recorded <= date && over
  })
  const local = approved.toSorted((a, b) => (a.recorded < b.recorded ? -1 : 1)).at(-1)
  if (local !== undefined) return { procedure: local.procedure, origin: 'local', ...(shipped && { overrides: shipped }) }
  return shipped === undefined ? undefined : { procedure: shipped, origin: 'release' }
}

/** Local editions whose shipped edition is no longer the bytes their author looked at. Nothing is merged. */
export function partedEditions(release: readonly Procedure[], locals: readonly LocalProcedure[]): LocalProcedure[] {
  return locals.filter(({ procedure }) => {
    const { document, local } = procedure.file
    const shipped = release.find(({ file }) => file.document === document && file.edition === local?.of)
    return shipped?.hash !== local?.hash
  })
}

function covers(file: { from: string; until?: string }, date: CivilDate): boolean {
  return file.from <= date && (file.until === undefined || date <= file.until)
}

function latest(procedures: readonly Procedure[]): Procedure | undefined {
  return procedures.toSorted((a, b) => (a.file.from < b.file.from ? -1 : 1)).at(-1)
}
