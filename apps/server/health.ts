// /healthz says the process has started and answers, /readyz that it can work, /metrics what it does. No details to strangers.
import { timingSafeEqual } from 'node:crypto'
import { Gauge } from 'prom-client'
import { Hono } from 'hono'
import type { Database } from '#platform/db/database.ts'
import type { Env } from '#platform/http/env.ts'
import { registry } from '#platform/http/metrics.ts'
import { notFound } from '#platform/http/problem.ts'
import { open } from '#platform/http/right.ts'
import type { House } from './house.ts'
import { alive } from './watchdog.ts'

const pool = new Gauge({ name: 'duheng_db_connections', help: 'Database connections', labelNames: ['state'], registers: [registry] })

export type Health = { db: Database; house: House; metricsToken?: string; /** Whether everything a start brings is there. */ started: () => boolean }

export const healthRoutes = ({ db, house, metricsToken, started }: Health) => new Hono<Env>()
  .get('/healthz', open(), (c) => (started() ? c.text('ok') : c.text('starting', 503)))
  .get('/readyz', open(), async (c) => {
    const ready = (await alive(db)) && house.problem() === undefined
    return ready ? c.text('ready') : c.text('not ready', 503)
  })
  .get('/metrics', open(), async (c) => {
    const given = c.req.header('Authorization')?.replace(/^Bearer /, '') ?? ''
    const local = ['127.0.0.1', '::1', '::ffff:127.0.0.1'].includes(c.var.address)
    if (!(metricsToken ? same(given, metricsToken) : local)) throw notFound()
    const { total, waiting } = db.load()
    pool.set({ state: 'open' }, total)
    pool.set({ state: 'waiting' }, waiting)
    return c.text(await registry.metrics(), 200, { 'Content-Type': registry.contentType })
  })

const same = (a: string, b: string) => a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b))
