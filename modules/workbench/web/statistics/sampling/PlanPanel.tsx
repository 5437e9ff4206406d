// Where the plan comes from, and the numbers it is made of.
import type { Refusal } from '@duheng/decisions/refusal.ts'
import { useLanguage, useSay, useWords } from '#ui/i18n.ts'
import { Panel } from '#ui/Page.tsx'
import { Segments } from '#ui/Switches.tsx'
import type { LotRules } from '../lot-rules.ts'
import { Choice, Setting } from '../Setting.tsx'
import type { Work } from '../../tool.ts'
import { METER_KINDS, WAYS, type SamplingBody } from '../../../sampling-body.ts'
import { samplingWords, WAY_WORDS } from './sampling-words.ts'
import { aqlTable, lqTable } from './spec.ts'

type Props = { readonly work: Work<SamplingBody>; readonly rules: LotRules | undefined; readonly refused: Refusal | undefined }
type Fields = { readonly body: SamplingBody; readonly change: Work<SamplingBody>['change']; readonly rules: LotRules | undefined; readonly problem: (field: string) => string | undefined }

export function PlanPanel({ work, rules, refused }: Props) {
  const t = useWords(samplingWords)
  const say = useSay()
  const english = useLanguage() === 'en'
  const { body, change } = work
  const problem = (field: string) => (refused?.field === field ? (english ? refused.reason : refused.zh).replace(`${field}：`, '').replace(`${field}: `, '') : undefined)
  const fields = { body, change, rules, problem }
  return (
    <Panel title={t.plan}>
      <div className="stack">
        <div className="st-settings">
          <Choice label={t.way} value={body.way} onChange={(way) => change({ ...body, way })} choices={WAYS.map((way) => ({ value: way, label: say(WAY_WORDS[way]) }))} />
          <Setting label={t.N} hint={t.NHint} value={body.N} problem={problem('N')} onChange={(text) => change({ ...body, N: text.slice(0, 12) }, 'N')} />
        </div>
        {body.way === 'plan' && <Typed {...fields} />}
        {body.way === 'double' && <Doubled {...fields} />}
        {(body.way === 'aql' || body.way === 'lq') && <Tabled {...fields} />}
        {body.way === 'variables' && <Variables {...fields} />}
        {body.way === 'meters' ? <Meters {...fields} /> : <Points {...fields} />}
      </div>
    </Panel>
  )
}

function Points({ body, change, problem }: Fields) {
  const t = useWords(samplingWords)
  const set = (key: keyof SamplingBody['points']) => (text: string) => change({ ...body, points: { ...body.points, [key]: text.slice(0, 20) } }, key)
  return (
    <div className="st-settings">
      {(['p1', 'alpha', 'p2', 'beta'] as const).map((key) => <Setting key={key} label={t[key]} value={body.points[key]} problem={problem(key)} onChange={set(key)} />)}
    </div>
  )
}

function Typed({ body, change, problem }: Fields) {
  const t = useWords(samplingWords)
  return (
    <div className="st-settings">
      {(['n', 'ac'] as const).map((key) => <Setting key={key} label={t[key]} value={body.plan[key]} problem={problem(key)} onChange={(text) => change({ ...body, plan: { ...body.plan, [key]: text.slice(0, 12) } }, key)} />)}
    </div>
  )
}

function Doubled({ body, change, problem }: Fields) {
  const label = { n1: <><var>n</var><sub>1</sub></>, ac1: <>Ac<sub>1</sub></>, re1: <>Re<sub>1</sub></>, n2: <><var>n</var><sub>2</sub></>, ac2: <>Ac<sub>2</sub></> }
  return (
    <div className="st-settings">
      {(['n1', 'ac1', 're1', 'n2', 'ac2'] as const).map((key) => <Setting key={key} label={label[key]} value={body.double[key]} problem={problem(key)} onChange={(text) => change({ ...body, double: { ...body.double, [key]: text.slice(0, 12) } }, key)} />)}
    </div>
  )
}

/** Qualities above 10 are nonconformities per 100 items, which these plans do not count. */
const MOST_AQL = 10

