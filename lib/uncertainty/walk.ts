// Walks a formula once for every use of it: checking units (check.ts), exact values (exact.ts), programs of float64 (program.ts).
// Units, arrays, conditionals and names are decided here; what a number is, the arithmetic given decides.
// Pure. Absent: recursion into lookups' own formulas; any number format.

import { conversion } from '@duheng/quantity/unit.ts'
import { DIMENSIONLESS, divideUnits, isDimensionless, multiplyUnits, powerUnit, type Unit } from '@duheng/quantity/unit-algebra.ts'
import { addUnits } from '@duheng/quantity/unit-sum.ts'
import type { Arithmetic, NumberValue, Surroundings, Value, Walk } from './arithmetic.ts'
import { problem, type Node, type Place, type Problem } from './ast.ts'
import { callFunction } from './functions.ts'

export const DEFAULT_STEPS = 100_000

/** The value of a formula in its surroundings, or the first problem in it. */
export function walk<N extends object, B>(node: Node, surroundings: Surroundings<N, B>): { ok: true; value: Value<N, B> } | Problem {
  const walker = new Walker(surroundings)
  const value = walker.visit(node)
  return value === undefined ? walker.failed() : { ok: true, value }
}

export class Walker<N extends object, B> implements Walk<N, B> {
  readonly arithmetic: Arithmetic<N, B>
  readonly surroundings: Surroundings<N, B>
  left: number
  first: Problem | undefined

  constructor(surroundings: Surroundings<N, B>) {
    this.arithmetic = surroundings.arithmetic
    this.surroundings = surroundings
    this.left = surroundings.steps ?? DEFAULT_STEPS
  }

  visit(node: Node): Value<N, B> | undefined {
    if (!this.spend(1, node.place)) return undefined
    switch (node.type) {
      case 'number': return { type: 'number', number: this.arithmetic.constant(node.value), unit: node.unit }
      case 'boolean': return { type: 'boolean', truth: this.arithmetic.truth(node.value) }
      case 'pi': return { type: 'number', number: this.arithmetic.pi(), unit: DIMENSIONLESS }
      case 'name': return this.surroundings.names.get(node.name) ?? this.refuse(node.place, `"${node.name}" has no value here`)
      case 'array': return this.array(node)
      case 'unary': return this.unary(node)
      case 'binary': return this.binary(node)
      case 'if': return this.conditional(node)
      case 'index': return this.index(node)
      case 'lookup': return this.lookup(node)
      case 'call': {
        const args = this.visitAll(node.args)
        return args === undefined ? undefined : callFunction(this, node, args)
      }
    }
  }

  visitAll(nodes: readonly Node[]): Value<N, B>[] | undefined {
    const values: Value<N, B>[] = []
    for (const node of nodes) {
      const value = this.visit(node)
      if (value === undefined) return undefined
      values.push(value)
    }
    return values
  }

  array(node: Extract<Node, { type: 'array' }>): Value<N, B> | undefined {
    const items = this.visitAll(node.items)
    return items === undefined ? undefined : { type: 'array', items }
  }

  unary(node: Extract<Node, { type: 'unary' }>): Value<N, B> | undefined {
    if (node.operator === 'not') {
      const truth = this.truth(node.operand)
      return truth === undefined ? undefined : { type: 'boolean', truth: this.arithmetic.not(truth.is) }
    }
    const operand = this.number(node.operand)
    // A minus sign before a literal writes a number, so -5[°C] is a temperature; elsewhere a temperature has no negative.
    if (operand === undefined || (node.operand.type !== 'number' && !this.notPoint(operand, node.place))) return undefined
    return { ...operand, number: this.arithmetic.negate(operand.number) }
  }

  binary(node: Extract<Node, { type: 'binary' }>): Value<N, B> | undefined {
    const { operator, left, right, place } = node
    if (operator === 'and' || operator === 'or') return this.logical(operator, left, right)
    const a = this.number(left)
    const b = a === undefined ? undefined : this.number(right)
    if (a === undefined || b === undefined) return undefined
    switch (operator) {
      case '+':
      case '-': return this.addition(operator, a, b, place)
      case '*':
      case '/': return this.product(operator, a, b, place)
      case '^': return this.power(a, b, place)
      default: {
        const same = this.convert(b, a.unit, place)
        return same === undefined ? undefined : { type: 'boolean', truth: this.arithmetic.compare(operator, a.number, same.number) }
      }
    }
  }

