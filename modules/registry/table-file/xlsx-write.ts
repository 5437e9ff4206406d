// Writes a plain workbook: typed strings only, so that nothing in it can be a formula; bold heads, marked problems, notes that show
// when a head is selected, lists to choose from. Deterministic. Pure. Absent: numbers, formulas, pictures.
import { strToU8, zipSync } from 'fflate'

export type XlsxCell = string | { text: string; style: 'head' | 'needed' | 'problem' | 'note' }
export type XlsxColumn = {
  width: number
  /** Shown beside the head cell when it is selected. */
  note?: { title: string; text: string }
  choices?: readonly string[]
}
export type XlsxSheet = { name: string; columns: readonly XlsxColumn[]; rows: readonly { n: number; cells: readonly XlsxCell[] }[]; frozen?: number }

const STYLE = { head: 1, needed: 2, problem: 3, note: 4 } as const
const EPOCH = Date.UTC(2026, 0, 1) // a fixed date, so that the same rows give the same bytes

export function xlsxFile(sheets: readonly XlsxSheet[]): Uint8Array {
  const files: Record<string, Uint8Array> = {
    '[Content_Types].xml': xml(`<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/>${sheets.map((_, i) => `<Override PartName="/xl/worksheets/sheet${i + 1}.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>`).join('')}</Types>`),
    '_rels/.rels': xml('<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>'),
    'xl/workbook.xml': xml(`<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets>${sheets.map((s, i) => `<sheet name="${escaped(s.name.slice(0, 31))}" sheetId="${i + 1}" r:id="rId${i + 1}"/>`).join('')}</sheets></workbook>`),
    'xl/_rels/workbook.xml.rels': xml(`<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${sheets.map((_, i) => `<Relationship Id="rId${i + 1}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet${i + 1}.xml"/>`).join('')}<Relationship Id="rId${sheets.length + 1}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/></Relationships>`),
    'xl/styles.xml': xml(STYLES),
  }
  for (const [i, sheet] of sheets.entries()) files[`xl/worksheets/sheet${i + 1}.xml`] = xml(sheetXml(sheet))
  return zipSync(files, { level: 6, mtime: EPOCH })
}

const xml = (body: string): Uint8Array => strToU8(`<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n${body}`)
const STYLES = '<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><fonts count="3"><font><sz val="11"/><name val="Microsoft YaHei"/></font><font><b/><sz val="11"/><name val="Microsoft YaHei"/></font><font><sz val="10"/><color rgb="FF4A5764"/><name val="Microsoft YaHei"/></font></fonts><fills count="5"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill><fill><patternFill patternType="solid"><fgColor rgb="FFE6F0FA"/></patternFill></fill><fill><patternFill patternType="solid"><fgColor rgb="FFFDF1D9"/></patternFill></fill><fill><patternFill patternType="solid"><fgColor rgb="FFFBE9E8"/></patternFill></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="5"><xf numFmtId="49" applyNumberFormat="1"/><xf numFmtId="49" fontId="1" fillId="2" applyNumberFormat="1" applyFont="1" applyFill="1"/><xf numFmtId="49" fontId="1" fillId="3" applyNumberFormat="1" applyFont="1" applyFill="1"/><xf numFmtId="49" fillId="4" applyNumberFormat="1" applyFill="1"/><xf numFmtId="49" fontId="2" applyNumberFormat="1" applyFont="1" applyAlignment="1"><alignment wrapText="1" vertical="top"/></xf></cellXfs></styleSheet>'

function sheetXml(sheet: XlsxSheet): string {
  const frozen = sheet.frozen ? `<sheetViews><sheetView workbookViewId="0"><pane ySplit="${sheet.frozen}" topLeftCell="A${sheet.frozen + 1}" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>` : ''
  // Text format for whole columns, so that what a person types there stays text too.
  const cols = sheet.columns.map((c, i) => `<col min="${i + 1}" max="${i + 1}" width="${c.width}" style="0" customWidth="1"/>`).join('')
  const rows = sheet.rows.map((row) => `<row r="${row.n}">${row.cells.map((cell, i) => cellXml(cell, i, row.n)).join('')}</row>`).join('')
  const notes = sheet.columns.flatMap((c, i) => [
    ...(c.note ? [`<dataValidation allowBlank="1" showInputMessage="1" sqref="${columnName(i)}1" promptTitle="${escaped(c.note.title.slice(0, 32))}" prompt="${escaped(c.note.text.slice(0, 255))}"/>`] : []),
    ...(c.choices ? [`<dataValidation type="list" allowBlank="1" showErrorMessage="0" sqref="${columnName(i)}2:${columnName(i)}10001"><formula1>"${escaped(c.choices.join(','))}"</formula1></dataValidation>`] : []),
  ])
  const validations = notes.length === 0 ? '' : `<dataValidations count="${notes.length}">${notes.join('')}</dataValidations>`
  return `<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">${frozen}<cols>${cols}</cols><sheetData>${rows}</sheetData>${validations}</worksheet>`
}

function cellXml(cell: XlsxCell, column: number, n: number): string {
  const { text, style } = typeof cell === 'string' ? { text: cell, style: undefined } : cell
  if (text === '' && style === undefined) return ''
  const s = style === undefined ? '' : ` s="${STYLE[style]}"`
  return `<c r="${columnName(column)}${n}"${s} t="inlineStr"><is><t xml:space="preserve">${escaped(text)}</t></is></c>`
}

function columnName(index: number): string {
  return index < 26 ? String.fromCharCode(65 + index) : columnName(Math.floor(index / 26) - 1) + columnName(index % 26)
}

/** Characters XML 1.0 cannot hold are left out. */
const escaped = (text: string): string => text.slice(0, 32_767).replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '')
  .replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
