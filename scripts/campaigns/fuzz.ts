// npm run campaign -- fuzz [--seconds N] [--seed S] [--only NAME]: every reader of what strangers send.
import { fuzz } from './testing/fuzz-run.ts'
import { fuzzTargets } from './testing/fuzz-targets.ts'
import { campaignOptions } from './testing/options.ts'

const options = campaignOptions(process.argv.slice(2), 140)
const targets = fuzzTargets.filter((t) => options.only === undefined || t.name === options.only)
if (targets.length === 0) console.log(`There is no ${options.only}. There are: ${fuzzTargets.map((t) => t.name).join(', ')}`)
console.log(`fuzz: seed ${options.seed}, ${options.seconds} s over ${targets.length} readers`)
for (const target of targets) {
  const result = await fuzz(target, { seconds: options.seconds / targets.length, seed: options.seed })
  console.log(`${result.name.padEnd(20)} ${String(result.runs).padStart(9)} inputs  ${result.failure ?? 'ok'}`)
  if (result.failure) process.exitCode = 1
}
