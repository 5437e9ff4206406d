// What sets the limits, and which tests look for signals.
import type { Refusal } from '@duheng/decisions/refusal.ts'
import { NELSON_RULES, sentenceOf, WESTERN_ELECTRIC_RULES } from '@duheng/statistics/run-rules.ts'
import { useLanguage, useWords } from '#ui/i18n.ts'
import { Disclosure } from '#ui/Disclosure.tsx'
import { Segments } from '#ui/Switches.tsx'
import { Choice, Setting } from '../Setting.tsx'
import type { ChartBody } from '../../../chart-body.ts'
import { chartWords } from './chart-words.ts'
import { testsOf } from './chart.ts'

type Props = { readonly body: ChartBody; readonly change: (body: ChartBody, group?: string) => void; readonly refused: Refusal | undefined }

export function ChartSettings({ body, change, refused }: Props) {
  const t = useWords(chartWords)
  const english = useLanguage() === 'en'
  const problem = (field: string) => (refused?.field === field ? (english ? refused.reason : refused.zh).replace(`${field}：`, '').replace(`${field}: `, '') : undefined)
  return (
    <div className="st-settings no-print">
      <div className="st-setting">
        <span className="st-label" aria-hidden="true">{t.limits}</span>
        <Segments label={t.limits} value={body.basis} onChange={(basis) => change({ ...body, basis })} choices={[{ value: 'data', label: t.fromData }, { value: 'given', label: t.fromGiven }]} />
      </div>
      {body.basis === 'data' && <Setting label={t.baseline} hint={t.baselineHint} value={body.baseline} problem={problem('baseline')} onChange={(text) => change({ ...body, baseline: text.slice(0, 6) }, 'baseline')} />}
      {body.basis === 'given' && <>
        <Setting label={t.givenMean} value={body.given.mean} problem={problem('mean')} onChange={(mean) => change({ ...body, given: { ...body.given, mean } }, 'mean')} />
        <Setting label={t.givenSigma} value={body.given.sigma} problem={problem('sigma')} onChange={(sigma) => change({ ...body, given: { ...body.given, sigma } }, 'sigma')} />
      </>}
      {body.basis === 'data' && body.kind === 'I–MR' && (
        <div className="st-setting">
          <span className="st-label" aria-hidden="true">{t.spread}</span>
          <Segments label={t.spread} value={body.spread} onChange={(spread) => change({ ...body, spread })} choices={[{ value: 'mean', label: t.spreadMean }, { value: 'median', label: t.spreadMedian }]} />
        </div>
      )}
      {body.kind === 'EWMA' && <>
        <Setting label={<var>λ</var>} value={body.ewma.lambda} problem={problem('lambda')} onChange={(text) => change({ ...body, ewma: { ...body.ewma, lambda: text.slice(0, 12) } }, 'lambda')} />
        <Setting label={<var>L</var>} value={body.ewma.L} problem={problem('L')} onChange={(text) => change({ ...body, ewma: { ...body.ewma, L: text.slice(0, 12) } }, 'L')} />
      </>}
      {body.kind === 'CUSUM' && <>
        <Setting label={<var>k</var>} value={body.cusum.k} problem={problem('k')} onChange={(text) => change({ ...body, cusum: { ...body.cusum, k: text.slice(0, 12) } }, 'k')} />
        <Setting label={<var>h</var>} value={body.cusum.h} problem={problem('h')} onChange={(text) => change({ ...body, cusum: { ...body.cusum, h: text.slice(0, 12) } }, 'h')} />
      </>}
      {body.kind !== 'EWMA' && body.kind !== 'CUSUM' && <Tests body={body} change={change} />}
    </div>
  )
}

function Tests({ body, change }: Pick<Props, 'body' | 'change'>) {
  const t = useWords(chartWords)
  const english = useLanguage() === 'en'
  const set = body.tests === 'western electric' ? WESTERN_ELECTRIC_RULES : NELSON_RULES
  const used = testsOf(body).map(({ id }) => id)
  const toggle = (id: string) => change({ ...body, off: body.off.includes(id) ? body.off.filter((one) => one !== id) : [...body.off, id] })
  return (
    <div className="st-tests">
      <Choice label={t.tests} value={body.tests} onChange={(tests) => change({ ...body, tests, off: [] })} choices={[{ value: 'nelson', label: t.nelson }, { value: 'western electric', label: t.western }, { value: 'limits', label: t.limitsOnly }]} />
      {body.tests !== 'limits' && (
        <Disclosure summary={`${used.length}/${set.length}`}>
          <ul className="st-checks">
            {set.map((rule) => (
              <li key={rule.id}><label><input type="checkbox" checked={used.includes(rule.id)} onChange={() => toggle(rule.id)} /> <strong>{rule.id}</strong> {english ? sentenceOf(rule).en : sentenceOf(rule).zh}</label></li>
            ))}
          </ul>
        </Disclosure>
      )}
    </div>
  )
}
