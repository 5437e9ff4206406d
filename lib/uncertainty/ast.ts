// The tree of a formula, the table of its functions, and the places errors point to.
// Pure data. Absent: members of records, assignment inside expressions, loops, functions of the caller other than lookups.

import type { Rational } from '@duheng/quantity/decimal.ts'
import type { Unit } from '@duheng/quantity/unit-algebra.ts'

/** Where something stands: line and column from 1, in UTF-16 units as editors count; offset from 0. */
export type Place = { readonly line: number; readonly column: number; readonly offset: number }

/** Why a formula has no value, and where. */
export type Problem = {
  readonly ok: false; readonly line: number; readonly column: number; readonly offset: number; readonly message: string
}

export type BinaryOperator = '+' | '-' | '*' | '/' | '^' | '<' | '<=' | '>' | '>=' | '==' | '!=' | 'and' | 'or'

export type Node =
  | { readonly type: 'number'; readonly value: Rational; readonly unit: Unit; readonly place: Place }
  | { readonly type: 'boolean'; readonly value: boolean; readonly place: Place }
  | { readonly type: 'pi'; readonly place: Place }
  | { readonly type: 'name'; readonly name: string; readonly place: Place }
  | { readonly type: 'array'; readonly items: readonly Node[]; readonly place: Place }
  | { readonly type: 'unary'; readonly operator: '-' | 'not'; readonly operand: Node; readonly place: Place }
  | { readonly type: 'binary'; readonly operator: BinaryOperator; readonly left: Node; readonly right: Node; readonly place: Place }
  | { readonly type: 'if'; readonly condition: Node; readonly then: Node; readonly otherwise: Node; readonly place: Place }
  | { readonly type: 'call'; readonly name: FunctionName; readonly args: readonly Node[]; readonly place: Place }
  | { readonly type: 'lookup'; readonly name: string; readonly args: readonly Node[]; readonly place: Place }
  | { readonly type: 'index'; readonly array: Node; readonly index: Node; readonly place: Place }

/** `name = expression` of a model; later ones may use earlier names. `unnamed` where the text gave no name and `y` was put. */
export type Assignment = { readonly name: string; readonly expression: Node; readonly place: Place; readonly unnamed?: boolean }
export type Model = readonly Assignment[]

export type FunctionName =
  | 'abs' | 'min' | 'max' | 'sum' | 'mean' | 'range' | 'stdev' | 'count' | 'sort' | 'first' | 'last' | 'at'
  | 'round' | 'floor' | 'interpolate'
  | 'sqrt' | 'exp' | 'ln' | 'log10' | 'sin' | 'cos' | 'tan' | 'asin' | 'acos' | 'atan' | 'atan2'

/** Fewest and most arguments, and how a call is written. */
export const FUNCTIONS: ReadonlyMap<FunctionName, { readonly least: number; readonly most: number; readonly form: string }> = new Map([
  ['abs', { least: 1, most: 1, form: 'abs(x)' }],
  ['min', { least: 1, most: 1000, form: 'min(a, b, …) or min(array)' }],
  ['max', { least: 1, most: 1000, form: 'max(a, b, …) or max(array)' }],
  ['sum', { least: 1, most: 1000, form: 'sum(array)' }],
  ['mean', { least: 1, most: 1000, form: 'mean(array)' }],
  ['range', { least: 1, most: 1000, form: 'range(array): greatest less smallest' }],
  ['stdev', { least: 1, most: 1000, form: 'stdev(array): experimental standard deviation, n - 1 (GUM 4.2.2)' }],
  ['count', { least: 1, most: 1000, form: 'count(array)' }],
  ['sort', { least: 1, most: 1000, form: 'sort(array), ascending' }],
  ['first', { least: 1, most: 1, form: 'first(array)' }],
  ['last', { least: 1, most: 1, form: 'last(array)' }],
  ['at', { least: 2, most: 2, form: 'at(array, i), i from 1' }],
  ['round', { least: 2, most: 2, form: 'round(x, interval), GB/T 8170' }],
  ['floor', { least: 1, most: 1, form: 'floor(x) of a number without unit' }],
  ['interpolate', { least: 3, most: 3, form: 'interpolate(x, xs, ys), xs rising' }],
  ['sqrt', { least: 1, most: 1, form: 'sqrt(x)' }],
  ['exp', { least: 1, most: 1, form: 'exp(x)' }],
  ['ln', { least: 1, most: 1, form: 'ln(x)' }],
  ['log10', { least: 1, most: 1, form: 'log10(x)' }],
  ['sin', { least: 1, most: 1, form: 'sin(angle)' }],
  ['cos', { least: 1, most: 1, form: 'cos(angle)' }],
  ['tan', { least: 1, most: 1, form: 'tan(angle)' }],
  ['asin', { least: 1, most: 1, form: 'asin(x), an angle' }],
  ['acos', { least: 1, most: 1, form: 'acos(x), an angle' }],
  ['atan', { least: 1, most: 1, form: 'atan(x), an angle' }],
  ['atan2', { least: 2, most: 2, form: 'atan2(y, x), an angle' }],
])

/**
 * Other spellings of functions: log is the natural logarithm, as in R, Python and the NIST Uncertainty Machine; lg is to base 10 (GB
 * 3102.11).
 */
export const ALSO_CALLED: ReadonlyMap<string, FunctionName> = new Map([['log', 'ln'], ['lg', 'log10']])

export function functionNamed(name: string): FunctionName | undefined {
  for (const known of FUNCTIONS.keys()) if (known === name) return known
  return ALSO_CALLED.get(name)
}

export function problem(place: Place, message: string): Problem {
  return { ok: false, line: place.line, column: place.column, offset: place.offset, message }
}

/** The parts a node is made of, in the order written. */
export function partsOf(node: Node): readonly Node[] {
  switch (node.type) {
    case 'array': return node.items
    case 'unary': return [node.operand]
    case 'binary': return [node.left, node.right]
    case 'if': return [node.condition, node.then, node.otherwise]
    case 'call':
    case 'lookup': return node.args
    case 'index': return [node.array, node.index]
    default: return []
  }
}

/** The same node with other parts, in the order of `partsOf`. */
export function withParts(node: Node, parts: readonly Node[]): Node {
  const [first, second, third] = parts
  switch (node.type) {
    case 'array': return { ...node, items: parts }
    case 'unary': return first === undefined ? node : { ...node, operand: first }
    case 'binary': return first === undefined || second === undefined ? node : { ...node, left: first, right: second }
    case 'if': {
      return first === undefined || second === undefined || third === undefined ? node
        : { ...node, condition: first, then: second, otherwise: third }
    }
    case 'call':
    case 'lookup': return { ...node, args: parts }
    case 'index': return first === undefined || second === undefined ? node : { ...node, array: first, index: second }
    default: return node
  }
}

/** The names a formula needs, in order of first use. */
export function namesIn(node: Node): ReadonlySet<string> {
  const names = new Set<string>()
  const visit = (one: Node): void => {
    if (one.type === 'name') names.add(one.name)
    partsOf(one).forEach(visit)
  }
  visit(node)
  return names
}
