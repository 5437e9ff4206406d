import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { exactText } from '@duheng/quantity/decimal.ts'
import { namesIn, type Node } from './ast.ts'
import { MAX_DEPTH, parse, parseModel } from './parse.ts'

/** The tree in brackets, so that grouping can be read in a test. */
function shown(node: Node): string {
  switch (node.type) {
    case 'number': return `${exactText(node.value)}${node.unit.symbol === '1' ? '' : `[${node.unit.symbol}]`}`
    case 'boolean': return String(node.value)
    case 'pi': return 'pi'
    case 'name': return node.name
    case 'array': return `[${node.items.map(shown).join(', ')}]`
    case 'unary': return `(${node.operator} ${shown(node.operand)})`
    case 'binary': return `(${shown(node.left)} ${node.operator} ${shown(node.right)})`
    case 'if': return `if(${[node.condition, node.then, node.otherwise].map(shown).join(', ')})`
    case 'call':
    case 'lookup': return `${node.name}(${node.args.map(shown).join(', ')})`
    case 'index': return `${shown(node.array)}[${shown(node.index)}]`
  }
}

test('a formula is grouped as it is read in a book', () => {
  const cases: [string, string][] = [
    ['1 + 2 * 3', '(1 + (2 * 3))'], ['a - b - c', '((a - b) - c)'], ['a / b / c', '((a / b) / c)'], ['-2^2', '(- (2 ^ 2))'],
    ['2^3^2', '(2 ^ (3 ^ 2))'],
    ['2^-1', '(2 ^ (- 1))'], ['(a+b)*c', '((a + b) * c)'], ['a < b and not c > d or e == f', '(((a < b) and (not (c > d))) or (e == f))'],
    ['if(x <= 5[g], a, b)', 'if((x <= 5[g]), a, b)'], ['P[i+1]', 'P[(i + 1)]'], ['[1, 2][1]', '[1, 2][1]'], ['M[1][2]', 'M[1][2]'],
    ['-x[1]^2', '(- (x[1] ^ 2))'],
    ['5[g] + 2 [kg·m/s^2]', '(5[g] + 2[kg·m/s²])'], ['I + e/2 - ΔL', '((I + (e / 2)) - ΔL)'], ['示值 − 标准值', '(示值 - 标准值)'],
    ['a×b÷c', '((a * b) / c)'],
    ['max（a，b）≤ c', '(max(a, b) <= c)'], ['θ_0 * x₁ + x̄', '((θ_0 * x₁) + x̄)'], ['2*π*r', '((2 * pi) * r)'],
    ['log(x) + lg(x)', '(ln(x) + log10(x))'],
    ['1e3 + 1.50e-2', '(1000 + 0.015)'], ['2 * e', '(2 * e)'], ['true and a == b', '(true and (a == b))'],
    ['round(E, 0.1[g])', 'round(E, 0.1[g])'],
  ]
  for (const [text, expected] of cases) {
    const parsed = parse(text)
    assert.ok(parsed.ok, `${text}: ${parsed.ok ? '' : parsed.message}`)
    assert.equal(shown(parsed.ast), expected, text)
  }
})

