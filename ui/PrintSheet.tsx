// What print adds to a record page (address, QR, time of printing), and labels of 40 × 30 and 50 × 30 mm. The sheet itself is the page,
// restyled.
import { showInstant } from './dates.ts'
import { dictionary, useWords } from './i18n.ts'
import { nowInstant } from './now.ts'
import { QrCode } from './QrCode.tsx'
import './PrintSheet.css'

const words = dictionary({ printed: ['打印于 {time}', 'Printed {time}'] })

/** Stands at the end of a record page; seen only on paper. */
export function PrintFoot({ url }: { readonly url: string }) {
  const t = useWords(words)
  return (
    <div className="print-only">
      <div className="print-foot">
        <QrCode text={url} size_mm={18} />
        <div>
          <div>{url}</div>
          <div>{t.printed({ time: showInstant(nowInstant()) })}</div>
        </div>
      </div>
    </div>
  )
}

type LabelProps = { readonly size: '40x30' | '50x30'; readonly url: string; readonly code: string; readonly lines: readonly string[] }

export function PrintLabel({ size, url, code, lines }: LabelProps) {
  return (
    <div className={`label-sheet label-${size}`}>
      <QrCode text={url} size_mm={17} />
      <div><strong className="mono">{code}</strong>{lines.map((line) => <div key={line}>{line}</div>)}</div>
    </div>
  )
}
