// All configuration, read from the environment once and checked; nothing else in the house reads process.env for settings.
import { join } from 'node:path'
import { z } from 'zod'

const Environment = z.object({
  PORT: z.coerce.number().int().min(0).max(65_535).default(8080),
  HOST: z.string().min(1).optional(),
  DATA_DIR: z.string().min(1).default('data'),
  DATABASE_URL: z.string().regex(/^postgres(ql)?:\/\//, 'a postgres:// address').optional(),
  DATABASE_OWNER_URL: z.string().regex(/^postgres(ql)?:\/\//, 'a postgres:// address').optional(),
  DEMO: z.enum(['0', '1']).optional(),
  DEMO_FILL: z.enum(['0', '1']).default('1'),
  PUBLIC_URL: z.url().optional(),
  TRUST_PROXY: z.coerce.number().int().min(0).max(5).default(0),
  TLS_CERT: z.string().optional(),
  TLS_KEY: z.string().optional(),
  METRICS_TOKEN: z.string().min(16).optional(),
  BACKUP_DIR: z.string().min(1).optional(),
  BACKUP_KEY: z.string().min(1).optional(),
})

export type Config = {
  port: number; host: string; dataDir: string; databaseUrl?: string; ownerUrl?: string; demo: boolean; demoSaid: boolean; demoFill: boolean; publicUrl?: string; trustProxy: number
  tls?: { cert: string; key: string }; metricsToken?: string
  /** Folder the embedded server writes a backup to every 15 minutes; the file of the key is made when it is not there. */
  backupDir?: string; backupKey: string
}

/** The configuration, or one sentence a setting. */
export function readConfig(env: Record<string, string | undefined>): { ok: true; config: Config } | { ok: false; problems: string[] } {
  const parsed = Environment.safeParse(env)
  if (!parsed.success) return { ok: false, problems: parsed.error.issues.map((i) => `${i.path.join('.')}: ${i.message}`) }
  const e = parsed.data
  const problems: string[] = []
  if (e.DATABASE_URL && e.DEMO === undefined) problems.push('DATABASE_URL is set: say DEMO=0 for real use or DEMO=1 for a demo city; demo sign-ins never appear in a production database by accident')
  if ((e.TLS_CERT === undefined) !== (e.TLS_KEY === undefined)) problems.push('TLS_CERT and TLS_KEY go together')
  if (problems.length > 0) return { ok: false, problems }
  const demo = e.DEMO !== '0'
  const tls = e.TLS_CERT && e.TLS_KEY ? { cert: e.TLS_CERT, key: e.TLS_KEY } : undefined
  return {
    ok: true,
    config: {
      port: e.PORT, host: e.HOST ?? '127.0.0.1', dataDir: e.DATA_DIR, databaseUrl: e.DATABASE_URL, ownerUrl: e.DATABASE_OWNER_URL,
      demo, demoSaid: e.DEMO !== undefined, demoFill: e.DEMO_FILL === '1', publicUrl: e.PUBLIC_URL, trustProxy: e.TRUST_PROXY, tls, metricsToken: e.METRICS_TOKEN,
      backupDir: e.BACKUP_DIR, backupKey: e.BACKUP_KEY ?? join(e.DATA_DIR, 'backup.key'),
    },
  }
}
