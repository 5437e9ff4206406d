// The authority's home: three figures that open their rows, and what has been overdue longest.
import { useQuery } from '@tanstack/react-query'
import { useWords } from '#ui/i18n.ts'
import { Answer } from '#ui/Loading.tsx'
import { Panel } from '#ui/Page.tsx'
import { VerdictBadge } from '#ui/VerdictBadge.tsx'
import { Figures } from './Figures.tsx'
import { dueQuery, rowsHref } from './queries.ts'
import { portalWords } from './words.ts'
import './portal.css'

const SHOWN = 10

export function DeskHome() {
  const t = useWords(portalWords)
  const overdue = useQuery(dueQuery('overdue', SHOWN))
  return (
    <>
      <Panel><Figures of={['overdue', 'never verified', 'soon']} /></Panel>
      <Panel title={t.deskOverdue}>
        <Answer of={overdue}>
          {(data) => (data.rows.length === 0 ? <p className="muted">{t.noneOverdue}</p> : (
            <>
              <ul className="portal-list">
                {data.rows.map((row) => (
                  <li key={row.code}>
                    <a href={`/instruments/${row.code}`}>{row.name} {row.model} <span className="mono">{row.serial}</span></a>
                    <span className="muted">{row.owner.name}{row.compulsory.says === 'yes' && ` · ${t.compulsory}`}</span>
                    <VerdictBadge kind="bad">{t.overdueSince({ day: row.dueOn ?? '' })}</VerdictBadge>
                  </li>
                ))}
              </ul>
              {data.next !== null && <p className="portal-more"><a href={rowsHref.overdue}>{t.seeAll}</a></p>}
            </>
          ))}
        </Answer>
      </Panel>
    </>
  )
}
