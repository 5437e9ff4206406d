// State of an instrument and whether it is under compulsory verification, as badges: the exception is loud, the rest is quiet.
import { addDays } from '#ui/dates.ts'
import { useSay, useWords } from '#ui/i18n.ts'
import { VerdictBadge } from '#ui/VerdictBadge.tsx'
import { statePairs, words } from './registry-words.ts'

const SOON_DAYS = 30
type Row = { readonly state: string; readonly due: string; readonly dueOn: string | null; readonly verdict: string | null }

export function StateBadge({ row, today }: { readonly row: Row; readonly today: string }) {
  const t = useWords(words)
  const say = useSay()
  if (row.state !== 'in use') return <VerdictBadge kind="void">{say(statePairs[row.state] ?? [row.state, row.state])}</VerdictBadge>
  if (row.due === 'later') return <VerdictBadge kind="unk">{t.laterBadge}</VerdictBadge>
  if (row.verdict === 'fail') return <VerdictBadge kind="bad">{t.failedBadge}</VerdictBadge>
  if (row.due === 'never') return <VerdictBadge kind="unk">{t.none}</VerdictBadge>
  if (row.due === 'overdue') return <VerdictBadge kind="bad">{t.overdueBy}</VerdictBadge>
  if (row.dueOn === null) return <VerdictBadge kind="ok">{t.withoutEnd}</VerdictBadge>
  if (row.dueOn <= addDays(today, SOON_DAYS)) return <VerdictBadge kind="warn">{t.soon({ day: row.dueOn })}</VerdictBadge>
  return <VerdictBadge kind="ok">{t.validUntil({ day: row.dueOn })}</VerdictBadge>
}

export function Compulsory({ of }: { readonly of: { readonly says: string; readonly decided: boolean } }) {
  const t = useWords(words)
  if (of.says === 'unknown') return <VerdictBadge kind="unk">{t.compulsoryUnknown}</VerdictBadge>
  const word = of.says === 'yes' ? t.isCompulsory : t.compulsoryNot
  // In a list of compulsory instruments the badge of each would drown the few that matter.
  return of.decided ? <span>{word}</span> : <span title={t.notAdopted}>{word} <small className="muted">{t.notAdopted}</small></span>
}
