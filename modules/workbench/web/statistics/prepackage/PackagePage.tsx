// A lot of prepackaged goods: what was weighed, the picture of it, the conditions of the rule one by one, and plainly whether anybody may be
// judged by that rule.
import { useMemo } from 'react'
import { useLanguage, useWords } from '#ui/i18n.ts'
import { Loading } from '#ui/Loading.tsx'
import { Notice } from '#ui/Notice.tsx'
import { useToday } from '#ui/now.ts'
import { Panel } from '#ui/Page.tsx'
import { Refusal } from '#ui/Refusal.tsx'
import { useLotRules } from '../lot-rules.ts'
import { Refused } from '../Refused.tsx'
import { listOf, type Rows } from '../sheet.ts'
import type { Tool } from '../../tool.ts'
import { ToolHouse, type ContentProps } from '../../ToolHouse.tsx'
import { Begin, ToolPage } from '../ToolPage.tsx'
import { numberOf } from '../typed-number.ts'
import { editionOn, workOut } from './lot.ts'
import { LotPanel } from './LotPanel.tsx'
import { MeanTest } from './MeanTest.tsx'
import { emptyPackage, MOST_PACKAGES, PackageBody } from '../../../package-body.ts'
import { readerOf } from '../../../typed-shape.ts'
import { packageExamples } from './package-examples.ts'
import { packageTables } from './package-export.ts'
import { packageWords } from './package-words.ts'
import { PackagesPicture } from './PackagesPicture.tsx'
import { ResultPanel } from './ResultPanel.tsx'
import { StandingPanel } from './StandingPanel.tsx'

const tool: Tool<PackageBody> = { kind: 'prepackage', empty: emptyPackage, examples: packageExamples, read: readerOf(PackageBody) }
/** Refusals that stand at their field. */
const FIELDS = ['nominal', 'N', 'U', 'mean', 's', 't1', 't2', 'contents', 'tares']

export const PackagePage = () => <ToolHouse tool={tool} Content={PackageLot} />

function PackageLot({ work, keeping }: ContentProps<PackageBody>) {
  const t = useWords(packageWords)
  const english = useLanguage() === 'en'
  const { body } = work
  const today = useToday()
  const date = body.date === '' ? today : body.date
  const { rules, error, isKept, retry } = useLotRules()
  const rule = rules?.prepackages.find(({ id }) => id === body.rule)
  const standing = useMemo(() => rule && editionOn(rule, date), [rule, date])
  const worked = useMemo(() => standing && workOut(body, standing), [body, standing])
  const lot = worked?.ok === true ? worked.value : undefined
  const refused = worked?.ok === false ? worked : undefined
  const fromTable = (rows: Rows): PackageBody => ({ ...body, entry: 'contents', contents: listOf(rows).filter((text) => numberOf(text) !== undefined).slice(0, MOST_PACKAGES).map((text) => text.slice(0, 60)) })
  return (
    <ToolPage tool={tool} work={work} keeping={keeping} title={t.title} about={t.about} fromTable={fromTable} tables={() => packageTables({ body, date, standing, lot, language: english ? 1 : 0 })}>
      {isKept && <Notice tone="warn">{t.offline}</Notice>}
      {error !== undefined && rules === undefined && <Refusal error={error} onRetry={retry} />}
      <div className="st-two">
        <LotPanel work={work} date={date} rules={rules} lot={lot} refused={refused} />
        <div className="st-column">
          <Panel title={t.picture}>
            <div className="stack">
              {lot !== undefined && lot.packages.length > 0 && <PackagesPicture body={body} lot={lot} />}
              {lot !== undefined && <MeanTest body={body} lot={lot} />}
              {rules === undefined && error === undefined && <Loading rows={4} />}
              {rules !== undefined && standing === undefined && <Notice tone="warn">{t.noEdition({ date })}</Notice>}
              {lot === undefined && standing !== undefined && <Begin tool={tool} work={work}>{t.start}</Begin>}
              {refused !== undefined && !FIELDS.includes(refused.field) && <Refused by={refused} />}
            </div>
          </Panel>
          {standing !== undefined && lot !== undefined && <ResultPanel body={body} standing={standing} lot={lot} />}
          {standing !== undefined && <StandingPanel standing={standing} />}
        </div>
      </div>
    </ToolPage>
  )
}
