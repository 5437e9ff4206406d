// Registering or changing an organisation.
import { useQueryClient } from '@tanstack/react-query'
import { Input, Modal, Select } from 'antd'
import { useState } from 'react'
import { ask } from '#ui/client.ts'
import { Field, Form } from '#ui/Form.tsx'
import { useSending } from '#ui/form.ts'
import { useSay, useWords } from '#ui/i18n.ts'
import { roleNames, useSession } from '#ui/session.ts'
import { api } from './api.ts'
import { orgKindPairs, orgWords } from './registry-words.ts'

const kinds = ['enterprise', 'laboratory', 'authority', 'operator'] as const
export type OrganisationData = { readonly id: number; readonly kind: string; readonly name: string; readonly creditCode: string | null; readonly division: string; readonly address: string; readonly phone: string; readonly version: number }
type Props = { readonly of?: OrganisationData; readonly onClose: () => void; readonly onDone: (id: number) => void }

export function OrganisationDialog({ of, onClose, onDone }: Props) {
  const t = useWords(orgWords)
  const say = useSay()
  const queries = useQueryClient()
  const sending = useSending()
  const roles = roleNames(useSession()) ?? []
  const [v, setV] = useState({ kind: of?.kind ?? 'enterprise', name: of?.name ?? '', creditCode: of?.creditCode ?? '', division: of?.division ?? '', address: of?.address ?? '', phone: of?.phone ?? '' })
  const offered = roles.includes('system-admin') ? kinds : roles.includes('city-desk') ? kinds.slice(0, 3) : kinds.slice(0, 1)
  const title = of ? t.edit : t.register
  const save = async () => {
    let id = of?.id ?? 0
    const sent = await sending.send(async (key) => {
      const headers = { 'Idempotency-Key': key }
      const { kind, creditCode, ...rest } = v
      if (of) await ask(api.organisations[':id'].$patch({ param: { id: String(of.id) }, json: { ...rest, version: of.version, ...(creditCode === '' ? {} : { creditCode }) } }, { headers }))
      else id = (await ask(api.organisations.$post({ json: { ...rest, kind: kinds.find((k) => k === kind) ?? 'enterprise', creditCode: creditCode === '' ? null : creditCode } }, { headers }))).id
    })
    if (!sent) return
    await queries.invalidateQueries({ queryKey: ['registry'] })
    onDone(id)
    onClose()
  }
  const text = (field: 'name' | 'creditCode' | 'division' | 'address' | 'phone', most: number, hint?: string, optional = false) => (
    <Field name={field} label={t[field]} hint={hint} optional={optional}>{(input) => <Input {...input} value={v[field]} maxLength={most} autoComplete="off" onChange={(event) => setV({ ...v, [field]: event.target.value })} />}</Field>
  )
  return (
    <Modal open title={title} footer={null} onCancel={onClose} mask={{ closable: false }}>
      <Form label={title} submit={of ? t.save : t.registerAct} sending={sending} onSubmit={() => void save()}>
        {!of && <Field name="kind" label={t.kind}>{(input) => <Select {...input} value={v.kind} options={offered.map((value) => ({ value, label: say(orgKindPairs[value] ?? [value, value]) }))} onChange={(kind: string) => setV({ ...v, kind })} />}</Field>}
        {text('name', 120)}
        {text('creditCode', 40, t.creditHint, true)}
        {text('division', 12, t.divisionHint)}
        {text('address', 200, undefined, true)}
        {text('phone', 40, undefined, true)}
      </Form>
    </Modal>
  )
}
