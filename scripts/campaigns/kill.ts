// npm run campaign -- kill [--seconds N] [--seed S]: power cuts on the embedded database and, when TEST_DATABASE_URL names one, PostgreSQL.
import { campaignOptions } from './testing/options.ts'
import { killRounds } from './testing/kill-rounds.ts'

const options = campaignOptions(process.argv.slice(2), 120)
console.log(`kill: seed ${options.seed}, ${options.seconds} s`)
const superUrl = process.env['TEST_DATABASE_URL']
for (const where of superUrl ? [undefined, superUrl] : [undefined]) {
  const name = where ? 'PostgreSQL' : 'embedded'
  const result = await killRounds({ seconds: options.seconds / (superUrl ? 2 : 1), seed: options.seed, superUrl: where }, (r) =>
    console.log(`${name} round ${r.round}: ${r.killed ? 'killed at' : 'ended before'} ${r.at}; ${r.certificates} certificates, all whole`))
  console.log(`${name}: ${result.rounds} rounds, ${result.kills} kills, ${result.failure ?? 'nothing lost, nothing half, nothing twice'}`)
  if (result.failure) process.exitCode = 1
}
