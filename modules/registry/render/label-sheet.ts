// What stands on QR labels and where: sizes of label stock, rows and columns on A4, and the QR code as one SVG path. Pure.
import QRCode from 'qrcode'

export const labelSizes = ['50x30', '40x30'] as const
export type LabelSize = (typeof labelSizes)[number]
/** a4: a sheet of labels. roll: one label a page, for label printers. */
export const labelPapers = ['a4', 'roll'] as const
export type LabelPaper = (typeof labelPapers)[number]
export const LABELS_MAX = 500

export type Label = { code: string; name: string; model: string; serial: string; ownerNo: string; owner: string }
export type LabelModel = {
  pageWidth_mm: number; pageHeight_mm: number; marginX_mm: number; marginY_mm: number; columns: number; rows: number
  labelWidth_mm: number; labelHeight_mm: number; qr_mm: number
  labels: readonly { qr: string; code: string; name: string; lines: readonly string[] }[]
}

/** QR at least 15 mm with its quiet zone, or a phone does not read it from an arm's length. */
const GEOMETRY: Readonly<Record<LabelSize, { width: number; height: number; qr: number; columns: number; rows: number }>> = {
  '50x30': { width: 50, height: 30, qr: 20, columns: 4, rows: 9 },
  '40x30': { width: 40, height: 30, qr: 18, columns: 5, rows: 9 },
}
const A4 = { width: 210, height: 297 }

export function labelModel(labels: readonly Label[], size: LabelSize, paper: LabelPaper, publicUrl: string): LabelModel {
  const g = GEOMETRY[size]
  const sheet = paper === 'a4'
  return {
    pageWidth_mm: sheet ? A4.width : g.width, pageHeight_mm: sheet ? A4.height : g.height,
    marginX_mm: sheet ? (A4.width - g.columns * g.width) / 2 : 0, marginY_mm: sheet ? (A4.height - g.rows * g.height) / 2 : 0,
    columns: sheet ? g.columns : 1, rows: sheet ? g.rows : 1, labelWidth_mm: g.width, labelHeight_mm: g.height, qr_mm: g.qr,
    labels: labels.map((label) => ({
      qr: qrSvg(`${publicUrl}/i/${label.code}`), code: `${label.code.slice(0, 5)}-${label.code.slice(5)}`, name: short(label.name, 24),
      lines: [label.model, label.serial === '' ? '' : `№ ${label.serial}`, label.ownerNo, label.owner].filter((line) => line !== '').map((line) => short(line, 22)).slice(0, 4),
    })),
  }
}

const short = (text: string, most: number): string => ([...text].length <= most ? text : `${[...text].slice(0, most - 1).join('')}…`)

/** Dark modules of a row that touch are one rectangle; the quiet zone of four modules is part of the picture (ISO/IEC 18004:2015, 9.1). */
export function qrSvg(content: string): string {
  const { modules } = QRCode.create(content, { errorCorrectionLevel: 'M' })
  const side = modules.size + 8
  let path = ''
  for (let row = 0; row < modules.size; row++) {
    for (let column = 0; column < modules.size;) {
      let end = column
      while (end < modules.size && modules.get(row, end)) end++
      if (end > column) path += `M${column + 4} ${row + 4}h${end - column}v1h-${end - column}z`
      column = end + 1
    }
  }
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${side} ${side}"><rect width="${side}" height="${side}" fill="#fff"/><path d="${path}" fill="#000"/></svg>`
}
