// The system administrator removes the demonstration: what it would remove, and the act, confirmed by a typed word and by who they are.
import { Hono } from 'hono'
import { z } from 'zod'
import { instant, systemClock } from '#platform/clock.ts'
import type { Env } from '#platform/http/env.ts'
import { log } from '#platform/http/log.ts'
import { describe } from '#platform/http/openapi.ts'
import { refuse } from '#platform/http/problem.ts'
import { actorOf, freshlyConfirmed, open, right } from '#platform/http/right.ts'
import { both, shape } from '#platform/http/shape.ts'
import { REMOVAL_STEPS } from './removal.ts'
import type { Removal } from './removal.ts'

const remove = { roles: ['system-admin'] } as const
const Confirmed = z.strictObject({ confirm: z.literal('DEMO', both('请输入 DEMO', 'Type DEMO')) })

export const removalRoutes = (removal: Removal) => new Hono<Env>()
  .get('/removal', right('demo.remove', remove), describe('session', ['删除演示会删去什么', 'What removing the demonstration would remove']), async (c) => {
    const { obstacle, ...counts } = await removal.facts()
    return c.json({ ...counts, obstacle: obstacle ?? null })
  })
  // While it goes on there is no house and nobody has a session (removalFetch answers then).
  .get('/removal/progress', open(), describe('session', ['删除演示的进度', 'How far the removal is']), (c) => c.json({ step: 0, of: REMOVAL_STEPS.length, doing: REMOVAL_STEPS[0] }))
  .post('/removal', right('demo.remove', remove), freshlyConfirmed(), describe('session', ['删除全部演示数据', 'Remove the whole demonstration']), shape('json', Confirmed), async (c) => {
    const { obstacle } = await removal.facts()
    if (obstacle) throw refuse(409, 'not-removable', obstacle)
    log({ event: 'demo', outcome: 'removal asked', actor: actorOf(c).personId }, instant(systemClock))
    removal.ask()
    return c.json({ of: REMOVAL_STEPS.length }, 202)
  })
