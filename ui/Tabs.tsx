// Tabs of a record page; the chosen one lives in the address (`useAddressValue('tab', …)`). Arrows move between tabs, as WAI-ARIA
// describes.
import { useId, type KeyboardEvent, type ReactNode } from 'react'
import './Tabs.css'

export type Tab<K extends string> = { readonly key: K; readonly title: string; readonly count?: number }
type Props<K extends string> = {
  readonly label: string
  readonly tabs: readonly Tab<K>[]
  readonly chosen: string
  readonly onChoose: (key: K) => void
  readonly children: ReactNode
}

export function Tabs<K extends string>({ label, tabs, chosen, onChoose, children }: Props<K>) {
  const id = useId()
  const current = tabs.find(({ key }) => key === chosen) ?? tabs[0]
  const onKeyDown = (event: KeyboardEvent) => {
    const by = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0
    const at = tabs.findIndex(({ key }) => key === current?.key)
    const next = by === 0 ? undefined : tabs[(at + by + tabs.length) % tabs.length]
    if (!next) return
    event.preventDefault()
    onChoose(next.key)
    document.getElementById(`${id}-${next.key}`)?.focus()
  }
  return (
    <div>
      <div className="tabs" role="tablist" aria-label={label}>
        {tabs.map(({ key, title, count }) => (
          <button
            key={key}
            type="button"
            role="tab"
            id={`${id}-${key}`}
            aria-selected={key === current?.key}
            aria-controls={`${id}-panel`}
            tabIndex={key === current?.key ? 0 : -1}
            onClick={() => onChoose(key)}
            onKeyDown={onKeyDown}
          >
            {title}
            {count !== undefined && ` ${count}`}
          </button>
        ))}
      </div>
      <div className="tab-panel" role="tabpanel" id={`${id}-panel`} aria-labelledby={`${id}-${current?.key}`}>
        {children}
      </div>
    </div>
  )
}
