// Orders, newest first: an enterprise's own bookings, a laboratory's incoming ones.
import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { ask } from '#ui/client.ts'
import { showInstant } from '#ui/dates.ts'
import { useWords } from '#ui/i18n.ts'
import { useGo } from '#ui/navigation.ts'
import { Empty } from '#ui/Notice.tsx'
import { Page } from '#ui/Page.tsx'
import { roleNames, useSession } from '#ui/session.ts'
import { Table } from '#ui/Table.tsx'
import type { TableColumn } from '#ui/Table.tsx'
import { useTableView } from '#ui/table-address.ts'
import { api } from './api.ts'
import { deskWords } from './desk-words.ts'

const PAGE = 50
const ordersQuery = (before: string | undefined) => ({
  queryKey: ['laboratory', 'orders', before ?? ''],
  queryFn: ({ signal }: { signal: AbortSignal }) => ask(api.orders.$get({ query: { limit: String(PAGE), ...(before ? { before } : {}) } }, { init: { signal } })),
})
type Row = Awaited<ReturnType<ReturnType<typeof ordersQuery>['queryFn']>>['orders'][number]

export function OrdersPage() {
  const t = useWords(deskWords)
  const go = useGo()
  const [view, onView] = useTableView()
  const orders = useQuery(ordersQuery(view.after))
  const roles = roleNames(useSession()) ?? []
  const mayBook = roles.some((role) => ['owner-admin', 'clerk', 'reception'].includes(role))
  const columns: TableColumn<Row>[] = [
    { key: 'no', title: t.number, nowrap: true, render: (row) => <a href={`/orders/${row.id}`}>{row.no}</a> },
    { key: 'client', title: t.client, render: (row) => row.client.name },
    { key: 'laboratory', title: t.laboratory, render: (row) => row.laboratory.name },
    { key: 'kind', title: t.kind, render: (row) => (row.kind === 'verification' ? t.verification : t.calibration) },
    { key: 'way', title: t.way, render: (row) => (row.way === 'delivered' ? t.delivered : t.onSite) },
    { key: 'pieces', title: t.pieces, align: 'end', render: (row) => row.pieces },
    { key: 'wanted', title: t.wantedOn, nowrap: true, render: (row) => row.wantedOn ?? '' },
    { key: 'at', title: t.bookedAt, nowrap: true, render: (row) => showInstant(row.bookedAt) },
  ]
  const next = orders.data?.next
  return (
    <Page title={t.orders} actions={mayBook && <Button type="primary" onClick={() => go('/bookings/new')}>{t.book}</Button>}>
      <Table id="orders" label={t.orders} columns={columns} rows={orders.data?.orders} rowKey={(row) => String(row.id)} rowName={(row) => row.no} onOpen={(row) => go(`/orders/${row.id}`)}
        view={view} onView={onView} cursors={{ next: next == null ? undefined : String(next) }} error={orders.error ?? undefined} onRetry={() => void orders.refetch()} empty={<Empty title={t.noOrders} />} minWidth={900} plain />
    </Page>
  )
}
