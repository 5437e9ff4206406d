// Keys, focus and clipboard of a grid, handled once at its root. A cell is either visited (arrows move, typing replaces) or edited (arrows
// move the caret). Nothing happens while an input method composes: Enter then commits the word, not the cell.
import type { ClipboardEvent, FocusEvent, KeyboardEvent, MouseEvent } from 'react'
import { orderedRange, placeAfter, placeBeside, type Place } from './grid-model.ts'
import type { GridState } from './grid-state.ts'
import { isComposing, nameOf } from './keys.ts'

type Focus = (row: number, column: number) => void

export function gridHandlers(state: GridState, focusCell: Focus) {
  const { visited } = state
  const go = (place: Place | undefined, extend = false) => {
    if (!place) return
    visited.isExtending = extend
    focusCell(place.row, place.column)
    visited.isExtending = false
  }
  return {
    onFocus: (event: FocusEvent) => {
      const place = placeOf(event.target)
      if (!place) return
      visited.text = state.textAt(place)
      visited.isEditing = false
      state.visitCell(place, visited.isExtending)
      if (event.target instanceof HTMLInputElement) event.target.select()
    },
    onBlur: () => state.dropDraft(),
    onInput: () => {
      visited.isEditing = true
    },
    onMouseDown: (event: MouseEvent) => {
      const place = placeOf(event.target)
      if (!place) return
      if (event.target === document.activeElement) visited.isEditing = true
      else {
        event.preventDefault()
        go(place, event.shiftKey)
      }
    },
    onCopy: (event: ClipboardEvent) => {
      const text = copied(state)
      if (text === undefined || visited.isEditing) return
      event.preventDefault()
      event.clipboardData.setData('text/plain', text)
    },
    onPaste: (event: ClipboardEvent) => {
      const text = event.clipboardData.getData('text/plain')
      const isBlock = /[\t\n]/.test(text.trimEnd()) || copied(state) !== undefined
      if (!placeOf(event.target) || (visited.isEditing && !isBlock)) return
      event.preventDefault()
      state.paste(text)
    },
    onKeyDown: (event: KeyboardEvent) => {
      const place = placeOf(event.target)
      if (isComposing(event.nativeEvent)) return
      if (event.key === 'Escape' && state.staged) state.refusePaste()
      else if (!place || !key(state, place, event, go)) return
      event.preventDefault()
      event.stopPropagation()
    },
  }
}

/** True when the key was ours. */
function key(state: GridState, place: Place, event: KeyboardEvent, go: (place: Place | undefined, extend?: boolean) => void): boolean {
  const { shape, visited } = state
  const name = nameOf(event.nativeEvent)
  const target = event.target instanceof HTMLInputElement ? event.target : undefined
  switch (name) {
    case 'Enter': go(placeAfter(shape, place, 1)); return true
    case 'Shift+Enter': go(placeAfter(shape, place, -1)); return true
    case 'Ctrl+z': go(state.undo()); return true
    case 'Ctrl+Shift+z': case 'Ctrl+y': go(state.redo()); return true
    case 'Ctrl+d': case 'Alt+ArrowUp': state.fillDown(); return true
    case 'F2':
      visited.isEditing = true
      target?.setSelectionRange(target.value.length, target.value.length)
      return true
    case 'Escape':
      if (visited.isEditing) state.restore(visited.text)
      visited.isEditing = false
      target?.select()
      return true
    case 'Delete': case 'Backspace':
      if (visited.isEditing || copied(state) === undefined) return false
      state.clearRange()
      return true
  }
  const arrow = arrows.get(name.replace('Shift+', ''))
  if (!arrow || visited.isEditing || target === undefined) return false
  go(placeBeside(shape, place, arrow[0], arrow[1]), name.startsWith('Shift+'))
  return true
}

const arrows = new Map<string, readonly [down: number, right: number]>([
  ['ArrowDown', [1, 0]], ['ArrowUp', [-1, 0]], ['ArrowRight', [0, 1]], ['ArrowLeft', [0, -1]],
])

function placeOf(target: EventTarget): Place | undefined {
  const name = target instanceof HTMLElement ? target.dataset['cell'] : undefined
  const [row, column] = name?.split(':').map(Number) ?? []
  return row === undefined || column === undefined ? undefined : { row, column }
}

/** The selected range as a spreadsheet would take it; undefined for a single cell. */
function copied(state: GridState): string | undefined {
  if (!state.range) return undefined
  const { from, to } = orderedRange(state.range)
  if (from.row === to.row && from.column === to.column) return undefined
  const rows = Array.from({ length: to.row - from.row + 1 }, (_, down) =>
    Array.from({ length: to.column - from.column + 1 }, (__, right) =>
      state.textAt({ row: from.row + down, column: from.column + right }),
    ).join('\t'),
  )
  return rows.join('\n')
}
