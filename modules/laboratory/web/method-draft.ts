// The form of a dossier as flat texts (so that a reload keeps them) and as the server takes it. Pure.
import type { Dossier, MethodProcedure } from './method-queries.ts'

/** Keys: `parameters.Max`, `standards.weights`, `standards.weights.values.mpe_weights`; they are the server's own field paths. */
export type MethodDraft = Readonly<Record<string, string>>
export const EXPERIMENT = 'experiment'

type Asked = Pick<MethodProcedure, 'document' | 'parameters' | 'standards'>
type Given = Pick<Dossier, 'parameters' | 'standards'>

export function draftOf(procedure: Asked, dossier: Given | null): MethodDraft {
  const parameters = procedure.parameters.map((p) => [`parameters.${p.id}`, dossier?.parameters[p.id] ?? p.default ?? (p.kind === 'choice' ? p.options[0]?.id : undefined) ?? ''] as const)
  const roles = procedure.standards.flatMap((role) => {
    const given = dossier?.standards[role.id]
    const thing = given ? (given.standardId === null ? EXPERIMENT : String(given.standardId)) : ''
    return [[`standards.${role.id}`, thing] as const, ...role.values.map((value) => [`standards.${role.id}.values.${value.name}`, given?.values[value.name] ?? ''] as const)]
  })
  return Object.fromEntries([...parameters, ...roles])
}

export function dossierOf(procedure: Asked, draft: MethodDraft) {
  const text = (key: string) => (draft[key] ?? '').trim()
  const filled = (entries: readonly (readonly [string, string])[]) => Object.fromEntries(entries.filter(([, value]) => value !== ''))
  return {
    document: procedure.document,
    parameters: filled(procedure.parameters.map((p) => [p.id, text(`parameters.${p.id}`)])),
    standards: Object.fromEntries(procedure.standards.flatMap((role) => {
      const thing = text(`standards.${role.id}`)
      if (thing === '') return []
      return [[role.id, { standardId: thing === EXPERIMENT ? null : Number(thing), values: filled(role.values.map((value) => [value.name, text(`standards.${role.id}.values.${value.name}`)])) }]]
    })),
  }
}

/** The budget names what it misses as `weights.mpe_weights` or `Max`; the form knows them by their path. */
export function fieldOf(procedure: Asked, named: string): string {
  if (procedure.parameters.some(({ id }) => id === named)) return `parameters.${named}`
  const [role = '', value] = named.split('.')
  return value !== undefined && procedure.standards.some(({ id }) => id === role) ? `standards.${role}.values.${value}` : named
}
