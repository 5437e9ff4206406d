// What is typed, evaluated: the published examples, and every kind of mistake at its place and in both languages.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { simulate } from '@duheng/uncertainty/monte-carlo/simulate.ts'
import { decide, limitsOf, targetOf } from './conformity.ts'
import { evaluate } from './evaluate.ts'
import { examples } from './examples.ts'
import { printed, significant, trimmed } from './printed.ts'
import { clause8, samplingKey, samplingOf, shareWithin } from './sampling.ts'
import { emptyBody, newInput, readBody } from './study-body.ts'
import type { StudyBody, StudyInput } from './study-body.ts'

const example = (id: string): StudyBody => {
  const found = examples.find((one) => one.id === id)
  assert.ok(found, id)
  return found.bodyIn(1)
}
const plain = (text: string | undefined) => text?.replaceAll('\u202f', ' ')
const shown = (body: StudyBody, name?: string) => {
  const chosen = name === undefined ? body : { ...body, measurand: name }
  const { answer, rows, formula } = evaluate(chosen)
  assert.ok(answer, JSON.stringify({ formula, problems: rows.flatMap(({ problems }) => problems) }))
  return plain(printed(answer.budget, chosen)?.text)
}
const row = (name: string, given: Partial<StudyInput>): StudyInput => ({ ...newInput(name), ...given })
const study = (formula: string, inputs: StudyInput[], more: Partial<StudyBody> = {}): StudyBody => ({ ...emptyBody, formula, inputs, ...more })

describe('the published examples', () => {
  for (const [id, name, expected] of [
    ['gum-h1', undefined, '(50 000 838 ± 93) nm, k = 2.92'], ['s1-9-5', undefined, '(838 ± 94) nm, k = 2.92'], ['s1-9-3', undefined, '(1.23 ± 0.11) mg, k = 1.96'],
    ['gum-h2', 'R', '(127.73 ± 0.20) Ω, k = 2.78'], ['gum-h2', 'X', '(219.85 ± 0.82) Ω, k = 2.78'], ['gum-h2', 'Z', '(254.26 ± 0.66) Ω, k = 2.78'],
    ['quam-a1', undefined, '(1002.7 ± 1.7) mg/L, k = 2'], ['tn1900-e13', undefined, '(1.73 ± 0.49) × 10⁻⁵ 1/K, k = 2.78'],
  ] as const) test(`${id} ${name ?? ''} prints ${expected}`, () => assert.equal(shown(example(id), name), expected))

  test('u, ν and k of GUM H.1 are 32 nm, 16 and 2.92', () => {
    const { answer } = evaluate(example('gum-h1'))
    assert.ok(answer)
    assert.ok(Math.abs(answer.budget.u - 31.66388) < 1e-5)
    assert.equal(Math.floor(answer.budget.dof), 16)
    assert.equal(answer.budget.k.toFixed(2), '2.92')
  })

  test('every example has a result and is a body its own shape accepts, in both languages', () => {
    for (const { id, bodyIn } of examples) {
      for (const language of [0, 1] as const) assert.ok(readBody(bodyIn(language)), id)
      assert.ok(evaluate(bodyIn(0)).answer, id)
    }
  })
})

