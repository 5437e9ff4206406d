// Every signal in words: which test, at which point, what it found. A signal looked at is marked in the pictures.
import { useLanguage, useWords } from '#ui/i18n.ts'
import { Panel } from '#ui/Page.tsx'
import { Scroll } from '#ui/Scroll.tsx'
import type { ChartBody } from '../../../chart-body.ts'
import { chartWords } from './chart-words.ts'
import type { Charted, Flag, Read } from './chart.ts'

type Props = { readonly body: ChartBody; readonly read: Read; readonly charted: Charted; readonly flags: readonly Flag[]; readonly onShow: (point: number | undefined) => void }
const MOST = 40

export function SignalsPanel({ read, charted, flags, onShow }: Props) {
  const t = useWords(chartWords)
  const english = useLanguage() === 'en'
  if (flags.length === 0) return <Panel title={t.signals({ n: 0 })}><p className="muted">{t.noSignals}</p></Panel>
  const label = (at: number | undefined) => (at === undefined ? '' : read.points[at]?.label ?? '')
  const chartName = (flag: Flag) => (charted.kind !== 'pair' ? charted.kind : flag.chart === 'location' ? charted.pair.kind.split('–')[0] : charted.pair.kind.split('–')[1])
  return (
    <Panel title={t.signals({ n: flags.length })}>
      <Scroll label={t.signals({ n: flags.length })}>
        <table className="st-table">
          <caption className="hidden">{t.signals({ n: flags.length })}</caption>
          <thead><tr><th scope="col">{t.at}</th><th scope="col">{t.chart}</th><th scope="col">{t.test}</th><th scope="col">{t.says}</th><th scope="col">{t.involved}</th></tr></thead>
          <tbody>
            {flags.slice(0, MOST).map((flag) => {
              const { rule, points, chart } = flag
              const last = points.at(-1)
              return (
                <tr key={`${chart} ${rule} ${last}`} onMouseEnter={() => onShow(last)} onMouseLeave={() => onShow(undefined)}>
                  <th scope="row"><button type="button" className="linklike" onClick={() => onShow(last)} onFocus={() => onShow(last)}>{label(last)}</button></th>
                  <td>{chartName(flag)}</td><td>{/^\d+$/.test(rule) ? rule : '—'}</td><td>{english ? flag.en : flag.zh}</td><td>{points.length === 1 ? label(last) : `${label(points[0])} – ${label(last)}`}</td>
                </tr>
              )
            })}
          </tbody>
        </table>
      </Scroll>
      {flags.length > MOST && <p className="caption">{t.more({ n: flags.length - MOST })}</p>}
    </Panel>
  )
}
