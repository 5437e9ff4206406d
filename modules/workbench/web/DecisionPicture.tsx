// Value, U and limits on one line: the tolerance tinted, guard bands hatched, the density above, thick for 68 % and thin for U.
import { useId } from 'react'
import type { Budget } from '@duheng/uncertainty/budget.ts'
import { useWords } from '#ui/i18n.ts'
import type { Decision } from '../conformity.ts'
import { significant, timesTen, unitText } from '../printed.ts'
import { decisionWords } from './decision-words.ts'
import { densityOf, ticksOf } from './histogram.ts'

const size = { width: 560, height: 132, left: 10, right: 10, top: 8, base: 92 } as const

export function DecisionPicture({ budget, decision }: { readonly budget: Budget; readonly decision: Decision }) {
  const t = useWords(decisionWords)
  const hatch = useId()
  const { limits, acceptance } = decision
  const { value: y, U, u, dof } = budget
  const reach = Math.max(U, 3 * u)
  const ends = [limits.lower, limits.upper, y - reach, y + reach].filter((one) => one !== undefined)
  const span = Math.max(...ends) - Math.min(...ends) || Math.abs(y) || 1
  const [low, high] = [Math.min(...ends) - 0.08 * span, Math.max(...ends) + 0.08 * span]
  const x = (value: number) => size.left + ((Math.min(high, Math.max(low, value)) - low) / (high - low)) * (size.width - size.left - size.right)
  const band = (from: number | undefined, to: number | undefined) => ({ x: x(from ?? low), width: Math.max(0, x(to ?? high) - x(from ?? low)), y: size.top, height: size.base - size.top })
  const peak = u > 0 ? densityOf({ y, u, dof }, y) : 1
  const path = u > 0 ? Array.from({ length: 101 }, (_, i) => {
    const value = y - 4 * u + (i / 100) * 8 * u
    return `${i === 0 ? 'M' : 'L'}${x(value).toFixed(1)} ${(size.base - 22 - (densityOf({ y, u, dof }, value) / peak) * 48).toFixed(1)}`
  }).join('') : ''
  const { ticks, exponent } = ticksOf(low, high)
  const text = (one: number | undefined) => (one === undefined ? '—' : significant(one, 5))
  return (
    <figure className="wb-decision" aria-label={t.picture({ name: budget.name, y: text(y), U: significant(U, 2), low: text(limits.lower), high: text(limits.upper) })}>
      <svg viewBox={`0 0 ${size.width} ${size.height}`} aria-hidden="true">
        <defs><pattern id={hatch} width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><line className="wb-guard" x1="0" y1="0" x2="0" y2="6" /></pattern></defs>
        <rect className="wb-tolerance" {...band(limits.lower, limits.upper)} />
        {decision.w > 0 && limits.lower !== undefined && <rect fill={`url(#${hatch})`} {...band(limits.lower, acceptance.lower)} />}
        {decision.w > 0 && limits.upper !== undefined && <rect fill={`url(#${hatch})`} {...band(acceptance.upper, limits.upper)} />}
        {[limits.lower, limits.upper].filter((one) => one !== undefined).map((one) => <line key={one} className="wb-limit" x1={x(one)} x2={x(one)} y1={size.top} y2={size.base + 4} />)}
        <path className="wb-density" d={path} />
        <line className="wb-U" x1={x(y - U)} x2={x(y + U)} y1={size.base - 12} y2={size.base - 12} />
        <line className="wb-u" x1={x(y - u)} x2={x(y + u)} y1={size.base - 12} y2={size.base - 12} />
        <circle className="wb-y" cx={x(y)} cy={size.base - 12} r="5" />
        <g className="wb-axis">
          <line x1={size.left} x2={size.width - size.right} y1={size.base} y2={size.base} />
          {ticks.map((one) => <text key={one.text} x={x(one.value)} y={size.base + 18} textAnchor="middle">{one.text}</text>)}
          <text x={size.width - size.right} y={size.base + 34} textAnchor="end">{timesTen(exponent).trim()} {unitText(budget.unit)}</text>
        </g>
      </svg>
    </figure>
  )
}
