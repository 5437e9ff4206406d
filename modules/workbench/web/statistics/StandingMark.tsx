// Whether a rule may decide, and how well it was read: the same words as on the page of rules.
import { dictionary, useWords } from '#ui/i18n.ts'
import { VerdictBadge } from '#ui/VerdictBadge.tsx'
import type { Stands } from './lot-rules.ts'

const words = dictionary({
  official: ['官方文本', 'Official text read'],
  secondary: ['二手来源', 'Secondary source'],
  memory: ['凭记忆，未核实', 'From memory, unverified'],
  standsOfficial: ['官方文本', 'Official'],
  standsAdopted: ['已采用', 'Adopted'],
  standsNot: ['未采用', 'Not adopted'],
})

export function StandingMark({ standing }: Pick<Stands, 'standing'>) {
  const t = useWords(words)
  if (standing === 'not adopted') return <VerdictBadge kind="unk">{t.standsNot}</VerdictBadge>
  return <VerdictBadge kind="ok">{standing === 'official' ? t.standsOfficial : t.standsAdopted}</VerdictBadge>
}

export function useGrade(): (grade: Stands['grade']) => string {
  const t = useWords(words)
  return (grade) => t[grade]
}
