import assert from 'node:assert/strict'
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import test from 'node:test'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'
import { differences, manifestOf, manifestText } from '@duheng/rules/manifest.ts'
import type { Manifest } from '@duheng/rules/manifest.ts'
import { methodBudget } from './budget.ts'
import { certificateTables } from './certificate.ts'
import { compute } from './compute.ts'
import { expandReadings, runExamples, valuesOf } from './example.ts'
import { explain, gradesOf } from './explain.ts'
import { planOf } from './plan.ts'
import type { Procedure } from './read.ts'
import { procedureOf } from './testing.ts'

const root = fileURLToPath(new URL('../../rules/', import.meta.url))
const found = readdirSync(root, { recursive: true, encoding: 'utf8' }).map((path) => path.replaceAll('\\', '/'))
const files = found.filter((path) => path.endsWith('.yaml')).toSorted()
const shipped = new Map(
  files.filter((path) => path.startsWith('procedures/')).map((path) => [path, procedureOf(readFileSync(join(root, path), 'utf8'))])
)
const procedure = (path: string): Procedure => shipped.get(`procedures/${path}.yaml`) ?? assert.fail(`${path} is not shipped`)
const scale = procedure('JJG-539/2016')
const gauge = procedure('JJG-52/2013')
const dispenser = procedure('JJG-443/2023')

test('the manifest names every shipped file with its hash', () => {
  const bytes = new Map(files.map((path) => [path, new Uint8Array(readFileSync(join(root, path)))]))
  const path = join(root, 'manifest.json')
  // A release is made by running this test with DUHENG_WRITE_MANIFEST=1; without it the manifest is compared.
  if (process.env.DUHENG_WRITE_MANIFEST === '1') writeFileSync(path, manifestText(manifestOf(bytes)))
  const written: Manifest = JSON.parse(readFileSync(path, 'utf8'))
  assert.deepEqual(differences(written, bytes), [])
  assert.equal(readFileSync(path, 'utf8'), manifestText(manifestOf(bytes)))
})

test('the worked examples of every shipped procedure come out as written, a passing and a failing instrument among them', () => {
  for (const [path, one] of shipped) {
    const results = runExamples(one)
    for (const { id, differences: found } of results) assert.deepEqual(found, [], `${path} ${id}`)
    const verdicts = new Set(results.map(({ computed }) => computed.conclusion.verdict))
    assert.ok(verdicts.has('合格') && verdicts.has('不合格'), path)
  }
})

