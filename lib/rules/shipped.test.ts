import assert from 'node:assert/strict'
import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import test from 'node:test'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'
import { addDays, civilDate } from '@duheng/calendar/civil-date.ts'
import { deadline } from '@duheng/calendar/clock.ts'
import { addWorkingDays, isWorkingDay, workingCalendar } from '@duheng/calendar/working-days.ts'
import { readCatalogue } from './catalogue.ts'
import { readDivisions } from './division.ts'
import { readHolidays } from './holidays.ts'
import { effective, layer } from './layer.ts'
import { readRuleFile } from './rule.ts'
import { readWorkflow } from './workflow.ts'

const root = new URL('../../rules/', import.meta.url)
const textOf = (path: string): string => readFileSync(new URL(path, root), 'utf8')

function value<T>(read: { ok: true; value: T } | { ok: false; problems: unknown[] }): T {
  assert.ok(read.ok, JSON.stringify(read))
  return read.value
}

test('every shipped rule, clock, calendar, division and workflow can be read', () => {
  for (const path of ['clocks/verification.yaml', 'retention/records.yaml']) assert.ok(value(readRuleFile(textOf(path))).rules.length > 0)
  assert.equal(value(readDivisions(textOf('divisions/CN-3411.yaml'))).divisions.length, 10)
  const workflow = value(readWorkflow(textOf('workflows/verification.yaml')))
  assert.deepEqual(workflow.states.filter(({ terminal }) => terminal).map(({ id }) => id), ['refused', 'withdrawn', 'reported'])
  const clocks = value(readRuleFile(textOf('clocks/verification.yaml')))
  for (const clock of workflow.clocks) assert.ok(clocks.rules.some(({ id }) => id === clock.rule), clock.rule)
  const catalogue = value(readCatalogue(textOf('catalogue/CN/2020-42.yaml')))
  assert.ok(catalogue.entries.length >= 62 && catalogue.intervals.length >= 40)
})

test('the shipped calendars have 248 working days and the known periods', () => {
  const years = readdirSync(new URL('calendar/CN/', root)).map((file) => value(readHolidays(textOf(`calendar/CN/${file}`))).declared)
  const calendar = workingCalendar('CN', years)
  for (const year of [2025, 2026]) {
    const days = Array.from({ length: 365 }, (_, index) => addDays(civilDate(`${year}-01-01`), index))
    assert.equal(
      days.filter((date) => { const day = isWorkingDay(calendar, date); return day.ok && day.working }).length,
      248,
      String(year),
    )
  }
  assert.deepEqual(addWorkingDays(calendar, civilDate('2026-09-18'), 20), { ok: true, date: '2026-10-22' })
  assert.deepEqual(addWorkingDays(calendar, civilDate('2025-09-26'), 20), { ok: true, date: '2025-10-30' })
})

test('an instrument received on 25 November 2026 in Anhui is finished by 10 December', () => {
  const layered = layer([value(readRuleFile(textOf('clocks/verification.yaml')))])
  assert.ok(layered.ok)
  const rule = effective(layered.rules, 'verification-time-CN-34', civilDate('2026-11-25'))
  assert.equal(rule?.edition.grade, 'secondary')
  const clock = rule?.edition.value
  assert.ok(clock?.kind === 'clock')
  const last = deadline({ value: clock.days, unit: clock.unit, from: clock.event }, civilDate('2026-11-25'), workingCalendar('CN', []))
  assert.deepEqual(last, { ok: true, date: '2026-12-10' })
})

test('a catalogue row never claims more than was read', () => {
  const catalogue = value(readCatalogue(textOf('catalogue/CN/2020-42.yaml')))
  assert.deepEqual(catalogue.entries.filter(({ grade }) => grade === 'official'), [])
  assert.deepEqual(catalogue.intervals.filter(({ grade }) => grade === 'official').map(({ id }) => id), ['interval-gas-meter-natural'])
})

const reference = process.env.DUHENG_REFERENCE ?? fileURLToPath(new URL('../../../shared', import.meta.url))
const Year = z.object({ off: z.array(z.object({ days: z.array(z.string()) })), make_up_workdays: z.array(z.string()) })
const Worked = z.object({ start: z.string(), add_working_days: z.number(), result: z.string() })
const Calendar = z.object({ years: z.record(z.string(), Year), worked: z.array(Worked) })
const Row = z.object({ first_level: z.string(), control: z.string(), verified: z.boolean() })
const Listed = z.object({ entries: z.array(Row), intervals: z.array(z.object({ interval_months: z.number().nullable() })) })

function factsOf<T>(file: string, shape: z.ZodType<T>): T | undefined {
  const path = join(reference, 'facts', file)
  return existsSync(path) ? shape.parse(JSON.parse(readFileSync(path, 'utf8'))) : undefined
}

test('the shipped calendars are those of the reference facts, day by day', (context) => {
  const facts = factsOf('h_calendar.json', Calendar)
  if (facts === undefined) return context.skip('needs reference data')
  const declared = ['2025', '2026'].map((year) => value(readHolidays(textOf(`calendar/CN/${year}.yaml`))).declared)
  for (const { year, off, makeUp } of declared) {
    const found: z.infer<typeof Year> | undefined = facts.years[String(year)]
    assert.deepEqual([...off], found?.off.flatMap(({ days }) => days), String(year))
    assert.deepEqual([...makeUp], found?.make_up_workdays, String(year))
  }
  assert.ok(facts.worked.length >= 12)
  for (const { start, add_working_days, result } of facts.worked) {
    assert.deepEqual(addWorkingDays(workingCalendar('CN', declared), civilDate(start), add_working_days), { ok: true, date: result }, start)
  }
})

test('the shipped catalogue has every row and interval of the reference facts, and claims none of them as verified', (context) => {
  const facts = factsOf('b_catalogue.json', Listed)
  if (facts === undefined) return context.skip('needs reference data')
  const catalogue = value(readCatalogue(textOf('catalogue/CN/2020-42.yaml')))
  assert.deepEqual(catalogue.entries.map(({ first }) => first.zh), facts.entries.map((row) => row.first_level))
  assert.deepEqual(catalogue.intervals.map(({ months }) => months ?? null), facts.intervals.map((row) => row.interval_months))
  const grades = facts.entries.map((row, index) => (row.verified ? 'any' : catalogue.entries[index]?.grade))
  assert.ok(!grades.includes('official'))
})
