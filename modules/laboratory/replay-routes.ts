// Records computed again, on request of those who check and sign: one, or all of them in short pages.
import { Hono } from 'hono'
import { z } from 'zod'
import type { Env } from '#platform/http/env.ts'
import { describe } from '#platform/http/openapi.ts'
import { notFound } from '#platform/http/problem.ts'
import { right } from '#platform/http/right.ts'
import { shape } from '#platform/http/shape.ts'
import { replayPage, replayRecord } from './replay.ts'
import { countResults, recordById } from './record-store.ts'
import { rights } from './rights.ts'
import { pathId } from './shapes.ts'

/** Short, so that computing again never holds a transaction or the process for long. */
const PAGE = 20
const From = z.strictObject({ after: z.coerce.number().int().min(0).default(0) })

export const replayRoutes = new Hono<Env>()
  .get('/replay', right('record.replay', rights['record.replay']), describe('laboratory', ['逐页重算全部结果', 'Compute all results again, a page at a time']), shape('query', From), async (c) => {
    const { after } = c.req.valid('query')
    const found = await c.var.tx(async (tx) => ({ total: await countResults(tx), page: await replayPage(tx, after, PAGE) }))
    return c.json({ total: found.total, replayed: found.page.replayed, next: found.page.last ?? null })
  })
  .get('/records/:id/replay', right('record.replay', rights['record.replay']), describe('laboratory', ['重算原始记录', 'Compute a record again']), shape('param', pathId), async (c) => {
    const { id } = c.req.valid('param')
    const replayed = await c.var.tx(async (tx) => ((await recordById(tx, id)) ? replayRecord(tx, id) : undefined))
    if (!replayed) throw notFound()
    return c.json({ replayed })
  })
