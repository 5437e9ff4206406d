// The uncertainty workbench: for anybody, nothing sent anywhere and the draft in this browser (`?example=gum-h1` opens an example); on a kept
// study, its newest version to work on or an older one to look at (`?version=2`); on a link, the version somebody shared.
import { Button } from 'antd'
import { useWords } from '#ui/i18n.ts'
import { Page } from '#ui/Page.tsx'
import { roleNames, useSession } from '#ui/session.ts'
import { examples } from '../examples.ts'
import { emptyBody, readBody, type StudyBody } from '../study-body.ts'
import { titleOf, useKeeping } from './Keeping.tsx'
import { ExamplesMenu } from './Menus.tsx'
import { pageWords } from './page-words.ts'
import { keepers, measurers } from './roles.ts'
import { isEmpty, type Tool } from './tool.ts'
import { ToolHouse, type ContentProps } from './ToolHouse.tsx'
import { UncertaintyFiles } from './UncertaintyFiles.tsx'
import { Workbench } from './Workbench.tsx'

const tool: Tool<StudyBody> = { kind: 'uncertainty', empty: emptyBody, read: readBody, examples }

export const WorkbenchPage = () => <ToolHouse tool={tool} Content={Uncertainty} />

function Uncertainty({ work, keeping }: ContentProps<StudyBody>) {
  const t = useWords(pageWords)
  const kept = useKeeping({ tool, work, keeping })
  const roles = roleNames(useSession()) ?? []
  const isOneOf = (some: readonly string[]) => roles.some((role) => some.includes(role))
  const { kind } = keeping
  const title = titleOf(keeping, t.title)
  const readOnly = kind === 'version' || kind === 'shared'
  return (
    <Page title={kind === 'shared' ? t.sharedTitle({ title }) : title} about={kind === 'draft' ? t.about : kind === 'version' ? t.version({ n: keeping.number }) : undefined}
      badge={kept.badge} framed={kind === 'version'} actions={<>
        {kind === 'draft' && isOneOf(keepers) && <Button href="/uncertainty/studies">{t.mine}</Button>}
        {kind === 'draft' && !isEmpty(tool, work.body) && <Button onClick={() => work.change(emptyBody)}>{t.fresh}</Button>}
        {kind === 'draft' && <ExamplesMenu tool={tool} history={work} t={t} />}
        <UncertaintyFiles title={kind === 'draft' ? undefined : title} history={work} readOnly={readOnly} />
        {kept.action}
      </>}>
      {kept.above}
      <Workbench title={title} history={work} readOnly={readOnly} mayLink={!readOnly && isOneOf(measurers)} />
      {kept.beneath}
    </Page>
  )
}
