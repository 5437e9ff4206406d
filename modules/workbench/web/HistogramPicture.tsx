// The picture of a run. Two series, told apart by form and place as well as by colour: bars and a line above, two heavy lines beneath.
import { useMemo } from 'react'
import type { Budget } from '@duheng/uncertainty/budget.ts'
import type { OutputResult } from '@duheng/uncertainty/monte-carlo/result.ts'
import { useWords } from '#ui/i18n.ts'
import { percentShown, significant, timesTen, unitText } from '../printed.ts'
import { frame, picture, type Picture } from './histogram.ts'
import { samplingWords } from './sampling-words.ts'

type Limits = { readonly lower?: number; readonly upper?: number }
type Props = { readonly budget: Budget; readonly output: OutputResult | undefined; readonly p: number; readonly limits: Limits }

export function HistogramPicture({ budget, output, p, limits }: Props) {
  const t = useWords(samplingWords)
  const shortest = output?.coverage[0]?.shortest
  const ends = [limits.lower, limits.upper].filter((one) => one !== undefined)
  const drawn = useMemo(() => picture({
    histogram: output?.histogram, curve: { y: budget.value, u: budget.u, dof: budget.dof },
    shown: [limits.lower, limits.upper, budget.value - budget.U, budget.value + budget.U].filter((one) => one !== undefined),
  }), [output, budget, limits.lower, limits.upper])
  if (drawn === undefined) return null
  const unit = unitText(budget.unit)
  const say = (value: number | undefined) => (value === undefined ? '—' : significant(value, 6))
  const sentence = t.sentence({
    name: budget.name, p: percentShown(p), low: say(shortest?.low), high: say(shortest?.high), low1: say(budget.value - budget.U), high1: say(budget.value + budget.U), unit: unit === '' ? '' : ` ${unit}`,
  })
  return (
    <figure className="wb-histogram" aria-label={sentence}>
      <svg viewBox={`0 0 ${frame.width} ${frame.height}`} aria-hidden="true">
        {drawn.bars.map((bar) => (
          <rect key={bar.key} className={within(bar.from, shortest) ? 'wb-bar' : 'wb-bar wb-bar-out'} x={bar.x} width={bar.width} y={frame.base - bar.height} height={bar.height} />
        ))}
        <path className="wb-curve" d={drawn.curve} />
        <Axis drawn={drawn} unit={unit} />
        {ends.filter((end) => end >= drawn.low && end <= drawn.high).map((end) => <line key={end} className="wb-limit" x1={drawn.x(end)} x2={drawn.x(end)} y1={frame.top - 8} y2={frame.base + 6} />)}
        {shortest !== undefined && Number.isFinite(shortest.low) && <Interval drawn={drawn} low={shortest.low} high={shortest.high} y={frame.base + 48} name="wb-interval-mc" text={t.monteCarlo} />}
        {budget.U > 0 && <Interval drawn={drawn} low={budget.value - budget.U} high={budget.value + budget.U} y={frame.base + 66} name="wb-interval-first" text={t.firstOrder} />}
      </svg>
      <figcaption className="caption">{t.legendBars({ p: percentShown(p) })}{ends.length > 0 && t.legendLimits}</figcaption>
    </figure>
  )
}

const within = (value: number, interval: { readonly low: number; readonly high: number } | undefined): boolean => interval === undefined || !Number.isFinite(interval.low) || (value >= interval.low && value <= interval.high)

function Axis({ drawn, unit }: { readonly drawn: Picture; readonly unit: string }) {
  return (
    <g className="wb-axis">
      <line x1={frame.left} x2={frame.width - frame.right} y1={frame.base} y2={frame.base} />
      {drawn.ticks.map(({ at, text }) => (
        <g key={text}>
          <line x1={at} x2={at} y1={frame.base} y2={frame.base + 4} />
          <text x={at} y={frame.base + 18} textAnchor={at < 34 ? 'start' : at > frame.width - 44 ? 'end' : 'middle'}>{text}</text>
        </g>
      ))}
      <text x={frame.width - frame.right} y={frame.base + 34} textAnchor="end">{timesTen(drawn.exponent).trim()} {unit}</text>
    </g>
  )
}

type IntervalProps = { readonly drawn: Picture; readonly low: number; readonly high: number; readonly y: number; readonly name: string; readonly text: string }

function Interval({ drawn, low, high, y, name, text }: IntervalProps) {
  const [from, to] = [drawn.x(low), drawn.x(high)]
  const room = frame.width - frame.right - to
  return (
    <g className={name}>
      <line x1={from} x2={to} y1={y} y2={y} />
      <text x={room > 110 ? to + 8 : from - 8} y={y + 4} textAnchor={room > 110 ? 'start' : 'end'}>{text}</text>
    </g>
  )
}
