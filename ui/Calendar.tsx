// One month as a table of buttons; arrows move by days and weeks, Page Up and Down by months. Absent: which days are holidays (`markOf`
// tells).
import { Button } from 'antd'
import { useRef, useState, type KeyboardEvent } from 'react'
import { addDays, addMonths, monthGrid, showDay } from './dates.ts'
import { Icon } from './Icon.tsx'
import { dictionary, useLanguage, useWords } from './i18n.ts'

/** A statutory holiday, or a weekend worked to make up for one. */
export type DayMark = 'off' | 'work'

const words = dictionary({
  previous: ['上个月', 'Previous month'],
  next: ['下个月', 'Next month'],
  month: ['{year} 年 {month} 月', '{year}-{month}'],
  off: ['休', 'off'],
  work: ['班', 'work'],
})
const weekdays = { 'zh-CN': ['一', '二', '三', '四', '五', '六', '日'], en: ['Mo', 'Tu', 'We', 'Th', 'Fr', 'Sa', 'Su'] } as const
const steps = new Map([['ArrowLeft', -1], ['ArrowRight', 1], ['ArrowUp', -7], ['ArrowDown', 7]])

type Props = {
  readonly value: string
  readonly chosen: string
  readonly today: string
  readonly onPick: (day: string) => void
  readonly markOf?: (day: string) => DayMark | undefined
}

export function Calendar({ value, chosen, today, onPick, markOf }: Props) {
  const t = useWords(words)
  const language = useLanguage()
  const [at, setAt] = useState(value)
  const table = useRef<HTMLTableElement>(null)
  const month = at.slice(0, 7)
  const days = monthGrid(month)
  const turn = (by: number) => setAt(`${addMonths(month, by)}-01`)
  const move = (to: string) => {
    setAt(to)
    requestAnimationFrame(() => table.current?.querySelector<HTMLElement>(`[data-day="${to}"]`)?.focus())
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const by = steps.get(event.key)
    if (by !== undefined) move(addDays(at, by))
    else if (event.key === 'PageUp' || event.key === 'PageDown') move(`${addMonths(month, event.key === 'PageUp' ? -1 : 1)}-01`)
    else return
    event.preventDefault()
  }
  const [year = '', number = ''] = month.split('-')
  return (
    <div>
      <div className="calendar-head">
        <Button type="text" aria-label={t.previous} icon={<Icon name="left" />} onClick={() => turn(-1)} />
        <strong aria-live="polite">{t.month({ year, month: number })}</strong>
        <Button type="text" aria-label={t.next} icon={<Icon name="right" />} onClick={() => turn(1)} />
      </div>
      <table className="calendar" ref={table}>
        <thead><tr>{weekdays[language].map((name) => <th key={name} scope="col">{name}</th>)}</tr></thead>
        <tbody>
          {[0, 1, 2, 3, 4, 5].map((week) => (
            <tr key={week}>
              {days.slice(week * 7, week * 7 + 7).map((day) => {
                const mark = markOf?.(day)
                return (
                  <td key={day}>
                    <button
                      type="button"
                      data-day={day}
                      data-other={day.startsWith(month) ? undefined : true}
                      tabIndex={day === at ? 0 : -1}
                      aria-current={day === today ? 'date' : undefined}
                      aria-pressed={day === chosen}
                      aria-label={`${showDay(day, language, 'prose')}${mark ? ` ${t[mark]}` : ''}`}
                      onClick={() => onPick(day)}
                      onKeyDown={onKeyDown}
                    >
                      {Number(day.slice(8))}
                      {mark && <small data-work={mark === 'work' || undefined}>{t[mark]}</small>}
                    </button>
                  </td>
                )
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
