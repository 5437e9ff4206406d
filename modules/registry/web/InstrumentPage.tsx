// P3: the whole life of one instrument: what it is, whether it is compulsory and until when it holds (each with its why), what was done to it.
import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { useState } from 'react'
import type { ReactNode } from 'react'
import { ask } from '#ui/client.ts'
import { DateField } from '#ui/DateField.tsx'
import { useSay, useWords } from '#ui/i18n.ts'
import { Answer } from '#ui/Loading.tsx'
import { useAddressValue, useParam } from '#ui/navigation.ts'
import { Notice } from '#ui/Notice.tsx'
import { Columns, Facts, Page, Panel } from '#ui/Page.tsx'
import { Refusal } from '#ui/Refusal.tsx'
import { roleNames, useSession } from '#ui/session.ts'
import { Tabs } from '#ui/Tabs.tsx'
import { Timeline } from '#ui/Timeline.tsx'
import { api } from './api.ts'
import { Compulsory, StateBadge } from './badges.tsx'
import { download } from './download.ts'
import { StateDialog } from './InstrumentDialogs.tsx'
import type { StateAct } from './InstrumentDialogs.tsx'
import { EditDialog } from './InstrumentEdit.tsx'
import { instrumentQuery } from './instrument-query.ts'
import type { InstrumentData } from './instrument-query.ts'
import { writeParameters } from './instrument-form.ts'
import { registrars } from './InstrumentsPage.tsx'
import { fieldPairs, purposePairs, verbPairs, words } from './registry-words.ts'
import { WhyPanel } from './WhyPanel.tsx'
import './registry.css'

export function InstrumentPage() {
  const t = useWords(words)
  const code = useParam('code')
  const [on, setOn] = useAddressValue('on', '')
  const instrument = useQuery(instrumentQuery(code, on))
  if (instrument.data === undefined) return <Page title={t.identity} about={code}><Answer of={instrument}>{() => null}</Answer></Page>
  return <Answer of={instrument}>{(data) => <Loaded of={data} on={on} onDay={setOn} />}</Answer>
}

/** `on`: the day it is looked at as on, '' for today; a past day has a coloured frame and no acts. */
function Loaded({ of, on, onDay }: { readonly of: InstrumentData; readonly on: string; readonly onDay: (day: string) => void }) {
  const t = useWords(words)
  const [tab, setTab] = useAddressValue('tab', 'history')
  const [refusal, setRefusal] = useState<unknown>()
  const tabs = [{ key: 'history', title: t.history }, { key: 'certificates', title: t.certificates }] as const
  return (
    <Page title={`${of.fields.model} ${of.fields.name}`.trim()} badge={<StateBadge row={of} today={of.asOf} />} about={of.code} framed={on !== '' || of.state !== 'in use' || of.verdict === 'fail'} actions={on === '' ? <Actions of={of} onRefused={setRefusal} /> : undefined}>
      {on !== '' && <Notice tone="warn" actions={<Button onClick={() => onDay('')}>{t.backToToday}</Button>}>{t.asOnDay({ day: of.asOf })}</Notice>}
      {refusal !== undefined && <Refusal error={refusal} />}
      <Columns
        main={
          <>
            <InstrumentFacts of={of} />
            <Tabs label={t.history} tabs={tabs} chosen={tab} onChoose={setTab}>
              {tab === 'certificates' ? <p><a href={`/certificates?q=${of.code}`}>{t.seeCertificates}</a></p> : <History code={of.code} />}
            </Tabs>
          </>
        }
        side={<><Panel title={t.viewDay}><DateField label={t.viewDay} value={on} onChange={onDay} /></Panel><WhyPanel code={of.code} on={on} /></>}
      />
    </Page>
  )
}

