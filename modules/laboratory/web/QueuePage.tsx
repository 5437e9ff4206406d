// Second eyes and signing: the queue on the left, the certificate exactly as it will be issued, what changed and what is doubtful.
// In bulk only what has no doubts; a doubtful one is looked at and decided alone.
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Button } from 'antd'
import { useState } from 'react'
import { ask } from '#ui/client.ts'
import { ConfirmTyped } from '#ui/ConfirmTyped.tsx'
import { useSay, useWords } from '#ui/i18n.ts'
import { useShortcuts } from '#ui/keys.ts'
import { Progress } from '#ui/Loading.tsx'
import { Empty, Notice } from '#ui/Notice.tsx'
import { Columns, Page, Panel } from '#ui/Page.tsx'
import { Refusal } from '#ui/Refusal.tsx'
import { Table } from '#ui/Table.tsx'
import type { TableColumn } from '#ui/Table.tsx'
import { emptyView } from '#ui/table-view.ts'
import { VerdictBadge } from '#ui/VerdictBadge.tsx'
import { api } from './api.ts'
import { CertificatePreview } from './CertificatePreview.tsx'
import { queueWords } from './queue-words.ts'
import { SendBackDialog } from './SendBackDialog.tsx'
import { useDecide } from './queue-acts.ts'
import './desk.css'

const queueQuery = (step: 'check' | 'sign') => ({
  queryKey: ['laboratory', 'queue', step],
  queryFn: ({ signal }: { signal: AbortSignal }) => ask(api.queue.$get({ query: { step, limit: '50' } }, { init: { signal } })),
})
export type Queued = Awaited<ReturnType<ReturnType<typeof queueQuery>['queryFn']>>['items'][number]

export const CheckPage = () => <QueuePage step="check" />
export const SignPage = () => <QueuePage step="sign" />

function QueuePage({ step }: { readonly step: 'check' | 'sign' }) {
  const t = useWords(queueWords)
  const queries = useQueryClient()
  const queue = useQuery(queueQuery(step))
  const [at, setAt] = useState(0)
  const [returning, setReturning] = useState(false)
  const [confirming, setConfirming] = useState<readonly Queued[]>()
  const decide = useDecide(step)
  const items = queue.data?.items ?? []
  const chosen = items[Math.min(at, items.length - 1)]
  const clean = items.filter((i) => i.flags.length === 0 && i.shown !== null)
  const done = async () => { await queries.invalidateQueries({ queryKey: ['laboratory'] }); setAt(0) }
  const forward = (which: readonly Queued[]) => (step === 'sign' ? setConfirming(which) : void decide.check(which).then(done))
  useShortcuts([
    { chord: 'row down', does: ['下一份', 'Next'], run: () => setAt(Math.min(at + 1, items.length - 1)) },
    { chord: 'row up', does: ['上一份', 'Previous'], run: () => setAt(Math.max(at - 1, 0)) },
    { chord: 'confirm record', does: ['通过或签发', 'Confirm or sign'], run: () => { if (chosen) forward([chosen]) } },
    { chord: 'send back', does: ['退回', 'Send back'], run: () => { if (chosen) setReturning(true) } },
  ])
  return (
    <Page title={`${step === 'check' ? t.toCheck : t.toSign} ${items.length}`} about={t.keys}
      actions={clean.length > 0 && <Button type="primary" onClick={() => forward(clean)}>{step === 'check' ? t.passAll({ n: clean.length }) : t.signAll({ n: clean.length })}</Button>}>
      {decide.error !== undefined && <Refusal error={decide.error} />}
      {decide.progress && <Progress label={t.working} n={decide.progress.n} total={decide.progress.of} />}
      {decide.outcome && decide.outcome.issued > 0 && <Notice tone="ok">{t.signed({ n: decide.outcome.issued })}</Notice>}
      {decide.outcome?.refused.map((r) => <Notice key={r.no} tone="bad">{t.refused({ no: r.no, reason: r.reason })}</Notice>)}
      {queue.error != null && <Refusal error={queue.error} onRetry={() => void queue.refetch()} />}
      {queue.data && items.length === 0 ? <Empty title={t.nothing} /> : (
        <>
          <QueueTable items={queue.data?.items} chosen={chosen} onChoose={(item) => setAt(items.indexOf(item))} />
          <Columns
            main={<Panel title={t.preview}>{chosen ? <CertificatePreview itemId={chosen.id} version={chosen.shown ?? ''} /> : t.noPreview}</Panel>}
            side={<Panel title={t.doubts}>{chosen && <Doubts item={chosen} actions={<>
              <Button type="primary" onClick={() => forward([chosen])}>{step === 'check' ? t.pass : t.signOne}</Button>
              <Button onClick={() => setReturning(true)}>{t.sendBack}</Button>
            </>} />}</Panel>}
          />
        </>
      )}
      {returning && chosen && <SendBackDialog item={chosen} onClose={() => setReturning(false)} onDone={done} />}
      <ConfirmTyped open={confirming !== undefined} act={t.sign} touches={[t.signTouches({ n: confirming?.length ?? 0 })]} code={String(confirming?.length ?? 0)}
        onConfirm={() => decide.sign(confirming ?? []).then(done)} onClose={() => setConfirming(undefined)} />
    </Page>
  )
}

