// An uncertainty budget: contributions sorted by their share of the variance, type A filled, type B hatched, a negative correlation term
// left of zero; the last row prints u, degrees of freedom, k and U. A row leads to its input. Absent: computing anything but the order
// (@duheng/uncertainty computes).
import { dictionary, useWords } from './i18n.ts'
import './MpeChart.css'

export type BudgetTerm = {
  readonly id: string
  /** `m_ref`, `δT`, or `r(a, b)` for a correlation. */
  readonly symbol: string
  readonly name: string
  /** |c·u| with its unit, as it prints. */
  readonly value: string
  /** Part of the combined variance; negative for a correlation that lowers it. */
  readonly share: number
  readonly type: 'A' | 'B' | 'correlation'
}

const words = dictionary({
  caption: ['不确定度来源，按贡献排序', 'Sources of uncertainty, by contribution'],
  source: ['来源', 'Source'],
  type: ['评定', 'Type'],
  value: ['|c·u|', '|c·u|'],
  share: ['占比', 'Share'],
  sum: ['累计 {share} %', '{share} % so far'],
  total: ['合成', 'Combined'],
  A: ['A 类', 'A'],
  B: ['B 类', 'B'],
  correlation: ['相关', 'corr.'],
  legend: ['实心：A 类；斜纹：B 类；向左：降低不确定度的相关项', 'Solid: type A; hatched: type B; to the left: a correlation that lowers the uncertainty'],
})

type Props = {
  readonly terms: readonly BudgetTerm[]
  readonly total: { readonly u: string; readonly nu: string; readonly k: string; readonly U: string }
  readonly onTerm?: (id: string) => void
}

export function BudgetBars({ terms, total, onTerm }: Props) {
  const t = useWords(words)
  const sorted = terms.toSorted((one, other) => Math.abs(other.share) - Math.abs(one.share))
  const low = Math.min(0, ...sorted.map(({ share }) => share))
  const high = Math.max(0.0001, ...sorted.map(({ share }) => share))
  const x = (share: number) => ((share - low) / (high - low)) * 100
  const sums = sorted.map((_, index) => sorted.slice(0, index + 1).reduce((sum, { share }) => sum + share, 0))
  return (
    <figure className="budget">
      <table>
        <caption>{t.caption}</caption>
        <thead>
          <tr>
            <th scope="col">{t.source}</th>
            <th scope="col">{t.type}</th>
            <th scope="col" className="num">
              {t.value}
            </th>
            <th scope="col" className="num">
              {t.share}
            </th>
          </tr>
        </thead>
        <tbody>
          {sorted.map((term, index) => (
            <tr key={term.id}>
              <th scope="row">
                {onTerm ? (
                  <button type="button" className="linklike" onClick={() => onTerm(term.id)}>
                    <var>{term.symbol}</var>
                  </button>
                ) : (
                  <var>{term.symbol}</var>
                )}{' '}
                <span className="muted">{term.name}</span>
                <svg viewBox="0 0 100 14" preserveAspectRatio="none" aria-hidden="true">
                  <defs>
                    <pattern id="budget-b" width="3" height="3" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
                      <line className="budget-b-line" x1="0" y1="0" x2="0" y2="3" />
                    </pattern>
                  </defs>
                  <rect
                    className={term.share < 0 ? 'budget-negative' : term.type === 'A' ? 'budget-a' : 'budget-b'}
                    y="3"
                    height="8"
                    strokeWidth={term.type === 'B' && term.share >= 0 ? 0.5 : 0}
                    x={Math.min(x(0), x(term.share))}
                    width={Math.abs(x(term.share) - x(0))}
                  />
                </svg>
              </th>
              <td className="nowrap">{t[term.type]}</td>
              <td className="num">{term.value}</td>
              <td className="num" title={t.sum({ share: percent(sums[index] ?? 0) })}>
                {percent(term.share)} %
              </td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">{t.total}</th>
            <td colSpan={3} className="budget-total">
              <span>
                <var>u</var> = {total.u}
              </span>{' '}
              <span>
                <var>ν</var> = {total.nu}
              </span>{' '}
              <span>
                <var>k</var> = {total.k}
              </span>{' '}
              <span>
                <var>U</var> = {total.U}
              </span>
            </td>
          </tr>
        </tfoot>
      </table>
      <figcaption>{t.legend}</figcaption>
    </figure>
  )
}

function percent(share: number): string {
  return (share * 100).toFixed(1).replace('-', '−')
}
