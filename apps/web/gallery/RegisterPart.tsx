// A register over sample rows: search, filters, sort and pages live in the address; below it the same table loading, empty and failed.
import { Button } from 'antd'
import { useMemo, useState } from 'react'
import { dictionary, useWords } from '#ui/i18n.ts'
import { useGo } from '#ui/navigation.ts'
import { Empty } from '#ui/Notice.tsx'
import { Panel } from '#ui/Page.tsx'
import { Problem, readProblem } from '#ui/problem.ts'
import { Segments } from '#ui/Switches.tsx'
import { Table, type TableColumn } from '#ui/Table.tsx'
import { useTableView } from '#ui/table-address.ts'
import type { TableView } from '#ui/table-view.ts'
import { toast } from '#ui/toasts.ts'
import { VerdictBadge } from '#ui/VerdictBadge.tsx'
import type { VerdictName } from '#ui/verdict-words.ts'

const words = dictionary({
  title: ['器具', 'Instruments'],
  code: ['器具编号', 'Code'],
  name: ['名称', 'Name'],
  model: ['型号', 'Model'],
  owner: ['使用单位', 'Owner'],
  due: ['有效期至', 'Valid until'],
  verdict: ['最近结论', 'Last verdict'],
  scale: ['电子计价秤', 'Price-computing scale'],
  gauge: ['压力表', 'Pressure gauge'],
  pump: ['燃油加油机', 'Fuel dispenser'],
  market: ['示范农贸市场 A 区 12 号', 'Sample market, A 12'],
  station: ['示范加油站', 'Sample fuel station'],
  hospital: ['示范医院', 'Sample hospital'],
  unit: ['台件', '{n|item|items}'],
  search: ['编号、名称、单位', 'Code, name, owner'],
  state: ['结论', 'Verdict'],
  passes: ['合格', 'Passes'],
  fails: ['不合格', 'Fails'],
  soon: ['到期', 'Due'],
  in30: ['30 天内到期', 'within 30 days'],
  assign: ['分派 {n} 台件', 'Assign {n} {n|item|items}'],
  assigned: ['已分派 {n} 台件', '{n} {n|item|items} assigned'],
  view: ['查看', 'View'],
  exported: ['已导出 {n} 台件', '{n} {n|item|items} exported'],
  show: ['状态', 'State'],
  rows: ['有内容', 'Rows'],
  loading: ['载入中', 'Loading'],
  empty: ['首次使用', 'First use'],
  failed: ['出错', 'Failed'],
  emptyTitle: ['还没有器具', 'No instruments yet'],
  emptyHint: ['下载模板，填好后导入；也可以先登记一台。', 'Download the template and import it, or register one.'],
  template: ['下载模板', 'Download the template'],
})

type Row = {
  readonly code: string
  readonly name: string
  readonly model: string
  readonly owner: string
  readonly due: string
  readonly verdict: VerdictName
}
const pageSize = 20
const fallback: TableView = { search: '', filters: {}, sort: { key: 'code', order: 'asc' } }
const verdictsInTurn: readonly VerdictName[] = ['passes', 'fails', 'guardBand', 'notAssessable', 'passes', 'revoked']

function useRows(): readonly Row[] {
  const t = useWords(words)
  return useMemo(
    () =>
      Array.from({ length: 60 }, (_, index) => ({
        code: `3411${String(index % 9).padStart(2, '0')}-2026-${String(120 + index).padStart(5, '0')}`,
        name: [t.scale, t.gauge, t.pump][index % 3] ?? '',
        model: ['ACS-30', 'Y-100', 'JDK50'][index % 3] ?? '',
        owner: [t.market, t.station, t.hospital][index % 3] ?? '',
        due: ['2026-12-03', '2026-11-20', '2027-03-15'][index % 3] ?? '',
        verdict: verdictsInTurn[index % 6] ?? 'pending',
      })),
    [t],
  )
}

