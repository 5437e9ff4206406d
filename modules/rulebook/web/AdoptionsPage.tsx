// Adoptions: who put which rule forward against which document, who confirmed, what was withdrawn and why.
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Button, Input, Modal } from 'antd'
import { useState } from 'react'
import { ask } from '#ui/client.ts'
import { showInstant } from '#ui/dates.ts'
import { Field, Form } from '#ui/Form.tsx'
import { useSending } from '#ui/form.ts'
import { useWords } from '#ui/i18n.ts'
import { Empty } from '#ui/Notice.tsx'
import { Page } from '#ui/Page.tsx'
import { Refusal } from '#ui/Refusal.tsx'
import { useSession } from '#ui/session.ts'
import { Table } from '#ui/Table.tsx'
import type { TableColumn } from '#ui/Table.tsx'
import { useTableView } from '#ui/table-address.ts'
import { VerdictBadge } from '#ui/VerdictBadge.tsx'
import { api } from './api.ts'
import { adopters } from './RulesPage.tsx'
import { ruleWords } from './words.ts'

const adoptionsQuery = {
  queryKey: ['rulebook', 'adoptions'],
  queryFn: ({ signal }: { signal: AbortSignal }) => ask(api.adoptions.$get({ query: {} }, { init: { signal } })),
}
type Row = Awaited<ReturnType<typeof adoptionsQuery.queryFn>>['rows'][number]

export function AdoptionsPage() {
  const t = useWords(ruleWords)
  const session = useSession()
  const queries = useQueryClient()
  const adoptions = useQuery(adoptionsQuery)
  const [view, onView] = useTableView()
  const [withdrawing, setWithdrawing] = useState<Row>()
  const [refused, setRefused] = useState<unknown>()
  const own = session?.roles.filter(({ role }) => adopters.includes(role)).map(({ org }) => org.id) ?? []
  const again = () => queries.invalidateQueries({ queryKey: ['rulebook'] })
  const confirm = async (row: Row) => {
    setRefused(undefined)
    try {
      await ask(api.adoptions[':id'].confirmation.$post({ param: { id: String(row.id) } }))
      await again()
    } catch (error) {
      setRefused(error)
    }
  }
  const columns: TableColumn<Row>[] = [
    { key: 'rule', title: t.rule, render: (row) => <strong>{row.rule}</strong> },
    { key: 'document', title: t.document, render: (row) => row.document },
    { key: 'reach', title: t.reach, render: (row) => (row.reach === 'city' ? t.reachCity : t.reachOwn) },
    { key: 'at', title: t.since, nowrap: true, render: (row) => showInstant(row.confirmedAt ?? row.proposedAt) },
    { key: 'act', title: t.adopt, render: (row) => (own.includes(String(row.orgId)) && !row.withdrawnAt ? (
      <span>{!row.confirmedAt && <Button size="small" onClick={() => void confirm(row)}>{t.confirm}</Button>}{' '}<Button size="small" onClick={() => setWithdrawing(row)}>{t.withdraw}</Button></span>
    ) : null) },
    { key: 'state', title: t.state, render: (row) => (row.withdrawnAt ? <VerdictBadge kind="void" reason={row.withdrawnReason ?? undefined}>{t.withdrawn}</VerdictBadge>
      : row.confirmedAt ? <VerdictBadge kind="ok">{t.inForce}</VerdictBadge> : <VerdictBadge kind="warn">{t.waiting}</VerdictBadge>) },
  ]
  return (
    <Page title={t.adoptions}>
      {refused !== undefined && <Refusal error={refused} />}
      <Table id="adoptions" label={t.adoptions} columns={columns} rows={adoptions.data?.rows} rowKey={(row) => String(row.id)} rowName={(row) => row.rule} view={view} onView={onView}
        error={adoptions.error ?? undefined} onRetry={() => void adoptions.refetch()} empty={<Empty title={t.noAdoptions} />} plain />
      {withdrawing && <WithdrawDialog row={withdrawing} onClose={() => setWithdrawing(undefined)} onDone={again} />}
    </Page>
  )
}

function WithdrawDialog({ row, onClose, onDone }: { readonly row: Row; readonly onClose: () => void; readonly onDone: () => Promise<void> }) {
  const t = useWords(ruleWords)
  const sending = useSending()
  const [reason, setReason] = useState('')
  const withdraw = async () => {
    const sent = await sending.send(async (key) => {
      await ask(api.adoptions[':id'].withdrawal.$post({ param: { id: String(row.id) }, json: { reason } }, { headers: { 'Idempotency-Key': key } }))
    })
    if (!sent) return
    await onDone()
    onClose()
  }
  return (
    <Modal open title={`${t.withdraw} · ${row.rule}`} footer={null} onCancel={onClose}>
      <Form label={t.withdraw} submit={t.withdraw} danger sending={sending} onSubmit={() => void withdraw()}>
        <Field name="reason" label={t.reason}>{(input) => <Input.TextArea {...input} rows={3} value={reason} maxLength={500} onChange={(event) => setReason(event.target.value)} />}</Field>
      </Form>
    </Modal>
  )
}
