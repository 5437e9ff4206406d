// The commands on files: what a good file gives, in both forms, and how a bad one is refused, with field and rule.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { compareCommand } from './compare-command.ts'
import { lotCommand } from './lot-command.ts'
import { ran, ranOn } from './testing.ts'
import { uncertaintyCommand } from './uncertainty-command.ts'

const RESISTOR = {
  model: 'R = Rs*r + d', unit: 'Ω', k: 2,
  inputs: [
    { name: 'Rs', unit: 'Ω', estimate: 100, dist: 'normal', U: 0.004, k: 2 }, { name: 'r', readings: [1.00021, 1.00024, 1.00022, 1.00025, 1.00023] },
    { name: 'd', unit: 'mΩ', estimate: 0, dist: 'rectangular', half_width: 1 },
  ],
}

test('uncertainty: the budget for people, in the language asked for, with units heeded', async () => {
  const { exit, lines } = await ranOn(uncertaintyCommand, RESISTOR, { args: ['{}', '--lang', 'zh', '--trials', '0'] })
  assert.equal(exit, 0)
  assert.equal(lines[0], 'R = 100.0230 Ω，U = 0.0044 Ω（k = 2；u = 0.0022 Ω，ν_eff = 374）')
  assert.match(lines.join('\n'), /输入量 +估计值.*\n─.*\nRs +100 +Ω +0\.0020 +B +∞ +1\.00023 +0\.0020 +82\.8 %/)
  const english = await ranOn(uncertaintyCommand, RESISTOR, { args: ['{}', '--lang', 'en', '--trials', '10000'] })
  assert.match(english.lines.join('\n'), /Monte Carlo, 10000 trials \(seed 42\): mean 100\.0230 Ω/)
})

test('uncertainty --json: results with components, second order, Monte Carlo and the verdict of clause 8; a seed gives the same bits', async () => {
  const args = ['{}', '--json', '--trials', '20000', '--seed', '7']
  const [one, two] = [await ranOn(uncertaintyCommand, RESISTOR, { args }), await ranOn(uncertaintyCommand, RESISTOR, { args })]
  assert.deepEqual(one.lines, two.lines)
  const report = JSON.parse(one.lines[0] ?? '')
  assert.equal(report.seed, 7)
  const [R] = report.results
  assert.equal(R.unit, 'Ω')
  assert.deepEqual(R.printed, { value: '100.0230', U: '0.0044' })
  assert.deepEqual(R.components.map(({ names }: { names: string[] }) => names[0]), ['Rs', 'r', 'd'])
  assert.ok(R.monteCarlo.u > 0.0021 && R.monteCarlo.u < 0.0024)
  assert.ok(['validated', 'not validated', 'undecided'].includes(R.validation.verdict))
})

test('uncertainty: what cannot be used is named with its place and rule; exit 1, or 2 where the file cannot be read', async () => {
  const refused = async (more: object) => (await ranOn(uncertaintyCommand, { ...RESISTOR, ...more })).problems[0] ?? ''
  assert.match(await refused({ model: 'R = Rs * sine(r)' }), /^model:1:10：.*there is no function "sine"/)
  assert.match(await refused({ model: 'R = Rs + r' }), /^model:1:8：/)
  assert.match(await refused({ inputs: [{ name: 'Rs', estimate: 1, dist: 'wavy', u: 1 }] }), /^Rs\.dist：不认识的分布“wavy” \/ "wavy" is not a distribution known here$/)
  assert.match(await refused({ model: 'R = Rs', inputs: [{ name: 'Rs', estimate: 1, dist: 'normal', u: -1 }] }), /^Rs\.u：.*not negative/)
  assert.match(await refused({ model: 'y = a*b', inputs: [{ name: 'a', estimate: 1, u: 1 }, { name: 'b', estimate: 1, u: 1 }], corr: [['a', 'c', 0.5]] }), /^corr\[1\]：没有输入量“c”/)
  assert.match(await refused({ unit: 'kg' }), /^model.*：/)
  assert.equal((await ranOn(uncertaintyCommand, { ...RESISTOR, model: 'R = 1 +' })).exit, 1)
  const broken = await ranOn(uncertaintyCommand, '{\n "model": oops }')
  assert.equal(broken.exit, 2)
  assert.match(broken.problems[0] ?? '', /input\.json(?::2:11)?：不是 JSON/)
  assert.equal((await ran(uncertaintyCommand, ['/nowhere.json'])).exit, 2)
  assert.equal((await ranOn(uncertaintyCommand, RESISTOR, { args: ['{}', '--trials', 'many'] })).exit, 2)
  const json = await ranOn(uncertaintyCommand, { ...RESISTOR, inputs: [] }, { args: ['{}', '--json'] })
  assert.equal(JSON.parse(json.lines[0] ?? '').error, 'refused')
})

const PCB28 = '实验室,x,u\nIRMM,34.3,1.03\nKRISS,32.9,0.69\nNARL,34.53,0.83\nNIST,32.42,0.29\nNMIJ,31.9,0.4\nNRC,35.8,0.38\n'

