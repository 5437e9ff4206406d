// How far the demonstration city is, for the banner; and that a database is never half demonstration, half real.
import { Hono } from 'hono'
import type { Database } from '#platform/db/database.ts'
import { jobScope } from '#platform/db/scope.ts'
import type { Env } from '#platform/http/env.ts'
import { describe } from '#platform/http/openapi.ts'
import { open } from '#platform/http/right.ts'
import type { DemoCity } from './demo-city.ts'

export const demoRoutes = (city: Pick<DemoCity, 'progress'>) => new Hono<Env>()
  .get('/progress', open(), describe('session', ['演示城市的生成进度', 'How far the demonstration city is']), (c) => {
    const { n, of, perSecond, done, problem } = city.progress()
    return c.json({ n, of, perSecond, done, stopped: problem !== undefined })
  })

/** The first organisation decides what a database is for; a sentence when it was opened for the other. */
export async function mixedProblem(db: Database, demo: boolean): Promise<string | undefined> {
  const first = await db.withTx(jobScope, (tx) => tx.selectFrom('registry.organisation').select('demo').orderBy('id').limit(1).executeTakeFirst())
  if (first === undefined || first.demo === demo) return undefined
  return demo
    ? 'This database holds a real organisation: a demo city is never added to it. Start with DEMO=0, or give the demo an empty database or another DATA_DIR.'
    : 'This database holds a demo city, whose sign-ins everybody knows. Start with DEMO=1, or give real use an empty database or another DATA_DIR.'
}
