// The pool of rendering processes: hands out certificates one at a time, kills and replaces a process that takes too long or dies, and
// refuses when too many wait. Absent: what is printed (page-model.ts) and how (typeset.ts).

import { fork } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { CertificateRecord } from '@duheng/dcc/record.ts'
import type { VerificationMark } from './page-model.ts'
import type { RenderJob, RenderReply } from './render-message.ts'
import type { Rendered } from './typeset.ts'

export type { Rendered, VerificationMark }

export type Renderer = {
  /** The XML is attached byte for byte. A refusal is a sentence, with the character when a character is the cause. */
  renderCertificate(record: CertificateRecord, xml: Uint8Array, mark: VerificationMark): Promise<Rendered>
  /** Ends the processes; what still waits is refused. */
  close(): Promise<void>
}

export type RendererOptions = {
  workers?: number
  timeout_ms?: number
  /** How many may wait before new ones are refused. */
  maximumWaiting?: number
}

type Waiting = RenderJob & { settle: (rendered: Rendered) => void }
type Worker = { child: ChildProcess; workspace: string; current?: { job: Waiting; timer: NodeJS.Timeout } }

/** Processes start with the first job and do not keep the program alive while idle. */
export function createRenderer({ workers = 1, timeout_ms = 20_000, maximumWaiting = 1000 }: RendererOptions = {}): Renderer {
  const pool = new Set<Worker>()
  const waiting: Waiting[] = []
  let count = 0
  let isClosed = false

  const discard = (worker: Worker, reason: string): void => {
    pool.delete(worker)
    worker.child.kill('SIGKILL')
    settle(worker, { ok: false, reason })
    next()
  }
  const start = (): Worker => {
    const worker = startWorker()
    pool.add(worker)
    worker.child.on('message', (reply: RenderReply) => {
      if (worker.current?.job.id !== reply.id) return
      if (reply.isRetiring) pool.delete(worker)
      settle(worker, reply.rendered)
      rest(worker.child)
      next()
    })
    worker.child.on('error', () => discard(worker, 'the rendering process cannot be reached; it is replaced'))
    worker.child.on('exit', () => {
      rmSync(worker.workspace, { recursive: true, force: true })
      if (pool.has(worker)) discard(worker, 'the rendering process ended unexpectedly; it is replaced')
    })
    return worker
  }
  const next = (): void => {
    if (isClosed || waiting.length === 0) return
    const worker = [...pool].find(each => !each.current) ?? (pool.size < workers ? start() : undefined)
    const job = worker && waiting.shift()
    if (!worker || !job) return
    const timer = setTimeout(() => discard(worker, `the certificate took longer than ${timeout_ms} ms to render`), timeout_ms)
    worker.current = { job, timer }
    wake(worker.child)
    worker.child.send({ id: job.id, record: job.record, xml: job.xml, mark: job.mark } satisfies RenderJob)
    next()
  }

  return {
    renderCertificate(record, xml, mark) {
      if (isClosed) return Promise.resolve({ ok: false, reason: 'the renderer is closed' })
      if (waiting.length >= maximumWaiting) {
        return Promise.resolve({ ok: false, reason: `${waiting.length} certificates wait already; try later` })
      }
      return new Promise(resolve => {
        count += 1
        waiting.push({ id: count, record, xml, mark, settle: resolve })
        next()
      })
    },
    async close() {
      isClosed = true
      for (const job of waiting.splice(0)) job.settle({ ok: false, reason: 'the renderer is closed' })
      const ended = [...pool].map(({ child }) => new Promise(resolve => child.once('exit', resolve)))
      for (const worker of pool) {
        wake(worker.child)
        discard(worker, 'the renderer is closed')
      }
      await Promise.all(ended)
    },
  }
}

function startWorker(): Worker {
  const workspace = mkdtempSync(join(tmpdir(), 'duheng-render-'))
  const child = fork(join(import.meta.dirname, 'render-worker.ts'), [workspace], {
    serialization: 'advanced',
    execArgv: ['--max-old-space-size=256', '--no-warnings'],
    env: workerEnvironment(),
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
  rest(child)
  return { child, workspace }
}

/** The process gets no secrets: only what Node needs to start. */
function workerEnvironment(): NodeJS.ProcessEnv {
  const { PATH, TMPDIR, TEMP, SystemRoot } = process.env
  return { PATH, TMPDIR, TEMP, SystemRoot }
}

function settle(worker: Worker, rendered: Rendered): void {
  const { current } = worker
  worker.current = undefined
  if (!current) return
  clearTimeout(current.timer)
  current.job.settle(rendered)
}

/** An idle process must not keep the program alive; a busy one must. */
function rest(child: ChildProcess): void {
  child.unref()
  child.channel?.unref()
}

function wake(child: ChildProcess): void {
  child.ref()
  child.channel?.ref()
}
