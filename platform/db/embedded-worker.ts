// The embedded database in a thread of its own, spoken to through a private socket, so that `pg` is the one driver
// and a scan never freezes the request loop.
import { parentPort, workerData } from 'node:worker_threads'
import { writeFile, readFile } from 'node:fs/promises'
import { PGlite } from '@electric-sql/pglite'
import { PGLiteSocketServer } from '@electric-sql/pglite-socket'

export type EmbeddedOptions = { dataDir: string; socketPath: string; template?: string }
export type EmbeddedMessage = { kind: 'ready' } | { kind: 'failed'; reason: string } | { kind: 'dumped' } | { kind: 'closed' }

const { dataDir, socketPath, template }: EmbeddedOptions = workerData
const port = parentPort
if (!port) throw new Error('runs as a worker')

try {
  const loadDataDir = template ? new Blob([await readFile(template)]) : undefined
  const db = await PGlite.create(dataDir, loadDataDir ? { loadDataDir } : {})
  const server = new PGLiteSocketServer({ db, path: socketPath, maxConnections: 8 })
  await server.start()
  port.on('message', async (message: { kind: 'close' } | { kind: 'dump'; to: string }) => {
    if (message.kind === 'dump') {
      const blob = await db.dumpDataDir('none')
      await writeFile(message.to, Buffer.from(await blob.arrayBuffer()))
      port.postMessage({ kind: 'dumped' } satisfies EmbeddedMessage)
      return
    }
    await server.stop()
    await db.close()
    port.postMessage({ kind: 'closed' } satisfies EmbeddedMessage)
    port.close()
  })
  port.postMessage({ kind: 'ready' } satisfies EmbeddedMessage)
} catch (error) {
  port.postMessage({ kind: 'failed', reason: String(error) } satisfies EmbeddedMessage)
  port.close()
}
