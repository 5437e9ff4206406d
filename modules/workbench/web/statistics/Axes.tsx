// Axes as they are drawn: hairlines behind, labels outside, the unit at the end.
import { timesTen } from '../../printed.ts'
import type { Axis } from './axis.ts'

type Upright = { readonly axis: Axis; readonly left: number; readonly right: number; readonly name?: string }

export function UprightAxis({ axis, left, right, name = '' }: Upright) {
  const top = Math.min(axis.at(axis.high), axis.at(axis.low))
  return (
    <g className="st-axis">
      {axis.ticks.map(({ at, text }) => (
        <g key={text}>
          <line x1={left} x2={right} y1={at} y2={at} />
          <text x={left - 6} y={at + 4} textAnchor="end">{text}</text>
        </g>
      ))}
      {(name !== '' || axis.exponent !== 0) && <text x={4} y={top - 12} textAnchor="start">{name}{timesTen(axis.exponent)}</text>}
    </g>
  )
}

type Level = { readonly axis: Axis; readonly base: number; readonly top?: number; readonly name?: string; readonly end: number }

export function LevelAxis({ axis, base, top, name = '', end }: Level) {
  return (
    <g className="st-axis">
      {axis.ticks.map(({ at, text }) => (
        <g key={text}>
          {top !== undefined && <line x1={at} x2={at} y1={top} y2={base} />}
          <text x={at} y={base + 17} textAnchor={at > end - 16 ? 'end' : 'middle'}>{text}</text>
        </g>
      ))}
      <line className="st-base" x1={axis.at(axis.low)} x2={axis.at(axis.high)} y1={base} y2={base} />
      {(name !== '' || axis.exponent !== 0) && <text x={end} y={base + 33} textAnchor="end">{name}{timesTen(axis.exponent)}</text>}
    </g>
  )
}
