// One control chart: zones, centre line, limits, points; rings where a test signals.
import { useLanguage, useWords } from '#ui/i18n.ts'
import { axisOf, roomFor, slots, type Axis } from '../axis.ts'
import { UprightAxis } from '../Axes.tsx'
import { LabNames, nameRoom } from '../LabNames.tsx'
import { Picture } from '../Picture.tsx'
import { significant } from '../../../printed.ts'
import { chartWords } from './chart-words.ts'
import type { Flag } from './chart.ts'

/** Points that belong to the labels from `from` on. */
export type Series = { readonly points: readonly number[]; readonly from: number; readonly faint?: boolean }
type Props = {
  readonly name: string
  readonly title: string
  readonly unit: string
  readonly height: number
  readonly labels: readonly string[]
  readonly series: readonly Series[]
  readonly centre: number
  /** Standard error of a point, for the zones. */
  readonly sigma?: number
  readonly zones?: boolean
  readonly lower: readonly number[]
  readonly upper: readonly number[]
  readonly flags: readonly Flag[]
  readonly baseline?: number
  readonly legend?: string
  /** The axis begins at zero. */
  readonly floor?: boolean
  /** A signal belongs to its last point alone. */
  readonly ringLast?: boolean
  readonly shown?: number
}
const TOP = 30

export function ControlPicture(props: Props) {
  const { name, title, unit, height, labels, series, centre, lower, upper, flags, baseline, legend, sigma, zones = false, floor = false } = props
  const english = useLanguage() === 'en'
  const t = useWords(chartWords)
  const ringed = ringsOf(flags)
  const [low, high] = [lower.at(-1) ?? 0, upper.at(-1) ?? 0]
  const about = { name: title, n: labels.length, low: significant(low, 4), high: significant(high, 4) }
  const sentence = ringed.size === 0 ? t.saysCalm(about) : t.saysFlags({ ...about, m: ringed.size, labels: [...ringed.keys()].slice(0, 12).map((at) => labels[at]).join(english ? ', ' : '、') })
  return (
    <Picture sentence={sentence} height={height} caption={legend}>
      {(width) => {
        const room = nameRoom(labels, width - 60)
        const base = height - room.height
        const finite = series.flatMap(({ points }) => points)
        const axis = axisOf([...finite, ...lower, ...upper, centre, ...(floor ? [0] : [])], { from: base, to: TOP, about: Math.max(3, Math.floor(height / 55)) })
        const left = roomFor(axis)
        const right = width - 44
        const x = slots(labels.length, left, right)
        const isDense = (right - left) / labels.length < 7
        return (
          <>
            {zones && sigma !== undefined && sigma > 0 && <Zones axis={axis} centre={centre} sigma={sigma} left={left} right={right} />}
            <UprightAxis axis={axis} left={left} right={right} name={`${name}${unit === '' ? '' : ` / ${unit}`}`} />
            <line className="st-centre" x1={left} x2={right} y1={axis.at(centre)} y2={axis.at(centre)} />
            {[lower, upper].map((limit, i) => (limit.length === 0 ? null : <polyline key={i === 0 ? 'low' : 'high'} className="st-control" points={stepped(limit, x, axis, left, right)} />))}
            <g className="st-axis st-limit-names">
              <text x={right + 5} y={axis.at(high) + 4}>UCL</text><text x={right + 5} y={axis.at(centre) + 4}>CL</text>{(!floor || low > 0) && <text x={right + 5} y={axis.at(low) + 4}>LCL</text>}
            </g>
            {baseline !== undefined && <line className="st-baseline" x1={(x(baseline - 1) + x(baseline)) / 2} x2={(x(baseline - 1) + x(baseline)) / 2} y1={TOP - 6} y2={base} />}
            {props.shown !== undefined && <rect className="st-looked-at" x={x(props.shown) - 7} width="14" y={TOP - 6} height={base - TOP + 6} />}
            {series.map(({ points, from, faint }, i) => (
              // Series stand in a fixed order.
              // oxlint-disable-next-line react/no-array-index-key
              <g key={i} className={faint === true ? 'st-run st-run-faint' : `st-run st-run-${i + 1}`}>
                {faint !== true && <polyline points={points.map((value, at) => `${x(at + from).toFixed(1)},${axis.at(value).toFixed(1)}`).join(' ')} />}
                {(!isDense || faint === true) && points.map((value, at) => <circle key={`${labels[at + from]} ${at}`} cx={x(at + from)} cy={axis.at(value)} r={faint === true ? 2 : 3}><title>{`${labels[at + from]}: ${significant(value, 6)}`}</title></circle>)}
              </g>
            ))}
            <Rings {...props} ringed={ringed} x={x} axis={axis} />
            <LabNames names={unique(labels)} x={x} base={base} tilted={room.tilted} />
          </>
        )
      }}
    </Picture>
  )
}

