import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import fc from 'fast-check'
import { civilDate } from '@duheng/calendar/civil-date.ts'
import { workingCalendar } from '@duheng/calendar/working-days.ts'
import { readWorkflow } from '@duheng/rules/workflow.ts'
import type { Workflow } from '@duheng/rules/workflow.ts'
import { readClock } from './clocks.ts'
import { decide, possible } from './workflow.ts'
import type { GuardAnswer } from './workflow.ts'

function parsed(text: string): Workflow {
  const read = readWorkflow(text)
  if (!read.ok) throw new Error(JSON.stringify(read.problems))
  return read.value
}
const verification = parsed(readFileSync(new URL('../../rules/workflows/verification.yaml', import.meta.url), 'utf8'))
const door = parsed(`
format: duheng-workflow/1
id: door
version: '3'
zh: 门
en: Door
from: 2026-01-01
source: { document: 测试规则, clause: 第一条, year: '2026', read: written for this test }
grade: memory
states:
  - { id: shut, zh: 关, en: Shut }
  - { id: open, zh: 开, en: Open }
  - { id: gone, zh: 拆除, en: Gone, terminal: 'true' }
transitions:
  - { id: hang, zh: 安装, en: Hang, from: [], to: shut, roles: [joiner], guards: [], fields: [] }
  - id: open
    zh: 打开
    en: Open
    from: [shut]
    to: open
    roles: [guest, host]
    guards: [key fits, daylight]
    fields: [{ id: reason, zh: 理由, en: Reason, kind: text, required: 'true' }, { id: side, zh: 方向, en: Side, kind: choice, required: 'false', options: [in, out] }]
    documents: [pass]
  - { id: shut, zh: 关上, en: Shut, from: [open], to: shut, roles: [host], guards: [], fields: [] }
  - { id: remove, zh: 拆除, en: Remove, from: [shut, open], to: gone, roles: [joiner], guards: [], fields: [] }
clocks:
  - { id: airing, zh: 通风, en: Airing, rule: airing-time, starts: [hang], stops: [remove], pauses: [open], resumes: [shut] }
`)
const answers = (...list: [string, GuardAnswer][]) => new Map(list)
const yes: GuardAnswer = { ok: true }
const no: GuardAnswer = { ok: false, words: ['钥匙不对。', 'The key does not fit.'], rule: '门规 第 2 条' }
const open = (change: Partial<Parameters<typeof decide>[1]> = {}) => decide(door, {
  state: 'shut', transition: 'open', roles: ['guest'], guards: new Map([['key fits', yes], ['daylight', yes]]), fields: new Map([['reason', 'air']]), ...change,
})

test('a transition with its role, guards and fields leads on and names its documents', () => {
  assert.deepEqual(open(), { ok: true, to: 'open', documents: ['pass'] })
})

for (const [name, change, what, rule] of [
  ['a foreign role', { roles: ['joiner'] }, 'role', 'door v3 · open'],
  ['no role at all', { roles: [] }, 'role', 'door v3 · open'],
  ['another state', { state: 'open' }, 'state', 'door v3 · open'],
  ['a case that is not open yet', { state: undefined }, 'state', 'door v3 · open'],
  ['an unknown transition', { transition: 'constructor' }, 'transition', 'door v3 · constructor'],
  ['a guard that says no', { guards: answers(['key fits', no], ['daylight', yes]) }, 'guard', '门规 第 2 条'],
  ['a guard nobody answered', { guards: new Map([['key fits', yes]]) }, 'guard', 'door v3 · open'],
  ['a missing field', { fields: new Map() }, 'field', 'door v3 · open'],
  ['a field of spaces', { fields: new Map([['reason', '  ']]) }, 'field', 'door v3 · open'],
  ['a field nobody asked for', { fields: new Map([['reason', 'air'], ['state', 'gone']]) }, 'field', 'door v3 · open'],
  ['a choice outside its options', { fields: new Map([['reason', 'air'], ['side', 'up']]) }, 'field', 'door v3 · open'],
] as const) {
  test(`${name} is refused and the rule is named`, () => {
    const answer = open(change)
    assert.equal(answer.ok, false)
    assert.deepEqual(answer.ok ? [] : answer.unmet.map((u) => [u.what, u.rule]), [[what, rule]])
  })
}

test('everything that stands in the way is told at once', () => {
  const answer = open({ guards: new Map([['key fits', no]]), fields: new Map() })
  assert.deepEqual(answer.ok ? [] : answer.unmet.map((u) => u.name), ['reason', 'key fits', 'daylight'])
})

