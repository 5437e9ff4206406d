// Small acts on a standard: another location or class, and taking it out of use.
import { useQueryClient } from '@tanstack/react-query'
import { Input, Modal } from 'antd'
import { useState } from 'react'
import { ask } from '#ui/client.ts'
import { Field, Form } from '#ui/Form.tsx'
import { useSending } from '#ui/form.ts'
import { useWords } from '#ui/i18n.ts'
import { api } from './api.ts'
import type { OneStandard } from './standard-queries.ts'
import { standardWords } from './standard-words.ts'

type Props = { readonly standard: OneStandard; readonly onClose: () => void }

export function StandardEditDialog({ standard, onClose }: Props) {
  const t = useWords(standardWords)
  const sending = useSending()
  const queries = useQueryClient()
  const [location, setLocation] = useState(standard.location)
  const [accuracy, setAccuracy] = useState(standard.accuracy)
  const save = async () => {
    const sent = await sending.send(async (key) => {
      await ask(api.standards[':id'].$patch({ param: { id: String(standard.id) }, json: { version: standard.version, location, accuracy } }, { headers: { 'Idempotency-Key': key } }))
    })
    if (!sent) return
    await queries.invalidateQueries({ queryKey: ['laboratory'] })
    onClose()
  }
  return (
    <Modal open title={`${t.edit} · ${standard.code}`} footer={null} onCancel={onClose}>
      <Form label={t.edit} submit={t.save} sending={sending} onSubmit={() => void save()}>
        <Field name="location" label={t.location} optional>{(input) => <Input {...input} value={location} maxLength={120} onChange={(event) => setLocation(event.target.value)} />}</Field>
        <Field name="accuracy" label={t.accuracy}>{(input) => <Input {...input} value={accuracy} maxLength={200} onChange={(event) => setAccuracy(event.target.value)} />}</Field>
      </Form>
    </Modal>
  )
}

export function StandardRetireDialog({ standard, onClose }: Props) {
  const t = useWords(standardWords)
  const sending = useSending()
  const queries = useQueryClient()
  const [reason, setReason] = useState('')
  const retire = async () => {
    const sent = await sending.send(async (key) => {
      await ask(api.standards[':id'].retirement.$post({ param: { id: String(standard.id) }, json: { version: standard.version, reason } }, { headers: { 'Idempotency-Key': key } }))
    })
    if (!sent) return
    await queries.invalidateQueries({ queryKey: ['laboratory'] })
    onClose()
  }
  return (
    <Modal open title={t.retireTitle({ code: standard.code })} footer={null} onCancel={onClose}>
      <Form label={t.retire} submit={t.retireTitle({ code: standard.code })} danger sending={sending} onSubmit={() => void retire()}>
        <Field name="reason" label={t.reason}>{(input) => <Input.TextArea {...input} rows={2} value={reason} maxLength={300} onChange={(event) => setReason(event.target.value)} />}</Field>
      </Form>
    </Modal>
  )
}
