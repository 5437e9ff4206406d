import assert from 'node:assert/strict'
import { test } from 'node:test'
import { keep, kept, textsWith, withValue } from './reading-queue.ts'
import type { Sent } from './reading-queue.ts'

const value = (cell: string, text: string, reason = ''): Sent => ({ cell, text, typedAt: '2026-11-23T01:00:00.000Z', clientId: `id-${cell}-${text}`, source: 'typed', reason })
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
