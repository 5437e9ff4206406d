// Wiring of certificates: services opened once, routes, and what is offered to the laboratory.
import { availableParallelism } from 'node:os'
import { Hono } from 'hono'
import type { Ledger } from '#modules/ledger/contract.ts'
import type { Env } from '#platform/http/env.ts'
import { archiveRoutes } from './archive-routes.ts'
import { certificateFiles } from './certificate-files.ts'
import { certificateRoutes } from './certificate-routes.ts'
import { checkPageRoutes } from './check-page.ts'
import { endingRoutes } from './ending-routes.ts'
import type { CertificateServices } from './prepare.ts'
import { proofFileRoutes, publicRoutes } from './public-routes.ts'
import { createRenderer } from './render/renderer.ts'

export type { CertificateServices } from './prepare.ts'

/** Each holds fonts and a compiler (some 200 MB); they start one by one when certificates wait. */
const RENDERERS_MAX = 4

export function openCertificates(options: { ledger: Ledger; filesDir: string; publicUrl: string; workers?: number }): CertificateServices {
  const renderer = createRenderer({ workers: options.workers ?? Math.min(RENDERERS_MAX, availableParallelism()) })
  return { ledger: options.ledger, files: certificateFiles(options.filesDir), renderer, publicUrl: options.publicUrl, close: () => renderer.close() }
}

/** Mounted at /api/certificates; the archive first, or its name would be taken for an id. */
export const certificatesRoutes = (services: CertificateServices) => new Hono<Env>()
  .route('/', archiveRoutes(services)).route('/', certificateRoutes(services)).route('/', endingRoutes(services))
export type CertificatesApi = ReturnType<typeof certificatesRoutes>

export { checkPageRoutes, proofFileRoutes, publicRoutes }
