// The budget read backwards: what each input alone, all together, or more readings would have to become for U to reach a target.
import { memo, useMemo } from 'react'
import { reverseBudget, type ReverseBudget } from '@duheng/uncertainty/reverse.ts'
import { useSay, useWords } from '#ui/i18n.ts'
import { Notice } from '#ui/Notice.tsx'
import { Panel } from '#ui/Page.tsx'
import { Scroll } from '#ui/Scroll.tsx'
import { targetOf } from '../conformity.ts'
import type { Answer, Evaluated } from '../evaluate.ts'
import { significant, unitText } from '../printed.ts'
import type { StudyBody } from '../study-body.ts'
import { decisionWords } from './decision-words.ts'
import type { Change } from './history.ts'

type Props = { readonly body: StudyBody; readonly evaluated: Evaluated; readonly change: Change; readonly onRow: (index: number) => void; readonly readOnly: boolean }

export const TargetPanel = memo(function TargetPanel({ body, evaluated, change, onRow, readOnly }: Props) {
  const t = useWords(decisionWords)
  const say = useSay()
  const { answer } = evaluated
  const target = answer === undefined ? undefined : targetOf(body, answer.budget)
  const unit = answer === undefined ? '' : unitText(answer.budget.uncertaintyUnit)
  return (
    <Panel title={t.targetTitle}>
      <label className="wb-setting">{t.target}{unit !== '' && ` / ${unit}`}<input className="text-input wb-medium" readOnly={readOnly} placeholder={t.targetHint} value={body.target} onChange={(event) => change({ ...body, target: event.target.value.slice(0, 60) }, 'target')} /></label>
      {target === undefined ? <p className="muted">{answer === undefined ? t.needResult : t.targetNone}</p>
        : !target.ok ? <Notice tone="bad">{say(target.words)}</Notice>
          : answer !== undefined && <Reversed answer={answer} U={target.U} unit={unit} onName={(name) => { const row = evaluated.rows.find((one) => one.name === name); if (row !== undefined) onRow(row.index) }} />}
    </Panel>
  )
})

type ReversedProps = { readonly answer: Answer; readonly U: number; readonly unit: string; readonly onName: (name: string) => void }

function Reversed({ answer, U, unit, onName }: ReversedProps) {
  const say = useSay()
  const found = useMemo(() => reverseBudget(answer.model, { result: answer.budget.name, U }), [answer, U])
  return found.ok ? <Reverse answer={answer} reverse={found.reverse} unit={unit} onName={onName} /> : <Notice tone="warn">{say([found.zh ?? found.message, found.message])}</Notice>
}

type ReverseProps = { readonly answer: Answer; readonly reverse: ReverseBudget; readonly unit: string; readonly onName: (name: string) => void }

function Reverse({ answer, reverse, unit, onName }: ReverseProps) {
  const t = useWords(decisionWords)
  const shown = (value: number) => `${significant(value, 3)}${unit === '' ? '' : ` ${unit}`}`
  const shares = new Map(answer.budget.components.map(({ names, share, unit: own }) => [names[0], { share, unit: unitText(own) }]))
  const rows = reverse.alone.filter(({ u, least }) => u > 0 && (reverse.met || least < reverse.U)).toSorted((a, b) => (shares.get(b.names[0])?.share ?? 0) - (shares.get(a.names[0])?.share ?? 0)).slice(0, 12)
  return (
    <div className="stack">
      <p><strong>{reverse.met ? t.met({ U: shown(reverse.U), target: shown(reverse.target) }) : t.notMet({ U: shown(reverse.U), target: shown(reverse.target) })}</strong></p>
      <Scroll label={t.alone}><table className="wb-figure-table">
        <caption className="hidden">{t.alone}</caption>
        <thead><tr><th scope="col">{reverse.met ? t.allowance : t.alone}</th><th scope="col" className="num">{t.now}</th><th scope="col" className="num">{t.required}</th></tr></thead>
        <tbody>
          {rows.map(({ names, u, required, factor, least }) => {
            const own = shares.get(names[0])?.unit ?? ''
            return (
              <tr key={names.join()}>
                <th scope="row"><Name names={names} onName={onName} /></th>
                <td className="num">{significant(u, 3)} {own}</td>
                <td className="num">{required === undefined || factor === undefined ? <span className="muted">{reverse.met ? '—' : t.impossible({ U: shown(least) })}</span> : <>{significant(required, 3)} {own} <Factor factor={factor} /></>}</td>
              </tr>
            )
          })}
        </tbody>
      </table></Scroll>
      {reverse.together.factor !== undefined && rows.length > 1 && <p>{t.together({ percent: significant(reverse.together.factor * 100, 3) })}</p>}
      {!reverse.met && reverse.readings.map(({ names, now, needed }) => <p key={names.join()}>{needed === undefined ? t.noReadings({ name: names.join('、') }) : t.readings({ name: names.join('、'), now, needed })}</p>)}
    </div>
  )
}

function Name({ names, onName }: { readonly names: readonly string[]; readonly onName: (name: string) => void }) {
  return <button type="button" className="linklike" onClick={() => onName(names[0] ?? '')}><var>{names.join(' = ')}</var></button>
}

/** How far it must come down, as a bar. */
function Factor({ factor }: { readonly factor: number }) {
  return (
    <span className="wb-share">
      <svg viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true"><rect className="wb-share-all" width="100" height="8" /><rect width={Math.min(1, factor) * 100} height="8" /></svg>
      {significant(factor * 100, 2)}{'\u202f'}%
    </span>
  )
}
