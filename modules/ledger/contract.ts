// What other modules may use of the ledger.
import type { stampRoutes } from './stamp-routes.ts'

export type { Ledger } from './ledger.ts'
export type { LeafTimes } from './leaf-times.ts'
export type { Stamp, Stamps } from './stamps.ts'
export { leafPlaces, leafPlace } from './entry-store.ts'
export { publicStamps } from './stamp-store.ts'
export { rights as ledgerRights } from './rights.ts'
export { logInBackup } from './backup.ts'
export type LedgerApi = ReturnType<typeof stampRoutes>
