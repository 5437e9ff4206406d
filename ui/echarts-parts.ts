// The parts of ECharts in use, and its start with our colours. Only Chart.tsx imports this file, lazily, so that no page pays for charts it
// does not show.
import {
  BarChart,
  HeatmapChart,
  LineChart,
  MapChart,
  ScatterChart,
  type BarSeriesOption,
  type HeatmapSeriesOption,
  type LineSeriesOption,
  type MapSeriesOption,
  type ScatterSeriesOption,
} from 'echarts/charts'
import {
  AriaComponent,
  GeoComponent,
  GridComponent,
  LegendComponent,
  MarkAreaComponent,
  MarkLineComponent,
  TooltipComponent,
  VisualMapComponent,
  type AriaComponentOption,
  type GeoComponentOption,
  type GridComponentOption,
  type LegendComponentOption,
  type TooltipComponentOption,
  type VisualMapComponentOption,
} from 'echarts/components'
import { init, registerMap, use, type ComposeOption, type ECharts } from 'echarts/core'
import { SVGRenderer } from 'echarts/renderers'

use([
  BarChart,
  HeatmapChart,
  LineChart,
  MapChart,
  ScatterChart,
  AriaComponent,
  GeoComponent,
  GridComponent,
  LegendComponent,
  MarkAreaComponent,
  MarkLineComponent,
  TooltipComponent,
  VisualMapComponent,
  SVGRenderer,
])

export { registerMap }
export type ChartOption = ComposeOption<
  | BarSeriesOption
  | HeatmapSeriesOption
  | LineSeriesOption
  | MapSeriesOption
  | ScatterSeriesOption
  | AriaComponentOption
  | GeoComponentOption
  | GridComponentOption
  | LegendComponentOption
  | TooltipComponentOption
  | VisualMapComponentOption
>
type Look = { readonly colours: readonly string[]; readonly text: string; readonly line: string; readonly surface: string }

export function initChart(element: HTMLElement, { colours, text, line, surface }: Look): ECharts {
  const axis = { axisLine: { lineStyle: { color: line } }, axisLabel: { color: text }, splitLine: { lineStyle: { color: line } } }
  const theme = {
    backgroundColor: surface,
    color: [...colours],
    line: { symbol: 'circle' },
    textStyle: { color: text, fontFamily: 'inherit' },
    animation: false,
    categoryAxis: axis,
    valueAxis: axis,
    timeAxis: axis,
    logAxis: axis,
    legend: { textStyle: { color: text } },
    tooltip: { backgroundColor: surface, borderColor: line, textStyle: { color: text } },
  }
  return init(element, theme, { renderer: 'svg' })
}
