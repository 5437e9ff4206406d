// One step of the procedure: its grid (cells to type, values, limit, verdict), its band, its judgements, its corrections.
import type { Computed } from '@duheng/procedures/compute.ts'
import type { PlannedStep } from '@duheng/procedures/plan.ts'
import type { StepFile } from '@duheng/procedures/schema.ts'
import { showInstant } from '#ui/dates.ts'
import { Disclosure } from '#ui/Disclosure.tsx'
import { Grid } from '#ui/Grid.tsx'
import type { GridColumn } from '#ui/Grid.tsx'
import { useSay, useWords } from '#ui/i18n.ts'
import { MpeChart } from '#ui/MpeChart.tsx'
import { showDecimal } from '#ui/numbers.ts'
import { Panel } from '#ui/Page.tsx'
import { VerdictBadge } from '#ui/VerdictBadge.tsx'
import { bandOf, cellAt, cellColumns, judgedSymbols, rowsOf, valueColumns, valueOf } from './bench-live.ts'
import type { BenchRow, ComputedValue } from './bench-live.ts'
import type { BenchRecord } from './bench-query.ts'
import type { BenchReadings } from './bench-readings.ts'
import { benchWords } from './bench-words.ts'
import { Symbol } from './Symbol.tsx'

type Props = {
  readonly step: PlannedStep; readonly file: StepFile | undefined; readonly computed: Computed; readonly readings: BenchReadings
  readonly histories: BenchRecord['histories']; readonly readOnly: boolean; readonly first: boolean
}

export function BenchStep({ step, file, computed, readings, histories, readOnly, first }: Props) {
  const say = useSay()
  const rows = rowsOf(step, computed)
  const name = (row: BenchRow) => {
    const label = say([row.point.label.zh, row.point.label.en])
    const values = row.point.values.map((v) => `${v.text} ${v.unit}`).join(' ')
    return label === values || values === '' ? label : `${label} ${values}`
  }
  const problemOf = new Map(computed.problems.map((p) => [p.path, say([p.zh, p.en])]))
  const symbols = judgedSymbols(file?.judge)
  const band = bandOf(rows, symbols, (row, value) => `${name(row)} ${value}`)
  const overall = computed.steps.find((s) => s.id === step.id)?.values ?? []
  const checks = computed.checks.filter((c) => c.id.startsWith(`${step.id}.`))
  return (
    <Panel id={step.id} title={say([step.zh, step.en])} aside={<small>{step.source.document} {step.source.clause ?? ''}</small>}>
      {step.how && <p className="bench-how">{say([step.how.zh, step.how.en])}</p>}
      <Grid label={say([step.zh, step.en])} columns={useColumns(step, rows, readings, name)} rows={rows} rowKey={(row) => row.id} rowName={name} readOnly={readOnly} hints={first}
        onEdit={(edits, cause) => {
          for (const edit of edits) {
            const row = rows.find((r) => r.id === edit.row)
            const cell = row && cellAt(row.point, edit.column)
            if (cell) readings.write(cell.id, edit.text, cause === 'paste' ? 'pasted' : 'typed')
          }
        }}
        errorOf={(row, column) => problemOf.get(cellAt(row.point, column)?.id ?? '')} />
      {overall.length > 0 && <p>{overall.map((v) => <span key={v.symbol}>{say([v.zh, v.en])} <Symbol name={v.symbol} /> = <ValueText value={v} />　</span>)}</p>}
      {symbols.length > 0 && rows.length > 1 && band.steps.length > 0 && <MpeChart steps={band.steps} points={band.points} xUnit={band.xUnit} yUnit={band.yUnit} />}
      <Working checks={checks} rows={rows} />
      <Corrections step={step} histories={histories} />
    </Panel>
  )
}

