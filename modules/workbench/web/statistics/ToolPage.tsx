// The frame of each tool: title, the way to its neighbours, examples, files in and out, one way back for everything on the page.
import { useState, type ReactNode } from 'react'
import { Button } from 'antd'
import { useLanguage, useSay, useWords } from '#ui/i18n.ts'
import { Icon } from '#ui/Icon.tsx'
import { Notice } from '#ui/Notice.tsx'
import { Page } from '#ui/Page.tsx'
import { PrintFoot } from '#ui/PrintSheet.tsx'
import { toast } from '#ui/toasts.ts'
import { KINDS, type StatisticsBody, type StudyKind } from '../../saved-body.ts'
import { saveJson } from '../download.ts'
import { undoKeys } from '../history.ts'
import { titleOf, useKeeping } from '../Keeping.tsx'
import { ExamplesMenu, FilesPopup, replace } from '../Menus.tsx'
import { toolHref } from '../study-kinds.ts'
import { isEmpty, type Tool, type Work } from '../tool.ts'
import type { Keeping } from '../ToolHouse.tsx'
import { exportCsv, exportXlsx, readFile, type ExportTable } from './files.ts'
import type { Rows } from './sheet.ts'
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
  const isBlank = isEmpty(tool, work.body)
  const clear = () => {
    work.change(tool.empty)
    toast(t.cleared, { label: t.undo, run: work.undo })
  }
  return (
    <div onKeyDownCapture={(event) => undoKeys(event, work)}>
      <Page title={named} about={named === title ? about : title} badge={kept.badge} framed={keeping.kind === 'version'} actions={<>
        <Button className="no-print" icon={<Icon name="undo" />} aria-label={t.undo} title={`${t.undo} Ctrl Z`} onClick={work.undo} />
        {!isBlank && <Button onClick={clear}>{t.fresh}</Button>}
        <ExamplesMenu tool={tool} history={work} t={t} />
        <FilesMenu tool={tool} work={work} title={named} tables={tables} fromTable={fromTable} onRefused={setRefused} />
        {!(keeping.kind === 'draft' && isBlank) && kept.action}
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

function Neighbours({ here, isLocal }: { readonly here: StudyKind; readonly isLocal: boolean }) {
  const t = useWords(toolWords)
  return (
    <nav className="st-neighbours no-print" aria-label={t.tools}>
      {KINDS.map((kind) => <a key={kind} href={toolHref(kind)} aria-current={kind === here ? 'page' : undefined}>{t[kind]}</a>)}
      {isLocal && <span className="caption">{t.kept}</span>}
    </nav>
  )
}

type FilesProps<Body> = Pick<Props<Body>, 'tool' | 'work' | 'title' | 'tables' | 'fromTable'> & { readonly onRefused: (words: string | undefined) => void }

function FilesMenu<Body>({ tool, work, title, tables, fromTable, onRefused }: FilesProps<Body>) {
  const t = useWords(toolWords)
  const take = async (file: File) => {
    const read = await readFile(file, tool.read, fromTable)
    if (!read.ok) {
      onRefused(read.because === 'tooBig' ? t.tooBig : t.unreadable({ name: file.name.slice(0, 60) }))
      return
    }
    onRefused(undefined)
    replace(work, read.body, file.name.slice(0, 60), t)
  }
  const give = (write: (title: string, all: readonly ExportTable[]) => void | Promise<void>) => {
    const all = tables()
    onRefused(all.length === 0 ? t.nothing : undefined)
    if (all.length > 0) void write(title, all)
  }
  return (
    <FilesPopup label={t.files} out={[[t.json, () => saveJson(title, work.body)], [t.csv, () => give(exportCsv)], [t.xlsx, () => give(exportXlsx)], [t.print, () => window.print()]]}
      take={{ label: t.open, accept: '.json,.csv,.tsv,.txt,application/json,text/csv', run: (file) => void take(file) }} />
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
