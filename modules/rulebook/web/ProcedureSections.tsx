// An edition rendered for reading beside the regulation: sentences, formulas with symbol and unit, limits and tables, each with its source and grade.
import { useLanguage, useWords } from '#ui/i18n.ts'
import { Panel } from '#ui/Page.tsx'
import { Scroll } from '#ui/Scroll.tsx'
import { useGradeWord } from './StandingBadge.tsx'
import { ruleWords } from './words.ts'
import './Procedure.css'

type Source = { readonly text: string; readonly grade: string; readonly url?: string; readonly read?: string }
type Line = { readonly kind: string; readonly zh: string; readonly en: string; readonly symbol?: string; readonly formula?: string; readonly unit?: string; readonly round?: string; readonly source?: Source }
type GridOf = { readonly zh: string; readonly en: string; readonly columns: readonly string[]; readonly rows: readonly (readonly string[])[]; readonly source: Source }
export type SectionOf = { readonly id: string; readonly zh: string; readonly en: string; readonly lines: readonly Line[]; readonly grids: readonly GridOf[]; readonly source?: Source }

export function ProcedureSections({ sections }: { readonly sections: readonly SectionOf[] }) {
  const chinese = useLanguage() !== 'en'
  return <>{sections.map((section) => <Panel key={section.id} id={section.id} title={chinese ? section.zh : section.en} aside={section.source && <SourceText source={section.source} />}><SectionBody section={section} /></Panel>)}</>
}

function SectionBody({ section }: { readonly section: SectionOf }) {
  const t = useWords(ruleWords)
  const chinese = useLanguage() !== 'en'
  const sentences = section.lines.filter((line) => line.kind === 'sentence' || line.formula === undefined && line.symbol === undefined)
  const rest = section.lines.filter((line) => !sentences.includes(line))
  return (
    <>
      {sentences.map((line, at) => <p key={`${at} ${line.en}`} className="procedure-sentence">{chinese ? line.zh : line.en}{line.source && <> <SourceText source={line.source} /></>}</p>)}
      {rest.length > 0 && (
        <Scroll label={chinese ? section.zh : section.en} minWidth={720}>
          <table className="procedure-lines">
            <thead><tr><th scope="col">{t.symbol}</th><th scope="col">{t.formula}</th><th scope="col">{t.meaning}</th><th scope="col">{t.source}</th></tr></thead>
            <tbody>
              {rest.map((line, at) => (
                <tr key={`${at} ${line.en}`}>
                  <th scope="row"><i>{line.symbol ?? ''}</i>{line.unit && line.unit !== '1' ? ` / ${line.unit}` : ''}</th>
                  <td>{line.formula !== undefined && <code>{line.formula}</code>}{line.round !== undefined && <small> {t.rounding({ round: line.round })}</small>}</td>
                  <td>{chinese ? line.zh : line.en}</td>
                  <td>{line.source && <SourceText source={line.source} />}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </Scroll>
      )}
      {section.grids.map((grid) => <LimitTable key={grid.en} grid={grid} />)}
    </>
  )
}

function LimitTable({ grid }: { readonly grid: GridOf }) {
  const chinese = useLanguage() !== 'en'
  return (
    <Scroll label={chinese ? grid.zh : grid.en}>
      <table className="procedure-lines procedure-grid">
        <caption>{chinese ? grid.zh : grid.en} <SourceText source={grid.source} /></caption>
        <thead><tr>{grid.columns.map((column) => <th key={column} scope="col">{column}</th>)}</tr></thead>
        <tbody>{grid.rows.map((row) => <tr key={row.join('|')}>{row.map((text, at) => <td key={grid.columns[at]}>{text}</td>)}</tr>)}</tbody>
      </table>
    </Scroll>
  )
}

function SourceText({ source }: { readonly source: Source }) {
  const gradeWord = useGradeWord()
  return <small className={source.grade === 'official' ? 'procedure-source' : 'procedure-source procedure-unsure'} title={source.read}>{source.text} · {gradeWord(source.grade)}</small>
}
