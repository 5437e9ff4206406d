import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import { addDays, civilDate } from './civil-date.ts'
import type { CivilDate } from './civil-date.ts'
import { deadline, remaining } from './clock.ts'
import { addWorkingDays, countWorkingDays, isWorkingDay, workingCalendar } from './working-days.ts'

function span(first: string, days: number): CivilDate[] {
  return Array.from({ length: days }, (_, index) => addDays(civilDate(first), index))
}

// The State Council's arrangements for 2025 and 2026, typed here a second time so that the shipped data have something to disagree with.
const year2025 = {
  year: 2025,
  off: new Set([
    ...span('2025-01-01', 1), ...span('2025-01-28', 8), ...span('2025-04-04', 3), ...span('2025-05-01', 5), ...span('2025-05-31', 3),
    ...span('2025-10-01', 8),
  ]),
  makeUp: new Set(['2025-01-26', '2025-02-08', '2025-04-27', '2025-09-28', '2025-10-11'].map(civilDate)),
}
const year2026 = {
  year: 2026,
  off: new Set([
    ...span('2026-01-01', 3), ...span('2026-02-15', 9), ...span('2026-04-04', 3), ...span('2026-05-01', 5), ...span('2026-06-19', 3),
    ...span('2026-09-25', 3), ...span('2026-10-01', 7),
  ]),
  makeUp: new Set(['2026-01-04', '2026-02-14', '2026-02-28', '2026-05-09', '2026-09-20', '2026-10-10'].map(civilDate)),
}
const china = workingCalendar('中国大陆', [year2025, year2026])

test('periods of working days cross festivals and make-up days', () => {
  const cases: [string, number, string][] = [
    ['2026-09-18', 20, '2026-10-22'],
    ['2026-02-13', 20, '2026-03-19'],
    ['2025-09-26', 20, '2025-10-30'],
    ['2025-01-24', 7, '2025-02-10'],
    ['2026-04-30', 7, '2026-05-13'],
    ['2026-09-21', 5, '2026-09-29'],
    ['2026-06-18', 1, '2026-06-22'],
    ['2026-02-14', 1, '2026-02-24'],
    ['2025-12-31', 1, '2026-01-04'],
    ['2026-01-04', 20, '2026-01-30'],
    ['2026-03-02', 45, '2026-05-08'],
    ['2026-10-10', 15, '2026-10-30'],
    ['2026-10-03', 0, '2026-10-03'],
  ]
  for (const [start, days, end] of cases) {
    assert.deepEqual(addWorkingDays(china, civilDate(start), days), { ok: true, date: end }, `${start} + ${days}`)
    assert.deepEqual(countWorkingDays(china, civilDate(start), civilDate(end)), { ok: true, days }, `${start} to ${end}`)
  }
})

test('each year has 248 working days', () => {
  for (const year of [2025, 2026]) {
    const days = span(`${year}-01-01`, 365).filter((date) => {
      const day = isWorkingDay(china, date)
      return day.ok && day.working
    })
    assert.equal(days.length, 248)
  }
})

test('a year nobody declared is refused with a sentence', () => {
  const refused = addWorkingDays(china, civilDate('2026-12-31'), 1)
  assert.equal(refused.ok, false)
  assert.match(refused.ok ? '' : refused.en, /2027 are not declared/)
  assert.match(refused.ok ? '' : refused.zh, /2027 年/)
  assert.equal(isWorkingDay(china, civilDate('2024-06-01')).ok, false)
})

test('fifteen days from receipt are calendar days or working days as the rule says', () => {
  const receipt = civilDate('2026-09-24')
  assert.deepEqual(deadline({ value: 15, unit: 'day', from: 'receipt' }, receipt, china), { ok: true, date: '2026-10-09' })
  assert.deepEqual(deadline({ value: 15, unit: 'working day', from: 'receipt' }, receipt, china), { ok: true, date: '2026-10-22' })
  assert.deepEqual(deadline({ value: 15, unit: 'day', from: 'receipt' }, receipt, china, 10), { ok: true, date: '2026-10-19' })
})

test('what remains is counted in the clock’s own days', () => {
  const clock = { value: 15, unit: 'working day', from: 'receipt' } as const
  const cases: [string, number][] = [
    ['2026-09-24', 15],
    ['2026-10-05', 12],
    ['2026-10-22', 0],
    ['2026-10-23', -1],
  ]
  for (const [today, days] of cases) assert.deepEqual(
    remaining(clock, civilDate('2026-09-24'), civilDate(today), china),
    { ok: true, days },
    today,
  )
})

test('counting is the inverse of adding, and additive', () => {
  const start = fc.integer({ min: 0, max: 500 }).map((days) => addDays(civilDate('2025-01-01'), days))
  fc.assert(
    fc.property(start, fc.integer({ min: 0, max: 60 }), fc.integer({ min: 0, max: 60 }), (date, first, second) => {
      const one = addWorkingDays(china, date, first)
      assert.ok(one.ok)
      const two = addWorkingDays(china, one.date, second)
      assert.deepEqual(two, addWorkingDays(china, date, first + second))
      assert.ok(two.ok)
      assert.deepEqual(countWorkingDays(china, date, two.date), { ok: true, days: first + second })
    }),
  )
})
