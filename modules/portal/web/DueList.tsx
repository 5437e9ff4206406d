// Instruments overdue, then those due within 60 days, the earliest first, with the booking of all of them.
import { useQueries } from '@tanstack/react-query'
import { Button } from 'antd'
import type { ReactNode } from 'react'
import { useWords } from '#ui/i18n.ts'
import { Loading } from '#ui/Loading.tsx'
import { Empty } from '#ui/Notice.tsx'
import { Panel } from '#ui/Page.tsx'
import { Refusal } from '#ui/Refusal.tsx'
import { VerdictBadge } from '#ui/VerdictBadge.tsx'
import { dueQuery, rowsHref } from './queries.ts'
import type { DueInstrument } from './queries.ts'
import { portalWords } from './words.ts'
import './portal.css'

type Props = { readonly title: string; readonly shown: number; readonly mayBook: boolean; readonly also?: ReactNode }

export function DueList({ title, shown, mayBook, also }: Props) {
  const t = useWords(portalWords)
  const [overdue, soon] = useQueries({ queries: [dueQuery('overdue', shown), dueQuery('soon', shown)] })
  const error = overdue.error ?? soon.error
  const rows = overdue.data && soon.data ? [...overdue.data.rows, ...soon.data.rows] : undefined
  const isCut = overdue.data?.next != null || soon.data?.next != null || (rows !== undefined && rows.length > shown)
  return (
    <Panel title={title} aside={mayBook && rows !== undefined && rows.length > 0 && <Button type="primary" href="/bookings/new">{t.book}</Button>}>
      {error !== null && <Refusal error={error} onRetry={() => void Promise.all([overdue.refetch(), soon.refetch()])} />}
      {rows === undefined ? error === null && <Loading /> : rows.length === 0 ? <Empty title={t.noneDue}>{also}</Empty> : (
        <>
          <ul className="portal-list">{rows.slice(0, shown).map((row) => <DueLine key={row.code} row={row} />)}</ul>
          {isCut && <p className="portal-more"><a href={rowsHref.overdue}>{t.seeAll}：{t.overdue}</a>　<a href={rowsHref.soon}>{t.seeAll}：{t.soon}</a></p>}
        </>
      )}
    </Panel>
  )
}

function DueLine({ row }: { readonly row: DueInstrument }) {
  const t = useWords(portalWords)
  const day = row.dueOn ?? ''
  return (
    <li>
      <a href={`/instruments/${row.code}`}>{row.name} {row.model} <span className="mono">{row.serial}</span></a>
      <span className="muted">{row.place?.name ?? row.owner.name}</span>
      {row.due === 'overdue' ? <VerdictBadge kind="bad">{t.overdueSince({ day })}</VerdictBadge> : <VerdictBadge kind="warn">{t.until({ day })}</VerdictBadge>}
    </li>
  )
}
