// Registering what authorises the laboratory: paper, number, procedures or all of them, period.
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Input, Modal, Select } from 'antd'
import { useState } from 'react'
import { ask } from '#ui/client.ts'
import { DateField } from '#ui/DateField.tsx'
import { Field, Form } from '#ui/Form.tsx'
import { useSending } from '#ui/form.ts'
import { useWords } from '#ui/i18n.ts'
import { api } from './api.ts'
import { peopleWords } from './people-words.ts'
import { proceduresInForceQuery } from './rulebook-queries.ts'
import { documentsOf } from './ScopesGrantDialog.tsx'

const empty = { title: '', number: '', from: '', to: '' }

export function PeopleAuthorisationDialog({ onClose }: { readonly onClose: () => void }) {
  const t = useWords(peopleWords)
  const sending = useSending()
  const queries = useQueryClient()
  const procedures = useQuery(proceduresInForceQuery)
  const [v, setV] = useState(empty)
  const [documents, setDocuments] = useState<readonly string[]>([])
  const put = (name: keyof typeof empty, value: string) => setV({ ...v, [name]: value })
  const add = async () => {
    const sent = await sending.send(async (key) => {
      await ask(api.authorisations.$post({ json: { ...v, documents: [...documents] } }, { headers: { 'Idempotency-Key': key } }))
    })
    if (!sent) return
    await queries.invalidateQueries({ queryKey: ['laboratory'] })
    onClose()
  }
  const options = [{ value: '*', label: t.all }, ...documentsOf(procedures.data?.rows).map((document) => ({ value: document, label: document }))]
  return (
    <Modal open title={t.addAuthorisation} footer={null} onCancel={onClose}>
      <Form label={t.addAuthorisation} submit={t.addAuthorisation} sending={sending} onSubmit={() => void add()}>
        <Field name="title" label={t.title}>{(input) => <Input {...input} value={v.title} maxLength={80} onChange={(event) => put('title', event.target.value)} />}</Field>
        <Field name="number" label={t.number}>{(input) => <Input {...input} value={v.number} maxLength={80} onChange={(event) => put('number', event.target.value)} />}</Field>
        <Field name="documents" label={t.documents}>{(input) => <Select {...input} mode="multiple" aria-label={t.documents} value={[...documents]} placeholder={t.chooseDocuments} options={options} onChange={(list: string[]) => setDocuments(list)} />}</Field>
        <Field name="from" label={t.from}>{(input) => <DateField input={input} label={t.from} value={v.from} onChange={(day) => put('from', day)} />}</Field>
        <Field name="to" label={t.to}>{(input) => <DateField input={input} label={t.to} value={v.to} onChange={(day) => put('to', day)} />}</Field>
      </Form>
    </Modal>
  )
}
