// The frame of a staff page: title row (identity, badge, clock, actions on the right), panels, two columns, facts. Absent: the top bar
// (apps/web).
import { useEffect, type ReactNode } from 'react'
import './Page.css'

export type PageProps = {
  /** Identity first: `检定 JD-2026-004312 · 电子计价秤 ACS-30`. Also the document's title. */
  readonly title: string
  readonly badge?: ReactNode
  readonly clock?: ReactNode
  readonly about?: ReactNode
  /** Secondary actions first, the one primary action last. */
  readonly actions?: ReactNode
  /** A register seen as of a past day gets a coloured frame. */
  readonly framed?: boolean
  readonly children: ReactNode
}

export function Page({ title, badge, clock, about, actions, framed = false, children }: PageProps) {
  useEffect(() => {
    document.title = `${title} · 度衡`
  }, [title])
  return (
    <div className={framed ? 'page page-frame' : 'page'}>
      <header className="page-head">
        <div className="page-title">
          <h1>{title}</h1>
          {badge}
          {about !== undefined && <span className="page-about">{about}</span>}
          {clock}
        </div>
        {actions !== undefined && <div className="page-actions">{actions}</div>}
      </header>
      <div className="page-body">{children}</div>
    </div>
  )
}

export type PanelProps = { readonly title?: ReactNode; readonly aside?: ReactNode; readonly children: ReactNode; readonly id?: string }

export function Panel({ title, aside, children, id }: PanelProps) {
  return (
    <section className="panel" id={id}>
      {title !== undefined && <div className="panel-head"><h2>{title}</h2>{aside}</div>}
      {children}
    </section>
  )
}

/** Work on the left, what helps it on the right; one column below 1100 px. */
export function Columns({ main, side }: { readonly main: ReactNode; readonly side: ReactNode }) {
  return <div className="columns"><div>{main}</div><div>{side}</div></div>
}

export type Fact = { readonly name: string; readonly value: ReactNode }

export function Facts({ facts }: { readonly facts: readonly Fact[] }) {
  return (
    <dl className="facts">
      {facts.map(({ name, value }) => <div key={name}><dt>{name}</dt><dd>{value === '' || value == null ? '—' : value}</dd></div>)}
    </dl>
  )
}
