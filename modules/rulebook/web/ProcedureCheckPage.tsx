// Trying a procedure file: problems by line and column, or the sections as they will read; a sound file can be kept as a local edition.
import { Input } from 'antd'
import { useState } from 'react'
import { ask } from '#ui/client.ts'
import { Field, Form } from '#ui/Form.tsx'
import { useSending } from '#ui/form.ts'
import { useWords } from '#ui/i18n.ts'
import { Notice } from '#ui/Notice.tsx'
import { Page, Panel } from '#ui/Page.tsx'
import { toast } from '#ui/toasts.ts'
import { api } from './api.ts'
import { ProcedureSections } from './ProcedureSections.tsx'
import type { SectionOf } from './ProcedureSections.tsx'
import { ruleWords } from './words.ts'

type Problem = { readonly line: number; readonly column: number; readonly path: string; readonly message: string }
type Result = { readonly problems: readonly Problem[]; readonly sections: readonly SectionOf[] }

export function ProcedureCheckPage() {
  const t = useWords(ruleWords)
  const sending = useSending()
  const [text, setText] = useState('')
  const [result, setResult] = useState<Result>()
  const read = () => sending.send(async () => {
    const answer = await ask(api.procedures.check.$post({ json: { text } }))
    setResult(answer.ok ? { problems: [], sections: answer.sections } : { problems: answer.problems, sections: [] })
  })
  return (
    <Page title={t.tryTitle}>
      <Panel>
        <Form label={t.tryTitle} submit={t.tryAct} sending={sending} onSubmit={() => void read()} wide>
          <Field name="text" label={t.yaml} hint={t.tryHint}>
            {(input) => <Input.TextArea {...input} className="procedure-yaml" rows={16} value={text} spellCheck={false} onChange={(event) => { setText(event.target.value); setResult(undefined) }} />}
          </Field>
        </Form>
      </Panel>
      {result && result.problems.length > 0 && <Problems problems={result.problems} />}
      {result && result.problems.length === 0 && (
        <>
          <Notice tone="ok">{t.sound}</Notice>
          <KeepForm text={text} />
          <ProcedureSections sections={result.sections} />
        </>
      )}
    </Page>
  )
}

function Problems({ problems }: { readonly problems: readonly Problem[] }) {
  const t = useWords(ruleWords)
  return (
    <Panel title={t.problem}>
      <table className="procedure-lines">
        <thead><tr><th scope="col">{t.line}</th><th scope="col">{t.column}</th><th scope="col">{t.problem}</th></tr></thead>
        <tbody>{problems.map((p) => <tr key={`${p.line} ${p.column} ${p.message}`}><td>{p.line}</td><td>{p.column}</td><td>{p.message}</td></tr>)}</tbody>
      </table>
    </Panel>
  )
}

function KeepForm({ text }: { readonly text: string }) {
  const t = useWords(ruleWords)
  const sending = useSending()
  const [reason, setReason] = useState('')
  const [basis, setBasis] = useState('')
  const keep = async () => {
    const sent = await sending.send(async (key) => {
      await ask(api['local-editions'].$post({ json: { text, reason, basis } }, { headers: { 'Idempotency-Key': key } }))
    })
    if (sent) toast(t.kept)
  }
  return (
    <Panel title={t.keep}>
      <Form label={t.keep} submit={t.keep} sending={sending} onSubmit={() => void keep()}>
        <Field name="reason" label={t.reason}>{(input) => <Input {...input} value={reason} maxLength={1000} onChange={(event) => setReason(event.target.value)} />}</Field>
        <Field name="basis" label={t.basis}>{(input) => <Input {...input} value={basis} maxLength={300} onChange={(event) => setBasis(event.target.value)} />}</Field>
      </Form>
    </Panel>
  )
}
