// The statutory clock of an item, with the rule that sets it.
import { Clock } from '#ui/Clock.tsx'
import { useSay } from '#ui/i18n.ts'
import type { Item } from './item-query.ts'

export function ItemClock({ item }: { readonly item: Item }) {
  const say = useSay()
  const { clock } = item
  if (!clock.rule || (clock.state !== 'running' && clock.state !== 'paused')) return null
  const notes = [say([`${clock.rule.zh} ${clock.rule.document} ${clock.rule.clause ?? ''}`, `${clock.rule.en} ${clock.rule.document} ${clock.rule.clause ?? ''}`])]
  return <Clock due={clock.last} left={clock.left} total={clock.rule.days} unit={clock.rule.unit === 'working day' ? 'workingDay' : 'day'} notes={notes} stopped={clock.state === 'paused' ? 'paused' : undefined} />
}
