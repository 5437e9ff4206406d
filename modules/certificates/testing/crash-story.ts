// Runs the child of crash-child.ts and says what must hold however it ended. For tests and the kill campaign.
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const child = fileURLToPath(new URL('crash-child.ts', import.meta.url))

export type State = {
  certificates: { source: string; number: string; public_id: string; entry_id: number }[]
  published: number; issueActs: number; entries: { id: number; op: string; leaf_index: number | null }[]; documents: boolean[]
  problem: string | null; compared: string | null; size: number; checkpoint: string | null
}
/** `states` in the order the child saw them; `state` is the last. */
export type Ended = { killed: boolean; states: readonly State[]; state: State | undefined; error: string }

/** `killAfter_ms` kills the child at that time, wherever it is; CRASH_AT in `env` kills it at a point. */
export function run(act: 'issue' | 'recover', filesDir: string, database: string, env: Record<string, string> = {}, killAfter_ms?: number): Promise<Ended> {
  return new Promise((resolve) => {
    const process_ = spawn(process.execPath, ['--no-warnings', child, act, filesDir, database], { env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'] })
    const timer = killAfter_ms === undefined ? undefined : setTimeout(() => { process_.kill('SIGKILL') }, killAfter_ms)
    let out = ''
    let error = ''
    process_.stdout.on('data', (d) => { out += String(d) })
    process_.stderr.on('data', (d) => { error += String(d) })
    process_.on('close', (_code, signal) => {
      clearTimeout(timer)
      const states: State[] = out.trim().split('\n').filter((line) => line.startsWith('{"certificates"')).map((line) => JSON.parse(line))
      resolve({ killed: signal === 'SIGKILL', states, state: states.at(-1), error })
    })
  })
}

/** What must hold however the story ended. */
export function checkWhole(state: State | undefined, error: string): asserts state is State {
  assert.ok(state, error)
  assert.equal(state.problem, null)
  assert.equal(state.compared, null)
  assert.equal(state.published, state.certificates.length)
  assert.equal(state.issueActs, state.certificates.length)
  assert.ok(state.documents.every((there) => there), 'every certificate has its documents')
  const places = state.entries.map((e) => e.leaf_index).sort((a, b) => (a ?? -1) - (b ?? -1))
  assert.deepEqual(places, places.map((_, i) => i), 'every leaf has one place and there are no holes')
  assert.equal(state.size, state.entries.length)
  assert.equal(state.entries.filter((e) => e.op === 'issue').length, state.certificates.length)
}

/** Where an issue may be cut; the test of crashes compares it with what was passed. */
export const CRASH_POINTS = [
  'certificate: rendered', 'certificate: sealed', 'certificate: files written', 'certificate: leaf signed', 'certificate: leaf stored', 'certificate: row stored',
  'certificate: act recorded', 'certificate: committed', 'ledger: bundles written', 'ledger: tiles written', 'ledger: tree remembered',
  'ledger: checkpoint published', 'ledger: places written back', 'certificate: issued',
] as const
