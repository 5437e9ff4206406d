// The one parser of formulas: procedures, budgets and models. Recursive descent, no eval, no regular expression on the whole text.
// Pure. Errors are values with line, column and a sentence. Absent: `=` inside expressions, chained comparisons, member access.
//
//   expression  = or;  or = and {"or" and};  and = not {"and" not};  not = ["not"] comparison
//   comparison  = sum [("<" | "<=" | ">" | ">=" | "==" | "!=") sum];  sum = product {("+" | "-") product}
//   product     = sign {("*" | "/") sign};  sign = "-" sign | power;  power = postfix ["^" sign]      so -2^2 is -4 and 2^3^2 is 2^9
//   postfix     = primary {"[" expression "]"}
// primary     = number ["[" unit "]"] | name | name "(" expressions ")" | "if" "(" a "," b "," c ")" | "[" expressions "]" | "("
// expression ")"

import { parseDecimal } from '@duheng/quantity/decimal.ts'
import { DIMENSIONLESS } from '@duheng/quantity/unit-algebra.ts'
import { parseUnit } from '@duheng/quantity/unit.ts'
import {
  FUNCTIONS, functionNamed, problem, type Assignment, type BinaryOperator, type Model, type Node, type Place, type Problem,
} from './ast.ts'
import { tokens, type Token } from './token.ts'

/** Deepest nesting of brackets, most nodes, and longest chain such as a + b + c + …. */
export const MAX_DEPTH = 200
export const MAX_NODES = 5_000
export const MAX_CHAIN = 1_000

/** Names of functions the caller supplies, such as a table of densities. */
export type ParseOptions = { readonly lookups?: ReadonlySet<string> }

/** Reads one expression. */
export function parse(text: string, options: ParseOptions = {}): { ok: true; ast: Node } | Problem {
  const found = tokens(text)
  if (!found.ok) return found
  const parser = new Parser(found.tokens, options)
  const ast = parser.expression()
  if (ast === undefined) return parser.failed()
  return parser.atEnd() ? { ok: true, ast } : parser.unexpected()
}

/** Reads `name = expression`, divided by `;` or each on a line of its own; one expression without a name is called `y`. */
export function parseModel(text: string, options: ParseOptions = {}): { ok: true; model: Model } | Problem {
  const found = tokens(text)
  if (!found.ok) return found
  const parser = new Parser(found.tokens, options)
  const model = parser.model()
  return model === undefined ? parser.failed() : { ok: true, model }
}

const COMPARISONS: ReadonlyMap<string, BinaryOperator> = new Map(
  [['<', '<'], ['<=', '<='], ['>', '>'], ['>=', '>='], ['==', '=='], ['!=', '!=']]
)
const SUMS: ReadonlyMap<string, BinaryOperator> = new Map([['+', '+'], ['-', '-']])
const PRODUCTS: ReadonlyMap<string, BinaryOperator> = new Map([['*', '*'], ['/', '/']])
const ANDS: ReadonlyMap<string, BinaryOperator> = new Map([['and', 'and']])
const ORS: ReadonlyMap<string, BinaryOperator> = new Map([['or', 'or']])
const WORDS = new Set(['and', 'or', 'not', 'if', 'true', 'false', 'pi', 'π'])

class Parser {
  readonly list: readonly Token[]
  readonly lookups: ReadonlySet<string>
  at = 0
  depth = 0
  nodes = 0
  first: Problem | undefined

  constructor(list: readonly Token[], options: ParseOptions) {
    this.list = list
    this.lookups = options.lookups ?? new Set()
  }

  model(): Model | undefined {
    const model: Assignment[] = []
    for (;;) {
      const place = this.token().place
      const named = this.token().type === 'name' && this.token(1).text === '='
      const name = named ? this.token().text : 'y'
      if (named) {
        if (WORDS.has(name) || functionNamed(name) !== undefined) return this.refuse(`"${name}" has a meaning of its own: use another name`)
        this.at += 2
      }
      if (model.some((other) => other.name === name)) return this.refuse(`"${name}" is defined twice`)
      const expression = this.expression()
      if (expression === undefined) return undefined
      model.push({ name, expression, place, unnamed: !named })
      if (this.take(';') ? this.token().type !== 'end' : this.startsLine()) continue
      if (this.atEnd()) return model
      this.unexpected()
      return undefined
    }
  }

