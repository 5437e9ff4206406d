// Passkeys in SQL, in the scope of the auth role alone.
import type { Tx } from '#platform/db/database.ts'

export const passkeyById = (tx: Tx, id: string) =>
  tx.selectFrom('platform.passkey').innerJoin('platform.account', 'platform.account.id', 'platform.passkey.account_id')
    .select(['platform.passkey.id', 'account_id', 'person_id', 'public_key', 'counter', 'transports'])
    .where('platform.passkey.id', '=', id).where('closed_at', 'is', null).executeTakeFirst()

export const passkeysOf = (tx: Tx, accountId: number) =>
  tx.selectFrom('platform.passkey').select(['id', 'label', 'transports', 'created_at', 'last_used_at']).where('account_id', '=', accountId).orderBy('created_at').limit(20).execute()

export const addPasskey = (tx: Tx, row: { id: string; account_id: number; public_key: Buffer; counter: number; transports: string[]; label: string }) =>
  tx.insertInto('platform.passkey').values(row).execute()

export const usedPasskey = (tx: Tx, id: string, counter: number, at: string) =>
  tx.updateTable('platform.passkey').set({ counter, last_used_at: at }).where('id', '=', id).execute()

export const removePasskey = (tx: Tx, accountId: number, id: string) =>
  tx.deleteFrom('platform.passkey').where('account_id', '=', accountId).where('id', '=', id).executeTakeFirst()
