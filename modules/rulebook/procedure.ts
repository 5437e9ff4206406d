// Which edition of a procedure is in force for an institute on a day, and whether it may pass or fail anybody. Pure.
import { procedureStandable } from '@duheng/procedures/read.ts'
import type { Procedure } from '@duheng/procedures/read.ts'
import { standing } from '@duheng/rules/standing.ts'
import type { Adoption, Standing } from '@duheng/rules/standing.ts'
import { civilDate } from '@duheng/calendar/civil-date.ts'

export type ProcedureEdition = {
  /** 'procedures/JJG 539/2016.yaml' of the release, or 'local/17' of a local edition. */
  path: string
  document: string
  edition: string
  sha256: string
  text: string
  procedure: Procedure
  origin: 'release' | 'local'
  from: string
  until: string | undefined
}
export type EffectiveProcedure = ProcedureEdition & { standing: Standing }

/** Editions in force on `date`, one a document: a local one before the release's, a later one before an earlier. */
export function inForce(editions: readonly ProcedureEdition[], date: string, adoptions: readonly Adoption[]): EffectiveProcedure[] {
  const byDocument = new Map<string, ProcedureEdition>()
  for (const e of editions) {
    if (e.from > date || (e.until !== undefined && e.until < date)) continue
    const other = byDocument.get(e.document)
    if (!other || takesPrecedence(e, other)) byDocument.set(e.document, e)
  }
  return [...byDocument.values()].map((e) => withStanding(e, adoptions, date)).sort((a, b) => (a.document < b.document ? -1 : 1))
}

const takesPrecedence = (a: ProcedureEdition, b: ProcedureEdition): boolean =>
  a.origin === b.origin ? a.from > b.from : a.origin === 'local'

export const withStanding = (e: ProcedureEdition, adoptions: readonly Adoption[], date: string): EffectiveProcedure =>
  ({ ...e, standing: standing(procedureStandable(e.procedure), adoptions, civilDate(date)) })

export const shippedEdition = (path: string, procedure: Procedure): ProcedureEdition =>
  ({ ...facts(procedure), path, origin: 'release', from: procedure.file.from })

/** A local edition counts from the day its approvers chose, not from the day in the file. */
export const localEdition = (path: string, procedure: Procedure, from: string): ProcedureEdition =>
  ({ ...facts(procedure), path, origin: 'local', from })

const facts = (procedure: Procedure) => ({
  document: procedure.file.document, edition: procedure.file.edition, sha256: procedure.hash, text: procedure.text, procedure, until: procedure.file.until,
})
