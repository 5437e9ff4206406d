// Orders and items in SQL.
import type { Tx } from '#platform/db/database.ts'
import { visible } from '#platform/db/visible.ts'
import type { Insertable, Selectable } from 'kysely'
import type { Tables } from '#platform/db/tables.ts'
import { PARTIES } from './belongs.ts'

export type OrderRow = Selectable<Tables['laboratory.order']>
export type ItemRow = Selectable<Tables['laboratory.item']>

export const addOrder = (tx: Tx, row: Insertable<Tables['laboratory.order']>) =>
  tx.insertInto('laboratory.order').values(row).returning('id').executeTakeFirstOrThrow()

export const addItems = (tx: Tx, rows: readonly Insertable<Tables['laboratory.item']>[]) =>
  tx.insertInto('laboratory.item').values(rows).returning(['id', 'no', 'slip', 'instrument_id']).execute()

export const orderById = (tx: Tx, id: number) => tx.selectFrom('laboratory.order').selectAll().where('id', '=', id).where((e) => visible(e, tx, PARTIES)).executeTakeFirst()

export const itemById = (tx: Tx, id: number) => tx.selectFrom('laboratory.item').selectAll().where('id', '=', id).where((e) => visible(e, tx, PARTIES)).executeTakeFirst()
/** Locks the item until the transaction ends: whoever decides about it decides alone. */
export const lockItem = (tx: Tx, id: number) => tx.selectFrom('laboratory.item').selectAll().where('id', '=', id).where((e) => visible(e, tx, PARTIES)).forUpdate().executeTakeFirst()

export const itemBySlip = (tx: Tx, slip: string) => tx.selectFrom('laboratory.item').selectAll().where('slip', '=', slip).where((e) => visible(e, tx, PARTIES)).executeTakeFirst()

/** The open item of the instrument whose label was scanned. */
export const openItemByCode = (tx: Tx, code: string, openStates: readonly string[]) =>
  tx.selectFrom('laboratory.item').selectAll().where('instrument_code', '=', code).where('state', 'in', openStates).where((e) => visible(e, tx, PARTIES)).executeTakeFirst()

export const openItemOf = (tx: Tx, instrumentIds: readonly number[], openStates: readonly string[]) =>
  tx.selectFrom('laboratory.item').select(['instrument_id', 'no', 'instrument_name']).where('instrument_id', 'in', instrumentIds).where('state', 'in', openStates).where((e) => visible(e, tx, PARTIES)).execute()

export const changeItem = (tx: Tx, id: number, change: Partial<Pick<ItemRow, 'state' | 'received_on' | 'due_on' | 'verifier_id' | 'procedure_sha256' | 'procedure_document' | 'shelf'>>, at: string) =>
  tx.updateTable('laboratory.item').set((e) => ({ ...change, version: e('version', '+', 1), updated_at: at })).where('id', '=', id).where((e) => visible(e, tx, PARTIES)).execute()

export type OrderFilter = { before?: number; kind?: 'verification' | 'calibration'; client?: number; limit: number }
export const listOrders = (tx: Tx, f: OrderFilter) =>
  tx.selectFrom('laboratory.order as o').select(['o.id', 'o.no', 'o.kind', 'o.way', 'o.wanted_on', 'o.org_id', 'o.client_org_id', 'o.booked_at'])
    .select((e) => e.selectFrom('laboratory.item as i').select((c) => c.fn.countAll<number>().as('n')).whereRef('i.order_id', '=', 'o.id').as('pieces'))
    .where((e) => visible(e, tx, { own: ['o.org_id', 'o.client_org_id'], division: 'o.division' }))
    .$if(f.before !== undefined, (q) => q.where('o.id', '<', f.before ?? 0))
    .$if(f.kind !== undefined, (q) => q.where('o.kind', '=', f.kind ?? ''))
    .$if(f.client !== undefined, (q) => q.where('o.client_org_id', '=', f.client ?? 0))
    .orderBy('o.id', 'desc').limit(f.limit).execute()

export type ItemFilter = { before?: number; laboratory?: number; states?: readonly string[]; order?: number; verifier?: number; instrument?: number; overdueOn?: string; dueFirst?: boolean; limit: number }
export const listItems = (tx: Tx, f: ItemFilter) =>
  tx.selectFrom('laboratory.item as i').innerJoin('laboratory.order as o', 'o.id', 'i.order_id')
    .leftJoin('laboratory.issued as c', 'c.item_id', 'i.id')
    .select(['i.id', 'i.no', 'i.slip', 'i.order_id', 'o.no as order_no', 'o.way', 'o.wanted_on', 'i.org_id', 'i.client_org_id', 'i.instrument_id', 'i.instrument_code', 'i.instrument_name',
      'i.kind', 'i.state', 'i.received_on', 'i.due_on', 'i.verifier_id', 'i.procedure_document', 'i.shelf', 'i.version', 'i.updated_at', 'c.number as certificate_no', 'c.certificate_id', 'c.verdict', 'c.public_id'])
    .where((e) => visible(e, tx, { own: ['i.org_id', 'i.client_org_id'], division: 'i.division' }))
    .$if(f.before !== undefined, (q) => q.where('i.id', '<', f.before ?? 0))
    .$if(f.laboratory !== undefined, (q) => q.where('i.org_id', '=', f.laboratory ?? 0))
    .$if(f.states !== undefined, (q) => q.where('i.state', 'in', f.states ?? []))
    .$if(f.order !== undefined, (q) => q.where('i.order_id', '=', f.order ?? 0))
    .$if(f.verifier !== undefined, (q) => q.where('i.verifier_id', '=', f.verifier ?? 0))
    .$if(f.instrument !== undefined, (q) => q.where('i.instrument_id', '=', f.instrument ?? 0))
    .$if(f.overdueOn !== undefined, (q) => q.where('i.due_on', '<', f.overdueOn ?? ''))
    .$if(f.dueFirst === true, (q) => q.orderBy('i.due_on', (o) => o.asc().nullsLast()))
    .orderBy('i.id', 'desc').limit(f.limit).execute()

/** How many items stand in each state, and how many of them are past their last day. */
export const countByState = (tx: Tx, today: string) =>
  tx.selectFrom('laboratory.item').select(['org_id', 'state']).where((e) => visible(e, tx, PARTIES))
    .select((e) => [e.fn.countAll<number>().as('n'), e.fn.countAll<number>().filterWhere('due_on', '<', today).as('late')])
    .groupBy(['org_id', 'state']).execute()

/** The procedure last used for instruments of the same name: a proposal, no more. */
export const lastProcedureFor = (tx: Tx, orgId: number, instrumentName: string) =>
  tx.selectFrom('laboratory.item').select('procedure_document').where('org_id', '=', orgId).where('instrument_name', '=', instrumentName)
    .where('procedure_document', 'is not', null).where((e) => visible(e, tx, PARTIES)).orderBy('id', 'desc').limit(1).executeTakeFirst()