function Tabled({ body, change, rules }: Fields) {
  const t = useWords(samplingWords)
  const [byAql, byLq] = [aqlTable(rules), lqTable(rules)]
  const choices = (values: readonly string[], own: string) => (values.length === 0 ? [own] : values).map((value) => ({ value, label: value }))
  if (body.way === 'lq') return <div className="st-settings"><Choice label={t.lq} value={body.lq} onChange={(lq) => change({ ...body, lq })} choices={choices(byLq?.rule.quality ?? [], body.lq)} /></div>
  return (
    <div className="st-settings">
      <Choice label={t.level} value={body.aql.level} onChange={(level) => change({ ...body, aql: { ...body.aql, level } })} choices={choices(byAql?.rule.levels ?? [], body.aql.level)} />
      <Choice label={t.aql} value={body.aql.aql} onChange={(aql) => change({ ...body, aql: { ...body.aql, aql } })} choices={choices((byAql?.rule.quality ?? []).filter((value) => Number(value) <= MOST_AQL), body.aql.aql)} />
      <div className="st-setting">
        <span className="st-label" aria-hidden="true">{t.severity}</span>
        <Segments label={t.severity} value={body.aql.severity} onChange={(severity) => change({ ...body, aql: { ...body.aql, severity } })} choices={[{ value: 'normal', label: t.normal }, { value: 'tightened', label: t.tightened }]} />
      </div>
    </div>
  )
}

function Variables({ body, change, problem }: Fields) {
  const t = useWords(samplingWords)
  const { variables } = body
  const set = (next: Partial<SamplingBody['variables']>, group = '') => change({ ...body, variables: { ...variables, ...next } }, group)
  return (
    <div className="st-settings">
      <div className="st-setting">
        <span className="st-label" aria-hidden="true">{t.method}</span>
        <Segments label={t.method} value={variables.method} onChange={(method) => set({ method })} choices={[{ value: 's', label: t.unknownSd }, { value: 'sigma', label: t.knownSd }]} />
      </div>
      <div className="st-setting">
        <span className="st-label" aria-hidden="true">{t.from}</span>
        <Segments label={t.from} value={variables.from} onChange={(from) => set({ from })} choices={[{ value: 'points', label: t.fromPoints }, { value: 'plan', label: t.fromPlan }]} />
      </div>
      {variables.from === 'plan' && <>
        <Setting label={t.n} value={variables.n} problem={problem('n')} onChange={(text) => set({ n: text.slice(0, 12) }, 'n')} />
        <Setting label={t.k} value={variables.k} problem={problem('k')} onChange={(text) => set({ k: text.slice(0, 20) }, 'k')} />
      </>}
    </div>
  )
}

function Meters({ body, change, rules, problem }: Fields) {
  const t = useWords(samplingWords)
  const say = useSay()
  const { meters } = body
  const set = (next: Partial<SamplingBody['meters']>, group = '') => change({ ...body, meters: { ...meters, ...next } }, group)
  const chosen = rules?.meters.find(({ rule }) => rule.id === meters.rule)?.rule
  return (
    <>
      <div className="st-settings">
        <Choice label={t.meterRule} value={meters.rule} onChange={(rule) => {
          const own = rules?.meters.find((one) => one.rule.id === rule)?.rule.meters ?? []
          set({ rule, kind: own.includes(meters.kind) ? meters.kind : own[0] ?? meters.kind })
        }} choices={rules === undefined ? [{ value: meters.rule, label: meters.rule }] : rules.meters.map(({ rule }) => ({ value: rule.id, label: say([rule.title.zh, rule.title.en]) }))} />
        <Choice label={t.meterKind} value={meters.kind} problem={problem('kind')} onChange={(kind) => set({ kind })} choices={METER_KINDS.map((kind) => ({ value: kind, label: t[kind] }))} />
        <Setting label={t.failed} hint={t.failedHint} value={meters.failed} problem={problem('failed')} onChange={(text) => set({ failed: text.slice(0, 12) }, 'failed')} />
      </div>
      {chosen?.plan.kind === 'limiting quality' && <Tabled body={{ ...body, way: 'lq' }} change={(next) => change({ ...body, lq: next.lq })} rules={rules} problem={problem} />}
    </>
  )
}
