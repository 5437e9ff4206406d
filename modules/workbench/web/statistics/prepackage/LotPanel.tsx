// What is on the label, how large the lot is, and what was found in the sample, in the form it was found.
import type { Refusal } from '@duheng/decisions/refusal.ts'
import { DateField } from '#ui/DateField.tsx'
import { useLanguage, useSay, useWords } from '#ui/i18n.ts'
import { Panel } from '#ui/Page.tsx'
import { Segments } from '#ui/Switches.tsx'
import { ListSheet } from '../ListSheet.tsx'
import type { LotRules, PackageRule } from '../lot-rules.ts'
import { Choice, Setting } from '../Setting.tsx'
import { significant } from '../../../printed.ts'
import { toolWords } from '../tool-words.ts'
import type { Work } from '../../tool.ts'
import { editionOn, listProblems, ruleUnit, type Lot } from './lot.ts'
import { MOST_PACKAGES, UNITS, type PackageBody } from '../../../package-body.ts'
import { packageWords, UNIT_WORDS } from './package-words.ts'

type Props = { readonly work: Work<PackageBody>; readonly date: string; readonly rules: LotRules | undefined; readonly lot: Lot | undefined; readonly refused: Refusal | undefined }

export function LotPanel({ work, date, rules, lot, refused }: Props) {
  const t = useWords(packageWords)
  const say = useSay()
  const english = useLanguage() === 'en'
  const { body, change } = work
  const problem = (field: string) => (refused?.field === field ? (english ? refused.reason : refused.zh).replace(`${field}：`, '').replace(`${field}: `, '') : undefined)
  const titleOn = (rule: PackageRule, day: string) => {
    const title = editionOn(rule, day)?.edition.title ?? rule.title
    return say([title.zh, title.en])
  }
  const set = (key: 'product' | 'nominal' | 'N' | 'U', most: number) => (text: string) => change({ ...body, [key]: text.slice(0, most) }, key)
  return (
    <Panel title={t.lot}>
      <div className="stack">
        <div className="st-settings">
          <Setting label={t.product} wide numeric={false} value={body.product} onChange={set('product', 120)} />
          <div className="st-setting">
            <span className="st-label" aria-hidden="true">{t.date}</span>
            <DateField label={t.date} value={body.date} onChange={(date) => change({ ...body, date })} />
            {body.date === '' && <span className="caption">{t.dateHint}</span>}
          </div>
          <Choice label={t.rule} value={body.rule} onChange={(rule) => change({ ...body, rule })} choices={rules === undefined ? [{ value: body.rule, label: body.rule }] : rules.prepackages.map((rule) => ({ value: rule.id, label: titleOn(rule, date) }))} />
          <Setting label={t.nominal} value={body.nominal} problem={body.nominal === '' ? undefined : problem('nominal')} onChange={set('nominal', 30)} />
          <Choice label={t.unit} value={body.unit} onChange={(unit) => change({ ...body, unit })} choices={UNITS.map((unit) => ({ value: unit, label: say(UNIT_WORDS[unit]) }))} />
          <Setting label={t.N} value={body.N} problem={body.N === '' ? undefined : problem('N')} onChange={set('N', 12)} />
          <Setting label={t.U} value={body.U} problem={problem('U')} onChange={set('U', 30)} />
        </div>
        <Segments label={t.entry} value={body.entry} onChange={(entry) => change({ ...body, entry })} choices={[{ value: 'contents', label: t.entryContents }, { value: 'gross', label: t.entryGross }, { value: 'summary', label: t.entrySummary }]} />
        {body.entry === 'summary' ? <SummaryFields body={body} change={change} problem={problem} /> : <Lists work={work} lot={lot} problem={problem} />}
      </div>
    </Panel>
  )
}

type SummaryProps = { readonly body: PackageBody; readonly change: Work<PackageBody>['change']; readonly problem: (field: string) => string | undefined }

