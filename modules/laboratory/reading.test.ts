import assert from 'node:assert/strict'
import { test } from 'node:test'
import { corrections, counting, decideReading, histories, readingLine, textsOf, writers } from './reading.ts'
import type { GivenReading, Reading, ReadingDecision } from './reading.ts'

const by = { id: 1, name: '王' }
const stored = (id: number, cell: string, text: string, typedAt: string, more: Partial<Reading> = {}): Reading =>
  ({ id, cell, text, typedAt: `2026-11-23T${typedAt}.000Z`, at: `2026-11-23T${typedAt}.000Z`, source: 'typed', by, clientId: `client-${id}`, reason: '', ...more })
const given = (cell: string, text: string, typedAt: string, more: Partial<GivenReading> = {}): GivenReading =>
  ({ cell, text, typedAt: `2026-11-23T${typedAt}Z`, clientId: 'client-new', source: 'typed', reason: '', ...more })
const first = stored(1, 'w.1.I', '100', '02:00:00')
const decide = (g: GivenReading, readings: readonly Reading[] = [first], more: Partial<Parameters<typeof decideReading>[1]> = {}) => decideReading(g, {
  cells: new Map([['w.1.I', ['称量“1 kg” 示值', 'Weighing “1 kg”, Indication']], ['w.2.I', ['称量“2 kg” 示值', 'Weighing “2 kg”, Indication']]]), counting: counting(readings), known: new Set(readings.map((r) => r.clientId)), openedAt: '2026-11-23T01:00:00.000Z',
  now: '2026-11-23T03:00:00.000Z', submitted: false, writable: true, ...more,
})
const verdict = (d: ReadingDecision) => (d.ok ? `${d.write ? 'write' : 'same'} ${d.counts ? 'counts' : 'struck'}` : d.rule)

for (const [name, decision, expected] of [
  ['a first value', decide(given('w.2.I', '5', '02:00:00')), 'write counts'],
  ['a slip of the hand within a minute', decide(given('w.1.I', '101', '02:01:00')), 'write counts'],
  ['a change after a minute without reason', decide(given('w.1.I', '101', '02:01:01')), 'reason'],
  ['a change after a minute with a reason', decide(given('w.1.I', '101', '02:05:00', { reason: '看错一位' })), 'write counts'],
  ['the same value again', decide(given('w.1.I', '100', '02:30:00')), 'same struck'],
  ['the same message twice', decide(given('w.1.I', '100', '02:00:00', { clientId: 'client-1' })), 'same counts'],
  ['a value typed before, arriving after', decide(given('w.1.I', '99', '01:30:00')), 'write struck'],
  ['a quick change after a submission', decide(given('w.1.I', '101', '02:00:30'), [first], { submitted: true }), 'reason'],
  ['a cell that is not planned', decide(given('__proto__', '1', '02:00:00')), 'no-such-cell'],
  ['a submitted record', decide(given('w.2.I', '1', '02:00:00'), [first], { writable: false }), 'submitted'],
  ['a known message to a submitted record', decide(given('w.1.I', '100', '02:00:00', { clientId: 'client-1' }), [first], { writable: false }), 'same counts'],
  ['emptying a cell later needs a reason, too', decide(given('w.1.I', '', '02:30:00')), 'reason'],
] as const) {
  test(name, () => assert.equal(verdict(decision), expected))
}

test('a wrong clock of a device is held between the opening of the record and now', () => {
  const early = decide(given('w.2.I', '5', '00:00:00'))
  const future = decide(given('w.2.I', '5', '09:00:00'))
  assert.equal(early.ok && early.typedAt, '2026-11-23T01:00:00.000Z')
  assert.equal(future.ok && future.typedAt, '2026-11-23T03:00:00.000Z')
})

test('the value typed last counts, in whatever order they arrive, and the others stay struck through', () => {
  const readings = [stored(1, 'a', '1', '02:00:00'), stored(2, 'a', '3', '02:10:00', { reason: '重读' }), stored(3, 'a', '2', '02:05:00'), stored(4, 'b', '', '02:00:00')]
  assert.deepEqual(textsOf(readings), { a: '3' })
  const [a] = histories(readings)
  assert.deepEqual(a?.struck.map((s) => [s.text, s.arrivedLate]), [['1', false], ['2', true]])
  assert.deepEqual(writers(readings), [by])
})

test('the typing of one value is not shown as a correction', () => {
  const readings = [stored(1, 'a', '2', '02:00:00'), stored(2, 'a', '2.0', '02:00:01'), stored(3, 'a', '2.01', '02:00:59'), stored(4, 'a', '2.10', '02:30:00', { reason: '看错' })]
  assert.deepEqual(histories(readings)[0]?.struck.map((s) => s.text), ['2.01'])
  assert.deepEqual(corrections(readings).map((r) => r.text), ['2.10'])
})

test('a reading is one line, whatever is typed into it', () => {
  assert.equal(readingLine(stored(1, 'a', '1|2', '02:00:00', { reason: 'x|y' })), 'a|1¦2|2026-11-23T02:00:00.000Z|typed|x¦y')
})
