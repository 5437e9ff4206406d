import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { unit } from '@duheng/quantity/unit.ts'
import { complexOf } from './complex.ts'
import { evaluateExact } from './exact.ts'
import { parse, parseModel } from './parse.ts'
import { chineseProblem, chineseSentence, TRANSLATED } from './problem-chinese.ts'
import { compile } from './program.ts'

const code = [
  'token.ts', 'parse.ts', 'walk.ts', 'functions.ts', 'exact.ts', 'program.ts', 'complex.ts', 'complex-arithmetic.ts',
  '../quantity/unit-algebra.ts', '../quantity/unit-sum.ts',
].map((file) => readFileSync(join(import.meta.dirname, file), 'utf8')).join('\n')

test('every sentence of the table is one the code says', () => {
  // Words between what is quoted; endings the code puts in by a choice are held against its parts.
  for (const sentence of TRANSLATED) {
    const parts = sentence.split(/\{\}|"|this is an? |it is an? |cannot add: |cannot subtract: /)
    for (const part of parts.map((one) => one.trim()).filter((one) => one.length > 6)) {
      assert.ok(code.includes(part), `${sentence} — ${part}`)
    }
  }
})

const FORMULAS = [
  '1.', '1..2', '5g', '2x', '5[g', `${'a'.repeat(65)}`, '__a', 'x**2', '.5', 'a & b', '"text"', '5%', '{a}', 'x²', 'д', '#',
  'a < b < c', '+a',
  'a and', 'sin', 'sine(x)', 'sin(1, 2)', `${'('.repeat(250)}`, '(a', '(a b', 'a +', 'a = b', 'a )', 'if(a)', 'if(true, 1)',
  'interpolate(1)',
  'and(1)', 'x[1][1][1][1][1]', `${'a+'.repeat(1200)}a`, 'q', 'm + L', 'm^0.5', 'if(m > 1[g], 1, m < 2[g])', 'if(m, 1, 2)', 'm[1]',
  '[1, 2][3]',
  '[1, 2][0.5]', '[1, 2][m]', 'true + 1', '[1] + 1', 'exp(m)', 'm^m', 't*2', 't + t', 't + 1[K]', 't - 1[K]', '1[g] - m*m', 'sum([])',
  'stdev([1])', 'sin([1])', 'sqrt(-1)', 'ln(0)', 'asin(2)', '1/0', '0^-1', '(-2)^0.5', '10^99999', 'interpolate(5, [1, 2], [1, 2])',
  'interpolate(1, [2, 1], [1, 2])', 'interpolate(1, [1], [1])', 'mean(m > 1[g])', 'sum([t, t])', 'round(m, 0[g])', 'exp(1000000)', 'm - t',
]

test('whatever is wrong with a formula is said in Chinese too', () => {
  const given = [['m', 'g', '2'], ['L', 'mm', '3'], ['t', '°C', '20']] as const
  const names = new Map(given.map(([name, symbol, value]) => {
    return [name, { type: 'number' as const, number: { value: { n: BigInt(value), d: 1n }, exact: true }, unit: unit(symbol) }]
  }))
  const untold: string[] = []
  let wrong = 0
  for (const text of FORMULAS) {
    const parsed = parse(text)
    const found = parsed.ok ? evaluateExact(parsed.ast, names) : parsed
    if (found.ok) continue
    wrong++
    const chinese = chineseProblem(found)
    assert.match(chinese, /^公式第 \d+ 行第 \d+ 列：/)
    if (chineseSentence(found.message) === undefined) untold.push(`${text.slice(0, 20)}: ${found.message}`)
  }
  // Rounding intervals are the quantity package's to explain.
  assert.deepEqual(untold.filter((one) => !one.startsWith('round(m, 0[g])')), [])
  assert.ok(wrong > 60, `${wrong}`)
})

test('what is wrong with a model is said in Chinese too', () => {
  const sentences: string[] = []
  for (const text of ['a = 1; a = 2', 'sin = 1', 'x = 2', 'y = x > 1', 'y = [x, x]', 'y = round(x, x)', 'y = [1, 2][x]']) {
    const model = parseModel(text)
    const found = model.ok ? compile(model.model, [{ name: 'x' }]) : model
    assert.ok(!found.ok, text)
    sentences.push(found.message)
  }
  const complex = ['z < 1', 'asin(z)', 'round(z, 1)', 'atan2(z, 1)', 're(z, 1)', 'complex(z, 1)', 'polar(z, 1)', 'complex(1[m], 1[g])']
  for (const text of [...complex, 'polar(1, 1[m])']) {
    const found = complexOf({ model: text, complex: [{ name: 'z', estimate: [1, 1], u: [0, 0] }] })
    assert.ok(!found.ok, text)
    sentences.push(found.message)
    assert.match(found.zh ?? '', /^公式第 .*\p{Script=Han}{3}/u)
  }
  for (const sentence of sentences) assert.ok(chineseSentence(sentence) !== undefined, sentence)
  assert.equal(chineseSentence('"(" is expected before "x"'), '“x”之前应有“(”')
  assert.equal(chineseSentence('cannot add: g and mm measure different quantities'), '不能相加：g 与 mm 是不同的量')
  assert.equal(chineseSentence('something else'), undefined)
})
