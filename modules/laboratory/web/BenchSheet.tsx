// The record sheet: conditions and visual inspection, a grid a step with limits and verdicts beside it, the band drawn, the conclusion live.
import { useQueryClient } from '@tanstack/react-query'
import { Button, Input, Modal } from 'antd'
import { useMemo, useState } from 'react'
import type { ReactNode } from 'react'
import { compute } from '@duheng/procedures/compute.ts'
import { concludeUnder } from '@duheng/procedures/conclusion.ts'
import type { Procedure } from '@duheng/procedures/read.ts'
import { ask } from '#ui/client.ts'
import { useSending } from '#ui/form.ts'
import { useSay, useWords } from '#ui/i18n.ts'
import { useShortcuts } from '#ui/keys.ts'
import { useGo } from '#ui/navigation.ts'
import { Notice } from '#ui/Notice.tsx'
import { Columns, Facts, Page, Panel } from '#ui/Page.tsx'
import { Refusal } from '#ui/Refusal.tsx'
import { VerdictBadge } from '#ui/VerdictBadge.tsx'
import { api } from './api.ts'
import { countVerdicts } from './bench-live.ts'
import type { Bench, BenchRecord, Told } from './bench-query.ts'
import { useBenchReadings } from './bench-readings.ts'
import type { BenchReadings } from './bench-readings.ts'
import { benchWords } from './bench-words.ts'
import { BenchChecks } from './BenchChecks.tsx'
import { BenchStep } from './BenchStep.tsx'

type Props = { readonly title: string; readonly clock: ReactNode; readonly about: string | undefined; readonly bench: Bench; readonly record: BenchRecord; readonly procedure: Procedure; readonly onRecord: (record: Told) => void }

export function BenchSheet({ title, clock, about, bench, record, procedure, onRecord }: Props) {
  const t = useWords(benchWords)
  const say = useSay()
  const go = useGo()
  const queries = useQueryClient()
  const readings = useBenchReadings(bench.item.id, record, onRecord)
  const computed = useMemo(() => compute(procedure, record.parameters, readings.texts), [procedure, record.parameters, readings.texts])
  const conclusion = concludeUnder(computed.conclusion, record.standing)
  const counts = countVerdicts(computed)
  const submitting = useSending()
  const readOnly = !bench.writable
  const submit = async () => {
    const sent = await submitting.send(async (key) => {
      await ask(api.items[':id'].steps.$post({ param: { id: String(bench.item.id) }, json: { transition: 'submit', version: bench.item.version, fields: {} } }, { headers: { 'Idempotency-Key': key } }))
    })
    if (!sent) return
    await queries.invalidateQueries({ queryKey: ['laboratory'] })
    go(`/work/${bench.item.id}`)
  }
  useShortcuts([{ chord: 'primary act', does: ['提交核验', 'Send for second check'], run: () => void submit(), whileTyping: true }])
  return (
    <Page title={title} clock={clock} about={about} badge={<ConclusionBadge verdict={conclusion.verdict} failing={counts.bad} />} framed={record.rehearsal}
      actions={<><SaveState readings={readings} />{!readOnly && !record.rehearsal && <Button type="primary" loading={submitting.isSending} onClick={() => void submit()}>{t.submit}</Button>}</>}>
      {record.rehearsal && <Notice tone="warn">{t.rehearsal}</Notice>}
      {readOnly && !record.rehearsal && <Notice tone="info">{t.readOnly}</Notice>}
      {submitting.error !== undefined && <Refusal error={submitting.error} />}
      {readings.refused !== undefined && <Refusal error={readings.refused} />}
      {readings.notTaken.map((words) => <Notice key={words} tone="bad" say="now">{words}</Notice>)}
      <Columns
        main={<>
          {computed.plan.steps.filter((s) => s.kind !== 'measurement').map((step) => <BenchChecks key={step.id} step={step} computed={computed} readings={readings} readOnly={readOnly} />)}
          {computed.plan.steps.filter((s) => s.kind === 'measurement').map((step, at) => (
            <BenchStep key={step.id} step={step} file={procedure.file.steps.find((s) => s.id === step.id)} computed={computed} readings={readings} histories={record.histories} readOnly={readOnly} first={at === 0} />
          ))}
        </>}
        side={<>
          <Panel title={t.verdict}>
            <p><ConclusionBadge verdict={conclusion.verdict} failing={counts.bad} /> <output className="bench-status">{t.status(counts)}</output></p>
            {conclusion.reasons.length > 0 && <ul>{conclusion.reasons.slice(0, 12).map((r) => <li key={r.en}>{say([r.zh, r.en])}</li>)}</ul>}
          </Panel>
          <Panel title={t.standards}>
            <ul>{record.standards.map((s) => <li key={`${s.role} ${s.id}`}>{t.standard({ code: s.code, name: s.name, number: s.certificate.number, until: s.certificate.validUntil ?? '—' })}</li>)}</ul>
          </Panel>
          <Panel title={t.parameters}><Facts facts={parameterFacts(procedure, computed.plan.parameters, say)} /></Panel>
        </>}
      />
      {readings.needReason.length > 0 && <ReasonDialog readings={readings} />}
    </Page>
  )
}

type Shown = { readonly name: string; readonly text: string; readonly unit: string }
function parameterFacts(procedure: Procedure, shown: readonly Shown[], say: (pair: readonly [string, string]) => string) {
  return shown.map(({ name, text, unit }) => {
    const parameter = procedure.file.parameters[name]
    const option = parameter?.kind === 'choice' ? parameter.options.find((o) => o.id === text) : undefined
    return { name: parameter ? say([parameter.zh, parameter.en]) : name, value: option ? say([option.zh, option.en]) : `${text}${unit === '1' ? '' : ` ${unit}`}` }
  })
}

function ConclusionBadge({ verdict, failing }: { readonly verdict: string; readonly failing: number }) {
  const t = useWords(benchWords)
  if (verdict === '合格') return <VerdictBadge verdict="passes" />
  if (verdict === '不合格' || failing > 0) return <VerdictBadge verdict="fails" />
  if (verdict === 'not adopted') return <VerdictBadge verdict="notAdopted" />
  return <VerdictBadge kind="unk">{t.notYet}</VerdictBadge>
}

function SaveState({ readings }: { readonly readings: BenchReadings }) {
  const t = useWords(benchWords)
  const text = readings.state === 'offline' && readings.waiting > 0 ? t.kept({ n: readings.waiting }) : readings.waiting > 0 ? t.saving : t.saved
  return <output className="bench-status">{text}</output>
}

function ReasonDialog({ readings }: { readonly readings: BenchReadings }) {
  const t = useWords(benchWords)
  const [reason, setReason] = useState('')
  return (
    <Modal open title={t.whyChange} okText={t.correct} cancelText={t.keepOld} okButtonProps={{ disabled: reason.trim() === '' }} onOk={() => readings.giveReason(reason)} onCancel={() => readings.giveReason(undefined)}>
      <ul>{readings.needReason.slice(0, 10).map((w) => <li key={w.clientId}>{w.asks}</li>)}</ul>
      {readings.needReason.length > 10 && <p>{t.moreReasons({ n: readings.needReason.length - 10 })}</p>}
      <label className="field-label" htmlFor="bench-reason">{t.reason}</label>
      <Input id="bench-reason" value={reason} maxLength={200} onChange={(event) => setReason(event.target.value)} onPressEnter={() => { if (reason.trim() !== '') readings.giveReason(reason) }} />
    </Modal>
  )
}