  /** `name =` on a line of its own begins the next result; nothing else of the language could follow an expression so. */
  startsLine(): boolean {
    const before = this.list[this.at - 1]
    const { type, place } = this.token()
    return before !== undefined && type === 'name' && this.token(1).text === '=' && place.line > before.place.line
  }

  expression(): Node | undefined {
    return this.nested(() => this.chain(ORS, () => this.chain(ANDS, () => this.negation())))
  }

  negation(): Node | undefined {
    const { place } = this.token()
    if (!this.takeName('not')) return this.comparison()
    const operand = this.nested(() => this.negation())
    return operand === undefined ? undefined : this.made({ type: 'unary', operator: 'not', operand, place })
  }

  comparison(): Node | undefined {
    const left = this.chain(SUMS, () => this.chain(PRODUCTS, () => this.signed()))
    const operator = COMPARISONS.get(this.token().text)
    if (left === undefined || operator === undefined) return left
    const { place } = this.next()
    const right = this.chain(SUMS, () => this.chain(PRODUCTS, () => this.signed()))
    if (right === undefined) return undefined
    if (COMPARISONS.has(this.token().text)) return this.refuse('comparisons are not chained: write a < b and b < c')
    return this.made({ type: 'binary', operator, left, right, place })
  }

  /** Operands joined by operators of one rank, grouped from the left. */
  chain(operators: ReadonlyMap<string, BinaryOperator>, operand: () => Node | undefined): Node | undefined {
    let left = operand()
    for (let length = 1; left !== undefined; length++) {
      const operator = operators.get(this.token().text)
      if (operator === undefined) return left
      if (length > MAX_CHAIN) return this.refuse(`a chain has at most ${MAX_CHAIN} terms: use sum([…])`)
      const { place } = this.next()
      const right = operand()
      left = right === undefined ? undefined : this.made({ type: 'binary', operator, left, right, place })
    }
    return undefined
  }

  signed(): Node | undefined {
    const { place } = this.token()
    if (this.take('+')) return this.refuse('a leading plus sign has no meaning here', place)
    if (!this.take('-')) return this.power()
    const operand = this.nested(() => this.signed())
    return operand === undefined ? undefined : this.made({ type: 'unary', operator: '-', operand, place })
  }

  power(): Node | undefined {
    const left = this.postfix()
    const { place } = this.token()
    if (left === undefined || !this.take('^')) return left
    const right = this.nested(() => this.signed())
    return right === undefined ? undefined : this.made({ type: 'binary', operator: '^', left, right, place })
  }

  postfix(): Node | undefined {
    let node = this.primary()
    for (let length = 1; node !== undefined; length++) {
      const { place } = this.token()
      if (!this.take('[')) return node
      if (length > 4) return this.refuse('an array has at most four indices')
      const index = this.expression()
      if (index === undefined || !this.expect(']')) return undefined
      node = this.made({ type: 'index', array: node, index, place })
    }
    return undefined
  }

  primary(): Node | undefined {
    const token = this.token()
    if (token.type === 'number') return this.number(token)
    if (token.type === 'name') return this.named(token)
    if (this.take('(')) {
      const inner = this.expression()
      return inner !== undefined && this.expect(')') ? inner : undefined
    }
    if (this.take('[')) {
      const items = this.items(']')
      return items === undefined ? undefined : this.made({ type: 'array', items, place: token.place })
    }
    this.unexpected()
    return undefined
  }

  number(token: Extract<Token, { type: 'number' }>): Node | undefined {
    this.next()
    const value = parseDecimal(token.text)
    if (!value.ok) return this.refuse(value.reason, token.place)
    if (token.unit === undefined) return this.made({ type: 'number', value: value.value, unit: DIMENSIONLESS, place: token.place })
    const unit = parseUnit(token.unit.text)
    if (!unit.ok) return this.refuse(unit.reason, token.unit.place)
    return this.made({ type: 'number', value: value.value, unit: unit.unit, place: token.place })
  }

