// One queue of the home page: the soonest few, each with its clock, and the way to the rest.
import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { ask } from '#ui/client.ts'
import { useWords } from '#ui/i18n.ts'
import { Answer } from '#ui/Loading.tsx'
import { Panel } from '#ui/Page.tsx'
import { api } from './api.ts'
import { HomeDue } from './HomeDue.tsx'
import { homeWords } from './home-words.ts'
import './dossier.css'

const SHOWN = 8
export type Queue = { readonly states: string; readonly mine?: boolean; readonly overdue?: boolean }

const queueQuery = ({ states, mine = false, overdue = false }: Queue) => ({
  queryKey: ['laboratory', 'home', states, mine, overdue],
  queryFn: ({ signal }: { signal: AbortSignal }) => ask(api.items.$get({
    query: { states, first: 'due' as const, limit: String(SHOWN), ...(mine ? { verifier: 'me' as const } : {}), ...(overdue ? { overdue: 'yes' as const } : {}) },
  }, { init: { signal } })),
})

type Props = {
  readonly title: string
  readonly queue: Queue
  /** Where one item is worked on. */
  readonly hrefOf: (id: number) => string
  /** Where all of them are. */
  readonly all: string
  readonly act?: { readonly href: string; readonly word: string }
}

export function HomeQueue({ title, queue, hrefOf, all, act }: Props) {
  const t = useWords(homeWords)
  const items = useQuery(queueQuery(queue))
  return (
    <Panel title={title} aside={act && <Button type="primary" href={act.href}>{act.word}</Button>}>
      <Answer of={items} rows={2}>
        {(data) => (data.items.length === 0 ? <p className="muted">{t.nothing}</p> : (
          <>
            <ul className="home-items">
              {data.items.map((item) => (
                <li key={item.id}><a href={hrefOf(item.id)}>{item.instrument.name} <span className="mono">{item.no}</span></a> <span className="muted">{item.client.name}</span> <HomeDue due={item.dueOn} /></li>
              ))}
            </ul>
            {data.next !== null && <p className="home-more"><a href={all}>{t.more}</a></p>}
          </>
        ))}
      </Answer>
    </Panel>
  )
}
