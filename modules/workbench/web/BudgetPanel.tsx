// The budget as bars, largest first; a bar leads to its input. The words of the budget's notes stand beneath.
import { memo } from 'react'
import { BudgetBars, type BudgetTerm } from '#ui/BudgetBars.tsx'
import { useSay, useWords } from '#ui/i18n.ts'
import { Panel } from '#ui/Page.tsx'
import type { Answer, Evaluated } from '../evaluate.ts'
import { digitsShown, dofShown, printed, significant, timesTen, unitText } from '../printed.ts'
import type { StudyBody } from '../study-body.ts'
import { benchWords } from './words.ts'

type Props = { readonly body: StudyBody; readonly evaluated: Evaluated; readonly onRow: (index: number) => void }

export const BudgetPanel = memo(function BudgetPanel({ body, evaluated, onRow }: Props) {
  const t = useWords(benchWords)
  const say = useSay()
  const { answer } = evaluated
  if (answer === undefined) return <Panel title={t.budget}><p className="muted">{t.noBudget}</p></Panel>
  const { budget } = answer
  const shown = printed(budget, body)
  const unit = unitText(budget.uncertaintyUnit)
  const withUnit = (text: string) => (unit === '' ? text : `${text}\u202f${unit}`)
  return (
    <Panel title={t.budget}>
      <BudgetBars
        terms={termsOf(answer, body, withUnit)} onTerm={(id) => { const row = evaluated.rows.find(({ name }) => name === id); if (row !== undefined) onRow(row.index) }}
        total={{ u: withUnit(significant(budget.u, 3)), nu: dofShown(budget.dof), k: shown?.k ?? significant(budget.k, 3), U: shown === undefined ? '0' : withUnit(`${digitsShown(shown.U)}${timesTen(shown.exponent)}`) }}
      />
      {budget.remarks.map(({ zh, en }) => <p key={en} className="caption">{say([zh, en])}</p>)}
    </Panel>
  )
})

function termsOf({ budget, model: { correlations } }: Answer, body: StudyBody, withUnit: (text: string) => string): BudgetTerm[] {
  const aboutOf = new Map(body.inputs.map(({ name, about }) => [name.trim(), about]))
  const terms = budget.components.filter(({ u, sensitivity }) => u > 0 || sensitivity !== 0).map((part): BudgetTerm => ({
    id: part.names[0] ?? '', symbol: part.names.join(' = '), name: aboutOf.get(part.names[0] ?? '') ?? '', value: withUnit(significant(Math.abs(part.contribution), 3)), share: part.share, type: part.evaluation,
  }))
  if (Math.abs(budget.correlationShare) < 1e-9) return terms
  const pairs = correlations.map(([a, b]) => `${a}, ${b}`).join('; ')
  return [...terms, { id: 'r', symbol: 'r', name: pairs, value: withUnit(significant(Math.sqrt(Math.abs(budget.correlationShare)) * budget.u, 3)), share: budget.correlationShare, type: 'correlation' }]
}
