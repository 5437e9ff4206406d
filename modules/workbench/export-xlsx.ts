// A study as a workbook that computes: the budget's contributions, u(y) and U are formulas over the cells beside them, with the values they
// had here. Made in the browser. Pure. Absent: correlations in the formulas, which are said in a note and given as a value.
import { strToU8, zipSync } from 'fflate'

/** Text, a number, or a formula with the value it had. */
export type Cell = string | number | { readonly formula: string; readonly value: number } | { readonly head: string }
export type Sheet = { readonly name: string; readonly widths: readonly number[]; readonly rows: readonly (readonly (Cell | undefined)[])[] }

const EPOCH = Date.UTC(2026, 0, 1) // a fixed date, so that the same study gives the same bytes
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006'
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml'

export function workbook(sheets: readonly Sheet[]): Uint8Array {
  const parts: Record<string, string> = {
    '[Content_Types].xml': `<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${TYPE}.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="${TYPE}.styles+xml"/>${sheets.map((_, i) => `<Override PartName="/xl/worksheets/sheet${i + 1}.xml" ContentType="${TYPE}.worksheet+xml"/>`).join('')}</Types>`,
    '_rels/.rels': `<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    'xl/workbook.xml': `<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets>${sheets.map((sheet, i) => `<sheet name="${escaped(sheet.name.slice(0, 31))}" sheetId="${i + 1}" r:id="rId${i + 1}"/>`).join('')}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships xmlns="${PACKAGE}/relationships">${sheets.map((_, i) => `<Relationship Id="rId${i + 1}" Type="${OFFICE}/worksheet" Target="worksheets/sheet${i + 1}.xml"/>`).join('')}<Relationship Id="rId${sheets.length + 1}" Type="${OFFICE}/styles" Target="styles.xml"/></Relationships>`,
    'xl/styles.xml': `<styleSheet xmlns="${MAIN}"><fonts count="2"><font><sz val="11"/><name val="Microsoft YaHei"/></font><font><b/><sz val="11"/><name val="Microsoft YaHei"/></font></fonts><fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill><fill><patternFill patternType="solid"><fgColor rgb="FFE6F0FA"/></patternFill></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="2"><xf/><xf fontId="1" fillId="2" applyFont="1" applyFill="1"/></cellXfs></styleSheet>`,
  }
  for (const [i, sheet] of sheets.entries()) parts[`xl/worksheets/sheet${i + 1}.xml`] = sheetXml(sheet)
  const files = Object.fromEntries(Object.entries(parts).map(([path, body]) => [path, strToU8(`<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n${body}`)]))
  return zipSync(files, { level: 6, mtime: EPOCH })
}

function sheetXml({ widths, rows }: Sheet): string {
  const cols = widths.map((width, i) => `<col min="${i + 1}" max="${i + 1}" width="${width}" customWidth="1"/>`).join('')
  const lines = rows.map((row, r) => `<row r="${r + 1}">${row.map((cell, c) => cellXml(cell, cellName(c, r))).join('')}</row>`).join('')
  return `<worksheet xmlns="${MAIN}"><cols>${cols}</cols><sheetData>${lines}</sheetData></worksheet>`
}

function cellXml(cell: Cell | undefined, name: string): string {
  if (cell === undefined || cell === '') return ''
  if (typeof cell === 'number') return Number.isFinite(cell) ? `<c r="${name}"><v>${cell}</v></c>` : textXml(cell > 0 ? '∞' : '—', name, '')
  if (typeof cell === 'string') return textXml(cell, name, '')
  if ('head' in cell) return textXml(cell.head, name, ' s="1"')
  return `<c r="${name}"><f>${escaped(cell.formula)}</f><v>${cell.value}</v></c>`
}

const textXml = (text: string, name: string, style: string) => `<c r="${name}"${style} t="inlineStr"><is><t xml:space="preserve">${escaped(text)}</t></is></c>`

/** `cellName(2, 0)` is C1. */
export function cellName(column: number, row: number): string {
  return `${letters(column)}${row + 1}`
}
const letters = (index: number): string => (index < 26 ? String.fromCharCode(65 + index) : letters(Math.floor(index / 26) - 1) + letters(index % 26))

/** Characters XML 1.0 cannot hold are left out. */
const escaped = (text: string): string => text.slice(0, 32_767).replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '')
  .replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
