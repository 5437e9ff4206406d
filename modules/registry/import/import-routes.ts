// Import over HTTP. Nothing of an upload is kept: the file is sent again with each step, and each step reads it anew, so that what is
// written is what was rehearsed. A dry run writes nothing; writing is all or nothing.
import { Hono } from 'hono'
import type { Context } from 'hono'
import { createHash } from 'node:crypto'
import { z } from 'zod'
import { instant, today } from '#platform/clock.ts'
import type { Tx } from '#platform/db/database.ts'
import type { Env } from '#platform/http/env.ts'
import { describe } from '#platform/http/openapi.ts'
import { refuse, say } from '#platform/http/problem.ts'
import { actorOf, right } from '#platform/http/right.ts'
import { both, shape } from '#platform/http/shape.ts'
import { catalogueAt } from '../catalogue.ts'
import { ownerOf } from '../instrument-act-routes.ts'
import { rights } from '../rights.ts'
import { cellText } from '../table-file/table.ts'
import type { Table } from '../table-file/table.ts'
import { readTable } from '../table-file/table-read.ts'
import { columns } from './columns.ts'
import { ChangedMeanwhile, ledgerFor, rememberMapping, rememberedMapping, writeImport } from './import-store.ts'
import { annotatedXlsx, templateFile } from './ledger-file.ts'
import { guessMapping, headHash, headsOf, readMapping } from './mapping.ts'
import type { Heads, Mapping } from './mapping.ts'
import { rehearse } from './rehearse.ts'
import type { Rehearsal } from './rehearse.ts'

export const XLSX_TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
const SHOWN_MAX = 500
const org = z.string().regex(/^\d{1,15}$/).transform(Number).optional()
const LookQuery = z.strictObject({ org })
const StepQuery = z.strictObject({
  org, head: z.string().regex(/^\d{1,6}$/, both('应为表头所在行', 'The row of the heads')).transform(Number),
  mapping: z.string().max(4000).transform((text, ctx): unknown => {
    try {
      return JSON.parse(text)
    } catch {
      ctx.addIssue({ code: 'custom', message: both('列对应关系不是 JSON', 'The mapping is not JSON') })
      return z.NEVER
    }
  }),
})

type Upload = { bytes: Uint8Array; name: string; sha256: Buffer; table: Table }

export const importRoutes = new Hono<Env>()
  .get('/imports/template', right('instrument.import', rights['instrument.import']), describe('registry', ['下载导入模板', 'Download the import template']), (c) =>
    download(c, templateFile(catalogueAt(today(c.var.clock)), c.var.locale), c.var.locale === 'en' ? 'duheng-ledger.xlsx' : '度衡台账模板.xlsx', XLSX_TYPE))
  .get('/imports', right('instrument.import', rights['instrument.import']), describe('registry', ['导入记录', 'Imports so far']), shape('query', LookQuery), async (c) => {
    const orgId = ownerOf(c, c.req.valid('query').org)
    const rows = await c.var.tx((tx) => tx.selectFrom('registry.import_run').selectAll().where('org_id', '=', orgId).orderBy('id', 'desc').limit(50).execute())
    return c.json({ imports: rows.map((r) => ({ id: r.id, file: r.file_name, added: r.added, changed: r.changed, same: r.same, at: r.at })) })
  })
  .post('/imports/look', right('instrument.import', rights['instrument.import']), describe('registry', ['读取文件并识别列', 'Read a file and recognise its columns']), shape('query', LookQuery), async (c) => {
    const orgId = ownerOf(c, c.req.valid('query').org)
    const { table, name } = await uploaded(c)
    const head = headsOf(table)
    if (!head) throw refuse(422, 'empty', ['文件里没有任何内容。', 'The file holds nothing.'])
    const remembered = readMapping(await c.var.tx((tx) => rememberedMapping(tx, orgId, headHash(head.heads))), head.heads.length)
    const below = table.rows.filter((r) => r.n > head.row)
    return c.json({
      file: name, kind: table.kind, encoding: table.encoding, sheet: table.sheet, head: head.row, heads: head.heads, rows: below.length,
      mapping: remembered ?? guessMapping(head.heads), remembered: remembered !== undefined,
      sample: below.slice(0, 5).map((r) => ({ row: r.n, cells: r.cells.map(cellText) })),
      columns: columns.map((col) => ({ key: col.key, name: say(col.words, c.var.locale), needed: col.needed, note: say(col.note, c.var.locale) })),
    })
  })
  .post('/imports/rehearsal', right('instrument.import', rights['instrument.import']), describe('registry', ['试导入', 'Dry run']), shape('query', StepQuery), async (c) => {
    const query = c.req.valid('query')
    const orgId = ownerOf(c, query.org)
    const upload = await uploaded(c)
    const { mapping } = chosen(upload.table, query)
    return c.json(shown(c, await c.var.tx((tx) => rehearsed(tx, c, orgId, upload.table, query.head, mapping))))
  })
  .post('/imports/annotated', right('instrument.import', rights['instrument.import']), describe('registry', ['下载带批注的表格', 'The file back with its problems']), shape('query', StepQuery), async (c) => {
    const query = c.req.valid('query')
    const orgId = ownerOf(c, query.org)
    const upload = await uploaded(c)
    const { mapping, head } = chosen(upload.table, query)
    const result = await c.var.tx((tx) => rehearsed(tx, c, orgId, upload.table, query.head, mapping))
    const columnAt = (name: string) => mapping.findIndex((key) => columns.find((col) => col.key === key)?.words[0] === name)
    return download(c, annotatedXlsx(upload.table, head, result.problems, c.var.locale, columnAt), `${upload.name.replace(/\.[^.]{1,5}$/, '')}-批注.xlsx`, XLSX_TYPE)
  })
  .post('/imports', right('instrument.import', rights['instrument.import']), describe('registry', ['全部写入', 'Write the whole file']), shape('query', StepQuery), async (c) => {
    const query = c.req.valid('query')
    const orgId = ownerOf(c, query.org)
    const upload = await uploaded(c)
    const { mapping, head } = chosen(upload.table, query)
    const written = await meanwhile(() => c.var.tx(async (tx) => {
      const result = await rehearsed(tx, c, orgId, upload.table, query.head, mapping)
      if (result.wrong > 0) {
        throw refuse(422, 'rows-wrong', [`没有写入任何数据：${result.wrong} 行有错。请改正后重新试导入。`, `Nothing was written: ${result.wrong} rows are wrong. Correct them and rehearse again.`],
          result.problems.slice(0, 50).map((p) => ({ field: `${p.row} ${p.column}`, rule: p.rule, words: p.words })))
      }
      await rememberMapping(tx, orgId, headHash(head.heads), mapping, instant(c.var.clock))
      return writeImport(tx, c.var.clock, { orgId, actor: actorOf(c).personId, fileName: upload.name, fileSha256: upload.sha256 }, result)
    }))
    return c.json({ added: written.added, changed: written.changed, same: written.same, places: written.places }, 201)
  })

