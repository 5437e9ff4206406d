// P2: the ledger. Finds any of a million by a word, a part of a number or pinyin initials; the address is the view.
import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { useState } from 'react'
import { ask } from '#ui/client.ts'
import { useSay, useWords } from '#ui/i18n.ts'
import { useGo } from '#ui/navigation.ts'
import { Empty } from '#ui/Notice.tsx'
import { useToday } from '#ui/now.ts'
import { Page } from '#ui/Page.tsx'
import { Refusal } from '#ui/Refusal.tsx'
import { roleNames, useSession } from '#ui/session.ts'
import { Table } from '#ui/Table.tsx'
import type { TableColumn, TableFilter } from '#ui/Table.tsx'
import { useTableView } from '#ui/table-address.ts'
import type { TableView } from '#ui/table-view.ts'
import { emptyView } from '#ui/table-view.ts'
import { toast } from '#ui/toasts.ts'
import { api } from './api.ts'
import { Compulsory, StateBadge } from './badges.tsx'
import { download } from './download.ts'
import { purposePairs, statePairs, words } from './registry-words.ts'

const oneOf = <T extends string>(all: readonly T[], text: string | undefined): T | undefined => all.find((each) => each === text)
const states = ['in use', 'stopped', 'scrapped'] as const
const verdicts = ['pass', 'fail', 'none'] as const
const purposes = ['trade', 'safety', 'medical', 'environment', 'enforcement', 'other'] as const
const sorts = { newest: 'newest', '-newest': '-newest', dueOn: 'due', '-dueOn': '-due', name: 'name', '-name': '-name' } as const
export const registrars = ['owner-admin', 'clerk', 'reception', 'head'] as const

/** A view as the server's query. */
export const queryOf = ({ search, filters }: TableView) => {
  const [state, verdict, purpose] = [oneOf(states, filters['state']), oneOf(verdicts, filters['verdict']), oneOf(purposes, filters['purpose'])]
  return {
    ...(search === '' ? {} : { q: search.slice(0, 100) }), ...(state ? { state } : {}), ...(verdict ? { verdict } : {}), ...(purpose ? { purpose } : {}),
    ...(filters['due'] ? { due: filters['due'] } : {}), ...(filters['compulsory'] === 'never-verified' ? { compulsory: 'never-verified' as const } : {}),
    ...(filters['division'] ? { division: filters['division'] } : {}), ...(filters['place'] ? { place: filters['place'] } : {}),
  }
}
const sortOf = ({ sort }: TableView) => {
  const key = `${sort?.order === 'desc' ? '-' : ''}${sort?.key ?? 'newest'}`
  return sorts[oneOf(['newest', '-newest', 'dueOn', '-dueOn', 'name', '-name'], key) ?? 'newest']
}
const listQuery = (view: TableView) => ({
  queryKey: ['registry', 'instruments', view],
  queryFn: ({ signal }: { signal: AbortSignal }) => ask(api.instruments.$get({ query: { ...queryOf(view), sort: sortOf(view), limit: '50', ...(view.after ? { after: view.after } : {}), ...(view.before ? { before: view.before } : {}) } }, { init: { signal } })),
})
const countQuery = (view: TableView) => ({
  queryKey: ['registry', 'instruments', 'count', queryOf(view)],
  queryFn: ({ signal }: { signal: AbortSignal }) => ask(api.instruments.count.$get({ query: queryOf(view) }, { init: { signal } })),
})
type Row = Awaited<ReturnType<ReturnType<typeof listQuery>['queryFn']>>['rows'][number]

