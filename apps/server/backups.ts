// What a backup of this house consists of: every schema, the log, and the files that rows name by their hash.
import { resolve } from 'node:path'
import type { Contents } from '#platform/backup/backup.ts'
import { startBackups } from '#platform/backup/schedule.ts'
import type { Database } from '#platform/db/database.ts'
import { documentPath } from '#modules/certificates/contract.ts'
import { logInBackup } from '#modules/ledger/contract.ts'
import type { Config } from './config.ts'
import { migrationFolders } from './migrations.ts'
import { releaseVersion } from './release-version.ts'

const laboratory = (sha256: string) => `laboratory/${sha256.slice(0, 2)}/${sha256}`

export const houseContents: Contents = {
  release: releaseVersion,
  migrations: migrationFolders,
  participants: [logInBackup],
  references: [
    { table: 'certificates.certificate', column: 'pdf_sha256', path: (sha256) => documentPath('pdf', sha256) },
    { table: 'certificates.certificate', column: 'xml_sha256', path: (sha256) => documentPath('xml', sha256) },
    { table: 'laboratory.file', column: 'sha256', path: laboratory },
    { table: 'laboratory.standard_certificate', column: 'file_sha256', path: laboratory },
  ],
}

export const filesDirOf = (config: Config): string => resolve(config.dataDir, 'files')

/** Backups while the server runs, when a folder for them is set; returns how to stop. */
export const scheduledBackups = (config: Config, db: Database): (() => Promise<void>) => (config.backupDir === undefined
  ? async () => {}
  : startBackups({ db, contents: houseContents, filesDir: filesDirOf(config), folder: resolve(config.backupDir), keyPath: resolve(config.backupKey), demo: config.demo }))
