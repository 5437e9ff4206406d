// Every way to a reference value beside the others, as intervals on one line and as numbers; the one in use is marked and can be changed.
import { Button } from 'antd'
import { Disclosure } from '#ui/Disclosure.tsx'
import { useLanguage, useSay, useWords } from '#ui/i18n.ts'
import { Loading } from '#ui/Loading.tsx'
import { Panel } from '#ui/Page.tsx'
import { Scroll } from '#ui/Scroll.tsx'
import { axisOf, type Axis } from '../axis.ts'
import { withU } from '../shown.ts'
import { significant } from '../../../printed.ts'
import { toolWords } from '../tool-words.ts'
import { Working } from '../Working.tsx'
import type { ComparisonBody } from '../../../comparison-body.ts'
import { comparisonWords, METHOD_WORDS } from './comparison-words.ts'
import { stepsOf } from './comparison-working.ts'
import type { Answer, Slow, Way } from './compare.ts'

type Props = { readonly body: ComparisonBody; readonly change: (body: ComparisonBody) => void; readonly answer: Answer; readonly slow: Slow | undefined }
const BAR = 110

export function WaysPanel({ body, change, answer, slow }: Props) {
  const t = useWords(comparisonWords)
  const words = useWords(toolWords)
  const say = useSay()
  const english = useLanguage() === 'en'
  const inUse = answer.reference?.ok === true ? answer.reference.value.name : undefined
  const ends = answer.ways.flatMap(({ reference }) => (reference.ok ? [reference.value.value - 2 * reference.value.u, reference.value.value + 2 * reference.value.u] : []))
  const least = Math.min(...answer.ways.flatMap(({ reference }) => (reference.ok ? [reference.value.u] : [])))
  const axis = axisOf(ends, { from: 4, to: BAR - 4, about: 3, pad: 0 })
  return (
    <Panel title={t.ways}>
      <div className="stack">
        <Scroll label={t.ways}>
          <table className="st-table">
            <caption className="hidden">{t.ways}</caption>
            <thead><tr><th scope="col">{t.method}</th><th scope="col" className="num">{t.reference}</th><th scope="col" className="num"><var>u</var></th><th scope="col" className="num"><var>τ</var></th><th scope="col"><span className="hidden">± 2u</span></th><th scope="col"><span className="hidden">{t.use}</span></th></tr></thead>
            <tbody>
              {answer.ways.map((way) => <WayRow key={way.name} way={way} least={least} axis={axis} isUsed={way.name === inUse} onUse={() => change({ ...body, reference: way.name })} />)}
            </tbody>
          </table>
        </Scroll>
        {slow === undefined && <Loading rows={1} />}
        {slow?.subset.ok === true && <p className="st-sentence">{slow.subset.value.excluded.length === 0 ? t.subsetAll({ n: slow.subset.value.labs.length })
          : t.subsetSays({ n: slow.subset.value.labs.length, out: slow.subset.value.excluded.join(english ? ', ' : '、'), m: slow.subset.value.alternatives })}</p>}
        <Disclosure summary={words.working}><Working steps={stepsOf(answer, slow).map((step) => ({ what: say(step.what), formula: step.formula, result: step.result, source: step.source }))} /></Disclosure>
      </div>
    </Panel>
  )
}

function WayRow({ way, least, axis, isUsed, onUse }: { readonly way: Way; /** The smallest u: all values are shown to its places. */ readonly least: number; readonly axis: Axis; readonly isUsed: boolean; readonly onUse: () => void }) {
  const t = useWords(comparisonWords)
  const say = useSay()
  const { reference } = way
  const name = say(METHOD_WORDS[way.name])
  if (!reference.ok) return <tr><th scope="row">{name}</th><td colSpan={5} className="muted">{say([reference.zh, reference.reason])}</td></tr>
  const { value, u, tau2 } = reference.value
  const shown = { value: withU(value, least / 5).value, U: significant(2 * u, 2) }
  return (
    <tr aria-current={isUsed || undefined}>
      <th scope="row">{name}</th><td className="num">{shown.value}</td><td className="num">{significant(u, 3)}</td><td className="num">{tau2 > 0 ? significant(Math.sqrt(tau2), 3) : '—'}</td>
      <td><svg className="st-way" viewBox={`0 0 ${BAR} 14`} width={BAR} height="14" role="img" aria-label={`${shown.value} ± ${shown.U}`}><line x1={axis.at(value - 2 * u)} x2={axis.at(value + 2 * u)} y1="7" y2="7" /><circle cx={axis.at(value)} cy="7" r="4" /></svg></td>
      <td>{isUsed ? <span className="muted">✓</span> : <Button size="small" className="no-print" onClick={onUse} aria-label={`${t.use} ${name}`}>{t.use}</Button>}</td>
    </tr>
  )
}
