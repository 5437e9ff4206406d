// Every keyboard shortcut of the house in one list, so that no two share a chord: a page names what it does, never a key. Only what can
// never be on one page at once may share one, and that is said here. Cells of a grid have keys of their own (grid-keys.ts).

/** `/`, `j`, `Ctrl+k`, `Shift+x`, or two keys one after the other: `g i`. Ctrl also answers to ⌘. */
export const chords = {
  search: '/',
  commands: 'Ctrl+k',
  help: '?',
  'go home': 'g h',
  'go instruments': 'g i',
  'go work': 'g w',
  'go certificates': 'g c',
  'go standards': 'g s',
  'go my organisation': 'g m',
  'go check queue': 'g k',
  'go sign queue': 'g q',
  'primary act': 'Ctrl+Enter',
  save: 'Ctrl+s',
  'previous record': '[',
  'next record': ']',
  'row down': 'j',
  'row up': 'k',
  'select row': 'x',
  'select range': 'Shift+x',
  filter: 'f',
  'confirm record': 'a',
  'send back': 'r',
} as const

export type ChordName = keyof typeof chords
export type Chord = (typeof chords)[ChordName]
