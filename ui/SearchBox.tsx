// A search box that answers while typing (a quarter of a second after the last letter), at once on Enter, and never inside a composition.
import { Input, type InputRef } from 'antd'
import { useEffect, useRef, useState, type Ref } from 'react'
import { Icon } from './Icon.tsx'
import { isComposing } from './keys.ts'
import { codeIn } from './scan.ts'

type Props = {
  readonly label: string
  readonly value: string
  readonly onSearch: (text: string) => void
  readonly className?: string
  readonly inputRef?: Ref<InputRef>
}

export function SearchBox({ label, value, onSearch, className, inputRef }: Props) {
  const [text, setText] = useState(value)
  const [seen, setSeen] = useState(value)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const composing = useRef(false)
  if (value !== seen) {
    setSeen(value)
    setText(value)
  }
  useEffect(() => () => clearTimeout(timer.current), [])
  const send = (next: string) => {
    clearTimeout(timer.current)
    const asked = codeIn(next)
    if (asked !== value) onSearch(asked)
  }
  const sendLater = (next: string) => {
    clearTimeout(timer.current)
    timer.current = setTimeout(() => send(next), 250)
  }
  return (
    <Input
      ref={inputRef}
      className={className}
      type="search"
      aria-label={label}
      placeholder={label}
      value={text}
      maxLength={200}
      allowClear={false}
      prefix={<Icon name="search" />}
      onChange={(event) => {
        setText(event.target.value)
        if (!composing.current) sendLater(event.target.value)
      }}
      onCompositionStart={() => {
        composing.current = true
        clearTimeout(timer.current)
      }}
      onCompositionEnd={(event) => {
        composing.current = false
        sendLater(event.currentTarget.value)
      }}
      onKeyDown={(event) => {
        if (event.key !== 'Enter' || isComposing(event.nativeEvent)) return
        event.preventDefault()
        send(text)
      }}
    />
  )
}
