// What keeps a method from being used, in the order in which it is worth mending. Pure. The server's guards decide; this explains the same facts.
import type { StandardStanding } from './standard-state.ts'

type Requirement = { readonly zh: string; readonly en: string; readonly holds: boolean | 'not known' }
export type BudgetFacts = {
  readonly zh: string; readonly en: string; readonly unit: string; readonly U: string; readonly mpev: string; readonly ratio: string; readonly required: string
  readonly satisfied: boolean; readonly requirements: readonly Requirement[]
}
export type DossierFacts = { readonly current: boolean; readonly fit: boolean; readonly acceptedBy: number | null; readonly budgets: readonly BudgetFacts[] }
export type UsedStandard = { readonly zh: string; readonly en: string; readonly code: string; readonly standing: StandardStanding }

export type Blocker =
  | { readonly kind: 'no dossier' | 'not accepted' | 'replaced' | 'not adopted' }
  | { readonly kind: 'ratio'; readonly budget: BudgetFacts }
  | { readonly kind: 'requirement'; readonly requirement: Requirement }
  | { readonly kind: 'standard'; readonly standard: UsedStandard }

export function blockersOf(dossier: DossierFacts | null, standing: string, standards: readonly UsedStandard[]): Blocker[] {
  const adoption: Blocker[] = standing === 'not adopted' ? [{ kind: 'not adopted' }] : []
  if (dossier === null) return [{ kind: 'no dossier' }, ...adoption]
  return [
    ...(dossier.current ? [] : [{ kind: 'replaced' } as const]),
    ...dossier.budgets.flatMap((budget): Blocker[] => (budget.satisfied ? [] : [{ kind: 'ratio', budget }])),
    ...dossier.budgets.flatMap(({ requirements }) => requirements.flatMap((requirement): Blocker[] => (requirement.holds === true ? [] : [{ kind: 'requirement', requirement }]))),
    ...standards.flatMap((standard): Blocker[] => (['valid', 'expiring', 'no period'].includes(standard.standing) ? [] : [{ kind: 'standard', standard }])),
    ...(dossier.acceptedBy === null ? [{ kind: 'not accepted' } as const] : []),
    ...adoption,
  ]
}

export type MethodStanding = 'fit' | 'unfit' | 'waiting' | 'replaced' | 'missing'
export function methodStanding(dossier: Pick<DossierFacts, 'current' | 'fit' | 'acceptedBy'> | null): MethodStanding {
  if (dossier === null) return 'missing'
  if (!dossier.current) return 'replaced'
  if (!dossier.fit) return 'unfit'
  return dossier.acceptedBy === null ? 'waiting' : 'fit'
}