test('compare: a table gives consistency, the recommended reference and degrees of equivalence (PCB 28, NIST Decision Tree)', async () => {
  const { exit, lines } = await ranOn(compareCommand, PCB28, { args: ['{}', '--lang', 'en'], name: 'labs.csv' })
  assert.equal(exit, 0)
  assert.match(lines.join('\n'), /Q = 68\.22, 5 degrees of freedom.*not consistent/)
  assert.match(lines.join('\n'), /Reference: 33\.6, U = 1\.5 \(k = 2, DerSimonian–Laird/)
  assert.match(lines.join('\n'), /Largest consistent subset: IRMM, KRISS, NIST, NMIJ; outside: NARL, NRC/)
  assert.match(lines.at(-1) ?? '', /^NRC +35\.80 +0\.38 +2\.2 +3\.2 +0\.69 +1\.39 +equivalent$/)
})

test('compare --json: with a reference from outside the scores are against it', async () => {
  const labs = [{ name: 'A', x: 10.2, U: 0.2 }, { name: 'B', x: 10.4, u: 0.05 }]
  const { lines, exit } = await ranOn(compareCommand, { labs, x_ref: 10, U_ref: 0.15, unit: 'mg' }, { args: ['{}', '--json'] })
  assert.equal(exit, 0)
  const report = JSON.parse(lines[0] ?? '')
  assert.equal(report.reference.method, 'given')
  assert.ok(Math.abs(report.laboratories[0].en - 0.8) < 1e-12 && report.laboratories[0].equivalent === true)
  assert.ok(report.laboratories[1].equivalent === false)
})

test('compare: a cell that is no number is named with its laboratory, and too few results are refused', async () => {
  const problem = async (content: unknown, name = 'labs.csv') => (await ranOn(compareCommand, content, { name }))
  assert.equal((await problem('name,x,u\nA,1,abc\nB,2,1\nC,3,1\n')).problems[0], 'A.u：须为数 / must be a number')
  assert.match((await problem('name,x\nA,1\nB,2\nC,3\n')).problems[0] ?? '', /^A\.u：需要标准不确定度/)
  assert.match((await problem('name,x,u\nA,1,1\nA,2,1\nC,3,1\n')).problems[0] ?? '', /^A：实验室名称重复/)
  const few = await problem({ x: [1, 2], u: [1, 1] }, 'labs.json')
  assert.equal(few.exit, 1)
  assert.match(few.problems[0] ?? '', /^results：.*at least 3/)
  assert.match((await problem({ x: [1, 2, 3], u: [1, 1] }, 'labs.json')).problems[0] ?? '', /^u：应有 3 个值，实有 2 个/)
})

const gross = ['0.5201', '0.5180', '0.5195', '0.5200', '0.5210', '0.5187', '0.5192', '0.5203', '0.5198', '0.5188']
const FLOUR = { nominal: '0.5', unit: 'kg', N: 40, date: '2020-05-06', gross, tare: '0.0200' }

test('lot: the edition in force on the day judges, with its working, exactly', async () => {
  const { exit, lines } = await ranOn(lotCommand, FLOUR, { args: ['{}', '--lang', 'zh'] })
  assert.equal(exit, 0)
  assert.match(lines[0] ?? '', /^JJF 1070-2005.*2006-01-01 起，至 2024-10-11/)
  assert.equal(lines[1], '标注净含量 500 g，批量 40：检 10 件，λ = 1.028，T1 允许 0 件，T2 允许 0 件')
  assert.match(lines.at(-1) ?? '', /^结论（供参考）：合格$/)
  const report = JSON.parse((await ranOn(lotCommand, FLOUR, { args: ['{}', '--json'] })).lines[0] ?? '')
  assert.deepEqual([report.T, report.mean, report.contents[0], report.plan.factor], ['15', '499.54', '500.1', '1.028'])
})

test('lot: a package short by exactly T passes, by a hair more fails the lot and is listed', async () => {
  const contents = [...gross.slice(1).map(() => '500'), '485']
  const lot = { nominal: 500, unit: 'g', N: 40, date: '2020-05-06', contents }
  assert.equal((await ranOn(lotCommand, lot)).exit, 0)
  const { exit, lines } = await ranOn(lotCommand, { ...lot, contents: [...contents.slice(0, 9), '484.999999'] }, { args: ['{}', '--lang', 'en'] })
  assert.equal(exit, 1)
  assert.match(lines.join('\n'), /10 +484\.999999 +15\.000001/)
})

test('lot: an edition without a settled plan refuses, and takes a plan written in the file with its source', async () => {
  const today = { ...FLOUR, date: '2025-01-02' }
  const unsettled = await ranOn(lotCommand, today)
  assert.equal(unsettled.exit, 2)
  assert.match(unsettled.problems[0] ?? '', /^sampling：JJF 1070-2023 的抽样方案表未取得/)
  const plan = { n: 10, factor: '1.028', t1_allowed: 0, source: 'JJF 1070-2023, copied by hand' }
  assert.equal((await ranOn(lotCommand, { ...today, plan })).exit, 0)
})

test('lot: a wrong day, unit, number or sample size is refused by field', async () => {
  const problem = async (more: object) => {
    const { exit, problems } = await ranOn(lotCommand, { ...FLOUR, ...more })
    assert.equal(exit, 2)
    return problems[0] ?? ''
  }
  assert.match(await problem({ date: '2020/05/06' }), /^date：须写作 YYYY-MM-DD/)
  assert.match(await problem({ date: '1999-01-01' }), /^date：.*没有生效的版本/)
  assert.match(await problem({ unit: 'V' }), /^unit：.*no unit of mass/)
  assert.match(await problem({ gross: [...gross.slice(1), 'heavy'] }), /^gross\[10\]：须为十进制数/)
  assert.match(await problem({ gross: gross.slice(1) }), /^contents：该批量须检 10 件，得到 9 件/)
  assert.match(await problem({ rule: 'JJF-9999' }), /^rule：没有规则“JJF-9999”；已收录：/)
  assert.match(await problem({ N: undefined }), /^N：缺少此项/)
})
