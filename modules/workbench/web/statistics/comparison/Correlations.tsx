// Pairs of laboratories that share an influence, such as one standard.
import { Button } from 'antd'
import { useWords } from '#ui/i18n.ts'
import { Icon } from '#ui/Icon.tsx'
import { Choice, Setting } from '../Setting.tsx'
import type { ComparisonBody } from '../../../comparison-body.ts'
import { comparisonWords } from './comparison-words.ts'
import type { Read } from './compare.ts'
import { useProblem } from './LaboratoriesPanel.tsx'

type Props = { readonly body: ComparisonBody; readonly change: (body: ComparisonBody, group?: string) => void; readonly read: Read }

export function Correlations({ body, change, read }: Props) {
  const t = useWords(comparisonWords)
  const problem = useProblem(read)
  const names = read.laboratories.map(({ lab }) => lab)
  const set = (at: number, next: Partial<ComparisonBody['correlations'][number]>, group = '') => change({ ...body, correlations: body.correlations.map((one, i) => (i === at ? { ...one, ...next } : one)) }, group)
  const remove = (at: number) => {
    const correlations = body.correlations.toSpliced(at, 1)
    change({ ...body, correlations, reference: correlations.length === 0 && body.reference === 'generalised least squares' ? 'recommended' : body.reference })
  }
  const choices = (own: string) => [...new Set([own, ...names])].map((name) => ({ value: name, label: name }))
  return (
    <div className="stack">
      {body.correlations.length === 0 && <p className="muted">{t.noCorrelations}</p>}
      {body.correlations.map(({ a, b, r }, at) => (
        // Pairs have no name of their own and stay in their order.
        // oxlint-disable-next-line react/no-array-index-key
        <div key={at} className="st-settings">
          <Choice label={t.first} value={a} choices={choices(a)} onChange={(name) => set(at, { a: name })} />
          <Choice label={t.second} value={b} choices={choices(b)} onChange={(name) => set(at, { b: name })} />
          <Setting label={t.r} value={r} problem={problem('correlations')} onChange={(text) => set(at, { r: text.slice(0, 30) }, `r ${at}`)} />
          <Button icon={<Icon name="bad" />} aria-label={`${t.removePair} ${a} ${b}`} onClick={() => remove(at)} />
        </div>
      ))}
      <div><Button className="no-print" icon={<Icon name="plus" />} onClick={() => change({ ...body, correlations: [...body.correlations, { a: names[0] ?? '', b: names[1] ?? '', r: '' }] })}>{t.addPair}</Button></div>
    </div>
  )
}
