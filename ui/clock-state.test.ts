import assert from 'node:assert/strict'
import { test } from 'node:test'
import { clockTone, type ClockFacts, type ClockTone } from './clock-state.ts'

const cases: readonly (readonly [Partial<ClockFacts>, ClockTone])[] = [
  [{ left: 6, total: 15 }, 'calm'],
  [{ left: 5, total: 15 }, 'warn'],
  [{ left: 0, total: 15 }, 'warn'],
  [{ left: -1, total: 15 }, 'bad'],
  [{ left: 1 }, 'calm'],
  [{ left: -1 }, 'bad'],
  [{ left: -4, total: 15, stopped: 'paused' }, 'stopped'],
  [{ left: 1, total: 15, stopped: 'done' }, 'stopped'],
]
for (const [facts, tone] of cases) {
  test(`${JSON.stringify(facts)} is ${tone}`, () => assert.equal(clockTone({ due: '2026-12-01', left: 0, unit: 'day', ...facts }), tone))
}
