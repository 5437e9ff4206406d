// Whether a rule may decide, and how well it was read.
import { useWords } from '#ui/i18n.ts'
import { VerdictBadge } from '#ui/VerdictBadge.tsx'
import { ruleWords } from './words.ts'

export function StandingBadge({ standing, reason }: { readonly standing: string; readonly reason?: string }) {
  const t = useWords(ruleWords)
  if (standing === 'official') return <VerdictBadge kind="ok" reason={reason}>{t.standsOfficial}</VerdictBadge>
  if (standing === 'adopted') return <VerdictBadge kind="ok" reason={reason}>{t.standsAdopted}</VerdictBadge>
  return <VerdictBadge kind="unk" reason={reason ?? t.notDeciding}>{t.standsNot}</VerdictBadge>
}

export function useGradeWord(): (grade: string) => string {
  const t = useWords(ruleWords)
  return (grade) => (grade === 'official' ? t.official : grade === 'secondary' ? t.secondary : t.memory)
}
