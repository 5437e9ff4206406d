// Values with their bars against the reference value and its band: thick for u, thin for U, the shape by the degree of equivalence.
import { useLanguage, useWords } from '#ui/i18n.ts'
import { axisOf, roomFor, slots } from '../axis.ts'
import { UprightAxis } from '../Axes.tsx'
import { LabNames, nameRoom } from '../LabNames.tsx'
import { Mark } from '../Mark.tsx'
import { Picture } from '../Picture.tsx'
import { withU } from '../shown.ts'
import type { ComparisonBody } from '../../../comparison-body.ts'
import { comparisonWords } from './comparison-words.ts'
import type { Answer, Read } from './compare.ts'

type Props = { readonly body: ComparisonBody; readonly read: Read; readonly answer: Answer | undefined }
const HEIGHT = 320
const TOP = 26

export function ValuesPicture({ body, read, answer }: Props) {
  const t = useWords(comparisonWords)
  const english = useLanguage() === 'en'
  const { laboratories, coverage } = read
  if (laboratories.length === 0 || !(coverage > 0)) return null
  const reference = answer?.reference?.ok === true ? answer.reference.value : undefined
  const degrees = answer?.degrees?.ok === true ? answer.degrees.value : []
  const out = degrees.filter(({ equivalent }) => !equivalent).map(({ lab }) => lab)
  const ref = reference === undefined ? '' : withU(reference.value, coverage * reference.u).value
  const sentence = reference === undefined ? t.valuesSayNone({ n: laboratories.length })
    : out.length === 0 ? t.valuesSayAll({ n: laboratories.length, ref, unit: body.unit }) : t.valuesSay({ n: laboratories.length, ref, unit: body.unit, out: out.length, names: out.join(english ? ', ' : '、') })
  return (
    <Picture sentence={sentence} height={HEIGHT} caption={t.legendValues({ k: body.coverage.trim() })}>
      {(width) => {
        const ends = laboratories.flatMap(({ x, u }) => (Number.isNaN(u) ? [x] : [x - coverage * u, x + coverage * u]))
        const room = nameRoom(laboratories.map(({ lab }) => lab), width - 60)
        const base = HEIGHT - room.height
        const all = reference === undefined ? ends : [...ends, reference.value - coverage * reference.u, reference.value + coverage * reference.u]
        const axis = axisOf(all, { from: base, to: TOP, about: 6 })
        const left = roomFor(axis)
        const right = width - 10
        const x = slots(laboratories.length, left, right)
        return (
          <>
            <UprightAxis axis={axis} left={left} right={right} name={body.unit} />
            {reference !== undefined && (
              <g className="st-reference">
                <rect x={left} width={right - left} y={axis.at(reference.value + coverage * reference.u)} height={Math.max(1, axis.at(reference.value - coverage * reference.u) - axis.at(reference.value + coverage * reference.u))} />
                <line x1={left} x2={right} y1={axis.at(reference.value)} y2={axis.at(reference.value)} />
              </g>
            )}
            {laboratories.map(({ lab, x: value, u }, i) => {
              const degree = degrees[i]
              const isLeftOut = reference?.weights?.[i] === 0
              return (
                <g key={lab} className="st-lab">
                  <title>{`${lab} ${withU(value, coverage * u).value} ± ${withU(value, coverage * u).U}`}</title>
                  {!Number.isNaN(u) && <line className="st-thin" x1={x(i)} x2={x(i)} y1={axis.at(value - coverage * u)} y2={axis.at(value + coverage * u)} />}
                  {!Number.isNaN(u) && <line className="st-thick" x1={x(i)} x2={x(i)} y1={axis.at(value - u)} y2={axis.at(value + u)} />}
                  <Mark x={x(i)} y={axis.at(value)} kind={degree === undefined ? 'plain' : degree.equivalent ? 'ok' : 'bad'} hollow={isLeftOut} />
                </g>
              )
            })}
            <LabNames names={laboratories.map(({ lab }) => lab)} x={x} base={base} tilted={room.tilted} />
          </>
        )
      }}
    </Picture>
  )
}