describe('mistakes', () => {
  const length = [row('a', { estimate: '1', unit: 'mm', spread: '0.1' }), row('b', { estimate: '2', unit: 'g', spread: '0.1' })]
  test('in the formula are marked at their character, in Chinese and English', () => {
    for (const [formula, offset, zh] of [
      ['y = a +', 7, /公式/], ['y = a + sine(a)', 8, /没有函数/], ['y = a + b', 6, /不能相加/], ['y = a\nz = a + b', 12, /不能相加/], ['y = 2 a', 6, /方括号|应/], ['y = a = 1', 6, /==/],
    ] as const) {
      const { formula: problem } = evaluate(study(formula, length))
      assert.equal(problem?.offset, offset, formula)
      assert.match(problem?.words[0] ?? '', zh, formula)
      assert.doesNotMatch(problem?.words[1] ?? '', /\p{Script=Han}/u, formula)
    }
  })

  test('a symbol without a row is named, a row without a symbol in the formula is unused and changes nothing', () => {
    const one = evaluate(study('y = a + c', [length[0] ?? newInput()]))
    assert.deepEqual(one.missing, ['c'])
    assert.equal(one.answer, undefined)
    const other = study('y = a', length, { correlations: [{ a: 'a', b: 'b', r: '0.9' }] })
    assert.equal(evaluate(other).rows[1]?.unused, true)
    assert.equal(shown(other), '(1.00 ± 0.20) mm, k = 1.96')
  })

  const fieldOf = (given: Partial<StudyInput>) => evaluate(study('y = a', [row('a', { estimate: '1', spread: '0.1', ...given })])).rows[0]?.problems[0]
  for (const [what, given, field, zh] of [
    ['a comma', { estimate: '1,5' }, 'estimate', /逗号/], ['an unknown unit', { unit: 'furlongs' }, 'unit', /读不懂/], ['no spread', { spread: '' }, 'spread', /填写/],
    ['U without k', { spread: 'U=0.2' }, 'spread', /连同 k 或 p/], ['a parameter of another form', { spread: 'shape=2' }, 'spread', /没有参数/],
    ['a unit of another quantity', { unit: 'mm', spread: 'u=1g' }, 'spread', /换算不到/], ['a negative half-width', { type: 'rectangular', spread: 'a=-1' }, 'spread', /./],
    ['degrees of freedom of zero', { dof: '0' }, 'dof', /大于零/], ['one reading', { type: 'readings', estimate: '', spread: '5' }, 'spread', /至少/],
    ['half a list of probabilities', { type: 'discrete', estimate: '', spread: '1:0.5 2' }, 'spread', /值:概率/], ['limits and half-width', { type: 'rectangular', spread: 'a=1 low=0 high=2' }, 'spread', /只给一种/],
  ] as const) {
    test(`${what} is said at its field`, () => {
      const problem = fieldOf(given)
      assert.equal(problem?.field, field)
      assert.match(problem?.words[0] ?? '', zh)
      assert.ok((problem?.words[1] ?? '').length > 3)
    })
  }

  test('correlations that cannot hold together are refused with the smallest eigenvalue', () => {
    const three = ['a', 'b', 'c'].map((name) => row(name, { estimate: '1', spread: '0.1' }))
    const { others, answer } = evaluate(study('y = a + b + c', three, { correlations: [{ a: 'a', b: 'b', r: '0.9' }, { a: 'b', b: 'c', r: '0.9' }, { a: 'a', b: 'c', r: '-0.9' }] }))
    assert.equal(answer, undefined)
    assert.match(others[0]?.words[1] ?? '', /smallest eigenvalue/)
    assert.match(others[0]?.words[0] ?? '', /特征值/)
  })

  test('a row that is given twice is refused at the second', () => {
    const { rows } = evaluate(study('y = a', [length[0] ?? newInput(), length[0] ?? newInput()]))
    assert.deepEqual(rows.map(({ problems }) => problems.length), [0, 1])
  })
})

