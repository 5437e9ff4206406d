// How often the test of the mean accepts a lot whose true mean is short by so many standard deviations: exact for normal contents.
import { useMemo } from 'react'
import { meanAcceptance } from '@duheng/statistics/mean-test.ts'
import { useWords } from '#ui/i18n.ts'
import { roomFor, scaled } from '../axis.ts'
import { LevelAxis, UprightAxis } from '../Axes.tsx'
import { Picture } from '../Picture.tsx'
import { percent } from '../shown.ts'
import { packageWords } from './package-words.ts'

const HEIGHT = 220
const TOP = 24
const POINTS = 61

export function MeanCharacteristic({ n, factor }: { readonly n: number; readonly factor: number }) {
  const t = useWords(packageWords)
  const most = Math.max(1, 3 * factor + 2 / Math.sqrt(n))
  const curve = useMemo(() => Array.from({ length: POINTS }, (_, i) => {
    const shortage = -0.3 * most + (i / (POINTS - 1)) * 1.3 * most
    const accepted = meanAcceptance(n, factor, shortage)
    return { shortage, accepted: accepted.ok ? accepted.value : Number.NaN }
  }), [n, factor, most])
  const at = (shortage: number) => {
    const accepted = meanAcceptance(n, factor, shortage)
    return accepted.ok ? percent(accepted.value) : '—'
  }
  return (
    <Picture sentence={t.characteristicSays({ at0: at(0), at5: at(0.5), at10: at(1) })} height={HEIGHT} caption={t.characteristicSays({ at0: at(0), at5: at(0.5), at10: at(1) })}>
      {(width) => {
        const base = HEIGHT - 40
        const upright = scaled(0, 1, { from: base, to: TOP, about: 4 })
        const left = roomFor(upright)
        const level = scaled(-0.3 * most, most, { from: left, to: width - 12, about: 6 })
        return (
          <>
            <UprightAxis axis={upright} left={left} right={width - 12} name={t.acceptance} />
            <line className="st-nominal" x1={level.at(0)} x2={level.at(0)} y1={TOP} y2={base} />
            <polyline className="st-curve" points={curve.map(({ shortage, accepted }) => `${level.at(shortage).toFixed(1)},${upright.at(accepted).toFixed(1)}`).join(' ')} />
            <LevelAxis axis={level} base={base} name={t.shortageAxis} end={width - 12} />
          </>
        )
      }}
    </Picture>
  )
}
