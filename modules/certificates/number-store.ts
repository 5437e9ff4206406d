// Certificate numbers and public ids. One sequence a laboratory and year without gaps: the counter's row lock makes it one, and a number
// stays with the job that asked for it, so that a failed or repeated issue uses the same one again. SQL and nothing else.
import { randomBytes } from 'node:crypto'
import type { CertificateKind } from '@duheng/dcc/record.ts'
import { certificateId } from '@duheng/signing/leaf.ts'
import type { Tx } from '#platform/db/database.ts'
import './tables.ts'

export type Reservation = { number: string; publicId: string; nonce: string }

/** 检定 JD, 检定结果通知 TZ, 校准 JZ. */
const PREFIX = { verification: 'JD', rejection: 'TZ', calibration: 'JZ' } as const satisfies Record<CertificateKind, string>

/** `JD-2026-000123`. */
export const numberText = (kind: CertificateKind, year: number, sequence: number): string => `${PREFIX[kind]}-${year}-${String(sequence).padStart(6, '0')}`

/**
 * The number, public id and nonce for what `source` names (such as `item:17`), the same at every call. `issuedOn` gives the year.
 * The kind may have changed since (a repeated measurement failed): the sequence is kept, the prefix follows.
 */
export async function reserveNumber(tx: Tx, request: { orgId: number; kind: CertificateKind; issuedOn: string; source: string }): Promise<Reservation> {
  const { orgId, kind, source } = request
  const known = await reservationOf(tx, orgId, source)
  if (known !== undefined) return { ...known, number: `${PREFIX[kind]}${known.number.slice(2)}` }
  const year = Number(request.issuedOn.slice(0, 4))
  const { last } = await tx.insertInto('certificates.counter').values({ org_id: orgId, year, last: 1 })
    .onConflict((oc) => oc.columns(['org_id', 'year']).doUpdateSet((eb) => ({ last: eb('certificates.counter.last', '+', 1) })))
    .returning('last').executeTakeFirstOrThrow()
  const row = { org_id: orgId, source, number: numberText(kind, year, last), public_id: certificateId(randomBytes(10)), nonce: randomBytes(16).toString('hex') }
  await tx.insertInto('certificates.reservation').values(row).execute()
  return { number: row.number, publicId: row.public_id, nonce: row.nonce }
}

/** What is reserved for a source, if anything. */
export async function reservationOf(tx: Tx, orgId: number, source: string): Promise<Reservation | undefined> {
  const row = await tx.selectFrom('certificates.reservation').select(['number', 'public_id', 'nonce']).where('org_id', '=', orgId).where('source', '=', source).executeTakeFirst()
  return row && { number: row.number, publicId: row.public_id, nonce: row.nonce }
}

export type NextNumberOptions = { orgId: number; year: number }
/** The highest number used in a year; for lists of numbers without gaps. */
export const lastNumber = async (tx: Tx, { orgId, year }: NextNumberOptions): Promise<number> =>
  (await tx.selectFrom('certificates.counter').select('last').where('org_id', '=', orgId).where('year', '=', year).executeTakeFirst())?.last ?? 0