/** The body, read in a thread of its own. The name is only shown, never used as a path. */
async function uploaded(c: Context<Env>): Promise<Upload> {
  const bytes = new Uint8Array(await c.req.arrayBuffer())
  const name = fileName(c.req.header('X-File-Name'))
  const reading = await readTable(bytes, name)
  if (!reading.ok) throw refuse(reading.rule === 'busy' ? 429 : 422, reading.rule, [reading.zh, reading.en])
  return { bytes, name, sha256: createHash('sha256').update(bytes).digest(), table: reading.table }
}

export function fileName(header: string | undefined): string {
  let name = 'ledger'
  try {
    name = decodeURIComponent((header ?? '').slice(0, 900)) || name
  } catch {
    return name // not percent-encoded: the name is only for people, so it is left out
  }
  return name.replace(/^.*[/\\]/, '').replace(/[\p{Cc}\p{Cf}"<>|:*?]/gu, '').slice(0, 120) || 'ledger'
}

function chosen(table: Table, query: { head: number; mapping: unknown }): { mapping: Mapping; head: Heads } {
  const row = table.rows.find((r) => r.n === query.head)
  if (!row) throw refuse(422, 'head', ['表头行不在文件里，请重新上传。', 'The head row is not in the file; send it again.'])
  const mapping = readMapping(query.mapping, row.cells.length)
  if (!mapping) throw refuse(400, 'mapping', ['列对应关系不对：一列只能对应一次。', 'The mapping is wrong: a column is used once.'])
  return { mapping, head: { row: query.head, heads: row.cells.map((cell) => cellText(cell).trim().slice(0, 120)) } }
}

async function rehearsed(tx: Tx, c: Context<Env>, orgId: number, table: Table, headRow: number, mapping: Mapping): Promise<Rehearsal> {
  const texts = (key: string) => {
    const at = mapping.findIndex((k) => k === key)
    return at < 0 ? [] : [...new Set(table.rows.map((r) => cellText(r.cells[at]).normalize('NFC').trim()))].filter((t) => t !== '' && t.length <= 120 && !t.includes('\u0000'))
  }
  const codes = texts('code').map((t) => t.normalize('NFKC').replace(/[\s-]/g, '').toUpperCase())
  const known = await ledgerFor(tx, orgId, { codes, serials: texts('serial'), ownerNos: texts('ownerNo') })
  const day = today(c.var.clock)
  return rehearse({ table, headRow, mapping, ledger: known, catalogue: catalogueAt(day), today: day })
}

const shown = (c: Context<Env>, r: Rehearsal) => ({
  counts: { rows: r.rows, new: r.added.length, same: r.same, changed: r.changed.length, wrong: r.wrong }, newPlaces: r.newPlaces.slice(0, 50), newPlacesCount: r.newPlaces.length,
  problems: r.problems.slice(0, SHOWN_MAX).map((p) => ({ row: p.row, column: p.column, value: p.value, rule: p.rule, message: say(p.words, c.var.locale) })), problemsCount: r.problems.length,
  changes: r.changed.slice(0, 100).map((row) => ({ row: row.row, code: row.known.code, fields: row.changes.map((f) => f.field) })),
})

async function meanwhile<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof ChangedMeanwhile || (error instanceof Error && 'code' in error && (error.code === '23505' || error.code === '40001'))) {
      throw refuse(409, 'changed-meanwhile', ['写入时台账被他人修改，没有写入任何数据。请重新试导入。', 'The ledger was changed by somebody while writing; nothing was written. Rehearse again.'])
    }
    throw error
  }
}

/** RFC 6266: an ASCII name for old readers, the real one percent-encoded. */
export function download(c: Context<Env>, bytes: Uint8Array | ReadableStream<Uint8Array>, name: string, type: string): Response {
  const encoded = encodeURIComponent(name).replace(/['()*]/g, (x) => `%${x.charCodeAt(0).toString(16).toUpperCase()}`)
  return c.body(bytes as Uint8Array<ArrayBuffer>, 200, { 'Content-Type': type, 'Content-Disposition': `attachment; filename="download"; filename*=UTF-8''${encoded}` }) // the DOM type wants a plain buffer
}
