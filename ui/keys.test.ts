import assert from 'node:assert/strict'
import { test } from 'node:test'
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

test('g then i is found before i alone, and only after g', () => {
  const shortcut = (keys: string): Shortcut => ({ keys, does: [keys, keys], run: () => undefined })
  const shortcuts = [shortcut('i'), shortcut('g i')]
  assert.equal(match(shortcuts, 'i', 'g')?.keys, 'g i')
  assert.equal(match(shortcuts, 'i', '')?.keys, 'i')
  assert.equal(match(shortcuts, 'x', 'g'), undefined)
})
