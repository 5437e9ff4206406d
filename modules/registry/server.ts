// Wiring of the registry: its routes.
import { Hono } from 'hono'
import type { Env } from '#platform/http/env.ts'
import { exportRoutes } from './export-routes.ts'
import { importRoutes } from './import/import-routes.ts'
import { instrumentActRoutes } from './instrument-act-routes.ts'
import { instrumentRoutes } from './instrument-routes.ts'
import { labelRoutes } from './label-routes.ts'
import { organisationRoutes } from './organisation-routes.ts'
import { personRoutes } from './person-routes.ts'
import { placeRoutes } from './place-routes.ts'
import { tokenRoutes } from './token-routes.ts'

export const registryRoutes = (options: { publicUrl: string }) => new Hono<Env>()
  .route('/', exportRoutes).route('/', importRoutes).route('/', labelRoutes(options)).route('/', instrumentRoutes).route('/', instrumentActRoutes)
  .route('/', organisationRoutes).route('/', placeRoutes).route('/', personRoutes).route('/', tokenRoutes)
export type RegistryApi = ReturnType<typeof registryRoutes>
