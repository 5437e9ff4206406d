// Granting scopes: one person, several procedures and duties, one period and basis.
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Checkbox, Input, Modal, Select } from 'antd'
import { useState } from 'react'
import { ask } from '#ui/client.ts'
import { DateField } from '#ui/DateField.tsx'
import { Field, FieldGroup, Form } from '#ui/Form.tsx'
import { useSending } from '#ui/form.ts'
import { useWords } from '#ui/i18n.ts'
import { useToday } from '#ui/now.ts'
import { api } from './api.ts'
import { duties, peopleQuery } from './people-queries.ts'
import type { Duty } from './people-queries.ts'
import { peopleWords } from './people-words.ts'
import { proceduresInForceQuery } from './rulebook-queries.ts'

export function ScopesGrantDialog({ onClose }: { readonly onClose: () => void }) {
  const t = useWords(peopleWords)
  const sending = useSending()
  const queries = useQueryClient()
  const people = useQuery(peopleQuery)
  const procedures = useQuery(proceduresInForceQuery)
  const today = useToday()
  const [personId, setPersonId] = useState<number>()
  const [documents, setDocuments] = useState<readonly string[]>([])
  const [chosen, setChosen] = useState<readonly Duty[]>(['verify'])
  const [from, setFrom] = useState(today)
  const [to, setTo] = useState('')
  const [basis, setBasis] = useState('')
  const grant = async () => {
    const missing = [...(personId === undefined ? [{ field: 'personId', message: t.choosePerson }] : []), ...(documents.length === 0 ? [{ field: 'documents', message: t.chooseDocuments }] : [])]
    if (missing.length > 0 || personId === undefined) return sending.setProblems(missing)
    const sent = await sending.send(async (key) => {
      await ask(api.scopes.$post({ json: { personId, documents: [...documents], duties: [...chosen], from, to, basis } }, { headers: { 'Idempotency-Key': key } }))
    })
    if (!sent) return
    await queries.invalidateQueries({ queryKey: ['laboratory'] })
    onClose()
  }
  return (
    <Modal open title={t.grant} footer={null} onCancel={onClose}>
      <Form label={t.grant} submit={t.grantAct({ n: documents.length * chosen.length })} sending={sending} onSubmit={() => void grant()}>
        <Field name="personId" label={t.person}>
          {(input) => <Select {...input} aria-label={t.person} value={personId} placeholder={t.choosePerson} showSearch={{ optionFilterProp: 'label' }} options={people.data?.people.map((p) => ({ value: p.id, label: p.name }))} onChange={(id: number) => setPersonId(id)} />}
        </Field>
        <Field name="documents" label={t.documents}>
          {(input) => <Select {...input} mode="multiple" aria-label={t.documents} value={[...documents]} placeholder={t.chooseDocuments} options={documentsOf(procedures.data?.rows).map((document) => ({ value: document, label: document }))} onChange={(list: string[]) => setDocuments(list)} />}
        </Field>
        <FieldGroup name="duties" label={t.duties}>
          {duties.map((duty) => <Checkbox key={duty} checked={chosen.includes(duty)} onChange={(event) => setChosen(duties.filter((one) => (one === duty ? event.target.checked : chosen.includes(one))))}>{t[duty]}</Checkbox>)}
        </FieldGroup>
        <Field name="from" label={t.from}>{(input) => <DateField input={input} label={t.from} value={from} onChange={setFrom} />}</Field>
        <Field name="to" label={t.to}>{(input) => <DateField input={input} label={t.to} value={to} onChange={setTo} />}</Field>
        <Field name="basis" label={t.basis} hint={t.basisHint}>{(input) => <Input {...input} value={basis} maxLength={200} onChange={(event) => setBasis(event.target.value)} />}</Field>
      </Form>
    </Modal>
  )
}

export const documentsOf = (rows: readonly { readonly document: string }[] | undefined): string[] => [...new Set(rows?.map(({ document }) => document))].toSorted()
