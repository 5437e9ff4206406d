// Procedures in force for the signed-in person's organisation.
import { useQuery } from '@tanstack/react-query'
import { ask } from '#ui/client.ts'
import { useLanguage, useWords } from '#ui/i18n.ts'
import { useGo } from '#ui/navigation.ts'
import { Page } from '#ui/Page.tsx'
import { Table } from '#ui/Table.tsx'
import type { TableColumn } from '#ui/Table.tsx'
import { useTableView } from '#ui/table-address.ts'
import { api } from './api.ts'
import { StandingBadge, useGradeWord } from './StandingBadge.tsx'
import { ruleWords } from './words.ts'

const proceduresQuery = {
  queryKey: ['rulebook', 'procedures'],
  queryFn: ({ signal }: { signal: AbortSignal }) => ask(api.procedures.$get({ query: {} }, { init: { signal } })),
}
type Row = Awaited<ReturnType<typeof proceduresQuery.queryFn>>['rows'][number]

export function ProceduresPage() {
  const t = useWords(ruleWords)
  const chinese = useLanguage() !== 'en'
  const go = useGo()
  const gradeWord = useGradeWord()
  const procedures = useQuery(proceduresQuery)
  const [view, onView] = useTableView()
  const columns: TableColumn<Row>[] = [
    { key: 'document', title: t.procedures, nowrap: true, render: (row) => <a href={`/procedures/${row.sha256}`}>{row.document}—{row.edition}</a> },
    { key: 'title', title: t.rule, render: (row) => (chinese ? row.titleZh : row.titleEn) },
    { key: 'kind', title: t.kind, render: (row) => (row.kind === 'verification' ? t.verification : t.calibration) },
    { key: 'from', title: t.since, nowrap: true, render: (row) => row.from },
    { key: 'origin', title: t.origin, render: (row) => (row.origin === 'release' ? t.release : t.local) },
    { key: 'grade', title: t.grade, render: (row) => gradeWord(row.grade) },
    { key: 'standing', title: t.standing, render: (row) => <StandingBadge standing={row.standing} /> },
  ]
  return (
    <Page title={t.procedures}>
      <Table id="procedures" label={t.procedures} columns={columns} rows={procedures.data?.rows} rowKey={(row) => row.sha256} rowName={(row) => row.document}
        onOpen={(row) => go(`/procedures/${row.sha256}`)} view={view} onView={onView} error={procedures.error ?? undefined} onRetry={() => void procedures.refetch()} plain minWidth={900} />
    </Page>
  )
}
