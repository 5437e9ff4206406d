import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { cmp, exactly, exactText, neg, rational, ZERO, type Rational } from '@duheng/quantity/decimal.ts'
import { roundingInterval } from '@duheng/quantity/rounding.ts'
import {
  checkMethod, decideConformity, guardBand, judgeVerification, overallVerdict, symmetricLimits, type DecisionRule, type Limits,
} from './decide.ts'

const x = exactly

test('an error on the limit is within it, the next digit is not', () => {
  const cases: [string, string, 'pass' | 'fail', string][] = [
    ['0.5', '0.5', 'pass', '0'], ['-0.5', '0.5', 'pass', '0'], ['0.51', '0.5', 'fail', '-0.01'],
    ['-0.5000001', '0.5', 'fail', '-0.0000001'], ['0', '0.5', 'pass', '0.5'], ['0', '0', 'pass', '0'],
  ]
  for (const [error, mpev, verdict, margin] of cases) {
    const judged = judgeVerification(x(error), symmetricLimits(x(mpev)))
    assert.equal(judged.verdict, verdict, error)
    assert.equal(exactText(judged.margin ?? x('99')), margin)
    assert.equal(judged.beyond, verdict === 'pass' ? undefined : error.startsWith('-') ? 'lower' : 'upper')
  }
})

test('GB/T 8170, 4.3: rounding first can make the difference, and only where the document says so', () => {
  // The pattern of the standard's own example (limit ≤ 0.05, found 0.054), from memory.
  const step = roundingInterval('0.01')
  assert.ok(step.ok)
  const rounded = { method: 'rounded value', interval: step.value } as const
  const upTo = { upper: x('0.05') }
  assert.equal(judgeVerification(x('0.054'), upTo).verdict, 'fail')
  assert.deepEqual(
    judgeVerification(x('0.054'), upTo, rounded), { verdict: 'pass', compared: x('0.05'), text: '0.05', beyond: undefined, margin: ZERO },
  )
  assert.equal(judgeVerification(x('0.055'), upTo, rounded).verdict, 'fail')
  assert.equal(judgeVerification(x('0.045'), upTo, rounded).text, '0.04')
})

test('one failed part fails the instrument, no part decides nothing', () => {
  assert.equal(overallVerdict(['pass', 'pass']), 'pass')
  assert.equal(overallVerdict(['pass', 'fail', 'pass']), 'fail')
  assert.equal(overallVerdict([]), undefined)
})

test('a method may verify where U is at most the required share of MPEV', () => {
  const third = rational(1n, 3n)
  const cases: [string, string, boolean][] = [['0.1', '0.3', true], ['0.100001', '0.3', false], ['0.05', '0.3', true], ['0', '0.3', true]]
  for (const [U, mpev, satisfied] of cases) {
    const checked = checkMethod(x(U), x(mpev), third)
    assert.ok(checked.ok)
    assert.equal(checked.value.satisfied, satisfied, U)
  }
  for (const [U, mpev, required] of [['0.1', '0', '1'], ['0.1', '-1', '1'], ['-0.1', '1', '1'], ['0.1', '1', '0']] as const) {
    assert.equal(checkMethod(x(U), x(mpev), x(required)).ok, false)
  }
})

