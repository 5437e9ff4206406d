// Two results as curves on one axis, with their intervals beneath: whether the change moved the value, its uncertainty, or both.
import type { Budget } from '@duheng/uncertainty/budget.ts'
import { timesTen, unitText } from '../printed.ts'
import { densityOf, frame, ticksOf } from './histogram.ts'

type Props = { readonly one: Budget | undefined; readonly other: Budget | undefined; readonly a: string; readonly b: string }

export function HistogramCompare({ one, other, a, b }: Props) {
  const budgets = [one, other].filter((budget) => budget !== undefined && budget.u > 0).filter((budget) => budget !== undefined)
  const [first] = budgets
  if (first === undefined || budgets.some(({ unit }) => unit.symbol !== first.unit.symbol)) return null
  const reach = (budget: Budget) => Math.max(3.6 * budget.u, 1.1 * budget.U)
  const low = Math.min(...budgets.map((budget) => budget.value - reach(budget)))
  const high = Math.max(...budgets.map((budget) => budget.value + reach(budget)))
  const x = (value: number) => frame.left + ((value - low) / (high - low)) * (frame.width - frame.left - frame.right)
  const peak = Math.max(...budgets.map((budget) => densityOf(curveOf(budget), budget.value)))
  const path = (budget: Budget) => Array.from({ length: 161 }, (_, i) => {
    const value = low + (i / 160) * (high - low)
    return `${i === 0 ? 'M' : 'L'}${x(value).toFixed(1)} ${(frame.base - (densityOf(curveOf(budget), value) / peak) * (frame.base - frame.top)).toFixed(1)}`
  }).join('')
  const { ticks, exponent } = ticksOf(low, high)
  const drawn = [{ budget: one, text: a, series: 'wb-one' }, { budget: other, text: b, series: 'wb-other' }]
  return (
    <figure className="wb-histogram" aria-label={`${a}, ${b}`}>
      <svg viewBox={`0 0 ${frame.width} ${frame.height}`} aria-hidden="true">
        {drawn.map(({ budget, series, text }, i) => budget !== undefined && budget.u > 0 && (
          <g key={series} className={series}>
            <path d={path(budget)} />
            <line x1={x(budget.value - budget.U)} x2={x(budget.value + budget.U)} y1={frame.base + 46 + i * 18} y2={frame.base + 46 + i * 18} />
            <text x={Math.min(x(budget.value + budget.U) + 8, frame.width - 60)} y={frame.base + 50 + i * 18}>{text}</text>
          </g>
        ))}
        <g className="wb-axis">
          <line x1={frame.left} x2={frame.width - frame.right} y1={frame.base} y2={frame.base} />
          {ticks.map((tick) => <text key={tick.text} x={x(tick.value)} y={frame.base + 18} textAnchor={x(tick.value) < 34 ? 'start' : x(tick.value) > frame.width - 44 ? 'end' : 'middle'}>{tick.text}</text>)}
          <text x={frame.width - frame.right} y={frame.base + 34} textAnchor="end">{timesTen(exponent).trim()} {unitText(first.unit)}</text>
        </g>
      </svg>
    </figure>
  )
}

const curveOf = ({ value, u, dof }: Budget) => ({ y: value, u, dof })
