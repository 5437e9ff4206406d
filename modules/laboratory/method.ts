// A method's dossier: which standards serve a procedure here, what the method's own experiments gave, and whether its uncertainty is fit.
// The values of `standards` by role: a thing of the laboratory (standardId) or an experiment (none), with the values the budget asks for. Pure.
import type { MethodBudget } from '@duheng/procedures/budget.ts'
import type { BudgetFile } from '@duheng/procedures/schema.ts'

export type MethodStandards = Readonly<Record<string, { standardId: number | null; values: Readonly<Record<string, string>> }>>

/** Role → standard, for the roles a thing fills. Takes what the database holds. */
export function standardRoles(json: unknown): ReadonlyMap<string, number> {
  const found = new Map<string, number>()
  if (typeof json !== 'object' || json === null || Array.isArray(json)) return found
  for (const [role, entry] of Object.entries(json)) {
    if (typeof entry === 'object' && entry !== null && 'standardId' in entry && typeof entry.standardId === 'number') found.set(role, entry.standardId)
  }
  return found
}

/** The dossier as lib/procedures asks for it: equal things have equal identities, so that what they share is not counted twice. */
export function standardsInUse(standards: MethodStandards): Readonly<Record<string, { identity?: string; values: Readonly<Record<string, string>> }>> {
  return Object.fromEntries(Object.entries(standards).map(([role, s]) => [role, { ...(s.standardId === null ? {} : { identity: `standard:${s.standardId}` }), values: s.values }]))
}

/** A dossier's standards as the database holds them. */
export function methodStandards(json: unknown): MethodStandards {
  if (typeof json !== 'object' || json === null || Array.isArray(json)) return {}
  return Object.fromEntries(Object.entries(json).flatMap(([role, entry]: [string, unknown]) => {
    if (typeof entry !== 'object' || entry === null || !('values' in entry) || typeof entry.values !== 'object' || entry.values === null) return []
    const values = Object.fromEntries(Object.entries(entry.values).flatMap(([name, text]: [string, unknown]) => (typeof text === 'string' ? [[name, text]] : [])))
    return [[role, { standardId: standardRoles({ [role]: entry }).get(role) ?? null, values }]]
  }))
}

/** A component of a budget with how its uncertainty was evaluated. */
export type DossierBudget = Omit<MethodBudget, 'components'> & { components: (MethodBudget['components'][number] & { type: 'A' | 'B' })[] }

/** Type A is a statistical analysis of observations (GUM 4.2): here a normal input whose role is an experiment of the laboratory, with no thing behind it. */
export function withTypes(budgets: readonly MethodBudget[], files: readonly BudgetFile[], standards: MethodStandards): DossierBudget[] {
  return budgets.map((budget) => {
    const inputs = files.find(({ id }) => id === budget.id)?.inputs ?? []
    return {
      ...budget,
      components: budget.components.map((component) => {
        const names = component.name.split(' = ')
        const input = inputs.find(({ name }) => names.includes(name))
        const role = input?.standard
        const isExperiment = role !== undefined && Object.hasOwn(standards, role) && standards[role]?.standardId === null
        return { ...component, type: isExperiment && input?.distribution === 'normal' ? 'A' as const : 'B' as const }
      }),
    }
  })
}
