// People of the own organisations: invited with a one-time password, roles granted and ended.
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Button, Checkbox, Input, Modal, Select } from 'antd'
import { useState } from 'react'
import { ask } from '#ui/client.ts'
import { showInstant } from '#ui/dates.ts'
import { Field, FieldGroup, Form } from '#ui/Form.tsx'
import { useSending } from '#ui/form.ts'
import { useSay, useWords } from '#ui/i18n.ts'
import { Empty } from '#ui/Notice.tsx'
import { Page } from '#ui/Page.tsx'
import { Refusal } from '#ui/Refusal.tsx'
import { useSession } from '#ui/session.ts'
import { Table } from '#ui/Table.tsx'
import type { TableColumn } from '#ui/Table.tsx'
import { useTableView } from '#ui/table-address.ts'
import { api } from './api.ts'
import { orgWords, rolePairs, rolesByKind } from './registry-words.ts'
import { ShownOnce } from './ShownOnce.tsx'

const managers = ['head', 'city-desk', 'owner-admin', 'security-admin']
type Secret = { readonly login: string; readonly password: string }
type RoleName = NonNullable<Parameters<typeof api.people[':id']['roles']['$post']>[0]>['json']['role']

export function PeoplePage() {
  const t = useWords(orgWords)
  const say = useSay()
  const queries = useQueryClient()
  const session = useSession()
  const [view, onView] = useTableView()
  const [open, setOpen] = useState<'invite' | { readonly id: number; readonly name: string }>()
  const [secret, setSecret] = useState<Secret>()
  const [error, setError] = useState<unknown>()
  const manages = session?.roles.find((r) => managers.includes(r.role))?.org
  const people = useQuery({ queryKey: ['registry', 'people', view.after], queryFn: ({ signal }) => ask(api.people.$get({ query: view.after ? { after: view.after } : {} }, { init: { signal } })) })
  type Row = NonNullable<typeof people.data>['people'][number]
  const run = async (work: () => Promise<unknown>) => {
    setError(undefined)
    try {
      await work()
      await queries.invalidateQueries({ queryKey: ['registry', 'people'] })
    } catch (thrown) {
      setError(thrown)
    }
  }
  const roleName = (role: string) => say(rolePairs[role] ?? [role, role])
  const columns: TableColumn<Row>[] = [
    { key: 'name', title: t.personName, render: (row) => <strong>{row.name}</strong> },
    { key: 'roles', title: t.roles, render: (row) => (row.roles.length === 0 ? <span className="muted">{t.noRoles}</span> : (
      <span className="row">{row.roles.map((r) => <span key={r.grant} className="row">{roleName(r.role)}{manages && <Button size="small" type="text" aria-label={t.endRole({ role: roleName(r.role) })} onClick={() => void run(() => ask(api.people[':id'].roles[':grant'].end.$post({ param: { id: String(row.id), grant: String(r.grant) } })))}>×</Button>}</span>)}</span>)) },
    { key: 'since', title: t.since, nowrap: true, render: (row) => showInstant(row.since) },
    { key: 'act', title: t.act, render: (row) => (manages ? (
      <span className="row"><Button size="small" onClick={() => setOpen(row)}>{t.grant}</Button><Button size="small" onClick={() => void run(async () => setSecret(await ask(api.people[':id'].password.$post({ param: { id: String(row.id) } }))))}>{t.reset}</Button></span>) : null) },
  ]
  return (
    <Page title={t.people} actions={manages && <Button type="primary" onClick={() => setOpen('invite')}>{t.invite}</Button>}>
      {error !== undefined && <Refusal error={error} />}
      <Table id="people" label={t.people} columns={columns} rows={people.data?.people} rowKey={(row) => String(row.id)} rowName={(row) => row.name} view={view} onView={onView} cursors={{ next: people.data?.next ?? undefined }}
        error={people.error ?? undefined} onRetry={() => void people.refetch()} empty={<Empty title={t.noPeople} />} plain />
      {open === 'invite' && manages && <InviteDialog org={manages} onClose={() => setOpen(undefined)} onMade={setSecret} />}
      {open !== undefined && open !== 'invite' && manages && <GrantDialog person={open} org={manages} onClose={() => setOpen(undefined)} />}
      {secret && <ShownOnce title={t.people} text={`${t.login} ${secret.login}。${t.password}`} hint={t.passwordHint} secret={secret.password} onClose={() => setSecret(undefined)} />}
    </Page>
  )
}

type Org = { readonly id: string; readonly name: string; readonly kind: string }
function InviteDialog({ org, onClose, onMade }: { readonly org: Org; readonly onClose: () => void; readonly onMade: (secret: Secret) => void }) {
  const t = useWords(orgWords)
  const say = useSay()
  const queries = useQueryClient()
  const sending = useSending()
  const [name, setName] = useState('')
  const [login, setLogin] = useState('')
  const [roles, setRoles] = useState<readonly string[]>([])
  const invite = async () => {
    let made: Secret | undefined
    const sent = await sending.send(async (key) => {
      made = await ask(api.people.$post({ json: { orgId: Number(org.id), name, login, roles: roles as RoleName[] } }, { headers: { 'Idempotency-Key': key } })) // the names of rolesByKind are the server's
    })
    if (!sent || !made) return
    await queries.invalidateQueries({ queryKey: ['registry', 'people'] })
    onMade(made)
    onClose()
  }
  return (
    <Modal open title={`${t.invite} · ${org.name}`} footer={null} onCancel={onClose} mask={{ closable: false }}>
      <Form label={t.invite} submit={t.inviteAct} sending={sending} onSubmit={() => void invite()}>
        <Field name="name" label={t.personName}>{(input) => <Input {...input} value={name} maxLength={60} onChange={(event) => setName(event.target.value)} />}</Field>
        <Field name="login" label={t.login}>{(input) => <Input {...input} value={login} maxLength={80} autoComplete="off" onChange={(event) => setLogin(event.target.value)} />}</Field>
        <FieldGroup name="roles" label={t.roles}>
          <Checkbox.Group value={[...roles]} options={(rolesByKind[org.kind] ?? []).map((role) => ({ value: role, label: say(rolePairs[role] ?? [role, role]) }))} onChange={(next) => setRoles(next.map(String))} />
        </FieldGroup>
      </Form>
    </Modal>
  )
}

function GrantDialog({ person, org, onClose }: { readonly person: { readonly id: number; readonly name: string }; readonly org: Org; readonly onClose: () => void }) {
  const t = useWords(orgWords)
  const say = useSay()
  const queries = useQueryClient()
  const sending = useSending()
  const [role, setRole] = useState('')
  const grant = async () => {
    const sent = await sending.send(async (key) => {
      await ask(api.people[':id'].roles.$post({ param: { id: String(person.id) }, json: { orgId: Number(org.id), role: role as RoleName } }, { headers: { 'Idempotency-Key': key } })) // the names of rolesByKind are the server's
    })
    if (!sent) return
    await queries.invalidateQueries({ queryKey: ['registry', 'people'] })
    onClose()
  }
  return (
    <Modal open title={`${t.grant} · ${person.name}`} footer={null} onCancel={onClose}>
      <Form label={t.grant} submit={t.grant} sending={sending} onSubmit={() => void grant()}>
        <Field name="role" label={t.role}>{(input) => <Select {...input} value={role} options={(rolesByKind[org.kind] ?? []).map((value) => ({ value, label: say(rolePairs[value] ?? [value, value]) }))} onChange={setRole} />}</Field>
      </Form>
    </Modal>
  )
}
