// What a condition asks of one cell, in numbers a person at the bench can compare: "from 0 g to 5 g" for `dL >= 0[g] and dL <= e`.
// Pure. A condition that is not a bound of the cell has none, and the formula itself is shown then.

import type { Bilingual } from '@duheng/rules/citation.ts'
import { unit } from '@duheng/quantity/unit.ts'
import { namesIn } from '@duheng/uncertainty/ast.ts'
import type { Node } from '@duheng/uncertainty/ast.ts'
import { evaluateExact, inUnit } from '@duheng/uncertainty/exact.ts'
import { plainText } from './evaluate.ts'
import type { Names, Surroundings } from './evaluate.ts'
import type { ConditionFile } from './schema.ts'

/** `beside`: the end itself is excluded. Decimal text in the unit of the cell. */
type End = { text: string; beside: boolean }
type Bound = { lower?: End; upper?: End }

type Side = { at: 'lower' | 'upper'; node: Node; beside: boolean }

/** What the condition asks of `cell`, in numbers where it is a bound and as the formula else; the sentence goes on from 应 and "must be". */
export function askedWords(surroundings: Surroundings, names: Names, formula: string, cell: { name: string; unit: string }): Bilingual {
  const bound = boundOf(surroundings, names, formula, cell)
  return bound ? boundWords(bound, cell.unit) : { zh: `满足 ${formula}`, en: `such that ${formula}` }
}

/** The bound of `cell` by the condition, in `unitSymbol`; undefined where it is no bound or its other names have no value yet. */
function boundOf(surroundings: Surroundings, names: Names, formula: string, cell: { name: string; unit: string }): Bound | undefined {
  const ast = surroundings.formulas.get(formula)
  const sides = ast && sidesOf(ast, cell.name)
  if (sides === undefined) return undefined
  const bound: Bound = {}
  for (const { at, node, beside } of sides) {
    const value = evaluateExact(node, names, { lookups: surroundings.lookups })
    const number = value.ok ? inUnit(value.value, unit(cell.unit)) : undefined
    if (!number?.ok || bound[at] !== undefined) return undefined
    bound[at] = { text: plainText(number.value.value), beside }
  }
  return bound
}

/** Every part of the condition as a side of the cell, or undefined when one part is something else. */
function sidesOf(node: Node, name: string): Side[] | undefined {
  if (node.type !== 'binary') return undefined
  const { operator, left, right } = node
  if (operator === 'and') {
    const [first, second] = [sidesOf(left, name), sidesOf(right, name)]
    return first && second && [...first, ...second]
  }
  if (operator !== '<' && operator !== '<=' && operator !== '>' && operator !== '>=') return undefined
  const isMore = operator === '>' || operator === '>='
  const beside = operator === '<' || operator === '>'
  if (isName(left, name) && !mentions(right, name)) return [{ at: isMore ? 'lower' : 'upper', node: right, beside }]
  if (isName(right, name) && !mentions(left, name)) return [{ at: isMore ? 'upper' : 'lower', node: left, beside }]
  const middle = isMore || mentions(right, name) ? undefined : middleOf(left, name)
  if (middle === undefined) return undefined
  const ends = (sign: '+' | '-'): Node => ({ type: 'binary', operator: sign, left: middle, right, place: node.place })
  return [
    { at: 'lower', node: middle.type === 'unary' ? { type: 'unary', operator: '-', operand: right, place: node.place } : ends('-'), beside },
    { at: 'upper', node: middle.type === 'unary' ? right : ends('+'), beside },
  ]
}

/** What the cell lies around in abs(cell - middle); for abs(cell), which lies around zero of whatever unit, the unary node itself. */
function middleOf(node: Node, name: string): Node | undefined {
  const [inside] = node.type === 'call' && node.name === 'abs' ? node.args : []
  if (inside === undefined) return undefined
  if (isName(inside, name)) return { type: 'unary', operator: '-', operand: inside, place: inside.place }
  if (inside.type !== 'binary' || inside.operator !== '-') return undefined
  if (isName(inside.left, name) && !mentions(inside.right, name)) return inside.right
  return isName(inside.right, name) && !mentions(inside.left, name) ? inside.left : undefined
}

const isName = (node: Node, name: string): boolean => node.type === 'name' && node.name === name
const mentions = (node: Node, name: string): boolean => namesIn(node).has(name)

/** "0 g 到 5 g 之间", "大于 0 L". */
function boundWords({ lower, upper }: Bound, unitSymbol: string): Bilingual {
  const write = (end: End) => withUnit(end.text.replace('-', '−'), unitSymbol)
  if (lower && upper && !lower.beside && !upper.beside) return { zh: `在 ${write(lower)} 到 ${write(upper)} 之间`, en: `between ${write(lower)} and ${write(upper)}` }
  const zh: string[] = []
  const en: string[] = []
  if (lower) { zh.push(`${lower.beside ? '大于' : '不小于'} ${write(lower)}`); en.push(`${lower.beside ? 'more than' : 'at least'} ${write(lower)}`) }
  if (upper) { zh.push(`${upper.beside ? '小于' : '不大于'} ${write(upper)}`); en.push(`${upper.beside ? 'less than' : 'at most'} ${write(upper)}`) }
  return { zh: zh.join('，且'), en: en.join(' and ') }
}

export function withUnit(text: string, unitSymbol: string): string {
  return unitSymbol === '1' ? text : `${text} ${unitSymbol}`
}

/** What is said of a condition of the surroundings, such as the temperature, that does not hold. */
export function outside(surroundings: Surroundings, names: Names, { name, zh, en, unit: symbol, holds = '' }: ConditionFile): Bilingual {
  const must = askedWords(surroundings, names, holds, { name, unit: symbol })
  return { zh: `${zh}不符合规程要求，应${must.zh}；不能据此判定。`, en: `${en} is outside the regulation’s condition, it must be ${must.en}; nothing can be judged.` }
}
