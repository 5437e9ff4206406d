// The scan field of reception and field work: always listening, also typable; shows the last code large with its answer, and stops after a
// failure until it was acknowledged, for a failed scan found thirty items later is a lost morning.
import { Button, Input } from 'antd'
import { useEffect, useRef, useState, type ReactNode } from 'react'
import { CameraScan } from './CameraScan.tsx'
import { Icon } from './Icon.tsx'
import { dictionary, useWords } from './i18n.ts'
import { isComposing } from './keys.ts'
import { codeIn } from './scan.ts'
import { playTone, useScanner, type ScanTone } from './scanning.ts'
import './Scan.css'

export type ScanAnswer = { readonly tone: ScanTone; readonly text: ReactNode }
type Props = {
  readonly label: string
  readonly onScan: (code: string) => Promise<ScanAnswer>
  /** Scanned already, before the page was opened: taken once, as if it were scanned here. */
  readonly first?: string
}

const words = dictionary({
  ready: ['可以扫码，也可以手工输入后按 Enter', 'Ready to scan; or type and press Enter'],
  goOn: ['知道了，继续扫码', 'Noted, go on scanning'],
  stopped: ['已停止扫码，请先处理这一件', 'Scanning has stopped; settle this item first'],
})

export function Scan({ label, onScan, first = '' }: Props) {
  const t = useWords(words)
  const [typed, setTyped] = useState('')
  const [last, setLast] = useState<{ readonly code: string; readonly answer: ScanAnswer }>()
  const [isStopped, setStopped] = useState(false)
  const take = (raw: string) => {
    const code = codeIn(raw)
    if (code === '' || isStopped) {
      if (isStopped) playTone('wrong')
      return
    }
    setTyped('')
    void onScan(code).then((answer) => {
      setLast({ code, answer })
      playTone(answer.tone)
      if (answer.tone === 'wrong') setStopped(true)
    })
  }
  useScanner(take)
  const taken = useRef('')
  useEffect(() => {
    if (first === taken.current) return
    taken.current = first
    take(first)
  })
  return (
    <section className={last ? `scan scan-${last.answer.tone}` : 'scan'} aria-label={label}>
      <Input aria-label={label} placeholder={t.ready} prefix={<Icon name="scan" />} value={typed} maxLength={512} readOnly={isStopped}
        onChange={(event) => setTyped(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && !isComposing(event.nativeEvent)) take(typed)
        }} />
      <CameraScan onCode={take} />
      <div aria-live="assertive">
        {last && <div className="scan-last">{last.code}</div>}
        {last && <div>{last.answer.text}</div>}
        {isStopped && <strong>{t.stopped}</strong>}
      </div>
      {isStopped && <Button danger onClick={() => setStopped(false)}>{t.goOn}</Button>}
    </section>
  )
}
