// Files in and out of the workbench, all made and read in this browser. The writers are loaded when they are wanted.
import { useState } from 'react'
import { Button } from 'antd'
import { language, useWords } from '#ui/i18n.ts'
import { Notice } from '#ui/Notice.tsx'
import { evaluate } from '../evaluate.ts'
import { readBody, type StudyBody } from '../study-body.ts'
import { saveFile, saveJson } from './download.ts'
import type { History } from './history.ts'
import { FilesPopup, replace } from './Menus.tsx'
import { lastSampled } from './monte-carlo.ts'
import { pageWords } from './page-words.ts'
import { reportWords } from './report-words.ts'

/** `title`: of the study; without one the measurand names the files. */
type Props = { readonly title: string | undefined; readonly history: History; readonly readOnly: boolean }

export function UncertaintyFiles({ title: named, history, readOnly }: Props) {
  const t = useWords(pageWords)
  const [refused, setRefused] = useState<string>()
  const take = async (file: File) => {
    const read = await readFile(file)
    if (typeof read === 'string') { setRefused(t.notAFile({ why: t[read] })); return }
    setRefused(undefined)
    replace(history, read, file.name.slice(0, 60), t)
  }
  const { body } = history
  const titled = () => named ?? evaluate(body).answer?.budget.name ?? 'uncertainty'
  const give = (what: 'xlsx' | 'dcc') => void exportResult(what, titled(), body).then((made) => setRefused(made ? undefined : t.noResult))
  return (
    <>
      <FilesPopup label={t.files} out={[[t.json, () => saveJson(titled(), body)], [t.xlsx, () => give('xlsx')], [t.dcc, () => give('dcc')], [t.print, () => window.print()]]}
        take={readOnly ? undefined : { label: t.import, accept: '.json,application/json', run: (file) => void take(file) }} />
      {refused !== undefined && <div className="wb-refused"><Notice tone="bad" say="now" actions={<Button size="small" onClick={() => setRefused(undefined)}>OK</Button>}>{refused}</Notice></div>}
    </>
  )
}

async function readFile(file: File): Promise<StudyBody | 'notJson' | 'tooBig' | 'wrongShape'> {
  if (file.size > 1_000_000) return 'tooBig'
  try {
    const value: unknown = JSON.parse(await file.text())
    return readBody(value) ?? 'wrongShape'
  } catch {
    // JSON.parse says no more than that.
    return 'notJson'
  }
}

/** False where there is no result to export. */
async function exportResult(what: 'xlsx' | 'dcc', title: string, body: StudyBody): Promise<boolean> {
  const evaluated = evaluate(body)
  const output = evaluated.answer === undefined ? undefined : lastSampled(body, evaluated.answer)
  if (what === 'dcc') {
    const { dccFragment } = await import('../export-dcc.ts')
    const bytes = evaluated.answer && dccFragment({ title, budget: evaluated.answer.budget, body, output })
    if (bytes !== undefined) saveFile(title, 'xml', bytes)
    return bytes !== undefined
  }
  const [{ sheetsOf }, { workbook }] = await Promise.all([import('./export-sheets.ts'), import('../export-xlsx.ts')])
  const english = language.get() === 'en'
  saveFile(title, 'xlsx', workbook(sheetsOf({ title, body, evaluated, output, t: reportWords[language.get()], english })))
  return true
}
