// Before measuring: what stands in the way, the facts of the instrument the procedure asks for, the standards; then begin or rehearse.
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Input, Select } from 'antd'
import { useState } from 'react'
import { ask } from '#ui/client.ts'
import { Field, Form, OtherAct } from '#ui/Form.tsx'
import { useSending } from '#ui/form.ts'
import { useSay, useWords } from '#ui/i18n.ts'
import { Notice } from '#ui/Notice.tsx'
import { Columns, Panel } from '#ui/Page.tsx'
import { api } from './api.ts'
import { benchQuery } from './bench-query.ts'
import type { Bench } from './bench-query.ts'
import { benchWords } from './bench-words.ts'

type Procedure = NonNullable<Bench['procedure']>

export function BenchStart({ id, bench }: { readonly id: string; readonly bench: Bench }) {
  const t = useWords(benchWords)
  const say = useSay()
  const queries = useQueryClient()
  const sending = useSending()
  const { procedure } = bench
  const [parameters, setParameters] = useState<Readonly<Record<string, string>>>(() => ({ ...defaultsOf(procedure), ...procedure?.proposed }))
  const [chosen, setChosen] = useState<Readonly<Record<string, number>>>({})
  if (!procedure) return null
  const begin = (rehearsal: boolean) => sending.send(async (key) => {
    await ask(api.items[':id'].record.$post({
      param: { id }, json: { rehearsal, parameters: Object.fromEntries(Object.entries(parameters).filter(([, v]) => v.trim() !== '')), standards: chosen },
    }, { headers: { 'Idempotency-Key': key } }))
    await queries.invalidateQueries({ queryKey: benchQuery(id).queryKey })
  }, rehearsal ? 'rehearse' : undefined)
  return (
    <Form label={t.start} submit={t.start} sending={sending} onSubmit={() => void begin(false)} actions={<OtherAct act="rehearse" sending={sending} onClick={() => void begin(true)}>{t.rehearse}</OtherAct>} wide>
      {bench.guards.length > 0 && sending.error === undefined && <Notice tone="warn"><strong>{t.cannotStart}</strong><ul>{bench.guards.map((g) => <li key={g.guard}>{say([g.zh, g.en])} <small className="muted">{g.rule}</small></li>)}</ul></Notice>}
      <Columns
        main={<Panel title={t.parameters}>
          {Object.entries(procedure.parameters).map(([name, parameter]) => (
            <Field key={name} name={`parameters.${name}`} label={`${say([parameter.zh, parameter.en])}${parameter.kind === 'choice' ? '' : ` ${name} / ${parameter.unit}`}`} optional={'default' in parameter && parameter.default !== undefined}>
              {(input) => (parameter.kind === 'choice'
                ? <Select {...input} aria-label={say([parameter.zh, parameter.en])} value={parameters[name]} options={parameter.options.map((o) => ({ value: o.id, label: say([o.zh, o.en]) }))} onChange={(value: string) => setParameters({ ...parameters, [name]: value })} />
                : <Input {...input} inputMode="decimal" value={parameters[name] ?? ''} maxLength={400} onChange={(event) => setParameters({ ...parameters, [name]: event.target.value })} />)}
            </Field>
          ))}
        </Panel>}
        side={<StandardsPanel procedure={procedure} chosen={chosen} onChoose={setChosen} />}
      />
    </Form>
  )
}

function StandardsPanel({ procedure, chosen, onChoose }: { readonly procedure: Procedure; readonly chosen: Readonly<Record<string, number>>; readonly onChoose: (chosen: Readonly<Record<string, number>>) => void }) {
  const t = useWords(benchWords)
  const say = useSay()
  const methods = useQuery({ queryKey: ['laboratory', 'methods'], queryFn: ({ signal }) => ask(api.methods.$get({ query: {} }, { init: { signal } })) })
  const standards = useQuery({ queryKey: ['laboratory', 'standards'], queryFn: ({ signal }) => ask(api.standards.$get({ query: {} }, { init: { signal } })) })
  const method = methods.data?.methods.find((m) => m.procedureSha256 === procedure.sha256)
  const options = standards.data?.standards.map((s) => ({ value: s.id, label: `${s.code} ${s.name}` }))
  // A role without a thing behind it (an experiment of the method) is the dossier's, not the bench's.
  const roles = Object.entries(method?.standards ?? {}).flatMap(([role, named]) => (standardIdOf(named) === undefined ? [] : [{ role, id: standardIdOf(named), words: procedure.standards.find((s) => s.id === role) }]))
  return (
    <Panel title={t.standards}>
      {roles.length === 0 && <p>{t.noStandards}</p>}
      {roles.map(({ role, id, words }) => (
        <Field key={role} name={`standards.${role}`} label={words ? say([words.zh, words.en]) : role}>
          {(input) => <Select {...input} aria-label={words ? say([words.zh, words.en]) : role} value={chosen[role] ?? id} options={options} onChange={(value: number) => onChoose({ ...chosen, [role]: value })} />}
        </Field>
      ))}
    </Panel>
  )
}

const defaultsOf = (procedure: Procedure | null): Record<string, string> =>
  Object.fromEntries(Object.entries(procedure?.parameters ?? {}).flatMap(([name, p]) => ('default' in p && p.default !== undefined ? [[name, p.default]] : [])))

const standardIdOf = (named: unknown): number | undefined =>
  (typeof named === 'object' && named !== null && 'standardId' in named && typeof named.standardId === 'number' ? named.standardId : undefined)
