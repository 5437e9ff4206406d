// Export of a filtered list: the same columns as the import template, as .xlsx (typed strings) or CSV (guarded against formulas).
import { Hono } from 'hono'
import type { Context } from 'hono'
import { z } from 'zod'
import { recordAct } from '#platform/acts/acts.ts'
import type { Env } from '#platform/http/env.ts'
import { describe } from '#platform/http/openapi.ts'
import { refuse } from '#platform/http/problem.ts'
import { actorOf, right } from '#platform/http/right.ts'
import { shape } from '#platform/http/shape.ts'
import { catalogueAt } from './catalogue.ts'
import { XLSX_TYPE, download } from './import/import-routes.ts'
import { headsIn, ledgerCells, ledgerXlsx } from './import/ledger-file.ts'
import { FilterQuery, filterOf, rowsInOrder, viewerOf } from './instrument-routes.ts'
import type { Viewer } from './instrument-routes.ts'
import { countInstruments, findInstruments } from './instrument-search.ts'
import type { Cursor } from './instrument-search.ts'
import { aroundOf } from './instrument-store.ts'
import { rights } from './rights.ts'
import { CSV_MARK, csvLine } from './table-file/csv-write.ts'

export const EXPORT_MAX = { xlsx: 20_000, csv: 100_000 } as const
const PAGE = 2_000
const ExportQuery = z.strictObject({ ...FilterQuery.shape, format: z.enum(['xlsx', 'csv']).default('xlsx') })

export const exportRoutes = new Hono<Env>()
  .get('/instruments/export', right('instrument.export', rights['instrument.export']), describe('registry', ['导出器具列表', 'Export a list of instruments']), shape('query', ExportQuery), async (c) => {
    const { format, ...query } = c.req.valid('query')
    const viewer = viewerOf(c)
    const { filter, count } = await c.var.tx(async (tx) => {
      const asked = filterOf(query, viewer)
      const found = await countInstruments(tx, viewer.city, asked)
      if (found.n > EXPORT_MAX[format]) {
        throw refuse(422, 'too-many', [`共 ${found.about ? '约 ' : ''}${found.n} 台件，超过一次导出 ${EXPORT_MAX[format]} 台件的上限。请缩小筛选范围${format === 'xlsx' ? '或改用 CSV' : ''}。`,
          `${found.about ? 'About ' : ''}${found.n} instruments are more than the ${EXPORT_MAX[format]} of one export. Narrow the filter${format === 'xlsx' ? ' or choose CSV' : ''}.`])
      }
      await recordAct(tx, c.var.clock, { actor: actorOf(c).personId, org: viewer.city ? 0 : viewer.orgId, verb: 'instrument.export', object: 'instruments', payload: { filter: query, format, count: found.n } })
      return { filter: asked, count: found.n }
    })
    const name = `${c.var.locale === 'en' ? 'instruments' : '器具'}-${viewer.day}-${count}`
    const pages = pagesOf(c, viewer, filter)
    if (format === 'csv') return download(c, csvStream(headsIn(c.var.locale), pages), `${name}.csv`, 'text/csv; charset=utf-8')
    const rows: string[][] = []
    for await (const page of pages) rows.push(...page)
    return download(c, ledgerXlsx(rows, c.var.locale), `${name}.xlsx`, XLSX_TYPE)
  })

/** Page after page, each in a transaction of its own, so that no connection is held while a slow reader takes the file. */
async function* pagesOf(c: Context<Env>, viewer: Viewer, filter: Record<string, unknown>): AsyncGenerator<string[][]> {
  const catalogue = catalogueAt(viewer.day)
  let after: Cursor | undefined
  for (let done = 0; done < EXPORT_MAX.csv;) {
    const { cells, last, more } = await c.var.tx(async (tx) => {
      const page = await findInstruments(tx, viewer.city, filter, { sort: 'newest', descending: true }, after ? { after } : {}, PAGE)
      const rows = await rowsInOrder(tx, page.ids)
      const around = await aroundOf(tx, rows)
      return { cells: rows.map((row) => ledgerCells(row, around, catalogue)), last: page.ids.at(-1), more: page.hasMore }
    })
    if (cells.length > 0) yield cells
    done += PAGE
    if (!more || last === undefined) return
    after = { key: '', id: last }
  }
}

function csvStream(heads: readonly string[], pages: AsyncGenerator<string[][]>): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder()
  return new ReadableStream({
    start: (controller) => { controller.enqueue(encoder.encode(CSV_MARK + csvLine(heads))) },
    pull: async (controller) => {
      const next = await pages.next()
      if (next.done) controller.close()
      else controller.enqueue(encoder.encode(next.value.map(csvLine).join('')))
    },
    cancel: async () => { await pages.return(undefined) },
  })
}
