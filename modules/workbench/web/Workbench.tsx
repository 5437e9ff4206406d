// The workbench itself: model and inputs on the left, the result and its pictures on the right, decision and target beneath. Everything here
// is computed in this browser; nothing of it asks a server.
import { useCallback, useId, useMemo, useState } from 'react'
import { Button } from 'antd'
import { useWords } from '#ui/i18n.ts'
import { Icon } from '#ui/Icon.tsx'
import { Panel } from '#ui/Page.tsx'
import { limitsOf } from '../conformity.ts'
import { evaluate } from '../evaluate.ts'
import { newInput } from '../study-body.ts'
import { BudgetPanel } from './BudgetPanel.tsx'
import { Correlations } from './Correlations.tsx'
import { DecisionPanel } from './DecisionPanel.tsx'
import { FormulaField } from './FormulaField.tsx'
import { Gallery } from './Gallery.tsx'
import { HistogramPanel } from './HistogramPanel.tsx'
import { undoKeys, type History } from './history.ts'
import { InputPanel } from './InputPanel.tsx'
import { InputsTable } from './InputsTable.tsx'
import { useMonteCarlo } from './monte-carlo.ts'
import { PrintedReport } from './PrintedReport.tsx'
import { ResultPanel } from './ResultPanel.tsx'
import { useSeriesColours } from './series-colours.ts'
import { TargetPanel } from './TargetPanel.tsx'
import { benchWords } from './words.ts'
import './workbench.css'

type Props = { readonly title: string; readonly history: History; readonly readOnly?: boolean; readonly mayLink: boolean }

export function Workbench({ title, history, readOnly = false, mayLink }: Props) {
  const t = useWords(benchWords)
  const { body, change } = history
  const formulaId = useId()
  const colours = useSeriesColours()
  const [row, setRow] = useState(0)
  const evaluated = useMemo(() => evaluate(body), [body])
  const { answer } = evaluated
  const isEmpty = !readOnly && body.formula.trim() === '' && body.inputs.length === 0
  // To a reader, what nobody filled in is not there.
  const shows = (typed: string) => !readOnly || typed.trim() !== ''
  const monteCarlo = useMonteCarlo(body, answer)
  const sampled = 'result' in monteCarlo.run ? monteCarlo.run.result : undefined
  const limits = useMemo(() => { const read = answer === undefined ? undefined : limitsOf(body, answer.budget.unit); return read?.ok === true ? read.limits : {} }, [body, answer])
  const addMissing = useCallback(() => {
    if (evaluated.missing.length > 0) change({ ...body, inputs: [...body.inputs, ...evaluated.missing.map((name) => newInput(name))] })
  }, [body, change, evaluated.missing])
  const goToRow = useCallback((index: number) => {
    setRow(index)
    document.querySelector<HTMLElement>(`.wb-inputs [data-cell="${index}:0"]`)?.focus()
  }, [])
  const setFormula = useCallback((formula: string) => change({ ...body, formula: formula.slice(0, 20_000) }, 'formula'), [body, change])
  return (
    <div className="wb" ref={colours} onKeyDownCapture={(event) => undoKeys(event, history)}>
      <div className="wb-screen">
        <div className="wb-main">
          <Panel title={t.model} aside={!readOnly && <UndoButtons history={history} />}>
            <FormulaField id={formulaId} value={body.formula} problem={evaluated.formula} readOnly={readOnly} onChange={setFormula} onLeave={addMissing} />
          </Panel>
          <Panel title={t.inputs}>
            <div className="stack">
              <InputsTable body={body} evaluated={evaluated} change={change} undo={history.undo} onRow={setRow} readOnly={readOnly} />
              {!readOnly && <InputPanel key={row} body={body} evaluated={evaluated} index={row} change={change} onRow={setRow} mayLink={mayLink} />}
              <Correlations body={body} evaluated={evaluated} change={change} readOnly={readOnly} />
            </div>
          </Panel>
        </div>
        <div className="wb-side">
          <ResultPanel body={body} evaluated={evaluated} change={change} onRow={goToRow} onAddMissing={addMissing} readOnly={readOnly} />
          <HistogramPanel body={body} answer={answer} monteCarlo={monteCarlo} limits={limits} change={change} readOnly={readOnly} />
        </div>
        {isEmpty ? <Gallery history={history} /> : <div className="wb-wide">
          <div className="stack">
            <BudgetPanel body={body} evaluated={evaluated} onRow={goToRow} />
            {shows(body.target) && <TargetPanel body={body} evaluated={evaluated} change={change} onRow={goToRow} readOnly={readOnly} />}
          </div>
          {shows(body.limits.lower + body.limits.upper) && <DecisionPanel body={body} answer={answer} sampled={sampled} change={change} readOnly={readOnly} />}
        </div>}
      </div>
      <PrintedReport title={title} body={body} evaluated={evaluated} run={monteCarlo.run} />
    </div>
  )
}

function UndoButtons({ history }: { readonly history: History }) {
  const t = useWords(benchWords)
  return (
    <span className="row no-print">
      <Button size="small" type="text" icon={<Icon name="undo" />} aria-label={t.undo} title={`${t.undo} Ctrl Z`} onClick={history.undo} />
    </span>
  )
}
