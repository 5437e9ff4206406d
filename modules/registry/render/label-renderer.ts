// Sets labels in a process of its own, one sheet after the other, killed when it takes too long.
import { fork } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { LabelModel } from './label-sheet.ts'
import type { LabelReply } from './label-worker.ts'

const TIMEOUT_MS = 30_000
const QUEUE_MAX = 20
let turn: Promise<unknown> = Promise.resolve()
let queued = 0

export function renderLabels(model: LabelModel): Promise<LabelReply> {
  if (queued >= QUEUE_MAX) return Promise.resolve({ ok: false, reason: 'too many sheets wait already; try later' })
  queued++
  const mine = turn.then(() => inProcess(model)).finally(() => { queued-- })
  turn = mine
  return mine
}

function inProcess(model: LabelModel): Promise<LabelReply> {
  const workspace = mkdtempSync(join(tmpdir(), 'duheng-labels-'))
  const { PATH, TMPDIR, TEMP, SystemRoot } = process.env
  const child = fork(join(import.meta.dirname, 'label-worker.ts'), [workspace], {
    serialization: 'advanced', execArgv: ['--max-old-space-size=256', '--no-warnings'], env: { PATH, TMPDIR, TEMP, SystemRoot }, stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
  return new Promise((resolve) => {
    const done = (reply: LabelReply) => {
      clearTimeout(timer)
      child.removeAllListeners()
      child.on('error', () => {}) // what a killed process still says matters to nobody
      child.kill('SIGKILL')
      rmSync(workspace, { recursive: true, force: true })
      resolve(reply)
    }
    const timer = setTimeout(() => done({ ok: false, reason: `the labels took longer than ${TIMEOUT_MS / 1000} s` }), TIMEOUT_MS)
    child.once('message', (reply: LabelReply) => done(reply))
    child.once('error', () => done({ ok: false, reason: 'the label process cannot be reached' }))
    child.once('exit', () => done({ ok: false, reason: 'the label process ended unexpectedly' }))
    child.send(model)
  })
}
