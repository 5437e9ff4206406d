// Monte Carlo beside numpy on the same machine in the same minute, turn by turn: the gauge block of JCGM 101:2008, 9.5 with its shortest
// 99 % interval, and a model of ten normal inputs, 10⁶ trials each.
//   npm run bench -- monte-carlo [rounds]
// Prints one JSON line each; ratio is numpy's time over ours. Without python3 and numpy the peer is null and the gates are not judged.
import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import type { Input, Stated } from '@duheng/uncertainty/inputs.ts'
import { openPool, runMonteCarlo } from '@duheng/uncertainty/monte-carlo/run-node.ts'
import type { Task } from '@duheng/uncertainty/monte-carlo/prepare.ts'
import { simulate } from '@duheng/uncertainty/monte-carlo/simulate.ts'
import { parseModel } from '@duheng/uncertainty/parse.ts'
import { monotonic_ms } from '#platform/clock.ts'

const TRIALS = 1_000_000
const ROUNDS = Number(process.argv[2] ?? 12)

function taskOf(text: string, inputs: readonly Input[]): Task {
  const model = parseModel(text)
  if (!model.ok) throw new Error(model.message)
  return { model: model.model, inputs }
}
const input = (name: string, estimate: number, stated: Stated): Input => ({ name, estimate, stated })

const TASKS: Record<'gauge' | 'ten', Task> = {
  gauge: taskOf('LS + D0 + d1 + d2 - LS*(dalpha*(Theta0 + Delta) + alphaS*dTheta) - 50000000', [
    input('LS', 50_000_623, { type: 't_scaled', u: 25, dof: 18 }), input('D0', 215, { type: 't_scaled', u: 6, dof: 24 }),
    input('d1', 0, { type: 't_scaled', u: 4, dof: 5 }), input('d2', 0, { type: 't_scaled', u: 7, dof: 8 }),
    input('alphaS', 1.15e-5, { type: 'rectangular', halfWidth: 2e-6 }), input('Theta0', -0.1, { type: 'normal', u: 0.2 }),
    input('Delta', 0, { type: 'u_shaped', halfWidth: 0.5 }), input('dalpha', 0, { type: 'curvilinear_trapezoid', halfWidth: 1e-6, d: 1e-7 }),
    input('dTheta', 0, { type: 'curvilinear_trapezoid', halfWidth: 0.05, d: 0.025 }),
  ]),
  ten: taskOf('(x1*x2 + sin(x3)*x4)/(x5 + x6)*exp(-0.1*x7) + sqrt(x8*x9) + ln(x10)', [
    [1.2, 0.01], [2.3, 0.02], [0.7, 0.005], [1.9, 0.03], [3.1, 0.04], [0.8, 0.01], [1.5, 0.02], [2.2, 0.05], [4, 0.03], [5.5, 0.06],
  ].map(([x = 0, u = 0], i) => input(`x${i + 1}`, x, { type: 'normal', u }))),
}

/** Sampling, model, mean, u and the shortest 99 % interval, as a numpy user writes them; answers a line with wall and processor time in ms. */
const NUMPY = `
import sys, time
import numpy as np
n = ${TRIALS}
def gauge(g):
    def ctrap(a, d):
        b = a - d + 2*d*g.random(n)
        return b*(2*g.random(n) - 1)
    LS = 50000623 + 25*g.standard_t(18, n); D0 = 215 + 6*g.standard_t(24, n); d1 = 4*g.standard_t(5, n); d2 = 7*g.standard_t(8, n)
    al = 1.15e-5 + 2e-6*(2*g.random(n) - 1); T0 = -0.1 + 0.2*g.standard_normal(n); De = 0.5*np.sin(np.pi*(g.random(n) - 0.5))
    da = ctrap(1e-6, 1e-7); dT = ctrap(0.05, 0.025)
    return LS + D0 + d1 + d2 - LS*(da*(T0 + De) + al*dT) - 50000000
def ten(g):
    m = [1.2, 2.3, 0.7, 1.9, 3.1, 0.8, 1.5, 2.2, 4.0, 5.5]; u = [0.01, 0.02, 0.005, 0.03, 0.04, 0.01, 0.02, 0.05, 0.03, 0.06]
    x = [a + b*g.standard_normal(n) for a, b in zip(m, u)]
    return (x[0]*x[1] + np.sin(x[2])*x[3])/(x[4] + x[5])*np.exp(-0.1*x[6]) + np.sqrt(x[7]*x[8]) + np.log(x[9])
print('numpy ' + np.__version__, flush=True)
for line in sys.stdin:
    name, seed = line.split()
    start, cpu = time.perf_counter(), time.process_time()
    y = {'gauge': gauge, 'ten': ten}[name](np.random.default_rng(int(seed)))
    mean, u = y.mean(), y.std(ddof=1)
    y.sort()
    q = int(0.99*n + 0.5); widths = y[q:] - y[:n - q]; r = widths.argmin(); low, high = y[r], y[r + q]
    print((time.perf_counter() - start)*1000, (time.process_time() - cpu)*1000, mean, u, low, high, flush=True)
`

