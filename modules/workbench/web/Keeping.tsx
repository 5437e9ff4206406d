// Keeping what a tool holds: saved as a new study or as the next version, shared by a link; what stands above and beneath a kept one.
import { useState, type ReactNode } from 'react'
import { Button } from 'antd'
import { showInstant } from '#ui/dates.ts'
import { useWords } from '#ui/i18n.ts'
import { useGo, usePlace } from '#ui/navigation.ts'
import { Notice } from '#ui/Notice.tsx'
import { usePageKeys } from '#ui/page-keys.ts'
import { roleNames, useSession } from '#ui/session.ts'
import { toast } from '#ui/toasts.ts'
import { useUnsaved } from '#ui/unsaved.ts'
import { VerdictBadge } from '#ui/VerdictBadge.tsx'
import type { SavedBody } from '../saved-body.ts'
import { AttachDialog } from './AttachDialog.tsx'
import { pageWords } from './page-words.ts'
import { keepers } from './roles.ts'
import { SaveNewDialog, SaveVersionDialog } from './SaveDialog.tsx'
import { SharesPanel } from './SharesPanel.tsx'
import { studyHref, toolHref } from './study-kinds.ts'
import { VersionsPanel } from './VersionsPanel.tsx'
import { isSame, type Tool, type Work } from './tool.ts'
import type { Keeping } from './ToolHouse.tsx'
import './workbench.css'

type Props<Body> = { readonly tool: Tool<Body>; readonly work: Work<Body>; readonly keeping: Keeping<Body> }
/** The parts of the page that keeping brings. */
export type Kept = { readonly badge: ReactNode; readonly action: ReactNode; readonly above: ReactNode; readonly beneath: ReactNode }

export function useKeeping<Body extends SavedBody>({ tool, work, keeping }: Props<Body>): Kept {
  const t = useWords(pageWords)
  const { path } = usePlace()
  const go = useGo()
  const roles = roleNames(useSession()) ?? []
  const mayKeep = roles.some((role) => keepers.some((one) => one === role))
  const [dialog, setDialog] = useState<'new' | 'version' | 'attach' | undefined>(keeping.kind === 'draft' && path.endsWith('/keep') ? 'new' : undefined)
  const isChanged = keeping.kind === 'study' && !isSame(work.body, keeping.saved)
  useUnsaved(isChanged)
  const save = () => {
    if (keeping.kind === 'study') return isChanged ? setDialog('version') : toast(t.allSaved({ n: keeping.newest }))
    if (keeping.kind === 'draft') return mayKeep ? setDialog('new') : go(`${toolHref(tool.kind)}/keep`)
  }
  usePageKeys({ primary: save, save })
  const close = () => setDialog(undefined)
  const { body } = work
  if (keeping.kind === 'draft') {
    const saved = (id: number) => {
      work.forget()
      go(studyHref(tool.kind, id))
    }
    return { badge: undefined, above: undefined, beneath: dialog === 'new' && <SaveNewDialog body={body} onClose={close} onSaved={saved} />, action: <Button type="primary" onClick={save}>{mayKeep ? t.saveNew : t.signInToSave}</Button> }
  }
  if (keeping.kind === 'shared') {
    return {
      badge: undefined, beneath: undefined, above: <Notice tone="info">{t.sharedAbout({ n: keeping.number, at: showInstant(keeping.savedAt) })}</Notice>,
      action: <Button type="primary" onClick={() => keeping.takeOver(body)}>{t.takeOver}</Button>,
    }
  }
  const { id, study, newest } = keeping
  if (keeping.kind === 'version') {
    return {
      badge: undefined, action: undefined, beneath: <VersionsPanel id={id} study={study} shown={keeping.number} />,
      above: <Notice tone="warn" actions={<><Button onClick={() => go(studyHref(study.kind, id))}>{t.toNewest}</Button><Button onClick={() => keeping.startFrom(body)}>{t.startFrom}</Button></>}>{t.old({ n: keeping.number, newest })}</Notice>,
    }
  }
  return {
    badge: isChanged ? <VerdictBadge kind="warn">{t.unsaved}</VerdictBadge> : <VerdictBadge kind="ok">{t.allSaved({ n: newest })}</VerdictBadge>,
    action: <><Button onClick={() => setDialog('attach')}>{t.rename}</Button><Button type="primary" onClick={save}>{t.save}</Button></>,
    above: keeping.wasRestored && isChanged && <Notice tone="info" actions={<Button onClick={keeping.drop}>{t.drop}</Button>}>{t.restored({ n: keeping.basedOn })}</Notice>,
    beneath: (
      <>
        <div className="wb-two no-print"><VersionsPanel id={id} study={study} shown={newest} /><SharesPanel id={id} study={study} number={newest} onAttach={() => setDialog('attach')} /></div>
        {dialog === 'version' && <SaveVersionDialog id={id} basedOn={keeping.basedOn} body={body} onClose={close} onSaved={() => { work.forget(); close() }} />}
        {dialog === 'attach' && <AttachDialog id={id} study={study} onClose={close} />}
      </>
    ),
  }
}

/** What the page is called: its study by name. */
export const titleOf = <Body,>(keeping: Keeping<Body>, title: string): string => (keeping.kind === 'draft' ? title : keeping.kind === 'shared' ? keeping.title : keeping.study.title)