function useColumns(step: PlannedStep, rows: readonly BenchRow[], readings: BenchReadings, name: (row: BenchRow) => string): GridColumn<BenchRow>[] {
  const t = useWords(benchWords)
  const say = useSay()
  const limited = rows.some((row) => row.computed?.mpe !== undefined)
  const judged = rows.some((row) => row.computed?.verdict !== undefined)
  return [
    { key: '_point', kind: 'computed', title: t.point, name: t.point, show: (row) => <strong className="nowrap">{name(row)}</strong> },
    ...cellColumns(step).map(({ key, cell }): GridColumn<BenchRow> => ({
      key, kind: 'decimal', align: 'end', units: [{ symbol: cell.unit, exponent: 0 }], name: `${say([cell.zh, cell.en])}${cell.repetition === undefined ? '' : ` ${cell.repetition}`}，${cell.unit}`,
      title: <span className="bench-head"><small>{say([cell.zh, cell.en])}</small><span><Symbol name={cell.name} repetition={cell.repetition} />{cell.unit === '1' ? '' : ` / ${cell.unit}`}</span></span>,
      value: (row) => { const at = cellAt(row.point, key); return at ? readings.texts[at.id] ?? at.default ?? '' : '' },
    })),
    ...valueColumns(rows).map((v): GridColumn<BenchRow> => ({
      key: `_${v.symbol}`, kind: 'computed', align: 'end', name: say([v.zh, v.en]), title: <span className="bench-head"><small>{say([v.zh, v.en])}</small><span><Symbol name={v.symbol} />{v.unit === '1' ? '' : ` / ${v.unit}`}</span></span>,
      show: (row) => { const value = valueOf(row, v.symbol); return value ? <ValueText value={value} plain /> : '' },
    })),
    ...(limited ? [{ key: '_mpe', kind: 'computed' as const, align: 'end' as const, name: t.limit, title: t.limit, show: (row: BenchRow) => (row.computed?.mpe ? <ValueText value={row.computed.mpe} plain /> : '') }] : []),
    ...(judged ? [{ key: '_verdict', kind: 'computed' as const, name: t.verdict, title: t.verdict, show: (row: BenchRow) => <PointVerdict verdict={row.computed?.verdict} /> }] : []),
  ]
}

function ValueText({ value, plain = false }: { readonly value: ComputedValue; readonly plain?: boolean }) {
  if (value.state !== 'known') return <span title={value.state === 'refused' ? value.reason : undefined}>{value.state === 'refused' ? '?' : ''}</span>
  return <span className="nowrap">{showDecimal(value.text)}{plain || value.unit === '1' ? '' : ` ${value.unit}`}</span>
}

function PointVerdict({ verdict }: { readonly verdict: string | undefined }) {
  if (verdict === 'pass') return <VerdictBadge verdict="passes" />
  if (verdict === 'fail') return <VerdictBadge verdict="fails" />
  return verdict === undefined ? null : <VerdictBadge verdict="pending" />
}

/** What each judgement says and rests on, and how each value came about. */
function Working({ checks, rows }: { readonly checks: Computed['checks']; readonly rows: readonly BenchRow[] }) {
  const t = useWords(benchWords)
  const say = useSay()
  if (checks.length === 0) return null
  const traced = rows.flatMap((row) => (row.computed?.values ?? []).flatMap((v) => (v.state === 'known' ? [{ row, v }] : [])))
  return (
    <Disclosure summary={t.working}>
      <ul>{checks.map((c) => <li key={c.id}>{say([c.zh, c.en])}：{c.shown} <PointVerdict verdict={c.verdict} /> <small>{c.source.document} {c.source.clause ?? ''}</small></li>)}</ul>
      <ul className="bench-trace">{traced.slice(0, 60).map(({ row, v }) => <li key={`${row.id} ${v.symbol}`}><small className="mono">{row.id}</small> <Symbol name={v.symbol} /> = <code>{v.trace.formula}</code> = {showDecimal(v.text)} {v.unit === '1' ? '' : v.unit}（{v.trace.with.map((w) => `${w.name} = ${w.text} ${w.unit}`).join('，')}）</li>)}</ul>
    </Disclosure>
  )
}

function Corrections({ step, histories }: { readonly step: PlannedStep; readonly histories: BenchRecord['histories'] }) {
  const t = useWords(benchWords)
  const struck = histories.filter((h) => h.cell.startsWith(`${step.id}.`) && h.struck.length > 0)
  if (struck.length === 0) return null
  return (
    <Disclosure summary={`${t.corrections} ${struck.length}`} open>
      <ul className="bench-corrections">
        {struck.map((h) => <li key={h.cell}><span className="mono">{h.cell}</span> {h.struck.map((s) => <span key={`${s.typedAt} ${s.text}`}><del>{s.text || '—'}</del> <small>{t.by({ name: s.by, at: showInstant(s.typedAt) })}</small> </span>)}→ <strong>{h.text || '—'}</strong> <small>{h.reason}</small></li>)}
      </ul>
    </Disclosure>
  )
}
