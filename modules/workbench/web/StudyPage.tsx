// One kept study: its newest version to work on, any older one to look at (`?version=2`). Changes not saved are kept in this browser.
import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { useState } from 'react'
import { useWords } from '#ui/i18n.ts'
import { Answer } from '#ui/Loading.tsx'
import { useAddressValue, useParam } from '#ui/navigation.ts'
import { Notice } from '#ui/Notice.tsx'
import { Page } from '#ui/Page.tsx'
import { usePageKeys } from '#ui/page-keys.ts'
import { roleNames, useSession } from '#ui/session.ts'
import { toast } from '#ui/toasts.ts'
import { useUnsaved } from '#ui/unsaved.ts'
import { VerdictBadge } from '#ui/VerdictBadge.tsx'
import { readBody, type StudyBody } from '../study-body.ts'
import { AttachDialog } from './AttachDialog.tsx'
import { forgetDraft, keepAsDraft, keptDraft, useKeptDraft } from './draft.ts'
import { useHistory } from './history.ts'
import { FilesMenu } from './Menus.tsx'
import { pageWords } from './page-words.ts'
import { measurers } from './roles.ts'
import { SaveVersionDialog } from './SaveDialog.tsx'
import { SharesPanel } from './SharesPanel.tsx'
import { GoOn } from './GoOn.tsx'
import { studyHref } from './study-kinds.ts'
import { studyQuery, versionQuery, type OneStudy } from './study-queries.ts'
import { VersionsPanel } from './VersionsPanel.tsx'
import { Workbench } from './Workbench.tsx'

export function StudyPage() {
  const id = useParam('id')
  const study = useQuery(studyQuery(id))
  const [wanted] = useAddressValue('version', '')
  return <Answer of={study}>{(data) => data.kind !== 'uncertainty' ? <GoOn href={studyHref(data.kind, id, wanted === '' ? undefined : Number(wanted))} /> : <Versioned key={`${id} ${wanted}`} id={id} study={data} wanted={Number(wanted)} />}</Answer>
}

function Versioned({ id, study, wanted }: { readonly id: string; readonly study: OneStudy; readonly wanted: number }) {
  const newest = study.versions[0]?.number ?? 1
  const number = study.versions.some((one) => one.number === wanted) ? wanted : newest
  const version = useQuery(versionQuery(id, number))
  return (
    <Answer of={version}>
      {(data) => {
        const body = readBody(data.body)
        return body === undefined ? null : number === newest ? <Editor key={number} id={id} study={study} newest={newest} saved={body} /> : <Reader id={id} study={study} number={number} newest={newest} body={body} />
      }}
    </Answer>
  )
}

type EditorProps = { readonly id: string; readonly study: OneStudy; readonly newest: number; readonly saved: StudyBody }

function Editor({ id, study, newest, saved }: EditorProps) {
  const t = useWords(pageWords)
  const roles = roleNames(useSession()) ?? []
  const [draft] = useState(() => keptDraft(`study.${id}`))
  // A draft made from an older version goes on from there, and says so when it is saved.
  const [basedOn, setBasedOn] = useState(draft?.basedOn ?? newest)
  const history = useHistory(() => draft?.body ?? saved)
  const [dialog, setDialog] = useState<'save' | 'attach'>()
  const [wasRestored, setRestored] = useState(draft !== undefined)
  const isChanged = JSON.stringify(history.body) !== JSON.stringify(saved)
  useKeptDraft(`study.${id}`, isChanged ? history.body : undefined, basedOn)
  useUnsaved(isChanged)
  const save = () => (isChanged ? setDialog('save') : toast(t.allSaved({ n: newest })))
  usePageKeys({ primary: save, save })
  const drop = () => {
    forgetDraft(`study.${id}`)
    history.open(saved)
    setBasedOn(newest)
    setRestored(false)
  }
  return (
    <Page title={study.title} badge={isChanged ? <VerdictBadge kind="warn">{t.unsaved}</VerdictBadge> : <VerdictBadge kind="ok">{t.allSaved({ n: newest })}</VerdictBadge>} actions={<>
      <Button onClick={() => setDialog('attach')}>{t.rename}</Button>
      <FilesMenu title={study.title} history={history} />
      <Button type="primary" onClick={save}>{t.save}</Button>
    </>}>
      {wasRestored && isChanged && <Notice tone="info" actions={<Button onClick={drop}>{t.drop}</Button>}>{t.restored({ n: basedOn })}</Notice>}
      <Workbench title={study.title} history={history} mayLink={roles.some((role) => measurers.some((one) => one === role))} />
      <div className="wb-two no-print">
        <VersionsPanel id={id} study={study} shown={newest} />
        <SharesPanel id={id} study={study} number={newest} onAttach={() => setDialog('attach')} />
      </div>
      {dialog === 'save' && <SaveVersionDialog id={id} basedOn={basedOn} body={history.body} onClose={() => setDialog(undefined)} onSaved={() => { forgetDraft(`study.${id}`); setDialog(undefined) }} />}
      {dialog === 'attach' && <AttachDialog id={id} study={study} onClose={() => setDialog(undefined)} />}
    </Page>
  )
}

function Reader({ id, study, number, newest, body }: { readonly id: string; readonly study: OneStudy; readonly number: number; readonly newest: number; readonly body: StudyBody }) {
  const t = useWords(pageWords)
  const history = useHistory(() => body)
  const [, setVersion] = useAddressValue('version', '')
  const startFrom = () => {
    keepAsDraft(`study.${id}`, { body, basedOn: newest })
    setVersion('')
  }
  return (
    <Page title={study.title} framed about={t.version({ n: number })} actions={<FilesMenu title={study.title} history={history} readOnly />}>
      <Notice tone="warn" actions={<><Button onClick={() => setVersion('')}>{t.toNewest}</Button><Button onClick={startFrom}>{t.startFrom}</Button></>}>{t.old({ n: number, newest })}</Notice>
      <Workbench title={study.title} history={history} readOnly mayLink={false} />
      <VersionsPanel id={id} study={study} shown={number} />
    </Page>
  )
}
