// Wiring of the rulebook: its routes.
import { Hono } from 'hono'
import type { Env } from '#platform/http/env.ts'
import { adoptionRoutes } from './adoption-routes.ts'
import { ruleRoutes } from './rule-routes.ts'

export const rulebookRoutes = new Hono<Env>().route('/', adoptionRoutes).route('/', ruleRoutes)
export type RulebookApi = typeof rulebookRoutes
