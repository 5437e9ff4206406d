// Revoking and superseding: say what it touches, ask for the reason, confirm by typing the number.
import { Input, Modal, Select } from 'antd'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { newIdempotencyKey } from '#ui/api.ts'
import { ask } from '#ui/client.ts'
import { ConfirmTyped } from '#ui/ConfirmTyped.tsx'
import { Field, Form } from '#ui/Form.tsx'
import { useSending } from '#ui/form.ts'
import { useSay, useWords } from '#ui/i18n.ts'
import { toast } from '#ui/toasts.ts'
import { revocationWords } from '../check/words.ts'
import { api } from './api.ts'
import type { Certificate } from './certificate-query.ts'
import { certificateWords } from './certificate-words.ts'

type Props = { readonly certificate: Certificate; readonly onClose: () => void }
const codes = ['measurement-in-doubt', 'standard-in-doubt', 'issued-in-error', 'key-compromised', 'withdrawn'] as const

export function RevokeDialog({ certificate: c, onClose }: Props) {
  const t = useWords(certificateWords)
  const say = useSay()
  const queries = useQueryClient()
  const [key] = useState(newIdempotencyKey)
  const [code, setCode] = useState<(typeof codes)[number]>('measurement-in-doubt')
  const [reason, setReason] = useState('')
  const revoke = async () => {
    await ask(api[':id'].revocation.$post({ param: { id: String(c.id) }, json: { code, reason } }, { headers: { 'Idempotency-Key': key } }))
    await queries.invalidateQueries({ queryKey: ['certificates'] })
    toast(t.revoked({ number: c.number }))
  }
  return (
    <ConfirmTyped open act={t.revoke} code={c.number} touches={[t.revokeTouches({ number: c.number }), t.cannotUndo]} onConfirm={revoke} onClose={onClose}>
      <label className="field-label" htmlFor="revoke-code">{t.reasonCode}</label>
      <Select id="revoke-code" value={code} onChange={setCode} options={codes.map((value) => ({ value, label: say(revocationWords[value] ?? [value, value]) }))} />
      <label className="field-label" htmlFor="revoke-reason">{t.reason}</label>
      <Input.TextArea id="revoke-reason" rows={3} maxLength={500} value={reason} onChange={(event) => setReason(event.target.value)} />
    </ConfirmTyped>
  )
}

export function SupersedeDialog({ certificate: c, onClose }: Props) {
  const t = useWords(certificateWords)
  const queries = useQueryClient()
  const sending = useSending()
  const [by, setBy] = useState('')
  const [reason, setReason] = useState('')
  const supersede = async () => {
    const sent = await sending.send(async (key) => {
      const json = { by: by.toLowerCase().replaceAll(/[\s-]/g, ''), reason }
      await ask(api[':id'].supersession.$post({ param: { id: String(c.id) }, json }, { headers: { 'Idempotency-Key': key } }))
    })
    if (!sent) return
    await queries.invalidateQueries({ queryKey: ['certificates'] })
    toast(t.superseded)
    onClose()
  }
  return (
    <Modal open title={t.supersede} footer={null} onCancel={onClose}>
      <Form label={t.supersede} submit={t.supersede} sending={sending} onSubmit={() => void supersede()}>
        <Field name="by" label={t.by} hint={t.byHint}>{(input) => <Input {...input} className="mono" value={by} maxLength={40} onChange={(event) => setBy(event.target.value)} />}</Field>
        <Field name="reason" label={t.reason}>{(input) => <Input.TextArea {...input} rows={3} maxLength={500} value={reason} onChange={(event) => setReason(event.target.value)} />}</Field>
      </Form>
    </Modal>
  )
}