/** Asks numpy for one run at a time; undefined where it is not installed. */
async function numpy() {
  const child = spawn('/usr/bin/python3', ['-c', NUMPY], { stdio: ['pipe', 'pipe', 'ignore'] })
  child.on('error', () => {})
  child.stdin.on('error', () => {})
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  const first = await lines.next()
  if (first.done === true) return undefined
  return {
    version: String(first.value), end: () => child.stdin.end(),
    time: async (name: string, seed: number): Promise<readonly [wall: number, cpu: number]> => {
      child.stdin.write(`${name} ${seed}\n`)
      const [wall, cpu] = String((await lines.next()).value).split(' ').map(Number)
      return [wall ?? Number.NaN, cpu ?? Number.NaN]
    },
  }
}

const least = (times: readonly number[]) => Math.min(...times)
const middle = (times: readonly number[]) => [...times].sort((a, b) => a - b)[Math.floor(times.length / 2)] ?? Number.NaN

/** `gate` is the least ratio of numpy's time to ours, both the least of their rounds. */
function print(bench: string, ours: readonly number[], peer: string | null, theirs: readonly number[], gate?: number): void {
  const judged = theirs.length > 0
  const ratio = judged ? least(theirs) / least(ours) : null
  const rounded = (x: number) => Number(x.toPrecision(4))
  console.log(JSON.stringify({
    bench, ours: rounded(least(ours)), median: rounded(middle(ours)), unit: 'ms', peer, peerValue: judged ? rounded(least(theirs)) : null,
    peerMedian: judged ? rounded(middle(theirs)) : null, ratio: ratio === null ? null : Number(ratio.toPrecision(3)),
    gate: gate === undefined ? undefined : `ratio ≥ ${gate}`, pass: gate === undefined || ratio === null ? undefined : ratio >= gate,
  }))
}

const cold = monotonic_ms()
const begun = await runMonteCarlo(TASKS.gauge, { seed: 0, trials: TRIALS, probabilities: [0.99], workers: 2 })
if (!begun.ok) throw new Error(begun.message)
const coldTime = monotonic_ms() - cold

const peer = await numpy()
const pools = [openPool(1), openPool(2)] as const
for (const name of ['gauge', 'ten'] as const) {
  const task = TASKS[name]
  const times: Record<'one' | 'two' | 'here' | 'cpu' | 'numpy' | 'numpyCpu', number[]> = { one: [], two: [], here: [], cpu: [], numpy: [], numpyCpu: [] }
  const timed = async (to: number[], work: () => unknown) => {
    const from = monotonic_ms()
    await work()
    to.push(monotonic_ms() - from)
  }
  for (let round = 0; round < ROUNDS; round++) {
    const options = { seed: round, trials: TRIALS, probabilities: [0.99], bins: 0 }
    if (peer !== undefined) {
      const [wall, cpu] = await peer.time(name, round)
      times.numpy.push(wall)
      times.numpyCpu.push(cpu)
    }
    await timed(times.one, () => runMonteCarlo(task, { ...options, pool: pools[0] }))
    await timed(times.two, () => runMonteCarlo(task, { ...options, pool: pools[1] }))
    const before = process.cpuUsage()
    await timed(times.here, () => simulate(task, options))
    const { user, system } = process.cpuUsage(before)
    times.cpu.push((user + system) / 1000)
  }
  const title = name === 'gauge' ? 'gauge block (JCGM 101 9.5)' : 'ten normal inputs'
  const version = peer?.version ?? null
  print(`monte-carlo: ${title}, 10⁶ trials, one worker`, times.one, version, times.numpy, 1)
  print(`monte-carlo: ${title}, 10⁶ trials, two workers`, times.two, version, times.numpy, name === 'gauge' ? 3 : 1)
  print(`monte-carlo: ${title}, 10⁶ trials, in the calling thread`, times.here, version, times.numpy)
  // On a machine that others use too, processor time says more than the clock.
  print(`monte-carlo: ${title}, 10⁶ trials, in the calling thread, processor time`, times.cpu, version, times.numpyCpu)
}
print('monte-carlo: gauge block, first run of a process, two workers started and ended', [coldTime], null, [])
peer?.end()
await Promise.all(pools.map((pool) => pool.close()))
