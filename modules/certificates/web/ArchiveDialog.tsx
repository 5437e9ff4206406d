// All certificates of a period as one ZIP: two days, one file.
import { Modal } from 'antd'
import { useState } from 'react'
import { DateField } from '#ui/DateField.tsx'
import { addDays } from '#ui/dates.ts'
import { Field, Form } from '#ui/Form.tsx'
import { useSending } from '#ui/form.ts'
import { useWords } from '#ui/i18n.ts'
import { useToday } from '#ui/now.ts'
import { certificateWords } from './certificate-words.ts'

export function ArchiveDialog({ onClose }: { readonly onClose: () => void }) {
  const t = useWords(certificateWords)
  const today = useToday()
  const sending = useSending()
  const [from, setFrom] = useState(`${addDays(today, -365)}`)
  const [to, setTo] = useState(today)
  const submit = () => {
    if (from === '' || to === '' || from > to) {
      sending.setProblems([{ field: 'to', message: t.dates }])
      return
    }
    location.assign(`/api/certificates/archive?${new URLSearchParams({ from, to })}`)
    onClose()
  }
  return (
    <Modal open title={t.archive} footer={null} onCancel={onClose}>
      <Form label={t.archive} submit={t.download} sending={sending} onSubmit={submit}>
        <p>{t.archiveHint}</p>
        <Field name="from" label={t.from}>{(input) => <DateField input={input} value={from} onChange={setFrom} />}</Field>
        <Field name="to" label={t.to}>{(input) => <DateField input={input} value={to} onChange={setTo} />}</Field>
      </Form>
    </Modal>
  )
}
