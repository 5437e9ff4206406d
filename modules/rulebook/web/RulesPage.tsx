// Every dated rule of the house: what it says, where it was read, whether it may decide. Rules that nobody adopted can be put forward here.
import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { useState } from 'react'
import { ask } from '#ui/client.ts'
import { useLanguage, useWords } from '#ui/i18n.ts'
import { Notice } from '#ui/Notice.tsx'
import { Page } from '#ui/Page.tsx'
import { roleNames, useSession } from '#ui/session.ts'
import { Table } from '#ui/Table.tsx'
import type { TableColumn, TableFilter } from '#ui/Table.tsx'
import { useTableView } from '#ui/table-address.ts'
import { AdoptDialog } from './AdoptDialog.tsx'
import type { Adoptable } from './AdoptDialog.tsx'
import { api } from './api.ts'
import { StandingBadge, useGradeWord } from './StandingBadge.tsx'
import { ruleWords } from './words.ts'

export const rulesQuery = {
  queryKey: ['rulebook', 'rules'],
  queryFn: ({ signal }: { signal: AbortSignal }) => ask(api.rules.$get({ query: {} }, { init: { signal } })),
}
type Row = Awaited<ReturnType<typeof rulesQuery.queryFn>>['rows'][number]

export const adopters: readonly string[] = ['quality', 'head', 'signatory', 'city-desk']

export function RulesPage() {
  const t = useWords(ruleWords)
  const chinese = useLanguage() !== 'en'
  const gradeWord = useGradeWord()
  const rules = useQuery(rulesQuery)
  const [view, onView, onReset] = useTableView()
  const [adopting, setAdopting] = useState<Adoptable>()
  const mayAdopt = (roleNames(useSession()) ?? []).some((role) => adopters.includes(role))
  const name = (row: Row) => (chinese ? row.zh : row.en)
  const columns: TableColumn<Row>[] = [
    { key: 'rule', title: t.rule, render: (row) => <span><strong>{name(row)}</strong><br /><small>{row.id}</small></span> },
    { key: 'says', title: t.says, render: (row) => (chinese ? row.saysZh : row.saysEn) },
    { key: 'source', title: t.source, render: (row) => (/^https?:/.test(row.url) ? <a href={row.url} rel="noreferrer" target="_blank">{row.source}</a> : row.source) },
    { key: 'grade', title: t.grade, render: (row) => gradeWord(row.grade) },
    { key: 'since', title: t.since, nowrap: true, render: (row) => row.from },
    { key: 'act', title: t.adopt, render: (row) => (mayAdopt && row.standing === 'not adopted' ? <Button size="small" onClick={() => setAdopting({ rule: row.id, sha256: row.digest, name: name(row) })}>{t.adopt}</Button> : null) },
    { key: 'standing', title: t.standing, render: (row) => <StandingBadge standing={row.standing} /> },
  ]
  const filters: TableFilter[] = [
    { key: 'standing', label: t.standing, pinned: true, choices: [{ value: 'official', label: t.standsOfficial }, { value: 'adopted', label: t.standsAdopted }, { value: 'not adopted', label: t.standsNot }] },
    { key: 'grade', label: t.grade, pinned: true, choices: [{ value: 'official', label: t.official }, { value: 'secondary', label: t.secondary }, { value: 'memory', label: t.memory }] },
  ]
  const wanted = view.search.trim().toLowerCase()
  const rows = rules.data?.rows.filter((row) =>
    (wanted === '' || `${row.zh} ${row.en} ${row.id} ${row.source}`.toLowerCase().includes(wanted)) &&
    (!view.filters['standing'] || row.standing === view.filters['standing']) && (!view.filters['grade'] || row.grade === view.filters['grade']))
  return (
    <Page title={t.rules}>
      <Notice tone="info">{t.notDeciding}{rules.data?.warning ? ` ${chinese ? rules.data.warning.zh : rules.data.warning.en}` : ''}</Notice>
      <Table id="rules" label={t.rules} columns={columns} rows={rows} rowKey={(row) => `${row.group} ${row.id}`} rowName={name} view={view} onView={onView} onReset={onReset}
        filters={filters} searchLabel={t.search} count={rows?.length} unit="" error={rules.error ?? undefined} onRetry={() => void rules.refetch()} minWidth={1000} />
      {adopting && <AdoptDialog of={adopting} onClose={() => setAdopting(undefined)} />}
    </Page>
  )
}
