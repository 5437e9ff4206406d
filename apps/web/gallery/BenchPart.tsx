// The bench: a grid with live verdicts, the error band, the budget, the workflow, the acts.
import { useState } from 'react'
import { BudgetBars, type BudgetTerm } from '#ui/BudgetBars.tsx'
import { Grid, type CellEdit, type GridColumn } from '#ui/Grid.tsx'
import { dictionary, useWords } from '#ui/i18n.ts'
import { MpeChart } from '#ui/MpeChart.tsx'
import { showDecimal } from '#ui/numbers.ts'
import { Columns, Panel } from '#ui/Page.tsx'
import { Timeline, type TimelineAct } from '#ui/Timeline.tsx'
import { VerdictBadge } from '#ui/VerdictBadge.tsx'
import { WorkflowSteps, type WorkflowStep } from '#ui/WorkflowSteps.tsx'
import { benchRows, errorOf, pointsOf, steps, verdictOf, type BenchRow } from './bench-sample.ts'

const words = dictionary({
  grid: ['示值误差', 'Error of indication'],
  load: ['载荷', 'Load'],
  indication: ['示值，单位 kg', 'indication in kg'],
  look: ['外观', 'Visual check'],
  good: ['完好', 'Good'],
  damaged: ['破损', 'Damaged'],
  error: ['误差', 'Error'],
  limit: ['最大允许误差', 'MPE'],
  verdict: ['结论', 'Verdict'],
  far: ['与标准值相差超过 10 %，请核对', 'More than 10 % from the standard value; check it'],
  status: ['{ok} 点合格，{bad} 点超差', '{ok} conform, {bad} out'],
  foot: ['U = 2.0 g，k = 2', 'U = 2.0 g, k = 2'],
  band: ['误差带', 'Error band'],
  point: ['{load} kg 误差 {error} g', '{load} kg error {error} g'],
  budget: ['不确定度来源', 'Uncertainty budget'],
  progress: ['办理进度', 'Progress'],
  acts: ['作为', 'Acts'],
  received: ['收样', 'Received'],
  verifying: ['检定', 'Verification'],
  checking: ['核验', 'Second check'],
  issuing: ['签发', 'Issue'],
  waiting: ['待核验员', 'Waiting for a checker'],
  guard: ['外观检查缺 2 项：检定员补录', '2 visual checks missing: the verifier adds them'],
  typed: ['录入示值', 'typed the indication'],
  corrected: ['更正示值', 'corrected the indication'],
  slip: ['打印收样单', 'printed the receipt'],
  verifier: ['检定员', 'verifier'],
  reading: ['读数', 'reading'],
  transfer: ['流转', 'transfer'],
  reason: ['原因：读数看错一格', 'Reason: misread by one step'],
  repeat: ['重复性', 'Repeatability'],
  resolution: ['分辨力', 'Resolution'],
  standard: ['标准砝码', 'Standard weights'],
  drift: ['温漂', 'Temperature drift'],
})

