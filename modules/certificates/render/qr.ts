// A QR code as one SVG path: dark modules of a row that touch become one rectangle, and the quiet zone of 4 modules
// (ISO/IEC 18004:2015, 9.1) is part of the picture. Pure.

import QRCode from 'qrcode'

export const quietModules = 4

/** Error correction level M: a certificate is folded and stamped on. */
export function qrSvg(content: string): string {
  const { modules } = QRCode.create(content, { errorCorrectionLevel: 'M' })
  const side = modules.size + 2 * quietModules
  let path = ''
  for (let row = 0; row < modules.size; row += 1) {
    let column = 0
    while (column < modules.size) {
      let end = column
      while (end < modules.size && modules.get(row, end)) end += 1
      if (end > column) path += `M${column + quietModules} ${row + quietModules}h${end - column}v1h-${end - column}z`
      column = end + 1
    }
  }
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${side} ${side}"><rect width="${side}" height="${side}" fill="#fff"/>`
    + `<path d="${path}" fill="#000"/></svg>`
}
