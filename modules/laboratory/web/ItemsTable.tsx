// A register of items: number, instrument, client, where it stands, its time limit.
import type { ReactNode } from 'react'
import { useSay, useWords } from '#ui/i18n.ts'
import { useGo } from '#ui/navigation.ts'
import { useToday } from '#ui/now.ts'
import { Table } from '#ui/Table.tsx'
import type { TableColumn, TableProps } from '#ui/Table.tsx'
import { emptyView } from '#ui/table-view.ts'
import { VerdictBadge } from '#ui/VerdictBadge.tsx'
import { deskWords } from './desk-words.ts'
import { stateWords } from './state-words.ts'

export type ListedItem = {
  readonly id: number; readonly no: string; readonly slip: string; readonly kind: string; readonly state: string; readonly dueOn: string | null
  readonly instrument: { readonly code: string; readonly name: string }; readonly client: { readonly name: string }
  readonly certificate: { readonly id: number; readonly number: string | null; readonly verdict: string | null } | null
}
type Props = { readonly id: string; readonly items: readonly ListedItem[] | undefined; readonly empty?: ReactNode }
  & Partial<Pick<TableProps<ListedItem>, 'view' | 'onView' | 'onReset' | 'filters' | 'cursors' | 'error' | 'onRetry' | 'count' | 'bulk'>>

export function ItemsTable({ id, items, view, onView, ...rest }: Props) {
  const t = useWords(deskWords)
  const go = useGo()
  const columns: TableColumn<ListedItem>[] = [
    { key: 'no', title: t.number, nowrap: true, render: (row) => <a href={`/work/${row.id}`}>{row.no}</a> },
    { key: 'instrument', title: t.instrument, render: (row) => <>{row.instrument.name} <small className="mono">{row.instrument.code}</small></> },
    { key: 'client', title: t.client, render: (row) => row.client.name },
    { key: 'certificate', title: t.certificate, nowrap: true, render: (row) => (row.certificate ? <a href={`/certificates/${row.certificate.id}`}>{row.certificate.number}</a> : '') },
    { key: 'due', title: t.deadline, nowrap: true, render: (row) => <DueText due={row.dueOn} /> },
    { key: 'state', title: t.state, nowrap: true, render: (row) => <StateBadge state={row.state} verdict={row.certificate?.verdict ?? null} /> },
  ]
  return (
    <Table id={id} label={t.work} columns={columns} rows={items} rowKey={(row) => String(row.id)} rowName={(row) => row.no} onOpen={(row) => go(`/work/${row.id}`)}
      view={view ?? emptyView} onView={onView ?? (() => undefined)} plain={view === undefined} keyboard={view !== undefined} minWidth={860} {...rest} />
  )
}

function DueText({ due }: { readonly due: string | null }) {
  const today = useToday()
  if (due === null) return null
  return due < today ? <VerdictBadge kind="bad">{due}</VerdictBadge> : <span className="nowrap">{due}</span>
}

export function StateBadge({ state, verdict }: { readonly state: string; readonly verdict: string | null }) {
  const say = useSay()
  const words = stateWords[state] ?? ([state, state] as const)
  if (verdict === 'fail') return <VerdictBadge kind="bad">{say(words)}</VerdictBadge>
  const ended = ['issued', 'returned', 'reported'].includes(state)
  return <VerdictBadge kind={ended ? 'ok' : ['refused', 'withdrawn'].includes(state) ? 'void' : 'unk'}>{say(words)}</VerdictBadge>
}
