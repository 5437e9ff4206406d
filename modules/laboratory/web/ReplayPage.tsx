// Every submitted result computed again and compared byte for byte: counted while it runs, differences named, nothing changed.
import { Button } from 'antd'
import { useEffect, useRef, useState } from 'react'
import { ask } from '#ui/client.ts'
import { useWords } from '#ui/i18n.ts'
import { Progress } from '#ui/Loading.tsx'
import { Empty, Notice } from '#ui/Notice.tsx'
import { Page, Panel } from '#ui/Page.tsx'
import { usePageKeys } from '#ui/page-keys.ts'
import { Refusal } from '#ui/Refusal.tsx'
import { Table } from '#ui/Table.tsx'
import type { TableColumn } from '#ui/Table.tsx'
import { emptyView } from '#ui/table-view.ts'
import { api } from './api.ts'
import { methodWords } from './method-words.ts'
import './dossier.css'

type Answered = Awaited<ReturnType<typeof replayFrom>>
type Replayed = Answered['replayed'][number]
type Run = { readonly state: 'idle' | 'running' | 'done'; readonly total: number; readonly n: number; readonly differing: readonly Replayed[]; readonly error?: unknown }
const replayFrom = (after: number, signal: AbortSignal) => ask(api.replay.$get({ query: { after: String(after) } }, { init: { signal } }))
const idle: Run = { state: 'idle', total: 0, n: 0, differing: [] }

export function ReplayPage() {
  const t = useWords(methodWords)
  const { run, start, stop } = useReplay()
  usePageKeys({ primary: run.state === 'running' ? undefined : start })
  return (
    <Page title={t.replay} actions={run.state === 'running' ? <Button onClick={stop}>{t.replayStop}</Button> : <Button type="primary" onClick={start}>{t.replayAct}</Button>}>
      <Panel>
        <p>{t.replayWhat}</p>
        {run.state === 'running' && <Progress label={t.replaying} n={run.n} total={run.total} />}
        {run.error !== undefined && <Refusal error={run.error} onRetry={start} />}
        {run.state === 'done' && <Outcome run={run} />}
      </Panel>
      {run.differing.length > 0 && <Panel title={t.replayDiffers({ n: run.differing.length })}><Differing rows={run.differing} /></Panel>}
    </Page>
  )
}

function Outcome({ run }: { readonly run: Run }) {
  const t = useWords(methodWords)
  if (run.n === 0) return <Empty title={t.replayNone} />
  if (run.differing.length === 0) return <Notice tone="ok" say="later">{t.replayDone({ n: run.n })}</Notice>
  return <Notice tone="bad" say="now">{t.replayDiffers({ n: run.differing.length })} {t.replayEqual({ n: run.n - run.differing.length })}</Notice>
}

function Differing({ rows }: { readonly rows: readonly Replayed[] }) {
  const t = useWords(methodWords)
  const columns: TableColumn<Replayed>[] = [
    { key: 'item', title: t.item, nowrap: true, render: (row) => <a href={`/work/${row.itemId}`}>{row.itemId}</a> },
    { key: 'document', title: t.document, nowrap: true, render: (row) => `${row.document}—${row.edition}` },
    { key: 'engine', title: t.engine, render: (row) => <span className="mono">{row.engine}</span> },
    { key: 'was', title: t.was, nowrap: true, render: (row) => <code>{row.was.slice(0, 12)}</code> },
    { key: 'now', title: t.now, nowrap: true, render: (row) => <code>{row.now.slice(0, 12)}</code> },
    { key: 'reason', title: t.reason, render: (row) => row.reason ?? '' },
  ]
  return <Table id="replay" label={t.replay} columns={columns} rows={rows} rowKey={(row) => String(row.resultId)} view={emptyView} onView={() => undefined} plain minWidth={760} />
}

/** Page after page until the end, a stop, or a refusal; what was found so far stays. */
function useReplay() {
  const [run, setRun] = useState<Run>(idle)
  const abort = useRef<AbortController>(undefined)
  useEffect(() => () => abort.current?.abort(), [])
  const walk = async (signal: AbortSignal) => {
    let now: Run = { ...idle, state: 'running' }
    setRun(now)
    try {
      for (let after: number | null = 0; after !== null && !signal.aborted;) {
        const { total, replayed, next }: Answered = await replayFrom(after, signal)
        now = { ...now, total, n: now.n + replayed.length, differing: [...now.differing, ...replayed.filter((r) => !r.equal)] }
        after = next
        setRun(now)
      }
      setRun({ ...now, state: 'done' })
    } catch (error) {
      if (!signal.aborted) setRun({ ...now, state: 'idle', error })
    }
  }
  const start = () => {
    abort.current?.abort()
    abort.current = new AbortController()
    void walk(abort.current.signal)
  }
  const stop = () => {
    abort.current?.abort()
    setRun((now) => ({ ...now, state: 'done' }))
  }
  return { run, start, stop }
}
