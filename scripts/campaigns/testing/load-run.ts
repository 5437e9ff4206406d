// Requests of a mixed audience at a fixed rate against a real listener. Each is timed from the moment it was due, not from when a socket
// was free, so that a stall is seen in full.
import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { monotonic_ms, sleep } from '#platform/clock.ts'
import { pick, randomFrom } from './options.ts'

export type Target = { base: string; cookie: string; code: string; publicId: string; stop(): void }
type Kind = { name: string; share: number; request: (t: Target, n: number, random: () => number) => { path: string; method?: string; body?: object } }

const words = ['电子计价秤', 'ACS-17', '云溪', 'L123', '衡器', '不存在']
const KINDS: readonly Kind[] = [
  { name: 'list', share: 30, request: () => ({ path: '/api/instruments?limit=50&sort=due' }) },
  { name: 'search', share: 15, request: (_t, _n, random) => ({ path: `/api/instruments?q=${encodeURIComponent(pick(random, words))}` }) },
  { name: 'one', share: 20, request: (t) => ({ path: `/api/instruments/${t.code}` }) },
  { name: 'certificates', share: 10, request: () => ({ path: '/api/certificates?limit=20' }) },
  { name: 'verify', share: 10, request: (t) => ({ path: `/api/public/certificates/${t.publicId}` }) },
  { name: 'session', share: 5, request: () => ({ path: '/api/session' }) },
  { name: 'register', share: 10, request: (_t, n) => ({ path: '/api/instruments', method: 'POST', body: { name: '电子秤', purpose: 'trade', category: '衡器', kind: '非自动衡器', serial: `load-${n}`, maker: 'x', model: 'y' } }) },
]

/** Starts the house of load-server.ts, or names one that runs. */
export async function startTarget(instruments: number): Promise<Target> {
  const child = spawn(process.execPath, ['--no-warnings', fileURLToPath(new URL('load-server.ts', import.meta.url)), String(instruments)], { stdio: ['pipe', 'pipe', 'inherit'], env: { ...process.env, NODE_TEST_CONTEXT: undefined } })
  const line = await new Promise<string>((resolve, reject) => {
    let text = ''
    child.stdout.on('data', (d) => { text += String(d); const end = text.split('\n').find((l) => l.startsWith('{"port"')); if (end) resolve(end) })
    child.on('close', () => reject(new Error('the house of the load campaign did not start')))
  })
  const { port, ...rest } = JSON.parse(line)
  return { base: `http://127.0.0.1:${port}`, ...rest, stop: () => child.stdin.end() }
}

export type KindResult = { name: string; n: number; p50: number; p95: number; p99: number; max: number; slowedDown: number; errors: number }
export type LoadResult = { sent: number; errors: number; kinds: KindResult[]; firstError: string | undefined }

const quantile = (sorted: readonly number[], q: number): number => Math.round(sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * q) - 1)] ?? 0)

export async function load(target: Target, options: { seconds: number; rate: number; seed: number }): Promise<LoadResult> {
  const random = randomFrom(options.seed)
  const bag = KINDS.flatMap((kind) => Array.from({ length: kind.share }, () => kind))
  const took = new Map(KINDS.map((k) => [k.name, { ms: [] as number[], slowedDown: 0, errors: 0 }]))
  let firstError: string | undefined
  const one = async (kind: Kind, n: number, due: number): Promise<void> => {
    const into = took.get(kind.name)
    const { path, method = 'GET', body } = kind.request(target, n, random)
    try {
      const answer = await fetch(target.base + path, { method, headers: { Cookie: `duheng=${target.cookie}`, 'Sec-Fetch-Site': 'same-origin', 'Content-Type': 'application/json' }, body: body && JSON.stringify(body) })
      const text = await answer.text()
      if (answer.status === 429 && into) into.slowedDown++
      else if (!answer.ok && into) { into.errors++; firstError ??= `${kind.name}: ${answer.status} ${text.slice(0, 160)}` }
    } catch (error) {
      if (into) into.errors++
      firstError ??= `${kind.name}: ${String(error)}`
    }
    into?.ms.push(monotonic_ms() - due)
  }
  const from = monotonic_ms()
  const running: Promise<void>[] = []
  for (let n = 0; n < options.seconds * options.rate; n++) {
    const due = from + (n * 1_000) / options.rate
    if (due > monotonic_ms()) await sleep(due - monotonic_ms())
    running.push(one(pick(random, bag), n, due))
  }
  await Promise.all(running)
  const kinds = [...took].map(([name, { ms, slowedDown, errors }]) => {
    const sorted = ms.toSorted((a, b) => a - b)
    return { name, n: ms.length, p50: quantile(sorted, 0.5), p95: quantile(sorted, 0.95), p99: quantile(sorted, 0.99), max: Math.round(sorted.at(-1) ?? 0), slowedDown, errors }
  })
  return { sent: running.length, errors: kinds.reduce((n, k) => n + k.errors, 0), kinds, firstError }
}
