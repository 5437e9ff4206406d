// Reads one sheet of an .xlsx workbook. Formulas are not computed and not taken; external links, macros, DDE, comments, styles and
// pictures are never opened. Runs in the reader's thread. Absent: .xls, .xlsm, .xlsb, passwords.
import { SaxesParser } from 'saxes'
import type { SaxesTagPlain } from 'saxes'
import { CELLS_MAX, CELL_LENGTH_MAX, COLUMNS_MAX, ROWS_MAX, Unreadable } from './table.ts'
import type { Cell, Table, TableRow } from './table.ts'
import { inflateText, readZip } from './zip-read.ts'
import type { Zip } from './zip-read.ts'

const DEPTH_MAX = 64
const ATTRIBUTES_MAX = 256

export function readXlsx(bytes: Uint8Array): Table {
  const zip = readZip(bytes)
  if ([...zip.entries.keys()].some((name) => /vbaproject\.bin$/i.test(name))) throw macros()
  const workbook = workbookOf(zip)
  const target = relationsOf(zip).get(workbook.relation)
  const path = target === undefined ? undefined : target.startsWith('/') ? target.slice(1) : `xl/${target}`
  if (path === undefined || !zip.entries.has(path)) throw bad('找不到工作表', 'the sheet is missing')
  return { kind: 'xlsx', encoding: 'UTF-8', sheet: workbook.sheet, date1904: workbook.date1904, rows: rowsOf(zip, path, stringsOf(zip)) }
}

export const macros = () => new Unreadable('macros', '不接受含宏的工作簿（.xlsm）。请另存为 .xlsx 后再试。', 'A workbook with macros (.xlsm) is not taken. Save it as .xlsx and try again.')
const bad = (zh: string, en: string) => new Unreadable('xlsx', `工作簿读不懂：${zh}。没有写入任何数据。`, `The workbook cannot be read: ${en}. Nothing was written.`)

type Handlers = { open?: (name: string, attributes: ReadonlyMap<string, string>) => void; close?: (name: string) => void; text?: (text: string) => void }

/** XML without DOCTYPE, of bounded depth and attributes; names without their prefix. */
function parseXml(zip: Zip, path: string, handlers: Handlers): void {
  const entry = zip.entries.get(path)
  if (!entry) return
  const parser = new SaxesParser()
  let depth = 0
  let attributes = 0
  const local = (name: string) => name.slice(name.indexOf(':') + 1)
  parser.on('doctype', () => { throw bad('含 DOCTYPE', 'it has a DOCTYPE') })
  parser.on('error', () => { throw bad('XML 有误', 'its XML is not well-formed') })
  parser.on('opentagstart', () => {
    attributes = 0
    if (++depth > DEPTH_MAX) throw bad('嵌套过深', 'it is nested too deeply')
  })
  parser.on('attribute', () => { if (++attributes > ATTRIBUTES_MAX) throw bad('属性过多', 'an element has too many attributes') })
  parser.on('opentag', (tag: SaxesTagPlain) => handlers.open?.(local(tag.name), new Map(Object.entries(tag.attributes).map(([k, v]) => [k, v]))))
  parser.on('closetag', (tag: SaxesTagPlain) => {
    depth--
    handlers.close?.(local(tag.name))
  })
  if (handlers.text) parser.on('text', handlers.text)
  if (handlers.text) parser.on('cdata', handlers.text)
  inflateText(zip, entry, (text) => { parser.write(text) })
  parser.close()
}

function workbookOf(zip: Zip): { sheet: string; relation: string; date1904: boolean } {
  let found: { sheet: string; relation: string } | undefined
  let date1904 = false
  parseXml(zip, '[Content_Types].xml', { open: (_name, a) => { if (/macroEnabled/i.test(a.get('ContentType') ?? '')) throw macros() } })
  parseXml(zip, 'xl/workbook.xml', {
    open: (name, a) => {
      if (name === 'workbookPr') date1904 = ['1', 'true'].includes(a.get('date1904') ?? '')
      if (name !== 'sheet' || found || (a.get('state') ?? 'visible') !== 'visible') return
      found = { sheet: (a.get('name') ?? '').slice(0, 60), relation: [...a].find(([key]) => key.endsWith(':id'))?.[1] ?? '' }
    },
  })
  if (!found) throw bad('没有可见的工作表', 'it has no visible sheet')
  return { ...found, date1904 }
}

