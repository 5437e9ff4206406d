// Stopping, restarting and scrapping an instrument with a reason.
import { useQueryClient } from '@tanstack/react-query'
import { Input, Modal } from 'antd'
import { useState } from 'react'
import { ask } from '#ui/client.ts'
import { Field, Form } from '#ui/Form.tsx'
import { useSending } from '#ui/form.ts'
import { useWords } from '#ui/i18n.ts'
import { Notice } from '#ui/Notice.tsx'
import { api } from './api.ts'
import type { InstrumentData } from './instrument-query.ts'
import { words } from './registry-words.ts'

export type StateAct = 'stop' | 'restart' | 'scrap'
export function StateDialog({ of, act, onClose }: { readonly of: InstrumentData; readonly act: StateAct; readonly onClose: () => void }) {
  const t = useWords(words)
  const queries = useQueryClient()
  const sending = useSending()
  const [reason, setReason] = useState('')
  const title = { stop: t.stopAct, restart: t.restartAct, scrap: t.scrapAct }[act]
  const run = async () => {
    const sent = await sending.send(async (key) => {
      await ask(api.instruments[':code'][act].$post({ param: { code: of.code }, json: { version: of.version, reason } }, { headers: { 'Idempotency-Key': key } }))
    })
    if (!sent) return
    await queries.invalidateQueries({ queryKey: ['registry'] })
    onClose()
  }
  return (
    <Modal open title={`${title} · ${of.code}`} footer={null} onCancel={onClose}>
      <Form label={title} submit={title} danger={act === 'scrap'} sending={sending} onSubmit={() => void run()}>
        {act === 'scrap' && <Notice tone="warn">{t.scrapNote}</Notice>}
        <Field name="reason" label={t.reason}>{(input) => <Input.TextArea {...input} rows={2} maxLength={200} value={reason} onChange={(event) => setReason(event.target.value)} />}</Field>
      </Form>
    </Modal>
  )
}
