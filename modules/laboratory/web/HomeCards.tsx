// What waits in the laboratory, by role; each card is a queue or two. A person with several roles sees several cards.
import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { ask } from '#ui/client.ts'
import { useWords } from '#ui/i18n.ts'
import { Answer } from '#ui/Loading.tsx'
import { Empty } from '#ui/Notice.tsx'
import { useToday } from '#ui/now.ts'
import { Panel } from '#ui/Page.tsx'
import { api } from './api.ts'
import { HomeQueue } from './HomeQueue.tsx'
import { homeWords } from './home-words.ts'
import { StandardBadge, UntilClock } from './StandardBadge.tsx'
import { standardsQuery } from './standard-queries.ts'
import { needsCare, standingOf } from './standard-state.ts'
import './dossier.css'

const OPEN = ['received', 'assigned', 'measured', 'checked', 'signed']
const workHref = (id: number) => `/work/${id}`
const inState = (state: string) => `/work?f.state=${state}`

export function ReceptionHome() {
  const t = useWords(homeWords)
  return (
    <>
      <HomeQueue title={t.arriving} queue={{ states: 'accepted' }} hrefOf={workHref} all={inState('accepted')} act={{ href: '/reception', word: t.scan }} />
      <HomeQueue title={t.booked} queue={{ states: 'booked' }} hrefOf={workHref} all={inState('booked')} />
      <HomeQueue title={t.toAssign} queue={{ states: 'received' }} hrefOf={workHref} all={inState('received')} />
      <HomeQueue title={t.toReturn} queue={{ states: 'issued' }} hrefOf={workHref} all={inState('issued')} />
    </>
  )
}

export function VerifierHome() {
  const t = useWords(homeWords)
  return <HomeQueue title={t.mine} queue={{ states: 'assigned', mine: true }} hrefOf={(id) => `/work/${id}/bench`} all="/work?f.state=assigned&f.who=me" />
}

export function CheckerHome() {
  const t = useWords(homeWords)
  return <HomeQueue title={t.toCheck} queue={{ states: 'measured' }} hrefOf={workHref} all="/work/check" act={{ href: '/work/check', word: t.openQueue }} />
}

export function SignatoryHome() {
  const t = useWords(homeWords)
  return <HomeQueue title={t.toSign} queue={{ states: 'checked' }} hrefOf={workHref} all="/work/sign" act={{ href: '/work/sign', word: t.openQueue }} />
}

export function HeadHome() {
  const t = useWords(homeWords)
  return <HomeQueue title={t.late} queue={{ states: OPEN.join(','), overdue: true }} hrefOf={workHref} all="/work?f.late=yes" />
}

export function StandardsHome() {
  const t = useWords(homeWords)
  const today = useToday()
  const standards = useQuery(standardsQuery)
  return (
    <Panel title={t.standards}>
      <Answer of={standards} rows={2}>
        {(all) => {
          const soon = all.filter((s) => needsCare(standingOf(s, today))).toSorted((a, b) => ((a.certificate?.validUntil ?? '') < (b.certificate?.validUntil ?? '') ? -1 : 1))
          if (all.length === 0) return <Empty title={t.noStandards} actions={<Button type="primary" href="/start-up">{t.startUp}</Button>} />
          if (soon.length === 0) return <p className="muted">{t.standardsFine}</p>
          return (
            <ul className="home-items">
              {soon.slice(0, 8).map((s) => (
                <li key={s.id}><a href={`/standards/${s.id}`}>{s.name} <span className="mono">{s.code}</span></a> {s.certificate?.validUntil ? <UntilClock until={s.certificate.validUntil} /> : <StandardBadge standing={standingOf(s, today)} />}</li>
              ))}
            </ul>
          )
        }}
      </Answer>
      {standards.data && standards.data.filter((s) => needsCare(standingOf(s, today))).length > 8 && <p className="home-more"><a href="/standards?f.state=expiring">{t.more}</a></p>}
    </Panel>
  )
}

export const boardQuery = { queryKey: ['laboratory', 'board'], queryFn: ({ signal }: { signal: AbortSignal }) => ask(api.board.$get({}, { init: { signal } })) }

export function BoardHome() {
  const t = useWords(homeWords)
  const board = useQuery(boardQuery)
  return (
    <Panel title={t.figures}>
      <Answer of={board} rows={2}>
        {({ states }) => {
          const open = states.filter(({ id }) => OPEN.includes(id))
          const figures = [
            { word: t.open, n: open.reduce((n, s) => n + s.count, 0), href: '/work' },
            { word: t.lateFigure, n: open.reduce((n, s) => n + s.late, 0), href: '/work?f.late=yes' },
            { word: t.waiting, n: states.find(({ id }) => id === 'issued')?.count ?? 0, href: inState('issued') },
          ]
          return <ul className="home-figures">{figures.map(({ word, n, href }) => <li key={word}><a href={href}><strong>{n}</strong>{word}</a></li>)}</ul>
        }}
      </Answer>
    </Panel>
  )
}
