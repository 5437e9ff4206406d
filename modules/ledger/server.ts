// Wiring: what apps/server mounts of the ledger.
export { openLedger, LogUnusable } from './ledger.ts'
export type { Ledger } from './ledger.ts'
export { logRoutes } from './log-routes.ts'
export { stampRoutes } from './stamp-routes.ts'
