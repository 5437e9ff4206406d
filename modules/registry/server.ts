// Wiring of the registry: its routes.
import { Hono } from 'hono'
import type { Env } from '#platform/http/env.ts'
import { instrumentActRoutes } from './instrument-act-routes.ts'
import { instrumentRoutes } from './instrument-routes.ts'

export const registryRoutes = new Hono<Env>().route('/', instrumentRoutes).route('/', instrumentActRoutes)
export type RegistryApi = typeof registryRoutes
