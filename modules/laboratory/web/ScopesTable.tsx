// Scopes, person by person: procedure, duty, period, basis; granted and ended by acts.
import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { useState } from 'react'
import { ask } from '#ui/client.ts'
import { useWords } from '#ui/i18n.ts'
import { Empty } from '#ui/Notice.tsx'
import { Table } from '#ui/Table.tsx'
import type { TableColumn } from '#ui/Table.tsx'
import { useTableView } from '#ui/table-address.ts'
import { api } from './api.ts'
import { PeopleEndDialog } from './PeopleEndDialog.tsx'
import { PeoplePeriod } from './PeoplePeriod.tsx'
import { ScopesGrantDialog } from './ScopesGrantDialog.tsx'
import { duties, scopesQuery } from './people-queries.ts'
import type { Duty, Scope } from './people-queries.ts'
import { peopleWords } from './people-words.ts'

const isDuty = (text: string): text is Duty => duties.some((duty) => duty === text)

export function ScopesTable({ grants }: { readonly grants: boolean }) {
  const t = useWords(peopleWords)
  const [view, onView, onReset] = useTableView()
  const scopes = useQuery(scopesQuery)
  const [granting, setGranting] = useState(false)
  const [ending, setEnding] = useState<Scope>()
  const dutyWord = (duty: string) => (isDuty(duty) ? t[duty] : duty)
  const endTitle = (s: Scope) => t.endScope({ person: s.person.name, document: s.document, duty: dutyWord(s.duty) })
  const text = view.search.trim().toLowerCase()
  const duty = view.filters['duty']
  const rows = scopes.data?.scopes.filter((s) => (text === '' || [s.person.name, s.document, s.basis].some((part) => part.toLowerCase().includes(text))) && (duty === undefined || s.duty === duty))
  const columns: TableColumn<Scope>[] = [
    { key: 'person', title: t.person, nowrap: true, render: (row) => <strong>{row.person.name}</strong> },
    { key: 'document', title: t.document, nowrap: true, render: (row) => <a href={`/methods/${encodeURIComponent(row.document)}`}>{row.document}</a> },
    { key: 'duty', title: t.duty, nowrap: true, render: (row) => dutyWord(row.duty) },
    { key: 'from', title: t.from, nowrap: true, render: (row) => row.from },
    { key: 'to', title: t.to, nowrap: true, render: (row) => row.to },
    { key: 'basis', title: t.basis, render: (row) => <>{row.basis} {row.startUp && <small className="muted">{t.startUp}</small>}</> },
    ...(grants ? [{ key: 'act', title: t.act, nowrap: true, render: (row: Scope) => <Button size="small" aria-label={endTitle(row)} onClick={() => setEnding(row)}>{t.end}</Button> }] : []),
    { key: 'state', title: t.state, nowrap: true, render: (row) => <PeoplePeriod from={row.from} to={row.to} /> },
  ]
  const grant = grants && <Button type="primary" onClick={() => setGranting(true)}>{t.grant}</Button>
  return (
    <>
      <Table id="scopes" label={t.scopes} columns={columns} rows={rows} rowKey={(row) => String(row.id)} view={view} onView={onView} onReset={onReset} count={rows?.length} unit={t.unit} searchLabel={t.search} extra={grant}
        minWidth={860} filters={[{ key: 'duty', label: t.duty, pinned: true, choices: duties.map((one) => ({ value: one, label: t[one] })) }]} error={scopes.error ?? undefined} onRetry={() => void scopes.refetch()}
        empty={scopes.data?.scopes.length === 0 ? <Empty title={t.noScopes}>{t.noScopesHint}</Empty> : <Empty title={t.noMatch} />} />
      {granting && <ScopesGrantDialog onClose={() => setGranting(false)} />}
      {ending && (
        <PeopleEndDialog title={endTitle(ending)} onClose={() => setEnding(undefined)}
          end={async (key) => { await ask(api.scopes[':id'].$delete({ param: { id: String(ending.id) } }, { headers: { 'Idempotency-Key': key } })) }} />
      )}
    </>
  )
}
