// Scores of a round as bars in their order; ±2 dashed, ±3 full, the shape at the end by what the score says.
import type { RoundScores } from '@duheng/statistics/proficiency.ts'
import { useWords } from '#ui/i18n.ts'
import { axisOf, roomFor, slots } from '../axis.ts'
import { UprightAxis } from '../Axes.tsx'
import { LabNames, nameRoom } from '../LabNames.tsx'
import { Mark } from '../Mark.tsx'
import { Picture } from '../Picture.tsx'
import { comparisonWords } from './comparison-words.ts'

const HEIGHT = 320
const TOP = 26
const KINDS = { satisfactory: 'ok', questionable: 'warn', unsatisfactory: 'bad' } as const
/** A score far out would press the others into the line of zero. */
const FARTHEST = 8

export function ScoresPicture({ round }: { readonly round: RoundScores }) {
  const t = useWords(comparisonWords)
  const ordered = round.results.toSorted((a, b) => a.score.score - b.score.score)
  const count = (says: 'satisfactory' | 'questionable' | 'unsatisfactory') => round.results.filter(({ score }) => score.says === says).length
  const names = ordered.map(({ lab }) => lab)
  const within = (score: number) => Math.min(FARTHEST, Math.max(-FARTHEST, score))
  return (
    <Picture sentence={t.scoresSay({ n: ordered.length, ok: count('satisfactory'), warn: count('questionable'), bad: count('unsatisfactory') })} height={HEIGHT} caption={t.legendScores({ score: round.score })}>
      {(width) => {
        const room = nameRoom(names, width - 60)
        const base = HEIGHT - room.height
        const axis = axisOf([-3.2, 3.2, ...ordered.map(({ score }) => within(score.score))], { from: base, to: TOP, about: 8 })
        const left = roomFor(axis)
        const right = width - 10
        const x = slots(ordered.length, left, right)
        return (
          <>
            <rect className="st-band-ok" x={left} width={right - left} y={axis.at(2)} height={axis.at(-2) - axis.at(2)} />
            <UprightAxis axis={axis} left={left} right={right} name={round.score} />
            {[-3, -2, 2, 3].map((at) => <line key={at} className={Math.abs(at) === 3 ? 'st-limit' : 'st-warning'} x1={left} x2={right} y1={axis.at(at)} y2={axis.at(at)} />)}
            <line className="st-zero" x1={left} x2={right} y1={axis.at(0)} y2={axis.at(0)} />
            {ordered.map(({ lab, score }, i) => (
              <g key={lab}>
                <title>{`${lab} ${round.score} = ${score.score.toFixed(2)}`}</title>
                <line className={`st-score st-score-${KINDS[score.says]}`} x1={x(i)} x2={x(i)} y1={axis.at(0)} y2={axis.at(within(score.score))} />
                <Mark x={x(i)} y={axis.at(within(score.score))} kind={KINDS[score.says]} size={4} />
              </g>
            ))}
            <LabNames names={names} x={x} base={base} tilted={room.tilted} />
          </>
        )
      }}
    </Picture>
  )
}
