// A button that opens a panel beneath it: columns, more filters, menus, the calendar. Escape and a click elsewhere close it and give the
// focus back.
import { Button } from 'antd'
import { useEffect, useId, useRef, useState, type ReactNode } from 'react'
import './Popup.css'

type Props = {
  readonly label: ReactNode
  /** For a button with an icon alone. */
  readonly name?: string
  readonly icon?: ReactNode
  readonly align?: 'start' | 'end'
  readonly type?: 'default' | 'text'
  readonly children: (close: () => void) => ReactNode
}

export function Popup({ label, name, icon, align = 'start', type = 'default', children }: Props) {
  const [isOpen, setOpen] = useState(false)
  const box = useRef<HTMLDivElement>(null)
  const [button, panel] = [useId(), useId()]
  const close = () => {
    setOpen(false)
    document.getElementById(button)?.focus()
  }
  useEffect(() => {
    if (!isOpen) return
    const onPointer = (event: PointerEvent) => {
      if (event.target instanceof Node && !box.current?.contains(event.target)) setOpen(false)
    }
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key !== 'Escape') return
      event.stopPropagation()
      event.preventDefault()
      setOpen(false)
      document.getElementById(button)?.focus()
    }
    document.addEventListener('pointerdown', onPointer)
    document.addEventListener('keydown', onKeyDown, { capture: true })
    return () => {
      document.removeEventListener('pointerdown', onPointer)
      document.removeEventListener('keydown', onKeyDown, { capture: true })
    }
  }, [isOpen, button])
  return (
    <div className="popup" ref={box}>
      <Button
        id={button}
        type={type}
        icon={icon}
        aria-label={name}
        title={name}
        aria-expanded={isOpen}
        aria-controls={isOpen ? panel : undefined}
        onClick={() => setOpen(!isOpen)}
      >
        {label}
      </Button>
      {isOpen && (
        <div className={`popup-panel popup-${align}`} id={panel} ref={keepInView}>
          {children(close)}
        </div>
      )}
    </div>
  )
}

/** Near an edge the panel moves sideways instead of widening the page. */
function keepInView(panel: HTMLDivElement | null): void {
  if (!panel) return
  const { left, right } = panel.getBoundingClientRect()
  const edge = document.documentElement.clientWidth - 8
  const by = right > edge ? edge - right : left < 8 ? 8 - left : 0
  if (by !== 0) panel.style.translate = `${by}px`
}
