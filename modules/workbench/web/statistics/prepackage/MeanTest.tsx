// The test of the mean on a line of its own, where s is large enough to be seen: the mean, λ·s to its right, and whether that reaches Q.
import { exactText, toNumber } from '@duheng/quantity/decimal.ts'
import { useWords } from '#ui/i18n.ts'
import { axisOf } from '../axis.ts'
import { LevelAxis } from '../Axes.tsx'
import { Mark } from '../Mark.tsx'
import { Picture } from '../Picture.tsx'
import { significant } from '../../../printed.ts'
import { withU } from '../shown.ts'
import { ruleUnit, type Lot } from './lot.ts'
import type { PackageBody } from '../../../package-body.ts'
import { packageWords } from './package-words.ts'

const HEIGHT = 96
const BASE = 56
const SIDE = 12

export function MeanTest({ body, lot }: { readonly body: PackageBody; readonly lot: Lot }) {
  const t = useWords(packageWords)
  if (!lot.plan.ok) return null
  const { factor } = lot.plan.value
  const { unit } = ruleUnit(body.unit)
  if (factor === undefined) return <p className="muted">{t.noMeanTest}</p>
  // Where the sample is not complete the line still shows how it stands now.
  const mean = lot.verdict.ok ? toNumber(lot.verdict.value.mean) : lot.mean
  const s = lot.verdict.ok ? lot.verdict.value.s : lot.s
  const [Q, add] = [toNumber(lot.nominal), toNumber(factor) * s]
  const holds = lot.verdict.ok ? lot.verdict.value.meanHolds !== false : mean + add >= Q
  const shown = (value: number) => `${withU(value, s / 5).value}${unit === '' ? '' : `\u202f${unit}`}`
  const sentence = t.meanSays({ mean: shown(mean), add: significant(add, 3), sum: shown(mean + add), Q: `${exactText(lot.nominal) ?? ''}${unit === '' ? '' : `\u202f${unit}`}`, verdict: holds ? t.reaches : t.fallsShort })
  return (
    <div>
      <h3>{t.meanTest}</h3>
      <Picture sentence={sentence} height={HEIGHT} caption={`${sentence} ${t.legendMean}`}>
        {(width) => {
          const axis = axisOf([mean - 1.2 * add, mean, mean + add, Q], { from: SIDE, to: width - SIDE, about: Math.max(3, Math.floor(width / 100)), pad: 0.12 })
          return (
            <>
              <rect className={holds ? 'st-band-ok' : 'st-band-bad'} x={axis.at(Q)} width={width - SIDE - axis.at(Q)} y={20} height={BASE - 20} />
              <line className="st-nominal" x1={axis.at(Q)} x2={axis.at(Q)} y1={18} y2={BASE} />
              <g className="st-axis"><text x={axis.at(Q)} y={13} textAnchor="middle">Q</text></g>
              <line className={holds ? 'st-reach st-reach-ok' : 'st-reach st-reach-bad'} x1={axis.at(mean)} x2={axis.at(mean + add)} y1={40} y2={40} />
              <line className={holds ? 'st-reach-ok' : 'st-reach-bad'} x1={axis.at(mean + add)} x2={axis.at(mean + add)} y1={32} y2={48} />
              <Mark x={axis.at(mean)} y={40} kind={holds ? 'ok' : 'bad'} size={6} />
              <LevelAxis axis={axis} base={BASE} name={unit} end={width - SIDE} />
            </>
          )
        }}
      </Picture>
    </div>
  )
}
