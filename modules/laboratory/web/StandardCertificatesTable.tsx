// The certificates of a standard, newest first; a row chooses what is shown below.
import { useWords } from '#ui/i18n.ts'
import { Table } from '#ui/Table.tsx'
import type { TableColumn } from '#ui/Table.tsx'
import { emptyView } from '#ui/table-view.ts'
import { useToday } from '#ui/now.ts'
import { StandardBadge } from './StandardBadge.tsx'
import type { StandardCertificate } from './standard-queries.ts'
import { standingOf } from './standard-state.ts'
import { standardWords } from './standard-words.ts'

type Props = { readonly certificates: readonly StandardCertificate[]; readonly chosen: number | undefined; readonly onChoose: (id: number) => void }

export function StandardCertificatesTable({ certificates, chosen, onChoose }: Props) {
  const t = useWords(standardWords)
  const today = useToday()
  const columns: TableColumn<StandardCertificate>[] = [
    { key: 'number', title: t.number, nowrap: true, render: (row) => <button type="button" className="linklike" aria-pressed={row.id === chosen} onClick={() => onChoose(row.id)}>{row.id === chosen ? <strong>{row.number}</strong> : row.number}</button> },
    { key: 'issuer', title: t.issuer, render: (row) => row.issuer },
    { key: 'issued', title: t.issuedOn, nowrap: true, render: (row) => row.issuedOn },
    { key: 'until', title: t.until, nowrap: true, render: (row) => row.validUntil ?? '' },
    { key: 'origin', title: t.origin, nowrap: true, render: (row) => (row.origin === 'dcc' ? t.originDcc : row.origin === 'start-up' ? t.originStartUp : t.originManual) },
    { key: 'state', title: t.state, nowrap: true, render: (row) => <StandardBadge standing={standingOf({ retired: false, certificate: row }, today)} /> },
  ]
  return (
    <Table id="standard-certificates" label={t.certificates} columns={columns} rows={certificates} rowKey={(row) => String(row.id)} rowName={(row) => row.number} onOpen={(row) => onChoose(row.id)}
      view={emptyView} onView={() => undefined} plain minWidth={760} />
  )
}
