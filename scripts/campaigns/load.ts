// npm run campaign -- load [--seconds N] [--seed S] [--only RATE]: requests of a mixed audience a second, on the embedded database or the
// PostgreSQL that TEST_DATABASE_URL names.
import { load, startTarget } from './testing/load-run.ts'
import { campaignOptions } from './testing/options.ts'

const INSTRUMENTS = 5_000
const options = campaignOptions(process.argv.slice(2), 60)
const rate = Number(options.only ?? 50)
console.log(`load: seed ${options.seed}, ${rate} requests a second for ${options.seconds} s, ${INSTRUMENTS} instruments`)
const target = await startTarget(INSTRUMENTS)
try {
  const result = await load(target, { ...options, rate })
  for (const k of result.kinds) console.log(`${k.name.padEnd(13)} ${String(k.n).padStart(6)} requests  p50 ${k.p50} ms  p95 ${k.p95} ms  p99 ${k.p99} ms  max ${k.max} ms  ${k.slowedDown} slowed down  ${k.errors} errors`)
  console.log(`${result.sent} sent, ${result.errors} errors${result.firstError ? `, the first ${result.firstError}` : ''}`)
  if (result.errors > 0) process.exitCode = 1
} finally {
  target.stop()
}
