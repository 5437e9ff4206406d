// The data of a certificate as they were issued: every value is the exact text of the record, with U and k where they were given.
import { useSay, useWords } from '#ui/i18n.ts'
import type { Pair } from '#ui/i18n.ts'
import { Facts, Panel } from '#ui/Page.tsx'
import { Scroll } from '#ui/Scroll.tsx'
import { VerdictBadge } from '#ui/VerdictBadge.tsx'
import type { Certificate } from './certificate-query.ts'
import { certificateWords, conformityPairs, verdictPairs } from './certificate-words.ts'

type Recorded = Certificate['record']
type ResultTable = Recorded['tables'][number]
type Cell = ResultTable['rows'][number]['cells'][number]

export function CertificateData({ certificate: { record } }: { readonly certificate: Certificate }) {
  const t = useWords(certificateWords)
  const say = useSay()
  const words = (text: { zh: string; en?: string }) => say([text.zh, text.en ?? text.zh])
  return (
    <div className="stack">
      <Panel title={t.item}>
        <Facts facts={[
          { name: t.item, value: words(record.item.name) }, { name: t.model, value: record.item.model }, { name: t.serial, value: record.item.serial },
          { name: t.maker, value: words(record.item.maker) }, { name: t.range, value: record.item.range }, { name: t.accuracy, value: record.item.accuracyClass ?? '' },
          { name: t.client, value: words(record.client.name) }, { name: t.measuredOn, value: record.dates.measuredTo }, { name: t.validUntil, value: record.dates.validUntil ?? '' },
          { name: t.procedure, value: `${record.procedure.document}-${record.procedure.edition} ${words(record.procedure.title)}` },
          { name: t.conclusion, value: words(record.conclusion.text) },
          { name: t.persons, value: [record.persons.measuredBy, record.persons.checkedBy, record.persons.approvedBy].join(' · ') },
          ...record.conditions.map((c) => ({ name: words(c.title), value: `${c.from}${c.to === undefined ? '' : ` ~ ${c.to}`} ${c.unit}` })),
        ]} />
      </Panel>
      <Panel title={t.standards}>
        <Facts facts={record.standards.map((s) => ({ name: `${words(s.name)} ${s.code}`, value: `${s.range} · ${s.accuracy} · ${t.standardCertificate} ${s.certificateNumber}${s.validUntil === undefined ? '' : ` · ${t.validUntil} ${s.validUntil}`}` }))} />
      </Panel>
      {record.tables.map((table) => <Panel key={table.id} title={words(table.title)}><Results table={table} said={record.kind === 'calibration' ? conformityPairs : verdictPairs} /></Panel>)}
      {record.remarks.length > 0 && <Panel title={t.remarks}>{record.remarks.map((r) => <p key={r.zh}>{words(r)}</p>)}</Panel>}
    </div>
  )
}

function Results({ table, said }: { readonly table: ResultTable; readonly said: Readonly<Record<string, Pair>> }) {
  const t = useWords(certificateWords)
  const say = useSay()
  const hasLimits = table.rows.some((row) => row.limits !== undefined)
  const hasVerdict = table.rows.some((row) => row.verdict !== undefined)
  return (
    <Scroll label={say([table.title.zh, table.title.en ?? table.title.zh])}>
      <table className="certificate-results">
        <thead><tr>
          {table.columns.map((column) => <th key={column.id} scope="col" className={column.holds === 'text' ? 'certificate-text' : undefined}>
            {say([column.title.zh, column.title.en ?? column.title.zh])}{column.holds === 'quantity' && <small> {column.symbol} / {column.unit}</small>}
          </th>)}
          {hasLimits && <th scope="col">{t.mpe}</th>}{hasVerdict && <th scope="col">{t.verdict}</th>}
        </tr></thead>
        <tbody>{table.rows.map((row) => <tr key={row.id}>
          {row.cells.map((cell, at) => <td key={table.columns[at]?.id ?? at} className={table.columns[at]?.holds === 'text' ? 'certificate-text' : undefined}><CellText cell={cell} /></td>)}
          {hasLimits && <td>{row.limits ? `${printed(row.limits.lower ?? '−∞')} ~ ${printed(row.limits.upper ?? '+∞')}` : ''}</td>}
          {hasVerdict && <td>{row.verdict && <VerdictBadge kind={row.verdict === 'fail' ? 'bad' : row.verdict === 'pass' ? 'ok' : 'warn'}>{say(said[row.verdict] ?? [row.verdict, row.verdict])}</VerdictBadge>}</td>}
        </tr>)}</tbody>
      </table>
    </Scroll>
  )
}

/** The sign as it is printed (U+2212). */
const printed = (value: string) => value.replace('-', '−')

function CellText({ cell }: { readonly cell: Cell }) {
  const t = useWords(certificateWords)
  const say = useSay()
  if (cell.holds === 'nothing') return '—'
  if (cell.holds === 'text') return say([cell.text.zh, cell.text.en ?? cell.text.zh])
  return <>{printed(cell.value)}{cell.uncertainty && <small> {t.uncertainty({ U: cell.uncertainty.U, k: cell.uncertainty.k })}</small>}</>
}
