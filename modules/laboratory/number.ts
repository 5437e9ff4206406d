// Numbers people read and codes machines scan. The running number is drawn under a row lock; the slip's code is random.
import { randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import type { Tx } from '#platform/db/database.ts'

/** Draws the next number of a row like 'JD-2026' of an organisation. */
export async function draw(tx: Tx, orgId: number, key: string, howMany = 1): Promise<number> {
  const row = await tx.insertInto('laboratory.counter').values({ org_id: orgId, key, last: howMany })
    .onConflict((oc) => oc.columns(['org_id', 'key']).doUpdateSet({ last: sql`laboratory.counter.last + ${howMany}` }))
    .returning('last').executeTakeFirstOrThrow()
  return row.last - howMany + 1
}

/** 'JD-2026-004312' */
export const numberText = (key: string, n: number): string => `${key}-${String(n).padStart(6, '0')}`

const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
/** Ten characters of Crockford's alphabet: 50 random bits. */
export const slipCode = (): string => [...randomBytes(10)].map((byte) => ALPHABET.charAt(byte & 31)).join('')

/** What a hand or a scanner gives, as a slip is stored; undefined when it is none. */
export function parseSlip(text: string): string | undefined {
  const code = text.slice(0, 200).normalize('NFKC').trim().toUpperCase().replace(/^.*\//, '').replace(/[\s-]/g, '')
    .replaceAll('O', '0').replaceAll('I', '1').replaceAll('L', '1')
  return /^[0-9A-HJKMNP-TV-Z]{10}$/.test(code) ? code : undefined
}
