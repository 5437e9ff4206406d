// The work board as a register: where everything stands, what is late, what is mine; counts by state above it.
import { useQuery } from '@tanstack/react-query'
import { ask } from '#ui/client.ts'
import { useSay, useWords } from '#ui/i18n.ts'
import { Empty } from '#ui/Notice.tsx'
import { Page } from '#ui/Page.tsx'
import { Segments } from '#ui/Switches.tsx'
import { useTableView } from '#ui/table-address.ts'
import { withFilter } from '#ui/table-view.ts'
import type { TableView } from '#ui/table-view.ts'
import { roleNames, useSession } from '#ui/session.ts'
import { api } from './api.ts'
import { deskWords } from './desk-words.ts'
import { ItemsTable } from './ItemsTable.tsx'
import { stateWords } from './state-words.ts'

const OPEN = 'booked,accepted,received,assigned,measured,checked,signed,issued'
const itemsQuery = (view: TableView, mine: boolean) => ({
  queryKey: ['laboratory', 'items', view, mine],
  queryFn: ({ signal }: { signal: AbortSignal }) => ask(api.items.$get({
    query: {
      states: view.filters['state'] ?? OPEN, limit: '50', ...(view.after ? { before: view.after } : {}),
      ...(mine ? { verifier: 'me' as const } : {}), ...(view.filters['late'] === 'yes' ? { overdue: 'yes' as const } : {}),
    },
  }, { init: { signal } })),
})

export function WorkPage() {
  const t = useWords(deskWords)
  const say = useSay()
  const [view, onView, onReset] = useTableView()
  const verifier = (roleNames(useSession()) ?? []).includes('verifier')
  const mine = view.filters['who'] === 'me'
  const items = useQuery(itemsQuery(view, mine))
  const board = useQuery({ queryKey: ['laboratory', 'board'], queryFn: ({ signal }) => ask(api.board.$get({}, { init: { signal } })) })
  const counts = board.data?.states.filter((s) => s.count > 0 && OPEN.split(',').includes(s.id)) ?? []
  const next = items.data?.next
  return (
    <Page title={t.work}>
      <Segments label={t.stateFilter} value={view.filters['state'] ?? ''} onChange={(state) => onView(withFilter(view, 'state', state))}
        choices={[{ value: '', label: t.work }, ...counts.map((s) => ({ value: s.id, label: `${say([s.zh, s.en])} ${s.count}${s.late > 0 ? ` (${t.late} ${s.late})` : ''}` }))]} />
      <ItemsTable id="work" items={items.data?.items} view={view} onView={onView} onReset={onReset} cursors={{ next: next == null ? undefined : String(next) }}
        filters={[
          { key: 'state', label: t.stateFilter, choices: Object.entries(stateWords).map(([value, words]) => ({ value, label: say(words) })) },
          { key: 'late', label: t.late, pinned: true, choices: [{ value: 'yes', label: t.late }] },
          ...(verifier ? [{ key: 'who', label: t.mine, pinned: true, choices: [{ value: 'me', label: t.mine }] }] : []),
        ]}
        error={items.error ?? undefined} onRetry={() => void items.refetch()} empty={<Empty title={t.noWork} />} />
    </Page>
  )
}
