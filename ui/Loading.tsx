// Waiting, honestly: nothing for 300 ms, then a skeleton; counted progress for what takes longer than two seconds.
import { useEffect, useState, type ReactNode } from 'react'
import { dictionary, useWords } from './i18n.ts'
import { showCount } from './numbers.ts'
import { Refusal } from './Refusal.tsx'
import './Notice.css'

const words = dictionary({
  loading: ['正在载入', 'Loading'],
  of: ['{n} / {total}', '{n} of {total}'],
  rate: ['每秒 {rate}', '{rate} per second'],
  rest: ['约剩 {seconds} 秒', 'about {seconds} s left'],
  leave: ['可离开本页，完成后在待办里可见', 'You may leave this page; the result will be in your to-dos'],
})

export function useAfter(delay_ms: number): boolean {
  const [isOver, setOver] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setOver(true), delay_ms)
    return () => clearTimeout(timer)
  }, [delay_ms])
  return isOver
}

const widths = ['skeleton-100', 'skeleton-80', 'skeleton-90', 'skeleton-60']

export function Loading({ rows = 4 }: { readonly rows?: number }) {
  const t = useWords(words)
  const isLate = useAfter(300)
  return (
    <div aria-live="polite">
      {isLate && (
        <>
          <span className="hidden">{t.loading}</span>
          <div className="skeleton" aria-hidden="true">
            {Array.from({ length: rows }, (_, row) => (
              <span key={row} className={widths[row % widths.length]} />
            ))}
          </div>
        </>
      )}
    </div>
  )
}

type ProgressProps = {
  readonly label: string
  readonly n: number
  readonly total: number
  readonly perSecond?: number
  readonly mayLeave?: boolean
}

export function Progress({ label, n, total, perSecond, mayLeave = false }: ProgressProps) {
  const t = useWords(words)
  const rest_s = perSecond !== undefined && perSecond > 0 ? Math.ceil((total - n) / perSecond) : undefined
  return (
    <div>
      <progress className="progress" aria-label={label} max={Math.max(total, 1)} value={n} />
      <div className="progress-line">
        <span>{label}</span>
        <strong className="nowrap">{t.of({ n: showCount(n), total: showCount(total) })}</strong>
        {perSecond !== undefined && <span className="nowrap">{t.rate({ rate: showCount(perSecond) })}</span>}
        {rest_s !== undefined && rest_s > 0 && <span className="nowrap">{t.rest({ seconds: showCount(rest_s) })}</span>}
        {mayLeave && <span>{t.leave}</span>}
      </div>
    </div>
  )
}

type Asked<T> = { readonly data: T | undefined; readonly error: unknown; readonly refetch: () => unknown }

/** What a query answers: skeleton, refusal with 重试, or its data. Old data stay while a refetch fails. */
export function Answer<T>({
  of,
  children,
  rows,
}: {
  readonly of: Asked<T>
  readonly children: (data: T) => ReactNode
  readonly rows?: number
}) {
  if (of.data !== undefined)
    return (
      <>
        {of.error != null && <Refusal error={of.error} onRetry={() => void of.refetch()} />}
        {children(of.data)}
      </>
    )
  return of.error != null ? <Refusal error={of.error} onRetry={() => void of.refetch()} /> : <Loading rows={rows} />
}
