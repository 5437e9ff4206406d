// Comparisons: results as they are typed or pasted, the recommended reference value with its reasons, degrees of equivalence; or a round of
// proficiency testing with its scores.
import { useMemo } from 'react'
import { useLanguage, useWords } from '#ui/i18n.ts'
import { Panel } from '#ui/Page.tsx'
import type { Rows } from '../sheet.ts'
import type { Tool } from '../../tool.ts'
import { ToolHouse, type ContentProps } from '../../ToolHouse.tsx'
import { Begin, ToolPage } from '../ToolPage.tsx'
import { ComparisonBody, emptyComparison, MOST_LABORATORIES } from '../../../comparison-body.ts'
import { readerOf } from '../../../typed-shape.ts'
import { comparisonExamples } from './comparison-examples.ts'
import { comparisonTables } from './comparison-export.ts'
import { comparisonWords } from './comparison-words.ts'
import { compare, readComparison } from './compare.ts'
import { Correlations } from './Correlations.tsx'
import { DegreesPanel } from './DegreesPanel.tsx'
import { LaboratoriesPanel } from './LaboratoriesPanel.tsx'
import { PairsPanel } from './PairsPanel.tsx'
import { ProficiencyPanels } from './ProficiencyPanels.tsx'
import { ReferencePanel } from './ReferencePanel.tsx'
import { scoresOf } from './scores.ts'
import { useSlow } from './use-slow.ts'
import { ValuesPicture } from './ValuesPicture.tsx'
import { WaysPanel } from './WaysPanel.tsx'

const tool: Tool<ComparisonBody> = { kind: 'comparison', empty: emptyComparison, examples: comparisonExamples, read: readerOf(ComparisonBody) }

export const ComparisonPage = () => <ToolHouse tool={tool} Content={Comparison} />

function Comparison({ work, keeping }: ContentProps<ComparisonBody>) {
  const t = useWords(comparisonWords)
  const english = useLanguage() === 'en'
  const { body, change } = work
  const read = useMemo(() => readComparison(body), [body])
  const slow = useSlow(read)
  const isReady = read.fields.length === 0 && read.laboratories.length >= (body.reference === 'given' ? 1 : 2)
  const answer = useMemo(() => (isReady && body.purpose === 'comparison' ? compare(body, read, slow) : undefined), [isReady, body, read, slow])
  const scores = useMemo(() => (isReady && body.purpose === 'proficiency' ? scoresOf(body, read) : undefined), [isReady, body, read])
  const begin = <Begin tool={tool} work={work}>{t.start}{body.reference === 'given' ? ` ${t.startGiven}` : ''}</Begin>
  const picture = answer === undefined && read.laboratories.length === 0 ? begin : <ValuesPicture body={body} read={read} answer={answer} />
  const fromTable = (rows: Rows): ComparisonBody => ({ ...body, rows: rows.slice(0, MOST_LABORATORIES).map((row) => row.slice(0, 4).map((cell) => cell.slice(0, 200))) })
  return (
    <ToolPage tool={tool} work={work} keeping={keeping} title={t.title} about={t.about} fromTable={fromTable}
      tables={() => comparisonTables({ body, read, answer, slow, scores, language: english ? 1 : 0 })}>
      <div className="st-two">
        <LaboratoriesPanel work={work} read={read} />
        <div className="st-column">
          {body.purpose === 'comparison'
            ? <ReferencePanel body={body} change={change} read={read} answer={answer} slow={slow} picture={picture} />
            : <ProficiencyPanels body={body} change={change} read={read} scores={scores} begin={begin} />}
        </div>
      </div>
      {answer !== undefined && (
        <>
          <DegreesPanel body={body} read={read} answer={answer} />
          <div className="st-even">
            <WaysPanel body={body} change={change} answer={answer} slow={slow} />
            <div className="st-column">
              <PairsPanel read={read} answer={answer} />
              <Panel title={t.correlations}><Correlations body={body} change={change} read={read} /></Panel>
            </div>
          </div>
        </>
      )}
    </ToolPage>
  )
}
