// The two menus of every tool: examples to begin from, files in and out.
import { useRef } from 'react'
import { useLanguage, useSay } from '#ui/i18n.ts'
import { Icon } from '#ui/Icon.tsx'
import { Popup } from '#ui/Popup.tsx'
import { toast } from '#ui/toasts.ts'
import type { History } from './history.ts'
import type { Tool } from './tool.ts'

export type ReplacedWords = { readonly replaced: (values: { readonly name: string | number }) => string; readonly undo: string }

/** Another body on the page, which one step back takes away again. */
export function replace<Body>({ change, undo }: Pick<History<Body>, 'change' | 'undo'>, body: Body, name: string, t: ReplacedWords): void {
  change(body)
  toast(t.replaced({ name }), { label: t.undo, run: undo })
}

type ExamplesProps<Body> = { readonly tool: Tool<Body>; readonly history: History<Body>; readonly t: ReplacedWords & { readonly examples: string } }

export function ExamplesMenu<Body>({ tool, history, t }: ExamplesProps<Body>) {
  const say = useSay()
  const english = useLanguage() === 'en'
  return (
    <Popup label={t.examples} align="end">
      {(close) => (
        <ul className="menu wb-menu">
          {tool.examples.map(({ id, title, source, bodyIn }) => (
            <li key={id}>
              <button type="button" onClick={() => {
                replace(history, bodyIn(english ? 1 : 0), say(title), t)
                close()
              }}>{say(title)} <span className="muted">{say(source)}</span></button>
            </li>
          ))}
        </ul>
      )}
    </Popup>
  )
}

/** `out` is what can be made of the page; `take` opens a file on it. */
type FilesProps = {
  readonly label: string
  readonly out: readonly (readonly [label: string, run: () => void])[]
  readonly take?: { readonly label: string; readonly accept: string; readonly run: (file: File) => void }
}

export function FilesPopup({ label, out, take }: FilesProps) {
  const input = useRef<HTMLInputElement>(null)
  const items = take === undefined ? out : [...out, [take.label, () => input.current?.click()] as const]
  return (
    <>
      <Popup label={label} align="end" icon={<Icon name="file" />}>
        {(close) => <ul className="menu wb-menu">{items.map(([name, run]) => <li key={name}><button type="button" onClick={() => { close(); run() }}>{name}</button></li>)}</ul>}
      </Popup>
      {take !== undefined && <input ref={input} type="file" accept={take.accept} hidden aria-label={take.label} onChange={(event) => {
        const [file] = event.target.files ?? []
        if (file) take.run(file)
        event.target.value = ''
      }} />}
    </>
  )
}
