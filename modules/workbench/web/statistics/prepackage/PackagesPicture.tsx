// Contents as a histogram over a row of single packages, against the nominal quantity and the two limits of shortage.
import { toNumber } from '@duheng/quantity/decimal.ts'
import { quantile } from '@duheng/statistics/location.ts'
import { useWords } from '#ui/i18n.ts'
import { axisOf, type Axis } from '../axis.ts'
import { LevelAxis } from '../Axes.tsx'
import { Mark } from '../Mark.tsx'
import { Picture } from '../Picture.tsx'
import { withU } from '../shown.ts'
import { significant } from '../../../printed.ts'
import { ruleUnit, type Lot } from './lot.ts'
import type { PackageBody } from '../../../package-body.ts'
import { packageWords } from './package-words.ts'

type Props = { readonly body: PackageBody; readonly lot: Lot }
const HEIGHT = 280
const TOP = 34
const STRIP = 26
const BASE = HEIGHT - 44
const MOST_BARS = 60
const LEFT = 12

export function PackagesPicture({ body, lot }: Props) {
  const t = useWords(packageWords)
  const { unit } = ruleUnit(body.unit)
  const values = lot.packages.map(({ content }) => Number(content))
  const [Q, T] = [toNumber(lot.nominal), toNumber(lot.T)]
  const count = (error: 'T1' | 'T2') => lot.packages.filter((one) => one.error === error).length
  const least = Math.min(...values)
  const sentence = t.pictureSays({ n: values.length, mean: withU(lot.mean, lot.s / 5).value, unit, T: significant(T, 4), t1: count('T1') + count('T2'), t2: count('T2') })
  return (
    <Picture sentence={sentence} height={HEIGHT} caption={t.legend}>
      {(width) => {
        // The line of 2T is drawn where packages come near it; else the others keep their room.
        const isNear = least < Q - 1.3 * T
        const axis = axisOf([...values, Q, Q - T, ...(isNear ? [Q - 2 * T] : []), lot.mean], { from: LEFT, to: width - LEFT, about: Math.max(3, Math.floor(width / 90)), pad: 0.04 })
        const bars = barsOf(values, axis)
        const most = Math.max(...bars.map(({ n }) => n), 1)
        const floor = BASE - STRIP
        return (
          <>
            {T > 0 && <rect className="st-shortage" x={LEFT} width={Math.max(0, axis.at(Q - T) - LEFT)} y={TOP} height={BASE - TOP} />}
            {bars.map(({ from, to, n }) => {
              const height = (n / most) * (floor - TOP - 4)
              return <rect key={from} className="st-bar" x={axis.at(from) + 0.75} width={Math.max(1, axis.at(to) - axis.at(from) - 1.5)} y={floor - height} height={height}><title>{`${significant(from, 5)} – ${significant(to, 5)} ${unit}: ${n}`}</title></rect>
            })}
            <line className="st-floor" x1={LEFT} x2={width - LEFT} y1={floor} y2={floor} />
            {lot.packages.map(({ content, error }, i) => (
              // Packages keep the order they were drawn in.
              // oxlint-disable-next-line react/no-array-index-key
              <g key={i}><title>{`${i + 1}: ${content} ${unit}`}</title><Mark x={axis.at(Number(content))} y={floor + STRIP / 2 + ((i % 3) - 1) * 4} kind={error === 'none' ? 'ok' : error === 'T1' ? 'warn' : 'bad'} size={error === 'none' ? 3 : 5} /></g>
            ))}
            {isNear && <Limit axis={axis} at={Q - 2 * T} name="st-limit" text="Q − 2T" />}
            {T > 0 && <Limit axis={axis} at={Q - T} name="st-warning" text="Q − T" />}
            <Limit axis={axis} at={Q} name="st-nominal" text="Q" />
            <line className="st-mean" x1={axis.at(lot.mean)} x2={axis.at(lot.mean)} y1={TOP + 10} y2={BASE} />
            <LevelAxis axis={axis} base={BASE} name={unit} end={width - LEFT} />
          </>
        )
      }}
    </Picture>
  )
}

function Limit({ axis, at, name, text }: { readonly axis: Axis; readonly at: number; readonly name: string; readonly text: string }) {
  const x = axis.at(at)
  return <g className="st-axis"><line className={name} x1={x} x2={x} y1={TOP - 6} y2={BASE} /><text x={x} y={TOP - 14} textAnchor="middle">{text}</text></g>
}

/** Bars of a round width. */
function barsOf(values: readonly number[], axis: Axis): { readonly from: number; readonly to: number; readonly n: number }[] {
  const [low, high] = [Math.min(...values), Math.max(...values)]
  // Freedman and Diaconis: the middle half decides the width, so that one light package does not.
  const middle = quantile(values, 0.75) - quantile(values, 0.25)
  const rough = Math.max((2 * middle) / Math.cbrt(values.length), (high - low) / MOST_BARS, (axis.high - axis.low) / 300)
  const power = 10 ** Math.floor(Math.log10(rough))
  const width = [1, 2, 5, 10].map((factor) => factor * power).findLast((size) => size <= rough * 1.3) ?? rough
  const first = Math.floor(low / width)
  const bars = Array.from({ length: Math.floor(high / width) - first + 1 }, (_, i) => ({ from: (first + i) * width, to: (first + i + 1) * width, n: 0 }))
  for (const value of values) {
    const bar = bars[Math.min(bars.length - 1, Math.floor(value / width) - first)]
    if (bar) bar.n += 1
  }
  return bars
}