test('ILAC-G8 rules on both sides and on one', () => {
  // Tolerance 10 ± 1 with w = U = 0.4: acceptance 9.4 to 10.6 (the zones of ILAC-G8:09/2019, with numbers of our own).
  const both = symmetricLimits(x('1'), x('10'))
  const w = guardBand(x('0.4'), x('1'))
  const cases: [Limits, string, string, string, string][] = [
    [both, '10.0', 'pass', 'pass', 'pass'], [both, '10.6', 'pass', 'pass', 'pass'], [both, '10.61', 'pass', 'fail', 'conditional pass'],
    [both, '11', 'pass', 'fail', 'conditional pass'],
    [both, '11.01', 'fail', 'fail', 'conditional fail'], [both, '11.4', 'fail', 'fail', 'conditional fail'],
    [both, '11.41', 'fail', 'fail', 'fail'], [both, '9.4', 'pass', 'pass', 'pass'],
    [both, '9.39', 'pass', 'fail', 'conditional pass'], [both, '8.6', 'fail', 'fail', 'conditional fail'],
    [both, '8.59', 'fail', 'fail', 'fail'],
    [{ upper: x('5') }, '-100', 'pass', 'pass', 'pass'], [{ upper: x('5') }, '4.7', 'pass', 'fail', 'conditional pass'],
    [{ lower: x('5') }, '5.3', 'pass', 'fail', 'conditional pass'],
    [{ lower: x('5') }, '4.5', 'fail', 'fail', 'fail'],
  ]
  for (const [limits, value, ...expected] of cases) {
    const rules: DecisionRule[] = [{ rule: 'simple acceptance' }, { rule: 'guarded', w }, { rule: 'three-way', w }]
    const verdicts = rules.map((rule) => {
      const decided = decideConformity(x(value), limits, rule)
      assert.ok(decided.ok)
      return decided.value.verdict
    })
    assert.deepEqual(verdicts, expected, value)
  }
})

test('the guarded acceptance limit at TUR 2.5 is 0.6 of the tolerance', () => {
  // ILAC-G8 w = U: A = T - U = T (1 - 1/2.5), the factor test95 of the suncal tests.
  const decided = decideConformity(x('0'), symmetricLimits(x('1')), { rule: 'guarded', w: rational(2n, 5n) })
  assert.ok(decided.ok)
  assert.equal(exactText(decided.value.acceptance.upper ?? ZERO), '0.6')
})

test('what cannot be decided is refused', () => {
  const refusals: [Limits, DecisionRule, RegExp][] = [
    [{}, { rule: 'simple acceptance' }, /at least one limit/],
    [{ lower: x('2'), upper: x('1') }, { rule: 'simple acceptance' }, /above the upper/],
    [symmetricLimits(x('1')), { rule: 'guarded', w: x('1.1') }, /too large/],
    [symmetricLimits(x('1')), { rule: 'three-way', w: x('-1') }, /not negative/],
  ]
  for (const [limits, rule, sentence] of refusals) {
    const refused = decideConformity(ZERO, limits, rule)
    assert.ok(!refused.ok)
    assert.match(refused.reason, sentence)
  }
})

const values: fc.Arbitrary<Rational> = fc.integer({ min: -3000, max: 3000 }).map((n) => rational(BigInt(n), 1000n))
const bands = fc.integer({ min: 0, max: 1000 }).map((n) => rational(BigInt(n), 1000n))

test('guarding never accepts what simple acceptance rejects, and three-way only splits verdicts', () => {
  const limits = symmetricLimits(x('1'))
  fc.assert(fc.property(values, bands, (value, w) => {
    const verdict = (rule: DecisionRule, of = value) => {
      const decided = decideConformity(of, limits, rule)
      assert.ok(decided.ok)
      return decided.value.verdict
    }
    const simple = verdict({ rule: 'simple acceptance' })
    const guarded = verdict({ rule: 'guarded', w })
    const split = verdict({ rule: 'three-way', w })
    assert.ok(guarded === 'fail' || simple === 'pass')
    assert.equal(split === 'pass', guarded === 'pass')
    assert.equal(split.endsWith('pass'), simple === 'pass')
    assert.equal(verdict({ rule: 'three-way', w }, neg(value)), split)
    assert.equal(judgeVerification(value, limits).verdict, simple)
    assert.equal(verdict({ rule: 'three-way', w: ZERO }), cmp(value, x('1')) <= 0 && cmp(value, x('-1')) >= 0 ? 'pass' : 'fail')
  }), { numRuns: 1000 })
})
