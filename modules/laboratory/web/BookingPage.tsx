// Booking: an enterprise chooses instruments (those due are chosen already), a laboratory and a way, and gets a slip with a code.
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Checkbox, Input, Select } from 'antd'
import { useState } from 'react'
import { ask } from '#ui/client.ts'
import { DateField } from '#ui/DateField.tsx'
import { addDays } from '#ui/dates.ts'
import { Field, FieldGroup, Form } from '#ui/Form.tsx'
import { useDraft, useSending } from '#ui/form.ts'
import { useWords } from '#ui/i18n.ts'
import { Answer } from '#ui/Loading.tsx'
import { useAddressValue, useGo } from '#ui/navigation.ts'
import { Empty } from '#ui/Notice.tsx'
import { useToday } from '#ui/now.ts'
import { Columns, Page, Panel } from '#ui/Page.tsx'
import { Segments } from '#ui/Switches.tsx'
import { api } from './api.ts'
import { deskWords } from './desk-words.ts'
import { laboratoriesQuery, ownInstrumentsQuery } from './registry-queries.ts'
import type { OwnInstrument } from './registry-queries.ts'
import './desk.css'

const SOON_DAYS = 60
const empty = { laboratoryId: '', way: 'delivered', kind: 'verification', wantedOn: '', contact: '', phone: '', remark: '' }

export function BookingPage() {
  const t = useWords(deskWords)
  const instruments = useQuery(ownInstrumentsQuery)
  return (
    <Page title={t.book}>
      <Answer of={instruments}>
        {(data) => (data.rows.length === 0 ? <Empty title={t.noneDue} /> : <BookingForm instruments={data.rows} />)}
      </Answer>
    </Page>
  )
}

function BookingForm({ instruments }: { readonly instruments: readonly OwnInstrument[] }) {
  const t = useWords(deskWords)
  const go = useGo()
  const queries = useQueryClient()
  const today = useToday()
  const laboratories = useQuery(laboratoriesQuery)
  const draft = useDraft('booking', empty)
  const sending = useSending()
  const soon = addDays(today, SOON_DAYS)
  const [cameFrom] = useAddressValue('instrument', '')
  const [chosen, setChosen] = useState<ReadonlySet<number>>(() => {
    const one = instruments.filter((i) => String(i.id) === cameFrom)
    return new Set((one.length > 0 ? one : instruments.filter((i) => i.dueOn !== null && i.dueOn <= soon)).map((i) => i.id))
  })
  const choose = (id: number, on: boolean) => setChosen(new Set(on ? [...chosen, id] : [...chosen].filter((other) => other !== id)))
  const v = draft.value
  const book = async () => {
    let orderId: number | undefined
    const sent = await sending.send(async (key) => {
      const answer = await ask(api.orders.$post({
        json: {
          laboratoryId: Number(v.laboratoryId || 0), kind: v.kind === 'calibration' ? 'calibration' : 'verification', way: v.way === 'on-site' ? 'on-site' : 'delivered',
          contact: v.contact, phone: v.phone, remark: v.remark, instrumentIds: [...chosen], ...(v.wantedOn === '' ? {} : { wantedOn: v.wantedOn }),
        },
      }, { headers: { 'Idempotency-Key': key } }))
      orderId = answer.id
    })
    if (!sent || orderId === undefined) return
    draft.forget()
    await queries.invalidateQueries({ queryKey: ['laboratory'] })
    go(`/orders/${orderId}?booked=1`)
  }
  return (
    <Form label={t.book} submit={t.bookAct({ n: chosen.size })} sending={sending} onSubmit={() => void book()} keptAt={draft.keptAt} wide>
      <Columns
        main={
          <Panel title={t.which} aside={<small>{t.whichHint}</small>}>
            <FieldGroup name="instrumentIds" label={t.which}>
              <ul className="desk-choices">
                {instruments.map((i) => (
                  <li key={i.id}>
                    <Checkbox checked={chosen.has(i.id)} onChange={(event) => choose(i.id, event.target.checked)}>
                      <strong>{i.name}</strong> {i.model} {i.serial} <small>{i.place?.name ?? ''} {i.dueOn ? `${i.dueOn < today ? t.overdueSince : t.due} ${i.dueOn}` : ''}</small>
                    </Checkbox>
                  </li>
                ))}
              </ul>
            </FieldGroup>
          </Panel>
        }
        side={
          <Panel>
            <Field name="laboratoryId" label={t.laboratory}>
              {(input) => <Select {...input} aria-label={t.laboratory} value={v.laboratoryId === '' ? undefined : v.laboratoryId} placeholder={t.chooseLaboratory} options={laboratories.data?.rows.map((o) => ({ value: String(o.id), label: o.name }))} onChange={(id: string) => draft.set('laboratoryId', id)} />}
            </Field>
            <Segments label={t.kind} value={v.kind} onChange={(kind) => draft.set('kind', kind)} choices={[{ value: 'verification', label: t.verification }, { value: 'calibration', label: t.calibration }]} />
            <Segments label={t.way} value={v.way} onChange={(way) => draft.set('way', way)} choices={[{ value: 'delivered', label: t.delivered }, { value: 'on-site', label: t.onSite }]} />
            <Field name="wantedOn" label={t.wantedOn} optional>{(input) => <DateField input={input} label={t.wantedOn} value={v.wantedOn} onChange={(day) => draft.set('wantedOn', day)} />}</Field>
            <Field name="contact" label={t.contact}>{(input) => <Input {...input} value={v.contact} maxLength={60} onChange={(event) => draft.set('contact', event.target.value)} />}</Field>
            <Field name="phone" label={t.phone} optional>{(input) => <Input {...input} inputMode="tel" value={v.phone} maxLength={40} onChange={(event) => draft.set('phone', event.target.value)} />}</Field>
            <Field name="remark" label={t.remark} optional>{(input) => <Input.TextArea {...input} rows={2} value={v.remark} maxLength={500} onChange={(event) => draft.set('remark', event.target.value)} />}</Field>
          </Panel>
        }
      />
    </Form>
  )
}
