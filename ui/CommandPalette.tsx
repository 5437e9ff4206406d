// Search everything, run commands: Ctrl K or `/`. A combobox over commands and what the modules' finders answer. Enter inside a composition
// only commits the word. Acts started here ask for the same confirmation and give the same result as their buttons.
import { useEffect, useId, useRef, useState } from 'react'
import { dictionary, useWords } from './i18n.ts'
import { CameraScan } from './CameraScan.tsx'
import { isComposing } from './keys.ts'
import { matching } from './palette-match.ts'
import { codeIn } from './scan.ts'
import { useScanner } from './scanning.ts'
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
  const asked = codeIn(typed)
  const wanted = useRef('')
  const run = (command: Command | undefined) => {
    if (!command) return
    onClose()
    command.run()
  }
  const { found, isLooking } = useFound(asked, find, (text, commands) => {
    if (wanted.current !== text) return
    wanted.current = ''
    run(commands[0])
  })
  const take = (scanned: string) => {
    const code = codeIn(scanned)
    if (code === asked && !isLooking) return run(found[0])
    setTyped(code)
    wanted.current = code
  }
  useScanner(take)
  const shown = [...found, ...matching(commands, asked)].slice(0, 30)
  const current = Math.min(at, shown.length - 1)
  useEffect(() => {
    const before = document.activeElement
    dialog.current?.showModal()
    return () => {
      if (before instanceof HTMLElement) before.focus()
    }
  }, [])
  const onKeyDown = (event: React.KeyboardEvent) => {
    if (isComposing(event.nativeEvent)) return
    if (event.key === 'ArrowDown') setAt(Math.min(shown.length - 1, current + 1))
    else if (event.key === 'ArrowUp') setAt(Math.max(0, current - 1))
    // A scanner ends with Enter before anything was looked up: the first thing found is opened then.
    else if (event.key === 'Enter' && isLooking && /\d/.test(asked)) wanted.current = asked
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
          wanted.current = ''
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
        <CameraScan onCode={take} />
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

type OnFound = (text: string, commands: readonly Command[]) => void

/** What the modules find for the text, a quarter of a second after the last letter; a slow answer to an older text is dropped. */
function useFound(typed: string, find: Props['find'], onFound: OnFound): { readonly found: readonly Command[]; readonly isLooking: boolean } {
  const asked = typed.trim()
  const text = useSettled(asked, 250)
  const [found, setFound] = useState<{ readonly text: string; readonly commands: readonly Command[] }>({ text: '', commands: [] })
  const told = useRef(onFound)
  useEffect(() => {
    told.current = onFound
  })
  useEffect(() => {
    if (text.length < 2) return
    const abort = new AbortController()
    const tell = (commands: readonly Command[]) => {
      if (abort.signal.aborted) return
      setFound({ text, commands })
      told.current(text, commands)
    }
    find(text, abort.signal).then(tell, () => tell([]))
    return () => abort.abort()
  }, [text, find])
  const isHere = found.text === asked
  return { found: isHere && asked !== '' ? found.commands : [], isLooking: !isHere && asked.length >= 2 }
}