function Doubts({ item, actions }: { readonly item: Queued; readonly actions: React.ReactNode }) {
  const t = useWords(queueWords)
  const say = useSay()
  return (
    <>
      <p><a href={`/work/${item.id}`}>{item.no}</a> {item.instrument.name} <VerdictOf verdict={item.verdict} /></p>
      {item.flags.length === 0 ? <p>{t.noDoubts}</p> : <ul>{item.flags.map((f) => <li key={`${f.kind} ${f.where}`}>{say([f.zh, f.en])} <small className="mono">{f.where}</small></li>)}</ul>}
      <div className="desk-step">{actions}</div>
    </>
  )
}

function QueueTable({ items, chosen, onChoose }: { readonly items: readonly Queued[] | undefined; readonly chosen: Queued | undefined; readonly onChoose: (item: Queued) => void }) {
  const t = useWords(queueWords)
  const columns: TableColumn<Queued>[] = [
    { key: 'no', title: t.number, nowrap: true, render: (row) => <button type="button" className="bare" aria-current={row.id === chosen?.id || undefined} onClick={() => onChoose(row)}><strong>{row.id === chosen?.id ? '▸ ' : ''}{row.no}</strong></button> },
    { key: 'instrument', title: t.instrument, render: (row) => <>{row.instrument.name} <small className="mono">{row.instrument.code}</small></> },
    { key: 'by', title: t.measuredBy, render: (row) => row.measuredBy ?? '' },
    { key: 'due', title: t.due, nowrap: true, render: (row) => row.dueOn ?? '' },
    { key: 'flags', title: t.flags, render: (row) => (row.flags.length > 0 ? <VerdictBadge kind="warn">{t.flagCount({ n: row.flags.length })}</VerdictBadge> : '') },
    { key: 'verdict', title: t.verdict, render: (row) => <VerdictOf verdict={row.verdict} /> },
  ]
  return <Table id="queue" label={t.toCheck} columns={columns} rows={items} rowKey={(row) => String(row.id)} rowName={(row) => row.no} view={emptyView} onView={() => undefined} keyboard={false} plain minWidth={720} />
}

function VerdictOf({ verdict }: { readonly verdict: string | null }) {
  if (verdict === '合格') return <VerdictBadge verdict="passes" />
  if (verdict === '不合格') return <VerdictBadge verdict="fails" />
  return verdict === null ? null : <VerdictBadge kind="unk">{verdict}</VerdictBadge>
}
