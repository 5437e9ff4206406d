// The thread in which a stranger's file is read. It answers once; whoever started it ends it when it takes too long.
import { parentPort, workerData } from 'node:worker_threads'
import { readCsv } from './csv-read.ts'
import { Unreadable, unread } from './table.ts'
import type { TableReading } from './table.ts'
import { macros, readXlsx } from './xlsx-read.ts'

export type TableJob = { bytes: Uint8Array; fileName: string }

function reading(job: TableJob): TableReading {
  try {
    const [a, b, c, d] = job.bytes
    if (job.bytes.length === 0) return unread('empty', '文件是空的。', 'The file is empty.')
    if (/\.xls[mb]$/i.test(job.fileName)) throw macros()
    if (a === 0xd0 && b === 0xcf && c === 0x11 && d === 0xe0) return unread('xls', '这是旧版 .xls 或加密的工作簿。请另存为不加密的 .xlsx 后再试。', 'This is an old .xls or an encrypted workbook. Save it as plain .xlsx and try again.')
    if (a === 0x50 && b === 0x4b) return { ok: true, table: readXlsx(job.bytes) }
    if (a === 0x25 && b === 0x50 && c === 0x44 && d === 0x46) return unread('pdf', '这是 PDF，请上传 .xlsx 或 CSV。', 'This is a PDF; send .xlsx or CSV.')
    return { ok: true, table: readCsv(job.bytes) }
  } catch (error) {
    if (error instanceof Unreadable) return { ok: false, ...error.problem }
    throw error
  }
}

parentPort?.postMessage(reading(workerData as TableJob)) // the only starter is table-read.ts