  logical(operator: 'and' | 'or', left: Node, right: Node): Value<N, B> | undefined {
    const a = this.truth(left)
    if (a === undefined) return undefined
    if (this.arithmetic.known(a.is) === (operator === 'or')) return { type: 'boolean', truth: a.is }
    const b = this.truth(right)
    return b === undefined ? undefined : { type: 'boolean', truth: this.arithmetic.combine(operator, a.is, b.is) }
  }

  addition(operator: '+' | '-', a: NumberValue<N>, b: NumberValue<N>, place: Place): NumberValue<N> | undefined {
    const rule = addUnits(operator, a.unit, b.unit)
    if (!rule.ok) return this.refuse(place, rule.reason)
    const left = this.convert(a, rule.value.left, place)
    const right = left === undefined ? undefined : this.convert(b, rule.value.right, place)
    if (left === undefined || right === undefined) return undefined
    return this.made(this.arithmetic.operate(operator, left.number, right.number), rule.value.result, place)
  }

  product(operator: '*' | '/', a: NumberValue<N>, b: NumberValue<N>, place: Place): NumberValue<N> | undefined {
    if (!this.notPoint(a, place) || !this.notPoint(b, place)) return undefined
    const unit = operator === '*' ? multiplyUnits(a.unit, b.unit) : divideUnits(a.unit, b.unit)
    return unit.ok ? this.made(this.arithmetic.operate(operator, a.number, b.number), unit.value, place) : this.refuse(place, unit.reason)
  }

  power(a: NumberValue<N>, b: NumberValue<N>, place: Place): NumberValue<N> | undefined {
    if (!this.notPoint(a, place)) return undefined
    const exponent = this.plain(b, place)
    if (exponent === undefined) return undefined
    if (a.unit.factors.length === 0) return this.made(this.arithmetic.power(a.number, exponent.number), a.unit, place)
    const known = this.arithmetic.value(exponent.number)
    if (known !== undefined && known.d === 1n && known.n >= -100n && known.n <= 100n) {
      const unit = powerUnit(a.unit, Number(known.n))
      if (!unit.ok) return this.refuse(place, unit.reason)
      return this.made(this.arithmetic.power(a.number, exponent.number), unit.value, place)
    }
    if (!isDimensionless(a.unit)) {
      return this.refuse(place, `a quantity in ${a.unit.symbol} is raised to whole powers only, written as a number`)
    }
    const base = this.plain(a, place)
    return base === undefined ? undefined : this.made(this.arithmetic.power(base.number, exponent.number), DIMENSIONLESS, place)
  }

  conditional(node: Extract<Node, { type: 'if' }>): Value<N, B> | undefined {
    const condition = this.truth(node.condition)
    if (condition === undefined) return undefined
    const known = this.arithmetic.known(condition.is)
    if (known !== undefined) return this.visit(known ? node.then : node.otherwise)
    const a = this.visit(node.then)
    const b = a === undefined ? undefined : this.visit(node.otherwise)
    return a === undefined || b === undefined ? undefined : this.choose(condition.is, a, b, node.place)
  }

  /** Both branches as one value, the second in the unit of the first. */
  choose(condition: B, a: Value<N, B>, b: Value<N, B>, place: Place): Value<N, B> | undefined {
    if (a.type === 'number' && b.type === 'number') {
      const same = this.convert(b, a.unit, place)
      return same === undefined ? undefined : { ...a, number: this.arithmetic.choose(condition, a.number, same.number) }
    }
    if (a.type === 'boolean' && b.type === 'boolean') {
      return { type: 'boolean', truth: this.arithmetic.chooseTruth(condition, a.truth, b.truth) }
    }
    if (a.type !== 'array' || b.type !== 'array') {
      return this.refuse(place, 'both values of a condition are numbers, or both conditions, or both arrays')
    }
    const open = a.open === true || b.open === true
    if (!open && a.items.length !== b.items.length) return this.refuse(place, 'both arrays of a condition have the same length')
    const items: Value<N, B>[] = []
    for (const [i, item] of a.items.entries()) {
      const other = b.items[i]
      const chosen = other === undefined ? item : this.choose(condition, item, other, place)
      if (chosen === undefined) return undefined
      items.push(chosen)
    }
    return { type: 'array', items, open }
  }

