// A deadline in words: 剩 6 日（2026-12-01 止）, in the unit of its rule, amber in the last third, red when over; never only a colour.
import { clockTone, type ClockFacts } from './clock-state.ts'
import { showDay } from './dates.ts'
import { Icon } from './Icon.tsx'
import { dictionary, useLanguage, useWords } from './i18n.ts'
import './Clock.css'

const words = dictionary({
  day: ['日', '{n|day|days}'],
  workingDay: ['个工作日', 'working {n|day|days}'],
  left: ['剩 {n} {unit}', '{n} {unit} left'],
  over: ['超期 {n} {unit}', '{n} {unit} overdue'],
  today: ['今天到期', 'Due today'],
  paused: ['已暂停', 'Paused'],
  done: ['按时', 'Done'],
  until: ['（{day} 止）', '(until {day})'],
})

export function Clock(facts: ClockFacts) {
  const t = useWords(words)
  const language = useLanguage()
  const tone = clockTone(facts)
  const n = Math.abs(facts.left)
  const unit = facts.unit === 'day' ? t.day({ n }) : t.workingDay({ n })
  const state = facts.stopped ? t[facts.stopped] : facts.left < 0 ? t.over({ n, unit }) : facts.left === 0 ? t.today : t.left({ n, unit })
  const notes = facts.notes?.join('；')
  return (
    <span className={`clock clock-${tone}`} title={notes}>
      <Icon name={tone === 'bad' ? 'warn' : 'clock'} size={14} />
      <strong>{state}</strong>
      <time dateTime={facts.due}>{t.until({ day: showDay(facts.due, language) })}</time>
      {notes !== undefined && <span className="hidden">；{notes}</span>}
    </span>
  )
}
