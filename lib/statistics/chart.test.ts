import assert from 'node:assert/strict'
import { test } from 'node:test'
import { crossedStudy, nestedStudy, oneWay, oneWaySummary } from './anova.ts'
import { chartConstants } from './chart-constants.ts'
import { individualsCharts, subgroupCharts } from './control-chart.ts'
import { NELSON_RULES, signalsOf, WESTERN_ELECTRIC_RULES } from './run-rules.ts'
import { cusumChart, cusumRunLength, ewmaChart } from './shift-chart.ts'
import { fieldOf, near, valueOf } from './testing.ts'

test('constants of charts (ISO 7870-2 / GB/T 17989.2, printed to three decimals)', () => {
  const rows: [number, number, number, number, number, number, number, number, number][] = [
    // n, c4, d2, A2, A3, B3, B4, D3, D4
    [2, 0.7979, 1.128, 1.88, 2.659, 0, 3.267, 0, 3.267], [3, 0.8862, 1.693, 1.023, 1.954, 0, 2.568, 0, 2.575],
    [4, 0.9213, 2.059, 0.729, 1.628, 0, 2.266, 0, 2.282], [5, 0.94, 2.326, 0.577, 1.427, 0, 2.089, 0, 2.115],
    [6, 0.9515, 2.534, 0.483, 1.287, 0.03, 1.97, 0, 2.004], [7, 0.9594, 2.704, 0.419, 1.182, 0.118, 1.882, 0.076, 1.924],
    [8, 0.965, 2.847, 0.373, 1.099, 0.185, 1.815, 0.136, 1.864], [9, 0.9693, 2.97, 0.337, 1.032, 0.239, 1.761, 0.184, 1.816],
    [10, 0.9727, 3.078, 0.308, 0.975, 0.284, 1.716, 0.223, 1.777], [25, 0.9896, 3.931, 0.153, 0.606, 0.565, 1.435, 0.459, 1.541],
  ]
  for (const [n, c4, d2, A2, A3, B3, B4, D3, D4] of rows) {
    const k = chartConstants(n)
    near(k.c4, c4, 6e-5, `c4(${n})`)
    const others = [[k.d2, d2], [k.A2, A2], [k.A3, A3], [k.B3, B3], [k.B4, B4], [k.D3, D3], [k.D4, D4]] as const
    for (const [found, printed] of others) near(found, printed, 6e-4, `n = ${n}`)
  }
  near(chartConstants(2).d2, 2 / Math.sqrt(Math.PI), 1e-12)
  near(chartConstants(3).d2, 3 / Math.sqrt(Math.PI), 1e-12)
  assert.throws(() => chartConstants(1))
})

test('X̄–R and X̄–s of four subgroups of five (limits 10.03242, 0.05287; 10.0321, 10.0039, 0.02065)', () => {
  const groups = [
    [10.01, 10.03, 10.02, 10, 10.02], [10.02, 10.01, 10.03, 10.02, 10.01], [10, 10.02, 10.01, 10.03, 10.02],
    [10.03, 10.02, 10.02, 10.01, 10.03],
  ]
  const R = valueOf(subgroupCharts(groups, 'R'))
  near(R.location.centre, 10.018, 1e-12)
  near(R.location.upper, 10.03242, 1e-5)
  near(R.dispersion.upper, 0.05287, 1e-5)
  assert.equal(R.dispersion.lower, 0)
  const s = valueOf(subgroupCharts(groups, 's'))
  near(s.location.upper, 10.0321, 5e-5)
  near(s.location.lower, 10.0039, 5e-5)
  near(s.dispersion.upper, 0.02065, 1e-5)
  assert.ok(R.inControl && s.inControl)
  // Given values: 3/√5 standard deviations.
  const given = valueOf(subgroupCharts(groups, 'R', { given: { mean: 10, sigma: 0.005 } }))
  near(given.location.upper, 10 + (3 * 0.005) / Math.sqrt(5), 1e-13)
  assert.deepEqual(given.location.signals.filter(({ rule }) => rule === '1').map(({ points }) => points[0]), [0, 1, 2, 3])
})

test('individuals: the limits come from the baseline alone, and a later jump is found', () => {
  const calm = [10, 10.1, 9.9, 10.05, 9.95, 10, 10.1, 9.9, 10, 10.05]
  const chart = valueOf(individualsCharts([...calm, 11], { baseline: 10 }))
  near(chart.location.centre, 10.005, 1e-12)
  const ranges = [0.1, 0.2, 0.15, 0.1, 0.05, 0.1, 0.2, 0.1, 0.05]
  near(chart.sigma, ranges.reduce((sum, one) => sum + one, 0) / 9 / 1.1283791670955126, 1e-9)
  assert.deepEqual(chart.location.signals.map(({ rule, points }) => [rule, ...points]), [['1', 10]])
  assert.equal(chart.dispersion.signals.length, 1)
  assert.ok(valueOf(individualsCharts([...calm, 11], { spread: 'median' })).sigma < valueOf(individualsCharts([...calm, 11])).sigma)
})

