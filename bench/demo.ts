// Pages while the demo city fills: a fresh start on an embedded database, people of every role asking for what their pages ask for, one
// request after another as somebody clicking would, for `--seconds` (60). Prints the start, the rate of the fill and the pages' p95.
import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { monotonic_ms, sleep } from '#platform/clock.ts'

const PAGE_GATE_MS = 300
const START_GATE_S = 30
const CLICK_MS = 250
const PASSWORD = 'duheng-2026'

/** What a page of each role asks the server for when it opens. */
const PAGES: readonly (readonly [login: string, paths: readonly string[]])[] = [
  ['jiliangke', ['/api/instruments?limit=50', '/api/instruments?limit=50&q=%E7%A7%A4', '/api/instruments/count?due=overdue', '/api/organisations?limit=50', '/api/certificates?limit=50']],
  ['jianding', ['/api/laboratory/items?verifier=me&limit=50', '/api/laboratory/board', '/api/laboratory/standards']],
  ['shisuo', ['/api/laboratory/board', '/api/laboratory/items?limit=50', '/api/certificates?limit=50', '/api/instruments?limit=50&sort=due']],
  ['shichang', ['/api/instruments?limit=50', '/api/laboratory/orders', '/api/certificates?limit=50']],
]

const { values } = parseArgs({ options: { seconds: { type: 'string', default: '60' } } })
const line = (bench: string, ours: number, unit: string, gate?: number) =>
  console.log(JSON.stringify({ bench, ours: Math.round(ours * 10) / 10, unit, peer: null, peerValue: null, ratio: null, ...(gate === undefined ? { gate: null, pass: true } : { gate: `≤ ${gate}`, pass: ours <= gate }) }))

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((done) => { server.listen(0, '127.0.0.1', done) })
  const address = server.address()
  await new Promise((done) => { server.close(done) })
  return typeof address === 'object' && address !== null ? address.port : 0
}

const dataDir = mkdtempSync(join(tmpdir(), 'duheng-bench-demo-'))
const port = await freePort()
const origin = `http://127.0.0.1:${port}`
const from = monotonic_ms()
const child = spawn(process.execPath, [fileURLToPath(new URL('../apps/cli/main.ts', import.meta.url)), 'start'], {
  env: { ...process.env, DATA_DIR: dataDir, PORT: String(port), HOST: '127.0.0.1', DEMO: '1', DATABASE_URL: undefined }, stdio: ['ignore', 'pipe', 'inherit'],
})
try {
  await new Promise<void>((ready, failed) => {
    child.stdout.on('data', (text: Buffer) => { if (text.toString().includes('Demo sign-ins')) ready() })
    child.on('exit', (code) => failed(new Error(`the start ended with ${code}`)))
  })
  line('demo-start', (monotonic_ms() - from) / 1000, 's', START_GATE_S)
  await sleep(5_000)
  const before = await progress()
  const times = await clicking(Number(values.seconds) * 1000)
  const after = await progress()
  times.sort((a, b) => a - b)
  const share = (p: number) => times[Math.min(times.length - 1, Math.floor(times.length * p))] ?? 0
  line('demo-page-median', share(0.5), 'ms')
  line('demo-page-p95', share(0.95), 'ms', PAGE_GATE_MS)
  line('demo-page-most', share(1), 'ms')
  line('demo-pages', times.length, 'requests')
  line('demo-fill', (after.n - before.n) / Number(values.seconds), 'events/s')
  line('demo-rest', after.of - after.n, 'events')
} finally {
  child.removeAllListeners('exit')
  child.kill('SIGKILL')
  rmSync(dataDir, { recursive: true, force: true })
}

async function progress(): Promise<{ n: number; of: number }> {
  const body: unknown = await (await fetch(`${origin}/api/demo/progress`)).json()
  const members = new Map<string, unknown>(body !== null && typeof body === 'object' ? Object.entries(body) : [])
  return { n: Number(members.get('n')), of: Number(members.get('of')) }
}

async function clicking(length_ms: number): Promise<number[]> {
  const people = []
  for (const [login, paths] of PAGES) {
    const answer = await fetch(`${origin}/api/session`, { method: 'POST', headers: { 'Content-Type': 'application/json', Origin: origin }, body: JSON.stringify({ login, password: PASSWORD }) })
    if (!answer.ok) throw new Error(`${login} cannot sign in: ${answer.status} ${await answer.text()}`)
    people.push({ cookie: (answer.headers.get('Set-Cookie') ?? '').split(';')[0] ?? '', paths })
  }
  const times: number[] = []
  for (const until = monotonic_ms() + length_ms; monotonic_ms() < until;) {
    for (const { cookie, paths } of people) {
      for (const path of paths) {
        const at = monotonic_ms()
        const answer = await fetch(origin + path, { headers: { Cookie: cookie } })
        await answer.arrayBuffer()
        if (!answer.ok) throw new Error(`${path}: ${answer.status}`)
        times.push(monotonic_ms() - at)
        await sleep(CLICK_MS)
      }
    }
  }
  return times
}
