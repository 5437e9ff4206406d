// The laboratories as a sheet, and how they state their uncertainty.
import { useMemo } from 'react'
import { useLanguage, useWords } from '#ui/i18n.ts'
import { Panel } from '#ui/Page.tsx'
import { Segments } from '#ui/Switches.tsx'
import { NumberSheet, type SheetColumn } from '../NumberSheet.tsx'
import { Setting } from '../Setting.tsx'
import type { Work } from '../../tool.ts'
import { MOST_LABORATORIES, type ComparisonBody } from '../../../comparison-body.ts'
import { comparisonWords } from './comparison-words.ts'
import type { Field, Read } from './compare.ts'

type Props = { readonly work: Work<ComparisonBody>; readonly read: Read }

/** What is wrong with a setting, in the reader's language. */
export function useProblem(read: Read): (field: Field) => string | undefined {
  const english = useLanguage() === 'en'
  return (field) => {
    const found = read.fields.find((one) => one.field === field)
    return found && (english ? found.en : found.zh)
  }
}

export function LaboratoriesPanel({ work, read }: Props) {
  const t = useWords(comparisonWords)
  const english = useLanguage() === 'en'
  const problem = useProblem(read)
  const { body, change, undo } = work
  const unit = body.unit.trim()
  const columns = useMemo((): readonly SheetColumn[] => {
    const inUnit = unit === '' ? '' : ` / ${unit}`
    return [
      { key: 'lab', title: t.lab, name: t.lab, words: true }, { key: 'x', title: <><var>x</var>{inUnit}</>, name: t.x },
      { key: 'u', title: <><var>{body.stated}</var>{inUnit}</>, name: body.stated === 'u' ? t.standardU : t.expandedU }, { key: 'dof', title: <var>ν</var>, name: t.dof },
    ]
  }, [t, unit, body.stated])
  const errorOf = (row: number, column: string) => {
    const found = read.cells.find((one) => one.row === row && one.column === column)
    return found && (english ? found.en : found.zh)
  }
  return (
    <Panel title={t.laboratories} aside={<Segments label={t.purpose} value={body.purpose} onChange={(purpose) => change({ ...body, purpose, reference: purpose === 'proficiency' && body.reference !== 'given' ? 'recommended' : body.reference })}
      choices={[{ value: 'comparison', label: t.forComparison }, { value: 'proficiency', label: t.forProficiency }]} />}>
      <div className="stack">
        <div className="st-settings">
          <Setting label={t.unit} numeric={false} value={body.unit} onChange={(text) => change({ ...body, unit: text.slice(0, 30) }, 'unit')} />
          <div className="st-setting">
            <span className="st-label" aria-hidden="true">{t.stated}</span>
            <Segments label={t.stated} value={body.stated} onChange={(stated) => change({ ...body, stated })} choices={[{ value: 'u', label: <var>u</var> }, { value: 'U', label: <var>U</var> }]} />
          </div>
          {body.stated === 'U' && <Setting label={t.k} value={body.k} problem={problem('k')} onChange={(text) => change({ ...body, k: text.slice(0, 12) }, 'k')} />}
        </div>
        <p className="caption no-print">{t.pasteHint}</p>
        <NumberSheet label={t.laboratories} columns={columns} rows={body.rows} most={MOST_LABORATORIES} undo={undo} errorOf={errorOf} onChange={(rows, group) => change({ ...body, rows }, group)} />
      </div>
    </Panel>
  )
}
