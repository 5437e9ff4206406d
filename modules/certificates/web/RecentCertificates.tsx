// The owner's newest certificates on the home page, and all of them as one file.
import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { useState } from 'react'
import { useWords } from '#ui/i18n.ts'
import { Answer } from '#ui/Loading.tsx'
import { Panel } from '#ui/Page.tsx'
import { emptyView } from '#ui/table-view.ts'
import { ArchiveDialog } from './ArchiveDialog.tsx'
import { certificatesQuery } from './CertificatesPage.tsx'
import { certificateWords } from './certificate-words.ts'
import { StateOf } from './StateOf.tsx'

export function RecentCertificates() {
  const t = useWords(certificateWords)
  const list = useQuery(certificatesQuery(emptyView, 5))
  const [isArchiving, setArchiving] = useState(false)
  return (
    <Panel title={t.recent} aside={<Button onClick={() => setArchiving(true)}>{t.archive}</Button>}>
      <Answer of={list}>
        {({ rows }) => (rows.length === 0 ? <p className="muted">{t.none}</p> : (
          <ul className="plain-list">{rows.map((row) => <li key={row.id}><a href={`/certificates/${row.id}`}>{row.number}</a> {row.item.name} {row.item.serial} <StateOf state={row.state} /></li>)}</ul>
        ))}
      </Answer>
      {isArchiving && <ArchiveDialog onClose={() => setArchiving(false)} />}
    </Panel>
  )
}
