// A QR code as one SVG path, with its quiet zone, black on white in every theme, and the short code beneath in clear.
import { create } from 'qrcode'
import { dictionary, useWords } from './i18n.ts'
import './PrintSheet.css'

const words = dictionary({ code: ['二维码：{text}', 'QR code: {text}'] })
const quiet = 4

/** The dark modules as horizontal runs. */
function pathOf(text: string): { readonly path: string; readonly size: number } {
  const { modules } = create(text, { errorCorrectionLevel: 'M' })
  const { size } = modules
  let path = ''
  for (let y = 0; y < size; y += 1) {
    for (let x = 0; x < size; x += 1) {
      if (!modules.get(y, x)) continue
      const start = x
      while (x + 1 < size && modules.get(y, x + 1)) x += 1
      path += `M${start + quiet} ${y + quiet}h${x - start + 1}v1h-${x - start + 1}z`
    }
  }
  return { path, size: size + 2 * quiet }
}

type Props = { readonly text: string; readonly caption?: string; readonly size_mm?: number }

/** At least 15 mm in print. */
export function QrCode({ text, caption, size_mm = 25 }: Props) {
  const t = useWords(words)
  const { path, size } = pathOf(text)
  return (
    <figure className="qr" ref={(element) => element?.style.setProperty('--qr-size', `${Math.max(15, size_mm)}mm`)}>
      <svg viewBox={`0 0 ${size} ${size}`} shapeRendering="crispEdges" role="img" aria-label={t.code({ text })}>
        <rect width={size} height={size} fill="#FFFFFF" />
        <path d={path} fill="#000000" />
      </svg>
      {caption !== undefined && <figcaption className="mono">{caption}</figcaption>}
    </figure>
  )
}