function Zones({ axis, centre, sigma, left, right }: { readonly axis: Axis; readonly centre: number; readonly sigma: number; readonly left: number; readonly right: number }) {
  const band = (from: number, to: number, name: string) => <rect key={`${from}`} className={name} x={left} width={right - left} y={axis.at(centre + to * sigma)} height={Math.abs(axis.at(centre + from * sigma) - axis.at(centre + to * sigma))} />
  return <g>{band(-1, 1, 'st-zone-c')}{band(1, 2, 'st-zone-b')}{band(-2, -1, 'st-zone-b')}{band(2, 3, 'st-zone-a')}{band(-3, -2, 'st-zone-a')}</g>
}

type RingProps = Props & { readonly ringed: ReadonlyMap<number, readonly string[]>; readonly x: (at: number) => number; readonly axis: Axis }

/** One ring a point; the numbers of its tests above it, or below where the point lies low. */
function Rings({ series, ringed, x, axis, centre }: RingProps) {
  return (
    <g>
      {[...ringed].map(([at, rules]) => {
        const values = series.filter(({ faint }) => faint !== true).map(({ points, from }) => points[at - from]).filter((value) => value !== undefined)
        const value = values.toSorted((a, b) => Math.abs(b - centre) - Math.abs(a - centre))[0]
        if (value === undefined) return null
        const [cx, cy, isHigh] = [x(at), axis.at(value), value >= centre]
        const text = rules.filter((rule) => /^\d+$/.test(rule)).join(',')
        return (
          <g key={at} className="st-ring">
            <circle cx={cx} cy={cy} r="7" />
            {text !== '' && <text x={cx} y={isHigh ? cy - 11 : cy + 20} textAnchor="middle">{text}</text>}
          </g>
        )
      })}
    </g>
  )
}

/** Points at which a test signals, with the tests: the last point of each pattern. */
function ringsOf(flags: readonly Flag[]): ReadonlyMap<number, readonly string[]> {
  const rings = new Map<number, string[]>()
  for (const { points, rule } of flags) {
    const last = points.at(-1)
    if (last === undefined) continue
    const rules = rings.get(last) ?? []
    if (!rules.includes(rule)) rings.set(last, [...rules, rule])
  }
  return rings
}

/** A limit at every point, as steps that reach both edges. */
function stepped(limit: readonly number[], x: (at: number) => number, axis: Axis, left: number, right: number): string {
  return limit.map((value, at) => {
    const from = at === 0 ? left : (x(at - 1) + x(at)) / 2
    const to = at === limit.length - 1 ? right : (x(at) + x(at + 1)) / 2
    return `${from.toFixed(1)},${axis.at(value).toFixed(1)} ${to.toFixed(1)},${axis.at(value).toFixed(1)}`
  }).join(' ')
}

/** Labels are keys where they are drawn: the same name twice gets a mark nobody sees. */
const unique = (labels: readonly string[]): readonly string[] => labels.map((label, at) => (labels.indexOf(label) === at ? label : `${label}${'\u200b'.repeat(at)}`))
