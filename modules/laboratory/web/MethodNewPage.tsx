// Proposing a dossier: the typical instrument, the standards by role with their values, a try of the budget, then the act.
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Input, Select } from 'antd'
import { useState } from 'react'
import { ask } from '#ui/client.ts'
import { Field, Form, FormSection, OtherAct } from '#ui/Form.tsx'
import { useDraft, useSending } from '#ui/form.ts'
import { useSay, useWords } from '#ui/i18n.ts'
import { Answer } from '#ui/Loading.tsx'
import { useGo, useParam } from '#ui/navigation.ts'
import { Notice } from '#ui/Notice.tsx'
import { Columns, Page, Panel } from '#ui/Page.tsx'
import { api } from './api.ts'
import { MethodBudget } from './MethodBudget.tsx'
import { EXPERIMENT, dossierOf, draftOf, fieldOf } from './method-draft.ts'
import type { MethodDraft } from './method-draft.ts'
import { methodQuery } from './method-queries.ts'
import type { Dossier, MethodProcedure } from './method-queries.ts'
import { methodWords } from './method-words.ts'
import { standardsQuery } from './standard-queries.ts'

export function MethodNewPage() {
  const document = useParam('document')
  const t = useWords(methodWords)
  const found = useQuery(methodQuery(document))
  return (
    <Page title={`${t.propose} · ${document}`} about={<a href={`/methods/${encodeURIComponent(document)}`}>{t.method}</a>}>
      <Answer of={found}>{({ procedure, method }) => <ProposeForm procedure={procedure} dossier={method} />}</Answer>
    </Page>
  )
}

type FormProps = { readonly procedure: MethodProcedure; readonly dossier: Dossier | null }
const tryBudget = (json: ReturnType<typeof dossierOf>) => ask(api.methods.draft.$post({ json }))

function ProposeForm({ procedure, dossier }: FormProps) {
  const t = useWords(methodWords)
  const go = useGo()
  const queries = useQueryClient()
  const asked = useSending()
  const sending = { ...asked, problems: asked.problems.map((p) => ({ ...p, field: fieldOf(procedure, p.field) })) }
  const draft = useDraft<MethodDraft>(`method.${procedure.sha256}`, draftOf(procedure, dossier))
  const [tried, setTried] = useState<Awaited<ReturnType<typeof tryBudget>>>()
  const put = (key: string, value: string) => {
    setTried(undefined)
    draft.set(key, value)
  }
  const tryIt = () => asked.send(async () => setTried(await tryBudget(dossierOf(procedure, draft.value))), 'try')
  const propose = async () => {
    const sent = await asked.send(async (key) => {
      await ask(api.methods.$post({ json: dossierOf(procedure, draft.value) }, { headers: { 'Idempotency-Key': key } }))
    })
    if (!sent) return
    draft.forget()
    await queries.invalidateQueries({ queryKey: ['laboratory'] })
    go(`/methods/${encodeURIComponent(procedure.document)}${dossier ? '?dossier=proposal' : ''}`)
  }
  return (
    <Columns
      main={<>
        <Panel>
          <Form label={t.propose} submit={t.proposeAct} sending={sending} onSubmit={() => void propose()} keptAt={draft.keptAt} actions={<OtherAct act="try" sending={sending} onClick={() => void tryIt()}>{t.tryAct}</OtherAct>}>
            <Parameters procedure={procedure} value={draft.value} onChange={put} />
            <Roles procedure={procedure} value={draft.value} onChange={put} />
          </Form>
        </Panel>
        {tried?.budgets.map((budget) => <MethodBudget key={budget.id} budget={budget} />)}
      </>}
      side={<Panel><p className="muted">{t.why}</p>{tried && <Notice tone={tried.fit ? 'ok' : 'bad'} say="later">{t.tried({ state: tried.fit ? t.satisfied : t.notSatisfied })}</Notice>}</Panel>}
    />
  )
}

type PartProps = { readonly procedure: MethodProcedure; readonly value: MethodDraft; readonly onChange: (key: string, value: string) => void }

function Parameters({ procedure, value, onChange }: PartProps) {
  const t = useWords(methodWords)
  const say = useSay()
  return (
    <FormSection title={t.parameters}>
      {procedure.parameters.map((p) => {
        const key = `parameters.${p.id}`
        const label = say([p.zh, p.en])
        return (
          <Field key={p.id} name={key} label={label} hint={p.kind === 'choice' ? undefined : t.quantityHint({ example: `15 ${p.unit}` })}>
            {(input) => (p.kind === 'choice'
              ? <Select {...input} aria-label={label} value={value[key]} options={p.options.map((o) => ({ value: o.id, label: say([o.zh, o.en]) }))} onChange={(chosen: string) => onChange(key, chosen)} />
              : <Input {...input} value={value[key]} maxLength={120} onChange={(event) => onChange(key, event.target.value)} />)}
          </Field>
        )
      })}
    </FormSection>
  )
}

function Roles({ procedure, value, onChange }: PartProps) {
  const t = useWords(methodWords)
  const say = useSay()
  const standards = useQuery(standardsQuery)
  const things = [...(standards.data ?? []).filter((s) => !s.retired).map((s) => ({ value: String(s.id), label: `${s.code} ${s.name}` })), { value: EXPERIMENT, label: t.experiment }]
  return procedure.standards.map((role) => {
    const key = `standards.${role.id}`
    const label = say([role.zh, role.en])
    return (
      <FormSection key={role.id} title={label}>
        <Field name={key} label={t.thing}>
          {(input) => <Select {...input} aria-label={`${label} ${t.thing}`} value={value[key] === '' ? undefined : value[key]} placeholder={t.chooseStandard} options={things} onChange={(chosen: string) => onChange(key, chosen)} />}
        </Field>
        {role.values.map((v) => (
          <Field key={v.name} name={`${key}.values.${v.name}`} label={say([v.zh, v.en])} hint={t.quantityHint({ example: `1.5 ${v.unit}` })}>
            {(input) => <Input {...input} value={value[`${key}.values.${v.name}`]} maxLength={120} onChange={(event) => onChange(`${key}.values.${v.name}`, event.target.value)} />}
          </Field>
        ))}
      </FormSection>
    )
  })
}
