// Standards of the laboratory: what each covers, the certificate that speaks for it and until when.
import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { useWords } from '#ui/i18n.ts'
import { useGo } from '#ui/navigation.ts'
import { Empty } from '#ui/Notice.tsx'
import { useToday } from '#ui/now.ts'
import { Page } from '#ui/Page.tsx'
import { roleNames, useSession } from '#ui/session.ts'
import { Table } from '#ui/Table.tsx'
import type { TableColumn } from '#ui/Table.tsx'
import { useTableView } from '#ui/table-address.ts'
import type { TableView } from '#ui/table-view.ts'
import { StandardBadge, standingWord, UntilClock } from './StandardBadge.tsx'
import { standardsQuery } from './standard-queries.ts'
import type { ListedStandard } from './standard-queries.ts'
import { standingOf } from './standard-state.ts'
import { standardWords } from './standard-words.ts'

export const standardKeepers: readonly string[] = ['quality', 'head']
const standings = ['valid', 'expiring', 'expired', 'no certificate', 'no period', 'not yet', 'retired'] as const

export function StandardsPage() {
  const t = useWords(standardWords)
  const go = useGo()
  const today = useToday()
  const [view, onView, onReset] = useTableView()
  const standards = useQuery(standardsQuery)
  const keeps = (roleNames(useSession()) ?? []).some((role) => standardKeepers.includes(role))
  const rows = standards.data && inView(standards.data, view, today)
  const columns: TableColumn<ListedStandard>[] = [
    { key: 'code', title: t.code, nowrap: true, sortable: true, render: (row) => <a href={`/standards/${row.id}`}>{row.code}</a> },
    { key: 'name', title: t.name, sortable: true, render: (row) => row.name },
    { key: 'kind', title: t.kind, hiddenAtFirst: true, render: (row) => (row.kind === 'measurement standard' ? t.measurementStandard : t.referenceInstrument) },
    { key: 'range', title: t.range, render: (row) => row.range },
    { key: 'accuracy', title: t.accuracy, render: (row) => row.accuracy },
    { key: 'serial', title: t.serial, hiddenAtFirst: true, nowrap: true, render: (row) => row.serial },
    { key: 'location', title: t.location, hiddenAtFirst: true, render: (row) => row.location },
    { key: 'certificate', title: t.certificate, nowrap: true, render: (row) => row.certificate?.number ?? '' },
    { key: 'until', title: t.until, nowrap: true, sortable: true, render: (row) => (row.certificate?.validUntil && !row.retired ? <UntilClock until={row.certificate.validUntil} /> : '') },
    { key: 'state', title: t.state, nowrap: true, render: (row) => <StandardBadge standing={standingOf(row, today)} /> },
  ]
  const register = keeps && <Button type="primary" onClick={() => go('/standards/new')}>{t.register}</Button>
  return (
    <Page title={t.standards} actions={register}>
      <Table id="standards" label={t.standards} columns={columns} rows={rows} rowKey={(row) => String(row.id)} rowName={(row) => row.code} onOpen={(row) => go(`/standards/${row.id}`)}
        view={view} onView={onView} onReset={onReset} count={rows?.length} unit={t.unit} searchLabel={t.searchLabel} minWidth={980}
        filters={[{ key: 'state', label: t.stateFilter, pinned: true, choices: standings.map((standing) => ({ value: standing, label: t[standingWord[standing]] })) }]}
        error={standards.error ?? undefined} onRetry={() => void standards.refetch()}
        empty={standards.data?.length === 0 ? <Empty title={t.none} actions={register}>{t.noneHint}</Empty> : <Empty title={t.noMatch} />} />
    </Page>
  )
}

function inView(all: readonly ListedStandard[], view: TableView, today: string): ListedStandard[] {
  const text = view.search.trim().toLowerCase()
  const state = view.filters['state']
  const found = all.filter((row) => (text === '' || [row.code, row.name, row.serial, row.certificate?.number ?? ''].some((part) => part.toLowerCase().includes(text)))
    && (state === undefined || standingOf(row, today) === state))
  const sort = view.sort
  if (!sort) return found
  const keyOf = (row: ListedStandard) => (sort.key === 'until' ? row.certificate?.validUntil ?? '9999' : sort.key === 'name' ? row.name : row.code)
  const sorted = found.toSorted((one, other) => (keyOf(one) < keyOf(other) ? -1 : keyOf(one) > keyOf(other) ? 1 : 0))
  return sort.order === 'desc' ? sorted.toReversed() : sorted
}
