// The versions of a study, newest first, each a link of its own and one to what it changed.
import { showInstant } from '#ui/dates.ts'
import { useWords } from '#ui/i18n.ts'
import { Panel } from '#ui/Page.tsx'
import { Scroll } from '#ui/Scroll.tsx'
import { pageWords } from './page-words.ts'
import { studyHref } from './study-kinds.ts'
import type { OneStudy } from './study-queries.ts'

export function VersionsPanel({ id, study, shown }: { readonly id: string; readonly study: OneStudy; readonly shown: number }) {
  const t = useWords(pageWords)
  return (
    <Panel title={t.versions}>
      <Scroll label={t.versions}>
        <table className="wb-figure-table">
          <caption className="hidden">{t.versions}</caption>
          <thead><tr><th scope="col">{t.versions}</th><th scope="col">{t.shown}</th><th scope="col">{t.note}</th><th scope="col">{t.by}</th><th scope="col">{t.at}</th><th scope="col"><span className="hidden">{t.compare}</span></th></tr></thead>
          <tbody>
            {study.versions.map(({ number, shown: result, note, by, at }) => (
              <tr key={number} aria-current={number === shown || undefined}>
                <th scope="row" className="nowrap"><a href={studyHref(study.kind, id, number)}>{t.version({ n: number })}</a></th>
                <td className="wb-shown">{result ?? <span className="muted">{t.noShown}</span>}</td>
                <td>{note}</td>
                <td className="nowrap">{by.name ?? t.colleague}</td>
                <td className="nowrap">{showInstant(at)}</td>
                <td className="nowrap">{number > 1 && study.kind === 'uncertainty' && <a href={`/uncertainty/studies/${id}/compare?a=${number - 1}&b=${number}`}>{t.compare}</a>}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
    </Panel>
  )
}
