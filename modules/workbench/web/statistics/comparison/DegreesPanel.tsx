// Degrees of equivalence: differences from the reference with U on a line of zero, and the same numbers as a table.
import { useWords } from '#ui/i18n.ts'
import { Panel } from '#ui/Page.tsx'
import { Scroll } from '#ui/Scroll.tsx'
import { VerdictBadge } from '#ui/VerdictBadge.tsx'
import { axisOf, roomFor, slots } from '../axis.ts'
import { UprightAxis } from '../Axes.tsx'
import { LabNames, nameRoom } from '../LabNames.tsx'
import { Mark } from '../Mark.tsx'
import { Picture } from '../Picture.tsx'
import { percent, signed, withU } from '../shown.ts'
import { significant } from '../../../printed.ts'
import type { ComparisonBody } from '../../../comparison-body.ts'
import { comparisonWords } from './comparison-words.ts'
import type { Answer, Read } from './compare.ts'

type Props = { readonly body: ComparisonBody; readonly read: Read; readonly answer: Answer }
const HEIGHT = 240
const TOP = 26

export function DegreesPanel({ body, read, answer }: Props) {
  const t = useWords(comparisonWords)
  const degrees = answer.degrees?.ok === true ? answer.degrees.value : undefined
  if (degrees === undefined) return null
  return (
    <Panel title={t.degrees}>
      <div className="st-even">
        <DegreesPicture body={body} degrees={degrees} isIndependent={answer.reference?.ok === true && answer.reference.value.name === 'given'} />
        <DegreesTable body={body} read={read} answer={answer} degrees={degrees} />
      </div>
    </Panel>
  )
}

type Degrees = readonly { readonly lab: string; readonly d: number; readonly U: number; readonly en: number; readonly equivalent: boolean }[]

function DegreesPicture({ body, degrees, isIndependent }: { readonly body: ComparisonBody; readonly degrees: Degrees; readonly isIndependent: boolean }) {
  const t = useWords(comparisonWords)
  const names = degrees.map(({ lab }) => lab)
  return (
    <Picture sentence={t.degreesSay({ n: degrees.filter(({ equivalent }) => !equivalent).length })} height={HEIGHT} caption={(isIndependent ? t.legendIndependent : t.legendDegrees)({ k: body.coverage.trim() })}>
      {(width) => {
        const room = nameRoom(names, width - 60)
        const base = HEIGHT - room.height
        const axis = axisOf([0, ...degrees.flatMap(({ d, U }) => [d - U, d + U])], { from: base, to: TOP, about: 5 })
        const left = roomFor(axis)
        const right = width - 10
        const x = slots(degrees.length, left, right)
        return (
          <>
            <UprightAxis axis={axis} left={left} right={right} name={`D${body.unit === '' ? '' : ` / ${body.unit}`}`} />
            <line className="st-zero" x1={left} x2={right} y1={axis.at(0)} y2={axis.at(0)} />
            {degrees.map(({ lab, d, U, en, equivalent }, i) => (
              <g key={lab} className="st-lab">
                <title>{`${lab} Eₙ = ${significant(en, 3)}`}</title>
                <line className={equivalent ? 'st-thin' : 'st-thin st-thin-bad'} x1={x(i)} x2={x(i)} y1={axis.at(d - U)} y2={axis.at(d + U)} />
                <Mark x={x(i)} y={axis.at(d)} kind={equivalent ? 'ok' : 'bad'} />
              </g>
            ))}
            <LabNames names={names} x={x} base={base} tilted={room.tilted} />
          </>
        )
      }}
    </Picture>
  )
}

function DegreesTable({ body, read, answer, degrees }: Props & { readonly degrees: Degrees }) {
  const t = useWords(comparisonWords)
  const weights = answer.reference?.ok === true ? answer.reference.value.weights : undefined
  const inUnit = body.unit === '' ? '' : ` / ${body.unit}`
  return (
    <Scroll label={t.degrees}>
      <table className="st-table">
        <caption className="hidden">{t.degrees}</caption>
        <thead>
          <tr>
            <th scope="col">{t.lab}</th><th scope="col" className="num"><var>x</var>{inUnit}</th><th scope="col" className="num"><var>u</var></th>
            {weights !== undefined && weights.length > 0 && <th scope="col" className="num">{t.weight}</th>}
            <th scope="col" className="num"><var>D</var></th><th scope="col" className="num"><var>U</var>(<var>D</var>)</th><th scope="col" className="num"><var>E</var><sub>n</sub></th><th scope="col">{t.verdict}</th>
          </tr>
        </thead>
        <tbody>
          {degrees.map(({ lab, d, U, en, equivalent }, i) => {
            const laboratory = read.laboratories[i]
            const shown = withU(d, U)
            return (
              <tr key={lab}>
                <th scope="row">{lab}</th><td className="num">{body.rows[laboratory?.row ?? -1]?.[1]?.trim()}</td><td className="num">{significant(laboratory?.u ?? Number.NaN, 3)}</td>
                {weights !== undefined && weights.length > 0 && <td className="num">{percent(weights[i] ?? 0)}</td>}
                <td className="num">{signed(shown.value)}</td><td className="num">{shown.U}</td><td className="num">{signed(significant(en, 3))}</td>
                <td><VerdictBadge kind={equivalent ? 'ok' : 'bad'}>{equivalent ? t.satisfactory : t.unsatisfactory}</VerdictBadge></td>
              </tr>
            )
          })}
        </tbody>
      </table>
    </Scroll>
  )
}
