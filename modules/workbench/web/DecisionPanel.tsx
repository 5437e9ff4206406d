// The decision against limits: a picture of value, U, limits and guard bands, the verdict, the probability that the item conforms and what
// that means in twenty items.
import { useId } from 'react'
import type { MonteCarloResult } from '@duheng/uncertainty/monte-carlo/result.ts'
import { useSay, useWords } from '#ui/i18n.ts'
import { Notice } from '#ui/Notice.tsx'
import { Panel } from '#ui/Page.tsx'
import { Segments } from '#ui/Switches.tsx'
import { VerdictBadge } from '#ui/VerdictBadge.tsx'
import { decide, type Decision } from '../conformity.ts'
import type { Answer } from '../evaluate.ts'
import { chanceShown, significant, unitText } from '../printed.ts'
import { shareWithin } from '../sampling.ts'
import type { StudyBody } from '../study-body.ts'
import { DecisionPicture } from './DecisionPicture.tsx'
import { decisionWords } from './decision-words.ts'
import type { Change } from './history.ts'

type Props = { readonly body: StudyBody; readonly answer: Answer | undefined; readonly sampled: MonteCarloResult | undefined; readonly change: Change; readonly readOnly: boolean }

export function DecisionPanel({ body, answer, sampled, change, readOnly }: Props) {
  const t = useWords(decisionWords)
  const say = useSay()
  const read = answer === undefined ? undefined : decide(body, answer.budget)
  return (
    <Panel title={t.title}>
      <LimitFields body={body} change={change} unit={answer === undefined ? '' : unitText(answer.budget.unit)} readOnly={readOnly} />
      {answer === undefined ? <p className="muted">{t.needResult}</p> : read === undefined ? <p className="muted">{t.none}</p>
        : !read.ok ? <Notice tone="bad">{say(read.words)}</Notice> : <Decided answer={answer} decision={read.decision} sampled={sampled} />}
    </Panel>
  )
}

function LimitFields({ body, change, unit, readOnly }: { readonly body: StudyBody; readonly change: Change; readonly unit: string; readonly readOnly: boolean }) {
  const t = useWords(decisionWords)
  const id = useId()
  const { limits } = body
  const set = (key: 'lower' | 'upper' | 'r', text: string) => change({ ...body, limits: { ...limits, [key]: text.slice(0, 60) } }, `limit ${key}`)
  const field = (key: 'lower' | 'upper', label: string) => (
    <label className="wb-setting">{label}{unit !== '' && ` / ${unit}`}<input className="text-input wb-short" aria-describedby={`${id}-hint`} readOnly={readOnly} value={limits[key]} onChange={(event) => set(key, event.target.value)} /></label>
  )
  return (
    <div className="wb-limits">
      <div className="row">
        {field('lower', t.lower)}{field('upper', t.upper)}
        {!readOnly && <Segments label={t.rule} value={limits.rule} onChange={(rule) => change({ ...body, limits: { ...limits, rule } })} choices={[{ value: 'simple', label: t.simple }, { value: 'guarded', label: t.guarded }]} />}
        {limits.rule === 'guarded' && <label className="wb-setting"><var>r</var><input className="text-input wb-shorter" readOnly={readOnly} value={limits.r} onChange={(event) => set('r', event.target.value)} /></label>}
      </div>
      {!readOnly && <p className="caption no-print" id={`${id}-hint`}>{t.hint}</p>}
    </div>
  )
}

const BADGES = { pass: { verdict: 'conforms' }, fail: { verdict: 'doesNotConform' } } as const

function Decided({ answer: { budget, at }, decision, sampled }: { readonly answer: Answer; readonly decision: Decision; readonly sampled: MonteCarloResult | undefined }) {
  const t = useWords(decisionWords)
  const { conformity, limits, acceptance, w, probability } = decision
  const unit = unitText(budget.uncertaintyUnit)
  const shown = (value: number | undefined) => (value === undefined ? '—' : `${significant(value, 4)}${unit === '' ? '' : ` ${unit}`}`)
  const output = sampled?.outputs[at]
  const byMonteCarlo = output !== undefined && output.name === budget.name ? shareWithin(output, limits.lower, limits.upper) : undefined
  const room = Math.min((limits.upper ?? Infinity) - budget.value, budget.value - (limits.lower ?? -Infinity))
  const chance = byMonteCarlo ?? probability
  return (
    <div className="stack">
      <DecisionPicture budget={budget} decision={decision} />
      <p className="row wb-verdict">
        {conformity.verdict === 'pass' || conformity.verdict === 'fail' ? <VerdictBadge {...BADGES[conformity.verdict]} />
          : <VerdictBadge kind="warn">{conformity.verdict === 'conditional pass' ? t.guardAccept : t.guardReject}</VerdictBadge>}
        <span>{room >= 0 ? t.margin({ text: shown(room) }) : t.beyond({ text: shown(-room) })}</span>
      </p>
      {w > 0 && <p className="caption">{t.acceptance({ low: shown(acceptance.lower), high: shown(acceptance.upper), w: shown(w) })}</p>}
      {chance !== undefined && (
        <>
          <p>
            {t.probability} <strong>{chanceShown(chance)}</strong>{' '}
            <span className="muted">
              {[probability === undefined ? '' : `${t.byFirst} ${chanceShown(probability)}`, byMonteCarlo === undefined ? '' : `${t.byMonteCarlo} ${chanceShown(byMonteCarlo)}`].filter((text) => text !== '').join(' · ')}
            </span>
          </p>
          <Twenty chance={chance} />
        </>
      )}
      <p className="caption">{t.source}</p>
    </div>
  )
}

function Twenty({ chance }: { readonly chance: number }) {
  const t = useWords(decisionWords)
  const beyond = Math.round((1 - chance) * 20)
  const sentence = beyond === 0 ? t.noneOfTwenty : t.ofTwenty({ n: beyond })
  return (
    <figure className="wb-twenty" aria-label={sentence}>
      <svg viewBox="0 0 320 18" aria-hidden="true">
        {Array.from({ length: 20 }, (_, i) => (i < 20 - beyond ? <circle key={i} className="wb-in" cx={8 + i * 16} cy="9" r="5.500" />
          : <path key={i} className="wb-out" d={`M${3.5 + i * 16} 4.500l9 9m0-9l-9 9`} />))}
      </svg>
      <figcaption className="caption">{sentence}</figcaption>
    </figure>
  )
}
