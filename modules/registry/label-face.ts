// What an instrument's label says to whoever holds it: what is printed there, and whether the law demands its verification. Nothing of the
// owner, of where it stands, or of what the owner states; those are the organisation's.
import { citationText } from '@duheng/rules/citation.ts'
import { sql } from 'kysely'
import type { Tx } from '#platform/db/database.ts'
import { adoptionsOf } from '#modules/rulebook/contract.ts'
import type { Words } from '#platform/http/problem.ts'
import { catalogueAt } from './catalogue.ts'
import { compulsoryOf, saysOf } from './compulsory.ts'
import type { CompulsorySays } from './compulsory.ts'

export type LabelFace = {
  code: string; name: string; model: string; scrapped: boolean
  /** Why, in one line, and the document that says so; null when the rules say nothing of it. */
  compulsory: CompulsorySays & { because: Words | null; source: string | null }
}

/**
 * The instrument whose identity code this is, in the public role: the transaction names the code and sees that one row (policy `label`).
 * The rules are those in force on `day` (YYYY-MM-DD), with what the city adopted. Undefined when there is none.
 */
export async function labelFace(tx: Tx, code: string, day: string): Promise<LabelFace | undefined> {
  await sql`select set_config('duheng.label', ${code}, true)`.execute(tx)
  const row = await tx.selectFrom('registry.instrument')
    .select(['code', 'name', 'model', 'catalogue', 'purpose', 'settled_direct', 'sells_to_public', 'standard_role', 'state'])
    .where('code', '=', code).executeTakeFirst()
  if (!row) return undefined
  const catalogue = catalogueAt(day)
  const facts = { catalogue: row.catalogue, purpose: row.purpose, settledDirect: row.settled_direct, sellsToPublic: row.sells_to_public, standardRole: row.standard_role }
  const answer = compulsoryOf(facts, catalogue, day, await adoptionsOf(tx, 0))
  const says = saysOf(answer)
  const why = answer.because.find((reason) => reason.says === says.says)
  return {
    code: row.code, name: row.name, model: row.model, scrapped: row.state === 'scrapped',
    compulsory: { ...says, because: why ? [why.zh, why.en] : null, source: why ? citationText(why.source) : null },
  }
}
