// Importing a DCC: the file is read by the server and shown; only the second press writes it, with the very same bytes.
import { useQueryClient } from '@tanstack/react-query'
import { Button } from 'antd'
import { useState } from 'react'
import { Attachments } from '#ui/Attachments.tsx'
import type { AttachmentRules } from '#ui/attachment-rules.ts'
import { ask } from '#ui/client.ts'
import { DateField } from '#ui/DateField.tsx'
import { Field, Form } from '#ui/Form.tsx'
import { useSending } from '#ui/form.ts'
import { useWords } from '#ui/i18n.ts'
import { useGo } from '#ui/navigation.ts'
import { Notice } from '#ui/Notice.tsx'
import { Facts, Panel } from '#ui/Page.tsx'
import { api } from './api.ts'
import { FactsOfCertificate } from './StandardCertificateContent.tsx'
import { StandardValues } from './StandardValues.tsx'
import { standardWords } from './standard-words.ts'

const rules: AttachmentRules = { endings: ['xml'], mostFiles: 1, most_bytes: 10_000_000 }
const bodyOf = (file: File, key: string) => ({ init: { body: file, headers: { 'Content-Type': 'application/octet-stream', 'Idempotency-Key': key } } })
type Reading = Awaited<ReturnType<typeof readDcc>>
const readDcc = (standardId: number, file: File, key: string) => ask(api.standards[':id'].dcc.reading.$post({ param: { id: String(standardId) } }, bodyOf(file, key)))

export function StandardDccForm({ standardId }: { readonly standardId: number }) {
  const t = useWords(standardWords)
  const sending = useSending()
  const [files, setFiles] = useState<readonly File[]>([])
  const [reading, setReading] = useState<Reading>()
  const [file] = files
  const read = () => {
    if (!file) sending.setProblems([{ field: 'file', message: t.needFile }])
    else void sending.send(async (key) => setReading(await readDcc(standardId, file, key)))
  }
  if (reading && file) return <DccPreview standardId={standardId} file={file} reading={reading} onBack={() => setReading(undefined)} />
  return (
    <Panel title={t.fromDcc}>
      <p className="muted">{t.fileHint}</p>
      <Form label={t.fromDcc} submit={t.read} sending={sending} onSubmit={read}>
        <Attachments label={t.file} rules={rules} files={files} onFiles={setFiles} />
      </Form>
    </Panel>
  )
}

type PreviewProps = { readonly standardId: number; readonly file: File; readonly reading: Reading; readonly onBack: () => void }

function DccPreview({ standardId, file, reading, onBack }: PreviewProps) {
  const t = useWords(standardWords)
  const go = useGo()
  const queries = useQueryClient()
  const sending = useSending()
  const [issuedOn, setIssuedOn] = useState(reading.issuedOn ?? '')
  const [validUntil, setValidUntil] = useState('')
  const write = async () => {
    let certificateId: number | undefined
    const sent = await sending.send(async (key) => {
      const query = { validUntil, ...(issuedOn === '' ? {} : { issuedOn }) }
      const answer = await ask(api.standards[':id'].dcc.$post({ param: { id: String(standardId) }, query }, bodyOf(file, key)))
      certificateId = answer.id
    })
    if (!sent || certificateId === undefined) return
    await queries.invalidateQueries({ queryKey: ['laboratory'] })
    go(`/standards/${standardId}?certificate=${certificateId}`)
  }
  const problems = reading.facts.problems ?? []
  return (
    <Panel title={t.taken({ n: reading.values.length })} aside={<Button onClick={onBack}>{t.readAgain}</Button>}>
      <Facts facts={[{ name: t.number, value: reading.number }, { name: t.issuer, value: reading.issuer }, { name: t.issuedOn, value: reading.issuedOn ?? '' }, { name: t.certified, value: [reading.facts.item, reading.facts.serial].filter((part) => part).join(' ') }]} />
      {problems.length > 0 && <Notice tone="warn"><strong>{t.problems}</strong><ul>{problems.map((problem) => <li key={problem}>{problem}</li>)}</ul></Notice>}
      <StandardValues values={reading.values} label={t.values} />
      <FactsOfCertificate facts={reading.facts} />
      <Form label={t.import} submit={t.import} sending={sending} onSubmit={() => void write()}>
        <Field name="issuedOn" label={t.issuedOn} hint={t.issueDateHint} optional={reading.issuedOn !== null}>{(input) => <DateField input={input} label={t.issuedOn} value={issuedOn} onChange={setIssuedOn} />}</Field>
        <Field name="validUntil" label={t.validUntil} hint={t.validUntilHint}>{(input) => <DateField input={input} label={t.validUntil} value={validUntil} onChange={setValidUntil} />}</Field>
      </Form>
    </Panel>
  )
}
