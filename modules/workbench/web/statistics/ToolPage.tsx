// The frame of each tool: title, the way to its neighbours, examples, files in and out, one way back for everything on the page.
import { useRef, useState, type KeyboardEvent, type ReactNode } from 'react'
import { Button } from 'antd'
import { useLanguage, useSay, useWords } from '#ui/i18n.ts'
import { Icon } from '#ui/Icon.tsx'
import { isComposing, nameOf } from '#ui/keys.ts'
import { Notice } from '#ui/Notice.tsx'
import { Page } from '#ui/Page.tsx'
import { Popup } from '#ui/Popup.tsx'
import { PrintFoot } from '#ui/PrintSheet.tsx'
import { toast } from '#ui/toasts.ts'
import type { StatisticsBody } from '../../saved-body.ts'
import { exportCsv, exportJson, exportXlsx, readFile, type ExportTable } from './files.ts'
import { titleOf, useKeeping } from './Keeping.tsx'
import type { Rows } from './sheet.ts'
import { isEmpty, type Tool, type Work } from './tool.ts'
import type { Keeping } from './ToolHouse.tsx'
import { toolWords } from './tool-words.ts'
import './statistics.css'

type Props<Body> = {
  readonly tool: Tool<Body>
  readonly work: Work<Body>
  readonly keeping: Keeping<Body>
  readonly title: string
  readonly about: string
  /** What is exported: the data with what was computed from them; none where there is no result. */
  readonly tables: () => readonly ExportTable[]
  /** A table of a file as a body. */
  readonly fromTable: (rows: Rows) => Body
  readonly children: ReactNode
}

export function ToolPage<Body extends StatisticsBody>({ tool, work, keeping, title, about, tables, fromTable, children }: Props<Body>) {
  const t = useWords(toolWords)
  const [refused, setRefused] = useState<string>()
  const named = titleOf(keeping, title)
  const kept = useKeeping({ tool, work, keeping })
  const clear = () => {
    work.change(tool.empty)
    toast(t.cleared, { label: t.undo, run: work.undo })
  }
  return (
    <div onKeyDownCapture={(event) => undoKeys(event, work)}>
      <Page title={named} about={named === title ? about : title} badge={kept.badge} framed={keeping.kind === 'version'} actions={<>
        <Button className="no-print" icon={<Icon name="undo" />} aria-label={t.undo} title={`${t.undo} Ctrl Z`} onClick={work.undo} />
        {!isEmpty(tool, work.body) && <Button onClick={clear}>{t.fresh}</Button>}
        <ExamplesMenu tool={tool} work={work} />
        <FilesMenu tool={tool} work={work} title={named} tables={tables} fromTable={fromTable} onRefused={setRefused} />
        {kept.action}
      </>}>
        <p className="st-paper-title">{named}</p>
        <Neighbours here={tool.kind} isLocal={keeping.kind === 'draft'} />
        {refused !== undefined && <Notice tone="bad" say="now" actions={<Button size="small" onClick={() => setRefused(undefined)}>{t.ok}</Button>}>{refused}</Notice>}
        {kept.above}
        <div className="st">{children}</div>
        {kept.beneath}
        <div className="print-only"><PrintFoot url={location.href} /></div>
      </Page>
    </div>
  )
}

const KINDS = ['comparison', 'prepackage', 'control-chart', 'sampling'] as const

function Neighbours({ here, isLocal }: { readonly here: (typeof KINDS)[number]; readonly isLocal: boolean }) {
  const t = useWords(toolWords)
  return (
    <nav className="st-neighbours no-print" aria-label={t.tools}>
      <a href="/uncertainty">{t.uncertainty}</a>
      {KINDS.map((kind) => <a key={kind} href={`/statistics/${kind}`} aria-current={kind === here ? 'page' : undefined}>{t[kind]}</a>)}
      {isLocal && <span className="caption">{t.kept}</span>}
    </nav>
  )
}

