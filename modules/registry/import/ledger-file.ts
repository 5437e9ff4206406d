// A ledger as a file: the template people fill in, the export of a list, and the file given back with its problems. All three have
// the same columns, so that each of them can be imported again. Pure.
import type { Catalogue } from '@duheng/rules/catalogue.ts'
import type { Locale } from '#platform/http/problem.ts'
import { say } from '#platform/http/problem.ts'
import { NOT_LISTED } from '../catalogue.ts'
import { purposeWords } from '../instrument.ts'
import type { InstrumentFields } from '../instrument.ts'
import { fieldsOf } from '../instrument-store.ts'
import type { Around, InstrumentRow } from '../instrument-store.ts'
import { parametersText } from '../parameters.ts'
import { cellText } from '../table-file/table.ts'
import type { Cell, Table } from '../table-file/table.ts'
import { xlsxFile } from '../table-file/xlsx-write.ts'
import type { XlsxCell, XlsxSheet } from '../table-file/xlsx-write.ts'
import { columns } from './columns.ts'
import type { ColumnKey } from './columns.ts'
import type { ImportProblem } from './rehearse.ts'

export const headsIn = (locale: Locale): string[] => columns.map((c) => say(c.words, locale))
const ledgerColumns = (locale: Locale) => columns.map((c) => ({ width: c.width, note: { title: say(c.words, locale), text: say(c.note, locale) }, ...(c.choices ? { choices: c.choices } : {}) }))
const headRow = (locale: Locale) => ({ n: 1, cells: columns.map((c): XlsxCell => ({ text: say(c.words, locale) + (c.needed ? ' *' : ''), style: c.needed ? 'needed' : 'head' })) })

/** An empty ledger, a sheet that explains each column with an example, and the catalogue to choose from. */
export function templateFile(catalogue: Catalogue, locale: Locale): Uint8Array {
  const en = locale === 'en'
  const explained: XlsxSheet = {
    name: en ? 'Notes' : '填写说明', columns: [{ width: 22 }, { width: 10 }, { width: 70 }, { width: 24 }],
    rows: [
      { n: 1, cells: (en ? ['Column', 'Needed', 'What to write', 'Example'] : ['列', '必填', '怎么填', '例子']).map((text): XlsxCell => ({ text, style: 'head' })) },
      ...columns.map((c, i) => ({ n: i + 2, cells: [say(c.words, locale), c.needed ? (en ? 'yes' : '是') : '', say(c.note, locale), c.example] })),
    ],
  }
  const entries: XlsxSheet = {
    name: en ? 'Catalogue' : '目录', columns: [{ width: 30 }, { width: 40 }, { width: 28 }],
    rows: [
      { n: 1, cells: (en ? ['Item', 'Kind (write this one)', 'Id'] : ['项别', '种别（填这一列）', '编号']).map((text): XlsxCell => ({ text, style: 'head' })) },
      ...catalogue.entries.map((e, i) => ({ n: i + 2, cells: [en ? e.first.en : e.first.zh, en ? e.second.en : e.second.zh, e.id] })),
    ],
  }
  return xlsxFile([{ name: en ? 'Ledger' : '台账', columns: ledgerColumns(locale), rows: [headRow(locale)], frozen: 1 }, explained, entries])
}

/** One ledger row as the cells of a file. */
export function ledgerCells(row: InstrumentRow, around: Around, catalogue: Catalogue): string[] {
  const fields = fieldsOf(row)
  const place = row.place_id === null ? '' : around.places.get(row.place_id)?.name ?? ''
  const declared = { verifiedOn: row.verified_on ?? '', dueOn: row.due_on ?? '', verdict: row.verdict === null ? '' : row.verdict === 'pass' ? '合格' : '不合格', certificateNo: row.certificate_no ?? '' }
  return columns.map((c) => cellOf(c.key, fields, { code: row.code, place, ...declared }, catalogue))
}

function cellOf(key: ColumnKey, f: InstrumentFields, around: { code: string; place: string; verifiedOn: string; dueOn: string; verdict: string; certificateNo: string }, catalogue: Catalogue): string {
  switch (key) {
    case 'code': case 'place': case 'verifiedOn': case 'dueOn': case 'verdict': case 'certificateNo': return around[key]
    case 'catalogue': return f.catalogue === null ? '' : f.catalogue === NOT_LISTED ? '不在目录' : catalogue.entries.filter((e) => e.second.zh === catalogue.entries.find((x) => x.id === f.catalogue)?.second.zh).length === 1
      ? catalogue.entries.find((e) => e.id === f.catalogue)?.second.zh ?? f.catalogue : f.catalogue
    case 'purpose': return purposeWords[f.purpose][0]
    case 'settledDirect': return f.settledDirect ? '是' : '否'
    case 'sellsToPublic': return f.sellsToPublic === null ? '' : f.sellsToPublic ? '是' : '否'
    case 'standardRole': return f.standardRole === null ? '' : f.standardRole === 'public standard' ? '社会公用计量标准' : '最高计量标准'
    case 'madeOn': case 'installedOn': return f[key] ?? ''
    case 'parameters': return parametersText(f.parameters)
    default: return f[key]
  }
}

export function ledgerXlsx(rows: readonly (readonly string[])[], locale: Locale): Uint8Array {
  return xlsxFile([{ name: locale === 'en' ? 'Ledger' : '台账', columns: ledgerColumns(locale), rows: [headRow(locale), ...rows.map((cells, i) => ({ n: i + 2, cells }))], frozen: 1 }])
}

const PROBLEM_HEAD = '导入问题 / Import problems'

/** The very file with its own rows and columns, each wrong cell marked and each row's problems in a last column an import ignores. */
export function annotatedXlsx(table: Table, head: { row: number; heads: readonly string[] }, problems: readonly ImportProblem[], locale: Locale, columnAt: (column: string) => number): Uint8Array {
  const byRow = Map.groupBy(problems, (p) => p.row)
  const known = head.heads.indexOf(PROBLEM_HEAD)
  const at = known < 0 ? Math.max(head.heads.length, ...table.rows.slice(0, 50).map((r) => r.cells.length)) : known
  const rows = table.rows.map((row) => {
    const found = byRow.get(row.n) ?? []
    const marked = new Set(found.map((p) => columnAt(p.column)))
    const cells: XlsxCell[] = Array.from({ length: at }, (_, i) => {
      const text = plain(row.cells[i])
      return row.n === head.row ? { text, style: 'head' } : marked.has(i) ? { text, style: 'problem' } : text
    })
    cells.push(row.n === head.row ? { text: PROBLEM_HEAD, style: 'head' } : { text: found.map((p) => `${p.column}：${say(p.words, locale)}`).join('\n'), style: 'note' })
    return { n: row.n, cells }
  })
  return xlsxFile([{ name: table.sheet || (locale === 'en' ? 'Ledger' : '台账'), columns: [...Array.from({ length: at }, () => ({ width: 16 })), { width: 60 }], rows, frozen: head.row }])
}

const plain = (cell: Cell | undefined): string => cellText(cell)
