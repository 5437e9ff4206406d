// Counts of instruments, each leading to its rows. A count of nothing bad is quiet.
import { useQueries } from '@tanstack/react-query'
import { useWords } from '#ui/i18n.ts'
import { showCount } from '#ui/numbers.ts'
import { Icon } from '#ui/Icon.tsx'
import { Refusal } from '#ui/Refusal.tsx'
import { countQuery, rowsHref } from './queries.ts'
import { portalWords } from './words.ts'
import './portal.css'

export const figureWords = { 'in use': 'inUse', overdue: 'overdue', soon: 'soon', 'never verified': 'never' } as const
export type Figure = keyof typeof figureWords

export function Figures({ of }: { readonly of: readonly Figure[] }) {
  const t = useWords(portalWords)
  const counts = useQueries({ queries: of.map((figure) => countQuery(figure)) })
  const failed = counts.find(({ error }) => error !== null)
  return (
    <>
      {failed && <Refusal error={failed.error} onRetry={() => void Promise.all(counts.map((count) => count.refetch()))} />}
      <ul className="portal-figures">
        {of.map((figure, at) => {
          const count = counts[at]?.data
          const loud = count !== undefined && count.n > 0 && (figure === 'overdue' || figure === 'never verified')
          return (
            <li key={figure}>
              <a href={rowsHref[figure]} className={loud ? 'portal-loud' : undefined}>
                <strong>{loud && <Icon name="warn" size={16} />}{count === undefined ? '…' : `${count.about ? '≈ ' : ''}${showCount(count.n)}`}</strong>{t[figureWords[figure]]}
              </a>
            </li>
          )
        })}
      </ul>
    </>
  )
}
