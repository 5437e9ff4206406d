import assert from 'node:assert/strict'
import { test } from 'node:test'
import { answered, keep, kept, textsWith, withReason, withValue } from './reading-queue.ts'
import type { Sent } from './reading-queue.ts'

const value = (cell: string, text: string, reason = ''): Sent => ({ cell, text, typedAt: '2026-11-23T01:00:00.000Z', clientId: `id-${cell}-${text}`, source: 'typed', reason, asks: '' })
const store = () => {
  const map = new Map<string, string>()
  return { getItem: (k: string) => map.get(k) ?? null, setItem: (k: string, v: string) => { map.set(k, v) }, removeItem: (k: string) => { map.delete(k) }, size: () => map.size }
}

test('values survive a reload until they are acknowledged', () => {
  const s = store()
  keep(s, 7, [value('weighing.1.I_up', '2.001')])
  assert.deepEqual(kept(s, 7).map((w) => w.text), ['2.001'])
  assert.deepEqual(kept(s, 8), [])
  keep(s, 7, [])
  assert.equal(s.size(), 0)
})

test('a value typed again before it was sent is one value; a reasoned correction stays', () => {
  const once = withValue([value('a', '1')], value('a', '2'))
  assert.deepEqual(once.map((w) => w.text), ['2'])
  const reasoned = withValue([value('a', '1', '看错')], value('a', '2'))
  assert.deepEqual(reasoned.map((w) => w.text), ['1', '2'])
})

test('what waits lies over what the server has; an emptied cell is gone', () => {
  assert.deepEqual(textsWith({ a: '1', b: '2' }, [value('a', '3'), value('b', '')]), { a: '3' })
})

test('strange text in the storage is no reading', () => {
  const s = store()
  s.setItem('duheng.readings.7', '{"a":1}')
  assert.deepEqual(kept(s, 7), [])
  s.setItem('duheng.readings.7', '[{"cell":1}]')
  assert.deepEqual(kept(s, 7), [])
  s.setItem('duheng.readings.7', 'nonsense')
  assert.deepEqual(kept(s, 7), [])
})

test('of a pasted block every value that needs a reason waits for it, also over a reload; the others are done', () => {
  const waiting = [value('a', '1'), value('b', '2'), value('c', '3'), value('d', '4')]
  const after = answered(waiting, [
    { clientId: 'id-a-1', ok: true }, { clientId: 'id-b-2', ok: false, rule: 'reason', words: 'b?' }, { clientId: 'id-c-3', ok: false, rule: 'reason', words: 'c?' },
  ])
  assert.deepEqual(after.waiting.map((w) => [w.cell, w.asks]), [['b', 'b?'], ['c', 'c?'], ['d', '']])
  const s = store()
  keep(s, 7, after.waiting)
  assert.deepEqual(kept(s, 7), after.waiting)
  let n = 0
  assert.deepEqual(withReason(after.waiting, '看错', () => `new-${(n += 1)}`).map((w) => [w.cell, w.reason, w.asks, w.clientId]), [['b', '看错', '', 'new-1'], ['c', '看错', '', 'new-2'], ['d', '', '', 'id-d-4']])
  assert.deepEqual(withReason(after.waiting, undefined, () => '').map((w) => w.cell), ['d'])
})

test('a value refused for another cause leaves with its sentence', () => {
  const after = answered([value('a', '1')], [{ clientId: 'id-a-1', ok: false, rule: 'submitted', words: 'read-only' }])
  assert.deepEqual(after, { waiting: [], refused: ['read-only'] })
})
