// Rows by keyboard: j k or arrows move, Enter opens, x selects, Shift x selects the range, f goes to the search box. One row is in the tab
// order.
import { useRef, useState, type HTMLAttributes, type KeyboardEvent, type RefObject } from 'react'
import { useShortcuts, type Shortcut } from './keys.ts'
import { tableWords } from './table-words.ts'

type Args<Row> = {
  readonly box: RefObject<HTMLDivElement | null>
  readonly rows: readonly Row[]
  readonly rowKey: (row: Row) => string
  readonly onOpen?: (row: Row) => void
  readonly chosen: readonly string[]
  readonly setChosen?: (keys: readonly string[]) => void
  readonly focusSearch?: () => void
  readonly enabled: boolean
}

export function useTableKeys<Row>({ box, rows, rowKey, onOpen, chosen, setChosen, focusSearch, enabled }: Args<Row>) {
  const [active, setActive] = useState(0)
  const anchor = useRef(0)
  const focusRow = (index: number) => {
    const to = Math.max(0, Math.min(rows.length - 1, index))
    setActive(to)
    box.current?.querySelector<HTMLElement>(`tr[data-row="${to}"]`)?.focus()
  }
  const focused = () => {
    const row = document.activeElement?.closest<HTMLElement>('tr[data-row]')
    return row && box.current?.contains(row) ? Number(row.dataset['row']) : undefined
  }
  const move = (by: number) => focusRow(focused() === undefined ? active : (focused() ?? 0) + by)
  const select = (isRange: boolean) => {
    const at = focused() ?? active
    const [from, to] = isRange ? [Math.min(anchor.current, at), Math.max(anchor.current, at)] : [at, at]
    const keys = rows.slice(from, to + 1).map(rowKey)
    const isOff = !isRange && keys.every((key) => chosen.includes(key))
    anchor.current = at
    setChosen?.(isOff ? chosen.filter((key) => !keys.includes(key)) : [...new Set([...chosen, ...keys])])
  }
  const shortcuts: Shortcut[] = [
    { chord: 'row down', does: said('keyDown'), run: () => move(1) },
    { chord: 'row up', does: said('keyUp'), run: () => move(-1) },
    ...(setChosen ? [
      { chord: 'select row' as const, does: said('keySelect'), run: () => select(false) },
      { chord: 'select range' as const, does: said('keyRange'), run: () => select(true) },
    ] : []),
    ...(focusSearch ? [{ chord: 'filter' as const, does: said('keyFilter'), run: focusSearch }] : []),
  ]
  useShortcuts(shortcuts, enabled)

  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    if (event.target !== event.currentTarget || event.ctrlKey || event.altKey || event.metaKey) return
    const row = rows[Number(event.currentTarget.dataset['row'])]
    if (event.key === 'ArrowDown') move(1)
    else if (event.key === 'ArrowUp') move(-1)
    else if (event.key === 'Enter' && row !== undefined && onOpen) onOpen(row)
    else return
    event.preventDefault()
  }
  const rowProps = (index: number): HTMLAttributes<HTMLElement> => {
    const data = { 'data-row': index }
    return { ...data, tabIndex: index === Math.min(active, rows.length - 1) ? 0 : -1, onKeyDown, onFocus: () => setActive(index) }
  }
  return { rowProps }
}

function said(key: 'keyDown' | 'keyUp' | 'keySelect' | 'keyRange' | 'keyFilter'): readonly [string, string] {
  return [tableWords['zh-CN'][key], tableWords.en[key]]
}