export function InstrumentsPage() {
  const t = useWords(words)
  const say = useSay()
  const go = useGo()
  const today = useToday()
  const [view, onView, onReset] = useTableView()
  const roles = roleNames(useSession()) ?? []
  const mayRegister = registrars.some((role) => roles.includes(role))
  const list = useQuery(listQuery(view))
  const count = useQuery(countQuery(view))
  const columns: TableColumn<Row>[] = [
    { key: 'code', title: t.code, nowrap: true, render: (row) => <a href={`/instruments/${row.code}`}>{row.code}</a> },
    { key: 'name', title: t.name, sortable: true, render: (row) => row.name },
    { key: 'model', title: t.model, nowrap: true, render: (row) => row.model },
    { key: 'serial', title: t.serial, nowrap: true, render: (row) => row.serial },
    { key: 'ownerNo', title: t.ownerNo, nowrap: true, hiddenAtFirst: true, render: (row) => row.ownerNo },
    { key: 'owner', title: t.owner, render: (row) => row.owner.name },
    { key: 'place', title: t.place, render: (row) => row.place?.name ?? '—' },
    { key: 'purpose', title: t.purpose, hiddenAtFirst: true, render: (row) => say(purposePairs[row.purpose] ?? [row.purpose, row.purpose]) },
    { key: 'compulsory', title: t.compulsory, nowrap: true, render: (row) => <Compulsory of={row.compulsory} /> },
    { key: 'dueOn', title: t.dueOn, nowrap: true, sortable: true, render: (row) => (row.dueOn === null ? '—' : <>{row.dueOn}{row.declared && <small className="muted"> {t.declared}</small>}</>) },
    { key: 'state', title: t.state, nowrap: true, render: (row) => <StateBadge row={row} today={list.data?.today ?? today} /> },
  ]
  const [refusal, setRefusal] = useState<unknown>()
  const print = async (rows: readonly Row[]) => {
    setRefusal(undefined)
    await download('/api/labels', { method: 'POST', body: JSON.stringify({ codes: rows.map((row) => row.code) }) })
    toast(t.labelsMade)
  }
  const isFiltered = JSON.stringify(queryOf(view)) !== JSON.stringify(queryOf(emptyView))
  return (
    <Page title={t.instruments} actions={mayRegister && <><Button href="/imports">{t.import}</Button><Button type="primary" href="/instruments/new">{t.register}</Button></>}>
      {refusal !== undefined && <Refusal error={refusal} />}
      <Table id="instruments" label={t.instruments} columns={columns} rows={list.data?.rows} rowKey={(row) => row.code} rowName={(row) => `${row.name} ${row.code}`} onOpen={(row) => go(`/instruments/${row.code}`)}
        view={view} onView={onView} onReset={onReset} filters={filtersOf(t, say)} searchLabel={t.search} count={count.data?.n} unit={t.unit}
        cursors={{ next: list.data?.next ?? undefined, previous: list.data?.previous ?? undefined }} error={list.error ?? undefined} onRetry={() => void list.refetch()}
        onExport={() => { location.assign(`/api/instruments/export?${new URLSearchParams(Object.entries(queryOf(view)).map(([k, v]) => [k, String(v)]))}`) }}
        bulk={mayRegister || roles.includes('verifier') ? (rows, clear) => <Button onClick={() => void print(rows).then(clear, setRefusal)}>{t.printLabels({ n: rows.length })}</Button> : undefined}
        empty={isFiltered || !mayRegister ? <Empty title={t.nothing} /> : <Empty title={t.emptyTitle} actions={<><Button type="primary" href="/imports">{t.import}</Button><Button href="/api/imports/template" data-native>{t.template}</Button></>}>{t.emptyHint}</Empty>} minWidth={1100} />
    </Page>
  )
}

function filtersOf(t: { readonly [K in 'due' | 'due30' | 'due90' | 'overdue' | 'neverVerified' | 'compulsory' | 'result' | 'pass' | 'fail' | 'none' | 'state' | 'purpose']: string }, say: (pair: readonly [string, string]) => string): TableFilter[] {
  return [
    { key: 'due', label: t.due, pinned: true, choices: [{ value: 'overdue', label: t.overdue }, { value: '30', label: t.due30 }, { value: '90', label: t.due90 }] },
    { key: 'compulsory', label: t.compulsory, pinned: true, choices: [{ value: 'never-verified', label: t.neverVerified }] },
    { key: 'verdict', label: t.result, pinned: true, choices: [{ value: 'fail', label: t.fail }, { value: 'pass', label: t.pass }, { value: 'none', label: t.none }] },
    { key: 'state', label: t.state, choices: states.map((value) => ({ value, label: say(statePairs[value] ?? [value, value]) })) },
    { key: 'purpose', label: t.purpose, choices: purposes.map((value) => ({ value, label: say(purposePairs[value] ?? [value, value]) })) },
  ]
}
