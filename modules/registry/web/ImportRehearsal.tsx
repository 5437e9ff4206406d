// Step 3: what the import would do, and each problem under the sheet's own row number. Writing opens when nothing is wrong.
import { Button } from 'antd'
import { useState } from 'react'
import { useWords } from '#ui/i18n.ts'
import { Notice } from '#ui/Notice.tsx'
import { Panel } from '#ui/Page.tsx'
import { Table } from '#ui/Table.tsx'
import type { TableColumn } from '#ui/Table.tsx'
import { emptyView } from '#ui/table-view.ts'
import type { Rehearsed } from './import-api.ts'
import { importWords } from './registry-words.ts'

type Props = { readonly of: Rehearsed; readonly isBusy: boolean; readonly onWrite: () => void; readonly onAnnotated: () => void; readonly onAgain: () => void }
type Problem = Rehearsed['problems'][number]

export function ImportRehearsal({ of, isBusy, onWrite, onAnnotated, onAgain }: Props) {
  const t = useWords(importWords)
  const [isAsked, setAsked] = useState(false)
  const { counts } = of
  const columns: TableColumn<Problem>[] = [
    { key: 'row', title: t.row, align: 'end', render: (p) => p.row }, { key: 'column', title: t.column, nowrap: true, render: (p) => p.column }, { key: 'value', title: t.value, render: (p) => p.value || '—' },
    { key: 'rule', title: t.rule, nowrap: true, render: (p) => p.rule }, { key: 'fix', title: t.fix, render: (p) => p.message },
  ]
  const isClean = counts.wrong === 0
  const isIdle = isClean && counts.new + counts.changed === 0
  return (
    <Panel title={t.step3}>
      <Notice tone={isClean ? 'ok' : 'bad'} say="later"><strong>{t.counts({ rows: counts.rows, added: counts.new, same: counts.same, changed: counts.changed, wrong: counts.wrong })}</strong></Notice>
      {of.newPlacesCount > 0 && <p>{t.newPlaces({ names: of.newPlaces.join('、') })}{of.newPlacesCount > of.newPlaces.length ? ' …' : ''}</p>}
      {of.problems.length > 0 && (
        <>
          <Table id="import-problems" label={t.problems} columns={columns} rows={of.problems} rowKey={(p) => `${p.row} ${p.column} ${p.rule}`} view={emptyView} onView={() => {}} keyboard={false} plain />
          {of.problemsCount > of.problems.length && <p className="muted">{t.shownOf({ n: of.problemsCount, shown: of.problems.length })}</p>}
        </>
      )}
      {isAsked && !isClean && <Notice tone="bad" say="now">{t.cannot({ wrong: counts.wrong })}</Notice>}
      {isIdle && <Notice tone="info">{t.nothingNew}</Notice>}
      <div className="form-actions registry-acts">
        {!isClean && <Button onClick={onAnnotated}>{t.annotated}</Button>}
        {!isClean && <Button onClick={onAgain}>{t.again}</Button>}
        {!isIdle && <Button type="primary" loading={isBusy} onClick={() => { if (isClean) onWrite(); else setAsked(true) }}>{t.write({ n: counts.new + counts.changed })}</Button>}
      </div>
    </Panel>
  )
}
