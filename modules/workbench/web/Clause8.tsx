// The verdict of JCGM 101, clause 8, with its working: both differences, the tolerance, what to do.
import { Button } from 'antd'
import type { MonteCarloResult } from '@duheng/uncertainty/monte-carlo/result.ts'
import { useSay, useWords } from '#ui/i18n.ts'
import { showCount } from '#ui/numbers.ts'
import { VerdictBadge } from '#ui/VerdictBadge.tsx'
import type { Answer } from '../evaluate.ts'
import { significant, unitText } from '../printed.ts'
import { clause8, MOST_TRIALS } from '../sampling.ts'
import { samplingWords } from './sampling-words.ts'

type Props = {
  readonly answer: Answer
  readonly result: MonteCarloResult
  readonly p: number
  readonly digits: 1 | 2
  readonly isDone: boolean
  readonly trials: number
  readonly onMore: ((trials: number) => void) | undefined
}

const KINDS = { validated: ['ok', 'validated'], 'not validated': ['warn', 'notValidated'], undecided: ['unk', 'undecided'] } as const

export function Clause8({ answer, result, p, digits, isDone, trials, onMore }: Props) {
  const t = useWords(samplingWords)
  const say = useSay()
  const found = clause8(answer, result, p, digits)
  if (found === undefined) return null
  if (!found.ok) return <p className="caption">{say([found.zh ?? found.message, found.message])}</p>
  const [kind, word] = KINDS[found.verdict]
  const unit = unitText(answer.budget.uncertaintyUnit)
  const shown = (value: number) => `${significant(value, 2)}${unit === '' ? '' : ` ${unit}`}`
  const more = Math.min(MOST_TRIALS, trials * 5)
  return (
    <section className="wb-clause8" aria-label={t.clause8}>
      <p className="row"><strong>{t.clause8}</strong> <VerdictBadge kind={kind}>{found.verdict === 'undecided' && !isDone ? t.waiting : t[word]}</VerdictBadge></p>
      <p className="caption">{t.differences({ low: shown(found.dLow), high: shown(found.dHigh), delta: shown(found.tolerance) })}</p>
      {(isDone || found.verdict !== 'undecided') && <p>{say([found.recommendation.zh, found.recommendation.en])}</p>}
      {isDone && found.verdict === 'undecided' && onMore !== undefined && more > trials && <Button onClick={() => onMore(more)}>{t.moreTrials({ n: showCount(more) })}</Button>}
    </section>
  )
}
