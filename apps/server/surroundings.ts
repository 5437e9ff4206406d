// What stands around the house in a running server: health, the first set-up or the demonstration's progress, and last the web, which
// answers every address nobody else does. Composition only.
import type { Hono } from 'hono'
import type { Env } from '#platform/http/env.ts'
import type { DemoCity } from './demo/demo-city.ts'
import { demoRoutes } from './demo/demo-routes.ts'
import type { Removal } from './demo/removal.ts'
import { removalRoutes } from './demo/removal-routes.ts'
import { healthRoutes } from './health.ts'
import type { Health } from './health.ts'
import { setupRoutes } from './setup.ts'
import type { Setup } from './setup.ts'
import { webRoutes } from './web.ts'

export type Surroundings = {
  health: Health
  /** A demonstration has its own people and no set-up. */
  demo: Pick<DemoCity, 'progress'> | undefined
  /** How the demonstration is removed. */
  removal?: Removal
  setup: Setup | undefined
  /** Where the built web lies, once it is built. */
  webFolder: () => string | undefined
}

export function surround(app: Hono<Env>, { health, demo, removal, setup, webFolder }: Surroundings): void {
  app.route('/', healthRoutes(health))
  if (demo) app.route('/api/demo', demoRoutes(demo))
  if (demo && removal) app.route('/api/demo', removalRoutes(removal))
  if (!demo) app.route('/api', setupRoutes(setup))
  app.route('/', webRoutes(webFolder))
}
