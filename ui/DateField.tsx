// A day typed the way people type days (20261123, 11-23, 今天, +15) or picked from a calendar that shows holidays and make-up days. The value
// is the text `2026-11-23` or ''. Week starts on Monday, always Asia/Shanghai.
import { useState } from 'react'
import { Calendar, type DayMark } from './Calendar.tsx'
import { readDay, showDay } from './dates.ts'
import type { FieldInput } from './Form.tsx'
import { Icon } from './Icon.tsx'
import { dictionary, useLanguage, useWords } from './i18n.ts'
import { useToday } from './now.ts'
import { Popup } from './Popup.tsx'
import './Field.css'

const words = dictionary({
  hint: ['如 11-23、今天、+15', 'such as 11-23, today, +15'],
  unreadable: ['看不懂的日期；可写 20261123、11-23、今天、+15', 'Not a date; write 20261123, 11-23, today or +15'],
  open: ['打开日历', 'Open the calendar'],
})

type Props = {
  readonly value: string
  readonly onChange: (day: string) => void
  readonly input?: FieldInput
  readonly label?: string
  readonly markOf?: (day: string) => DayMark | undefined
}

export function DateField({ value, onChange, input, label, markOf }: Props) {
  const t = useWords(words)
  const language = useLanguage()
  const today = useToday()
  const [typed, setTyped] = useState<string>()
  const read = typed === undefined || typed.trim() === '' ? undefined : readDay(typed, today)
  const isWrong = typed !== undefined && typed.trim() !== '' && read === undefined
  const settle = () => {
    if (typed === undefined) return
    if (typed.trim() === '') onChange('')
    else if (read !== undefined) onChange(read)
    else return
    setTyped(undefined)
  }
  return (
    <div>
      <span className="date-field">
        <input
          id={input?.id}
          type="text"
          inputMode="numeric"
          autoComplete="off"
          placeholder={t.hint}
          maxLength={30}
          aria-label={label}
          aria-describedby={input?.['aria-describedby']}
          aria-invalid={isWrong || input?.['aria-invalid'] || undefined}
          value={typed ?? value}
          onChange={(event) => setTyped(event.target.value)}
          onBlur={settle}
          onKeyDown={(event) => {
            if (event.key === 'Enter') settle()
            if (event.ctrlKey && event.key === ';') {
              event.preventDefault()
              setTyped(undefined)
              onChange(today)
            }
          }}
        />
        <Popup label="" name={t.open} icon={<Icon name="calendar" />}>
          {(close) => (
            <Calendar
              value={value || today}
              chosen={value}
              today={today}
              markOf={markOf}
              onPick={(day) => {
                setTyped(undefined)
                onChange(day)
                close()
              }}
            />
          )}
        </Popup>
      </span>
      <div aria-live="polite">
        {isWrong && <span className="field-error">{t.unreadable}</span>}
        {!isWrong && value !== '' && <span className="quantity-echo">{showDay(read ?? value, language, 'prose')}</span>}
      </div>
    </div>
  )
}
