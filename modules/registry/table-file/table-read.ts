// Reads a stranger's spreadsheet in a thread of its own: bounded memory, bounded time, two at once.
import { Worker } from 'node:worker_threads'
import { unread } from './table.ts'
import type { TableReading } from './table.ts'
import type { TableJob } from './table-worker.ts'

export const FILE_MAX_B = 20_000_000
const TIMEOUT_MS = 30_000
const MEMORY_MB = 700
const AT_ONCE = 2
const QUEUE_MAX = 8

let running = 0
const waiting: (() => void)[] = []

export async function readTable(bytes: Uint8Array, fileName: string): Promise<TableReading> {
  if (bytes.length > FILE_MAX_B) return unread('file-size', '文件超过 20 MB，请拆成几个文件。', 'The file is larger than 20 MB; split it.')
  if (running >= AT_ONCE) {
    if (waiting.length >= QUEUE_MAX) return unread('busy', '此刻导入的人太多，请一分钟后再试。', 'Too many imports at this moment; try again in a minute.')
    await new Promise<void>((resolve) => { waiting.push(resolve) })
  } else running++
  try {
    return await inThread({ bytes, fileName })
  } finally {
    const next = waiting.shift()
    if (next) next()
    else running--
  }
}

function inThread(job: TableJob): Promise<TableReading> {
  return new Promise((resolve) => {
    const worker = new Worker(new URL('./table-worker.ts', import.meta.url), { workerData: job, resourceLimits: { maxOldGenerationSizeMb: MEMORY_MB } })
    const done = (answer: TableReading) => {
      clearTimeout(timer)
      worker.removeAllListeners()
      worker.on('error', () => {}) // what a dying thread says after its answer matters to nobody
      void worker.terminate()
      resolve(answer)
    }
    const timer = setTimeout(() => done(unread('time', '读取超过 30 秒，已停止。请拆成几个文件。', 'Reading took longer than 30 s and was stopped. Split the file.')), TIMEOUT_MS)
    worker.once('message', (answer: TableReading) => done(answer))
    worker.once('error', (error: Error & { code?: string }) => done(error.code === 'ERR_WORKER_OUT_OF_MEMORY'
      ? unread('memory', '文件太大，读取时内存不足。请拆成几个文件。', 'The file needs too much memory. Split it.')
      : unread('unreadable', '文件读不懂，没有写入任何数据。', 'The file cannot be read; nothing was written.')))
    worker.once('exit', () => done(unread('unreadable', '文件读不懂，没有写入任何数据。', 'The file cannot be read; nothing was written.')))
  })
}
