// Visual inspection as one choice a line, conditions as quantity fields.
import type { Computed } from '@duheng/procedures/compute.ts'
import type { Cell, PlannedStep } from '@duheng/procedures/plan.ts'
import { useSay, useWords } from '#ui/i18n.ts'
import { Panel } from '#ui/Page.tsx'
import { QuantityField } from '#ui/QuantityField.tsx'
import { Segments } from '#ui/Switches.tsx'
import { useShownProblem } from './bench-problems.ts'
import type { BenchReadings } from './bench-readings.ts'
import { benchWords } from './bench-words.ts'

type Props = { readonly step: PlannedStep; readonly computed: Computed; readonly readings: BenchReadings; readonly readOnly: boolean }

export function BenchChecks({ step, computed, readings, readOnly }: Props) {
  const t = useWords(benchWords)
  const cells = step.points.flatMap((point) => point.cells)
  return (
    <Panel title={step.kind === 'visual' ? t.visual : t.conditions}>
      <div className="bench-checks">
        {cells.map((cell) => (cell.kind === 'check'
          ? <CheckLine key={cell.id} cell={cell} value={readings.texts[cell.id] ?? ''} onChange={(text) => { if (!readOnly) readings.write(cell.id, text) }} />
          : <ConditionLine key={cell.id} cell={cell} computed={computed} readings={readings} readOnly={readOnly} />))}
      </div>
    </Panel>
  )
}

function CheckLine({ cell, value, onChange }: { readonly cell: Cell; readonly value: string; readonly onChange: (text: string) => void }) {
  const t = useWords(benchWords)
  const say = useSay()
  const label = say([cell.zh, cell.en])
  return (
    <div className="bench-check">
      <span>{label}</span>
      <Segments label={label} value={value} onChange={onChange} choices={[{ value: 'pass', label: t.pass }, { value: 'fail', label: t.fail }, { value: 'n/a', label: t.na }]} />
    </div>
  )
}

function ConditionLine({ cell, computed, readings, readOnly }: { readonly cell: Cell } & Omit<Props, 'step'>) {
  const say = useSay()
  const problem = useShownProblem(computed, cell.id)
  const id = `bench-${cell.id.replaceAll('.', '-')}`
  return (
    <div className="bench-check">
      <label htmlFor={id}>{say([cell.zh, cell.en])}</label>
      <div>
        <QuantityField name={say([cell.zh, cell.en])} value={readings.texts[cell.id] ?? ''} units={[{ symbol: cell.unit, exponent: 0 }]} input={{ id }} onChange={(text) => { if (!readOnly) readings.write(cell.id, text) }} />
        {problem !== undefined && <div className="field-error">{problem}</div>}
      </div>
    </div>
  )
}
