// Sending a record back to its verifier, with the reason. Nothing that was measured is lost.
import { useState } from 'react'
import { Input, Modal } from 'antd'
import { ask } from '#ui/client.ts'
import { Field, Form } from '#ui/Form.tsx'
import { useSending } from '#ui/form.ts'
import { useWords } from '#ui/i18n.ts'
import { api } from './api.ts'
import { queueWords } from './queue-words.ts'

type Props = { readonly item: { readonly id: number; readonly no: string; readonly version: number }; readonly onClose: () => void; readonly onDone: () => Promise<void> }

export function SendBackDialog({ item, onClose, onDone }: Props) {
  const t = useWords(queueWords)
  const sending = useSending()
  const [reason, setReason] = useState('')
  const send = async () => {
    const sent = await sending.send(async (key) => {
      await ask(api.items[':id'].steps.$post({ param: { id: String(item.id) }, json: { transition: 'send back', version: item.version, fields: reason.trim() === '' ? {} : { reason } } }, { headers: { 'Idempotency-Key': key } }))
    })
    if (!sent) return
    await onDone()
    onClose()
  }
  return (
    <Modal open title={`${t.sendBack} · ${item.no}`} footer={null} onCancel={onClose}>
      <Form label={t.sendBack} submit={t.sendBack} sending={sending} onSubmit={() => void send()}>
        <Field name="reason" label={t.reason}>{(input) => <Input.TextArea {...input} rows={3} value={reason} maxLength={2000} onChange={(event) => setReason(event.target.value)} />}</Field>
      </Form>
    </Modal>
  )
}
