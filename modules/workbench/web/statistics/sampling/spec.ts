// What was typed as something to work out: points read, plans looked up in the tables of the rulebook. Pure.
import { found, refuse, type Found } from '@duheng/decisions/refusal.ts'
import { strataTest, type StrataTest, type Stratum } from '@duheng/statistics/meter-lot.ts'
import { planByAql, planByLq, type AqlRule, type LqRule } from '@duheng/statistics/sampling-rule.ts'
import type { LotRules, Stands } from '../lot-rules.ts'
import { numberOf, wholeOf } from '../typed-number.ts'
import type { Spec } from './design.ts'
import type { SamplingBody } from '../../../sampling-body.ts'

export type Asked = {
  readonly spec: Spec
  /** What the plan comes from, where it is a table or a rule. */
  readonly basis?: readonly Stands[]
  readonly letter?: string
  /** The table draws the whole lot. */
  readonly census?: boolean
}

/** Tables as they are sent have `null` where they know no plan. */
const gaps = <T>(plans: readonly (T | null | undefined)[]): (T | undefined)[] => plans.map((plan) => plan ?? undefined)

export function aqlTable(rules: LotRules | undefined): { readonly rule: AqlRule; readonly stands: Stands } | undefined {
  const found_ = rules?.sampling.find(({ rule }) => rule.index === 'AQL')
  if (found_?.rule.index !== 'AQL') return undefined
  const { normal, tightened } = found_.rule.tables
  const filled = (table: typeof normal) => Object.fromEntries(Object.entries(table).map(([letter, plans]) => [letter, gaps(plans)]))
  return { stands: found_.stands, rule: { ...found_.rule, tables: { normal: filled(normal), tightened: filled(tightened) } } }
}

export function lqTable(rules: LotRules | undefined): { readonly rule: LqRule; readonly stands: Stands } | undefined {
  const found_ = rules?.sampling.find(({ rule }) => rule.index === 'LQ')
  if (found_?.rule.index !== 'LQ') return undefined
  return { stands: found_.stands, rule: { ...found_.rule, lots: found_.rule.lots.map((lot) => ({ ...lot, plans: gaps(lot.plans) })) } }
}

/** A refusal names its field; undefined where the rules are not there yet. */
export function specOf(body: SamplingBody, rules: LotRules | undefined): Found<Asked> | undefined {
  const { way } = body
  const N = body.N.trim() === '' ? undefined : wholeOf(body.N, 2)
  if (body.N.trim() !== '' && N === undefined) return refuse('N', '须为不小于 2 的整数，或空白', 'must be a whole number of at least 2, or blank')
  if (way === 'meters') return metersSpec(body, rules, N)
  const points = pointsOf(body)
  if (!points.ok) return points
  const common = { points: points.value, ...(N !== undefined && { N }) }
  if (way === 'points') return found({ spec: { ...common, from: { kind: 'points' } } })
  if (way === 'variables') return variablesSpec(body, common)
  if (way === 'plan' || way === 'double') return typedSpec(body, common)
  return tableSpec(body, rules, common, N)
}

type Common = Pick<Spec, 'points' | 'N'>

function pointsOf({ points }: SamplingBody): Found<Spec['points']> {
  const values = { p1: 0, alpha: 0, p2: 0, beta: 0 }
  for (const key of ['p1', 'alpha', 'p2', 'beta'] as const) {
    const value = numberOf(points[key])
    if (value === undefined || !(value > 0 && value < 100)) return refuse(key, '须在 0 % 与 100 % 之间', 'must lie between 0 % and 100 %')
    // Divided as text, so that 7 % is 0.07 and nothing beside it.
    values[key] = Number(`${value}e-2`)
  }
  return values.p1 < values.p2 ? found(values) : refuse('p2', '须大于 p1', 'must be above p1')
}

function typedSpec({ way, plan, double }: SamplingBody, common: Common): Found<Asked> {
  const read = (fields: Readonly<Record<string, string>>, least: Readonly<Record<string, number>>): Found<Record<string, number>> => {
    const out: Record<string, number> = {}
    for (const [field, text] of Object.entries(fields)) {
      const value = wholeOf(text, least[field] ?? 0)
      if (value === undefined) return refuse(field, `须为不小于 ${least[field] ?? 0} 的整数`, `must be a whole number of at least ${least[field] ?? 0}`)
      out[field] = value
    }
    return found(out)
  }
  const values = way === 'plan' ? read(plan, { n: 1 }) : read(double, { n1: 1, n2: 1, re1: 1 })
  if (!values.ok) return values
  const { n = 0, ac = 0, n1 = 0, ac1 = 0, re1 = 0, n2 = 0, ac2 = 0 } = values.value
  if (way === 'plan' && ac >= n) return refuse('ac', '须小于样本量', 'must be below the sample size')
  return found({ spec: { ...common, from: { kind: 'plan', plan: way === 'plan' ? { kind: 'single', n, ac } : { kind: 'double', n1, ac1, re1, n2, ac2 } } } })
}

