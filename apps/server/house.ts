// Puts the house together: every module's routes on one app, and what a higher module offers a lower one. Composition only.
import type { Hono } from 'hono'
import { systemClock } from '#platform/clock.ts'
import type { Clock } from '#platform/clock.ts'
import type { Database } from '#platform/db/database.ts'
import { createApp } from '#platform/http/app.ts'
import type { Env } from '#platform/http/env.ts'
import { sessionRoutes } from '#platform/sessions/session-routes.ts'
import { passkeyRoutes } from '#platform/sessions/passkey-routes.ts'
import type { SessionOptions } from '#platform/sessions/session-routes.ts'
import { actorFacts, tokenFacts } from '#modules/registry/contract.ts'
import { certificatesRoutes, checkPageRoutes, openCertificates, proofFileRoutes, publicRoutes } from '#modules/certificates/server.ts'
import type { CertificateServices } from '#modules/certificates/server.ts'
import { numbersRoutes, openNumbers } from '#modules/calculation/server.ts'
import { logRoutes, openLedger, stampRoutes } from '#modules/ledger/server.ts'
import { laboratoryRoutes } from '#modules/laboratory/server.ts'
import { labelPageRoutes } from '#modules/portal/server.ts'
import { registryRoutes } from '#modules/registry/server.ts'
import { rulebookRoutes } from '#modules/rulebook/server.ts'
import { workbenchRoutes } from '#modules/workbench/server.ts'
import { openApiRoutes } from './openapi.ts'
import { releaseVersion } from './release-version.ts'

export type HouseOptions = {
  db: Database
  tls: boolean
  trustProxy: number
  clock?: Clock
  /** Folder for certificates' files, the log and keys. */
  filesDir: string
  /** Address printed in QR codes, without a slash at the end. */
  publicUrl: string
  demo?: SessionOptions['demo']
  /** Where the built web lies, once it is built; the public page takes its script from there. */
  webFolder?: () => string | undefined
}
export type House = {
  app: Hono<Env>
  certificates: CertificateServices
  /** Why issuing is stopped, if it is. */
  problem(): string | undefined
  close(): Promise<void>
}

export async function openHouse(options: HouseOptions): Promise<House> {
  const ledger = await openLedger({ db: options.db, clock: options.clock ?? systemClock, filesDir: options.filesDir, address: options.publicUrl, demo: options.demo !== undefined })
  const certificates = openCertificates({ ledger, filesDir: options.filesDir, publicUrl: options.publicUrl })
  const app = createApp({ db: options.db, tls: options.tls, trustProxy: options.trustProxy, clock: options.clock, actorFacts, tokenFacts })
  app.route('/api', sessionRoutes({ tls: options.tls, demo: options.demo }))
  app.route('/api', passkeyRoutes({ tls: options.tls, publicUrl: options.publicUrl }))
  app.route('/api', rulebookRoutes)
  app.route('/api', registryRoutes({ publicUrl: options.publicUrl }))
  app.route('/api/laboratory', laboratoryRoutes({ filesDir: options.filesDir, certificates }))
  app.route('/api/workbench', workbenchRoutes)
  app.route('/log', logRoutes(ledger))
  app.route('/api/ledger', stampRoutes(ledger))
  app.route('/api/certificates', certificatesRoutes(certificates))
  app.route('/api/public', publicRoutes(certificates))
  app.route('/', proofFileRoutes(certificates))
  app.route('/', checkPageRoutes(certificates, options.webFolder ?? (() => undefined)))
  app.route('/', labelPageRoutes(certificates, options.webFolder ?? (() => undefined)))
  const numbers = openNumbers()
  app.route('/', numbersRoutes(certificates, { numbers, release: releaseVersion, clock: options.clock ?? systemClock, webFolder: options.webFolder ?? (() => undefined) }))
  app.route('/', openApiRoutes(app, releaseVersion))
  return {
    app, certificates,
    problem: ledger.problem,
    close: async () => {
      await numbers.close()
      await certificates.close()
      await ledger.close()
    },
  }
}