  named({ text: name, place }: Token): Node | undefined {
    this.next()
    if (name === 'true' || name === 'false') return this.made({ type: 'boolean', value: name === 'true', place })
    if (name === 'pi' || name === 'π') return this.made({ type: 'pi', place })
    if (WORDS.has(name) && name !== 'if') return this.refuse(`"${name}" stands between conditions, not here`, place)
    const known = name === 'if' ? undefined : functionNamed(name)
    if (this.token().text !== '(') {
      if (name !== 'if' && known === undefined) return this.made({ type: 'name', name, place })
      return this.refuse(
        `"${name}" is a function: write ${name === 'if' ? 'if(condition, a, b)' : FUNCTIONS.get(known ?? 'abs')?.form}`, place,
      )
    }
    this.next()
    const args = this.items(')')
    if (args === undefined) return undefined
    if (name === 'if') return this.conditional(args, place)
    if (this.lookups.has(name)) return this.made({ type: 'lookup', name, args, place })
    if (known === undefined) {
      return this.refuse(`there is no function "${name}"; known are ${[...FUNCTIONS.keys(), ...this.lookups].join(', ')}`, place)
    }
    const shape = FUNCTIONS.get(known)
    if (shape === undefined || args.length < shape.least || args.length > shape.most) {
      return this.refuse(`${name} is written ${shape?.form}`, place)
    }
    return this.made({ type: 'call', name: known, args, place })
  }

  conditional(args: readonly Node[], place: Place): Node | undefined {
    const [condition, then, otherwise] = args
    if (args.length !== 3 || condition === undefined || then === undefined || otherwise === undefined) {
      return this.refuse('if is written if(condition, a, b)', place)
    }
    return this.made({ type: 'if', condition, then, otherwise, place })
  }

  /** Expressions between commas up to the closing bracket; there is at least one. */
  items(close: ')' | ']'): Node[] | undefined {
    const found: Node[] = []
    do {
      const item = this.expression()
      if (item === undefined) return undefined
      found.push(item)
    } while (this.take(','))
    return this.expect(close) ? found : undefined
  }

  nested(read: () => Node | undefined): Node | undefined {
    if (this.depth >= MAX_DEPTH) return this.refuse(`brackets and signs are nested more than ${MAX_DEPTH} deep`)
    this.depth++
    const node = read()
    this.depth--
    return node
  }

  made(node: Node): Node | undefined {
    this.nodes++
    return this.nodes > MAX_NODES ? this.refuse(`a formula has at most ${MAX_NODES} parts`, node.place) : node
  }

  token(ahead = 0): Token {
    const token = this.list[Math.min(this.at + ahead, this.list.length - 1)]
    if (token === undefined) throw new Error('a token list ends with its end token')
    return token
  }

  next(): Token {
    const token = this.token()
    this.at++
    return token
  }

  take(sign: string): boolean {
    const taken = this.token().type === 'sign' && this.token().text === sign
    if (taken) this.at++
    return taken
  }

  takeName(name: string): boolean {
    const taken = this.token().type === 'name' && this.token().text === name
    if (taken) this.at++
    return taken
  }

  expect(sign: string): boolean {
    if (this.take(sign)) return true
    this.refuse(this.token().type === 'end' ? `"${sign}" is missing at the end` : `"${sign}" is expected before "${this.token().text}"`)
    return false
  }

  atEnd(): boolean {
    return this.token().type === 'end'
  }

  unexpected(): Problem {
    const token = this.token()
    const message = token.type === 'end' ? 'the formula ends too early'
      : token.text === '=' ? 'equality is tested with ==; a single = names a result of a model'
      : `"${token.text}" is not expected here`
    this.refuse(message)
    return this.failed()
  }

  refuse(message: string, place = this.token().place): undefined {
    this.first ??= problem(place, message)
    return undefined
  }

  failed(): Problem {
    if (this.first === undefined) throw new Error('a parse that failed has its first problem')
    return this.first
  }
}
