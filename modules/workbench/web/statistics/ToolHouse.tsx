// What a tool works on: what was typed last in this browser, a study kept by the house (`?study=5`, an older version by `&version=2`), or a
// version somebody shared (`?shared=…`).
import { useQuery } from '@tanstack/react-query'
import { useState, type ComponentType } from 'react'
import { useWords } from '#ui/i18n.ts'
import { Answer, Loading } from '#ui/Loading.tsx'
import { usePlace } from '#ui/navigation.ts'
import { Notice } from '#ui/Notice.tsx'
import { Page } from '#ui/Page.tsx'
import { problemOf } from '#ui/problem.ts'
import { Refusal } from '#ui/Refusal.tsx'
import { GoOn } from '../GoOn.tsx'
import { pageWords } from '../page-words.ts'
import { studyHref } from '../study-kinds.ts'
import { sharedQuery, studyQuery, versionQuery, type OneStudy } from '../study-queries.ts'
import { isSame, keepDraft, keptDraft, opened, useWork, type Tool, type Work } from './tool.ts'

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
  const [study, shared] = [values.get('study') ?? '', values.get('shared') ?? '']
  if (/^\d{1,15}$/.test(study)) return <Kept key={`${study} ${values.get('version') ?? ''}`} tool={tool} Content={Content} id={study} wanted={Number(values.get('version'))} />
  if (/^[\w-]{22}$/.test(shared)) return <Shared key={shared} tool={tool} Content={Content} token={shared} />
  return <Local key="local" tool={tool} Content={Content} search={search} />
}

function Local<Body>({ tool, Content, search }: Props<Body> & { readonly search: string }) {
  const work = useWork(tool.kind, () => opened(tool, search), { saved: tool.empty })
  return <Content work={work} keeping={{ kind: 'draft' }} />
}

function Kept<Body>({ tool, Content, id, wanted }: Props<Body> & { readonly id: string; readonly wanted: number }) {
  const study = useQuery(studyQuery(id))
  return (
    <Answer of={study}>
      {(data) => {
        if (data.kind !== tool.kind) return <GoOn href={studyHref(data.kind, id)} />
        const newest = data.versions[0]?.number ?? 1
        const number = data.versions.some((one) => one.number === wanted) ? wanted : newest
        return <Versioned key={number} tool={tool} Content={Content} id={id} study={data} newest={newest} number={number} />
      }}
    </Answer>
  )
}

type VersionProps<Body> = Props<Body> & { readonly id: string; readonly study: OneStudy; readonly newest: number; readonly number: number }

function Versioned<Body>(props: VersionProps<Body>) {
  const { tool, id, number, newest } = props
  const version = useQuery(versionQuery(id, number))
  return (
    <Answer of={version}>
      {(data) => {
        const saved = tool.read(data.body)
        if (saved === undefined) return null
        return number === newest ? <Editor {...props} saved={saved} /> : <Reader {...props} saved={saved} />
      }}
    </Answer>
  )
}

function Editor<Body>({ tool, Content, id, study, newest, saved }: VersionProps<Body> & { readonly saved: Body }) {
  const name = `study.${id}`
  const [draft] = useState(() => {
    const kept = keptDraft(tool, name)
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
  const { go } = usePlace()
  const work = useWork(undefined, () => saved, { saved })
  const startFrom = (body: Body) => {
    keepDraft(`study.${id}`, { body, basedOn: newest })
    go(studyHref(study.kind, id))
  }
  return <Content work={work} keeping={{ kind: 'version', id, study, newest, number, startFrom }} />
}

function Shared<Body>({ tool, Content, token }: Props<Body> & { readonly token: string }) {
  const t = useWords(pageWords)
  const shared = useQuery({ ...sharedQuery(token), retry: false })
  if (shared.error !== null) {
    return <Page title={t.studies}>{problemOf(shared.error).status === 404 ? <Notice tone="unk">{t.gone}</Notice> : <Refusal error={shared.error} onRetry={() => void shared.refetch()} />}</Page>
  }
  const body = shared.data === undefined ? undefined : tool.read(shared.data.body)
  if (shared.data === undefined || body === undefined) return <Loading />
  const { title, number, savedAt } = shared.data
  return <SharedWork tool={tool} Content={Content} body={body} title={title} number={number} savedAt={savedAt} />
}

function SharedWork<Body>({ tool, Content, body, ...about }: Props<Body> & { readonly body: Body; readonly title: string; readonly number: number; readonly savedAt: string }) {
  const { go } = usePlace()
  const work = useWork(undefined, () => body, { saved: body })
  const takeOver = (own: Body) => {
    keepDraft(tool.kind, { body: own, basedOn: 0 })
    go(`/statistics/${tool.kind}`)
  }
  return <Content work={work} keeping={{ kind: 'shared', ...about, takeOver }} />
}
