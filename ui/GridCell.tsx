// One editable cell: a real input (or select) with its own name, its error beneath it. While it is typed in it shows the draft exactly as
// typed.
import { isInRange, type CellReader, type Place } from './grid-model.ts'
import type { GridState } from './grid-state.ts'

type Props = {
  readonly id: string
  readonly place: Place
  readonly column: CellReader
  readonly state: GridState
  readonly text: string
  readonly name: string
  readonly error?: string
  readonly readOnly: boolean
}

export function GridCell({ id, place, column, state, text, name, error, readOnly }: Props) {
  const { draft, range } = state
  const isDraft = draft?.place.row === place.row && draft.place.column === place.column
  const isRange =
    range !== undefined && (range.from.row !== range.to.row || range.from.column !== range.to.column) && isInRange(place, range)
  const className = ['grid-cell', isRange && 'grid-in-range', error !== undefined && 'grid-wrong'].filter(Boolean).join(' ')
  const common = {
    id,
    className: 'grid-input',
    'data-cell': `${place.row}:${place.column}`,
    'aria-label': name,
    'aria-invalid': error !== undefined || undefined,
    'aria-describedby': error === undefined ? undefined : `${id}-error`,
  }
  return (
    <td className={className}>
      {column.kind === 'choice' ? (
        <select {...common} value={text} disabled={readOnly} onChange={(event) => state.type(place, event.target.value)}>
          <option value="">—</option>
          {column.choices?.map(({ value, label }) => (
            <option key={value} value={value}>
              {label}
            </option>
          ))}
        </select>
      ) : (
        <input
          {...common}
          type="text"
          inputMode={column.kind === 'decimal' ? 'decimal' : undefined}
          autoComplete="off"
          spellCheck={false}
          maxLength={2000}
          readOnly={readOnly}
          value={isDraft ? draft.text : text}
          onChange={(event) => (isComposition(event.nativeEvent) ? state.compose : state.type)(place, event.target.value)}
          onCompositionEnd={(event) => state.type(place, event.currentTarget.value)}
        />
      )}
      {error !== undefined && (
        <span className="grid-error" id={`${id}-error`}>
          {error}
        </span>
      )}
    </td>
  )
}

function isComposition(event: Event): boolean {
  return event instanceof InputEvent && event.isComposing
}
