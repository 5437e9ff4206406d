// A round of proficiency testing: scores in their order against ±2 and ±3, the assigned value with its reasons, the numbers as a table.
import type { ReactNode } from 'react'
import type { Found } from '@duheng/decisions/refusal.ts'
import type { RoundScores } from '@duheng/statistics/proficiency.ts'
import { useLanguage, useSay, useWords } from '#ui/i18n.ts'
import { Panel } from '#ui/Page.tsx'
import { Scroll } from '#ui/Scroll.tsx'
import { Segments } from '#ui/Switches.tsx'
import { VerdictBadge } from '#ui/VerdictBadge.tsx'
import { Refused } from '../Refused.tsx'
import { Choice, Setting } from '../Setting.tsx'
import { signed, withU } from '../shown.ts'
import { significant } from '../../../printed.ts'
import { toolWords } from '../tool-words.ts'
import type { ComparisonBody } from '../../../comparison-body.ts'
import { comparisonWords } from './comparison-words.ts'
import type { Read } from './compare.ts'
import { GivenFields } from './ReferencePanel.tsx'
import { ScoresPicture } from './ScoresPicture.tsx'

const KINDS = { satisfactory: 'ok', questionable: 'warn', unsatisfactory: 'bad' } as const
type Props = {
  readonly body: ComparisonBody
  readonly change: (body: ComparisonBody, group?: string) => void
  readonly read: Read
  readonly scores: Found<RoundScores> | undefined
  /** What stands there while there is nothing to score. */
  readonly begin: ReactNode
}

export function ProficiencyPanels({ body, change, read, scores, begin }: Props) {
  const t = useWords(comparisonWords)
  const words = useWords(toolWords)
  const say = useSay()
  const english = useLanguage() === 'en'
  const refused = scores?.ok === false ? scores : undefined
  return (
    <>
      <Panel title={t.scores}>
        <div className="stack">
          {scores?.ok === true && <ScoresPicture round={scores.value} />}
          {scores === undefined && begin}
          {scores?.ok === true && <Assigned body={body} round={scores.value} />}
          <div className="st-settings no-print">
            <Choice label={t.outside} value={body.reference === 'given' ? 'given' : 'recommended'} onChange={(reference) => change({ ...body, reference })}
              choices={[{ value: 'recommended', label: t.robustMean }, { value: 'given', label: t.given }]} />
            {body.reference === 'given' && <GivenFields body={body} change={change} answer={{ reference: refused }} />}
            <Setting label={<><var>σ</var><sub>pt</sub></>} hint={t.sigmaHint} value={body.sigma} problem={refused?.field === 'sigma' ? (english ? refused.reason : refused.zh) : undefined} onChange={(text) => change({ ...body, sigma: text }, 'sigma')} />
            <div className="st-setting">
              <span className="st-label" aria-hidden="true">{t.consensus}</span>
              <Segments label={t.consensus} value={body.consensus} onChange={(consensus) => change({ ...body, consensus })} choices={[{ value: 'Algorithm A', label: english ? 'Algorithm A' : '算法 A' }, { value: 'Q/Hampel', label: 'Q/Hampel' }]} />
            </div>
          </div>
          {refused !== undefined && !refused.field.startsWith('given') && refused.field !== 'sigma' && <Refused by={refused} />}
          {scores?.ok === true && (
            <div className="st-advice">
              <ol>{scores.value.reasons.map((one) => <li key={one.en}>{say([one.zh, one.en])}</li>)}</ol>
              {scores.value.algorithm !== undefined && <p className="caption">{t.algorithmSays({ n: scores.value.algorithm.iterations, w: scores.value.algorithm.winsorised, factor: significant(scores.value.algorithm.factor, 4) })}</p>}
            </div>
          )}
        </div>
      </Panel>
      {scores?.ok === true && <Panel title={words.table}><ScoresTable body={body} read={read} round={scores.value} /></Panel>}
    </>
  )
}

function Assigned({ body, round }: { readonly body: ComparisonBody; readonly round: RoundScores }) {
  const t = useWords(comparisonWords)
  const shown = withU(round.assigned, 2 * round.uAssigned)
  return (
    <>
      <p className="st-headline"><var>x</var><sub>pt</sub> = {shown.value} ± {shown.U}{'\u202f'}{body.unit}</p>
      <dl className="st-figures">
        <div><dt><var>u</var>(<var>x</var><sub>pt</sub>)</dt><dd>{significant(round.uAssigned, 3)} {body.unit}</dd></div>
        <div><dt><var>σ</var><sub>pt</sub></dt><dd>{significant(round.sigma, 4)} {body.unit}</dd></div>
        <div><dt><var>u</var>(<var>x</var><sub>pt</sub>)/<var>σ</var><sub>pt</sub></dt><dd>{significant(round.uAssigned / round.sigma, 2)}</dd></div>
        <div><dt>{t.participants}</dt><dd>{round.results.length}</dd></div>
      </dl>
    </>
  )
}

function ScoresTable({ body, read, round }: { readonly body: ComparisonBody; readonly read: Read; readonly round: RoundScores }) {
  const t = useWords(comparisonWords)
  const hasZeta = round.results.some(({ zeta }) => zeta !== undefined)
  const hasEn = round.results.some(({ en }) => en !== undefined)
  const inUnit = body.unit === '' ? '' : ` / ${body.unit}`
  return (
    <Scroll label={t.scores}>
      <table className="st-table">
        <caption className="hidden">{t.scores}</caption>
        <thead><tr>
          <th scope="col">{t.lab}</th><th scope="col" className="num"><var>x</var>{inUnit}</th><th scope="col" className="num"><var>{round.score}</var></th>{hasZeta && <th scope="col" className="num"><var>ζ</var></th>}{hasEn && <th scope="col" className="num"><var>E</var><sub>n</sub></th>}<th scope="col">{t.verdict}</th>
        </tr></thead>
        <tbody>
          {round.results.map(({ lab, score, zeta, en }, i) => (
            <tr key={lab}>
              <th scope="row">{lab}</th><td className="num">{body.rows[read.laboratories[i]?.row ?? -1]?.[1]?.trim()}</td><td className="num">{signed(score.score.toFixed(2).replace('-', '\u2212'))}</td>
              {hasZeta && <td className="num">{zeta === undefined ? '—' : signed(zeta.score.toFixed(2).replace('-', '\u2212'))}</td>}
              {hasEn && <td className="num">{en === undefined ? '—' : signed(en.score.toFixed(2).replace('-', '\u2212'))}</td>}
              <td><VerdictBadge kind={KINDS[score.says]}>{t[score.says]}</VerdictBadge></td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  )
}

