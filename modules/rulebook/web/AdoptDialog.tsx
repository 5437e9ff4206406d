// Proposing an adoption: names the document that was checked. A second person confirms it.
import { Input, Modal } from 'antd'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { ask } from '#ui/client.ts'
import { Field, Form } from '#ui/Form.tsx'
import { useSending } from '#ui/form.ts'
import { useWords } from '#ui/i18n.ts'
import { toast } from '#ui/toasts.ts'
import { api } from './api.ts'
import { ruleWords } from './words.ts'

export type Adoptable = { readonly rule: string; readonly sha256: string; readonly name: string }

export function AdoptDialog({ of, onClose }: { readonly of: Adoptable; readonly onClose: () => void }) {
  const t = useWords(ruleWords)
  const sending = useSending()
  const queries = useQueryClient()
  const [document, setDocument] = useState('')
  const propose = async () => {
    const sent = await sending.send(async (key) => {
      await ask(api.adoptions.$post({ json: { rule: of.rule, sha256: of.sha256, document } }, { headers: { 'Idempotency-Key': key } }))
    })
    if (!sent) return
    await queries.invalidateQueries({ queryKey: ['rulebook'] })
    toast(t.proposed)
    onClose()
  }
  return (
    <Modal open title={t.adoptTitle({ name: of.name })} footer={null} onCancel={onClose}>
      <Form label={t.adopt} submit={t.adopt} sending={sending} onSubmit={() => void propose()}>
        <Field name="document" label={t.document} hint={t.documentHint}>
          {(input) => <Input {...input} value={document} maxLength={300} onChange={(event) => setDocument(event.target.value)} />}
        </Field>
      </Form>
    </Modal>
  )
}
