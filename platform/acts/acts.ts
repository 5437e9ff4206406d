// The audit: acts in one hash chain, payloads beside it. A payload with personal data can be erased by an act that says so;
// the chain still verifies, because it holds only the payload's salted hash.
import { createHash, randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import type { Tx } from '#platform/db/database.ts'
import { visible } from '#platform/db/visible.ts'
import { instant } from '#platform/clock.ts'
import type { Clock } from '#platform/clock.ts'

export type Act = {
  actor: number
  /** Organisation whose record the act belongs to; 0 for none. */
  org: number
  /** 'instrument.register', 'order.accept', … */
  verb: string
  /** 'instrument:17', … */
  object: string
  payload?: Record<string, unknown>
  personal?: boolean
}

/** Appends an act in the caller's transaction and returns its number. */
export async function recordAct(tx: Tx, clock: Clock, act: Act): Promise<number> {
  const payload = JSON.stringify(act.payload ?? {})
  const { rows } = await sql<{ no: number }>`select platform.append_act(${instant(clock)}::timestamptz, ${clock.simulated}, ${act.actor}::bigint,
    ${act.org}::bigint, ${act.verb}, ${act.object}, ${randomBytes(16)}, ${payload}, ${act.personal ?? false}) as no`.execute(tx)
  const no = rows[0]?.no
  if (no === undefined) throw new Error('the act was not recorded')
  return no
}

export type ChainRow = {
  no: number; at: string; actor_id: number; org_id: number; verb: string; object: string
  payload_hash: Buffer; previous_hash: Buffer; hash: Buffer; salt: Buffer | null; payload: string | null
}
export type ChainFinding = { no: number; problem: 'hash' | 'link' | 'payload' }

/** Checks a stretch of the chain. `previous` is the hash before the first row (32 zero bytes at the beginning). Pure. */
export function checkChain(rows: readonly ChainRow[], previous: Buffer): { findings: ChainFinding[]; head: Buffer } {
  const findings: ChainFinding[] = []
  let head = previous
  for (const row of rows) {
    if (!row.previous_hash.equals(head)) findings.push({ no: row.no, problem: 'link' })
    const line = `${row.at}|${row.actor_id}|${row.org_id}|${row.verb}|${row.object}`
    const expected = createHash('sha256').update(row.previous_hash).update(row.payload_hash).update(line).digest()
    if (!expected.equals(row.hash)) findings.push({ no: row.no, problem: 'hash' })
    if (row.payload !== null && row.salt && !createHash('sha256').update(row.salt).update(row.payload).digest().equals(row.payload_hash)) {
      findings.push({ no: row.no, problem: 'payload' })
    }
    head = row.hash
  }
  return { findings, head }
}

/** Acts on one object, newest first: those of organisations one sees, and one's own. The caller has found the object before. */
export const actsOn = (tx: Tx, object: string, limit = 100) =>
  tx.selectFrom('platform.act').leftJoin('platform.act_payload', 'platform.act_payload.act_no', 'platform.act.no')
    .select(['platform.act.no', 'at', 'simulated', 'actor_id', 'verb', 'object', 'payload', 'personal'])
    .where((e) => (tx.scope.role === 'app' ? e.or([visible(e, tx, { seen: ['platform.act.org_id'] }), e('actor_id', '=', tx.scope.actor)]) : e.lit(true)))
    .where('object', '=', object).orderBy('platform.act.no', 'desc').limit(limit).execute()