describe('what people type', () => {
  const uOf = (given: Partial<StudyInput>) => {
    const { answer, rows } = evaluate(study('y = a', [row('a', { estimate: '10', unit: 'Ω', ...given })]))
    assert.ok(answer, JSON.stringify(rows[0]?.problems))
    return answer.budget.u
  }
  for (const [spread, u] of [
    ['0.1', 0.1], ['u = 0.1', 0.1], ['U=0.2, k=2', 0.1], ['0.2 k=2', 0.1], ['U = 4 mΩ; k = 2', 0.002], ['±0.2 k=2', 0.1], ['1 %', 0.1], ['u=1‰', 0.01], ['ｕ=０．１'.replace('ｕ', 'u'), 0.1], ['U=0.196 p=0.95', 0.1],
  ] as const) test(`${spread} is u = ${u}`, () => assert.ok(Math.abs(uOf({ spread }) - u) < 1e-4 * u + 1e-6, String(uOf({ spread }))))

  test('half-widths and limits give the same', () => {
    assert.equal(uOf({ type: 'rectangular', spread: '±0.5' }).toFixed(6), (0.5 / Math.sqrt(3)).toFixed(6))
    assert.equal(uOf({ type: 'rectangular', estimate: '', spread: 'low=9.5 high=10.5' }).toFixed(6), (0.5 / Math.sqrt(3)).toFixed(6))
    assert.equal(uOf({ type: 'triangular', spread: 'a=0.6' }).toFixed(6), (0.6 / Math.sqrt(6)).toFixed(6))
    assert.equal(uOf({ type: 'u_shaped', spread: 'a=0.5' }).toFixed(6), (0.5 / Math.SQRT2).toFixed(6))
  })

  test('readings are a column, a row, or a list with semicolons', () => {
    for (const spread of ['10.1\n10.2\n10.3', '10.1\t10.2\t10.3', '10.1; 10.2；10.3', '10.1, 10.2, 10.3']) {
      assert.equal(uOf({ type: 'readings', estimate: '', spread }).toFixed(6), (0.1 / Math.sqrt(3)).toFixed(6), spread)
    }
  })

  test('numbers without units and a label on the result', () => {
    assert.equal(shown(study('y = a*a', [row('a', { estimate: '3', spread: '0.1' })], { results: [{ name: 'y', unit: 'm²' }] })), '(9.0 ± 1.2) m², k = 1.96')
  })
})

describe('how it prints', () => {
  test('U up, one digit, powers of ten', () => {
    const body = example('gum-h1')
    assert.equal(shown({ ...body, print: { digits: '2', mode: 'nearest' } }), '(50 000 838 ± 92) nm, k = 2.92')
    assert.equal(shown({ ...body, print: { digits: '1', mode: 'up' } }), '(50 000 800 ± 100) nm, k = 2.92')
    assert.equal(shown(study('y = a', [row('a', { estimate: '123456789', spread: '0.5e5' })])), '(1.23457 ± 0.00098) × 10⁸, k = 1.96')
  })
  test('numbers to be read', () => {
    for (const [x, digits, text] of [[0.03653, 3, '0.0365'], [3.653e-8, 3, '3.65 × 10⁻⁸'], [-1234.5, 5, '−1234.5'], [50000623, 12, '50 000 623'], [Infinity, 3, '∞'], [0, 3, '0']] as const) {
      assert.equal(plain(trimmed(x, digits)), text)
    }
    assert.equal(significant(25, 4), '25.00')
  })
})

describe('decision and target', () => {
  const scale = example('scale')
  test('limits take a unit, ± means both, and the guard band is r·U', () => {
    const { answer } = evaluate(scale)
    assert.ok(answer)
    assert.deepEqual(limitsOf({ ...scale, limits: { ...scale.limits, lower: '', upper: '±5000 mg' } }, answer.budget.unit), { ok: true, limits: { lower: -5, upper: 5 } })
    const limits = (lower: string, upper: string) => limitsOf({ ...scale, limits: { ...scale.limits, lower, upper } }, answer.budget.unit)
    assert.deepEqual(limits('±5 g', ''), { ok: true, limits: { lower: -5, upper: 5 } })
    for (const [lower, upper, side] of [['±2.5', '5', 'lower'], ['-2', '±5', 'upper'], ['±5', '±5', 'lower']] as const) {
      const mixed = limits(lower, upper)
      assert.ok(!mixed.ok && mixed.side === side && mixed.words[0].includes('另一格须空着'), `${lower} and ${upper}`)
    }
    const read = decide(scale, answer.budget)
    assert.ok(read?.ok)
    assert.equal(read.decision.conformity.verdict, 'pass')
    assert.ok(Math.abs((read.decision.acceptance.upper ?? 0) - (5 - answer.budget.U)) < 1e-12)
  })
  test('between the acceptance limit and the limit it is in the guard band, and the probability says how likely', () => {
    const { answer } = evaluate(scale)
    assert.ok(answer)
    const read = decide({ ...scale, limits: { lower: '', upper: '1 g', rule: 'guarded', r: '1' } }, answer.budget)
    assert.ok(read?.ok)
    assert.equal(read.decision.conformity.verdict, 'conditional pass')
    assert.ok(read.decision.probability !== undefined && read.decision.probability > 0.8 && read.decision.probability < 0.9, String(read.decision.probability))
  })
  test('what cannot be a limit or a target is refused in both languages', () => {
    const { answer } = evaluate(scale)
    assert.ok(answer)
    for (const limits of [{ lower: '5', upper: '-5' }, { lower: 'five', upper: '' }, { lower: '1 m', upper: '' }, { lower: '0', upper: '0.1' }]) {
      const read = decide({ ...scale, limits: { ...scale.limits, ...limits } }, answer.budget)
      assert.ok(read && !read.ok, JSON.stringify(limits))
      assert.match(read.words[0], /\p{Script=Han}/u)
    }
    assert.equal(targetOf({ ...scale, target: '-1' }, answer.budget)?.ok, false)
    assert.deepEqual(targetOf({ ...scale, target: '0.4 g' }, answer.budget), { ok: true, U: 0.4 })
  })
})

