// Organisations an actor may see: a laboratory's clients, an authority's division. Registering one, or adding a client that is registered already.
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Button, Input, Modal } from 'antd'
import { useState } from 'react'
import { ask } from '#ui/client.ts'
import { Field, Form } from '#ui/Form.tsx'
import { useSending } from '#ui/form.ts'
import { useSay, useWords } from '#ui/i18n.ts'
import { useGo } from '#ui/navigation.ts'
import { Empty } from '#ui/Notice.tsx'
import { Page } from '#ui/Page.tsx'
import { roleNames, useSession } from '#ui/session.ts'
import { Table } from '#ui/Table.tsx'
import type { TableColumn } from '#ui/Table.tsx'
import { useTableView } from '#ui/table-address.ts'
import { api } from './api.ts'
import { OrganisationDialog } from './OrganisationDialog.tsx'
import { orgKindPairs, orgWords } from './registry-words.ts'

const kinds = ['enterprise', 'laboratory', 'authority', 'operator'] as const

export function OrganisationsPage() {
  const t = useWords(orgWords)
  const say = useSay()
  const go = useGo()
  const [view, onView, onReset] = useTableView()
  const [open, setOpen] = useState<'register' | 'link'>()
  const roles = roleNames(useSession()) ?? []
  const kind = kinds.find((k) => k === view.filters['kind'])
  const list = useQuery({
    queryKey: ['registry', 'organisations', view],
    queryFn: ({ signal }) => ask(api.organisations.$get({ query: { ...(view.search ? { q: view.search.slice(0, 100) } : {}), ...(kind ? { kind } : {}), ...(view.filters['clients'] === 'yes' ? { clients: 'yes' as const } : {}), ...(view.after ? { after: view.after } : {}) } }, { init: { signal } })),
  })
  type Row = NonNullable<typeof list.data>['rows'][number]
  const columns: TableColumn<Row>[] = [
    { key: 'name', title: t.name, render: (row) => <a href={`/organisations/${row.id}`}>{row.name}</a> },
    { key: 'kind', title: t.kind, nowrap: true, render: (row) => say(orgKindPairs[row.kind] ?? [row.kind, row.kind]) },
    { key: 'creditCode', title: t.creditCode, nowrap: true, render: (row) => row.creditCode ?? '—' },
    { key: 'division', title: t.division, nowrap: true, render: (row) => row.division },
    { key: 'phone', title: t.phone, nowrap: true, render: (row) => row.phone || '—' },
  ]
  const mayRegister = ['reception', 'city-desk', 'county-officer', 'system-admin'].some((role) => roles.includes(role))
  const mayLink = roles.includes('reception') || roles.includes('head')
  return (
    <Page title={t.organisations} actions={<>{mayLink && <Button onClick={() => setOpen('link')}>{t.link}</Button>}{mayRegister && <Button type="primary" onClick={() => setOpen('register')}>{t.register}</Button>}</>}>
      <Table id="organisations" label={t.organisations} columns={columns} rows={list.data?.rows} rowKey={(row) => String(row.id)} rowName={(row) => row.name} onOpen={(row) => go(`/organisations/${row.id}`)} view={view} onView={onView} onReset={onReset}
        filters={[{ key: 'kind', label: t.kind, pinned: true, choices: kinds.map((value) => ({ value, label: say(orgKindPairs[value] ?? [value, value]) })) }, ...(mayLink ? [{ key: 'clients', label: t.clientsOnly, pinned: true, choices: [{ value: 'yes', label: t.clientsOnly }] }] : [])]}
        searchLabel={t.search} unit={t.unit} cursors={{ next: list.data?.next ?? undefined }} error={list.error ?? undefined} onRetry={() => void list.refetch()} empty={<Empty title={t.none} />} />
      {open === 'register' && <OrganisationDialog onClose={() => setOpen(undefined)} onDone={(id) => go(`/organisations/${id}`)} />}
      {open === 'link' && <LinkDialog onClose={() => setOpen(undefined)} />}
    </Page>
  )
}

function LinkDialog({ onClose }: { readonly onClose: () => void }) {
  const t = useWords(orgWords)
  const go = useGo()
  const queries = useQueryClient()
  const sending = useSending()
  const [creditCode, setCreditCode] = useState('')
  const [name, setName] = useState('')
  const link = async () => {
    let id = 0
    const sent = await sending.send(async (key) => { id = (await ask(api.clients.$post({ json: { creditCode, name } }, { headers: { 'Idempotency-Key': key } }))).id })
    if (!sent) return
    await queries.invalidateQueries({ queryKey: ['registry'] })
    go(`/organisations/${id}`)
  }
  return (
    <Modal open title={t.link} footer={null} onCancel={onClose}>
      <Form label={t.link} submit={t.linkAct} sending={sending} onSubmit={() => void link()}>
        <Field name="creditCode" label={t.creditCode} hint={t.creditHint}>{(input) => <Input {...input} value={creditCode} maxLength={40} onChange={(event) => setCreditCode(event.target.value)} />}</Field>
        <Field name="name" label={t.name} hint={t.linkHint}>{(input) => <Input {...input} value={name} maxLength={120} onChange={(event) => setName(event.target.value)} />}</Field>
      </Form>
    </Modal>
  )
}