export function BenchPart() {
  const t = useWords(words)
  const [rows, setRows] = useState(benchRows)
  const onEdit = (edits: readonly CellEdit[]) =>
    setRows((old) =>
      old.map((row) => edits.filter((edit) => edit.row === row.key).reduce((next, edit) => ({ ...next, [edit.column]: edit.text }), row)),
    )
  const columns: GridColumn<BenchRow>[] = [
    {
      key: 'load',
      kind: 'computed',
      title: (
        <>
          {t.load} <var>m</var> / kg
        </>
      ),
      name: t.load,
      align: 'end',
      show: (row) => row.load_kg,
    },
    {
      key: 'P',
      kind: 'decimal',
      title: (
        <>
          <var>P</var> / kg
        </>
      ),
      name: t.indication,
      units: [
        { symbol: 'kg', exponent: 0 },
        { symbol: 'g', exponent: -3 },
      ],
      value: (row) => row.P,
    },
    {
      key: 'look',
      kind: 'choice',
      title: t.look,
      name: t.look,
      choices: [
        { value: 'good', label: t.good },
        { value: 'damaged', label: t.damaged },
      ],
      value: (row) => row.look,
    },
    {
      key: 'E',
      kind: 'computed',
      title: (
        <>
          {t.error} <var>E</var> / g
        </>
      ),
      name: t.error,
      align: 'end',
      show: (row) => showDecimal(errorOf(row)?.text ?? '—', 'always'),
    },
    { key: 'mpe', kind: 'computed', title: <>{t.limit} / g</>, name: t.limit, align: 'end', show: (row) => `±${row.mpe_g}` },
    {
      key: 'verdict',
      kind: 'computed',
      title: t.verdict,
      name: t.verdict,
      align: 'start',
      show: (row) => <VerdictBadge verdict={verdictOf(row)} />,
    },
  ]
  const farOff = (row: BenchRow, column: string) => {
    const error = errorOf(row)
    return column === 'P' && error && Math.abs(Number(error.text)) > Number(row.load_kg) * 100 ? t.far : undefined
  }
  const count = (kind: string) => rows.filter((row) => verdictOf(row) === kind).length
  return (
    <Columns
      main={
        <>
          <Panel title={t.grid}>
            <Grid
              label={t.grid}
              columns={columns}
              rows={rows}
              rowKey={rowKey}
              rowName={(row) => `${Number(row.load_kg)} kg`}
              onEdit={onEdit}
              errorOf={farOff}
              status={t.status({ ok: count('passes'), bad: count('fails') })}
              foot={<span>{t.foot}</span>}
            />
          </Panel>
          <Budget />
        </>
      }
      side={
        <>
          <Panel title={t.band}>
            <MpeChart
              steps={steps}
              points={pointsOf(rows, (row, error) => t.point({ load: Number(row.load_kg), error: showDecimal(error, 'always') }))}
              xUnit="kg"
              yUnit="g"
              k="2"
              onPoint={(id) => document.querySelector<HTMLElement>(`[data-cell="${rows.findIndex(({ key }) => key === id)}:1"]`)?.focus()}
            />
          </Panel>
          <Progress />
          <Acts />
        </>
      }
    />
  )
}

const rowKey = (row: BenchRow) => row.key

function Budget() {
  const t = useWords(words)
  const terms: BudgetTerm[] = [
    { id: 'std', symbol: 'm', name: t.standard, value: '0.31 g', share: 0.097, type: 'B' },
    { id: 'rep', symbol: 's', name: t.repeat, value: '0.82 g', share: 0.672, type: 'A' },
    { id: 'res', symbol: 'd', name: t.resolution, value: '0.58 g', share: 0.336, type: 'B' },
    { id: 'r', symbol: 'r(m, t)', name: t.drift, value: '0.32 g', share: -0.105, type: 'correlation' },
  ]
  return <Panel title={t.budget}><BudgetBars terms={terms} total={{ u: '1.0 g', nu: '18', k: '2', U: '2.0 g' }} /></Panel>
}

function Progress() {
  const t = useWords(words)
  const all: WorkflowStep[] = [
    { key: 'r', name: t.received, state: 'done', about: '2026-11-16 09:12' },
    { key: 'v', name: t.verifying, state: 'done', about: '2026-11-20 14:30' },
    { key: 'c', name: t.checking, state: 'now', about: t.waiting, guards: [t.guard] },
    { key: 'i', name: t.issuing, state: 'possible' },
  ]
  return <Panel title={t.progress}><WorkflowSteps steps={all} label={t.progress} version="W1 2026-01" vertical /></Panel>
}

function Acts() {
  const t = useWords(words)
  const acts: TimelineAct[] = [
    { id: '1', at: '2026-11-16T01:12:00Z', verb: t.slip, object: 'SD-2026-0811', kind: t.transfer },
    { id: '2', at: '2026-11-20T06:24:00Z', person: '王某', role: t.verifier, verb: t.typed, object: '30.0360 kg', kind: t.reading },
    {
      id: '3',
      at: '2026-11-20T06:26:00Z',
      person: '王某',
      role: t.verifier,
      verb: t.corrected,
      object: '30.0260 kg',
      kind: t.reading,
      corrects: '2',
      details: t.reason,
    },
  ]
  return <Panel title={t.acts}><Timeline acts={acts} label={t.acts} /></Panel>
}
