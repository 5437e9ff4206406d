// Control charts: values pasted, limits set, every test shown at the points that make it signal.
import { useMemo, useState } from 'react'
import { useLanguage, useWords } from '#ui/i18n.ts'
import { Panel } from '#ui/Page.tsx'
import { VerdictBadge } from '#ui/VerdictBadge.tsx'
import { Refused } from '../Refused.tsx'
import type { Rows } from '../sheet.ts'
import type { Tool } from '../../tool.ts'
import { ToolHouse, type ContentProps } from '../../ToolHouse.tsx'
import { Begin, ToolPage } from '../ToolPage.tsx'
import { numberOf } from '../typed-number.ts'
import { ChartBody, emptyChart, MOST_IN_SUBGROUP, MOST_POINTS, takesSingles } from '../../../chart-body.ts'
import { readerOf } from '../../../typed-shape.ts'
import { chartExamples } from './chart-examples.ts'
import { chartTables } from './chart-export.ts'
import { chartWords } from './chart-words.ts'
import { chartOf, flagsOf, readChart } from './chart.ts'
import { ChartData } from './ChartData.tsx'
import { ChartFigures } from './ChartFigures.tsx'
import { ChartPictures } from './ChartPictures.tsx'
import { ChartSettings } from './ChartSettings.tsx'
import { SignalsPanel } from './SignalsPanel.tsx'

const tool: Tool<ChartBody> = { kind: 'control-chart', empty: emptyChart, examples: chartExamples, read: readerOf(ChartBody) }
const FIELDS = ['baseline', 'mean', 'sigma', 'lambda', 'L', 'k', 'h']

export const ChartPage = () => <ToolHouse tool={tool} Content={Chart} />

function Chart({ work, keeping }: ContentProps<ChartBody>) {
  const t = useWords(chartWords)
  const english = useLanguage() === 'en'
  const { body, change } = work
  const [shown, setShown] = useState<number>()
  const read = useMemo(() => readChart(body), [body])
  const charted = useMemo(() => (read.points.length < 2 ? undefined : chartOf(body, read)), [body, read])
  const flags = useMemo(() => (charted?.ok === true ? flagsOf(charted.value) : []), [charted])
  const refused = charted?.ok === false ? charted : undefined
  return (
    <ToolPage tool={tool} work={work} keeping={keeping} title={t.title} about={t.about} fromTable={(rows) => bodyOf(body, rows)}
      tables={() => chartTables({ body, read, charted, flags, language: english ? 1 : 0 })}>
      <div className="st-two">
        <ChartData work={work} read={read} />
        <div className="st-column">
          <Panel title={body.quantity.trim() === '' ? t.title : body.quantity} aside={charted?.ok === true && <VerdictBadge kind={flags.length === 0 ? 'ok' : 'warn'}>{flags.length === 0 ? t.inControl : t.outOfControl}</VerdictBadge>}>
            <div className="stack">
              {charted === undefined && <Begin tool={tool} work={work}>{t.start}</Begin>}
              {refused !== undefined && !FIELDS.includes(refused.field) && <Refused by={refused} />}
              {charted?.ok === true && <ChartPictures body={body} read={read} charted={charted.value} flags={flags} shown={shown} />}
              {charted?.ok === true && <ChartFigures body={body} charted={charted.value} read={read} />}
              <ChartSettings body={body} change={change} refused={refused} />
            </div>
          </Panel>
          {charted?.ok === true && <SignalsPanel body={body} read={read} charted={charted.value} flags={flags} onShow={setShown} />}
        </div>
      </div>
    </ToolPage>
  )
}

/** A table of a file: a first column of words is names; so many columns of numbers, so large the subgroups. */
function bodyOf(body: ChartBody, rows: Rows): ChartBody {
  const named = rows.some(([first = '']) => numberOf(first) === undefined) || rows.every((row) => row.length > 2)
  const lines = rows.slice(0, MOST_POINTS).map((row, i) => (named ? [...row] : [String(i + 1), ...row]).slice(0, MOST_IN_SUBGROUP + 1).map((cell) => cell.slice(0, 200)))
  const size = Math.max(1, ...lines.map((row) => row.length - 1))
  const kind = size === 1 && !takesSingles(body.kind) ? 'I–MR' : size > 1 && body.kind === 'I–MR' ? 'X̄–R' : body.kind
  return { ...body, kind, size: String(size), rows: lines }
}
