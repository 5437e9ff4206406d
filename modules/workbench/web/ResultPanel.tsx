// The result as it will print, large; how it is covered and rounded; or what is still missing, as links to the places.
import { memo } from 'react'
import { Button } from 'antd'
import { useSay, useWords } from '#ui/i18n.ts'
import { Icon } from '#ui/Icon.tsx'
import { Notice } from '#ui/Notice.tsx'
import { Panel } from '#ui/Page.tsx'
import { Segments } from '#ui/Switches.tsx'
import type { Evaluated } from '../evaluate.ts'
import { digitsShown, dofShown, percentShown, printed, significant, timesTen, unitText } from '../printed.ts'
import type { StudyBody } from '../study-body.ts'
import type { Change } from './history.ts'
import { benchWords } from './words.ts'

type Props = { readonly body: StudyBody; readonly evaluated: Evaluated; readonly change: Change; readonly onRow: (index: number) => void; readonly onAddMissing: () => void; readonly readOnly: boolean }

export const ResultPanel = memo(function ResultPanel({ body, evaluated, change, onRow, onAddMissing, readOnly }: Props) {
  const t = useWords(benchWords)
  const { answer, results } = evaluated
  return (
    <Panel title={t.result} aside={results.length > 1 && (
      <Segments label={t.whichResult} value={answer?.budget.name ?? results.at(-1) ?? ''} choices={results.map((name) => ({ value: name, label: name }))} onChange={(name) => change({ ...body, measurand: name })} />
    )}>
      {answer === undefined ? <Missing body={body} evaluated={evaluated} onRow={onRow} onAddMissing={onAddMissing} /> : <Printed body={body} answer={answer} />}
      {!readOnly && <Settings body={body} evaluated={evaluated} change={change} />}
    </Panel>
  )
})

function Printed({ body, answer }: { readonly body: StudyBody; readonly answer: NonNullable<Evaluated['answer']> }) {
  const t = useWords(benchWords)
  const { budget } = answer
  const shown = printed(budget, body)
  const [unit, spreadUnit] = [unitText(budget.unit), unitText(budget.uncertaintyUnit)]
  if (shown === undefined) {
    return <><p className="wb-printed"><var>{budget.name}</var> = {significant(budget.value, 8)} {unit}</p><Notice tone="warn">{t.zeroU}</Notice></>
  }
  const one = (text: string) => `${digitsShown(text)}${timesTen(shown.exponent)}`
  return (
    <>
      <p className="wb-printed"><var>{budget.name}</var> = ({digitsShown(shown.value)} ± {digitsShown(shown.U)}){timesTen(shown.exponent)}{unit === '' ? '' : `\u202f${unit}`}</p>
      <dl className="wb-figures">
        <div><dt><var>U</var></dt><dd>{one(shown.U)} {spreadUnit}</dd></div>
        <div><dt><var>k</var></dt><dd>{shown.k}</dd></div>
        {budget.p !== undefined && <div><dt><var>p</var></dt><dd>{percentShown(budget.p)} %</dd></div>}
        <div><dt><var>ν</var><sub>eff</sub></dt><dd>{dofShown(budget.dof)}</dd></div>
        <div><dt><var>u</var></dt><dd>{significant(budget.u, 3)} {spreadUnit}</dd></div>
        {budget.value !== 0 && <div><dt><var>U</var><sub>rel</sub></dt><dd>{significant((budget.U / Math.abs(budget.value)) * 100, 2)} %</dd></div>}
      </dl>
    </>
  )
}

type MissingProps = Pick<Props, 'body' | 'evaluated' | 'onRow' | 'onAddMissing'>

function Missing({ body, evaluated, onRow, onAddMissing }: MissingProps) {
  const t = useWords(benchWords)
  const say = useSay()
  const { rows, missing, others, formula } = evaluated
  const open = rows.filter(({ blank, unused }) => !blank && !unused).flatMap(({ index, name, problems }) => problems.map((problem) => ({ index, name, problem })))
  const [wrong, lacking] = [open.filter(({ problem }) => problem.missing !== true), open.filter(({ problem }) => problem.missing === true)]
  if (body.formula.trim() === '') return <p className="muted">{t.start}</p>
  const line = ({ index, name, problem }: (typeof open)[number]) => (
    <li key={`${index} ${problem.field} ${problem.words[1]}`}><button type="button" className="linklike" onClick={() => onRow(index)}>{name === '' ? t.row({ n: index + 1 }) : name}</button>{t.colon}{say(problem.words)}</li>
  )
  return (
    <div className="stack">
      <p className="wb-printed wb-printed-not muted">{t.notYet}</p>
      {formula !== undefined && <p className="wb-bad"><Icon name="bad" size={14} /> {say(formula.words)}</p>}
      {missing.length > 0 && <p>{t.missing({ names: missing.join('、'), n: missing.length })} <Button size="small" icon={<Icon name="plus" />} onClick={onAddMissing}>{t.addMissing({ names: missing.slice(0, 4).join('、') + (missing.length > 4 ? '…' : '') })}</Button></p>}
      {wrong.length + others.length > 0 && <><p>{t.toCorrect({ n: wrong.length + others.length })}</p><ul className="wb-lacking">{wrong.slice(0, 8).map(line)}{others.map(({ part, words }) => <li key={`${part} ${words[1]}`}>{say(words)}</li>)}</ul></>}
      {lacking.length > 0 && <><p>{t.toFill({ n: lacking.length })}</p><ul className="wb-lacking">{lacking.slice(0, 6).map(line)}{lacking.length > 6 && <li>…</li>}</ul></>}
    </div>
  )
}

function Settings({ body, evaluated, change }: Pick<Props, 'body' | 'evaluated' | 'change'>) {
  const t = useWords(benchWords)
  const { coverage, print } = body
  const name = evaluated.answer?.budget.name ?? evaluated.results.at(-1)
  const unit = body.results.find((one) => one.name === name)?.unit ?? ''
  const setUnit = (text: string) => name !== undefined && change({ ...body, results: [...body.results.filter((one) => one.name !== name), { name, unit: text }] }, `unit ${name}`)
  return (
    <div className="wb-settings no-print">
      <Segments label={t.coverage} value={coverage.kind} onChange={(kind) => change({ ...body, coverage: { ...coverage, kind } })} choices={[{ value: 'p', label: t.byP }, { value: 'k', label: t.byK }]} />
      <input className="text-input wb-short" aria-label={coverage.kind === 'p' ? t.p : t.k} value={coverage[coverage.kind]} onChange={(event) => change({ ...body, coverage: { ...coverage, [coverage.kind]: event.target.value.slice(0, 12) } }, 'coverage')} />
      {name !== undefined && <label className="wb-setting">{t.resultUnit({ name })}<input className="text-input wb-short" value={unit} placeholder={evaluated.answer === undefined ? '' : unitText(evaluated.answer.budget.unit)} onChange={(event) => setUnit(event.target.value.slice(0, 60))} /></label>}
      <Segments label={t.digits} value={print.digits} onChange={(digits) => change({ ...body, print: { ...print, digits } })} choices={[{ value: '1', label: '1' }, { value: '2', label: '2' }]} />
      <Segments label={t.rounding} value={print.mode} onChange={(mode) => change({ ...body, print: { ...print, mode } })} choices={[{ value: 'nearest', label: t.nearest }, { value: 'up', label: t.upward }]} />
    </div>
  )
}
