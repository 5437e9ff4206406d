// Inline and persistent words: an error, a decision, a number to copy. Absent: passing messages (Toast.tsx).
import type { ReactNode } from 'react'
import { Icon } from './Icon.tsx'
import './Notice.css'

export type NoticeTone = 'info' | 'ok' | 'warn' | 'bad' | 'unk'
type Props = {
  readonly tone?: NoticeTone
  /** `now` interrupts a screen reader (refusals of what was just pressed), `later` waits for its turn. */
  readonly say?: 'now' | 'later'
  readonly children: ReactNode
  readonly actions?: ReactNode
}

export function Notice({ tone = 'info', say, children, actions }: Props) {
  return (
    <div
      className={`notice notice-${tone}`}
      aria-live={say === undefined ? undefined : say === 'now' ? 'assertive' : 'polite'}
      role={say === 'now' ? 'alert' : undefined}
    >
      <Icon name={tone} />
      <div className="notice-body">
        {children}
        {actions !== undefined && <div className="notice-actions">{actions}</div>}
      </div>
    </div>
  )
}

/** Nothing here, and the next useful thing. */
export function Empty({
  title,
  children,
  actions,
}: {
  readonly title: string
  readonly children?: ReactNode
  readonly actions?: ReactNode
}) {
  return (
    <div className="empty">
      <strong>{title}</strong>
      {children !== undefined && <div>{children}</div>}
      {actions !== undefined && <div className="empty-actions">{actions}</div>}
    </div>
  )
}
