// Registering or changing an organisation. When somebody else saved first, both versions stand side by side (#ui/shared-form.ts).
import { useQueryClient } from '@tanstack/react-query'
import { Input, Modal, Select } from 'antd'
import { ask } from '#ui/client.ts'
import { Field, Form } from '#ui/Form.tsx'
import { useSending } from '#ui/form.ts'
import { useSay, useWords } from '#ui/i18n.ts'
import { Merge } from '#ui/Merge.tsx'
import { roleNames, useSession } from '#ui/session.ts'
import { useSharedForm } from '#ui/shared-form.ts'
import { api } from './api.ts'
import { orgKindPairs, orgWords } from './registry-words.ts'

const kinds = ['enterprise', 'laboratory', 'authority', 'operator'] as const
export type OrganisationData = { readonly id: number; readonly kind: string; readonly name: string; readonly creditCode: string | null; readonly division: string; readonly address: string; readonly phone: string; readonly version: number }
type Props = { readonly of?: OrganisationData; readonly onClose: () => void; readonly onDone: (id: number) => void }

const formOf = (of?: OrganisationData) => ({ kind: of?.kind ?? 'enterprise', name: of?.name ?? '', creditCode: of?.creditCode ?? '', division: of?.division ?? '', address: of?.address ?? '', phone: of?.phone ?? '' })
type FieldName = keyof ReturnType<typeof formOf>

export function OrganisationDialog({ of, onClose, onDone }: Props) {
  const t = useWords(orgWords)
  const say = useSay()
  const queries = useQueryClient()
  const sending = useSending()
  const roles = roleNames(useSession()) ?? []
  const form = useSharedForm(() => ({ value: formOf(of), version: of?.version ?? 0 }))
  const offered = roles.includes('system-admin') ? kinds : roles.includes('city-desk') ? kinds.slice(0, 3) : kinds.slice(0, 1)
  const title = of ? t.edit : t.register
  const label = (field: FieldName) => t[field]
  const newest = async () => {
    const now = await ask(api.organisations[':id'].$get({ param: { id: String(of?.id) } }))
    return { value: formOf(now), version: now.version }
  }
  const save = async () => {
    const problems = form.problems(label)
    if (problems.length > 0) return sending.setProblems(problems)
    const { kind, creditCode, ...rest } = form.value
    let id = of?.id ?? 0
    const isSaved = await form.save(sending, async (key, version) => {
      const headers = { 'Idempotency-Key': key }
      // A code left as it was is not sent: an answer about a code is one of the few a day.
      if (of) await ask(api.organisations[':id'].$patch({ param: { id: String(of.id) }, json: { ...rest, version, ...(creditCode === '' || creditCode === form.base.creditCode ? {} : { creditCode }) } }, { headers }))
      else id = (await ask(api.organisations.$post({ json: { ...rest, kind: kinds.find((k) => k === kind) ?? 'enterprise', creditCode: creditCode === '' ? null : creditCode } }, { headers }))).id
    }, newest)
    if (!isSaved) return
    await queries.invalidateQueries({ queryKey: ['registry'] })
    onDone(id)
    onClose()
  }
  const text = (field: FieldName, most: number, hint?: string, optional = false) => (
    <Field name={field} label={label(field)} hint={hint} optional={optional}>{(input) => <Input {...input} value={form.value[field]} maxLength={most} autoComplete="off" onChange={(event) => form.set(field, event.target.value)} />}</Field>
  )
  return (
    <Modal open title={title} footer={null} onCancel={onClose} mask={{ closable: false }}>
      <Form label={title} submit={of ? t.save : t.registerAct} sending={sending} onSubmit={() => void save()}>
        {form.meeting && <Merge of={form.meeting} label={label} shown={(_field, shown) => shown} onChoose={form.choose} />}
        {!of && <Field name="kind" label={t.kind}>{(input) => <Select {...input} value={form.value.kind} options={offered.map((value) => ({ value, label: say(orgKindPairs[value] ?? [value, value]) }))} onChange={(kind: string) => form.set('kind', kind)} />}</Field>}
        {text('name', 120)}
        {text('creditCode', 40, t.creditHint, true)}
        {text('division', 12, t.divisionHint)}
        {text('address', 200, undefined, true)}
        {text('phone', 40, undefined, true)}
      </Form>
    </Modal>
  )
}
