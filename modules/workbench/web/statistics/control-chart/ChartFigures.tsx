// Centre line, limits, their basis; the working; what to mind before acting on the chart.
import { shapiroWilk } from '@duheng/statistics/shape-test.ts'
import { useSay, useWords } from '#ui/i18n.ts'
import { Disclosure } from '#ui/Disclosure.tsx'
import { probability, withU } from '../shown.ts'
import { significant } from '../../../printed.ts'
import { toolWords } from '../tool-words.ts'
import { Working } from '../Working.tsx'
import type { ChartBody } from '../../../chart-body.ts'
import { stepsOf } from './chart-working.ts'
import { chartWords } from './chart-words.ts'
import { flagsOf, type Charted, type Read } from './chart.ts'

type Props = { readonly body: ChartBody; readonly charted: Charted; readonly read: Read }

export function ChartFigures({ body, charted, read }: Props) {
  const t = useWords(chartWords)
  const words = useWords(toolWords)
  const say = useSay()
  const limits = limitsOf(charted)
  const { basis, baseline } = charted.kind === 'pair' ? charted.pair : charted
  const sigma = charted.kind === 'pair' ? charted.pair.sigma : charted.sigma
  const number = (value: number, digits = withU(value, sigma / 10).value) => `${digits}${body.unit === '' ? '' : `\u202f${body.unit}`}`
  const cautions = cautionsOf(body, charted, read, t)
  return (
    <>
      <dl className="st-figures">
        <div><dt>{t.centre}</dt><dd>{number(limits.centre)}</dd></div>
        <div><dt>{t.upper}</dt><dd>{number(limits.upper)}</dd></div>
        <div><dt>{t.lower}</dt><dd>{number(limits.lower)}</dd></div>
        <div><dt>{t.sigma}</dt><dd>{number(sigma, significant(sigma, 4))}</dd></div>
        <div><dt>{t.from}</dt><dd>{basis === 'given' ? t.fromKnown : t.fromPoints({ n: baseline })}</dd></div>
        <div><dt>{t.points}</dt><dd>{read.points.length}</dd></div>
      </dl>
      {cautions.length > 0 && <div className="st-advice"><h3>{words.cautions}</h3><ul>{cautions.map((one) => <li key={one}>{one}</li>)}</ul></div>}
      <Disclosure summary={words.working}><Working steps={stepsOf(charted).map((step) => ({ ...step, what: say(step.what) }))} /></Disclosure>
    </>
  )
}

export function limitsOf(charted: Charted): { readonly centre: number; readonly lower: number; readonly upper: number } {
  if (charted.kind === 'pair') return charted.pair.location
  if (charted.kind === 'EWMA') return { centre: charted.target.mean, lower: charted.ewma.lower.at(-1) ?? Number.NaN, upper: charted.ewma.upper.at(-1) ?? Number.NaN }
  return { centre: charted.target.mean, lower: -charted.cusum.limit, upper: charted.cusum.limit }
}

const ENOUGH = 20
type Words = (typeof chartWords)['en']

function cautionsOf(body: ChartBody, charted: Charted, { points }: Read, t: Words): string[] {
  const out: string[] = []
  const { basis, baseline } = charted.kind === 'pair' ? charted.pair : charted
  const flags = flagsOf(charted)
  if (basis === 'baseline' && baseline < ENOUGH) out.push(t.few({ n: baseline }))
  if (basis === 'baseline' && flags.some(({ points: at }) => at.every((one) => one < baseline))) out.push(t.mixed)
  if (body.kind === 'I–MR') {
    const shape = shapiroWilk(points.slice(0, basis === 'baseline' ? baseline : points.length).map(({ values: [value = 0] }) => value))
    if (shape.ok && shape.value.p < 0.05) out.push(t.notNormal({ p: probability(shape.value.p) }))
  }
  if (charted.kind === 'pair' && body.tests === 'nelson' && body.off.length === 0) out.push(t.wideAlarm)
  if (charted.kind === 'CUSUM' && charted.runs !== undefined) out.push(t.runs({ still: significant(charted.runs.still, 3), shifted: significant(charted.runs.shifted, 3) }))
  if (flags.length > 0) out.push(t.act)
  return out
}
