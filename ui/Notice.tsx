// Inline and persistent words: an error, a decision, a number to copy. Absent: passing messages (Toast.tsx).
import type { ReactNode } from 'react'
import { Icon } from './Icon.tsx'
import './Notice.css'

export type NoticeTone = 'info' | 'ok' | 'warn' | 'bad' | 'unk'
type Props = {
  readonly tone?: NoticeTone
  /** `alert` interrupts a screen reader; for refusals of what was just pressed. */
  readonly role?: 'alert' | 'status'
  readonly children: ReactNode
  readonly actions?: ReactNode
}

export function Notice({ tone = 'info', role, children, actions }: Props) {
  return (
    <div className={`notice notice-${tone}`} role={role}>
      <Icon name={tone} />
      <div className="notice-body">
        {children}
        {actions !== undefined && <div className="notice-actions">{actions}</div>}
      </div>
    </div>
  )
}

/** Nothing here, and the next useful thing. */
export function Empty({ title, children, actions }: { readonly title: string; readonly children?: ReactNode; readonly actions?: ReactNode }) {
  return (
    <div className="empty">
      <strong>{title}</strong>
      {children !== undefined && <div>{children}</div>}
      {actions !== undefined && <div className="empty-actions">{actions}</div>}
    </div>
  )
}
