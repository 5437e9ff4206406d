// Monte Carlo as it streams: histogram, first-order curve, both intervals, the verdict of clause 8; the same numbers in a table.
import { useMemo } from 'react'
import { Button } from 'antd'
import { secondOrderOf } from '@duheng/uncertainty/second-order.ts'
import type { OutputResult } from '@duheng/uncertainty/monte-carlo/result.ts'
import { printEstimate } from '@duheng/uncertainty/monte-carlo/tolerance.ts'
import type { Budget } from '@duheng/uncertainty/budget.ts'
import { useSay, useWords } from '#ui/i18n.ts'
import { Notice } from '#ui/Notice.tsx'
import { showCount } from '#ui/numbers.ts'
import { Panel } from '#ui/Page.tsx'
import { Scroll } from '#ui/Scroll.tsx'
import type { Answer } from '../evaluate.ts'
import { digitsShown, percentShown, significant, unitText } from '../printed.ts'
import { budgetFor } from '../sampling.ts'
import type { StudyBody } from '../study-body.ts'
import { Clause8 } from './Clause8.tsx'
import type { Change } from './history.ts'
import { HistogramPicture } from './HistogramPicture.tsx'
import type { MonteCarlo } from './monte-carlo.ts'
import { samplingWords } from './sampling-words.ts'

type Props = {
  readonly body: StudyBody
  readonly answer: Answer | undefined
  readonly monteCarlo: MonteCarlo
  readonly limits: { readonly lower?: number; readonly upper?: number }
  readonly change: Change
  readonly readOnly: boolean
}

export function HistogramPanel({ body, answer, monteCarlo, limits, change, readOnly }: Props) {
  const t = useWords(samplingWords)
  const say = useSay()
  const { run } = monteCarlo
  const p = 'p' in run ? run.p : undefined
  const budget = useMemo(() => (answer === undefined || p === undefined ? undefined : budgetFor(answer, p)), [answer, p])
  const output = answer !== undefined && 'result' in run ? run.result?.outputs[answer.at] : undefined
  // A result of another model is not this one's.
  const fits = output !== undefined && output.name === answer?.budget.name
  return (
    <Panel title={t.title} aside={!readOnly && <Controls body={body} monteCarlo={monteCarlo} change={change} />}>
      {run.state === 'none' && <p className="muted">{t.none}</p>}
      {run.state === 'refused' && <Notice tone="warn">{say(run.words)}</Notice>}
      {answer !== undefined && budget !== undefined && p !== undefined && fits && (
        <>
          <HistogramPicture budget={budget} output={output} p={p} limits={limits} />
          <Status run={run} />
          <Figures answer={answer} budget={budget} output={output} p={p} />
          {'result' in run && run.result !== undefined && (
            <Clause8 answer={answer} result={run.result} p={p} digits={body.print.digits === '1' ? 1 : 2} isDone={run.state !== 'running'}
              onMore={readOnly ? undefined : (trials) => change({ ...body, monteCarlo: { ...body.monteCarlo, trials: String(trials) } })} trials={run.result.trials} />
          )}
        </>
      )}
    </Panel>
  )
}

function Controls({ body, monteCarlo: { run, stop, again }, change }: Pick<Props, 'body' | 'monteCarlo' | 'change'>) {
  const t = useWords(samplingWords)
  const set = (key: 'trials' | 'seed', text: string) => change({ ...body, monteCarlo: { ...body.monteCarlo, [key]: text.slice(0, 12) } }, `mc ${key}`)
  return (
    <span className="wb-controls no-print">
      <label className="wb-setting">{t.trials}<input className="text-input wb-short" inputMode="numeric" value={body.monteCarlo.trials} onChange={(event) => set('trials', event.target.value)} /></label>
      <label className="wb-setting">{t.seed}<input className="text-input wb-shorter" inputMode="numeric" value={body.monteCarlo.seed} onChange={(event) => set('seed', event.target.value)} /></label>
      {run.state === 'running' ? <Button size="small" onClick={stop}>{t.stop}</Button> : <Button size="small" onClick={again}>{t.again}</Button>}
    </span>
  )
}

function Status({ run }: { readonly run: MonteCarlo['run'] }) {
  const t = useWords(samplingWords)
  if (!('wanted' in run)) return null
  const n = run.result?.trials ?? 0
  return (
    <div className="wb-status">
      {run.state === 'running' && <progress className="progress" max={run.wanted} value={Math.min(n, run.wanted)} aria-label={t.title} />}
      <span className="caption">
        {run.state === 'running' ? t.running({ n: showCount(n), of: showCount(run.wanted) }) : run.state === 'stopped' ? t.stopped({ n: showCount(n) })
          : t.done({ n: showCount(n), s: (run.seconds ?? 0).toFixed(2), seed: run.result?.seed ?? '' })}
      </span>
    </div>
  )
}

type FiguresProps = { readonly answer: Answer; readonly budget: Budget; readonly output: OutputResult; readonly p: number }

function Figures({ answer, budget, output, p }: FiguresProps) {
  const t = useWords(samplingWords)
  const second = useMemo(() => { const found = secondOrderOf(answer.model); return found.ok ? found.results[answer.at] : undefined }, [answer])
  const coverage = output.coverage[0]
  const unit = unitText(output.unit)
  const known = (value: number, error: number) => digitsShown(printEstimate(value, error).text)
  const place = (value: number) => digitsShown(printEstimate(value, budget.u / 50).text)
  const showsSecond = second !== undefined && Math.abs(second.u - second.uFirst) > 0.005 * second.uFirst
  return (
    <Scroll label={t.interval({ p: percentShown(p) })}>
      <table className="wb-figure-table">
        <caption className="hidden">{t.interval({ p: percentShown(p) })}</caption>
        <thead><tr><th scope="col">{t.method}{unit !== '' && <span className="muted"> / {unit}</span>}</th><th scope="col" className="num"><var>y</var></th><th scope="col" className="num"><var>u</var>(<var>y</var>)</th><th scope="col" className="num">{t.interval({ p: percentShown(p) })}</th></tr></thead>
        <tbody>
          <tr><th scope="row"><span className="wb-swatch wb-swatch-first" />{t.firstOrder}</th><td className="num">{place(budget.value)}</td><td className="num">{significant(budget.u, 3)}</td><td className="num">[{place(budget.value - budget.U)}, {place(budget.value + budget.U)}]</td></tr>
          {showsSecond && second !== undefined && <tr><th scope="row">{t.secondOrder}</th><td className="num">{place(second.value + second.bias)}</td><td className="num">{significant(second.u, 3)}</td><td className="num">—</td></tr>}
          <tr><th scope="row"><span className="wb-swatch wb-swatch-mc" />{t.monteCarlo}</th><td className="num">{known(output.mean, output.standardErrors.mean)}</td><td className="num">{known(output.u, output.standardErrors.u)}</td>
            <td className="num">{coverage !== undefined && <>[{known(coverage.shortest.low, coverage.shortest.standardErrors.low)}, {known(coverage.shortest.high, coverage.shortest.standardErrors.high)}]</>} <span className="muted">{t.shortest}</span></td></tr>
          {coverage !== undefined && <tr><th scope="row" colSpan={3}><span className="muted">{t.symmetric}</span></th><td className="num">[{known(coverage.symmetric.low, coverage.symmetric.standardErrors.low)}, {known(coverage.symmetric.high, coverage.symmetric.standardErrors.high)}]</td></tr>}
        </tbody>
      </table>
    </Scroll>
  )
}
