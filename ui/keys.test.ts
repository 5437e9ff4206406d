import assert from 'node:assert/strict'
import { test } from 'node:test'
import { chords, type ChordName } from './chords.ts'
import { match, nameOf, type Shortcut } from './keys.ts'

const plain = { ctrlKey: false, metaKey: false, altKey: false, shiftKey: false }
const names: readonly (readonly [Parameters<typeof nameOf>[0], string])[] = [
  [{ ...plain, key: 'j' }, 'j'],
  [{ ...plain, key: 'X', shiftKey: true }, 'Shift+x'],
  [{ ...plain, key: '?', shiftKey: true }, '?'],
  [{ ...plain, key: 'k', ctrlKey: true }, 'Ctrl+k'],
  [{ ...plain, key: 'k', metaKey: true }, 'Ctrl+k'],
  [{ ...plain, key: 'Z', ctrlKey: true, shiftKey: true }, 'Ctrl+Shift+z'],
  [{ ...plain, key: 'ArrowUp', altKey: true }, 'Alt+ArrowUp'],
  [{ ...plain, key: 'Enter', ctrlKey: true }, 'Ctrl+Enter'],
]
for (const [event, name] of names) test(`the key is called ${name}`, () => assert.equal(nameOf(event), name))

test('g then k is found before k alone, and only after g', () => {
  const shortcut = (chord: ChordName): Shortcut => ({ chord, does: [chord, chord], run: () => undefined })
  const shortcuts = [shortcut('row up'), shortcut('go check queue')]
  assert.equal(match(shortcuts, 'k', 'g')?.chord, 'go check queue')
  assert.equal(match(shortcuts, 'k', '')?.chord, 'row up')
  assert.equal(match(shortcuts, 'x', 'g'), undefined)
})

test('no two shortcuts of the house share a chord, and none is the beginning of another', () => {
  const all = Object.entries(chords)
  assert.deepEqual(all.filter(([name, keys]) => all.some(([other, taken]) => other !== name && taken === keys)), [])
  assert.deepEqual(all.filter(([name, keys]) => all.some(([other, longer]) => other !== name && longer.startsWith(`${keys} `))), [])
})

test('a chord is written as a key press is called', () => {
  for (const keys of Object.values(chords)) for (const key of keys.split(' ')) assert.match(key, /^(?:Ctrl\+)?(?:Alt\+)?(?:Shift\+)?(?:[a-z]|[A-Z][a-z]+|[/?[\]])$/, keys)
})
