// Stamps over HTTP: which exist and where in the log they count (for everybody), and ending one's own.
import { Hono } from 'hono'
import { z } from 'zod'
import { recordAct } from '#platform/acts/acts.ts'
import type { Env } from '#platform/http/env.ts'
import { describe } from '#platform/http/openapi.ts'
import { refuse } from '#platform/http/problem.ts'
import { actorOf, freshlyConfirmed, grantFor, open, right } from '#platform/http/right.ts'
import { both, shape } from '#platform/http/shape.ts'
import { rateLimit } from '#platform/http/throttle.ts'
import type { Ledger } from './ledger.ts'
import { rights } from './rights.ts'
import { publicStamps } from './stamp-store.ts'

const End = z.strictObject({
  how: z.enum(['retire', 'compromise']),
  /** The first leaf whose signature no longer counts; for a compromise. */
  since: z.number().int().min(0).optional(),
  reason: z.string().trim().min(4, both('请写明原因', 'Give the reason')).max(500),
})

export const stampRoutes = (ledger: Ledger) => new Hono<Env>()
  .get('/stamps', open(), describe('ledger', ['签章及其在日志中的有效区间', 'Stamps and where in the log they count']), rateLimit(60, 120), async (c) => {
    const rows = await c.var.tx((tx) => publicStamps(tx))
    return c.json({
      origin: ledger.origin, vkey: ledger.vkey, demo: ledger.demo,
      stamps: rows.map((r) => ({
        key: r.key, role: r.role, certificate: r.certificate.toString('base64'), addedIndex: r.added_index, endedIndex: r.ended_index,
        ended: r.ended_op, compromisedSince: r.compromised_since,
      })),
    })
  })
  .post('/stamps/end', right('stamp.end', rights['stamp.end']), freshlyConfirmed(), describe('ledger', ['停用本单位签章', 'End the stamp of one’s organisation']), shape('json', End), async (c) => {
    const { how, since, reason } = c.req.valid('json')
    const actor = actorOf(c)
    const { orgId } = grantFor(actor, rights['stamp.end'])
    if ((how === 'compromise') !== (since !== undefined)) {
      throw refuse(422, 'since', ['密钥失密时请指明从第几条起不再有效；正常停用时不填。', 'A compromise names the first leaf that no longer counts; a retirement does not.'], [{ field: 'since', rule: 'since', words: ['与停用方式不符', 'does not fit the way of ending'] }])
    }
    const entry = await ledger.stamps.end(orgId, since === undefined ? { op: 'key-retire' } : { op: 'key-compromise', since }, c.var.clock)
    if (entry === undefined) throw refuse(409, 'no-stamp', ['本单位目前没有在用的签章。', 'Your organisation has no stamp in use.'])
    await c.var.tx((tx) => recordAct(tx, c.var.clock, { actor: actor.personId, org: orgId, verb: `stamp.${how}`, object: `organisation:${orgId}`, payload: { entry, reason, since: since ?? null } }))
    await ledger.sequenced([entry])
    return c.json({ ok: true })
  })
