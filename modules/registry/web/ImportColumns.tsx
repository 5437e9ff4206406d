// Step 2: which column of the file is which of the ledger. What was chosen before for the same heads is chosen again.
import { Button, Select } from 'antd'
import { useWords } from '#ui/i18n.ts'
import { Notice } from '#ui/Notice.tsx'
import { Panel } from '#ui/Page.tsx'
import type { Look } from './import-api.ts'
import { importWords } from './registry-words.ts'

type Props = { readonly look: Look; readonly mapping: readonly (string | null)[]; readonly onMapping: (mapping: readonly (string | null)[]) => void; readonly onRehearse: () => void; readonly isBusy: boolean }

export function ImportColumns({ look, mapping, onMapping, onRehearse, isBusy }: Props) {
  const t = useWords(importWords)
  const missing = look.columns.filter((column) => column.needed && !mapping.includes(column.key)).map((column) => column.name)
  const set = (at: number, key: string) => onMapping(look.heads.map((_, i) => (i === at ? key || null : mapping[i] === key ? null : mapping[i] ?? null)))
  const options = [{ value: '', label: t.aside }, ...look.columns.map((column) => ({ value: column.key as string, label: column.needed ? `${column.name} *` : column.name, title: column.note }))]
  return (
    <Panel title={t.step2} aside={<small className="muted">{t.reading({ file: look.file, rows: look.rows, encoding: look.encoding, head: look.head })}</small>}>
      {look.remembered && <p className="muted">{t.remembered}</p>}
      <table className="registry-map">
        <thead><tr><th scope="col">{t.inFile}</th><th scope="col">{t.sample}</th><th scope="col">{t.isColumn}</th></tr></thead>
        <tbody>
          {look.heads.map((head, i) => (
            <tr key={`${i} ${head}`}>
              <th scope="row">{head || `#${i + 1}`}</th>
              <td>{look.sample.map((row) => row.cells[i] ?? '').find((text) => text !== '') ?? ''}</td>
              <td><Select aria-label={`${t.isColumn} ${head}`} value={mapping[i] ?? ''} options={options} popupMatchSelectWidth={false} onChange={(key: string) => set(i, key)} /></td>
            </tr>
          ))}
        </tbody>
      </table>
      {missing.length > 0 && <Notice tone="warn">{t.missing({ names: missing.join('、') })}</Notice>}
      <div className="form-actions registry-acts"><Button type="primary" loading={isBusy} onClick={onRehearse}>{t.rehearse({ rows: look.rows })}</Button></div>
    </Panel>
  )
}
