// What other modules may use of the workbench: the types of its routes for the typed client.
import type { workbenchRoutes } from './server.ts'

export type WorkbenchApi = typeof workbenchRoutes
