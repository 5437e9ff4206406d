// Where each schema's migrations lie, in the order they are applied: the platform first, then the modules from the bottom up.
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { MigrationFolder } from '#platform/db/migrate.ts'
import { modules } from '#modules/modules.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))

export const migrationFolders: readonly MigrationFolder[] = [
  { schema: 'platform', folder: `${root}platform/migrations` },
  ...modules.map(({ name }) => ({ schema: name, folder: `${root}modules/${name}/migrations` })).filter(({ folder }) => existsSync(folder)),
]
