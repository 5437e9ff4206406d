// A study's name, and the one thing it belongs to: a procedure by its document, or a standard of the laboratory.
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Input, Modal } from 'antd'
import { useState } from 'react'
import { ask } from '#ui/client.ts'
import { Field, Form } from '#ui/Form.tsx'
import { useSending } from '#ui/form.ts'
import { useWords } from '#ui/i18n.ts'
import { roleNames, useSession } from '#ui/session.ts'
import { api } from './api.ts'
import { pageWords } from './page-words.ts'
import { measurers } from './roles.ts'
import { standardsQuery, type OneStudy } from './study-queries.ts'

export function AttachDialog({ id, study, onClose }: { readonly id: string; readonly study: OneStudy; readonly onClose: () => void }) {
  const t = useWords(pageWords)
  const sending = useSending()
  const queries = useQueryClient()
  const hasStandards = (roleNames(useSession()) ?? []).some((role) => measurers.some((one) => one === role))
  const standards = useQuery({ ...standardsQuery, enabled: hasStandards })
  const [title, setTitle] = useState(study.title)
  const [procedure, setProcedure] = useState(study.procedure ?? '')
  const [standard, setStandard] = useState(String(study.standardId ?? ''))
  const keep = async () => {
    const document = procedure.trim()
    const attachment = document !== '' ? { procedure: document } : standard !== '' ? { standardId: Number(standard) } : { procedure: null, standardId: null }
    const sent = await sending.send(async (key) => {
      await ask(api.studies[':id'].$patch({ param: { id }, json: { version: study.version, title, ...attachment } }, { headers: { 'Idempotency-Key': key } }))
    })
    if (!sent) return
    await queries.invalidateQueries({ queryKey: ['workbench'] })
    onClose()
  }
  return (
    <Modal open title={t.rename} footer={null} onCancel={onClose}>
      <Form label={t.rename} submit={t.keep} sending={sending} onSubmit={() => void keep()}>
        <Field name="title" label={t.name}>{(input) => <Input {...input} value={title} maxLength={120} onChange={(event) => setTitle(event.target.value)} />}</Field>
        <Field name="procedure" label={t.procedure} hint={t.procedureHint} optional>{(input) => <Input {...input} value={procedure} maxLength={80} onChange={(event) => { setProcedure(event.target.value); setStandard('') }} />}</Field>
        {hasStandards && (
          <Field name="standardId" label={t.standard} optional>
            {(input) => (
              <select {...input} className="text-input" value={standard} onChange={(event) => { setStandard(event.target.value); setProcedure('') }}>
                <option value="">—</option>
                {standards.data?.standards.map((one) => <option key={one.id} value={one.id}>{one.code} {one.name}</option>)}
              </select>
            )}
          </Field>
        )}
      </Form>
    </Modal>
  )
}
