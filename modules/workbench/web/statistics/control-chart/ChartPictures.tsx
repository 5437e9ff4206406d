// The charts: location above, dispersion below, or the sums and averages of the two charts for small shifts. Every flagged point has a ring
// and the number of the test.
import { useWords } from '#ui/i18n.ts'
import type { ChartBody } from '../../../chart-body.ts'
import { chartWords } from './chart-words.ts'
import type { Charted, Flag, Read } from './chart.ts'
import { ControlPicture, type Series } from './ControlPicture.tsx'

type Props = { readonly body: ChartBody; readonly read: Read; readonly charted: Charted; readonly flags: readonly Flag[]; /** The point looked at. */ readonly shown: number | undefined }

export function ChartPictures({ body, read, charted, flags, shown }: Props) {
  const t = useWords(chartWords)
  const labels = read.points.map(({ label }) => label)
  const of = (chart: Flag['chart']) => flags.filter((flag) => flag.chart === chart)
  const common = { labels, shown, unit: body.unit }
  if (charted.kind === 'pair') {
    const { pair } = charted
    const from = pair.kind === 'I–MR' ? 1 : 0
    const baseline = pair.basis === 'baseline' && pair.baseline < labels.length ? pair.baseline : undefined
    return (
      <>
        <ControlPicture {...common} name={pair.kind.split('–')[0] ?? ''} title={t.location} height={300} flags={of('location')} baseline={baseline} legend={t.legend} zones
          series={[line(pair.location.points, 0)]} centre={pair.location.centre} sigma={pair.location.sigma} lower={flat(labels, pair.location.lower)} upper={flat(labels, pair.location.upper)} />
        <ControlPicture {...common} name={pair.kind.split('–')[1] ?? ''} title={t.dispersion} height={190} flags={of('dispersion')} baseline={baseline}
          series={[line(pair.dispersion.points, from)]} centre={pair.dispersion.centre} lower={flat(labels, pair.dispersion.lower)} upper={flat(labels, pair.dispersion.upper)} floor />
      </>
    )
  }
  const baseline = charted.basis === 'baseline' && charted.baseline < labels.length ? charted.baseline : undefined
  if (charted.kind === 'EWMA') {
    return (
      <ControlPicture {...common} name="EWMA" title={t.averages} height={340} flags={flags} baseline={baseline} legend={t.legendEwma} series={[line(charted.ewma.z, 0), { ...line(charted.values, 0), faint: true }]}
        centre={charted.target.mean} lower={charted.ewma.lower} upper={charted.ewma.upper} />
    )
  }
  const below = charted.cusum.below.map((sum) => (sum === 0 ? 0 : -sum))
  return (
    <ControlPicture {...common} name="CUSUM" title={t.sums} height={340} flags={flags} baseline={baseline} legend={t.legendCusum} series={[line(charted.cusum.above, 0), line(below, 0)]} ringLast
      centre={0} lower={flat(labels, -charted.cusum.limit)} upper={flat(labels, charted.cusum.limit)} />
  )
}

const line = (points: readonly number[], from: number): Series => ({ points, from })
const flat = (labels: readonly string[], at: number): readonly number[] => labels.map(() => at)
