// Changing an instrument, with both versions side by side when somebody was faster; stopping, restarting and scrapping it with a reason.
import { useQueryClient } from '@tanstack/react-query'
import { Input, Modal } from 'antd'
import { useState } from 'react'
import { ask } from '#ui/client.ts'
import { Field, Form } from '#ui/Form.tsx'
import { useSending } from '#ui/form.ts'
import { useSay, useWords } from '#ui/i18n.ts'
import { Notice } from '#ui/Notice.tsx'
import { Problem } from '#ui/problem.ts'
import { api } from './api.ts'
import { InstrumentFields } from './InstrumentFields.tsx'
import type { InstrumentData } from './instrument-query.ts'
import { formOf } from './instrument-query.ts'
import { bodyOf, readParameters } from './instrument-form.ts'
import type { FormFields } from './instrument-form.ts'
import { fieldPairs, words } from './registry-words.ts'

export function EditDialog({ of, onClose }: { readonly of: InstrumentData; readonly onClose: () => void }) {
  const t = useWords(words)
  const queries = useQueryClient()
  const sending = useSending()
  const [value, setValue] = useState<FormFields>(() => formOf(of))
  const [version, setVersion] = useState(of.version)
  const [theirs, setTheirs] = useState<FormFields>()
  const mayDeclare = of.declared !== null || of.verifiedOn === null
  const save = async () => {
    const parameters = readParameters(value.parameters)
    if (parameters === undefined) {
      sending.setProblems([{ field: 'parameters', message: t.parameterWrong }])
      return
    }
    let stale = false
    const sent = await sending.send(async (key) => {
      try {
        await ask(api.instruments[':code'].$patch({ param: { code: of.code }, json: { ...bodyOf(value, parameters, mayDeclare), version } }, { headers: { 'Idempotency-Key': key } }))
      } catch (error) {
        if (!(error instanceof Problem) || error.details.code !== 'stale') throw error
        stale = true
      }
    })
    if (stale) {
      const now = await ask(api.instruments[':code'].$get({ param: { code: of.code } }))
      setVersion(now.version)
      setTheirs(formOf(now))
      return
    }
    if (!sent) return
    await queries.invalidateQueries({ queryKey: ['registry'] })
    onClose()
  }
  return (
    <Modal open title={`${t.edit} · ${of.fields.name}`} footer={null} onCancel={onClose} mask={{ closable: false }} width={720}>
      <Form label={t.edit} submit={t.save} sending={sending} onSubmit={() => void save()}>
        {theirs && <Differences mine={value} theirs={theirs} />}
        <InstrumentFields value={value} set={(field, text) => setValue({ ...value, [field]: text })} orgId={of.owner.id} withDeclared={mayDeclare} />
      </Form>
    </Modal>
  )
}

function Differences({ mine, theirs }: { readonly mine: FormFields; readonly theirs: FormFields }) {
  const t = useWords(words)
  const say = useSay()
  const names = Object.keys(mine) as (keyof FormFields)[] // the keys of a record of our own type
  return (
    <Notice tone="warn" say="now">
      <p>{t.stale}</p>
      <table className="registry-differences">
        <thead><tr><th scope="col">{t.field}</th><th scope="col">{t.mine}</th><th scope="col">{t.theirs}</th></tr></thead>
        <tbody>{names.filter((name) => mine[name] !== theirs[name]).map((name) => <tr key={name}><th scope="row">{say(fieldPairs[name] ?? [name, name])}</th><td>{mine[name] || '—'}</td><td>{theirs[name] || '—'}</td></tr>)}</tbody>
      </table>
    </Notice>
  )
}

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
