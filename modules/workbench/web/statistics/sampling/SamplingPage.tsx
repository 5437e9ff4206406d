// The designer of sampling plans: two points or a plan, and its operating characteristic, which can be taken hold of.
import { useMemo } from 'react'
import type { Found } from '@duheng/decisions/refusal.ts'
import { useLanguage, useWords } from '#ui/i18n.ts'
import { Loading } from '#ui/Loading.tsx'
import { Notice } from '#ui/Notice.tsx'
import { Panel } from '#ui/Page.tsx'
import { useLotRules } from '../lot-rules.ts'
import { Refused } from '../Refused.tsx'
import type { Tool } from '../../tool.ts'
import { ToolHouse, type ContentProps } from '../../ToolHouse.tsx'
import { ToolPage } from '../ToolPage.tsx'
import { deskOf, useDesk } from '../use-worker.ts'
import type { Design, Spec } from './design.ts'
import { OcPicture } from './OcPicture.tsx'
import { PlanPanel } from './PlanPanel.tsx'
import { PlanResult } from './PlanResult.tsx'
import { emptySampling, SamplingBody } from '../../../sampling-body.ts'
import { readerOf } from '../../../typed-shape.ts'
import { samplingExamples } from './sampling-examples.ts'
import { samplingTables } from './sampling-export.ts'
import { samplingWords } from './sampling-words.ts'
import { specOf } from './spec.ts'

const tool: Tool<SamplingBody> = { kind: 'sampling', empty: emptySampling, examples: samplingExamples, read: readerOf(SamplingBody) }
const desk = deskOf<Spec, Found<Design>>(() => new Worker(new URL('./sampling-worker.ts', import.meta.url), { type: 'module' }))
/** Refusals that stand at their field. */
const FIELDS = ['N', 'p1', 'alpha', 'p2', 'beta', 'n', 'ac', 'n1', 'ac1', 're1', 'n2', 'ac2', 'k', 'kind', 'failed']

export const SamplingPage = () => <ToolHouse tool={tool} Content={Sampling} />

function Sampling({ work, keeping }: ContentProps<SamplingBody>) {
  const t = useWords(samplingWords)
  const english = useLanguage() === 'en'
  const { body, change } = work
  const { rules, error } = useLotRules()
  const asked = useMemo(() => specOf(body, rules), [body, rules])
  const spec = asked?.ok === true ? asked.value.spec : undefined
  const { now, last } = useDesk(desk, spec, JSON.stringify(spec), 0)
  // While the next is computed the last stays in view; it is never told as the answer.
  const made = now ?? (spec === undefined ? undefined : last)
  const designed = made?.ok === true ? made.value : undefined
  const refused = asked?.ok === false ? asked : now?.ok === false ? now : undefined
  const needsRules = body.way === 'aql' || body.way === 'lq' || body.way === 'meters'
  return (
    <ToolPage tool={tool} work={work} keeping={keeping} title={t.title} about={t.about} fromTable={() => body} tables={() => samplingTables({ body, design: now?.ok === true ? now.value : undefined, language: english ? 1 : 0 })}>
      {needsRules && rules === undefined && error !== undefined && <Notice tone="warn">{t.offline}</Notice>}
      <div className="st-two">
        <PlanPanel work={work} rules={rules} refused={refused} />
        <div className="st-column">
          <Panel title={t.curve}>
            <div className="stack">
              {designed === undefined && refused === undefined && <Loading rows={4} />}
              {designed === undefined && refused !== undefined && <p className="muted">{t.start}</p>}
              {designed !== undefined && <OcPicture body={body} design={designed} isStale={now === undefined} change={change} />}
              {refused !== undefined && !FIELDS.includes(refused.field) && <Refused by={refused} />}
            </div>
          </Panel>
          {designed !== undefined && refused === undefined && asked?.ok === true && <PlanResult body={body} change={change} undo={work.undo} asked={asked.value} design={designed} />}
        </div>
      </div>
    </ToolPage>
  )
}
