// A record computed again, on request of those who check and sign.
import { Hono } from 'hono'
import type { Env } from '#platform/http/env.ts'
import { describe } from '#platform/http/openapi.ts'
import { notFound } from '#platform/http/problem.ts'
import { right } from '#platform/http/right.ts'
import { shape } from '#platform/http/shape.ts'
import { replayRecord } from './replay.ts'
import { recordById } from './record-store.ts'
import { rights } from './rights.ts'
import { pathId } from './shapes.ts'

export const replayRoutes = new Hono<Env>()
  .get('/records/:id/replay', right('record.replay', rights['record.replay']), describe('laboratory', ['重算原始记录', 'Compute a record again']), shape('param', pathId), async (c) => {
    const { id } = c.req.valid('param')
    const replayed = await c.var.tx(async (tx) => ((await recordById(tx, id)) ? replayRecord(tx, id) : undefined))
    if (!replayed) throw notFound()
    return c.json({ replayed })
  })
