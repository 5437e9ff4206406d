// A version somebody shared: read-only, calculated again by the reader's own browser. No account is needed, and nothing is sent.
import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { showInstant } from '#ui/dates.ts'
import { useWords } from '#ui/i18n.ts'
import { Loading } from '#ui/Loading.tsx'
import { useGo, useParam } from '#ui/navigation.ts'
import { Notice } from '#ui/Notice.tsx'
import { Page } from '#ui/Page.tsx'
import { problemOf } from '#ui/problem.ts'
import { Refusal } from '#ui/Refusal.tsx'
import { kindOf, readSaved } from '../saved-body.ts'
import type { StudyBody } from '../study-body.ts'
import { keepAsDraft } from './draft.ts'
import { useHistory } from './history.ts'
import { FilesMenu } from './Menus.tsx'
import { pageWords } from './page-words.ts'
import { toolHref } from './study-kinds.ts'
import { GoOn } from './GoOn.tsx'
import { sharedQuery } from './study-queries.ts'
import { Workbench } from './Workbench.tsx'

export function SharedPage() {
  const t = useWords(pageWords)
  const token = useParam('token')
  const shared = useQuery({ ...sharedQuery(token), retry: false })
  if (shared.error !== null) {
    return <Page title={t.studies}>{problemOf(shared.error).status === 404 ? <Notice tone="unk">{t.gone}</Notice> : <Refusal error={shared.error} onRetry={() => void shared.refetch()} />}</Page>
  }
  const saved = shared.data === undefined ? undefined : readSaved(shared.data.body)
  if (saved !== undefined && saved.format !== 'duheng-uncertainty/1') return <GoOn href={`${toolHref(kindOf(saved))}?shared=${token}`} />
  const body = saved
  if (shared.data === undefined || body === undefined) return <Loading />
  const { title, number, savedAt } = shared.data
  return <Shared title={title} number={number} savedAt={savedAt} body={body} />
}

function Shared({ title, number, savedAt, body }: { readonly title: string; readonly number: number; readonly savedAt: string; readonly body: StudyBody }) {
  const t = useWords(pageWords)
  const go = useGo()
  const history = useHistory(() => body)
  return (
    <Page title={t.sharedTitle({ title })} actions={<>
      <FilesMenu title={title} history={history} readOnly />
      <Button type="primary" onClick={() => { keepAsDraft('draft', { body, basedOn: 0 }); go('/uncertainty') }}>{t.takeOver}</Button>
    </>}>
      <Notice tone="info">{t.sharedAbout({ n: number, at: showInstant(savedAt) })}</Notice>
      <Workbench title={title} history={history} readOnly mayLink={false} />
    </Page>
  )
}
