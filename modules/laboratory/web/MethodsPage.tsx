// Every procedure in force with the dossier that speaks for it here, or the fact that there is none.
import { useQuery } from '@tanstack/react-query'
import { useLanguage, useWords } from '#ui/i18n.ts'
import { useGo } from '#ui/navigation.ts'
import { Empty } from '#ui/Notice.tsx'
import { Page } from '#ui/Page.tsx'
import { Table } from '#ui/Table.tsx'
import type { TableColumn } from '#ui/Table.tsx'
import { emptyView } from '#ui/table-view.ts'
import { MethodBadge } from './MethodBadge.tsx'
import { methodsQuery } from './method-queries.ts'
import type { ListedMethod } from './method-queries.ts'
import { methodStanding } from './method-state.ts'
import { methodWords } from './method-words.ts'
import { proceduresInForceQuery } from './rulebook-queries.ts'

type Row = { readonly document: string; readonly edition: string; readonly zh: string; readonly en: string; readonly dossier: ListedMethod | null }

export function MethodsPage() {
  const t = useWords(methodWords)
  const chinese = useLanguage() !== 'en'
  const go = useGo()
  const methods = useQuery(methodsQuery)
  const procedures = useQuery(proceduresInForceQuery)
  const rows = methods.data && procedures.data?.rows.map((p): Row => ({ document: p.document, edition: p.edition, zh: p.titleZh, en: p.titleEn, dossier: speaksFor(methods.data.methods, p.document) }))
  const href = (row: Row) => `/methods/${encodeURIComponent(row.document)}`
  const columns: TableColumn<Row>[] = [
    { key: 'document', title: t.document, nowrap: true, render: (row) => <a href={href(row)}>{row.document}—{row.edition}</a> },
    { key: 'title', title: t.title, render: (row) => (chinese ? row.zh : row.en) },
    { key: 'ratio', title: t.ratio, align: 'end', render: (row) => row.dossier?.budgets.map(({ ratio }) => ratio).join(' / ') ?? '' },
    { key: 'proposed', title: t.proposed, nowrap: true, render: (row) => row.dossier?.proposedByName ?? '' },
    { key: 'accepted', title: t.accepted, nowrap: true, render: (row) => row.dossier?.acceptedByName ?? '' },
    { key: 'state', title: t.state, nowrap: true, render: (row) => <MethodBadge standing={methodStanding(row.dossier)} /> },
  ]
  return (
    <Page title={t.methods}>
      <Table id="methods" label={t.methods} columns={columns} rows={rows} rowKey={(row) => row.document} rowName={(row) => row.document} onOpen={(row) => go(href(row))} view={emptyView} onView={() => undefined} plain
        minWidth={640} error={methods.error ?? procedures.error ?? undefined} onRetry={() => void Promise.all([methods.refetch(), procedures.refetch()])} empty={<Empty title={t.none} />} />
    </Page>
  )
}

/** As the server chooses: the newest accepted one of the edition in force, else the newest proposed, else an older edition's. */
function speaksFor(all: readonly ListedMethod[], document: string): ListedMethod | null {
  const own = all.filter((m) => m.document === document)
  const current = own.filter((m) => m.current)
  return current.find((m) => m.acceptedBy !== null) ?? current[0] ?? own[0] ?? null
}
