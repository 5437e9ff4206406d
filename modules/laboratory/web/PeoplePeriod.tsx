// Whether a scope or an authorisation holds today.
import { useWords } from '#ui/i18n.ts'
import { useToday } from '#ui/now.ts'
import { VerdictBadge } from '#ui/VerdictBadge.tsx'
import { daysLeft, SOON_DAYS } from './standard-state.ts'
import { peopleWords } from './people-words.ts'

export function PeoplePeriod({ from, to }: { readonly from: string; readonly to: string }) {
  const t = useWords(peopleWords)
  const today = useToday()
  if (from > today) return <VerdictBadge kind="unk">{t.later}</VerdictBadge>
  if (to < today) return <VerdictBadge kind="bad">{t.over}</VerdictBadge>
  return daysLeft(to, today) <= SOON_DAYS ? <VerdictBadge kind="warn">{t.soon}</VerdictBadge> : <VerdictBadge kind="ok">{t.inForce}</VerdictBadge>
}