export function RegisterPart() {
  const t = useWords(words)
  const go = useGo()
  const all = useRows()
  const [view, onView, onReset] = useTableView(fallback)
  const [state, setState] = useState<'rows' | 'loading' | 'empty' | 'failed'>('rows')
  const found = useMemo(() => chosenRows(all, view), [all, view])
  const from = Number(view.after ?? 0)
  const rows = state === 'loading' ? undefined : state === 'empty' ? [] : found.slice(from, from + pageSize)
  const columns: TableColumn<Row>[] = [
    {
      key: 'code',
      title: t.code,
      sortable: true,
      nowrap: true,
      render: (row) => <a href={`/gallery?part=words&of=${row.code}`}>{row.code}</a>,
    },
    { key: 'name', title: t.name, render: (row) => row.name },
    { key: 'model', title: t.model, nowrap: true, render: (row) => row.model },
    { key: 'owner', title: t.owner, render: (row) => row.owner },
    { key: 'due', title: t.due, sortable: true, nowrap: true, align: 'end', render: (row) => row.due },
    { key: 'verdict', title: t.verdict, render: (row) => <VerdictBadge verdict={row.verdict} /> },
  ]
  const filters = [
    {
      key: 'verdict',
      label: t.state,
      pinned: true,
      choices: [
        { value: 'passes', label: t.passes },
        { value: 'fails', label: t.fails },
      ],
    },
    { key: 'due', label: t.soon, choices: [{ value: '30', label: t.in30 }] },
  ]
  const states = (['rows', 'loading', 'empty', 'failed'] as const).map((value) => ({ value, label: t[value] }))
  return (
    <Panel title={t.title} aside={<Segments label={t.show} value={state} onChange={setState} choices={states} />}>
      <Table<Row>
        id="gallery"
        label={t.title}
        columns={columns}
        rows={rows}
        rowKey={codeOf}
        rowName={codeOf}
        view={view}
        onView={onView}
        onReset={onReset}
        filters={filters}
        searchLabel={t.search}
        count={state === 'rows' ? found.length : undefined}
        unit={t.unit({ n: found.length })}
        minWidth={760}
        onOpen={(row) => go(`/gallery?part=words&of=${row.code}`)}
        error={state === 'failed' ? failure : undefined}
        onRetry={() => setState('rows')}
        cursors={{
          next: from + pageSize < found.length ? String(from + pageSize) : undefined,
          previous: from > 0 ? String(from - pageSize) : undefined,
        }}
        onExport={() => toast(t.exported({ n: found.length }), { label: t.view, run: () => undefined })}
        bulk={(selected, clear) => (
          <Button
            onClick={() => {
              toast(t.assigned({ n: selected.length }))
              clear()
            }}
          >
            {t.assign({ n: selected.length })}
          </Button>
        )}
        empty={
          state === 'empty' ? (
            <Empty title={t.emptyTitle} actions={<Button>{t.template}</Button>}>
              {t.emptyHint}
            </Empty>
          ) : undefined
        }
      />
    </Panel>
  )
}

const codeOf = (row: Row) => row.code
const failure = new Problem(
  readProblem({ detail: '数据库没有在 5 秒内回答。旧内容仍在下面。 The database did not answer within 5 s.', requestId: '7f3a-19' }, 503),
)

function chosenRows(all: readonly Row[], { search, filters, sort }: TableView): Row[] {
  const text = search.toLowerCase()
  const rows = all.filter(
    (row) =>
      [row.code, row.name, row.owner].some((value) => value.toLowerCase().includes(text)) &&
      [undefined, '', row.verdict].includes(filters['verdict']),
  )
  const key = sort?.key === 'due' ? 'due' : 'code'
  const sorted = rows.toSorted((one, other) => (one[key] < other[key] ? -1 : one[key] > other[key] ? 1 : 0))
  return sort?.order === 'desc' ? sorted.toReversed() : sorted
}