test('each of the eight tests finds its own pattern, at its last point, and one point less breaks nothing', () => {
  const repeat = (n: number, of: (i: number) => number) => Array.from({ length: n }, (_, i) => of(i))
  const patterns: [string, number[]][] = [
    ['1', [3.1]], ['2', repeat(9, (i) => 0.1 + (i % 2) / 10)], ['3', [-0.9, -0.6, -0.3, 0.1, 0.4, 0.7]],
    ['4', repeat(14, (i) => (i % 2 === 0 ? 0.5 : -0.5))],
    ['5', [2.1, 0.5, 2.1]], ['6', [1.1, 1.1, -0.5, 1.1, 1.1]], ['7', repeat(15, (i) => ((i * 7) % 5) / 4 - 0.5)],
    ['8', [1.1, -1.2, -1.3, 1.4, 1.2, -1.1, 1.5, 1.2]],
  ]
  for (const [rule, z] of patterns) {
    const signals = signalsOf(z)
    assert.ok(signals.some((one) => one.rule === rule && one.points.at(-1) === z.length - 1), `rule ${rule}`)
    assert.deepEqual(signalsOf(z.slice(0, -1)).filter((one) => one.rule === rule), [], `rule ${rule} without its last point`)
    for (const { says } of signals) assert.ok(/[一-龥]/.test(says.zh) && /point/.test(says.en))
  }
  const eight = repeat(8, () => 0.2)
  assert.deepEqual(signalsOf(eight, NELSON_RULES), [])
  assert.deepEqual(signalsOf(eight, WESTERN_ELECTRIC_RULES).map(({ rule }) => rule), ['4'])
  // A point back at the centre does not signal for two earlier ones beyond 2σ.
  assert.deepEqual(signalsOf([2.1, 2.1, 0]).map(({ points }) => points.at(-1)), [1])
})

test('EWMA: limits widen to L·σ·√(λ/(2 - λ)), a small lasting shift is found', () => {
  const chart = valueOf(ewmaChart(
    [...Array.from({ length: 10 }, () => 0), ...Array.from({ length: 15 }, () => 1.5)], { mean: 0, sigma: 1 },
  ))
  near(chart.upper[0], 3 * 0.2, 1e-14)
  near(chart.upper[24], 3 * Math.sqrt(0.2 / 1.8), 1e-2)
  near(chart.z[10], 0.3, 1e-15)
  near(chart.z[11], 0.54, 1e-15)
  assert.equal(chart.signals[0], 14)
  assert.equal(fieldOf(ewmaChart([1], { mean: 0, sigma: 1 }, { lambda: 0 })), 'lambda')
})

test('CUSUM: the sum, its signal, where the shift began and how large it is', () => {
  const chart = valueOf(cusumChart([0, 0, 0, 2, 2, 2, 2], { mean: 0, sigma: 1 }))
  assert.deepEqual(chart.above, [0, 0, 0, 1.5, 3, 4.5, 6])
  assert.deepEqual(chart.signals, [{ point: 6, side: 'above', since: 3, shift: 2 }])
  const fallen = valueOf(cusumChart([0, -3, -3, -3], { mean: 0, sigma: 1 })).signals[0]
  assert.deepEqual([fallen?.side, fallen?.since, fallen?.shift], ['below', 1, -3])
})

test('average run lengths of a one-sided CUSUM, k = 0.5 (Montgomery: two-sided 168 and 465 without shift, 8.38 and 10.4 at one σ)', () => {
  near(valueOf(cusumRunLength(0.5, 4, 0)) / 2, 168, 0.5)
  near(valueOf(cusumRunLength(0.5, 5, 0)) / 2, 465, 0.6)
  near(valueOf(cusumRunLength(0.5, 4, 1)), 8.38, 0.005)
  near(valueOf(cusumRunLength(0.5, 5, 1)), 10.4, 0.03)
})

