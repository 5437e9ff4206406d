// Measurements a standard was used for, newest first: what a recall would walk.
import { useWords } from '#ui/i18n.ts'
import { Table } from '#ui/Table.tsx'
import type { TableColumn } from '#ui/Table.tsx'
import { emptyView } from '#ui/table-view.ts'
import { VerdictBadge } from '#ui/VerdictBadge.tsx'
import type { OneStandard } from './standard-queries.ts'
import { standardWords } from './standard-words.ts'

type Use = OneStandard['uses'][number]

export function StandardUses({ uses }: { readonly uses: readonly Use[] }) {
  const t = useWords(standardWords)
  if (uses.length === 0) return <p className="muted">{t.noUses}</p>
  const columns: TableColumn<Use>[] = [
    { key: 'item', title: t.item, nowrap: true, render: (row) => <a href={`/work/${row.itemId}`}>{row.no}</a> },
    { key: 'instrument', title: t.instrument, render: (row) => row.instrument },
    { key: 'on', title: t.on, nowrap: true, render: (row) => row.on },
    { key: 'issued', title: t.issuedNo, nowrap: true, render: (row) => row.certificate ?? '' },
    { key: 'verdict', title: t.state, nowrap: true, render: (row) => (row.verdict === 'pass' ? <VerdictBadge verdict="passes" /> : row.verdict === 'fail' ? <VerdictBadge verdict="fails" /> : '') },
  ]
  return <Table id="standard-uses" label={t.uses} columns={columns} rows={uses} rowKey={(row) => String(row.recordId)} view={emptyView} onView={() => undefined} plain keyboard={false} minWidth={640} />
}
