// One organisation: who it is, its places of use, its first administrator when it has nobody yet.
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Button, Input, Modal } from 'antd'
import { useState } from 'react'
import { ask } from '#ui/client.ts'
import { Field, Form } from '#ui/Form.tsx'
import { useSending } from '#ui/form.ts'
import { useSay, useWords } from '#ui/i18n.ts'
import { Answer } from '#ui/Loading.tsx'
import { useParam } from '#ui/navigation.ts'
import { Facts, Page, Panel } from '#ui/Page.tsx'
import { roleNames, useSession } from '#ui/session.ts'
import { api } from './api.ts'
import { OrganisationDialog } from './OrganisationDialog.tsx'
import type { OrganisationData } from './OrganisationDialog.tsx'
import { ShownOnce } from './ShownOnce.tsx'
import { orgKindPairs, orgWords } from './registry-words.ts'

export function OrganisationPage() {
  const t = useWords(orgWords)
  const id = useParam('id')
  const organisation = useQuery({ queryKey: ['registry', 'organisation', id], queryFn: ({ signal }) => ask(api.organisations[':id'].$get({ param: { id } }, { init: { signal } })) })
  if (organisation.data === undefined) return <Page title={t.organisations}><Answer of={organisation}>{() => null}</Answer></Page>
  return <Answer of={organisation}>{(data) => <Loaded key={data.id} of={data} />}</Answer>
}

function Loaded({ of }: { readonly of: OrganisationData }) {
  const t = useWords(orgWords)
  const say = useSay()
  const session = useSession()
  const roles = roleNames(session) ?? []
  const [open, setOpen] = useState<'edit' | 'admin' | 'place'>()
  const isOwn = session?.roles.some((r) => r.org.id === String(of.id) && ['owner-admin', 'head', 'system-admin', 'city-desk'].includes(r.role)) ?? false
  const mayEdit = isOwn || roles.includes('city-desk')
  const mayPlace = session?.roles.some((r) => (r.org.id === String(of.id) && ['owner-admin', 'clerk'].includes(r.role)) || r.role === 'reception') ?? false
  const mayAppoint = ['reception', 'city-desk', 'county-officer', 'system-admin'].some((role) => roles.includes(role)) && !isOwn
  const places = useQuery({ queryKey: ['registry', 'places', of.id], queryFn: ({ signal }) => ask(api.places.$get({ query: { org: String(of.id) } }, { init: { signal } })), enabled: !roles.includes('system-admin'), retry: false })
  const close = () => setOpen(undefined)
  return (
    <Page title={of.name} about={say(orgKindPairs[of.kind] ?? [of.kind, of.kind])} actions={<>
      {mayAppoint && <Button onClick={() => setOpen('admin')}>{t.firstAdmin}</Button>}
      {mayEdit && <Button onClick={() => setOpen('edit')}>{t.edit}</Button>}
      <Button href={`/instruments?q=${encodeURIComponent(of.name)}`}>{t.instruments}</Button>
    </>}>
      <Panel><Facts facts={[{ name: t.creditCode, value: of.creditCode }, { name: t.division, value: of.division }, { name: t.address, value: of.address }, { name: t.phone, value: of.phone }]} /></Panel>
      {places.data && (
        <Panel title={t.places} aside={mayPlace && <Button size="small" onClick={() => setOpen('place')}>{t.addPlace}</Button>}>
          {places.data.places.length === 0 ? <p className="muted">{t.noPlaces}</p> : <ul>{places.data.places.map((p) => <li key={p.id}><a href={`/instruments?f.place=${p.id}`}>{p.name}</a> <span className="muted">{p.division} {p.address}</span></li>)}</ul>}
        </Panel>
      )}
      {open === 'edit' && <OrganisationDialog of={of} onClose={close} onDone={() => {}} />}
      {open === 'admin' && <FirstAdminDialog of={of} onClose={close} />}
      {open === 'place' && <PlaceDialog of={of} onClose={close} />}
    </Page>
  )
}

function FirstAdminDialog({ of, onClose }: { readonly of: OrganisationData; readonly onClose: () => void }) {
  const t = useWords(orgWords)
  const sending = useSending()
  const [name, setName] = useState('')
  const [login, setLogin] = useState('')
  const [made, setMade] = useState<{ login: string; password: string }>()
  const appoint = () => sending.send(async (key) => {
    const answer = await ask(api.organisations[':id']['first-admin'].$post({ param: { id: String(of.id) }, json: { name, login } }, { headers: { 'Idempotency-Key': key } }))
    setMade({ login: answer.login, password: answer.password })
  })
  if (made) return <ShownOnce title={t.firstAdmin} text={`${t.login} ${made.login}。${t.password}`} hint={t.passwordHint} secret={made.password} onClose={onClose} />
  return (
    <Modal open title={`${t.firstAdmin} · ${of.name}`} footer={null} onCancel={onClose}>
      <Form label={t.firstAdmin} submit={t.firstAdmin} sending={sending} onSubmit={() => void appoint()}>
        <p className="muted">{t.firstAdminHint}</p>
        <Field name="name" label={t.personName}>{(input) => <Input {...input} value={name} maxLength={60} onChange={(event) => setName(event.target.value)} />}</Field>
        <Field name="login" label={t.login}>{(input) => <Input {...input} value={login} maxLength={80} autoComplete="off" onChange={(event) => setLogin(event.target.value)} />}</Field>
      </Form>
    </Modal>
  )
}

function PlaceDialog({ of, onClose }: { readonly of: OrganisationData; readonly onClose: () => void }) {
  const t = useWords(orgWords)
  const queries = useQueryClient()
  const sending = useSending()
  const [v, setV] = useState({ name: '', division: of.division, address: '' })
  const add = async () => {
    const sent = await sending.send(async (key) => { await ask(api.places.$post({ json: { ...v, orgId: of.id } }, { headers: { 'Idempotency-Key': key } })) })
    if (!sent) return
    await queries.invalidateQueries({ queryKey: ['registry', 'places'] })
    onClose()
  }
  const text = (field: 'name' | 'division' | 'address', label: string, most: number, optional = false) => (
    <Field name={field} label={label} optional={optional}>{(input) => <Input {...input} value={v[field]} maxLength={most} onChange={(event) => setV({ ...v, [field]: event.target.value })} />}</Field>
  )
  return (
    <Modal open title={t.addPlace} footer={null} onCancel={onClose}>
      <Form label={t.addPlace} submit={t.addPlace} sending={sending} onSubmit={() => void add()}>
        {text('name', t.placeName, 120)}
        {text('division', t.division, 12)}
        {text('address', t.address, 200, true)}
      </Form>
    </Modal>
  )
}
