// npm run bench: the quick set, five minutes at the most. Each benchmark is a process of its own, one after the other, so that none warms or crowds another.
import { spawnSync } from 'node:child_process'

const SET: readonly (readonly [name: string, ...args: string[]])[] = [['start-up'], ['certificates'], ['measurement'], ['registry', '100000']]

for (const [name, ...args] of SET) {
  const run = spawnSync(process.execPath, [`bench/${name}.ts`, ...args], { stdio: ['ignore', 'inherit', 'inherit'], timeout: 200_000, env: { ...process.env, BENCH_ISSUES: '120' } })
  if (run.status !== 0) { console.log(JSON.stringify({ bench: name, pass: false, failed: run.signal ?? run.status })); process.exitCode = 1 }
}
