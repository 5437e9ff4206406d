// What may follow, from the workflow's data: a small form a step, unmet guards named with their rule. Measuring and signing have pages of their own.
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Button, Input, Modal, Select } from 'antd'
import { useState } from 'react'
import { ask } from '#ui/client.ts'
import { DateField } from '#ui/DateField.tsx'
import { Field, Form } from '#ui/Form.tsx'
import { useSending } from '#ui/form.ts'
import { useSay, useWords } from '#ui/i18n.ts'
import { roleNames, useSession } from '#ui/session.ts'
import { api } from './api.ts'
import { deskWords } from './desk-words.ts'
import type { Item } from './item-query.ts'
import './desk.css'

type Next = Item['next'][number]
const here = ['accept', 'refuse', 'withdraw', 'assign', 'extend', 'check', 'send back', 'return', 'report'] as const
type Here = (typeof here)[number]
const isHere = (id: string): id is Here => here.some((one) => one === id)

export function NextSteps({ item }: { readonly item: Item }) {
  const t = useWords(deskWords)
  const say = useSay()
  const [open, setOpen] = useState<Next>()
  const verifier = (roleNames(useSession()) ?? []).includes('verifier')
  const steps = item.next.filter((step) => isHere(step.id))
  const bench = verifier && ['assigned', 'received'].includes(item.state)
  return (
    <div className="desk-steps">
      {bench && <div className="desk-step"><Button type="primary" href={`/work/${item.id}/bench`}>{t.openBench}</Button></div>}
      {item.state === 'measured' && item.next.some((step) => step.id === 'check') && <div className="desk-step"><a href="/work/check">{say(['核验', 'Second check'])}</a></div>}
      {item.state === 'checked' && <div className="desk-step"><a href="/work/sign">{say(['签发', 'Sign'])}</a></div>}
      {steps.map((step) => (
        <div key={step.id} className="desk-step">
          <Button onClick={() => setOpen(step)}>{say([step.zh, step.en])}</Button>
          {step.unmet.length > 0 && <ul className="desk-unmet">{step.unmet.map((u) => <li key={u.guard}>{t.unmet({ text: say([u.zh, u.en]) })} <small className="muted">{u.rule}</small></li>)}</ul>}
        </div>
      ))}
      {steps.length === 0 && !bench && <p>{t.nothingFollows}</p>}
      {open && <StepDialog item={item} step={open} onClose={() => setOpen(undefined)} />}
    </div>
  )
}

function StepDialog({ item, step, onClose }: { readonly item: Item; readonly step: Next; readonly onClose: () => void }) {
  const say = useSay()
  const queries = useQueryClient()
  const sending = useSending()
  const [values, setValues] = useState<Readonly<Record<string, string>>>({})
  const [verifierId, setVerifierId] = useState<number>()
  const [procedure, setProcedure] = useState<string | undefined>(item.procedure ?? undefined)
  const choosesProcedure = step.id === 'accept' || step.id === 'assign'
  const put = (id: string, value: string) => setValues({ ...values, [id]: value })
  const take = async () => {
    if (!isHere(step.id)) return
    const transition = step.id
    const sent = await sending.send(async (key) => {
      await ask(api.items[':id'].steps.$post({
        param: { id: String(item.id) },
        json: { transition, version: item.version, fields: Object.fromEntries(Object.entries(values).filter(([, v]) => v !== '')), ...(choosesProcedure && procedure ? { procedure } : {}), ...(verifierId ? { verifierId } : {}) },
      }, { headers: { 'Idempotency-Key': key } }))
    })
    if (!sent) return
    await queries.invalidateQueries({ queryKey: ['laboratory'] })
    onClose()
  }
  return (
    <Modal open title={`${say([step.zh, step.en])} · ${item.no}`} footer={null} onCancel={onClose}>
      <Form label={say([step.zh, step.en])} submit={say([step.zh, step.en])} sending={sending} onSubmit={() => void take()}>
        {choosesProcedure && <ProcedureField item={item} value={procedure} onChange={setProcedure} />}
        {step.id === 'assign' && <VerifierField value={verifierId} onChange={setVerifierId} />}
        {step.fields.filter((f) => f.id !== 'verifier').map((f) => (
          <Field key={f.id} name={f.id} label={say([f.zh, f.en])} optional={!f.required}>
            {(input) => (f.options ? <Select {...input} aria-label={say([f.zh, f.en])} value={values[f.id]} options={f.options.map((o) => ({ value: o, label: o }))} onChange={(value: string) => put(f.id, value)} />
              : f.kind === 'date' ? <DateField input={input} label={say([f.zh, f.en])} value={values[f.id] ?? ''} onChange={(value) => put(f.id, value)} />
                : <Input.TextArea {...input} rows={2} value={values[f.id] ?? ''} maxLength={2000} onChange={(event) => put(f.id, event.target.value)} />)}
          </Field>
        ))}
      </Form>
    </Modal>
  )
}

function ProcedureField({ item, value, onChange }: { readonly item: Item; readonly value: string | undefined; readonly onChange: (document: string) => void }) {
  const t = useWords(deskWords)
  const say = useSay()
  const found = useQuery({ queryKey: ['laboratory', 'item', String(item.id), 'procedures'], queryFn: ({ signal }) => ask(api.items[':id'].procedures.$get({ param: { id: String(item.id) } }, { init: { signal } })) })
  const options = found.data?.procedures.map((p) => ({ value: p.document, label: `${p.document}—${p.edition} ${say([p.zh, p.en])}` }))
  return (
    <Field name="procedure" label={t.procedure}>
      {(input) => <Select {...input} aria-label={t.procedure} value={value ?? found.data?.proposed ?? undefined} options={options} onChange={onChange} />}
    </Field>
  )
}

function VerifierField({ value, onChange }: { readonly value: number | undefined; readonly onChange: (id: number) => void }) {
  const t = useWords(deskWords)
  const people = useQuery({ queryKey: ['laboratory', 'people'], queryFn: ({ signal }) => ask(api.people.$get({}, { init: { signal } })) })
  return (
    <Field name="verifierId" label={t.verifier}>
      {(input) => <Select {...input} aria-label={t.verifier} showSearch={{ optionFilterProp: 'label' }} value={value} placeholder={t.chooseVerifier} options={people.data?.people.map((p) => ({ value: p.id, label: p.name }))} onChange={onChange} />}
    </Field>
  )
}
