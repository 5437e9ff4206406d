// The plan in words and numbers, how to read it, what it rests on; for meters what the sample says of the lot.
import { useSay, useWords } from '#ui/i18n.ts'
import { Disclosure } from '#ui/Disclosure.tsx'
import { Notice } from '#ui/Notice.tsx'
import { Panel } from '#ui/Page.tsx'
import { Scroll } from '#ui/Scroll.tsx'
import { decides, type Stands } from '../lot-rules.ts'
import { percent, percentNeat } from '../shown.ts'
import { StandingMark, useGrade } from '../StandingMark.tsx'
import { toolWords } from '../tool-words.ts'
import { Working } from '../Working.tsx'
import { adviceOf } from './advice.ts'
import type { Design } from './design.ts'
import { MeterLot } from './MeterLot.tsx'
import { OutgoingPicture } from './OutgoingPicture.tsx'
import { planText } from './plan-text.ts'
import type { SamplingBody } from '../../../sampling-body.ts'
import { stepsOf } from './sampling-working.ts'
import { samplingWords } from './sampling-words.ts'
import type { Asked } from './spec.ts'

type Props = { readonly body: SamplingBody; readonly change: (body: SamplingBody, group?: string) => void; readonly undo: () => void; readonly asked: Asked; readonly design: Design }

export function PlanResult({ body, change, undo, asked, design }: Props) {
  const t = useWords(samplingWords)
  const words = useWords(toolWords)
  const say = useSay()
  return (
    <>
      <Panel title={t.plan}>
        <div className="stack">
          <p className="st-headline">{planText(design, t)}</p>
          {asked.census === true && <Notice tone="info">{t.census}</Notice>}
          <Figures asked={asked} design={design} />
          <div className="st-advice"><h3>{t.advice}</h3><ul>{adviceOf(body, design, t).map((one) => <li key={one}>{one}</li>)}</ul></div>
          <Disclosure summary={words.working}><Working steps={stepsOf(design).map((step) => ({ ...step, what: say(step.what) }))} /></Disclosure>
          <Disclosure summary={t.points}><CurveTable design={design} /></Disclosure>
          {design.aoql !== undefined && body.way !== 'meters' && <Disclosure summary={t.outgoing}><OutgoingPicture design={design} /></Disclosure>}
        </div>
      </Panel>
      {body.way === 'meters' && <MeterLot body={body} change={change} undo={undo} asked={asked} design={design} />}
      <Basis basis={asked.basis} />
    </>
  )
}

function Figures({ asked, design }: Pick<Props, 'asked' | 'design'>) {
  const t = useWords(samplingWords)
  const { points, atP1, atP2, quantiles, aoql } = design
  const at = (accepted: number) => quantiles.find((one) => one.accepted === accepted)?.p
  const shown = (p: number | undefined) => (p === undefined ? '—' : percent(p))
  return (
    <dl className="st-figures">
      {asked.letter !== undefined && <div><dt>{t.letter}</dt><dd>{asked.letter}</dd></div>}
      <div><dt>{t.atP1({ p: percentNeat(points.p1) })}</dt><dd>{percent(atP1, 4)}</dd></div>
      <div><dt>{t.risk1}</dt><dd>{percent(1 - atP1)}</dd></div>
      <div><dt>{t.atP2({ p: percentNeat(points.p2) })}</dt><dd>{percent(atP2, 4)}</dd></div>
      <div><dt>{t.at95}</dt><dd>{shown(at(0.95))}</dd></div>
      <div><dt>{t.at50}</dt><dd>{shown(at(0.5))}</dd></div>
      <div><dt>{t.at10}</dt><dd>{shown(at(0.1))}</dd></div>
      {aoql !== undefined && <div><dt>{t.aoql}</dt><dd>{percent(aoql.aoq)}</dd></div>}
    </dl>
  )
}

const ROWS = 12

function CurveTable({ design }: Pick<Props, 'design'>) {
  const t = useWords(samplingWords)
  const every = Math.max(1, Math.ceil(design.curve.length / ROWS))
  const rows = design.curve.filter((_, i) => i % every === 0)
  const [hasAoq, hasAti] = [rows.some(({ aoq }) => aoq !== undefined), rows.some(({ ati }) => ati !== undefined)]
  return (
    <Scroll label={t.points}>
      <table className="st-table">
        <caption className="hidden">{t.points}</caption>
        <thead><tr><th scope="col">{t.quality}</th>{design.N !== undefined && hasAoq && <th scope="col" className="num"><var>D</var></th>}<th scope="col" className="num">{t.accepted}</th>{hasAoq && <th scope="col" className="num">{t.aoq}</th>}{hasAti && <th scope="col" className="num">{t.ati}</th>}</tr></thead>
        <tbody>
          {rows.map(({ p, accepted, aoq, ati }) => (
            <tr key={p}>
              <th scope="row">{percent(p)}</th>{design.N !== undefined && hasAoq && <td className="num">{Math.round(p * design.N)}</td>}<td className="num">{percent(accepted, 4)}</td>
              {hasAoq && <td className="num">{aoq === undefined ? '—' : percent(aoq)}</td>}{hasAti && <td className="num">{ati === undefined ? '—' : ati.toFixed(0)}</td>}
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  )
}

/** Tables and rules with their grade; what nobody adopted judges no lot. */
function Basis({ basis }: { readonly basis: readonly Stands[] | undefined }) {
  const t = useWords(samplingWords)
  const grade = useGrade()
  if (basis === undefined) return <Panel title={t.basis}><p className="muted">{t.ownPlan}</p></Panel>
  return (
    <Panel title={t.basis}>
      <div className="stack">
        {!basis.every(decides) && <Notice tone="unk">{t.nobodyJudged} <a href="/rules">{t.adoptHere}</a></Notice>}
        <Scroll label={t.basis}>
          <table className="st-table st-wide">
            <caption className="hidden">{t.basis}</caption>
            <thead><tr><th scope="col">{t.basis}</th><th scope="col">{t.read}</th><th scope="col">{t.grade}</th><th scope="col">{t.stands}</th></tr></thead>
            <tbody>
              {basis.map((one) => (
                <tr key={one.id}><th scope="row">{one.id}</th><td>{/^https?:/.test(one.url) ? <a href={one.url} rel="noreferrer" target="_blank">{one.source}</a> : one.source}{one.read !== '' && <span className="caption"> {one.read}</span>}</td><td className="nowrap">{grade(one.grade)}</td><td><StandingMark standing={one.standing} /></td></tr>
              ))}
            </tbody>
          </table>
        </Scroll>
      </div>
    </Panel>
  )
}
