// The workbench for anybody: nothing is sent anywhere, the draft stays in this browser. `?example=gum-h1` opens an example. Whoever may keep
// studies saves it as one.
import { useState } from 'react'
import { Button } from 'antd'
import { language, useWords } from '#ui/i18n.ts'
import { useGo, usePlace } from '#ui/navigation.ts'
import { Page } from '#ui/Page.tsx'
import { usePageKeys } from '#ui/page-keys.ts'
import { roleNames, useSession } from '#ui/session.ts'
import { examples } from '../examples.ts'
import { emptyBody, type StudyBody } from '../study-body.ts'
import { forgetDraft, keptDraft, useKeptDraft } from './draft.ts'
import { useHistory } from './history.ts'
import { ExamplesMenu, FilesMenu } from './Menus.tsx'
import { pageWords } from './page-words.ts'
import { SaveNewDialog } from './SaveDialog.tsx'
import { keepers, measurers } from './roles.ts'
import { Workbench } from './Workbench.tsx'

const DRAFT = 'draft'

export function WorkbenchPage() {
  const t = useWords(pageWords)
  const go = useGo()
  const { search, path } = usePlace()
  const roles = roleNames(useSession()) ?? []
  const mayKeep = roles.some((role) => keepers.some((one) => one === role))
  const history = useHistory(() => opened(search))
  const [saving, setSaving] = useState(path === '/uncertainty/keep')
  const isEmpty = JSON.stringify(history.body) === JSON.stringify(emptyBody)
  useKeptDraft(DRAFT, isEmpty ? undefined : history.body, 0)
  const save = () => (mayKeep ? setSaving(true) : go('/uncertainty/keep'))
  usePageKeys({ primary: save, save })
  return (
    <Page title={t.title} about={t.about} actions={<>
      {mayKeep && <Button href="/uncertainty/studies">{t.mine}</Button>}
      {!isEmpty && <Button onClick={() => history.change(emptyBody)}>{t.fresh}</Button>}
      <ExamplesMenu history={history} />
      <FilesMenu title={undefined} history={history} />
      <Button type="primary" onClick={save}>{mayKeep ? t.saveNew : t.signInToSave}</Button>
    </>}>
      <Workbench title={t.title} history={history} mayLink={roles.some((role) => measurers.some((one) => one === role))} />
      {saving && <SaveNewDialog body={history.body} onClose={() => setSaving(false)} onSaved={(id) => { forgetDraft(DRAFT); go(`/uncertainty/studies/${id}`) }} />}
    </Page>
  )
}

function opened(search: string): StudyBody {
  const wanted = new URLSearchParams(search).get('example')
  const example = examples.find(({ id }) => id === wanted)
  return example?.bodyIn(language.get() === 'en' ? 1 : 0) ?? keptDraft(DRAFT)?.body ?? emptyBody
}
