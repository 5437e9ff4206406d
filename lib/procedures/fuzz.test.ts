import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import test from 'node:test'
import fc from 'fast-check'
import { methodBudget } from './budget.ts'
import { canonicalResult, compute } from './compute.ts'
import { explain } from './explain.ts'
import { planOf } from './plan.ts'
import { readProcedure } from './read.ts'
import { meterParameters, meterText, procedureOf } from './testing.ts'

const second = { interruptAfterTimeLimit: 1000, numRuns: 100_000, markInterruptAsFailure: false }
const scale = procedureOf(readFileSync(new URL('../../rules/procedures/JJG-539/2016.yaml', import.meta.url), 'utf8'))
const meter = procedureOf(meterText)

const places = fc.array(
  fc.record({
    at: fc.nat(meterText.length),
    cut: fc.nat(30),
    text: fc.oneof(
      fc.string({ maxLength: 12 }),
      fc.constantFrom(': ', '[', '{', '\n  - ', '*a', '&a', '9^9^9^9', '__proto__: 1\n', 'as e', '!!js'),
    ),
  }),
  { minLength: 1, maxLength: 4 },
)

test('reading never throws and always says where', () => {
  const mutated = places.map(
    (slips) => slips.reduce((text, { at, cut, text: put }) => text.slice(0, at) + put + text.slice(at + cut), meterText)
  )
  fc.assert(fc.property(fc.oneof({ weight: 1, arbitrary: fc.string({ maxLength: 400 }) }, { weight: 6, arbitrary: mutated }), (text) => {
    const read = readProcedure(text)
    if (read.ok) {
      assert.ok(explain(read.procedure).length > 0)
      compute(read.procedure, meterParameters, {})
    } else for (const { line, column, message } of read.problems) assert.ok(line >= 1 && column >= 1 && message.length > 0)
  }), second)
})

const numeral = fc.oneof(
  fc.constantFrom(
    '', '0', '-0', '5', '15 kg', '0.005 kg', '100 g', 'iii', '1e400', '1e-300', '９．５', '1,000', 'NaN', 'Infinity', '__proto__',
    '0.1, 0.2, 0.3 MPa', '9'.repeat(80),
  ),
  fc.double({ noNaN: true }).map(String),
  fc.integer({ min: -100, max: 20_000 }).map(String),
  fc.string({ maxLength: 8 }),
)
const cells = planOf(scale, { class: 'iii', Max: '15 kg', Min: '100 g', e: '5 g' }).steps.flatMap(
  ({ points }) => points.flatMap((point) => point.cells.map(({ id }) => id))
)
const readings = fc.dictionary(
  fc.oneof(fc.constantFrom(...cells, '__proto__', 'constructor'), fc.string({ maxLength: 10 })),
  numeral,
  { maxKeys: 60 },
)

test('computing never throws, and gives the same bytes twice', () => {
  const parameters = fc.oneof(
    { weight: 3, arbitrary: fc.constant({ class: 'iii', Max: '15 kg', Min: '100 g', e: '5 g' }) },
    { weight: 1, arbitrary: fc.record({ class: numeral, Max: numeral, Min: numeral, e: numeral }) },
  )
  fc.assert(fc.property(parameters, readings, (facts, given) => {
    const bytes = canonicalResult(compute(scale, facts, given))
    assert.deepEqual(canonicalResult(compute(scale, facts, given)), bytes)
    compute(meter, { class: 'two', Q2: facts.Max, flows: facts.Min }, given)
    methodBudget(scale, facts, { weights: { values: { mpe_weights: facts.e } }, repeatability: { values: { s: facts.Min } } })
  }), second)
})
