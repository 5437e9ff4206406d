// The values as a sheet: one subgroup a row, its mean beside it.
import { useMemo } from 'react'
import { summary } from '@duheng/statistics/location.ts'
import { useSay, useWords } from '#ui/i18n.ts'
import { Panel } from '#ui/Page.tsx'
import { NumberSheet, type SheetColumn, type Shown } from '../NumberSheet.tsx'
import { Choice, Setting } from '../Setting.tsx'
import type { Work } from '../../tool.ts'
import { significant } from '../../../printed.ts'
import { CHART_KINDS, MOST_POINTS, takesSingles, type ChartBody, type ChartKind } from '../../../chart-body.ts'
import { chartWords, KIND_WORDS } from './chart-words.ts'
import type { Read } from './chart.ts'

export function ChartData({ work, read }: { readonly work: Work<ChartBody>; readonly read: Read }) {
  const t = useWords(chartWords)
  const say = useSay()
  const { body, change, undo } = work
  const { size } = read
  const columns = useMemo((): readonly SheetColumn[] => [
    { key: 'label', title: t.label, name: t.label, words: true },
    ...Array.from({ length: size }, (_, i): SheetColumn => ({ key: `x${i + 1}`, title: size === 1 ? <><var>x</var>{body.unit === '' ? '' : ` / ${body.unit}`}</> : <><var>x</var><sub>{i + 1}</sub></>, name: size === 1 ? t.value : t.nth({ n: i + 1 }) })),
  ], [t, size, body.unit])
  const shown = useMemo((): readonly Shown[] => (size === 1 ? [] : [{
    key: 'mean', title: <var>x̄</var>, name: t.mean, show: (row) => {
      const point = read.points.find((one) => one.row === row)
      return point === undefined ? '' : significant(summary(point.values).mean, 5)
    },
  }]), [t, size, read])
  const setKind = (kind: ChartKind) => change({ ...body, kind, size: kind === 'I–MR' ? '1' : takesSingles(kind) ? body.size : body.size === '1' ? '5' : body.size })
  return (
    <Panel title={t.data}>
      <div className="stack">
        <div className="st-settings">
          <Choice label={t.kind} value={body.kind} onChange={setKind} choices={CHART_KINDS.map((kind) => ({ value: kind, label: say(KIND_WORDS[kind]) }))} />
          {body.kind !== 'I–MR' && <Setting label={t.size} value={body.size} onChange={(text) => change({ ...body, size: text.slice(0, 4) }, 'size')} />}
          <Setting label={t.quantity} numeric={false} value={body.quantity} onChange={(quantity) => change({ ...body, quantity }, 'quantity')} />
          <Setting label={t.unit} numeric={false} value={body.unit} onChange={(text) => change({ ...body, unit: text.slice(0, 30) }, 'unit')} />
        </div>
        <p className="caption no-print">{t.pasteHint}</p>
        <NumberSheet label={t.data} columns={columns} shown={shown} rows={body.rows} most={MOST_POINTS} undo={undo} onChange={(rows, group) => change({ ...body, rows }, group)}
          errorOf={(row, column) => (read.missing.some((one) => one.row === row && one.column === column) ? t.missing : undefined)} />
      </div>
    </Panel>
  )
}
