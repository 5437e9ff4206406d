// The city's authority adopts the dated rules its demonstration decides by: the catalogue's entries for the kinds of instruments there are,
// and the statutory time. One person of the desk proposes, another confirms; both acts can be looked at.
import { z } from 'zod'
import type { Actor, Drive } from './drive.ts'
import { idOf } from './drive.ts'
import { kinds } from './kinds.ts'
import type { Kind } from './kinds.ts'

const Rules = z.object({ rows: z.array(z.object({ id: z.string(), group: z.string(), zh: z.string(), digest: z.string(), standing: z.string() })) })
const TIME_LIMIT = 'verification-time-CN-34'

export async function adoptRules(d: Drive, first: Actor, second: Actor): Promise<void> {
  const all: readonly Kind[] = Object.values(kinds)
  const entries = new Set(all.flatMap((kind) => kind.fields.catalogue ?? []))
  const { rows } = Rules.parse(await d.ask(first, 'GET', '/api/rules'))
  const used = rows.filter((r) => r.standing === 'not adopted' && (r.id === TIME_LIMIT || (r.group === 'catalogue' && [...entries].some((e) => r.id === e || r.id.endsWith(`/${e}`)))))
  for (const row of used) {
    const id = idOf(await d.ask(first, 'POST', '/api/adoptions', { rule: row.id, sha256: row.digest, document: `${row.zh}（演示：虚构的核对记录，两人核对）` }, `adopt-rule-${row.digest.slice(0, 40)}`))
    const answer = await d.call(second, 'POST', `/api/adoptions/${id}/confirmation`)
    if (answer.status >= 300 && answer.status !== 409) throw new Error(`adoption of ${row.id}: ${answer.status} ${JSON.stringify(answer.body)}`)
  }
}
