// What procedures need to know of an instrument beyond the ledger's columns: Max, Min, e, d, a flow range … as exact quantities.
// Pure. Which of them a procedure asks for is the procedure's own matter; here they are only true quantities that agree.
import { z } from 'zod'
import { compareQuantities, parseQuantity, readQuantity } from '@duheng/quantity/quantity.ts'
import { both } from '#platform/http/shape.ts'
import { line } from './plain-text.ts'

export type Parameter = { value: string; unit: string } | { text: string }
export type Parameters = Readonly<Record<string, Parameter>>
export type ParameterProblem = { name: string; rule: 'parameter-unit' | 'parameter-order'; zh: string; en: string }

export const PARAMETERS_MAX = 20
const Name = z.string().regex(/^[A-Za-z][A-Za-z0-9_]{0,29}$/, both('参数名为字母、数字、下划线，以字母开头', 'A parameter name is letters, digits, underscores, beginning with a letter'))
const Value = z.union([
  z.strictObject({ value: z.string().max(40).regex(/^-?\d{1,20}(\.\d{1,18})?$/, both('参数值为十进制数', 'A parameter is a decimal number')), unit: z.string().max(30) }),
  z.strictObject({ text: line(1, 80) }),
])
export const ParametersShape = z.record(Name, Value).refine((all) => Object.keys(all).length <= PARAMETERS_MAX, both(`参数最多 ${PARAMETERS_MAX} 个`, `At most ${PARAMETERS_MAX} parameters`))

/** Pairs that are the same kind of quantity, the first never greater than the second. OIML R 76-1:2006, T.3.1–T.3.2 (Min, d, e, Max). */
const ORDERED: readonly (readonly [string, string])[] = [['Min', 'Max'], ['d', 'e'], ['e', 'Max'], ['d', 'Max'], ['Qmin', 'Qmax'], ['Q1', 'Q3'], ['Q1', 'Q2'], ['Q2', 'Q3'], ['Q3', 'Q4'], ['low', 'high']]

/** Units that cannot be read, quantities of another kind than their partner, and limits the wrong way round. */
export function parameterProblems(all: Parameters): ParameterProblem[] {
  const problems: ParameterProblem[] = []
  const readable = new Map<string, { value: string; unit: string }>()
  for (const [name, parameter] of Object.entries(all)) {
    if ('text' in parameter) continue
    const read = readQuantity(parameter)
    if (read.ok) readable.set(name, parameter)
    else problems.push({ name, rule: 'parameter-unit', zh: `参数 ${name} 的单位“${parameter.unit}”读不懂。`, en: `The unit "${parameter.unit}" of parameter ${name} cannot be read.` })
  }
  for (const [less, more] of ORDERED) {
    const a = readable.get(less)
    const b = readable.get(more)
    if (!a || !b) continue
    const order = compareQuantities(a, b)
    if (!order.ok) problems.push({ name: less, rule: 'parameter-unit', zh: `参数 ${less}（${a.unit}）与 ${more}（${b.unit}）不是同一种量。`, en: `Parameters ${less} (${a.unit}) and ${more} (${b.unit}) are not the same kind of quantity.` })
    else if (order.value > 0) problems.push({ name: less, rule: 'parameter-order', zh: `参数 ${less} 不能大于 ${more}。`, en: `Parameter ${less} may not be greater than ${more}.` })
  }
  return problems
}

/** `Max=30 kg; e=10 g; class=III` as it stands in one cell of a ledger. */
export function parseParameters(cell: string): { ok: true; parameters: Parameters } | { ok: false; zh: string; en: string } {
  const found = new Map<string, Parameter>()
  for (const part of cell.slice(0, 2000).normalize('NFKC').split(/[;\n]/)) {
    if (part.trim() === '') continue
    const at = part.indexOf('=')
    const name = part.slice(0, at).trim()
    const text = part.slice(at + 1).trim()
    if (at < 1 || text === '' || !Name.safeParse(name).success) return { ok: false, zh: `“${part.trim()}”应写成 Max=30 kg 的样子，多个用分号隔开。`, en: `"${part.trim()}" should read like Max=30 kg, several separated by semicolons.` }
    if (found.has(name)) return { ok: false, zh: `参数 ${name} 写了两次。`, en: `Parameter ${name} is written twice.` }
    const quantity = /^[-+−]?[\d.]/.test(text) ? parseQuantity(text) : undefined
    if (quantity && !quantity.ok) return { ok: false, zh: `参数 ${name} 的“${text}”读不懂。`, en: `"${text}" of parameter ${name} cannot be read.` }
    found.set(name, quantity?.ok ? { value: quantity.value.value, unit: quantity.value.unit } : { text })
  }
  if (found.size > PARAMETERS_MAX) return { ok: false, zh: `参数最多 ${PARAMETERS_MAX} 个。`, en: `At most ${PARAMETERS_MAX} parameters.` }
  const parsed = ParametersShape.safeParse(Object.fromEntries(found))
  return parsed.success ? { ok: true, parameters: parsed.data } : { ok: false, zh: '参数填写有误。', en: 'The parameters are not accepted.' }
}

export const parametersText = (all: Parameters): string => Object.entries(all)
  .map(([name, p]) => `${name}=${'text' in p ? p.text : `${p.value}${p.unit === '1' || p.unit === '' ? '' : ` ${p.unit}`}`}`).join('; ')
