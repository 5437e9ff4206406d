import assert from 'node:assert/strict'
import test from 'node:test'
import { civilDate } from '@duheng/calendar/civil-date.ts'
import { readCatalogue, rowStandable } from './catalogue.ts'
import { compulsory } from './compulsory.ts'
import type { InstrumentFacts } from './compulsory.ts'
import { nextDue, validUntil } from './due.ts'
import { editionDigest } from './rule.ts'
import type { Adoption } from './standing.ts'

const source = "source: { document: A catalogue, year: '2020' }"
const text = `format: duheng-catalogue/1
id: TEST
title: { zh: 目录, en: Catalogue }
jurisdiction: CN
from: 2020-01-01
${source}
grade: secondary
rules:
  - id: metrology-law-9
    zh: 法
    en: Law
    jurisdiction: CN
    editions: [{ from: 2018-10-26, value: { kind: statement, zh: 法, en: Law }, ${source}, grade: official }]
  - id: R2
    zh: 检定
    en: Verified
    jurisdiction: CN
    editions: [{ from: 2020-01-01, value: { kind: statement, zh: 检定, en: Verified }, ${source}, grade: secondary }]
  - id: R6
    zh: 居民
    en: Home
    jurisdiction: CN
    editions: [{ from: 2020-01-01, value: { kind: statement, zh: 居民, en: Home }, ${source}, grade: secondary }]
entries:
  - id: scale
    first: { zh: 衡器, en: Weighing }
    second: { zh: 秤, en: Scales }
    control: [type approval, verification]
    ways: [periodic]
    purposes: [trade settlement, medical]
    ${source}
    grade: secondary
  - id: pile
    first: { zh: 充电桩, en: Piles }
    second: { zh: 充电桩, en: Piles }
    control: [verification]
    ways: [periodic]
    purposes: [trade settlement]
    verified from: 2023-01-01
    only when: sells to the public
    ${source}
    grade: secondary
  - id: meter
    first: { zh: 水表, en: Water meters }
    second: { zh: 水表, en: Water meters }
    control: [type approval, verification]
    ways: ["initial only, replaced at expiry", periodic]
    purposes: [trade settlement]
    home use is: "initial only, replaced at expiry"
    ${source}
    grade: secondary
  - id: cell
    first: { zh: 传感器, en: Cells }
    second: { zh: 传感器, en: Cells }
    control: [type approval]
    ways: []
    purposes: []
    ${source}
    grade: secondary
intervals:
  - {
    id: i-scale, instrument: { zh: 秤, en: Scales }, entry: scale, regulation: JJG 539-2016, months: '12', way: periodic,
    ${source}, grade: memory,
  }
  - {
    id: i-meter, instrument: { zh: 水表, en: Meters }, entry: meter, regulation: JJG 162-2019, months: '72',
    way: "initial only, replaced at expiry", ${source}, grade: secondary,
  }
  - { id: i-heat, instrument: { zh: 热能表, en: Heat }, regulation: JJG 225-2024, way: periodic, ${source}, grade: secondary }
`

const read = readCatalogue(text)
assert.ok(read.ok, JSON.stringify(read))
const catalogue = read.value
const on = civilDate('2026-01-01')
const persons = ['a', 'b'] as const
const everything: Adoption[] = [
  ...catalogue.entries.map((row) => ({ id: row.id, digest: rowStandable(row).digest, persons, document: 'printed', on })),
  ...catalogue.intervals.map((row) => ({ id: row.id, digest: rowStandable(row).digest, persons, document: 'printed', on })),
  ...catalogue.rules.flatMap(
    (rule) => rule.editions.map((edition) => ({ id: rule.id, digest: editionDigest(rule.id, edition), persons, document: 'printed', on }))
  ),
]

