// What other modules may use of the laboratory, and the types of its routes for the typed client.
import type { laboratoryRoutes } from './server.ts'

export type LaboratoryApi = ReturnType<typeof laboratoryRoutes>
export { replayPage, replayRecord } from './replay.ts'
export type { Replayed } from './replay.ts'
export { standardsByIds } from './standard-store.ts'
