// The studies of the organisation, newest first; `?q=`, `?procedure=` and `?standard=` are in the address.
import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { showInstant } from '#ui/dates.ts'
import { useSay, useWords } from '#ui/i18n.ts'
import { Answer } from '#ui/Loading.tsx'
import { useAddressValue } from '#ui/navigation.ts'
import { Empty, Notice } from '#ui/Notice.tsx'
import { Page, Panel } from '#ui/Page.tsx'
import { Scroll } from '#ui/Scroll.tsx'
import { SearchBox } from '#ui/SearchBox.tsx'
import { readBody } from '../study-body.ts'
import { keptDraft } from './draft.ts'
import { pageWords } from './page-words.ts'
import { KIND_WORDS, studyHref } from './study-kinds.ts'
import { studiesQuery } from './study-queries.ts'
import './workbench.css'

export function StudiesPage() {
  const t = useWords(pageWords)
  const say = useSay()
  const [q, setQ] = useAddressValue('q', '')
  const [standard] = useAddressValue('standard', '')
  const [procedure] = useAddressValue('procedure', '')
  const [before, setBefore] = useAddressValue('before', '')
  const given = { ...(q === '' ? {} : { q }), ...(/^\d{1,15}$/.test(standard) ? { standard } : {}), ...(procedure === '' ? {} : { procedure }), ...(/^\d{1,15}$/.test(before) ? { before } : {}) }
  const studies = useQuery(studiesQuery(given))
  return (
    <Page title={t.studies} actions={<Button type="primary" href="/uncertainty">{t.newStudy}</Button>}>
      {keptDraft('uncertainty', readBody) !== undefined && <Notice actions={<Button href="/uncertainty">{t.open}</Button>}>{t.kept}</Notice>}
      <Panel>
        <div className="stack">
          <SearchBox label={t.search} value={q} onSearch={(text) => { setQ(text) }} />
          <Answer of={studies}>
            {({ studies: rows, next }) => (rows.length === 0 ? (
              <Empty title={q === '' ? t.none : t.noneFound({ q })} actions={<Button href="/uncertainty">{t.open}</Button>}>{q === '' && t.noneHint}</Empty>
            ) : (
              <>
                <Scroll label={t.studies}>
                  <table className="wb-figure-table">
                    <caption className="hidden">{t.studies}</caption>
                    <thead><tr><th scope="col">{t.name}</th><th scope="col">{t.kind}</th><th scope="col">{t.shown}</th><th scope="col">{t.attached}</th><th scope="col">{t.versions}</th><th scope="col">{t.by}</th><th scope="col">{t.at}</th></tr></thead>
                    <tbody>
                      {rows.map((row) => (
                        <tr key={row.id}>
                          <th scope="row"><a href={studyHref(row.kind, row.id)}>{row.title}</a></th>
                          <td className="nowrap">{say(KIND_WORDS[row.kind])}</td>
                          <td className="wb-shown">{row.shown ?? <span className="muted">{t.noShown}</span>}</td>
                          <td className="nowrap">{row.procedure ?? (row.standardId === null ? <span className="muted">—</span> : <a href={`/standards/${row.standardId}`}>{t.standard}</a>)}</td>
                          <td className="nowrap">{t.version({ n: row.number })}</td>
                          <td className="nowrap">{row.by.name ?? t.colleague}</td>
                          <td className="nowrap">{showInstant(row.at)}</td>
                        </tr>
                      ))}
                    </tbody>
                  </table>
                </Scroll>
                {next !== null && <div><Button onClick={() => setBefore(String(next))}>{t.more}</Button></div>}
              </>
            ))}
          </Answer>
        </div>
      </Panel>
    </Page>
  )
}