test('whatever impossible or strange number is typed into a shipped procedure, the bench says the bound in numbers, never the formula', () => {
  let said = 0
  for (const [path, one] of shipped) {
    const [example] = one.file.examples ?? []
    assert.ok(example, path)
    const { readings } = expandReadings(planOf(one, example.parameters), example.readings)
    for (const id of Object.keys(readings)) for (const text of ['-999', '99999']) {
      for (const problem of compute(one, example.parameters, { ...readings, [id]: text }).problems.filter((p) => p.path === id)) {
        said += 1
        assert.doesNotMatch(`${problem.zh} ${problem.en}`, /满足|such that|[<>]=|abs\(|\[/, `${path} ${id} = ${text}: ${problem.zh}`)
      }
    }
  }
  assert.ok(said > 50, `${said} sentences`)
})

test('a changed expectation is noticed', () => {
  const text = scale.text.replace("corner.back-left.Ec: '9.5'", "corner.back-left.Ec: '9.0'")
  const found = runExamples(procedureOf(text)).flatMap(({ differences: one }) => one)
  assert.deepEqual(found, ['corner.back-left.Ec is 9.5, expected 9.0'])
})

test('no shipped procedure claims more than was read, and each says of every part what it rests on', () => {
  for (const [path, one] of shipped) {
    assert.equal(one.grade, 'memory', path)
    assert.equal(gradesOf(one).official, 0, path)
    assert.ok(explain(one).length >= 8, path)
  }
})

test('the steps of a scale follow the load: limits change at 500 e and 2000 e (OIML R 76-1, table 6)', () => {
  const loads = (parameters: Record<string, string>): string[] => {
    const computed = compute(scale, { class: 'iii', ...parameters }, {})
    const step = computed.plan.steps.find(({ id }) => id === 'weighing')
    return (step?.points ?? []).map((point) => {
      const mpe = valuesOf(computed).get(`weighing.${point.id}.mpe`)
      return `${point.label.zh} ±${mpe?.state === 'known' ? mpe.text : mpe?.state}`
    })
  }
  assert.deepEqual(
    loads({ Max: '15 kg', Min: '100 g', e: '5 g' }),
    ['100 g ±2.5', '2500 g ±2.5', '7500 g ±5.0', '10000 g ±5.0', '15000 g ±7.5'],
  )
  assert.deepEqual(
    loads({ Max: '30 kg', Min: '0.2 kg', e: '0.01 kg' }),
    ['0.2 kg ±0.005', '5 kg ±0.005', '15 kg ±0.010', '20 kg ±0.010', '30 kg ±0.015'],
  )
  assert.deepEqual(loads({ Max: '1000 g', Min: '20 g', e: '1 g' }), ['20 g ±0.5', '500 g ±0.5', '625 g ±1.0', '750 g ±1.0', '1000 g ±1.0'])
  assert.deepEqual(
    loads({ class: 'iiii', Max: '5 kg', Min: '50 g', e: '5 g' }),
    ['50 g ±2.5', '250 g ±2.5', '1000 g ±5.0', '2500 g ±7.5', '5000 g ±7.5'],
  )
})

test('five loads or more are found for every number of intervals, the changes of the limit among them', () => {
  for (
    const n of [100, 101, 200, 333, 400, 500, 501, 600, 667, 800, 999, 1000, 1001, 1010, 1500, 2000, 2500, 3000, 3990, 4000, 6000, 10000]
  ) {
    const plan = planOf(scale, { class: 'iii', Max: `${n} g`, Min: '20 g', e: '1 g' })
    const loads = plan.steps.find(({ id }) => id === 'weighing')?.points.map(({ values }) => Number(values[0]?.text)) ?? []
    assert.ok(loads.length >= 5, `n = ${n}: ${loads.join(' ')}`)
    for (const change of [500, 2000]) if (change < n) assert.ok(loads.includes(change), `n = ${n}: ${loads.join(' ')}`)
  }
})

test('the limits of one scale at single loads', () => {
  // 15 kg, e = 5 g, class III: 2500 g → 2.5 g, 2501 g → 5 g, 10000 g → 5 g, 15000 g → 7.5 g.
  const rows: [string, string][] = [['2500 g', '2.5'], ['2501 g', '5.0'], ['10000 g', '5.0'], ['10001 g', '7.5'], ['15000 g', '7.5']]
  for (const [load, mpe] of rows) {
    const text = scale.text.replace(/series: >-\n.*\n.*\n/, `series: '[${load.replace(' g', '[g]')}]'\n`)
    const computed = compute(procedureOf(text), { class: 'iii', Max: '15 kg', Min: '100 g', e: '5 g' }, {})
    const value = valuesOf(computed).get('weighing.1.mpe')
    assert.equal(value?.state === 'known' && value.text, mpe, load)
  }
})

test('scales outside their class are refused before anything is measured', () => {
  const cases: [Record<string, string>, RegExp][] = [
    [{ Max: '60 kg', Min: '100 g', e: '5 g' }, /above that of the class/],
    [{ Max: '2 kg', Min: '100 g', e: '5 g' }, /below that of the class/],
    [{ Max: '15 kg', Min: '50 g', e: '5 g' }, /minimum capacity is below that/],
    [{ class: 'iiii', Max: '15 kg', Min: '100 g', e: '5 g' }, /above that of the class/],
  ]
  for (const [parameters, message] of cases) {
    const plan = planOf(scale, { class: 'iii', ...parameters })
    assert.deepEqual(plan.steps, [])
    assert.match(plan.problems.map(({ en }) => en).join(), message)
  }
})

test('the change point of the published example: I = 50 g, e = 5 g, ΔL = 2 g gives P = 50.5 g and E = 0.5 g', () => {
  const parameters = { class: 'iii', Max: '15 kg', Min: '100 g', e: '5 g' }
  const computed = compute(scale, parameters, { 'zero.1.L0': '50', 'zero.1.I': '50', 'zero.1.dL': '2.0' })
  const E0 = valuesOf(computed).get('zero.1.E0')
  assert.equal(E0?.state === 'known' && E0.text, '0.5')
  // I = 10000 g, ΔL = 1 g with that E0: E = 1.5 g, corrected 1.0 g.
  const more = compute(
    scale,
    parameters,
    { 'zero.1.L0': '50', 'zero.1.I': '50', 'zero.1.dL': '2.0', 'weighing.4.I_up': '10000', 'weighing.4.dL_up': '1.0' },
  )
  const Ec = valuesOf(more).get('weighing.4.Ec_up')
  assert.equal(Ec?.state === 'known' && Ec.text, '1.0')
})

test('the top tenth of a gauge has the limit of the next class, in any unit of pressure', () => {
  const mpe = (parameters: Record<string, string>, point: number): string | undefined => {
    const value = valuesOf(compute(gauge, parameters, {})).get(`indication.${point}.mpe`)
    return value?.state === 'known' ? `${value.text} ${value.unit}` : value?.state
  }
  const small = { class: 'c1-6', span: '1.6', upper: '1.6', division: '0.05', graduations: '1, 1.43, 1.44, 1.5' }
  assert.deepEqual([1, 2, 3, 4].map((point) => mpe(small, point)), ['0.0256 MPa', '0.0256 MPa', '0.04 MPa', '0.04 MPa'])
  assert.equal(mpe({ class: 'c2-5', span: '2.5', upper: '2.5', division: '0.1', graduations: '1.0' }, 1), '0.0625 MPa')
  assert.equal(mpe({ class: 'c4-0', span: '600 kPa', upper: '600 kPa', division: '20 kPa', graduations: '200, 600 kPa' }, 2), '24 kPa')
})

test('the method of a gauge is blocked with a 0.4 class standard of the same range and free with a 0.25 class one', () => {
  const facts = { class: 'c1-6', span: '1.6', upper: '1.6', division: '0.05', graduations: '0.4, 0.8, 1.2, 1.6' }
  const with_ = (mpe_standard: string) => methodBudget(
    gauge,
    facts,
    { 'pressure-standard': { values: { mpe_standard } }, repeatability: { values: { s: '0.001' } } },
  )
  const coarse = with_('0.0064')
  const fine = with_('0.004')
  assert.deepEqual([coarse.ok && coarse.blocked, fine.ok && fine.blocked], [true, false])
  assert.deepEqual(coarse.ok && [coarse.budgets[0]?.U, coarse.budgets[0]?.requirements[0]?.holds], ['0.0096', true])
})

test('a dispenser is judged on corrected volumes, and the certificate shows them', () => {
  const [passing] = runExamples(dispenser)
  assert.ok(passing)
  const [flow, payment] = certificateTables(dispenser, passing.computed)
  assert.deepEqual(flow?.columns.map(({ unit }) => unit), ['L/min', '%', '%', '%'])
  assert.deepEqual(flow?.rows[0]?.cells, ['45.0', '0.17', '0.05', '0.30'])
  assert.equal(payment?.rows[0]?.cells.at(-1), '-0.0025')
})

const Facts = z.object({
  regulations: z.array(z.object({ id: z.string(), worked: z.array(z.record(z.string(), z.unknown())).optional() })),
})

test('the worked numbers of the reference facts come out of the shipped procedures', (context) => {
  const folder = process.env.DUHENG_REFERENCE ?? fileURLToPath(new URL('../../../shared', import.meta.url))
  const path = join(folder, 'facts', 'c_regulations.json')
  if (!existsSync(path)) return context.skip('needs reference data')
  const { regulations } = Facts.parse(JSON.parse(readFileSync(path, 'utf8')))
  const worked = (start: string) => regulations.find(({ id }) => id.startsWith(start))?.worked ?? []
  const gauges = worked('JJG 52-').map((row) => {
    const upper = /-([\d.]+) MPa/.exec(String(row.range))?.[1] ?? ''
    const facts = {
      class: `c${String(row.class).replace('.', '-')}`, span: upper, upper, division: '0.05', graduations: String(row.point_MPa),
    }
    const value = valuesOf(compute(gauge, facts, {})).get('indication.1.mpe')
    return [value?.state === 'known' && Number(value.text), row.mpe_MPa]
  })
  assert.equal(gauges.length, 3)
  for (const [found, expected] of gauges) assert.equal(found, expected)
  const [volume, , , price] = worked('JJG 443-')
  const facts = { fuel: 'petrol', Qmax: '50', payment_step: String(price?.min_payment_variable) }
  const readings = {
    'conditions.t_ambient': '20',
    'flow.q1.V_J.1': String(volume?.VJ),
    'flow.q1.V_B.1': String(volume?.VB),
    'flow.q1.t_J.1': '20',
    'flow.q1.t_B.1': '20',
    'payment.first.P_u': String(price?.unit_price), 'payment.first.V': String(price?.volume), 'payment.first.P_t': String(price?.displayed),
  }
  const computed = compute(dispenser, facts, readings)
  const E = valuesOf(computed).get('flow.q1.E.1')
  assert.equal(E?.state === 'known' && Number(E.text), volume?.expected_E_pct)
  assert.equal(computed.checks.find(({ id }) => id === 'payment.first.payment')?.verdict, 'pass')
})
