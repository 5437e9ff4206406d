// The same study on paper: model, inputs, budget, result, Monte Carlo with its picture, decision. Seen in print alone; the browser makes
// the PDF.
import { useEffect, useState } from 'react'
import { flushSync } from 'react-dom'
import { parseModel } from '@duheng/uncertainty/parse.ts'
import { printEstimate } from '@duheng/uncertainty/monte-carlo/tolerance.ts'
import { useLanguage, useSay, useWords } from '#ui/i18n.ts'
import { showCount } from '#ui/numbers.ts'
import { PrintFoot } from '#ui/PrintSheet.tsx'
import { decide } from '../conformity.ts'
import type { Evaluated } from '../evaluate.ts'
import { FORMS } from '../parameters.ts'
import { chanceShown, digitsShown, dofShown, percentShown, printed, significant, trimmed, unitText } from '../printed.ts'
import { budgetFor, clause8 } from '../sampling.ts'
import type { StudyBody } from '../study-body.ts'
import { FormulaMath } from './formula-math.tsx'
import { HistogramPicture } from './HistogramPicture.tsx'
import type { Run } from './monte-carlo.ts'
import { reportWords } from './report-words.ts'

type Props = { readonly title: string; readonly body: StudyBody; readonly evaluated: Evaluated; readonly run: Run }

export function PrintedReport(props: Props) {
  return useIsPrinting() ? <Report {...props} /> : null
}

/** Drawn when the browser begins to print, so that typing need not draw it. */
function useIsPrinting(): boolean {
  const [isPrinting, setPrinting] = useState(false)
  useEffect(() => {
    const before = () => flushSync(() => setPrinting(true))
    const after = () => setPrinting(false)
    window.addEventListener('beforeprint', before)
    window.addEventListener('afterprint', after)
    return () => {
      window.removeEventListener('beforeprint', before)
      window.removeEventListener('afterprint', after)
    }
  }, [])
  return isPrinting
}

function Report({ title, body, evaluated, run }: Props) {
  const t = useWords(reportWords)
  const { answer } = evaluated
  const parsed = parseModel(body.formula)
  const shown = answer && printed(answer.budget, body)
  return (
    <article className="wb-report print-only">
      <h1>{title}</h1>
      <h2>{t.model}</h2>
      {parsed.ok && <FormulaMath model={parsed.model} label={body.formula} />}
      <p><code>{body.formula}</code></p>
      {shown !== undefined && answer !== undefined && <><h2>{t.result}</h2><p className="wb-printed"><var>{answer.budget.name}</var> = {shown.text}{answer.budget.p !== undefined && <>, p = {percentShown(answer.budget.p)} %</>}, ν<sub>eff</sub> = {dofShown(answer.budget.dof)}</p></>}
      <h2>{t.budget}</h2>
      <BudgetTable body={body} evaluated={evaluated} />
      {answer !== undefined && <Sampled answer={answer} body={body} run={run} />}
      {answer !== undefined && <Decided answer={answer} body={body} />}
      <PrintFoot url={location.href} />
    </article>
  )
}

function BudgetTable({ body, evaluated }: Pick<Props, 'body' | 'evaluated'>) {
  const t = useWords(reportWords)
  const english = useLanguage() === 'en'
  const budget = evaluated.answer?.budget
  return (
    <table className="wb-report-table">
      <thead><tr><th>{t.quantity}</th><th>{t.estimate}</th><th>{t.distribution}</th><th>{t.stated}</th><th>u(x)</th><th>ν</th><th>c</th><th>|c·u|</th><th>%</th></tr></thead>
      <tbody>
        {evaluated.rows.filter(({ blank, unused }) => !blank && !unused).map(({ index, name, read }) => {
          const input = body.inputs[index]
          const part = budget?.components.find(({ names }) => names.includes(name))
          if (input === undefined) return null
          const unit = read.ok ? unitText(read.unit) : input.unit
          return (
            <tr key={`${index} ${name}`}>
              <th scope="row"><var>{name}</var> <span>{input.about}{input.source !== undefined && ` [${input.source.number}]`}</span></th>
              <td className="num">{read.ok ? trimmed(read.standard.estimate, 12) : input.estimate} {unit}</td>
              <td className="wb-nowrap">{english ? FORMS[input.type].en : FORMS[input.type].zh}</td>
              <td>{input.spread.length > 90 ? `${input.spread.slice(0, 90)}…` : input.spread}</td>
              <td className="num">{read.ok ? `${significant(read.standard.u, 3)} ${unit}` : '—'}</td>
              <td className="num">{read.ok ? dofShown(read.standard.dof) : '—'}</td>
              <td className="num">{part === undefined ? '—' : trimmed(part.sensitivity, 4)}</td>
              <td className="num">{part === undefined ? '—' : significant(Math.abs(part.contribution), 3)}</td>
              <td className="num">{part === undefined ? '—' : (part.share * 100).toFixed(1)}</td>
            </tr>
          )
        })}
      </tbody>
      {budget !== undefined && <tfoot><tr><th scope="row"><var>{budget.name}</var></th><td colSpan={8} className="num">u = {significant(budget.u, 3)}, ν<sub>eff</sub> = {dofShown(budget.dof)}, k = {significant(budget.k, 3)}, U = {significant(budget.U, 3)} {unitText(budget.uncertaintyUnit)}</td></tr></tfoot>}
    </table>
  )
}

type Answer = NonNullable<Evaluated['answer']>

function Sampled({ answer, body, run }: { readonly answer: Answer; readonly body: StudyBody; readonly run: Run }) {
  const t = useWords(reportWords)
  const say = useSay()
  if (!('result' in run) || run.result === undefined) return null
  const output = run.result.outputs[answer.at]
  const budget = budgetFor(answer, run.p)
  const coverage = output?.coverage[0]
  if (output === undefined || budget === undefined || coverage === undefined || output.name !== budget.name) return null
  const verdict = clause8(answer, run.result, run.p, body.print.digits === '1' ? 1 : 2)
  const known = (value: number, error: number) => digitsShown(printEstimate(value, error).text)
  const { shortest } = coverage
  return (
    <section>
      <h2>{t.monteCarlo}</h2>
      <p>{t.sampled({
        n: showCount(run.result.trials), seed: run.result.seed, y: known(output.mean, output.standardErrors.mean), u: known(output.u, output.standardErrors.u), p: percentShown(run.p),
        low: known(shortest.low, shortest.standardErrors.low), high: known(shortest.high, shortest.standardErrors.high), unit: unitText(output.unit),
      })}</p>
      <div className="wb-report-picture"><HistogramPicture budget={budget} output={output} p={run.p} limits={{}} /></div>
      {verdict?.ok === true && <p>{say([verdict.recommendation.zh, verdict.recommendation.en])}</p>}
    </section>
  )
}

function Decided({ answer, body }: { readonly answer: Answer; readonly body: StudyBody }) {
  const t = useWords(reportWords)
  const read = decide(body, answer.budget)
  if (read?.ok !== true) return null
  const { conformity, limits, probability, w } = read.decision
  const text = (value: number | undefined) => (value === undefined ? '—' : trimmed(value, 8))
  return (
    <section>
      <h2>{t.decision}</h2>
      <p>{t.decided({ low: text(limits.lower), high: text(limits.upper), w: significant(w, 3), unit: unitText(answer.budget.unit), verdict: t[VERDICT[conformity.verdict]], p: probability === undefined ? '—' : chanceShown(probability) })}</p>
    </section>
  )
}

const VERDICT = { pass: 'conforms', fail: 'fails', 'conditional pass': 'guardPass', 'conditional fail': 'guardFail' } as const
