// npm run bench -- start-up: from `npm start` to /healthz on an empty folder, and again on the same folder. As a whole process.
import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { monotonic_ms, sleep } from '#platform/clock.ts'

const GATES = { first: 60_000, again: 3_000 } as const
const PORT = 18_431
const folder = mkdtempSync(join(tmpdir(), 'duheng-bench-'))

async function startOnce(bench: string, gate: number): Promise<void> {
  const from = monotonic_ms()
  const child = spawn(process.execPath, ['bin/duheng.mjs', 'start'], { env: { ...process.env, DATA_DIR: folder, PORT: String(PORT), DEMO_FILL: '0' }, stdio: 'ignore' })
  const gone = new Promise<void>((resolve) => { child.on('exit', () => resolve()) })
  let ours = Number.NaN
  while (monotonic_ms() - from < 120_000 && child.exitCode === null) {
    const ready = await fetch(`http://127.0.0.1:${PORT}/healthz`).then((r) => r.ok, () => false)
    if (ready) { ours = monotonic_ms() - from; break }
    await sleep(20)
  }
  console.log(JSON.stringify({ bench, ours: Math.round(ours), unit: 'ms', peer: null, peerValue: null, ratio: null, gate: `≤ ${gate}`, pass: ours <= gate }))
  child.kill('SIGTERM')
  await Promise.race([gone, sleep(60_000)])
}

try {
  await startOnce('start-up, first', GATES.first)
  await startOnce('start-up, again', GATES.again)
} finally {
  rmSync(folder, { recursive: true, force: true })
}
