// All certificates of a period as one ZIP: two days, one file, on the first screen.
import { useState } from 'react'
import { DateField } from '#ui/DateField.tsx'
import { addDays } from '#ui/dates.ts'
import { Field, Form } from '#ui/Form.tsx'
import { useSending } from '#ui/form.ts'
import { useWords } from '#ui/i18n.ts'
import { useToday } from '#ui/now.ts'
import { Panel } from '#ui/Page.tsx'
import { portalWords } from './words.ts'

const YEAR_DAYS = 365

export function PeriodDownload() {
  const t = useWords(portalWords)
  const today = useToday()
  const sending = useSending()
  const [from, setFrom] = useState(addDays(today, -YEAR_DAYS))
  const [to, setTo] = useState(today)
  const download = () => {
    const problem = from === '' || to === '' ? t.fillDates : from > to ? t.dates : undefined
    if (problem !== undefined) return sending.setProblems([{ field: 'to', message: problem }])
    sending.setProblems([])
    location.assign(`/api/certificates/archive?${new URLSearchParams({ from, to })}`)
  }
  return (
    <Panel title={t.certificates} aside={<a href="/certificates">{t.allCertificates}</a>}>
      <p className="muted">{t.certificatesHint}</p>
      <Form label={t.download} submit={t.download} sending={sending} onSubmit={download}>
        <Field name="from" label={t.from}>{(input) => <DateField input={input} label={t.from} value={from} onChange={setFrom} />}</Field>
        <Field name="to" label={t.to}>{(input) => <DateField input={input} label={t.to} value={to} onChange={setTo} />}</Field>
      </Form>
    </Panel>
  )
}
