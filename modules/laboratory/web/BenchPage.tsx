// The workplace: generated from the procedure the record names. What is typed is computed here at once and kept through a reload or a lost connection.
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Button } from 'antd'
import { useCallback } from 'react'
import { useSay, useWords } from '#ui/i18n.ts'
import { Answer } from '#ui/Loading.tsx'
import { useParam } from '#ui/navigation.ts'
import { Notice } from '#ui/Notice.tsx'
import { Page } from '#ui/Page.tsx'
import { benchQuery, procedureQuery, withTexts } from './bench-query.ts'
import type { Bench, Told } from './bench-query.ts'
import { benchWords } from './bench-words.ts'
import { BenchSheet } from './BenchSheet.tsx'
import { BenchStart } from './BenchStart.tsx'
import { ItemClock } from './ItemClock.tsx'
import { itemQuery } from './item-query.ts'
import './bench.css'

export function BenchPage() {
  const id = useParam('id')
  const bench = useQuery(benchQuery(id))
  return bench.data ? <Opened id={id} bench={bench.data} /> : <Answer of={bench}>{() => null}</Answer>
}

function Opened({ id, bench }: { readonly id: string; readonly bench: Bench }) {
  const t = useWords(benchWords)
  const say = useSay()
  const queries = useQueryClient()
  const item = useQuery(itemQuery(id))
  const { record } = bench
  const procedure = useQuery({ ...procedureQuery(record?.procedureSha256 ?? ''), enabled: record !== null })
  const onRecord = useCallback((next: Told) => queries.setQueryData<Bench>(benchQuery(id).queryKey, (old) => (old ? { ...old, record: next } : old)), [id, queries])
  const title = `${bench.item.no} ${bench.item.instrument?.name ?? ''}`
  const clock = item.data && <ItemClock item={item.data} />
  const about = bench.procedure ? say([`${bench.procedure.document}—${bench.procedure.edition} ${bench.procedure.zh}`, `${bench.procedure.document}—${bench.procedure.edition} ${bench.procedure.en}`]) : undefined
  if (record === null) {
    return (
      <Page title={title} clock={clock} about={about} actions={bench.procedure && <Button href={`/procedures/${bench.procedure.sha256}`}>{t.seeProcedure}</Button>}>
        {bench.procedure ? <BenchStart id={id} bench={bench} /> : <Notice tone="warn">{t.notAssigned}</Notice>}
      </Page>
    )
  }
  return procedure.data
    ? <BenchSheet key={record.id} title={title} clock={clock} about={about} bench={bench} record={withTexts(record)} procedure={procedure.data} onRecord={onRecord} />
    : <Page title={title} clock={clock} about={about}><Answer of={procedure}>{() => null}</Answer></Page>
}
