// Search everything, run commands: Ctrl K or `/`. A combobox over commands and what the modules' finders answer. Enter inside a composition
// only commits the word. Acts started here ask for the same confirmation and give the same result as their buttons.
import { useEffect, useId, useRef, useState } from 'react'
import { dictionary, useWords } from './i18n.ts'
import { isComposing } from './keys.ts'
import { matching } from './palette-match.ts'
import { useSettled } from './settled.ts'
import './CommandPalette.css'

export type Command = {
  readonly id: string
  readonly title: string
  readonly kind: string
  readonly about?: string
  readonly alsoKnownAs?: readonly string[]
  readonly run: () => void
}
type Props = {
  readonly open: boolean
  readonly onClose: () => void
  readonly commands: readonly Command[]
  readonly find: (text: string, signal: AbortSignal) => Promise<readonly Command[]>
}

const words = dictionary({
  label: ['搜索编号、名称、单位，或输入要做的事', 'Search a number, a name, an owner, or what to do'],
  results: ['结果', 'Results'],
  none: ['没有找到', 'Nothing found'],
  count: ['{n} 项', '{n} {n|result|results}'],
  move: ['选择', 'choose'],
  open: ['打开', 'open'],
  close: ['关闭', 'close'],
})

export function CommandPalette(props: Props) {
  return props.open ? <Palette {...props} /> : null
}

function Palette({ onClose, commands, find }: Props) {
  const t = useWords(words)
  const id = useId()
  const dialog = useRef<HTMLDialogElement>(null)
  const [typed, setTyped] = useState('')
  const [at, setAt] = useState(0)
  const found = useFound(typed, find)
  const shown = [...found, ...matching(commands, typed)].slice(0, 30)
  const current = Math.min(at, shown.length - 1)
  useEffect(() => {
    const before = document.activeElement
    dialog.current?.showModal()
    return () => {
      if (before instanceof HTMLElement) before.focus()
    }
  }, [])
  const run = (command: Command | undefined) => {
    if (!command) return
    onClose()
    command.run()
  }
  const onKeyDown = (event: React.KeyboardEvent) => {
    if (isComposing(event.nativeEvent)) return
    if (event.key === 'ArrowDown') setAt(Math.min(shown.length - 1, current + 1))
    else if (event.key === 'ArrowUp') setAt(Math.max(0, current - 1))
    else if (event.key === 'Enter') run(shown[current])
    else return
    event.preventDefault()
  }
  return (
    <dialog className="palette" ref={dialog} aria-label={t.label} onClose={onClose} onCancel={onClose}>
      <input
        className="palette-input"
        role="combobox"
        aria-expanded="true"
        aria-controls={`${id}-list`}
        aria-label={t.label}
        placeholder={t.label}
        aria-activedescendant={shown.length > 0 ? `${id}-${current}` : undefined}
        autoComplete="off"
        spellCheck={false}
        maxLength={200}
        value={typed}
        onChange={(event) => {
          setTyped(event.target.value)
          setAt(0)
        }}
        onKeyDown={onKeyDown}
      />
      {/* A combobox with a listbox, as WAI-ARIA describes it; a native select cannot hold a search. */}
      {/* oxlint-disable-next-line jsx-a11y/prefer-tag-over-role */}
      <div className="palette-list" role="listbox" id={`${id}-list`} aria-label={t.results}>
        {shown.map((command, index) => (
          <div
            key={command.id}
            id={`${id}-${index}`}
            // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role
            role="option"
            tabIndex={-1}
            aria-selected={index === current}
            className="palette-option"
            onPointerDown={(event) => {
              event.preventDefault()
              run(command)
            }}
          >
            <span>{command.title}</span>
            {command.about !== undefined && <span className="muted">{command.about}</span>}
            <span className="palette-kind">{command.kind}</span>
          </div>
        ))}
      </div>
      <div className="palette-foot">
        <span aria-live="polite">{shown.length === 0 ? t.none : t.count({ n: shown.length })}</span>
        <span>
          <kbd>↑</kbd> <kbd>↓</kbd> {t.move}
        </span>
        <span>
          <kbd>Enter</kbd> {t.open}
        </span>
        <span>
          <kbd>Esc</kbd> {t.close}
        </span>
      </div>
    </dialog>
  )
}

/** What the modules find for the text, a quarter of a second after the last letter; a slow answer to an older text is dropped. */
function useFound(typed: string, find: Props['find']): readonly Command[] {
  const text = useSettled(typed.trim(), 250)
  const [found, setFound] = useState<{ readonly text: string; readonly commands: readonly Command[] }>({ text: '', commands: [] })
  useEffect(() => {
    if (text.length < 2) return
    const abort = new AbortController()
    find(text, abort.signal).then((commands) => setFound({ text, commands }), () => setFound({ text, commands: [] }))
    return () => abort.abort()
  }, [text, find])
  return found.text === typed.trim() && text !== '' ? found.commands : []
}
