// Which edition of each procedure is in force for an institute on a day, and whether it may pass or fail anybody. Pure; the choice
// between local and shipped editions is lib/procedures'.
import { civilDate } from '@duheng/calendar/civil-date.ts'
import { editionInForce } from '@duheng/procedures/edition.ts'
import type { LocalProcedure } from '@duheng/procedures/edition.ts'
import { procedureStandable } from '@duheng/procedures/read.ts'
import type { Procedure } from '@duheng/procedures/read.ts'
import { standing } from '@duheng/rules/standing.ts'
import type { Adoption, Standing } from '@duheng/rules/standing.ts'

export type EffectiveProcedure = {
  /** 'procedures/JJG-539/2016.yaml' of the release, or 'local/17'. */
  path: string
  document: string
  edition: string
  sha256: string
  text: string
  procedure: Procedure
  origin: 'release' | 'local'
  from: string
  until: string | undefined
  standing: Standing
}
/** An edition and where it lies. */
export type Placed<T> = { path: string; of: T }

/** Editions in force on `date`, one a document. */
export function inForce(shipped: readonly Placed<Procedure>[], locals: readonly Placed<LocalProcedure>[], date: string, adoptions: readonly Adoption[]): EffectiveProcedure[] {
  const release = shipped.map((p) => p.of)
  const documents = [...new Set([...release, ...locals.map((l) => l.of.procedure)].map((p) => p.file.document))].sort()
  return documents.flatMap((document) => {
    const found = editionInForce(release, locals.map((l) => l.of), document, civilDate(date))
    return found ? [effectiveProcedure(pathOf(found.procedure, shipped, locals), found.procedure, found.origin, adoptions, date)] : []
  })
}

const pathOf = (p: Procedure, shipped: readonly Placed<Procedure>[], locals: readonly Placed<LocalProcedure>[]): string =>
  shipped.find((s) => s.of.hash === p.hash)?.path ?? locals.find((l) => l.of.procedure.hash === p.hash)?.path ?? ''

export const effectiveProcedure = (path: string, procedure: Procedure, origin: 'release' | 'local', adoptions: readonly Adoption[], date: string): EffectiveProcedure => ({
  path, origin, procedure, document: procedure.file.document, edition: procedure.file.edition, sha256: procedure.hash, text: procedure.text,
  from: procedure.file.from, until: procedure.file.until, standing: standing(procedureStandable(procedure), adoptions, civilDate(date)),
})
