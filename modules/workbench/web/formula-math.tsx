// A model as it would be printed: fractions, powers, roots, subscripts, by the browser's own MathML. Absent: reading (lib/uncertainty parses)
// and anything a reader could not copy back as text.
import { createElement, Fragment, type ReactNode } from 'react'
import { exactText, toNumber } from '@duheng/quantity/decimal.ts'
import type { Model, Node } from '@duheng/uncertainty/ast.ts'
import { Scroll } from '#ui/Scroll.tsx'

const el = (name: string, ...children: ReactNode[]) => createElement(name, null, ...children)

/** `plain`: without a name and a scroll box of its own, inside something that has both. */
export function FormulaMath({ model, label = '', plain = false }: { readonly model: Model; readonly label?: string; readonly plain?: boolean }) {
  const rows = model.map(({ name, expression, unnamed }) => (
    <Fragment key={name}>
      {createElement('mtr', null, createElement('mtd', { className: 'wb-math-left' }, unnamed === true ? null : symbol(name)), el('mtd', unnamed === true ? null : el('mo', '='), math(expression, 0)))}
    </Fragment>
  ))
  if (plain) return createElement('math', { display: 'block' }, createElement('mtable', { displaystyle: 'true' }, ...rows))
  return <Scroll label={label} className="wb-math">{createElement('math', { display: 'block', alttext: label }, createElement('mtable', { displaystyle: 'true' }, ...rows))}</Scroll>
}

const GREEK: ReadonlyMap<string, string> = new Map(([
  ['alpha', 'α'], ['beta', 'β'], ['gamma', 'γ'], ['delta', 'δ'], ['Delta', 'Δ'], ['epsilon', 'ε'], ['theta', 'θ'], ['lambda', 'λ'], ['mu', 'μ'], ['nu', 'ν'], ['rho', 'ρ'],
  ['sigma', 'σ'], ['tau', 'τ'], ['phi', 'φ'], ['omega', 'ω'], ['Omega', 'Ω'], ['eta', 'η'], ['kappa', 'κ'],
] as const))

/** `ls` is l with subscript s, `d_alpha` d with subscript α, `δθ` stays one; long words stay words. */
export function symbol(name: string): ReactNode {
  const parts = /^([δΔd]?(?=\p{Script=Greek})\p{Script=Greek}|[δΔ]?\p{L}\p{M}*)_?(.*)$/u.exec(name)
  const [, base = name, rest = ''] = parts ?? []
  const whole = GREEK.get(name)
  if (whole !== undefined) return el('mi', whole)
  if (name === 'pH' || rest === '') return el('mi', name)
  if (name.startsWith('pH')) return el('msub', el('mi', 'pH'), el('mn', name.slice(2)))
  const [first = '', ...more] = name.split('_')
  const greek = GREEK.get(first)
  if (greek !== undefined) return el('msub', el('mi', greek), sub(more.join('')))
  if (rest.length > 5 && more.length === 0) return el('mtext', name)
  return el('msub', el('mi', base), sub(rest))
}

const sub = (text: string): ReactNode => (/^\d+$/.test(text) ? el('mn', text) : el('mi', GREEK.get(text) ?? text))

const RANK: Readonly<Record<string, number>> = { or: 1, and: 2, '<': 3, '<=': 3, '>': 3, '>=': 3, '==': 3, '!=': 3, '+': 4, '-': 4, '*': 5 }
const SIGN: Readonly<Record<string, string>> = { '*': '⁢', '<=': '≤', '>=': '≥', '!=': '≠', '==': '=', '-': '−' }

/** `rank`: what stands around; a weaker operator inside is put in brackets. */
function math(node: Node, rank: number): ReactNode {
  switch (node.type) {
    case 'number': return numeral(node)
    case 'boolean': return el('mtext', String(node.value))
    case 'pi': return el('mi', 'π')
    case 'name': return symbol(node.name)
    case 'array': return el('mrow', el('mo', '['), ...listed(node.items), el('mo', ']'))
    case 'unary': return bracketed(rank > 4, el('mrow', el('mo', node.operator === '-' ? '−' : 'not'), math(node.operand, 5)))
    case 'if': return el('mrow', el('mtext', 'if'), el('mo', '('), ...listed([node.condition, node.then, node.otherwise]), el('mo', ')'))
    case 'index': return el('msub', math(node.array, 9), math(node.index, 0))
    case 'lookup': return call(node.name, node.args)
    case 'call': return called(node)
    case 'binary': return binary(node, rank)
  }
}

function binary(node: Extract<Node, { type: 'binary' }>, rank: number): ReactNode {
  const { operator, left, right } = node
  if (operator === '/') return el('mfrac', math(left, 0), math(right, 0))
  if (operator === '^') return el('msup', math(left, 9), math(right, 0))
  const own = RANK[operator] ?? 0
  // Two numbers side by side would read as one.
  const sign = operator === '*' && (right.type === 'number' || left.type === 'number') ? '·' : operator === '*' ? '·' : (SIGN[operator] ?? operator)
  return bracketed(own < rank, el('mrow', math(left, own), el('mo', sign), math(right, operator === '-' ? own + 1 : own)))
}

const bracketed = (yes: boolean, inside: ReactNode): ReactNode => (yes ? el('mrow', el('mo', '('), inside, el('mo', ')')) : inside)

function called({ name, args }: Extract<Node, { type: 'call' }>): ReactNode {
  const [only] = args
  if (name === 'sqrt' && only !== undefined) return el('msqrt', math(only, 0))
  if (name === 'exp' && only !== undefined) return el('msup', el('mi', 'e'), math(only, 0))
  if (name === 'abs' && only !== undefined) return el('mrow', el('mo', '|'), math(only, 0), el('mo', '|'))
  if (name === 'log10') return call('lg', args)
  return call(name, args)
}

const call = (name: string, args: readonly Node[]): ReactNode => el('mrow', el('mtext', name), el('mo', '('), ...listed(args), el('mo', ')'))
const listed = (nodes: readonly Node[]): ReactNode[] => nodes.flatMap((node, i) => [...(i === 0 ? [] : [el('mo', ',')]), math(node, 0)])

function numeral({ value, unit }: Extract<Node, { type: 'number' }>): ReactNode {
  const shown = el('mn', exactText(value) ?? String(toNumber(value)))
  return unit.symbol === '1' || unit.symbol === '' ? shown : el('mrow', shown, el('mtext', `\u202f${unit.symbol}`))
}
