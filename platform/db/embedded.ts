// Starts and stops the embedded database (PGlite). It never calls fsync: evaluation storage, and the interface says so.
import { Worker } from 'node:worker_threads'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { EmbeddedMessage, EmbeddedOptions } from './embedded-worker.ts'

export type Embedded = {
  /** Host and port for `pg`: a folder that only this user may enter. */
  connection: { host: string; port: number; user: string; database: string }
  dump(to: string): Promise<void>
  close(): Promise<void>
  /** Called when the thread dies by itself. */
  onDeath(listener: (reason: string) => void): void
}

const PORT = 5432

export async function startEmbedded(dataDir: string, template?: string): Promise<Embedded> {
  const folder = mkdtempSync(join(tmpdir(), 'duheng-db-'))
  const options: EmbeddedOptions = { dataDir, socketPath: join(folder, `.s.PGSQL.${PORT}`), template }
  const worker = new Worker(new URL('./embedded-worker.ts', import.meta.url), { workerData: options })
  const cleanUp = () => rmSync(folder, { recursive: true, force: true })
  try {
    await answer(worker, 'ready')
  } catch (error) {
    cleanUp()
    throw error
  }
  return {
    connection: { host: folder, port: PORT, user: 'postgres', database: 'postgres' },
    dump: async (to) => {
      const dumped = answer(worker, 'dumped')
      worker.postMessage({ kind: 'dump', to })
      await dumped
    },
    close: async () => {
      const closed = answer(worker, 'closed')
      worker.postMessage({ kind: 'close' })
      await closed
      await worker.terminate()
      cleanUp()
    },
    onDeath: (listener) => { worker.once('error', (error) => listener(String(error))) },
  }
}

function answer(worker: Worker, kind: EmbeddedMessage['kind']): Promise<void> {
  return new Promise((resolve, reject) => {
    const done = (error?: Error) => {
      worker.off('message', onMessage); worker.off('error', done); worker.off('exit', onExit)
      if (error) reject(error); else resolve()
    }
    const onMessage = (message: EmbeddedMessage) => {
      if (message.kind === kind) done()
      else if (message.kind === 'failed') done(new Error(`the embedded database did not open: ${message.reason}`))
    }
    const onExit = () => done(new Error('the embedded database stopped'))
    worker.on('message', onMessage); worker.once('error', done); worker.once('exit', onExit)
  })
}