function relationsOf(zip: Zip): Map<string, string> {
  const targets = new Map<string, string>()
  parseXml(zip, 'xl/_rels/workbook.xml.rels', {
    open: (name, a) => {
      if (name !== 'Relationship' || a.get('TargetMode') === 'External' || !(a.get('Type') ?? '').endsWith('/worksheet')) return
      targets.set(a.get('Id') ?? '', a.get('Target') ?? '')
    },
  })
  return targets
}

/** Texts shared by cells; the reading aid of Japanese and Chinese runs (rPh) is not part of them. */
function stringsOf(zip: Zip): string[] {
  const strings: string[] = []
  let now = ''
  let aid = 0
  let inText = false
  parseXml(zip, 'xl/sharedStrings.xml', {
    open: (name) => {
      if (name === 'si') now = ''
      if (name === 'rPh') aid++
      inText = name === 't'
    },
    close: (name) => {
      if (name === 'si') strings.push(unescaped(now))
      if (name === 'rPh') aid--
      inText = false
      if (strings.length > CELLS_MAX) throw tooLarge()
    },
    text: (text) => { if (inText && aid === 0) now += text },
  })
  return strings
}
const tooLarge = () => new Unreadable('too-large', `最多 ${ROWS_MAX} 行 × ${COLUMNS_MAX} 列、${CELLS_MAX} 个单元格。请拆成几个文件。`, `At most ${ROWS_MAX} rows × ${COLUMNS_MAX} columns and ${CELLS_MAX} cells. Split the file.`)

/** _x000D_ and the like: how a workbook spells characters XML does not allow. */
const unescaped = (text: string): string => (text.includes('_x') ? text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))) : text)

function rowsOf(zip: Zip, path: string, strings: readonly string[]): TableRow[] {
  const reader = new SheetReader(strings)
  parseXml(zip, path, { open: (name, a) => reader.open(name, a), close: (name) => reader.close(name), text: (text) => reader.text(text) })
  return reader.rows
}

class SheetReader {
  readonly rows: TableRow[] = []
  readonly #strings: readonly string[]
  #cells: Cell[] = []
  #n = 0
  #column = -1
  #type = 'n'
  #value = ''
  #formula = false
  #taking = false
  #aid = 0
  #total = 0
  constructor(strings: readonly string[]) { this.#strings = strings }

  open(name: string, a: ReadonlyMap<string, string>): void {
    this.#taking = false
    if (name === 'row') this.#openRow(a.get('r'))
    else if (name === 'c') {
      this.#column = columnOf(a.get('r')) ?? this.#column + 1
      this.#type = a.get('t') ?? 'n'
      this.#value = ''
      this.#formula = false
    } else if (name === 'f') this.#formula = true
    else if (name === 'rPh') this.#aid++
    else if (name === 'v' || name === 't') this.#taking = this.#aid === 0
  }

  text(text: string): void {
    if (!this.#taking) return
    this.#value += text
    if (this.#value.length > CELL_LENGTH_MAX) throw bad('单元格过长', 'a cell is too long')
  }

  close(name: string): void {
    this.#taking = false
    if (name === 'rPh') this.#aid--
    if (name === 'c') this.#closeCell()
    if (name === 'row' && this.#cells.length > 0) this.rows.push({ n: this.#n, cells: this.#cells })
  }

  #openRow(r: string | undefined): void {
    const n = r === undefined ? this.#n + 1 : Number(r)
    if (!Number.isSafeInteger(n) || n <= this.#n) throw bad('行号乱序', 'its rows are out of order')
    if (n > ROWS_MAX) throw tooLarge()
    this.#n = n
    this.#cells = []
    this.#column = -1
  }

  #closeCell(): void {
    const cell = this.#cell()
    if (cell === '') return
    if (this.#column >= COLUMNS_MAX || ++this.#total > CELLS_MAX) throw tooLarge()
    while (this.#cells.length < this.#column) this.#cells.push('')
    this.#cells[this.#column] = cell
  }

  #cell(): Cell {
    if (this.#formula) return { refused: 'formula' }
    const value = this.#value
    if (value === '') return ''
    switch (this.#type) {
      case 's': return this.#strings[Number(value)] ?? ''
      case 'inlineStr': case 'str': return unescaped(value)
      case 'b': return value === '1' ? '是' : '否'
      case 'e': return { refused: 'error' }
      case 'd': return value.slice(0, 10)
      default: return { number: value.slice(0, 40) }
    }
  }
}

/** 'BC12' → 54. */
function columnOf(reference: string | undefined): number | undefined {
  const letters = /^([A-Z]{1,3})\d{1,7}$/.exec(reference ?? '')?.[1]
  if (letters === undefined) return undefined
  let column = 0
  for (const letter of letters) column = column * 26 + letter.charCodeAt(0) - 64
  return column - 1
}
