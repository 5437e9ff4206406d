// What the computation rests on: each part of the edition, how well it was read, whether it may decide.
import { useSay, useWords } from '#ui/i18n.ts'
import { Panel } from '#ui/Page.tsx'
import { Scroll } from '#ui/Scroll.tsx'
import { VerdictBadge } from '#ui/VerdictBadge.tsx'
import type { StandingEdition, Stands } from '../lot-rules.ts'
import { StandingMark, useGrade } from '../StandingMark.tsx'
import { packageWords } from './package-words.ts'

export function StandingPanel({ standing }: { readonly standing: StandingEdition }) {
  const t = useWords(packageWords)
  const say = useSay()
  const { edition, parts } = standing
  const rows: readonly (readonly [string, Stands])[] = [[t.deficiency, parts.deficiency], [t.rounding, parts.rounding], [t.sampling, parts.sampling]]
  const grade = useGrade()
  return (
    <Panel title={say([`${t.standing}：${edition.title.zh}`, `${t.standing}: ${edition.title.en}`])}>
      <Scroll label={t.standing}>
        <table className="st-table st-wide">
          <caption className="hidden">{t.standing}</caption>
          <thead><tr><th scope="col">{t.part}</th><th scope="col">{t.read}</th><th scope="col">{t.grade}</th><th scope="col">{t.stands}</th></tr></thead>
          <tbody>
            {rows.map(([name, part]) => (
              <tr key={part.id}>
                <th scope="row">{name}</th>
                <td>{/^https?:/.test(part.url) ? <a href={part.url} rel="noreferrer" target="_blank">{part.source}</a> : part.source}{part.read !== '' && <span className="caption"> {part.read}</span>}</td>
                <td className="nowrap">{grade(part.grade)}</td>
                <td>{part === parts.sampling && edition.sampling.kind === 'unsettled' ? <VerdictBadge kind="unk">{t.notObtained}</VerdictBadge> : <StandingMark standing={part.standing} />}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
      {edition.note !== undefined && <p className="caption">{say([edition.note.zh, edition.note.en])}</p>}
    </Panel>
  )
}
