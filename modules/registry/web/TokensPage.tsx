// An organisation's tokens: shown once, with what they may do, until when, and when they were last used.
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Button, Checkbox, Input, Modal } from 'antd'
import { useState } from 'react'
import { ask } from '#ui/client.ts'
import { Field, FieldGroup, Form } from '#ui/Form.tsx'
import { useSending } from '#ui/form.ts'
import { useSay, useWords } from '#ui/i18n.ts'
import { Empty } from '#ui/Notice.tsx'
import { useToday } from '#ui/now.ts'
import { Page } from '#ui/Page.tsx'
import { Refusal } from '#ui/Refusal.tsx'
import { useSession } from '#ui/session.ts'
import { Table } from '#ui/Table.tsx'
import type { TableColumn } from '#ui/Table.tsx'
import { useTableView } from '#ui/table-address.ts'
import { VerdictBadge } from '#ui/VerdictBadge.tsx'
import { api } from './api.ts'
import { orgWords, scopePairs } from './registry-words.ts'
import { ShownOnce } from './ShownOnce.tsx'

const scopes = ['instruments:read', 'instruments:write', 'orders:read', 'certificates:read'] as const

export function TokensPage() {
  const t = useWords(orgWords)
  const say = useSay()
  const today = useToday()
  const queries = useQueryClient()
  const [view, onView] = useTableView()
  const [isNew, setNew] = useState(false)
  const [secret, setSecret] = useState<string>()
  const [error, setError] = useState<unknown>()
  const tokens = useQuery({ queryKey: ['registry', 'tokens'], queryFn: ({ signal }) => ask(api.tokens.$get({}, { init: { signal } })) })
  type Row = NonNullable<typeof tokens.data>['tokens'][number]
  const end = async (row: Row) => {
    setError(undefined)
    try {
      await ask(api.tokens[':id'].end.$post({ param: { id: String(row.id) } }))
      await queries.invalidateQueries({ queryKey: ['registry', 'tokens'] })
    } catch (thrown) {
      setError(thrown)
    }
  }
  const columns: TableColumn<Row>[] = [
    { key: 'label', title: t.label, render: (row) => <><strong>{row.label}</strong> <small className="muted">{row.hint}…</small></> },
    { key: 'scopes', title: t.scopes, render: (row) => row.scopes.map((s) => say(scopePairs[s] ?? [s, s])).join('、') },
    { key: 'expires', title: t.expires, nowrap: true, render: (row) => row.expiresAt.slice(0, 10) },
    { key: 'used', title: t.lastUsed, nowrap: true, render: (row) => row.lastUsedOn ?? t.never },
    { key: 'act', title: t.act, render: (row) => (row.endedAt === null ? <Button size="small" danger onClick={() => void end(row)}>{t.end}</Button> : null) },
    { key: 'state', title: t.state, nowrap: true, render: (row) => (row.endedAt !== null ? <VerdictBadge kind="void">{t.ended}</VerdictBadge> : row.expiresAt.slice(0, 10) < today ? <VerdictBadge kind="void">{t.expired}</VerdictBadge> : <VerdictBadge kind="ok">{t.active}</VerdictBadge>) },
  ]
  return (
    <Page title={t.tokens} actions={<Button type="primary" onClick={() => setNew(true)}>{t.newToken}</Button>}>
      {error !== undefined && <Refusal error={error} />}
      <Table id="tokens" label={t.tokens} columns={columns} rows={tokens.data?.tokens} rowKey={(row) => String(row.id)} rowName={(row) => row.label} view={view} onView={onView} error={tokens.error ?? undefined} onRetry={() => void tokens.refetch()} empty={<Empty title={t.noTokens} />} plain />
      {isNew && <TokenDialog onClose={() => setNew(false)} onMade={setSecret} />}
      {secret !== undefined && <ShownOnce title={t.newToken} text={t.tokenOnce} secret={secret} onClose={() => setSecret(undefined)} />}
    </Page>
  )
}

function TokenDialog({ onClose, onMade }: { readonly onClose: () => void; readonly onMade: (token: string) => void }) {
  const t = useWords(orgWords)
  const say = useSay()
  const queries = useQueryClient()
  const sending = useSending()
  const org = useSession()?.roles.find((r) => r.role === 'owner-admin' || r.role === 'head')?.org
  const [label, setLabel] = useState('')
  const [days, setDays] = useState('365')
  const [chosen, setChosen] = useState<readonly string[]>(['instruments:read'])
  const create = async () => {
    let token = ''
    const sent = await sending.send(async (key) => {
      token = (await ask(api.tokens.$post({ json: { label, days: /^\d{1,4}$/.test(days) ? Number(days) : 0, scopes: scopes.filter((s) => chosen.includes(s)), ...(org ? { orgId: Number(org.id) } : {}) } }, { headers: { 'Idempotency-Key': key } }))).token
    })
    if (!sent) return
    await queries.invalidateQueries({ queryKey: ['registry', 'tokens'] })
    onMade(token)
    onClose()
  }
  return (
    <Modal open title={t.newToken} footer={null} onCancel={onClose} mask={{ closable: false }}>
      <Form label={t.newToken} submit={t.create} sending={sending} onSubmit={() => void create()}>
        <Field name="label" label={t.label}>{(input) => <Input {...input} value={label} maxLength={80} onChange={(event) => setLabel(event.target.value)} />}</Field>
        <FieldGroup name="scopes" label={t.scopes}><Checkbox.Group value={[...chosen]} options={scopes.map((value) => ({ value, label: say(scopePairs[value] ?? [value, value]) }))} onChange={(next) => setChosen(next.map(String))} /></FieldGroup>
        <Field name="days" label={t.days}>{(input) => <Input {...input} value={days} inputMode="numeric" maxLength={4} onChange={(event) => setDays(event.target.value)} />}</Field>
      </Form>
    </Modal>
  )
}