  index(node: Extract<Node, { type: 'index' }>): Value<N, B> | undefined {
    const array = this.visit(node.array)
    const index = array === undefined ? undefined : this.visit(node.index)
    return array === undefined || index === undefined ? undefined : this.element(array, index, node.place)
  }

  /** Item i of an array, counted from 1. */
  element(array: Value<N, B>, index: Value<N, B>, place: Place): Value<N, B> | undefined {
    if (array.type !== 'array') return this.refuse(place, 'only an array has items')
    if (index.type !== 'number' || index.unit.factors.length > 0) return this.refuse(place, 'an index is a number without unit')
    if (array.open === true) return array.items[0]
    const known = this.arithmetic.value(index.number)
    if (known === undefined && this.arithmetic.checking === true) return array.items[0]
    if (known === undefined) return this.refuse(place, 'this index is not known beforehand')
    const item = known.d === 1n && known.n > 0n ? array.items[Number(known.n) - 1] : undefined
    if (item !== undefined) return item
    const shown = known.d === 1n ? `${known.n}` : `${known.n}/${known.d}`
    return this.refuse(place, `the array has items 1 to ${array.items.length}, there is no item ${shown}`)
  }

  lookup(node: Extract<Node, { type: 'lookup' }>): Value<N, B> | undefined {
    const args = this.visitAll(node.args)
    if (args === undefined) return undefined
    const lookup = this.surroundings.lookups?.get(node.name)
    if (lookup === undefined) return this.refuse(node.place, `the table "${node.name}" is not supplied here`)
    const value = lookup(args)
    return typeof value === 'string' ? this.refuse(node.place, value) : value
  }

  number(node: Node): NumberValue<N> | undefined {
    const value = this.visit(node)
    if (value === undefined || value.type === 'number') return value
    return this.refuse(
      node.place, value.type === 'array' ? 'a number is needed here, this is an array' : 'a number is needed here, this is a condition',
    )
  }

  truth(node: Node): { is: B } | undefined {
    const value = this.visit(node)
    if (value === undefined) return undefined
    return value.type === 'boolean' ? { is: value.truth } : this.refuse(node.place, 'a condition is needed here, such as x <= 5[g]')
  }

  convert(value: NumberValue<N>, to: Unit, place: Place): NumberValue<N> | undefined {
    if (value.unit === to || value.unit.symbol === to.symbol) return value
    const found = conversion(value.unit, to)
    if (!found.ok) return this.refuse(place, found.reason)
    const { factor, pi, offset } = found.value
    let number: N | string = value.number
    if (factor.n !== factor.d) number = this.arithmetic.operate('*', number, this.arithmetic.constant(factor))
    for (let k = 0; k < Math.abs(pi) && typeof number !== 'string'; k++) {
      number = this.arithmetic.operate(pi > 0 ? '*' : '/', number, this.arithmetic.pi())
    }
    if (offset.n !== 0n && typeof number !== 'string') number = this.arithmetic.operate('+', number, this.arithmetic.constant(offset))
    return this.made(number, to, place)
  }

  plain(value: NumberValue<N>, place: Place): NumberValue<N> | undefined {
    if (value.unit.factors.length === 0) return value
    if (isDimensionless(value.unit)) return this.convert(value, DIMENSIONLESS, place)
    return this.refuse(place, `a number without unit is needed here, this is in ${value.unit.symbol}`)
  }

  notPoint(value: NumberValue<N>, place: Place): boolean {
    if (value.unit.offset === undefined) return true
    this.refuse(
      place, `a temperature in ${value.unit.symbol} is a point on a scale: take a difference first, such as t - 20[${value.unit.symbol}]`,
    )
    return false
  }

  made(number: N | string, unit: Unit, place: Place): NumberValue<N> | undefined {
    return typeof number === 'string' ? this.refuse(place, number) : { type: 'number', number, unit }
  }

  spend(steps: number, place: Place): boolean {
    this.left -= steps
    if (this.left >= 0) return true
    this.refuse(place, 'the formula takes too many steps')
    return false
  }

  refuse(place: Place, message: string): undefined {
    this.first ??= problem(place, message)
    return undefined
  }

  failed(): Problem {
    if (this.first === undefined) throw new Error('a walk that failed has its first problem')
    return this.first
  }
}

