// What the laboratory is authorised for, and until when.
import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { useState } from 'react'
import { ask } from '#ui/client.ts'
import { useWords } from '#ui/i18n.ts'
import { Empty } from '#ui/Notice.tsx'
import { Table } from '#ui/Table.tsx'
import type { TableColumn } from '#ui/Table.tsx'
import { emptyView } from '#ui/table-view.ts'
import { api } from './api.ts'
import { PeopleAuthorisationDialog } from './PeopleAuthorisationDialog.tsx'
import { PeopleEndDialog } from './PeopleEndDialog.tsx'
import { PeoplePeriod } from './PeoplePeriod.tsx'
import { authorisationsQuery } from './people-queries.ts'
import type { Authorisation } from './people-queries.ts'
import { peopleWords } from './people-words.ts'

export function PeopleAuthorisations({ grants }: { readonly grants: boolean }) {
  const t = useWords(peopleWords)
  const authorisations = useQuery(authorisationsQuery)
  const [adding, setAdding] = useState(false)
  const [ending, setEnding] = useState<Authorisation>()
  const columns: TableColumn<Authorisation>[] = [
    { key: 'number', title: t.number, nowrap: true, render: (row) => <strong>{row.number}</strong> },
    { key: 'title', title: t.title, render: (row) => row.title },
    { key: 'documents', title: t.documents, render: (row) => (row.documents.includes('*') ? t.all : row.documents.join('、')) },
    { key: 'from', title: t.from, nowrap: true, render: (row) => row.from },
    { key: 'to', title: t.to, nowrap: true, render: (row) => row.to },
    ...(grants ? [{ key: 'act', title: t.act, nowrap: true, render: (row: Authorisation) => <Button size="small" aria-label={t.endAuthorisation({ number: row.number })} onClick={() => setEnding(row)}>{t.end}</Button> }] : []),
    { key: 'state', title: t.state, nowrap: true, render: (row) => <PeoplePeriod from={row.from} to={row.to} /> },
  ]
  return (
    <>
      {grants && <div className="dossier-actions"><Button type="primary" onClick={() => setAdding(true)}>{t.addAuthorisation}</Button></div>}
      <Table id="authorisations" label={t.authorisations} columns={columns} rows={authorisations.data?.authorisations} rowKey={(row) => String(row.id)} view={emptyView} onView={() => undefined} plain minWidth={600}
        error={authorisations.error ?? undefined} onRetry={() => void authorisations.refetch()} empty={<Empty title={t.noAuthorisations}>{t.noAuthorisationsHint}</Empty>} />
      {adding && <PeopleAuthorisationDialog onClose={() => setAdding(false)} />}
      {ending && (
        <PeopleEndDialog title={t.endAuthorisation({ number: ending.number })} onClose={() => setEnding(undefined)}
          end={async (key) => { await ask(api.authorisations[':id'].$delete({ param: { id: String(ending.id) } }, { headers: { 'Idempotency-Key': key } })) }} />
      )}
    </>
  )
}
