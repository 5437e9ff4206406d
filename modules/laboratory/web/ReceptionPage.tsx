// Reception: scan, look, write the condition, receive the batch. The scan field is always live; each item answers for itself.
import { useQueryClient } from '@tanstack/react-query'
import { Button } from 'antd'
import { useState } from 'react'
import { ask } from '#ui/client.ts'
import { Grid } from '#ui/Grid.tsx'
import type { GridColumn } from '#ui/Grid.tsx'
import { useSay, useWords } from '#ui/i18n.ts'
import { useAddressValue } from '#ui/navigation.ts'
import { Empty, Notice } from '#ui/Notice.tsx'
import { Columns, Page, Panel } from '#ui/Page.tsx'
import { Problem } from '#ui/problem.ts'
import { Refusal } from '#ui/Refusal.tsx'
import { Scan } from '#ui/Scan.tsx'
import type { ScanAnswer } from '#ui/Scan.tsx'
import { api } from './api.ts'
import { deskWords } from './desk-words.ts'
import { stateWords } from './state-words.ts'

type Row = { readonly id: number; readonly no: string; readonly name: string; readonly condition: string; readonly accessories: string; readonly seals: string; readonly shelf: string }
type Outcome = { readonly received: number; readonly refused: readonly { readonly no: string; readonly reason: string }[] }
const typedColumns = ['condition', 'accessories', 'seals', 'shelf'] as const

export function ReceptionPage() {
  const t = useWords(deskWords)
  const say = useSay()
  const queries = useQueryClient()
  const [rows, setRows] = useState<readonly Row[]>([])
  const [outcome, setOutcome] = useState<Outcome>()
  const [refusal, setRefusal] = useState<unknown>()
  const [code, setCode] = useAddressValue('code', '')

  const scanned = async (code: string): Promise<ScanAnswer> => {
    try {
      const found = await ask(api.items['by-slip'][':code'].$get({ param: { code } }))
      if (rows.some((row) => row.id === found.id)) return { tone: 'known', text: t.already }
      if (found.state !== 'accepted') return { tone: 'wrong', text: <>{t.wrongState({ no: found.no, state: say(stateWords[found.state] ?? [found.state, found.state]) })} <a href={`/work/${found.id}`}>{t.open}</a></> }
      const item = await ask(api.items[':id'].$get({ param: { id: String(found.id) } }))
      setRows((before) => before.some((row) => row.id === item.id) ? before : [...before, { id: item.id, no: item.no, name: item.instrument.name, condition: t.good, accessories: '', seals: '', shelf: '' }])
      return { tone: 'known', text: t.added({ no: item.no }) }
    } catch (error) {
      return { tone: error instanceof Problem && error.details.status === 404 ? 'unknown' : 'wrong', text: error instanceof Problem && error.details.status === 404 ? t.unknownSlip : String(error) }
    }
  }
  const receive = async () => {
    if (rows.length === 0) return
    setRefusal(undefined)
    try {
      const answer = await ask(api.reception.$post({ json: { items: rows.map(({ id, condition, accessories, seals, shelf }) => ({ itemId: id, condition, accessories, seals, shelf })) } }))
      const noOf = (id: number) => rows.find((row) => row.id === id)?.no ?? String(id)
      setOutcome({ received: answer.received, refused: answer.done.flatMap((d) => (d.ok ? [] : [{ no: noOf(d.itemId), reason: say([d.zh, d.en]) }])) })
      setRows(rows.filter((row) => answer.done.some((d) => d.itemId === row.id && !d.ok)))
      setCode('')
      await queries.invalidateQueries({ queryKey: ['laboratory'] })
    } catch (error) {
      setRefusal(error)
    }
  }
  const columns: GridColumn<Row>[] = [
    { key: 'no', kind: 'computed', title: t.number, name: t.number, show: (row) => <strong className="nowrap">{row.no}</strong> },
    { key: 'name', kind: 'computed', title: t.instrument, name: t.instrument, show: (row) => row.name },
    ...typedColumns.map((key): GridColumn<Row> => ({ key, title: t[key], name: t[key], kind: 'text', value: (row) => row[key] })),
  ]
  return (
    <Page title={t.reception} actions={<Button type="primary" onClick={() => void receive()}>{t.receiveAct({ n: rows.length })}</Button>}>
      {refusal !== undefined && <Refusal error={refusal} />}
      {outcome && outcome.received > 0 && <Notice tone="ok">{t.received({ n: outcome.received })}</Notice>}
      {outcome?.refused.map(({ no, reason }) => <Notice key={no} tone="bad">{t.notReceived({ no, reason })}</Notice>)}
      <Columns
        main={<Panel title={t.batch}>{rows.length === 0 ? <Empty title={t.emptyBatch} /> : (
          <Grid label={t.batch} columns={columns} rows={rows} rowKey={(row) => String(row.id)} rowName={(row) => row.no}
            onEdit={(edits) => setRows((before) => before.map((row) => edits.filter((e) => e.row === String(row.id)).reduce((r, e) => ({ ...r, [e.column]: e.text }), row)))} />
        )}</Panel>}
        side={<Panel title={t.scan}><Scan label={t.scan} onScan={scanned} first={code} /></Panel>}
      />
    </Page>
  )
}