function variablesSpec({ variables }: SamplingBody, common: Common): Found<Asked> {
  const { method, from } = variables
  if (from === 'points') return found({ spec: { ...common, from: { kind: 'variables points', method } } })
  const [n, k] = [wholeOf(variables.n, method === 's' ? 3 : 1), numberOf(variables.k)]
  if (n === undefined) return refuse('n', `须为不小于 ${method === 's' ? 3 : 1} 的整数`, `must be a whole number of at least ${method === 's' ? 3 : 1}`)
  if (k === undefined) return refuse('k', '须为数', 'must be a number')
  return found({ spec: { ...common, from: { kind: 'variables', plan: { method, n, k } } } })
}

function tableSpec({ way, aql, lq }: SamplingBody, rules: LotRules | undefined, common: Common, N: number | undefined): Found<Asked> | undefined {
  if (N === undefined) return refuse('N', '查表须有批量', 'a table needs the lot size')
  const [byAql, byLq] = [aqlTable(rules), lqTable(rules)]
  const table = way === 'aql' ? byAql : byLq
  if (table === undefined) return undefined
  const plan = way === 'aql' && byAql !== undefined ? planByAql(byAql.rule, { N, ...aql }) : byLq === undefined ? undefined : planByLq(byLq.rule, { N, lq })
  if (plan === undefined) return undefined
  if (!plan.ok) return plan
  const { n, ac, census, letter } = plan.value
  return found({ spec: { ...common, from: { kind: 'plan', plan: { kind: 'single', n, ac } } }, basis: [table.stands], census, ...(letter !== undefined && { letter }) })
}

function metersSpec({ meters, lq }: SamplingBody, rules: LotRules | undefined, N: number | undefined): Found<Asked> | undefined {
  if (rules === undefined) return undefined
  const chosen = rules.meters.find(({ rule }) => rule.id === meters.rule)
  if (chosen === undefined) return refuse('rule', '没有这条规则', 'there is no such rule')
  if (N === undefined) return refuse('N', '须有批量', 'the lot size is needed')
  if (!chosen.rule.meters.includes(meters.kind)) return refuse('kind', '该规则不适用于此类表计', 'the rule is not for this kind of meter')
  const failed = meters.failed.trim() === '' ? undefined : wholeOf(meters.failed)
  if (meters.failed.trim() !== '' && failed === undefined) return refuse('failed', '须为不小于零的整数', 'must be a whole number, not negative')
  const judged = failed === undefined ? {} : { meters: { rule: chosen.rule, kind: meters.kind, failed } }
  const { plan } = chosen.rule
  if (plan.kind === 'two points') {
    const points = { p1: Number(plan.p1), alpha: Number(plan.alpha), p2: Number(plan.p2), beta: Number(plan.beta) }
    return found({ spec: { points, N, from: { kind: 'points' }, ...judged }, basis: [chosen.stands] })
  }
  const table = lqTable(rules)
  if (table === undefined) return undefined
  const tabled = planByLq(table.rule, { N, lq })
  if (!tabled.ok) return tabled
  const points = { p1: Number(lq) / 1000, alpha: 0.05, p2: Number(lq) / 100, beta: 0.13 }
  return found({ spec: { points, N, from: { kind: 'plan', plan: { kind: 'single', n: tabled.value.n, ac: tabled.value.ac } }, ...judged }, basis: [chosen.stands, table.stands], census: tabled.value.census })
}

/** Parts of a lot of meters that were typed, and whether they fail alike. */
export function strataOf({ meters }: SamplingBody): Found<StrataTest> | undefined {
  const strata = meters.strata.flatMap(([name = '', n = '', failed = '']): Stratum[] => (n.trim() === '' && failed.trim() === '' ? [] : [{ name: name.trim() === '' ? '—' : name, n: wholeOf(n, 1) ?? Number.NaN, failed: wholeOf(failed) ?? Number.NaN }]))
  return strata.length < 2 ? undefined : strataTest(strata)
}