function ExamplesMenu<Body>({ tool, work }: Pick<Props<Body>, 'tool' | 'work'>) {
  const t = useWords(toolWords)
  const say = useSay()
  const english = useLanguage() === 'en'
  return (
    <Popup label={t.examples} align="end">
      {(close) => (
        <ul className="menu st-menu">
          {tool.examples.map(({ id, title, source, bodyIn }) => (
            <li key={id}>
              <button type="button" onClick={() => {
                work.change(bodyIn(english ? 1 : 0))
                toast(t.replaced({ name: say(title) }), { label: t.undo, run: work.undo })
                close()
              }}>{say(title)} <span className="muted">{say(source)}</span></button>
            </li>
          ))}
        </ul>
      )}
    </Popup>
  )
}

type FilesProps<Body> = Pick<Props<Body>, 'tool' | 'work' | 'title' | 'tables' | 'fromTable'> & { readonly onRefused: (words: string | undefined) => void }

function FilesMenu<Body>({ tool, work, title, tables, fromTable, onRefused }: FilesProps<Body>) {
  const t = useWords(toolWords)
  const input = useRef<HTMLInputElement>(null)
  const take = async (file: File) => {
    const read = await readFile(file, tool.read, fromTable)
    if (!read.ok) {
      onRefused(read.because === 'tooBig' ? t.tooBig : t.unreadable({ name: file.name.slice(0, 60) }))
      return
    }
    onRefused(undefined)
    work.change(read.body)
    toast(t.replaced({ name: file.name.slice(0, 60) }), { label: t.undo, run: work.undo })
  }
  const give = (write: (title: string, all: readonly ExportTable[]) => void | Promise<void>) => {
    const all = tables()
    onRefused(all.length === 0 ? t.nothing : undefined)
    if (all.length > 0) void write(title, all)
  }
  const item = (label: string, run: () => void, close: () => void) => <li key={label}><button type="button" onClick={() => { close(); run() }}>{label}</button></li>
  return (
    <>
      <Popup label={t.files} align="end" icon={<Icon name="file" />}>
        {(close) => (
          <ul className="menu st-menu">
            {item(t.json, () => exportJson(title, work.body), close)}
            {item(t.csv, () => give(exportCsv), close)}
            {item(t.xlsx, () => give(exportXlsx), close)}
            {item(t.print, () => window.print(), close)}
            {item(t.open, () => input.current?.click(), close)}
          </ul>
        )}
      </Popup>
      <input ref={input} type="file" accept=".json,.csv,.tsv,.txt,application/json,text/csv" hidden aria-label={t.open} onChange={(event) => {
        const [file] = event.target.files ?? []
        if (file) void take(file)
        event.target.value = ''
      }} />
    </>
  )
}

/** Nothing yet: what to do, and examples to begin from. */
export function Begin<Body>({ tool, work, children }: { readonly tool: Tool<Body>; readonly work: Work<Body>; readonly children: ReactNode }) {
  const t = useWords(toolWords)
  const say = useSay()
  const english = useLanguage() === 'en'
  return (
    <div className="st-begin">
      <p className="muted">{children}</p>
      <ul aria-label={t.examples}>
        {tool.examples.map(({ id, title, source, bodyIn }) => (
          <li key={id}><button type="button" className="linklike" onClick={() => work.change(bodyIn(english ? 1 : 0))}>{say(title)}</button> <span className="caption">{say(source)}</span></li>
        ))}
      </ul>
    </div>
  )
}

/** Fields keep no way back of their own. */
function undoKeys<Body>(event: KeyboardEvent, work: Work<Body>): void {
  if (isComposing(event.nativeEvent)) return
  const name = nameOf(event.nativeEvent)
  if (name !== 'Ctrl+z' && name !== 'Ctrl+Shift+z' && name !== 'Ctrl+y') return
  event.preventDefault()
  event.stopPropagation()
  if (name === 'Ctrl+z') work.undo()
  else work.redo()
}
