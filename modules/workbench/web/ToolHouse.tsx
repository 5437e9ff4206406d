// What a tool works on: what was typed last in this browser, a study kept by the house (`?study=5`, an older version by `&version=2`), or a
// version somebody shared (`?shared=…`). The uncertainty workbench has its study and its link in the path.
import { useQuery } from '@tanstack/react-query'
import { useState, type ComponentType, type ReactNode } from 'react'
import { useWords } from '#ui/i18n.ts'
import { Answer } from '#ui/Loading.tsx'
import { useGo, useParam, usePlace } from '#ui/navigation.ts'
import { Notice } from '#ui/Notice.tsx'
import { Page } from '#ui/Page.tsx'
import { problemOf } from '#ui/problem.ts'
import { kindOf, readSaved } from '../saved-body.ts'
import { keepDraft, keptDraft, studyDraft } from './draft.ts'
import { GoOn } from './GoOn.tsx'
import { pageWords } from './page-words.ts'
import { sharedHref, studyHref, toolHref } from './study-kinds.ts'
import { sharedQuery, studyQuery, versionQuery, type OneStudy } from './study-queries.ts'
import { isSame, opened, useWork, type Tool, type Work } from './tool.ts'

export type Keeping<Body> =
  | { readonly kind: 'draft' }
  | { readonly kind: 'study'; readonly id: string; readonly study: OneStudy; readonly newest: number; readonly saved: Body; readonly basedOn: number; readonly wasRestored: boolean; readonly drop: () => void }
  | { readonly kind: 'version'; readonly id: string; readonly study: OneStudy; readonly newest: number; readonly number: number; readonly startFrom: (body: Body) => void }
  | { readonly kind: 'shared'; readonly title: string; readonly number: number; readonly savedAt: string; readonly takeOver: (body: Body) => void }
export type ContentProps<Body> = { readonly work: Work<Body>; readonly keeping: Keeping<Body> }

type Props<Body> = { readonly tool: Tool<Body>; readonly Content: ComponentType<ContentProps<Body>> }

export function ToolHouse<Body>({ tool, Content }: Props<Body>) {
  const { search } = usePlace()
  const values = new URLSearchParams(search)
  const asked = (name: string, form: RegExp) => { const value = values.get(name) ?? ''; return form.test(value) ? value : '' }
  const study = useParam('id') || asked('study', /^\d{1,15}$/)
  const shared = useParam('token') || asked('shared', /^[\w-]{22}$/)
  const version = values.get('version') ?? ''
  if (study !== '') return <Kept key={`${study} ${version}`} tool={tool} Content={Content} id={study} wanted={Number(version)} />
  if (shared !== '') return <Shared key={shared} tool={tool} Content={Content} token={shared} />
  return <Local key="local" tool={tool} Content={Content} search={search} />
}

function Local<Body>({ tool, Content, search }: Props<Body> & { readonly search: string }) {
  const work = useWork(tool.kind, () => opened(tool, search), { saved: tool.empty })
  return <Content work={work} keeping={{ kind: 'draft' }} />
}

/** What was asked for; until it is there a page of its own, so that waiting and refusals have a heading. */
function Asked<Data>({ title, of, children }: { readonly title?: string; readonly of: AskedProps<Data>; readonly children: (data: Data) => ReactNode }) {
  const t = useWords(pageWords)
  const answer = <Answer of={of}>{children}</Answer>
  return of.data === undefined ? <Page title={title ?? t.studies}>{answer}</Page> : answer
}
type AskedProps<Data> = { readonly data: Data | undefined; readonly error: unknown; readonly refetch: () => unknown }

function Kept<Body>({ tool, Content, id, wanted }: Props<Body> & { readonly id: string; readonly wanted: number }) {
  const study = useQuery(studyQuery(id))
  return (
    <Asked of={study}>
      {(data) => {
        if (data.kind !== tool.kind) return <GoOn href={studyHref(data.kind, id, wanted === 0 ? undefined : wanted)} />
        const newest = data.versions[0]?.number ?? 1
        const number = data.versions.some((one) => one.number === wanted) ? wanted : newest
        return <Versioned key={number} tool={tool} Content={Content} id={id} study={data} newest={newest} number={number} />
      }}
    </Asked>
  )
}

type VersionProps<Body> = Props<Body> & { readonly id: string; readonly study: OneStudy; readonly newest: number; readonly number: number }

function Versioned<Body>(props: VersionProps<Body>) {
  const { tool, id, study, number, newest } = props
  const version = useQuery(versionQuery(id, number))
  return (
    <Asked title={study.title} of={version}>
      {(data) => {
        const saved = tool.read(data.body)
        if (saved === undefined) return null
        return number === newest ? <Editor {...props} saved={saved} /> : <Reader {...props} saved={saved} />
      }}
    </Asked>
  )
}

function Editor<Body>({ tool, Content, id, study, newest, saved }: VersionProps<Body> & { readonly saved: Body }) {
  const name = studyDraft(id)
  const [draft] = useState(() => {
    const kept = keptDraft(name, tool.read)
    return kept === undefined || isSame(kept.body, saved) ? undefined : kept
  })
  // A draft made from an older version goes on from there, and says so when it is saved.
  const [basedOn, setBasedOn] = useState(draft?.basedOn ?? newest)
  const [wasRestored, setRestored] = useState(draft !== undefined)
  const work = useWork(name, () => draft?.body ?? saved, { saved, basedOn })
  const drop = () => {
    work.open(saved)
    setBasedOn(newest)
    setRestored(false)
  }
  return <Content work={work} keeping={{ kind: 'study', id, study, newest, saved, basedOn, wasRestored, drop }} />
}

function Reader<Body>({ Content, id, study, newest, number, saved }: VersionProps<Body> & { readonly saved: Body }) {
  const go = useGo()
  const work = useWork(undefined, () => saved, { saved })
  const startFrom = (body: Body) => {
    keepDraft(studyDraft(id), { body, basedOn: newest })
    go(studyHref(study.kind, id))
  }
  return <Content work={work} keeping={{ kind: 'version', id, study, newest, number, startFrom }} />
}

function Shared<Body>({ tool, Content, token }: Props<Body> & { readonly token: string }) {
  const t = useWords(pageWords)
  const shared = useQuery({ ...sharedQuery(token), retry: false })
  if (shared.error !== null && problemOf(shared.error).status === 404) return <Page title={t.studies}><Notice tone="unk">{t.gone}</Notice></Page>
  return (
    <Asked of={shared}>
      {({ title, number, savedAt, body: given }) => {
        const [saved, body] = [readSaved(given), tool.read(given)]
        if (body !== undefined) return <SharedWork tool={tool} Content={Content} body={body} title={title} number={number} savedAt={savedAt} />
        return saved === undefined ? null : <GoOn href={sharedHref(kindOf(saved), token)} />
      }}
    </Asked>
  )
}

function SharedWork<Body>({ tool, Content, body, ...about }: Props<Body> & { readonly body: Body; readonly title: string; readonly number: number; readonly savedAt: string }) {
  const go = useGo()
  const work = useWork(undefined, () => body, { saved: body })
  const takeOver = (own: Body) => {
    keepDraft(tool.kind, { body: own, basedOn: 0 })
    go(toolHref(tool.kind))
  }
  return <Content work={work} keeping={{ kind: 'shared', ...about, takeOver }} />
}