test('what is no formula is refused at its place with a sentence', () => {
  const cases: [string, number, number, RegExp][] = [
    ['', 1, 1, /ends too early/], ['1 +', 1, 4, /ends too early/], ['(1', 1, 3, /"\)" is missing/], ['1)', 1, 2, /not expected/],
    ['a b', 1, 3, /not expected/],
    ['5g', 1, 2, /square brackets/], ['5%', 1, 2, /square brackets/], ['5[foo]', 1, 3, /unknown unit "foo"/], ['5[g', 1, 3, /not closed/],
    ['x.y', 1, 2, /no members/],
    ['.5', 1, 1, /begins with a digit/], ['1.', 1, 3, /after the decimal point/], ['1.2.3', 1, 4, /one decimal point/],
    ['a < b < c', 1, 7, /not chained/],
    ['a = b', 1, 3, /==/], ['constructor', 1, 1, /cannot be a name/], ['__proto__', 1, 1, /cannot be a name/],
    ['a.constructor', 1, 2, /no members/],
    ['eval(1)', 1, 1, /no function "eval"/], ['sin', 1, 1, /is a function/], ['sin()', 1, 5, /not expected/],
    ['atan2(1)', 1, 1, /atan2\(y, x\)/], ['if(a, b)', 1, 1, /if\(condition/],
    ['a && b', 1, 3, /and, or, not/], ['"a"', 1, 1, /quotation/], ['a\n  + * b', 2, 5, /not expected/], ['x²', 1, 2, /x\^2/],
    ['2**3', 1, 2, /x\^2/],
    ['аb', 1, 1, /another script/], ['+1', 1, 1, /leading plus/], ['a; b', 1, 2, /not expected/], ['[]', 1, 2, /not expected/],
    ['{1}', 1, 1, /braces/],
    ['1e999', 1, 1, /exponent too large/], [`${'1'.repeat(80)}`, 1, 1, /too many digits/], ['a'.repeat(65), 1, 1, /at most 64/],
    ['not', 1, 4, /ends too early/], ['a and', 1, 6, /ends too early/],
    ['x'.repeat(20_001), 1, 1, /20000 characters/], ['('.repeat(300), 1, 201, /200 deep/], ['-'.repeat(300), 1, 201, /200 deep/],
    [Array.from({ length: 2000 }, () => '1').join('+'), 1, 2002, /sum/],
    [`[${Array.from({ length: 6000 }, () => '1').join(',')}]`, 1, 10_002, /5000 parts/],
  ]
  for (const [text, line, column, sentence] of cases) {
    const refused = parse(text)
    assert.ok(!refused.ok, text.slice(0, 40))
    assert.match(refused.message, sentence)
    assert.deepEqual([refused.line, refused.column], [line, column], `${text.slice(0, 40)}: ${refused.message}`)
  }
})

test('every node knows where it stands', () => {
  const parsed = parse('a +\n  b / 质量')
  assert.ok(parsed.ok && parsed.ast.type === 'binary')
  assert.deepEqual(parsed.ast.place, { line: 1, column: 3, offset: 2 })
  const { right } = parsed.ast
  assert.ok(right.type === 'binary')
  assert.deepEqual(right.place, { line: 2, column: 5, offset: 8 })
  assert.deepEqual(right.right.place, { line: 2, column: 7, offset: 10 })
  assert.deepEqual([...namesIn(parsed.ast)], ['a', 'b', '质量'])
})

test('the deepest formula allowed is read', () => {
  const deep = '('.repeat(MAX_DEPTH - 1) + 'x' + ')'.repeat(MAX_DEPTH - 1)
  assert.equal(parse(deep).ok, true)
  assert.equal(parse(Array.from({ length: 1000 }, () => 'x').join('-')).ok, true)
})

test('functions of the caller are read by name, no others', () => {
  const lookups = new Set(['density'])
  const parsed = parse('m / density(20[°C])', { lookups })
  assert.ok(parsed.ok)
  assert.equal(shown(parsed.ast), '(m / density(20[°C]))')
  const refused = parse('m / viscosity(t)', { lookups })
  assert.ok(!refused.ok && refused.message.includes('density'))
})

test('a model is a list of named results', () => {
  const model = parseModel('R = V/I*cos(phi); X = V/I*sin(phi);\nZ = V/I;')
  assert.ok(model.ok)
  assert.deepEqual(model.model.map(({ name, expression }) => `${name} = ${shown(expression)}`), [
    'R = ((V / I) * cos(phi))', 'X = ((V / I) * sin(phi))', 'Z = (V / I)',
  ])
  const lines = parseModel('a = x +\n  y\nb = a^2\n\n  c = a*b\n')
  assert.ok(lines.ok)
  assert.deepEqual(lines.model.map(({ name, expression }) => `${name} = ${shown(expression)}`), [
    'a = (x + y)', 'b = (a ^ 2)', 'c = (a * b)',
  ])
  const bare = parseModel('V/I')
  assert.ok(bare.ok && bare.model[0]?.name === 'y')
  for (const text of ['a = 1; a = 2', 'sin = 1', 'pi = 3', 'a = b = c', '', ';', 'a = 1;; b = 2', 'a = 1 b = 2', 'x\ny']) {
    assert.equal(parseModel(text).ok, false, text)
  }
})

test('reading never throws, whatever the text', () => {
  const alphabet = fc.constantFrom(...'ab12.[]()+-*/^<>=!,;eE µ质θ₁ \n'.split(''), 'if(', 'and ', 'max(', '5[g]', '__proto__', 'constructor')
  const texts = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 300 }), fc.array(alphabet, { maxLength: 60 }).map((parts) => parts.join('')),
  )
  fc.assert(fc.property(texts, (text) => {
    const parsed = parse(text)
    const model = parseModel(text)
    for (const outcome of [parsed, model]) {
      if (!outcome.ok) assert.ok(outcome.message.length > 5 && outcome.line >= 1 && outcome.column >= 1)
    }
  }), { numRuns: 20_000, interruptAfterTimeLimit: 2000, markInterruptAsFailure: false })
})