test('listed, used for a listed purpose and adopted: verified compulsorily; every other case says why not or what is missing', () => {
  const trade = { purposes: ['trade settlement'] } satisfies Partial<InstrumentFacts>
  const cases: [string, InstrumentFacts, string, string, string | undefined][] = [
    ['a market scale', { entry: 'scale', ...trade }, '2026-11-25', 'yes', 'periodic'],
    ['a scale in a school kitchen', { entry: 'scale', purposes: [] }, '2026-11-25', 'no', undefined],
    ['a scale for environmental work', { entry: 'scale', purposes: ['environment'] }, '2026-11-25', 'no', undefined],
    ['a scale of unknown purpose', { entry: 'scale', purposes: undefined }, '2026-11-25', 'unknown', undefined],
    ['an instrument nobody classified', { entry: undefined, ...trade }, '2026-11-25', 'unknown', undefined],
    ['a ruler outside the catalogue', { entry: null, ...trade }, '2026-11-25', 'no', undefined],
    ['a load cell, type approval only', { entry: 'cell', ...trade }, '2026-11-25', 'no', undefined],
    ['a public charging pile', { entry: 'pile', ...trade, sellsToPublic: true }, '2026-11-25', 'yes', 'periodic'],
    ['a household pile', { entry: 'pile', ...trade, sellsToPublic: false }, '2026-11-25', 'no', undefined],
    ['a pile nobody asked about', { entry: 'pile', ...trade }, '2026-11-25', 'unknown', undefined],
    [
      'a home water meter',
      { entry: 'meter', ...trade, homeUseSettledWithUtility: true },
      '2026-11-25',
      'yes',
      'initial only, replaced at expiry',
    ],
    ['a factory water meter', { entry: 'meter', ...trade, homeUseSettledWithUtility: false }, '2026-11-25', 'yes', 'periodic'],
    ['a public standard', { entry: null, purposes: [], standard: 'public standard' }, '2026-11-25', 'yes', 'periodic'],
  ]
  for (const [name, facts, date, expected, way] of cases) {
    const answer = compulsory(facts, catalogue, civilDate(date), everything)
    assert.equal(answer.compulsory, expected, name)
    assert.equal(answer.way, way, name)
    assert.ok(answer.because.length > 0 && answer.because.every((reason) => reason.zh !== '' && reason.source.document !== ''), name)
  }
})

test('a pile was not verified compulsorily before 2023', () => {
  const before = compulsory({ entry: 'pile', purposes: ['trade settlement'], sellsToPublic: true }, catalogue, civilDate('2022-12-31'), [])
  assert.deepEqual([before.compulsory, before.because[0]?.standing], ['unknown', 'not adopted'])
  const adopted = everything.map((adoption) => ({ ...adoption, on: civilDate('2022-01-01') }))
  assert.equal(
    compulsory(
      { entry: 'pile', purposes: ['trade settlement'], sellsToPublic: true },
      catalogue,
      civilDate('2022-12-31'),
      adopted,
    ).compulsory,
    'no',
  )
})

test('rules nobody adopted are shown and decide nothing; the law itself decides', () => {
  const scale = compulsory({ entry: 'scale', purposes: ['trade settlement'] }, catalogue, civilDate('2026-11-25'), [])
  assert.deepEqual([scale.compulsory, scale.way], ['unknown', undefined])
  assert.deepEqual(
    scale.because.map(({ rule, says, standing }) => [rule, says, standing]),
    [['scale', 'yes', 'not adopted'], ['R2', 'yes', 'not adopted']],
  )
  const standard = compulsory(
    { entry: null, purposes: [], standard: 'highest standard of its owner' },
    catalogue,
    civilDate('2026-11-25'),
    [],
  )
  assert.deepEqual([standard.compulsory, standard.because[0]?.standing], ['yes', 'official'])
})

test('validity ends the day before, as three real certificates print it', () => {
  const cases: [string, number, 'day before' | 'same day', string][] = [
    ['2020-06-20', 96, 'day before', '2028-06-19'],
    ['2017-06-21', 48, 'day before', '2021-06-20'],
    ['2020-05-17', 12, 'day before', '2021-05-16'],
    ['2026-03-10', 12, 'day before', '2027-03-09'],
    ['2026-03-10', 12, 'same day', '2027-03-10'],
    ['2024-02-29', 12, 'day before', '2025-02-28'],
    ['2026-08-31', 6, 'day before', '2027-02-28'],
    ['2026-01-01', 12, 'day before', '2026-12-31'],
  ]
  for (const [verified, months, convention, until] of cases) assert.equal(validUntil(civilDate(verified), months, convention), until)
})

test('the next due date names its interval, its standing and what is to be done', () => {
  const [scale, meter, heat] = catalogue.intervals
  assert.ok(scale && meter && heat)
  const ask = { verified: civilDate('2026-03-10'), convention: 'day before', adoptions: everything } as const
  const due = nextDue({ ...ask, interval: scale })
  assert.deepEqual(due.ok && [due.validUntil, due.act, due.standing], ['2027-03-09', 'verify again', 'adopted'])
  assert.match(due.because.zh, /有效期至 2027-03-09/)
  const unadopted = nextDue({ ...ask, interval: scale, adoptions: [] })
  assert.equal(unadopted.ok && unadopted.standing, 'not adopted')
  const replaced = nextDue({ ...ask, interval: meter })
  assert.deepEqual(replaced.ok && [replaced.validUntil, replaced.act], ['2032-03-09', 'replace'])
  assert.equal(nextDue({ ...ask, interval: heat }).ok, false)
  const shorter = nextDue({ ...ask, interval: scale, shortenedTo_months: 6 })
  assert.equal(shorter.ok && shorter.validUntil, '2026-09-09')
  for (const months of [0, 13]) assert.equal(nextDue({ ...ask, interval: scale, shortenedTo_months: months }).ok, false)
})
