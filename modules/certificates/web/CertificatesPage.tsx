// The register of certificates: what a laboratory issued, what an owner was given, what lies in an authority's division.
import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { useState } from 'react'
import { ask } from '#ui/client.ts'
import { useSay, useWords } from '#ui/i18n.ts'
import { useGo } from '#ui/navigation.ts'
import { Empty } from '#ui/Notice.tsx'
import { Page } from '#ui/Page.tsx'
import { Table } from '#ui/Table.tsx'
import type { TableColumn } from '#ui/Table.tsx'
import { useTableView } from '#ui/table-address.ts'
import type { TableView } from '#ui/table-view.ts'
import { ArchiveDialog } from './ArchiveDialog.tsx'
import { api } from './api.ts'
import { certificateWords, kindPairs, statePairs } from './certificate-words.ts'
import { StateOf } from './StateOf.tsx'

const states = ['valid', 'expired', 'revoked', 'superseded'] as const
const kinds = ['verification', 'rejection', 'calibration'] as const
const oneOf = <T extends string>(all: readonly T[], text: string | undefined): T | undefined => all.find((each) => each === text)

export const filterOf = ({ search, filters }: TableView) => ({
  ...(search === '' ? {} : { q: search }),
  ...(oneOf(states, filters['state']) ? { state: oneOf(states, filters['state']) } : {}),
  ...(oneOf(kinds, filters['kind']) ? { kind: oneOf(kinds, filters['kind']) } : {}),
})

export const certificatesQuery = (view: TableView, limit = 50) => ({
  queryKey: ['certificates', 'list', view, limit],
  queryFn: ({ signal }: { signal: AbortSignal }) => ask(api.index.$get({
    query: { ...filterOf(view), ...(view.after ? { after: view.after } : {}), ...(view.before ? { before: view.before } : {}), limit: String(limit) },
  }, { init: { signal } })),
})
export type CertificateRow = Awaited<ReturnType<ReturnType<typeof certificatesQuery>['queryFn']>>['rows'][number]

export function CertificatesPage() {
  const t = useWords(certificateWords)
  const say = useSay()
  const go = useGo()
  const [view, onView, onReset] = useTableView()
  const [isArchiving, setArchiving] = useState(false)
  const list = useQuery(certificatesQuery(view))
  const columns: TableColumn<CertificateRow>[] = [
    { key: 'number', title: t.number, nowrap: true, render: (row) => <a href={`/certificates/${row.id}`}>{row.number}</a> },
    { key: 'kind', title: t.kind, render: (row) => say(kindPairs[row.kind] ?? [row.kind, row.kind]) },
    { key: 'item', title: t.item, render: (row) => <>{row.item.name} {row.item.model}</> },
    { key: 'serial', title: t.serial, nowrap: true, render: (row) => row.item.serial },
    { key: 'client', title: t.client, render: (row) => row.client },
    { key: 'laboratory', title: t.laboratory, hiddenAtFirst: true, render: (row) => row.laboratory },
    { key: 'issuedOn', title: t.issuedOn, nowrap: true, render: (row) => row.issuedOn },
    { key: 'validUntil', title: t.validUntil, nowrap: true, render: (row) => row.validUntil ?? '—' },
    { key: 'state', title: t.state, nowrap: true, render: (row) => <StateOf state={row.state} /> },
  ]
  const filters = [
    { key: 'state', label: t.state, pinned: true, choices: states.map((value) => ({ value, label: say(statePairs[value] ?? [value, value]) })) },
    { key: 'kind', label: t.kind, pinned: true, choices: kinds.map((value) => ({ value, label: say(kindPairs[value] ?? [value, value]) })) },
  ]
  return (
    <Page title={t.certificates} actions={<Button type="primary" onClick={() => setArchiving(true)}>{t.archive}</Button>}>
      <Table id="certificates" label={t.certificates} columns={columns} rows={list.data?.rows} rowKey={(row) => String(row.id)} rowName={(row) => row.number} onOpen={(row) => go(`/certificates/${row.id}`)}
        view={view} onView={onView} onReset={onReset} filters={filters} searchLabel={t.search} count={list.data?.count} unit={t.unit}
        cursors={{ next: list.data?.next ?? undefined, previous: list.data?.previous ?? undefined }} error={list.error ?? undefined} onRetry={() => void list.refetch()}
        onExport={() => { location.assign(`/api/certificates/export?${new URLSearchParams(Object.entries(filterOf(view)).flatMap(([k, v]) => (v ? [[k, v]] : [])))}`) }}
        empty={<Empty title={t.none}>{t.noneHint}</Empty>} minWidth={1000} />
      {isArchiving && <ArchiveDialog onClose={() => setArchiving(false)} />}
    </Page>
  )
}
