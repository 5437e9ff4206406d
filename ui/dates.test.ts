import assert from 'node:assert/strict'
import { test } from 'node:test'
import { addMonths, dayOfInstant, monthGrid, readDay, showDay, showInstant, weekday } from './dates.ts'

const today = '2026-11-25'
const typed: readonly (readonly [string, string | undefined])[] = [
  ['20261123', '2026-11-23'], ['2026-11-23', '2026-11-23'], ['2026/1/3', '2026-01-03'], ['2026年11月3日', '2026-11-03'],
  ['11-23', '2026-11-23'], ['1.2', '2026-01-02'], ['今天', '2026-11-25'], ['Today', '2026-11-25'], ['明天', '2026-11-26'], ['昨天', '2026-11-24'],
  ['+15', '2026-12-10'], ['-25', '2026-10-31'], ['＋１５', '2026-12-10'],
  ['2026-02-29', undefined], ['2024-02-29', '2024-02-29'], ['13-01', undefined], ['32', undefined], ['', undefined], ['soon', undefined],
]
for (const [text, day] of typed) test(`“${text}” typed on ${today} means ${day}`, () => assert.equal(readDay(text, today), day))

test('a day is shown as tables, Chinese prose and English prose write it', () => {
  assert.equal(showDay('2026-11-03', 'zh-CN'), '2026-11-03')
  assert.equal(showDay('2026-11-03', 'zh-CN', 'prose'), '2026 年 11 月 3 日')
  assert.equal(showDay('2026-11-03', 'en', 'prose'), '3 Nov 2026')
})

test('instants belong to the day in Shanghai, whatever zone wrote them', () => {
  assert.equal(dayOfInstant('2026-11-22T16:00:00Z'), '2026-11-23')
  assert.equal(showInstant('2026-11-22T15:59:59Z', 'second'), '2026-11-22 23:59:59')
  assert.equal(showInstant('2026-11-22T16:30:00Z'), '2026-11-23 00:30')
  assert.equal(showInstant('not a time'), 'not a time')
})

test('a month is six weeks from Monday', () => {
  const days = monthGrid('2026-11')
  assert.equal(days.length, 42)
  assert.equal(days[0], '2026-10-26')
  assert.equal(weekday('2026-11-29'), 7)
  assert.equal(addMonths('2026-12', 1), '2027-01')
  assert.equal(addMonths('2026-01', -1), '2025-12')
})
