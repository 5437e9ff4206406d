// The shipped edition of a regulation the demonstration measures by.
import type { Procedure } from '@duheng/procedures/read.ts'
import { release } from '#modules/rulebook/contract.ts'

export function procedureOf(document: string): Procedure {
  const placed = release().procedures.find((p) => p.of.file.document === document)
  if (!placed) throw new Error(`the release has no ${document}`)
  return placed.of
}

/** Months the regulation gives an instrument that passed. */
export const procedureMonths = (document: string): number => Number(procedureOf(document).file.validity?.months ?? '12')