test('GUM H.5: ten days of five readings of a voltage standard', () => {
  const means = [172, 116, 13, 144, 106, 31, 60, 125, 163, 41]
  const sds = [60, 77, 111, 101, 67, 93, 80, 73, 88, 86]
  const days = means.map((mean, i) => ({ mean: 10 + mean * 1e-6, sd: (sds[i] ?? 0) * 1e-6, n: 5 }))
  const found = valueOf(oneWaySummary(days))
  near(found.mean, 10.000097, 5e-7)
  near(found.sMeans, 57e-6, 5e-7)
  near(found.sWithin, 85e-6, 5e-7)
  near(found.F, 2.2615192699945696, 1e-9)
  near(found.critical, 2.1240292640166953, 1e-9)
  near(found.sBetween, 43e-6, 5e-7)
  near(found.uBetween, 18e-6, 5e-7)
  near(found.uPooled, 13e-6, 5e-7)
  assert.ok(found.significant && found.dof === 9 && found.u === found.uBetween)
  // At 2.5 % it is not: F0.975 = 2.45.
  const milder = valueOf(oneWaySummary(days, 0.025))
  assert.ok(!milder.significant && milder.dof === 49 && milder.u === milder.uPooled)
  near(milder.critical, 2.45, 5e-3)
})

test('one-way analysis of readings, of unequal numbers, and the same from their summaries', () => {
  const groups = [[1, 2, 3], [2, 3, 4, 5], [7, 8]]
  const found = valueOf(oneWay(groups))
  // By hand: means 2, 3.5, 7.5; within 2 + 5 + 0.5 = 7.5 with 6 degrees of freedom.
  near(found.msWithin, 1.25, 1e-14)
  near(found.mean, 35 / 9, 1e-14)
  near(found.msBetween * 2, 3 * (2 - 35 / 9) ** 2 + 4 * (3.5 - 35 / 9) ** 2 + 2 * (7.5 - 35 / 9) ** 2, 1e-12)
  const short = valueOf(oneWaySummary([
    { mean: 2, sd: 1, n: 3 }, { mean: 3.5, sd: Math.sqrt(5 / 3), n: 4 }, { mean: 7.5, sd: Math.SQRT1_2, n: 2 },
  ]))
  near(short.F, found.F, 1e-12)
  assert.equal(fieldOf(oneWay([[1], [2]])), 'groups')
  assert.equal(fieldOf(oneWaySummary([{ mean: 1, sd: -1, n: 2 }])), 'groups[1]')
})

test('a crossed study of two parts, two operators, two repeats, by hand', () => {
  // Cells (part, operator): 10 12 | 11 13 and 20 22 | 25 23: ss by the definitional sums.
  const study = valueOf(crossedStudy([[[10, 12], [11, 13]], [[20, 22], [25, 23]]], { poolAbove: 1, tolerance: 60 }))
  const ss = new Map(study.table.map((row) => [row.source, row.ss]))
  near(ss.get('part'), 242, 1e-10)
  near(ss.get('operator'), 8, 1e-10)
  near(ss.get('part × operator'), 2, 1e-10)
  near(ss.get('repeatability'), 8, 1e-10)
  near(ss.get('total'), 260, 1e-10)
  near(study.repeatability, 2, 1e-12)
  near(study.operator, (8 - 2) / 4, 1e-12)
  near(study.part, (242 - 2) / 4, 1e-12)
  near(study.percentOfTolerance, 600 * Math.sqrt(3.5) / 60, 1e-10)
  // The interaction is not significant: pooled, repeatability has (8 + 2)/5.
  const pooled = valueOf(crossedStudy([[[10, 12], [11, 13]], [[20, 22], [25, 23]]]))
  assert.ok(pooled.pooled)
  near(pooled.repeatability, 2, 1e-12)
  assert.equal(fieldOf(crossedStudy([[[1, 2], [3, 4]], [[1, 2]]])), 'readings')
})

test('a nested study splits what parts add from what operators add', () => {
  const study = valueOf(nestedStudy([[[1, 3], [5, 7]], [[11, 13], [15, 17]]]))
  const ss = new Map(study.table.map((row) => [row.source, row.ss]))
  near(ss.get('operator'), 200, 1e-10)
  near(ss.get('part (operator)'), 32, 1e-10)
  near(ss.get('repeatability'), 8, 1e-10)
  near(study.part, (16 - 2) / 2, 1e-12)
  near(study.operator, (200 - 16) / 4, 1e-12)
  assert.equal(study.interaction, 0)
})

test('charts that cannot be drawn say which subgroup', () => {
  assert.equal(fieldOf(subgroupCharts([[1, 2], [1, 2, 3]], 'R')), 'subgroups[2]')
  assert.equal(fieldOf(subgroupCharts([[1], [2]], 's')), 'subgroups[1]')
  assert.equal(fieldOf(individualsCharts([1, 2, 3], { baseline: 9 })), 'baseline')
  assert.equal(fieldOf(individualsCharts([1, 2, 3], { given: { mean: 1, sigma: 0 } })), 'sigma')
})
