// The search of the command palette: items and orders by number or slip, at most ten of each.
import { Hono } from 'hono'
import { z } from 'zod'
import { today } from '#platform/clock.ts'
import type { Tx } from '#platform/db/database.ts'
import { visible } from '#platform/db/visible.ts'
import type { Env } from '#platform/http/env.ts'
import { describe } from '#platform/http/openapi.ts'
import { right } from '#platform/http/right.ts'
import { shape } from '#platform/http/shape.ts'
import { PARTIES } from './belongs.ts'
import { meantNumber } from './finding.ts'
import { rights } from './rights.ts'

const Query = z.strictObject({ q: z.string().max(80) })
const MOST = 10

export const findingRoutes = new Hono<Env>()
  .get('/search', right('order.read', rights['order.read']), describe('laboratory', ['按编号或取样单查找', 'Find by number or slip']), shape('query', Query), async (c) => {
    const { q } = c.req.valid('query')
    const year = Number(today(c.var.clock).slice(0, 4))
    const found = await c.var.tx(async (tx) => ({ items: await findItems(tx, q, year), orders: await findOrders(tx, q, year) }))
    return c.json({
      items: found.items.map((i) => ({ id: i.id, no: i.no, slip: i.slip, instrument: i.instrument_name, state: i.state })),
      orders: found.orders.map((o) => ({ id: o.id, no: o.no, bookedAt: o.booked_at })),
    })
  })

async function findItems(tx: Tx, q: string, year: number) {
  const { slip, numbers, beginning } = meantNumber(q, 'JD', year)
  if (slip === undefined && numbers.length === 0) return []
  return tx.selectFrom('laboratory.item').select(['id', 'no', 'slip', 'instrument_name', 'state']).where((e) => visible(e, tx, PARTIES))
    .where((e) => e.or([
      ...(slip === undefined ? [] : [e('slip', '=', slip)]), ...(numbers.length === 0 ? [] : [e('no', 'in', numbers)]), ...(beginning === undefined ? [] : [e('no', 'like', `${beginning}%`)]),
    ]))
    .orderBy('id', 'desc').limit(MOST).execute()
}

async function findOrders(tx: Tx, q: string, year: number) {
  const { numbers, beginning } = meantNumber(q, 'WT', year)
  if (numbers.length === 0) return []
  return tx.selectFrom('laboratory.order').select(['id', 'no', 'booked_at']).where((e) => visible(e, tx, PARTIES))
    .where((e) => e.or([e('no', 'in', numbers), ...(beginning === undefined ? [] : [e('no', 'like', `${beginning}%`)])]))
    .orderBy('id', 'desc').limit(MOST).execute()
}
