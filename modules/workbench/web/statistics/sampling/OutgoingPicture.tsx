// The average outgoing quality where rejected lots are sorted, with its highest point.
import { useWords } from '#ui/i18n.ts'
import { roomFor, scaled } from '../axis.ts'
import { LevelAxis, UprightAxis } from '../Axes.tsx'
import { Mark } from '../Mark.tsx'
import { Picture } from '../Picture.tsx'
import { percent } from '../shown.ts'
import type { Design } from './design.ts'
import { samplingWords } from './sampling-words.ts'

const HEIGHT = 220
const TOP = 26
const BASE = HEIGHT - 42

export function OutgoingPicture({ design }: { readonly design: Design }) {
  const t = useWords(samplingWords)
  const { curve, aoql } = design
  if (aoql === undefined || aoql.aoq === 0) return null
  const sentence = t.outgoingSays({ aoq: percent(aoql.aoq), p: percent(aoql.p) })
  return (
    <Picture sentence={sentence} height={HEIGHT} caption={sentence}>
      {(width) => {
        const upright = scaled(0, aoql.aoq * 115, { from: BASE, to: TOP, about: 4 })
        const left = roomFor(upright)
        const level = scaled(0, (curve.at(-1)?.p ?? 1) * 100, { from: left, to: width - 18, about: 6 })
        return (
          <>
            <UprightAxis axis={upright} left={left} right={width - 18} name={`${t.aoq} / %`} />
            <LevelAxis axis={level} base={BASE} name={`${t.quality} / %`} end={width - 18} />
            <polyline className="st-curve" points={curve.map(({ p, aoq = 0 }) => `${level.at(p * 100).toFixed(1)},${upright.at(aoq * 100).toFixed(1)}`).join(' ')} />
            <Mark x={level.at(aoql.p * 100)} y={upright.at(aoql.aoq * 100)} kind="plain" />
          </>
        )
      }}
    </Picture>
  )
}
