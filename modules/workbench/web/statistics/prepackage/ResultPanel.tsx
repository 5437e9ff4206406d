// The outcome: what the conditions give, and plainly whether that judges anybody; the working with its numbers; how often the mean test accepts.
import { exactText, toNumber } from '@duheng/quantity/decimal.ts'
import { useLanguage, useSay, useWords } from '#ui/i18n.ts'
import { Disclosure } from '#ui/Disclosure.tsx'
import { Notice } from '#ui/Notice.tsx'
import { Panel } from '#ui/Page.tsx'
import { VerdictBadge } from '#ui/VerdictBadge.tsx'
import type { StandingEdition } from '../lot-rules.ts'
import { withU } from '../shown.ts'
import { significant } from '../../../printed.ts'
import { toolWords } from '../tool-words.ts'
import { Working } from '../Working.tsx'
import { ruleUnit, undecided, type Lot } from './lot.ts'
import { MeanCharacteristic } from './MeanCharacteristic.tsx'
import type { PackageBody } from '../../../package-body.ts'
import { stepsOf } from './package-working.ts'
import { packageWords } from './package-words.ts'

type Props = { readonly body: PackageBody; readonly standing: StandingEdition; readonly lot: Lot }

export function ResultPanel({ body, standing, lot }: Props) {
  const t = useWords(packageWords)
  const words = useWords(toolWords)
  const say = useSay()
  const { edition } = standing
  const open = undecided(standing)
  const { verdict } = lot
  const factor = lot.plan.ok ? lot.plan.value.factor : undefined
  const isJudged = verdict.ok && open.length === 0
  const isPass = verdict.ok && verdict.value.verdict === 'pass'
  return (
    <Panel title={`${t.result} · ${say([edition.title.zh, edition.title.en])}`} aside={isJudged
      ? <VerdictBadge kind={isPass ? 'ok' : 'bad'}>{isPass ? t.passes : t.fails}</VerdictBadge> : <VerdictBadge kind="unk">{t.notJudged}</VerdictBadge>}>
      <div className="stack">
        <NotJudged standing={standing} lot={lot} />
        {verdict.ok && (
          <div className="st-advice">
            <p><strong>{isPass ? t.allHold : t.someFail}</strong></p>
            <ul>{verdict.value.reasons.map((one) => <li key={one.en}>{say([one.zh, one.en])}</li>)}</ul>
          </div>
        )}
        <Figures body={body} lot={lot} />
        <Method body={body} lot={lot} standing={standing} />
        <Disclosure summary={words.working} open><Working steps={stepsOf(body, edition, lot).map((step) => ({ ...step, what: say(step.what) }))} /></Disclosure>
        {lot.plan.ok && factor !== undefined && <Disclosure summary={t.characteristic}><MeanCharacteristic n={lot.plan.value.meanN} factor={toNumber(factor)} /></Disclosure>}
      </div>
    </Panel>
  )
}

/** What is not settled and what nobody adopted passes and fails nobody. */
function NotJudged({ standing, lot }: Pick<Props, 'standing' | 'lot'>) {
  const t = useWords(packageWords)
  const english = useLanguage() === 'en'
  const { sampling } = standing.edition
  if (sampling.kind === 'unsettled') return <Notice tone="unk">{t.unsettled({ why: english ? sampling.en : sampling.zh })}</Notice>
  if (!lot.plan.ok) return <Notice tone="warn">{english ? lot.plan.reason : lot.plan.zh}</Notice>
  const open = undecided(standing)
  if (open.length === 0) return null
  const names = open.map(({ id }) => (id.endsWith('.deficiency') ? t.deficiency : id.endsWith('.rounding') ? t.rounding : t.sampling))
  return <Notice tone="unk">{t.nobodyJudged({ parts: names.join(english ? ', ' : '、'), n: names.length })} <a href="/rules">{t.adoptHere}</a></Notice>
}

function Figures({ body, lot }: Pick<Props, 'body' | 'lot'>) {
  const t = useWords(packageWords)
  const { unit } = ruleUnit(body.unit)
  const inUnit = (text: string) => (unit === '' ? text : `${text}\u202f${unit}`)
  const counted = lot.verdict.ok ? lot.verdict.value : undefined
  const [t1, t2] = [counted?.t1 ?? lot.packages.filter(({ error }) => error !== 'none').length, counted?.t2 ?? lot.packages.filter(({ error }) => error === 'T2').length]
  return (
    <dl className="st-figures">
      <div><dt>{t.T}</dt><dd>{inUnit(exactText(lot.T) ?? significant(toNumber(lot.T), 4))}</dd></div>
      {lot.plan.ok && <div><dt>{t.plan}</dt><dd>{lot.plan.value.factor === undefined ? t.planNoMean({ n: lot.plan.value.n, t1: lot.plan.value.t1Allowed }) : t.planSays({ n: lot.plan.value.n, factor: exactText(lot.plan.value.factor) ?? '', t1: lot.plan.value.t1Allowed })}</dd></div>}
      <div><dt>{t.counted}</dt><dd>{t1} / {t2}</dd></div>
      <div><dt>{t.mean}</dt><dd>{inUnit(withU(lot.mean, lot.s / 5).value)}</dd></div>
      <div><dt>{t.s}</dt><dd>{inUnit(significant(lot.s, 4))}</dd></div>
      {counted?.lowestMean !== undefined && <div><dt>{t.corrected}</dt><dd>{inUnit(counted.lowestMean.toFixed(3))}</dd></div>}
    </dl>
  )
}

function Method({ body, lot, standing }: Props) {
  const t = useWords(packageWords)
  const english = useLanguage() === 'en'
  if (lot.method === undefined) return null
  if (!lot.method.ok) return <p className="caption">{english ? lot.method.reason : lot.method.zh}</p>
  const share = standing.edition.measuring?.['share of T'] ?? ''
  const about = { U: `${body.U} ${body.unit}`, limit: `${share}·T` }
  return <p className={lot.method.value.satisfied ? 'st-sentence' : 'st-problem'}>{lot.method.value.satisfied ? t.methodGood(about) : t.methodPoor(about)}</p>
}
