// The two menus of the page: examples to start from, files in and out. Every file is made and read in this browser.
import { useRef, useState } from 'react'
import { Button } from 'antd'
import { language, useLanguage, useSay, useWords } from '#ui/i18n.ts'
import { Icon } from '#ui/Icon.tsx'
import { Notice } from '#ui/Notice.tsx'
import { Popup } from '#ui/Popup.tsx'
import { toast } from '#ui/toasts.ts'
import { evaluate } from '../evaluate.ts'
import { examples } from '../examples.ts'
import { readBody, type StudyBody } from '../study-body.ts'
import { fileName, saveFile } from './download.ts'
import type { History } from './history.ts'
import { pageWords } from './page-words.ts'
import { reportWords } from './report-words.ts'
import { lastSampled } from './monte-carlo.ts'

export function ExamplesMenu({ history }: { readonly history: History }) {
  const t = useWords(pageWords)
  const say = useSay()
  const english = useLanguage() === 'en'
  return (
    <Popup label={t.examples} align="end">
      {(close) => (
        <ul className="menu wb-menu">
          {examples.map(({ id, title, source, bodyIn }) => (
            <li key={id}>
              <button type="button" onClick={() => {
                history.change(bodyIn(english ? 1 : 0))
                toast(t.replaced({ name: say(title) }), { label: t.undo, run: history.undo })
                close()
              }}>{say(title)} <span className="muted">{source}</span></button>
            </li>
          ))}
        </ul>
      )}
    </Popup>
  )
}

/** `title`: of the study; without one the measurand names the files. */
type FilesProps = { readonly title: string | undefined; readonly history: History; readonly readOnly?: boolean }

export function FilesMenu({ title: named, history, readOnly = false }: FilesProps) {
  const t = useWords(pageWords)
  const input = useRef<HTMLInputElement>(null)
  const [refused, setRefused] = useState<string>()
  const take = async (file: File) => {
    const read = await readFile(file)
    if (typeof read === 'string') { setRefused(t.notAFile({ why: t[read] })); return }
    setRefused(undefined)
    history.change(read)
    toast(t.replaced({ name: file.name.slice(0, 60) }), { label: t.undo, run: history.undo })
  }
  const { body } = history
  const titled = () => named ?? evaluate(body).answer?.budget.name ?? 'uncertainty'
  const give = (what: 'xlsx' | 'dcc') => void exportResult(what, titled(), body).then((made) => setRefused(made ? undefined : t.noResult))
  const item = (label: string, run: () => void, close: () => void) => <li key={label}><button type="button" onClick={() => { close(); run() }}>{label}</button></li>
  return (
    <>
      <Popup label={t.files} align="end" icon={<Icon name="file" />}>
        {(close) => (
          <ul className="menu wb-menu">
            {item(t.json, () => saveFile(fileName(titled(), 'json'), 'application/json', `${JSON.stringify(body, null, 2)}\n`), close)}
            {item(t.xlsx, () => give('xlsx'), close)}
            {item(t.dcc, () => give('dcc'), close)}
            {item(t.print, () => window.print(), close)}
            {!readOnly && item(t.import, () => input.current?.click(), close)}
          </ul>
        )}
      </Popup>
      <input ref={input} type="file" accept=".json,application/json" hidden aria-label={t.import} onChange={(event) => {
        const [file] = event.target.files ?? []
        if (file) void take(file)
        event.target.value = ''
      }} />
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

/** False where there is no result to export. The writers are loaded when they are wanted. */
async function exportResult(what: 'xlsx' | 'dcc', title: string, body: StudyBody): Promise<boolean> {
  const evaluated = evaluate(body)
  const output = evaluated.answer === undefined ? undefined : lastSampled(body, evaluated.answer)
  if (what === 'dcc') {
    const { dccFragment } = await import('../export-dcc.ts')
    const bytes = evaluated.answer && dccFragment({ title, budget: evaluated.answer.budget, body, output })
    if (bytes !== undefined) saveFile(fileName(title, 'xml'), 'application/xml', bytes)
    return bytes !== undefined
  }
  const [{ sheetsOf }, { workbook }] = await Promise.all([import('./export-sheets.ts'), import('../export-xlsx.ts')])
  const english = language.get() === 'en'
  const bytes = workbook(sheetsOf({ title, body, evaluated, output, t: reportWords[language.get()], english }))
  saveFile(fileName(title, 'xlsx'), 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', bytes)
  return true
}
