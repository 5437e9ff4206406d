// What is put on the pages: tables of cases for limits, symbols, dates and for what appears on which kind.

import { describe, it } from 'node:test'
import assert from 'node:assert/strict'
import { dispenserRejection, scaleVerification, thermocoupleCalibration } from '@duheng/dcc/examples.ts'
import type { Row } from '@duheng/dcc/record.ts'
import { minus } from './line.ts'
import { dateSpan, longDate, pageModel, printedTexts } from './page-model.ts'
import { limitText, resultTable, symbolOf } from './table-model.ts'

const mark = { url: 'https://verify.example/c/1', shortCode: 'K3P9-7Q2M', domain: 'verify.example' }

describe('texts', () => {
  const limits: [NonNullable<Row['limits']>, string][] = [
    [{ lower: '-2.5', upper: '2.5' }, '±2.5'], [{ lower: '-2.5', upper: '2.50' }, '−2.5~2.50'], [{ lower: '0', upper: '5' }, '0~5'],
    [{ upper: '-1' }, '≤ −1'], [{ lower: '3' }, '≥ 3'],
  ]
  for (const [input, text] of limits) it(`limits ${JSON.stringify(input)} → ${text}`, () => assert.equal(limitText(input), text))

  it('symbols: subscript after the underscore, the unit one unprinted', () => {
    assert.deepEqual(symbolOf('V_J', 'L'), { base: 'V', subscript: 'J', unit: 'L' })
    assert.deepEqual(symbolOf('E', '1'), { base: 'E', subscript: null, unit: null })
    assert.deepEqual(symbolOf(undefined, 'kg'), { base: '', subscript: null, unit: 'kg' })
    assert.equal(symbolOf(undefined, '1'), null)
  })

  it('dates repeat no more than changes', () => {
    assert.equal(longDate('2026-11-03'), '2026 年 11 月 03 日')
    assert.equal(dateSpan('2026-11-03', '2026-11-03'), '2026 年 11 月 03 日')
    assert.equal(dateSpan('2026-11-19', '2026-11-20'), '2026 年 11 月 19 日至 20 日')
    assert.equal(dateSpan('2026-10-31', '2026-11-02'), '2026 年 10 月 31 日至 11 月 02 日')
    assert.equal(dateSpan('2026-12-31', '2027-01-02'), '2026 年 12 月 31 日至 2027 年 01 月 02 日')
  })

  it('a minus sign for a hyphen and no digit changed', () => assert.equal(minus('-0.050'), '−0.050'))
})

describe('the page model', () => {
  it('a verification has an end of validity, a rejection its failed items, a calibration without verdict no conclusion in front', () => {
    const labels = (record: typeof scaleVerification) => pageModel(record, mark).dates.map(field => field.label.zh)
    assert.deepEqual(labels(scaleVerification), ['接收日期', '检定日期', '签发日期', '有效期至'])
    assert.deepEqual(labels(dispenserRejection), ['接收日期', '检定日期', '签发日期'])
    assert.deepEqual(labels(thermocoupleCalibration), ['接收日期', '校准日期', '签发日期'])
    assert.deepEqual(pageModel(dispenserRejection, mark).failed.items.length, 2)
    assert.ok(pageModel(dispenserRejection, mark).isRejected)
    assert.ok(!pageModel(thermocoupleCalibration, mark).isJudged)
    assert.deepEqual(pageModel(thermocoupleCalibration, mark).persons.map(each => each.label.zh), ['批准人', '核验员', '校准员'])
  })

  it('has English only where the record asks for it', () => {
    const { demo, seal, ...rest } = pageModel(dispenserRejection, mark)
    assert.ok(demo && seal)
    assert.doesNotMatch(printedTexts(rest).join(' '), /Verified|Certificate No|Pass\b/)
    assert.match(printedTexts(pageModel(scaleVerification, mark)).join(' '), /Verified by/)
  })

  it('says that an evaluation seal has no legal force unless a licensed one signs', () => {
    assert.deepEqual(pageModel(scaleVerification, mark).seal.evaluation, ['评估印章', '无法律效力', 'evaluation seal, no legal force'])
    assert.equal(pageModel(scaleVerification, { ...mark, seal: 'licensed' }).seal.evaluation, null)
  })

  it('gives U its own column with k and p in the head, or behind each value where they differ', () => {
    const [table] = thermocoupleCalibration.tables
    assert.ok(table)
    const heads = resultTable(table, 'verification', text => ({ zh: text.zh, en: null })).columns
    assert.deepEqual(heads.map(column => column.symbol?.base), ['t', 't', 'E', 'Δt', 'U (k=2, p=0.95)'])
    const rows = table.rows.map((row, index) => index > 0 ? row : { ...row, cells: row.cells.map(cell =>
      cell.holds === 'value' && cell.uncertainty ? { ...cell, uncertainty: { ...cell.uncertainty, k: '2.13' } } : cell) })
    const mixed = resultTable({ ...table, rows }, 'verification', text => ({ zh: text.zh, en: null }))
    assert.equal(mixed.columns[4]?.symbol?.base, 'U')
    assert.deepEqual(mixed.rows.slice(0, 2).map(row => row[4]?.text.zh), ['1.2 (k=2.13, p=0.95)', '1.2 (k=2, p=0.95)'])
  })

  it('marks the failed value and its verdict', () => {
    const volume = pageModel(dispenserRejection, mark).tables[1]
    assert.deepEqual(volume?.rows[0]?.map(cell => cell.isFault), [false, false, false, true, false, true])
    assert.deepEqual(volume?.rows[1]?.map(cell => cell.isFault), [false, false, false, false, false, false])
  })
})