for (const [name, workflow] of [['door', door], ['verification', verification]] as const) {
  test(`random legal walks of ${name} reach every state, and no step outside its roles or state is ever let through`, () => {
    const reached = new Set<string>()
    const roles = [...new Set(workflow.transitions.flatMap((t) => t.roles))]
    const guards = new Map(workflow.transitions.flatMap((t) => t.guards.map((g) => [g, yes] as const)))
    fc.assert(fc.property(fc.array(fc.nat(), { minLength: 60, maxLength: 120 }), (choices) => {
      let state: string | undefined
      for (const choice of choices) {
        const legal = possible(workflow, state, roles)
        for (const t of workflow.transitions) {
          const fields = new Map(t.fields.filter((f) => f.required).map((f) => [f.id, f.options?.[0] ?? 'x'] as const))
          const asked = { state, transition: t.id, guards, fields }
          assert.equal(decide(workflow, { ...asked, roles }).ok, legal.includes(t))
          assert.equal(decide(workflow, { ...asked, roles: roles.filter((r) => !t.roles.includes(r)) }).ok, false)
        }
        // Ends are chosen rarely, so that walks grow long; at an end the next case begins.
        const onward = legal.filter((t) => !workflow.states.some((s) => s.id === t.to && s.terminal))
        const ways = choice % 7 === 0 || onward.length === 0 ? legal : onward
        state = ways[choice % ways.length]?.to
        if (state) reached.add(state)
      }
    }), { numRuns: 200, seed: 20261123 })
    assert.deepEqual([...reached].toSorted(), workflow.states.map((s) => s.id).toSorted())
  })
}

const calendar = workingCalendar('CN', [{ year: 2026, off: new Set(), makeUp: new Set() }])
const on = (transition: string, date: string) => ({ transition, on: civilDate(date) })
const airing = (steps: readonly ReturnType<typeof on>[], today: string, unit: 'day' | 'working day' = 'day', value = 15) => {
  const clock = door.clocks[0]
  if (!clock) throw new Error('the test workflow has a clock')
  return readClock(clock, { value, unit, from: 'hanging' }, steps, civilDate(today), calendar)
}

for (const [name, reading, expected] of [
  ['has not begun', airing([], '2026-11-23'), { state: 'not started' }],
  ['counts calendar days, day of the event is day 0', airing([on('hang', '2026-11-02')], '2026-11-10'), { state: 'running', startedOn: '2026-11-02', pausedDays: 0, last: '2026-11-17', left: 7 }],
  ['counts working days', airing([on('hang', '2026-11-02')], '2026-11-10', 'working day', 7), { state: 'running', startedOn: '2026-11-02', pausedDays: 0, last: '2026-11-11', left: 1 }],
  ['stands while paused', airing([on('hang', '2026-11-02'), on('open', '2026-11-04')], '2026-11-10'), { state: 'paused', startedOn: '2026-11-02', pausedDays: 6, last: '2026-11-23', left: 13 }],
  ['goes on after the pause', airing([on('hang', '2026-11-02'), on('open', '2026-11-04'), on('shut', '2026-11-06')], '2026-11-10'), { state: 'running', startedOn: '2026-11-02', pausedDays: 2, last: '2026-11-19', left: 9 }],
  ['is negative when late', airing([on('hang', '2026-11-02')], '2026-11-20'), { state: 'running', startedOn: '2026-11-02', pausedDays: 0, last: '2026-11-17', left: -3 }],
  ['stops in time', airing([on('hang', '2026-11-02'), on('remove', '2026-11-17')], '2026-12-20'), { state: 'stopped', startedOn: '2026-11-02', pausedDays: 0, last: '2026-11-17', stoppedOn: '2026-11-17', late: false }],
  ['stops late', airing([on('hang', '2026-11-02'), on('remove', '2026-11-18')], '2026-12-20'), { state: 'stopped', startedOn: '2026-11-02', pausedDays: 0, last: '2026-11-17', stoppedOn: '2026-11-18', late: true }],
] as const) {
  test(`a statutory clock ${name}`, () => assert.deepEqual(reading, expected))
}

test('a year without declared working days is refused with a sentence, not guessed', () => {
  const reading = airing([on('hang', '2025-12-29')], '2025-12-30', 'working day')
  assert.equal(reading.state, 'cannot count')
})
