// The owner's items that a laboratory has, or will have: where each stands and until when.
import { useQuery } from '@tanstack/react-query'
import { useSay, useWords } from '#ui/i18n.ts'
import { Answer } from '#ui/Loading.tsx'
import { Panel } from '#ui/Page.tsx'
import { VerdictBadge } from '#ui/VerdictBadge.tsx'
import { boardQuery, underWayQuery } from './queries.ts'
import { portalWords } from './words.ts'
import './portal.css'

export function UnderWay({ shown }: { readonly shown: number }) {
  const t = useWords(portalWords)
  const say = useSay()
  const items = useQuery(underWayQuery)
  const states = useQuery(boardQuery).data?.states ?? []
  const stateWord = (id: string) => {
    const state = states.find((s) => s.id === id)
    return state ? say([state.zh, state.en]) : ''
  }
  return (
    <Panel title={t.underWay} aside={<a href="/orders">{t.orders}</a>}>
      <Answer of={items} rows={2}>
        {(data) => (data.items.length === 0 ? <p className="muted">{t.noneUnderWay}</p> : (
          <>
            <ul className="portal-list">
              {data.items.slice(0, shown).map((item) => (
                <li key={item.id}>
                  <a href={`/work/${item.id}`}>{item.instrument.name} <span className="mono">{item.no}</span></a>
                  <span className="muted">{item.laboratory.name}</span>
                  {item.dueOn && item.state !== 'issued' && <span className="nowrap muted">{t.until({ day: item.dueOn })}</span>}
                  {item.state === 'issued' ? <VerdictBadge kind="ok">{t.toFetch}</VerdictBadge> : <span className="nowrap">{stateWord(item.state)}</span>}
                </li>
              ))}
            </ul>
            {data.items.length > shown && <p className="portal-more"><a href="/orders">{t.seeAll}</a></p>}
          </>
        ))}
      </Answer>
    </Panel>
  )
}