function SummaryFields({ body, change, problem }: SummaryProps) {
  const t = useWords(packageWords)
  const set = (key: keyof PackageBody['summary'], most: number) => (text: string) => change({ ...body, summary: { ...body.summary, [key]: text.slice(0, most) } }, key)
  return (
    <div className="st-settings">
      <Setting label={t.mean} value={body.summary.mean} problem={body.summary.mean === '' ? undefined : problem('mean')} onChange={set('mean', 60)} />
      <Setting label={t.s} value={body.summary.s} problem={body.summary.s === '' ? undefined : problem('s')} onChange={set('s', 60)} />
      <Setting label={t.t1} value={body.summary.t1} problem={problem('t1')} onChange={set('t1', 6)} />
      <Setting label={t.t2} value={body.summary.t2} problem={problem('t2')} onChange={set('t2', 6)} />
    </div>
  )
}

function Lists({ work, lot, problem }: { readonly work: Work<PackageBody>; readonly lot: Lot | undefined; readonly problem: (field: string) => string | undefined }) {
  const t = useWords(packageWords)
  const words = useWords(toolWords)
  const { body, change, undo } = work
  const wrong = listProblems(body)
  const unit = body.unit === 'pcs' ? '' : ` / ${body.unit}`
  const plan = lot?.plan.ok === true ? lot.plan.value : undefined
  const wanted = plan === undefined ? undefined : Math.max(plan.n, plan.meanN)
  const errorOf = (list: 'contents' | 'gross' | 'tares') => (at: number) => (wrong.some((one) => one.list === list && one.at === at) ? words.notNumber : undefined)
  const sheet = (list: 'contents' | 'gross' | 'tares', name: string, open: number | undefined) => {
    const count = body[list].filter((text) => text.trim() !== '').length
    return (
      <div className="stack">
        <h3>{name}{unit} <span className="muted st-count">{open === undefined ? t.filledNone({ n: count }) : t.filled({ n: count, of: open })}</span></h3>
        <ListSheet label={name} values={body[list]} most={MOST_PACKAGES} wanted={open === undefined ? undefined : Math.min(open, 200)} undo={undo} errorOf={errorOf(list)} onChange={(values, group) => change({ ...body, [list]: values }, group)} />
        {problem(list) !== undefined && body[list].length > 0 && <p className="st-problem">{problem(list)}</p>}
      </div>
    )
  }
  if (body.entry === 'contents') return <>{sheet('contents', t.contents, wanted)}<Short lot={lot} /></>
  return (
    <>
      {sheet('gross', t.gross, wanted)}
      <Segments label={t.tare} value={body.tare} onChange={(tare) => change({ ...body, tare })} choices={[{ value: 'average', label: `${t.tares}: ${t.tareAverage}` }, { value: 'each', label: `${t.tares}: ${t.tareEach}` }]} />
      {sheet('tares', t.tares, body.tare === 'each' ? wanted : undefined)}
      {body.gross.length > 0 && body.tares.length === 0 && problem('tares') !== undefined && <p className="st-problem">{problem('tares')}</p>}
      <Tare body={body} lot={lot} /><Short lot={lot} />
    </>
  )
}

/** A sample of another size than the plan's is not judged. */
function Short({ lot }: { readonly lot: Lot | undefined }) {
  const english = useLanguage() === 'en'
  if (lot === undefined || lot.verdict.ok || lot.verdict.field !== 'contents') return null
  return <p className="st-problem">{english ? lot.verdict.reason : lot.verdict.zh}</p>
}

function Tare({ body, lot }: { readonly body: PackageBody; readonly lot: Lot | undefined }) {
  const t = useWords(packageWords)
  const english = useLanguage() === 'en'
  if (lot?.tare === undefined) return null
  const { asked, mean } = lot.tare
  const have = body.tares.filter((text) => text.trim() !== '').length
  if (!asked.ok) return <p className="caption">{english ? asked.reason : asked.zh}</p>
  return <p className="caption">{asked.value.method === 'each' ? t.tareEachAsked : t.tareAverageOf({ n: asked.value.n, have, mean: `${significant(mean, 5)} ${ruleUnit(body.unit).unit}` })}</p>
}
