// The state of a certificate as a badge.
import { useSay } from '#ui/i18n.ts'
import { VerdictBadge } from '#ui/VerdictBadge.tsx'
import { statePairs, stateVerdicts } from './certificate-words.ts'

export function StateOf({ state, reason }: { readonly state: string; readonly reason?: string }) {
  const say = useSay()
  const verdict = stateVerdicts[state]
  if (verdict !== undefined) return <VerdictBadge verdict={verdict} reason={reason} />
  return <VerdictBadge kind="warn">{say(statePairs[state] ?? [state, state])}</VerdictBadge>
}
