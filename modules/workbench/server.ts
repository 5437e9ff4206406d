// Wiring of the workbench: its routes on one app, mounted under /api/workbench.
import { Hono } from 'hono'
import type { Env } from '#platform/http/env.ts'
import { shareRoutes } from './share-routes.ts'
import { studyRoutes } from './study-routes.ts'

export const workbenchRoutes = new Hono<Env>().route('/', studyRoutes).route('/', shareRoutes)
