// Errors against the maximum permissible errors: limits as steps, tint inside, hatch only where the rule in force uses a guard band, the
// shape of a point by its verdict, a bar for ±U. Outliers are cut off with an arrow and their number. A point leads to its cell. The
// sentence says the same in words.
import { useId } from 'react'
import { dictionary, useWords } from './i18n.ts'
import { countOf, cutOff, frame, scaleOf, worstPoint, type MpePoint, type MpeStep, type Scale } from './mpe-chart.ts'
import { showDecimal } from './numbers.ts'
import './MpeChart.css'

export type { MpePoint, MpeStep } from './mpe-chart.ts'

const words = dictionary({
  sentence: ['{n} 点：合格 {ok}，超差 {bad}，其他 {other}。最差：{worst}。', '{n} points: {ok} within, {bad} out, {other} other. Worst: {worst}.'],
  none: ['还没有测量点', 'No points yet'],
  caption: ['黑线：最大允许误差', 'Black lines: maximum permissible error'],
  guard: ['；斜纹：保护带', '; hatched: guard band'],
  bars: ['；竖线：U（k = {k}）', '; bars: U (k = {k})'],
  ghost: ['；空心：上次', '; hollow: previous'],
})

export type MpeChartProps = {
  readonly steps: readonly MpeStep[]
  readonly points: readonly MpePoint[]
  readonly previous?: readonly MpePoint[]
  readonly xUnit: string
  readonly yUnit: string
  readonly k?: string
  readonly onPoint?: (id: string) => void
}

export function MpeChart({ steps, points, previous = [], xUnit, yUnit, k, onPoint }: MpeChartProps) {
  const t = useWords(words)
  const hatch = useId()
  if (steps.length === 0) return null
  const scale = scaleOf(steps)
  const [ok, bad] = [countOf(points, 'ok'), countOf(points, 'bad')]
  const worst = worstPoint(points, steps)
  const sentence = worst ? t.sentence({ n: points.length, ok, bad, other: points.length - ok - bad, worst: worst.name }) : t.none
  const hasGuard = steps.some(({ guard }) => guard !== undefined && guard > 0)
  return (
    <figure className="mpe" aria-label={sentence}>
      <svg viewBox={`0 0 ${frame.width} ${frame.height}`}>
        <defs>
          <pattern id={hatch} width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
            <line className="mpe-guard" x1="0" y1="0" x2="0" y2="6" />
          </pattern>
        </defs>
        <Axes scale={scale} xUnit={xUnit} yUnit={yUnit} />
        {steps.map((step) => (
          <Step key={step.from} step={step} scale={scale} hatch={hatch} />
        ))}
        <line className="mpe-zero" x1={frame.left} x2={frame.width - frame.right} y1={scale.y(0)} y2={scale.y(0)} />
        {(['up', 'down'] as const).map((stroke) => (
          <polyline
            key={stroke}
            className="mpe-join"
            points={points
              .filter((point) => point.stroke === stroke)
              .map(({ at, error }) => `${scale.x(at)},${scale.y(error)}`)
              .join(' ')}
          />
        ))}
        {previous.map(({ id, at, error }) => (
          <circle key={id} className="mpe-ghost" cx={scale.x(at)} cy={scale.y(error)} r="3" />
        ))}
        {points.map((point) => (
          <Point key={point.id} point={point} scale={scale} onPoint={onPoint} />
        ))}
      </svg>
      <figcaption>
        {t.caption}
        {hasGuard && t.guard}
        {k !== undefined && points.some(({ U }) => U !== undefined) && t.bars({ k })}
        {previous.length > 0 && t.ghost}
      </figcaption>
    </figure>
  )
}

function Axes({ scale, xUnit, yUnit }: { readonly scale: Scale; readonly xUnit: string; readonly yUnit: string }) {
  const last = scale.xTicks.at(-1)
  return (
    <g aria-hidden="true">
      {scale.yTicks.map((tick) => (
        <text key={tick} x={frame.left - 6} y={scale.y(tick) + 4} textAnchor="end">
          {showDecimal(String(Number(tick.toPrecision(6))), 'always')}
          {tick === scale.most ? ` ${yUnit}` : ''}
        </text>
      ))}
      {scale.xTicks.map((tick) => (
        <text key={tick} x={scale.x(tick)} y={frame.height - 8} textAnchor={tick === last ? 'end' : 'middle'}>
          {showDecimal(String(tick))}
          {tick === last ? ` ${xUnit}` : ''}
        </text>
      ))}
    </g>
  )
}

function Step({ step, scale, hatch }: { readonly step: MpeStep; readonly scale: Scale; readonly hatch: string }) {
  const { from, to, mpe, low = -mpe, guard = 0 } = step
  const [x, width] = [scale.x(from), scale.x(to) - scale.x(from)]
  const [top, bottom] = [scale.y(mpe), scale.y(low)]
  const guardHeight = scale.y(mpe - guard) - top
  return (
    <g>
      <rect className="mpe-band" x={x} y={top + guardHeight} width={width} height={bottom - top - 2 * guardHeight} />
      {guard > 0 && <rect fill={`url(#${hatch})`} x={x} y={top} width={width} height={guardHeight} />}
      {guard > 0 && <rect fill={`url(#${hatch})`} x={x} y={bottom - guardHeight} width={width} height={guardHeight} />}
      <path className="mpe-limit" d={`M${x} ${top}h${width}M${x} ${bottom}h${width}`} />
    </g>
  )
}

const marks = {
  ok: 'circle',
  bad: 'M-4.5 -4.5L4.5 4.5M4.5 -4.5L-4.5 4.5',
  warn: 'M0 -5.5L5.5 4.5H-5.5Z',
  unk: 'circle',
  void: 'M-5 0H5',
} as const

function Point({ point, scale, onPoint }: { readonly point: MpePoint; readonly scale: Scale; readonly onPoint?: (id: string) => void }) {
  const cut = cutOff(point, scale)
  const x = scale.x(point.at)
  const y = cut === 'above' ? frame.top + 14 : cut === 'below' ? frame.height - frame.bottom - 14 : scale.y(point.error)
  const reach = point.U === undefined || cut ? 0 : scale.y(0) - scale.y(point.U)
  const mark = marks[point.verdict]
  const go = onPoint && (() => onPoint(point.id))
  const act = go && {
    role: 'button', tabIndex: 0, onClick: go,
    onKeyDown: (event: React.KeyboardEvent) => event.key === 'Enter' && go(),
  }
  return (
    <g className="mpe-point" transform={`translate(${x} ${y})`} {...(act ?? { role: 'img' })} aria-label={point.name}>
      <title>{point.name}</title>
      <circle className="mpe-halo" r="9" />
      {reach > 0 && <line className={`mpe-bar mpe-${point.verdict}`} y1={-reach} y2={reach} />}
      {mark === 'circle' ? (
        <circle className={`mpe-${point.verdict}`} r="3" strokeWidth="1.5" />
      ) : (
        <path className={`mpe-${point.verdict}`} d={mark} strokeWidth="2" />
      )}
      {cut && <path className={`mpe-${point.verdict}`} d={cut === 'above' ? 'M0 -13l-3.5 5h7Z' : 'M0 13l-3.5 -5h7Z'} />}
      {cut && (
        <text x="-9" y="4" textAnchor="end">
          {showDecimal(String(point.error), 'always')}
        </text>
      )}
    </g>
  )
}
