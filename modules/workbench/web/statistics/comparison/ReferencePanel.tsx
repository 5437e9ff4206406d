// The reference value, whether the results agree, and why this way to it: the picture first, then the number, then the reasons.
import type { ReactNode } from 'react'
import { useLanguage, useSay, useWords } from '#ui/i18n.ts'
import { Loading } from '#ui/Loading.tsx'
import { Panel } from '#ui/Page.tsx'
import { VerdictBadge } from '#ui/VerdictBadge.tsx'
import { Refused } from '../Refused.tsx'
import { Choice, Setting } from '../Setting.tsx'
import { percent, probability, withU } from '../shown.ts'
import { significant } from '../../../printed.ts'
import { toolWords } from '../tool-words.ts'
import { METHODS, type ComparisonBody } from '../../../comparison-body.ts'
import { comparisonWords, METHOD_WORDS } from './comparison-words.ts'
import type { Answer, Read, Slow } from './compare.ts'
import { useProblem } from './LaboratoriesPanel.tsx'

type Props = {
  readonly body: ComparisonBody
  readonly change: (body: ComparisonBody, group?: string) => void
  readonly read: Read
  readonly answer: Answer | undefined
  readonly slow: Slow | undefined
  readonly picture: ReactNode
}

export function ReferencePanel({ body, change, read, answer, slow, picture }: Props) {
  const t = useWords(comparisonWords)
  const say = useSay()
  return (
    <Panel title={t.values} aside={answer?.consistency.ok === true && <VerdictBadge kind={answer.consistency.value.consistent ? 'ok' : 'warn'}>{answer.consistency.value.consistent ? t.consistent : t.inconsistent}</VerdictBadge>}>
      <div className="stack">
        {picture}
        {answer !== undefined && <Headline body={body} read={read} answer={answer} />}
        <div className="st-settings no-print">
          <Choice label={t.byMethod} value={body.reference} onChange={(reference) => change({ ...body, reference })}
            choices={[{ value: 'recommended', label: t.recommended }, { value: 'given', label: t.given }, ...METHODS.filter((name) => name !== 'generalised least squares' || body.correlations.length > 0).map((name) => ({ value: name, label: say(METHOD_WORDS[name]) }))]} />
          {body.reference === 'given' && <GivenFields body={body} change={change} answer={answer} />}
          <Levels body={body} change={change} read={read} />
        </div>
        {answer?.reference?.ok === false && body.reference !== 'given' && <Refused by={answer.reference} />}
        {answer !== undefined && body.reference !== 'given' && <Reasons body={body} slow={slow} count={read.laboratories.length} />}
      </div>
    </Panel>
  )
}

function Headline({ body, read, answer }: { readonly body: ComparisonBody; readonly read: Read; readonly answer: Answer }) {
  const t = useWords(comparisonWords)
  const say = useSay()
  const words = useWords(toolWords)
  if (answer.reference === undefined) return <Loading rows={1} />
  const reference = answer.reference.ok ? answer.reference.value : undefined
  const shown = reference && withU(reference.value, read.coverage * reference.u)
  return (
    <>
      {reference !== undefined && shown !== undefined && (
        <>
          <p className="st-headline"><var>x</var><sub>ref</sub> = {shown.value} ± {shown.U}{'\u202f'}{body.unit}</p>
          <dl className="st-figures">
            <div><dt>{t.method}</dt><dd>{say(METHOD_WORDS[reference.name])}</dd></div>
            <div><dt><var>u</var>(<var>x</var><sub>ref</sub>)</dt><dd>{significant(reference.u, 3)} {body.unit}</dd></div>
            <div><dt><var>k</var></dt><dd>{body.coverage.trim()}</dd></div>
            {reference.tau2 > 0 && <div><dt>{t.tau}</dt><dd>{significant(Math.sqrt(reference.tau2), 3)} {body.unit}</dd></div>}
          </dl>
        </>
      )}
      {answer.consistency.ok && <p className="st-sentence">{t.consistencySays({
        q: significant(answer.consistency.value.q, 5), dof: answer.consistency.value.dof, p: probability(answer.consistency.value.p), critical: significant(answer.consistency.value.critical, 4),
        alpha: body.alpha.trim(), birge: significant(answer.consistency.value.birge, 3), i2: percent(answer.consistency.value.i2),
      })}</p>}
      <p className="hidden" aria-live="polite">{shown === undefined ? words.computing : `${t.reference} ${shown.value}`}</p>
    </>
  )
}

export function GivenFields({ body, change, answer }: { readonly body: ComparisonBody; readonly change: Props['change']; readonly answer: Pick<Answer, 'reference'> | undefined }) {
  const t = useWords(comparisonWords)
  const english = useLanguage() === 'en'
  const refused = answer?.reference?.ok === false ? answer.reference : undefined
  const problem = (field: string) => (refused?.field === field ? (english ? refused.reason : refused.zh).replace(/^given\.\w[：:] ?/, '') : undefined)
  const set = (key: 'x' | 'U' | 'k', text: string) => change({ ...body, given: { ...body.given, [key]: text } }, `given ${key}`)
  return (
    <>
      <Setting label={t.givenX} value={body.given.x} problem={problem('given.x')} onChange={(text) => set('x', text)} />
      <Setting label={t.givenU} value={body.given.U} problem={problem('given.U')} onChange={(text) => set('U', text)} />
      <Setting label={t.k} value={body.given.k} problem={problem('given.k')} onChange={(text) => set('k', text.slice(0, 12))} />
    </>
  )
}

function Levels({ body, change, read }: Pick<Props, 'body' | 'change' | 'read'>) {
  const t = useWords(comparisonWords)
  const problem = useProblem(read)
  return (
    <>
      <Setting label={t.alpha} value={body.alpha} problem={problem('alpha')} onChange={(text) => change({ ...body, alpha: text.slice(0, 12) }, 'alpha')} />
      <Setting label={t.coverage} value={body.coverage} problem={problem('coverage')} onChange={(text) => change({ ...body, coverage: text.slice(0, 12) }, 'coverage')} />
    </>
  )
}

function Reasons({ body, slow, count }: { readonly body: ComparisonBody; readonly slow: Slow | undefined; readonly count: number }) {
  const t = useWords(comparisonWords)
  const words = useWords(toolWords)
  const say = useSay()
  if (count < 3) return null
  if (slow === undefined) return <Loading rows={2} />
  if (!slow.recommendation.ok) return <Refused by={slow.recommendation} />
  const { method, reasons, cautions } = slow.recommendation.value
  const chosen = body.reference
  return (
    <div className="st-advice">
      <h3>{t.recommendedIs({ method: say(METHOD_WORDS[method]) })}</h3>
      {chosen !== 'recommended' && chosen !== 'given' && chosen !== method && <p>{t.notRecommended({ method: say(METHOD_WORDS[chosen]), other: say(METHOD_WORDS[method]) })}</p>}
      <ol>{reasons.map((one) => <li key={one.en}>{say([one.zh, one.en])}</li>)}</ol>
      {cautions.length > 0 && <><h3>{words.cautions}</h3><ul>{cautions.map((one) => <li key={one.en}>{say([one.zh, one.en])}</li>)}</ul></>}
      <p className="caption">{t.deciding}</p>
    </div>
  )
}
