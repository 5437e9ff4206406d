// Accounts and sessions in SQL, in the scope of the auth role alone.
import type { Tx } from '#platform/db/database.ts'

export const accountByLogin = (tx: Tx, login: string) =>
  tx.selectFrom('platform.account').selectAll().where('login', '=', login).where('closed_at', 'is', null).executeTakeFirst()

export const accountOfPerson = (tx: Tx, personId: number) =>
  tx.selectFrom('platform.account').selectAll().where('person_id', '=', personId).executeTakeFirst()

export const addAccount = (tx: Tx, row: { person_id: number; login: string; password_hash: string | null }) =>
  tx.insertInto('platform.account').values(row).returning('id').executeTakeFirstOrThrow()

export const setPasswordHash = (tx: Tx, accountId: number, hash: string) =>
  tx.updateTable('platform.account').set({ password_hash: hash }).where('id', '=', accountId).execute()

export const addSession = (tx: Tx, row: { token_sha256: Buffer; account_id: number | null; at: string; expires_at: string; device: string; confirmed_at: string | null; challenge?: string }) =>
  tx.insertInto('platform.session').values({
    token_sha256: row.token_sha256, account_id: row.account_id, created_at: row.at, seen_at: row.at, expires_at: row.expires_at,
    device: row.device, confirmed_at: row.confirmed_at, challenge: row.challenge ?? null,
  }).execute()

export const sessionByToken = (tx: Tx, token_sha256: Buffer) =>
  tx.selectFrom('platform.session').leftJoin('platform.account', 'platform.account.id', 'platform.session.account_id')
    .select(['token_sha256', 'account_id', 'person_id', 'seen_at', 'expires_at', 'ended_at', 'confirmed_at', 'challenge', 'closed_at'])
    .where('token_sha256', '=', token_sha256).executeTakeFirst()

export const touchSession = (tx: Tx, token_sha256: Buffer, at: string) =>
  tx.updateTable('platform.session').set({ seen_at: at }).where('token_sha256', '=', token_sha256).execute()

export const confirmSession = (tx: Tx, token_sha256: Buffer, at: string) =>
  tx.updateTable('platform.session').set({ confirmed_at: at }).where('token_sha256', '=', token_sha256).execute()

export const setChallenge = (tx: Tx, token_sha256: Buffer, challenge: string | null) =>
  tx.updateTable('platform.session').set({ challenge }).where('token_sha256', '=', token_sha256).execute()

export const endSession = (tx: Tx, token_sha256: Buffer, at: string) =>
  tx.updateTable('platform.session').set({ ended_at: at }).where('token_sha256', '=', token_sha256).execute()

export const endOtherSessions = (tx: Tx, accountId: number, but: Buffer, at: string) =>
  tx.updateTable('platform.session').set({ ended_at: at }).where('account_id', '=', accountId).where('token_sha256', '!=', but).where('ended_at', 'is', null).execute()

export const sessionsOf = (tx: Tx, accountId: number, at: string) =>
  tx.selectFrom('platform.session').select(['token_sha256', 'created_at', 'seen_at', 'device'])
    .where('account_id', '=', accountId).where('ended_at', 'is', null).where('expires_at', '>', at).orderBy('seen_at', 'desc').limit(50).execute()

export const addAttempt = (tx: Tx, keys: readonly string[], at: string) =>
  tx.insertInto('platform.signin_attempt').values(keys.map((key) => ({ key, at }))).execute()

export const attemptsSince = (tx: Tx, key: string, since: string) =>
  tx.selectFrom('platform.signin_attempt').select((e) => [e.fn.countAll<number>().as('n'), e.fn.max('at').as('last')])
    .where('key', '=', key).where('at', '>', since).executeTakeFirstOrThrow()

export const forgetAttempts = (tx: Tx, before: string) =>
  tx.deleteFrom('platform.signin_attempt').where('at', '<', before).execute()

export const clearAttempts = (tx: Tx, key: string) =>
  tx.deleteFrom('platform.signin_attempt').where('key', '=', key).execute()
