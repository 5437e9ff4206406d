import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import { addDays, addMonths, civilDate, dayNumber, daysBetween, fromDayNumber, parseCivilDate, weekday } from './civil-date.ts'

const anyDay = fc.integer({ min: dayNumber(civilDate('1900-01-01')), max: dayNumber(civilDate('2199-12-31')) })

test('only days that exist are civil dates', () => {
  for (const text of ['2024-02-29', '2000-02-29', '1900-01-01', '2199-12-31']) assert.equal(parseCivilDate(text), text)
  const refused = [
    '2025-02-29', '1900-02-29', '2026-13-01', '2026-00-10', '2026-04-31', '2026-1-1', '26-01-01', '2026/01/01', '2026-01-01 ',
    '１２３４-01-01',
  ]
  for (const text of [...refused, '1899-12-31', '2200-01-01', '']) assert.equal(parseCivilDate(text), undefined, text)
})

test('day numbers agree with the epoch and with known weekdays', () => {
  const cases: [string, number, number][] = [
    ['1970-01-01', 0, 4],
    ['2000-03-01', 11017, 3],
    ['2026-11-25', 20782, 3],
    ['1969-12-31', -1, 3],
    ['2024-02-29', 19782, 4],
  ]
  for (const [text, number, day] of cases) {
    assert.equal(dayNumber(civilDate(text)), number, text)
    assert.equal(weekday(civilDate(text)), day, text)
  }
})

test('a day number and its date are each other’s inverse, and agree with the platform’s own calendar', () => {
  fc.assert(
    fc.property(anyDay, (number) => {
      const date = fromDayNumber(number)
      assert.equal(dayNumber(date), number)
      assert.equal(new Date(number * 86_400_000).toISOString().slice(0, 10), date)
    }),
  )
})

test('adding days crosses months, years and leap days', () => {
  const cases: [string, number, string][] = [
    ['2026-05-06', 60, '2026-07-05'],
    ['2026-04-15', 60, '2026-06-14'],
    ['2024-02-28', 1, '2024-02-29'],
    ['2025-02-28', 1, '2025-03-01'],
    ['2026-01-01', -1, '2025-12-31'],
    ['2026-09-30', 15, '2026-10-15'],
  ]
  for (const [from, days, to] of cases) {
    assert.equal(addDays(civilDate(from), days), to)
    assert.equal(daysBetween(civilDate(from), civilDate(to)), days)
  }
})

test('adding months keeps the day or takes the last day of a shorter month', () => {
  const cases: [string, number, string][] = [
    ['2026-03-10', 12, '2027-03-10'],
    ['2024-02-29', 12, '2025-02-28'],
    ['2026-01-31', 1, '2026-02-28'],
    ['2026-08-31', 6, '2027-02-28'],
    ['2026-12-15', 1, '2027-01-15'],
    ['2026-03-31', -1, '2026-02-28'],
    ['2020-06-20', 96, '2028-06-20'],
  ]
  for (const [from, months, to] of cases) assert.equal(addMonths(civilDate(from), months), to)
})
