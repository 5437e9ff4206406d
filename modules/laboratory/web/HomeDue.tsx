// The last day of an item's time limit, short: loud when over, amber when near. The rule, its unit and pauses are on the item's page.
import { useWords } from '#ui/i18n.ts'
import { useToday } from '#ui/now.ts'
import { VerdictBadge } from '#ui/VerdictBadge.tsx'
import { homeWords } from './home-words.ts'
import { daysLeft } from './standard-state.ts'

/** House rule, not law: near enough to be dealt with first. */
const NEAR_DAYS = 3

export function HomeDue({ due }: { readonly due: string | null }) {
  const t = useWords(homeWords)
  const today = useToday()
  if (due === null) return null
  if (due < today) return <VerdictBadge kind="bad">{t.overdue({ day: due })}</VerdictBadge>
  if (due === today) return <VerdictBadge kind="warn">{t.today}</VerdictBadge>
  return daysLeft(due, today) <= NEAR_DAYS ? <VerdictBadge kind="warn">{t.until({ day: due })}</VerdictBadge> : <span className="nowrap muted">{t.until({ day: due })}</span>
}
