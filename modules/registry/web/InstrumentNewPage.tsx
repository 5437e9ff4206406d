// Registering one instrument. What is typed survives a reload.
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Select } from 'antd'
import { useState } from 'react'
import { ask } from '#ui/client.ts'
import { Field, Form } from '#ui/Form.tsx'
import { useDraft, useSending } from '#ui/form.ts'
import { useSay, useWords } from '#ui/i18n.ts'
import { useGo } from '#ui/navigation.ts'
import { Page, Panel } from '#ui/Page.tsx'
import { useSession } from '#ui/session.ts'
import { toast } from '#ui/toasts.ts'
import { api } from './api.ts'
import { InstrumentFields } from './InstrumentFields.tsx'
import { bodyOf, emptyFields, readParameters } from './instrument-form.ts'
import { fieldPairs, words } from './registry-words.ts'

export function InstrumentNewPage() {
  const t = useWords(words)
  const say = useSay()
  const go = useGo()
  const queries = useQueryClient()
  const draft = useDraft('instrument', emptyFields)
  const sending = useSending()
  const [orgId, setOrgId] = useState<number>()
  const isLaboratory = useSession()?.roles.some(({ org }) => org.kind === 'laboratory') ?? false
  const register = async () => {
    const parameters = readParameters(draft.value.parameters)
    if (parameters === undefined) {
      sending.setProblems([{ field: 'parameters', message: t.parameterWrong }])
      return
    }
    if (draft.value.purpose === '') {
      sending.setProblems([{ field: 'purpose', message: `${say(fieldPairs['purpose'] ?? ['', ''])}：${t.choose}` }])
      return
    }
    let code = ''
    const sent = await sending.send(async (key) => {
      code = (await ask(api.instruments.$post({ json: { ...bodyOf(draft.value, parameters, true), ...(orgId === undefined ? {} : { orgId }) } }, { headers: { 'Idempotency-Key': key } }))).code
    })
    if (!sent) return
    draft.forget()
    await queries.invalidateQueries({ queryKey: ['registry'] })
    toast(t.registered({ code }))
    go(`/instruments/${code}`)
  }
  return (
    <Page title={t.register}>
      <Panel>
        <Form label={t.register} submit={t.register} sending={sending} onSubmit={() => void register()} keptAt={draft.keptAt}>
          {isLaboratory && <OwnerChoice value={orgId} onChange={setOrgId} />}
          <InstrumentFields value={draft.value} set={draft.set} orgId={orgId} withDeclared />
        </Form>
      </Panel>
    </Page>
  )
}

/** A laboratory registers for one of its clients. */
export function OwnerChoice({ value, onChange }: { readonly value: number | undefined; readonly onChange: (orgId: number) => void }) {
  const t = useWords(words)
  const [typed, setTyped] = useState('')
  const clients = useQuery({ queryKey: ['registry', 'clients', typed], queryFn: ({ signal }) => ask(api.organisations.$get({ query: { clients: 'yes', limit: '50', ...(typed.trim() === '' ? {} : { q: typed.slice(0, 100) }) } }, { init: { signal } })) })
  return (
    <Field name="orgId" label={t.forOrg}>
      {(input) => <Select {...input} showSearch={{ filterOption: false, onSearch: setTyped }} value={value} placeholder={t.choose} options={clients.data?.rows.map((o) => ({ value: o.id, label: o.name })) ?? []} onChange={onChange} />}
    </Field>
  )
}