describe('Monte Carlo', () => {
  test('JCGM 101, 9.5: first order does not hold, as the standard finds', () => {
    const body = { ...example('s1-9-5'), monteCarlo: { trials: '200000', seed: '1' } }
    const { answer } = evaluate(body)
    assert.ok(answer)
    const asked = samplingOf(body, answer)
    assert.ok(asked.ok)
    const { task, trials, seed, p } = asked.sampling
    const result = simulate(task, { trials, seed, probabilities: [p] })
    assert.ok(result.ok)
    assert.ok(Math.abs((result.outputs[0]?.u ?? 0) - 35.8) < 0.4, String(result.outputs[0]?.u))
    assert.ok(Math.abs((result.outputs[0]?.coverage[0]?.shortest.low ?? 0) - 745) < 3)
    const verdict = clause8(answer, result, p, 2)
    assert.ok(verdict?.ok)
    assert.notEqual(verdict.verdict, 'validated')
  })
  test('U by an agreed factor is compared for the probability beside it', () => {
    const body = { ...example('scale'), monteCarlo: { trials: '100000', seed: '1' } }
    const { answer } = evaluate(body)
    assert.ok(answer)
    const asked = samplingOf(body, answer)
    assert.ok(asked.ok && asked.sampling.p === 0.95 && asked.sampling.values)
    const result = simulate(asked.sampling.task, { trials: 100_000, seed: 1, probabilities: [0.95], values: true })
    assert.ok(result.ok && result.outputs[0])
    assert.equal(shareWithin(result.outputs[0], -5, 5), 1)
    const half = shareWithin(result.outputs[0], undefined, answer.budget.value)
    assert.ok(half !== undefined && Math.abs(half - 0.5) < 0.01)
    assert.ok(clause8(answer, result, 0.95, 2)?.ok)
  })
  test('a meaning that is typed does not begin a run anew, a number does', () => {
    const body = example('scale')
    const [first = newInput(), ...rest] = body.inputs
    assert.equal(samplingKey({ ...body, inputs: [{ ...first, about: 'something else' }, ...rest] }), samplingKey(body))
    assert.notEqual(samplingKey({ ...body, inputs: [{ ...first, spread: '1 2 3' }, ...rest] }), samplingKey(body))
  })
  test('trials and seeds that are none are refused', () => {
    const body = example('scale')
    const { answer } = evaluate(body)
    assert.ok(answer)
    for (const monteCarlo of [{ trials: 'many', seed: '1' }, { trials: '10', seed: '1' }, { trials: '1e9', seed: '1' }, { trials: '1000000', seed: '-1' }]) assert.equal(samplingOf({ ...body, monteCarlo }, answer).ok, false)
  })
})
