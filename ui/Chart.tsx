// Any other chart, by ECharts in a chunk of its own that loads when a chart is first seen. Colours follow the theme, patterns and a
// description are on. Absent: chart types nobody uses yet (echarts-parts.ts lists those there are), joined gaps, "no data" as the lightest
// colour.
import { useEffect, useRef, useState } from 'react'
import type { ChartOption } from './echarts-parts.ts'
import { Loading } from './Loading.tsx'
import { useMode } from './ThemeProvider.tsx'
import { seriesColours, tokens } from './tokens.ts'
import './Chart.css'

export type { ChartOption } from './echarts-parts.ts'
type Parts = typeof import('./echarts-parts.ts')

/** `sentence` says what the picture shows; a table with the same numbers belongs beside it. */
export type ChartProps = {
  readonly option: ChartOption
  readonly sentence: string
  readonly height_px?: number
  readonly onPick?: (dataIndex: number, seriesIndex: number) => void
}

export function Chart({ option, sentence, height_px = 240, onPick }: ChartProps) {
  const box = useRef<HTMLDivElement>(null)
  const mode = useMode()
  const [parts, setParts] = useState<Parts>()
  useEffect(() => {
    let isGone = false
    void import('./echarts-parts.ts').then((loaded) => isGone || setParts(loaded))
    return () => {
      isGone = true
    }
  }, [])
  useEffect(() => {
    if (!parts || !box.current) return
    const t = tokens[mode]
    const chart = parts.initChart(box.current, { colours: seriesColours[mode], text: t.text2, line: t.hairline, surface: t.surface })
    chart.setOption({ ...option, aria: { enabled: true, decal: { show: true }, label: { description: sentence } } })
    if (onPick) chart.on('click', ({ dataIndex, seriesIndex }) => onPick(dataIndex, seriesIndex ?? 0))
    const observer = new ResizeObserver(() => chart.resize())
    observer.observe(box.current)
    return () => {
      observer.disconnect()
      chart.dispose()
    }
  }, [parts, mode, option, sentence, onPick])
  return (
    <figure className="chart" aria-label={sentence}>
      <div className="chart-box" aria-hidden="true" ref={(element) => {
        box.current = element
        element?.style.setProperty('height', `${height_px}px`)
      }} />
      {!parts && <Loading rows={3} />}
    </figure>
  )
}
