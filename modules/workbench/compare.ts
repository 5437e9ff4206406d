// What differs between two versions of a study, named as the page names it. Pure.
import type { StudyBody, StudyInput } from './study-body.ts'

export type InputFieldName = 'estimate' | 'unit' | 'type' | 'spread' | 'dof' | 'about' | 'identity' | 'source'
export type Difference =
  | { readonly what: 'formula' | 'coverage' | 'print' | 'limits' | 'target' | 'monteCarlo' | 'measurand'; readonly before: string; readonly after: string }
  | { readonly what: 'input'; readonly name: string; readonly field: InputFieldName; readonly before: string; readonly after: string }
  /** The whole input was added (`before` undefined) or taken away. */
  | { readonly what: 'whole input'; readonly name: string; readonly before: string | undefined; readonly after: string | undefined }
  | { readonly what: 'correlation' | 'result unit'; readonly name: string; readonly before: string | undefined; readonly after: string | undefined }

const FIELDS: readonly InputFieldName[] = ['estimate', 'unit', 'type', 'spread', 'dof', 'about', 'identity', 'source']

export function differences(before: StudyBody, after: StudyBody): Difference[] {
  const whole = ([
    ['measurand', before.measurand, after.measurand], ['coverage', coverage(before), coverage(after)], ['print', print(before), print(after)], ['limits', limits(before), limits(after)],
    ['target', before.target, after.target], ['monteCarlo', `${before.monteCarlo.trials} / ${before.monteCarlo.seed}`, `${after.monteCarlo.trials} / ${after.monteCarlo.seed}`],
  ] as const).flatMap(([what, a, b]): Difference[] => (a === b ? [] : [{ what, before: a, after: b }]))
  return [
    ...(before.formula === after.formula ? [] : [{ what: 'formula' as const, before: before.formula, after: after.formula }]),
    ...inputDifferences(before.inputs, after.inputs),
    ...named('correlation', before.correlations.map(({ a, b, r }) => [[a, b].toSorted().join(', '), r] as const), after.correlations.map(({ a, b, r }) => [[a, b].toSorted().join(', '), r] as const)),
    ...named('result unit', before.results.map(({ name, unit }) => [name, unit] as const), after.results.map(({ name, unit }) => [name, unit] as const)),
    ...whole,
  ]
}

const coverage = ({ coverage: { kind, p, k } }: StudyBody): string => (kind === 'p' ? `p = ${p}` : `k = ${k}`)
const print = ({ print: { digits, mode } }: StudyBody): string => `${digits} ${mode === 'up' ? '↑' : '≈'}`
const limits = ({ limits: { lower, upper, rule, r } }: StudyBody): string => `[${lower}, ${upper}]${rule === 'simple' ? '' : ` w = ${r}·U`}`

function inputDifferences(before: readonly StudyInput[], after: readonly StudyInput[]): Difference[] {
  const [old, now] = [byName(before), byName(after)]
  return [...new Set([...old.keys(), ...now.keys()])].flatMap((name): Difference[] => {
    const [a, b] = [old.get(name), now.get(name)]
    if (a === undefined || b === undefined) return [{ what: 'whole input', name, before: a && summary(a), after: b && summary(b) }]
    return FIELDS.flatMap((field): Difference[] => (text(a, field) === text(b, field) ? [] : [{ what: 'input', name, field, before: text(a, field), after: text(b, field) }]))
  })
}

/** Rows that repeat a name, or have none, are told apart by their number. */
function byName(inputs: readonly StudyInput[]): Map<string, StudyInput> {
  const found = new Map<string, StudyInput>()
  for (const [i, input] of inputs.entries()) {
    const name = input.name.trim()
    found.set(name === '' || found.has(name) ? `${name}#${i + 1}` : name, input)
  }
  return found
}

const text = (input: StudyInput, field: InputFieldName): string => (field === 'source' ? (input.source === undefined ? '' : `${input.source.standard} ${input.source.number} ${input.source.value}`) : input[field])
const summary = ({ estimate, unit, spread }: StudyInput): string => [estimate, unit, spread.slice(0, 80)].filter((one) => one !== '').join(' ')

function named(what: 'correlation' | 'result unit', before: readonly (readonly [string, string])[], after: readonly (readonly [string, string])[]): Difference[] {
  const [old, now] = [new Map(before), new Map(after)]
  return [...new Set([...old.keys(), ...now.keys()])].flatMap((name): Difference[] => {
    const [a, b] = [old.get(name) ?? '', now.get(name) ?? '']
    return a === b ? [] : [{ what, name, before: a === '' ? undefined : a, after: b === '' ? undefined : b }]
  })
}
