// One setting with its label and what is wrong with it, beneath it.
import { useId, type ReactNode } from 'react'

type Props = {
  readonly label: ReactNode
  readonly value: string
  readonly onChange: (text: string) => void
  readonly problem?: string
  readonly hint?: string
  readonly wide?: boolean
  readonly numeric?: boolean
  readonly placeholder?: string
}

export function Setting({ label, value, onChange, problem, hint, wide = false, numeric = true, placeholder }: Props) {
  const id = useId()
  const described = [hint === undefined ? '' : `${id}-hint`, problem === undefined ? '' : `${id}-problem`].join(' ').trim()
  return (
    <div className={wide ? 'st-setting st-setting-wide' : 'st-setting'}>
      <label htmlFor={id}>{label}</label>
      <input id={id} className="text-input" inputMode={numeric ? 'decimal' : undefined} autoComplete="off" maxLength={60} value={value} placeholder={placeholder}
        aria-invalid={problem === undefined ? undefined : true} aria-describedby={described === '' ? undefined : described} onChange={(event) => onChange(event.target.value)} />
      {hint !== undefined && <span className="caption" id={`${id}-hint`}>{hint}</span>}
      {problem !== undefined && <span className="st-problem" id={`${id}-problem`}>{problem}</span>}
    </div>
  )
}

type ChoiceProps<T extends string> = {
  readonly label: ReactNode
  readonly value: T
  readonly onChange: (value: T) => void
  readonly choices: readonly { readonly value: T; readonly label: string }[]
  readonly problem?: string
}

export function Choice<T extends string>({ label, value, onChange, choices, problem }: ChoiceProps<T>) {
  const id = useId()
  return (
    <div className="st-setting st-setting-wide">
      <label htmlFor={id}>{label}</label>
      <select id={id} className="text-input" value={value} aria-describedby={problem === undefined ? undefined : `${id}-problem`} onChange={(event) => {
        const chosen = choices.find((one) => one.value === event.target.value)
        if (chosen) onChange(chosen.value)
      }}>
        {choices.map((one) => <option key={one.value} value={one.value}>{one.label}</option>)}
      </select>
      {problem !== undefined && <span className="st-problem" id={`${id}-problem`}>{problem}</span>}
    </div>
  )
}