function Actions({ of, onRefused }: { readonly of: InstrumentData; readonly onRefused: (error: unknown) => void }) {
  const t = useWords(words)
  const [open, setOpen] = useState<'edit' | StateAct>()
  const roles = roleNames(useSession()) ?? []
  const isOwner = roles.includes('owner-admin') || roles.includes('clerk')
  const mayEdit = registrars.some((role) => roles.includes(role)) && of.state !== 'scrapped'
  const close = () => setOpen(undefined)
  return (
    <>
      {(mayEdit || roles.includes('verifier')) && <Button onClick={() => void download(`/api/instruments/${of.code}/label`).then(() => onRefused(undefined), onRefused)}>{t.label}</Button>}
      {mayEdit && <Button onClick={() => setOpen('edit')}>{t.edit}</Button>}
      {isOwner && of.state === 'in use' && <Button onClick={() => setOpen('stop')}>{t.stop}</Button>}
      {isOwner && of.state === 'stopped' && <Button onClick={() => setOpen('restart')}>{t.restart}</Button>}
      {isOwner && of.state !== 'scrapped' && <Button danger onClick={() => setOpen('scrap')}>{t.scrap}</Button>}
      {isOwner && of.state === 'in use' && <Button type="primary" href={`/bookings/new?instrument=${of.id}`}>{t.book}</Button>}
      {roles.includes('reception') && <Button type="primary" href={`/reception?code=${of.code}`}>{t.receive}</Button>}
      {open === 'edit' && <EditDialog of={of} onClose={close} />}
      {open !== undefined && open !== 'edit' && <StateDialog of={of} act={open} onClose={close} />}
    </>
  )
}

function InstrumentFacts({ of }: { readonly of: InstrumentData }) {
  const t = useWords(words)
  const say = useSay()
  const f = of.fields
  return (
    <Panel title={t.identity}>
      <Facts facts={[
        { name: t.code, value: <span className="nowrap">{of.code.slice(0, 5)}-{of.code.slice(5)}</span> },
        { name: t.owner, value: <a href={`/organisations/${of.owner.id}`}>{of.owner.name}</a> },
        { name: t.place, value: of.place?.name }, { name: t.division, value: of.division },
        { name: t.model, value: f.model }, { name: t.serial, value: f.serial }, { name: t.maker, value: f.maker }, { name: t.ownerNo, value: f.ownerNo },
        { name: t.range, value: f.measuringRange }, { name: t.accuracy, value: f.accuracyClass }, { name: t.parameters, value: writeParameters(f.parameters) },
        { name: t.category, value: [f.category, f.kind].filter((text) => text !== '').join(' / ') }, { name: t.purpose, value: say(purposePairs[f.purpose] ?? [f.purpose, f.purpose]) },
        { name: t.compulsory, value: <Compulsory of={of.compulsory} /> }, { name: t.made, value: [f.madeOn, f.installedOn].map((day) => day ?? '—').join(' / ') },
        { name: t.dueOn, value: of.dueOn === null || of.due === 'later' ? null : <>{of.dueOn}{of.declared && <small className="muted"> {t.declared}</small>}</> },
      ]} />
    </Panel>
  )
}

function History({ code }: { readonly code: string }) {
  const t = useWords(words)
  const say = useSay()
  const history = useQuery({ queryKey: ['registry', 'history', code], queryFn: ({ signal }) => ask(api.instruments[':code'].history.$get({ param: { code } }, { init: { signal } })) })
  return (
    <Answer of={history}>
      {({ acts }) => (
        <Timeline label={t.history} acts={acts.map((act) => ({
          id: String(act.no), at: act.at, person: act.by ?? undefined, organisation: act.system ? undefined : act.organisation ?? t.others, verb: say(verbPairs[act.verb] ?? [act.verb, act.verb]), object: reasonOf(act.payload), details: changesOf(act.payload, say),
        }))} />
      )}
    </Answer>
  )
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === 'object' && value !== null && !Array.isArray(value)
const reasonOf = (payload: unknown): string | undefined => (isRecord(payload) && typeof payload['reason'] === 'string' && payload['reason'] !== '' ? payload['reason'] : undefined)

/** Which fields an act changed, from what to what. */
function changesOf(payload: unknown, say: (pair: readonly [string, string]) => string): ReactNode | undefined {
  const changes: unknown = isRecord(payload) ? payload['changes'] : undefined
  if (!Array.isArray(changes) || changes.length === 0) return undefined
  const shown = (value: unknown) => (value === null || value === undefined || value === '' ? '—' : typeof value === 'object' ? JSON.stringify(value) : String(value))
  return (
    <ul>
      {changes.map((change: unknown) => {
        const field = isRecord(change) ? String(change['field']) : ''
        return <li key={field}>{say(fieldPairs[field] ?? [field, field])}{isRecord(change) && 'to' in change ? `：${shown(change['from'])} → ${shown(change['to'])}` : ''}</li>
      })}
    </ul>
  )
}
