// Wiring of the laboratory: its routes on one app, mounted under /api/laboratory.
import { Hono } from 'hono'
import type { Env } from '#platform/http/env.ts'
import type { CertificateServices } from '#modules/certificates/contract.ts'
import { benchRoutes } from './bench-routes.ts'
import { findingRoutes } from './finding-routes.ts'
import { itemRoutes } from './item-routes.ts'
import { methodRoutes } from './method-routes.ts'
import { orderRoutes } from './order-routes.ts'
import { peopleRoutes } from './people-routes.ts'
import { receptionRoutes } from './reception-routes.ts'
import { replayRoutes } from './replay-routes.ts'
import { signRoutes } from './sign-routes.ts'
import { standardRoutes } from './standard-routes.ts'

export type LaboratoryOptions = { filesDir: string; certificates: CertificateServices }

export const laboratoryRoutes = (options: LaboratoryOptions) => new Hono<Env>()
  .route('/', orderRoutes)
  .route('/', itemRoutes)
  .route('/', receptionRoutes(options))
  .route('/', benchRoutes)
  .route('/', signRoutes(options.certificates))
  .route('/', replayRoutes)
  .route('/', findingRoutes)
  .route('/', peopleRoutes)
  .route('/', standardRoutes(options))
  .route('/', methodRoutes)
