// duheng replay: measurement records computed again from what they keep and compared byte for byte with what was submitted (invariant 13).
import { parseArgs } from 'node:util'
import type { Database } from '#platform/db/database.ts'
import { jobScope } from '#platform/db/scope.ts'
import { readConfig } from '#apps/server/config.ts'
import { replayPage, replayRecord } from '#modules/laboratory/contract.ts'
import type { Replayed } from '#modules/laboratory/contract.ts'
import { answering, openSource, understood } from './backup.ts'

const USAGE = `duheng replay --all | RECORD … [--json]
  Exit 0: every record computes as it did; 1: one differs or is not there; 2: not understood.
  DATA_DIR, or DATABASE_URL with DATABASE_OWNER_URL, as for the server. The embedded database is opened by one process at a time.`

export async function replay(args: string[]): Promise<number> {
  const given = understood(() => parseArgs({ args, allowPositionals: true, options: { all: { type: 'boolean' }, json: { type: 'boolean' } } }))
  const ids = given?.positionals.map(Number) ?? []
  const all = given?.values.all ?? false
  if (!given || all === ids.length > 0 || ids.some((id) => !Number.isSafeInteger(id) || id < 1)) { console.error(USAGE); return 2 }
  const read = readConfig(process.env)
  if (!read.ok) { for (const p of read.problems) console.error(p); return 2 }
  return answering(async () => {
    const db = await openSource(read.config)
    try {
      const say = given.values.json ? (r: Replayed) => console.log(JSON.stringify(r)) : (r: Replayed) => { if (!r.equal) console.log(sentence(r)) }
      const count = all ? await replayAll(db, say) : await replayThese(db, ids, say)
      if (!given.values.json) console.log(`${count.n} results computed again, ${count.n - count.different} byte for byte as they were, ${count.different} different${count.absent > 0 ? `, ${count.absent} records not found` : ''}.`)
      return count.different + count.absent === 0 ? 0 : 1
    } finally {
      await db.close()
    }
  })
}

const sentence = (r: Replayed) => `record ${r.recordId} (item ${r.itemId}, ${r.document}—${r.edition}): ${r.reason ?? 'differs'}`

export type ReplayCount = { n: number; different: number; absent: number }

/** Every submitted result of the house, a page a transaction. */
export async function replayAll(db: Database, each: (r: Replayed) => void): Promise<ReplayCount> {
  const count = { n: 0, different: 0, absent: 0 }
  for (let after: number | undefined = 0; after !== undefined;) {
    const from: number = after
    const page = await db.withTx(jobScope, (tx) => replayPage(tx, from))
    tally(page.replayed, each, count)
    after = page.last
  }
  return count
}

async function replayThese(db: Database, ids: readonly number[], each: (r: Replayed) => void): Promise<ReplayCount> {
  const count = { n: 0, different: 0, absent: 0 }
  for (const id of ids) {
    const replayed = await db.withTx(jobScope, (tx) => replayRecord(tx, id))
    if (replayed.length === 0) count.absent += 1
    tally(replayed, each, count)
  }
  return count
}

function tally(replayed: readonly Replayed[], each: (r: Replayed) => void, count: ReplayCount): void {
  for (const r of replayed) {
    count.n += 1
    if (!r.equal) count.different += 1
    each(r)
  }
}
