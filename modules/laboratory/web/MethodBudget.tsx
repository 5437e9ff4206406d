// One budget of the method: U beside MPEV with the ratio and what it may be, the requirements, the contributions drawn by share.
import { BudgetBars } from '#ui/BudgetBars.tsx'
import { useSay, useWords } from '#ui/i18n.ts'
import { withUnit } from '#ui/numbers.ts'
import { Facts, Panel } from '#ui/Page.tsx'
import { VerdictBadge } from '#ui/VerdictBadge.tsx'
import type { DossierBudget } from './method-queries.ts'
import { methodWords } from './method-words.ts'
import './dossier.css'

export function MethodBudget({ budget }: { readonly budget: DossierBudget }) {
  const t = useWords(methodWords)
  const say = useSay()
  return (
    <Panel title={t.budget({ name: say([budget.zh, budget.en]) })} aside={budget.satisfied ? <VerdictBadge kind="ok">{t.satisfied}</VerdictBadge> : <VerdictBadge kind="bad">{t.notSatisfied}</VerdictBadge>}>
      <Facts facts={[
        { name: t.U({ k: budget.k }), value: withUnit(budget.U, budget.unit) },
        { name: t.mpev, value: withUnit(budget.mpev, budget.unit) },
        { name: t.ratioOf({ required: budget.required }), value: budget.ratio },
      ]} />
      {budget.requirements.length > 0 && (
        <ul className="dossier-plain" aria-label={t.requirement}>
          {budget.requirements.map((r) => (
            <li key={r.en}>{r.holds === true ? <VerdictBadge kind="ok">{t.satisfied}</VerdictBadge> : r.holds === 'not known' ? <VerdictBadge kind="unk">{t.unknown}</VerdictBadge> : <VerdictBadge kind="bad">{t.notSatisfied}</VerdictBadge>} {say([r.zh, r.en])}</li>
          ))}
        </ul>
      )}
      <BudgetBars total={{ u: withUnit(budget.u, budget.unit), nu: '—', k: budget.k, U: withUnit(budget.U, budget.unit) }}
        terms={budget.components.filter(({ distribution }) => distribution !== 'constant').map((c) => ({ id: c.name, symbol: c.name, name: say([c.zh, c.en]), value: withUnit(c.contribution.replace('-', ''), budget.unit), share: Number(c.share_percent) / 100, type: c.type }))} />
    </Panel>
  )
}
