// The command line: names and one-line purposes; each command lives in a file of its own and is loaded when asked for.

type Command = { purpose: string; run: (args: string[]) => Promise<number> }

const commands: Record<string, Command> = {
  start: { purpose: 'start the whole platform (PORT, HOST, DATA_DIR, DATABASE_URL, DEMO)', run: async () => (await import('../server/start.ts')).start() },
  'db-setup': { purpose: 'create the database roles and logins on PostgreSQL: duheng db-setup OWNER_URL', run: async (args) => (await import('./db-setup.ts')).dbSetup(args) },
  migrate: { purpose: 'bring the database to this release (DATABASE_OWNER_URL)', run: async () => (await import('./db-setup.ts')).migrateNow() },
  backup: { purpose: 'everything in one encrypted file: duheng backup FILE [--keys]', run: async (args) => (await import('./backup.ts')).backup(args) },
  restore: { purpose: 'a backup into an empty DATA_DIR or database: duheng restore FILE [--check] [--key KEYFILE]', run: async (args) => (await import('./restore.ts')).restore(args) },
  'move-to-postgres': { purpose: 'the database of DATA_DIR into an empty PostgreSQL: duheng move-to-postgres OWNER_URL', run: async (args) => (await import('./move.ts')).moveToPostgres(args) },
  verify: { purpose: 'check a certificate: duheng verify FILE [--json] [--server URL] [--offline --proof P --policy K]; exit 0 genuine, 1 refused, 2 unreadable', run: async (args) => (await import('./verify.ts')).verify(args) },
  replay: { purpose: 'compute measurement records again and compare: duheng replay --all | RECORD … [--json]; exit 0 equal, 1 different', run: async (args) => (await import('./replay.ts')).replay(args) },
  uncertainty: { purpose: 'the budget of a model, with Monte Carlo beside it: duheng uncertainty FILE [--json] [--trials N] [--seed S]; exit 0 evaluated, 1 refused, 2 unreadable', run: async (args) => (await import('./calculation.ts')).uncertainty(args) },
  compare: { purpose: 'a comparison of laboratories: duheng compare FILE [--json]; exit 0 evaluated, 1 refused, 2 unreadable', run: async (args) => (await import('./calculation.ts')).compare(args) },
  lot: { purpose: 'a lot of prepackaged goods: duheng lot FILE [--json]; exit 0 passes, 1 fails, 2 cannot be judged', run: async (args) => (await import('./calculation.ts')).lot(args) },
  cases: { purpose: 'run published cases: duheng cases DIR [--json]; exit 0 all pass, 1 one fails or is unsupported', run: async (args) => (await import('./calculation.ts')).cases(args) },
  version: { purpose: 'print the release', run: async () => (await import('./version.ts')).printVersion() },
  dev: { purpose: 'for developers: test, check, bench, campaign, tables', run: async (args) => (await import('../../scripts/dev.ts')).dev(args) },
}

const [name = 'help', ...args] = process.argv.slice(2)
const command = Object.hasOwn(commands, name) ? commands[name] : undefined
if (command) {
  process.exitCode = await command.run(args)
} else {
  console.log('duheng COMMAND\n')
  for (const [key, { purpose }] of Object.entries(commands)) console.log(`  ${key.padEnd(18)} ${purpose}`)
  process.exitCode = name === 'help' || name === '--help' ? 0 : 2
}
