// The start-up time of a new laboratory: what it is, what it permits and what not, opened by the head once, over on its last day.
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Button, Input } from 'antd'
import { useState } from 'react'
import { ask } from '#ui/client.ts'
import { Clock } from '#ui/Clock.tsx'
import { ConfirmTyped } from '#ui/ConfirmTyped.tsx'
import { DateField } from '#ui/DateField.tsx'
import { Field, Form } from '#ui/Form.tsx'
import { useSending } from '#ui/form.ts'
import { useWords } from '#ui/i18n.ts'
import { Answer } from '#ui/Loading.tsx'
import { Notice } from '#ui/Notice.tsx'
import { useToday } from '#ui/now.ts'
import { Columns, Facts, Page, Panel } from '#ui/Page.tsx'
import { roleNames, useSession } from '#ui/session.ts'
import { VerdictBadge } from '#ui/VerdictBadge.tsx'
import { api } from './api.ts'
import { startUpQuery } from './standard-queries.ts'
import { daysLeft } from './standard-state.ts'
import { peopleWords } from './people-words.ts'
import './dossier.css'

type StartUp = Awaited<ReturnType<typeof startUpQuery.queryFn>>
const next = [
  { href: '/scopes?tab=authorisations', word: 'stepAuthorisation' }, { href: '/standards', word: 'stepStandards' }, { href: '/scopes', word: 'stepScopes' }, { href: '/methods', word: 'stepMethods' },
] as const

export function StartUpPage() {
  const t = useWords(peopleWords)
  const today = useToday()
  const startUp = useQuery(startUpQuery)
  const head = (roleNames(useSession()) ?? []).includes('head')
  const open = startUp.data?.open
  return (
    <Page title={t.startUpTitle} badge={startUp.data && <VerdictBadge kind={open ? 'warn' : 'unk'}>{open ? t.startUpOpen : startUp.data.used ? t.startUpOver : t.startUpClosed}</VerdictBadge>}
      clock={open && <Clock due={open.until} left={daysLeft(open.until, today)} total={daysLeft(open.until, open.from)} unit="day" />}>
      <Answer of={startUp}>
        {(data) => (
          <Columns
            main={<Panel>
              <p>{t.startUpWhat}</p>
              <ul className="dossier-list"><li>{t.startUpMay1}</li><li>{t.startUpMay2}</li><li>{t.startUpMay3}</li><li>{t.startUpMay4({ n: data.longest_d })}</li></ul>
              <p className="dossier-note">{t.startUpNot}</p>
              {data.open ? <OpenNow open={data.open} head={head} /> : data.used ? <Notice>{t.startUpUsed}</Notice> : head ? <OpenForm /> : <p className="muted">{t.onlyHead}</p>}
            </Panel>}
            side={<Panel title={t.nextSteps}><ol className="dossier-list">{next.map(({ href, word }) => <li key={word}><a href={href}>{t[word]}</a></li>)}</ol></Panel>}
          />
        )}
      </Answer>
    </Page>
  )
}

function OpenForm() {
  const t = useWords(peopleWords)
  const sending = useSending()
  const queries = useQueryClient()
  const [until, setUntil] = useState('')
  const [reason, setReason] = useState('')
  const open = async () => {
    const sent = await sending.send(async (key) => {
      await ask(api['start-up'].$post({ json: { until, reason } }, { headers: { 'Idempotency-Key': key } }))
    })
    if (sent) await queries.invalidateQueries({ queryKey: ['laboratory'] })
  }
  return (
    <Form label={t.open} submit={t.open} sending={sending} onSubmit={() => void open()}>
      <Field name="until" label={t.until}>{(input) => <DateField input={input} label={t.until} value={until} onChange={setUntil} />}</Field>
      <Field name="reason" label={t.reason}>{(input) => <Input.TextArea {...input} rows={2} value={reason} maxLength={300} onChange={(event) => setReason(event.target.value)} />}</Field>
    </Form>
  )
}

function OpenNow({ open, head }: { readonly open: NonNullable<StartUp['open']>; readonly head: boolean }) {
  const t = useWords(peopleWords)
  const queries = useQueryClient()
  const [closing, setClosing] = useState(false)
  const close = async () => {
    await ask(api['start-up'][':id'].$delete({ param: { id: String(open.id) } }))
    await queries.invalidateQueries({ queryKey: ['laboratory'] })
  }
  return (
    <>
      <Facts facts={[{ name: t.from, value: open.from }, { name: t.until, value: open.until }, { name: t.reason, value: open.reason }]} />
      {head && <div className="dossier-actions"><Button danger onClick={() => setClosing(true)}>{t.close}</Button></div>}
      <ConfirmTyped open={closing} act={t.close} touches={[t.closeTouches]} code={t.closeCode} onConfirm={close} onClose={() => setClosing(false)} />
    </>
  )
}
