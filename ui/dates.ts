// Days as people write and read them, always in Asia/Shanghai. A day is the text `2026-11-23`; "today" is an argument (now.ts knows it).
// Pure. Absent: working days and statutory periods (@duheng/calendar).
import type { Language } from './i18n.ts'

export const zone = 'Asia/Shanghai'
const englishMonths = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'] as const

export function dayOf(year: number, month: number, day: number): string | undefined {
  const date = new Date(Date.UTC(year, month - 1, day))
  const isReal = date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === day
  return isReal && year >= 1900 && year <= 2200 ? date.toISOString().slice(0, 10) : undefined
}

export function addDays(day: string, days: number): string {
  const date = new Date(`${day}T00:00:00Z`)
  date.setUTCDate(date.getUTCDate() + days)
  return date.toISOString().slice(0, 10)
}

/** 1 is Monday, 7 is Sunday. */
export function weekday(day: string): number {
  return new Date(`${day}T00:00:00Z`).getUTCDay() || 7
}

/** `20261123`, `2026-11-23`, `2026/11/23`, `2026年11月23日`, `11-23` (this year), `今天`, `明天`, `昨天`, `today`, `+15`, `-3`. */
export function readDay(typed: string, today: string): string | undefined {
  if (typed.length > 30) return undefined
  const text = typed.trim().toLowerCase()
    .replace(/[\uFF10-\uFF19]/g, (digit) => String.fromCharCode(digit.charCodeAt(0) - 0xfee0))
    .replace(/[\u2212\uFF0D]/g, '-').replace(/\uFF0B/g, '+')
  const named = { 今天: 0, today: 0, 明天: 1, tomorrow: 1, 昨天: -1, yesterday: -1, 后天: 2 } as const
  for (const [name, days] of Object.entries(named)) if (text === name) return addDays(today, days)
  const relative = /^([+-])\s?(\d{1,4})$/.exec(text)
  if (relative) return addDays(today, Number(`${relative[1]}${relative[2]}`))
  const whole = /^(\d{4})(\d{2})(\d{2})$/.exec(text) ?? /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?$/.exec(text)
  if (whole) return dayOf(Number(whole[1]), Number(whole[2]), Number(whole[3]))
  const short = /^(\d{1,2})[-/.月](\d{1,2})日?$/.exec(text)
  return short ? dayOf(Number(today.slice(0, 4)), Number(short[1]), Number(short[2])) : undefined
}

/** `2026-11-23` in tables; in prose `2026 年 11 月 23 日` or `23 Nov 2026`. */
export function showDay(day: string, language: Language, where: 'table' | 'prose' = 'table'): string {
  const parts = /^(\d{4})-(\d{2})-(\d{2})/.exec(day)
  if (!parts) return day
  const [year, month, date] = [Number(parts[1]), Number(parts[2]), Number(parts[3])]
  if (where === 'table') return parts[0]
  return language === 'en' ? `${date} ${englishMonths[month - 1]} ${year}` : `${year} 年 ${month} 月 ${date} 日`
}

const clockParts = new Intl.DateTimeFormat('en-CA', {
  timeZone: zone,
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hourCycle: 'h23',
})

function partsOf(instant: string): Map<string, string> | undefined {
  const time = new Date(instant)
  return Number.isNaN(time.getTime()) ? undefined : new Map(clockParts.formatToParts(time).map(({ type, value }) => [type, value]))
}

/** An instant (ISO 8601 with zone) as a day in Shanghai. */
export function dayOfInstant(instant: string): string {
  const parts = partsOf(instant)
  return parts ? `${parts.get('year')}-${parts.get('month')}-${parts.get('day')}` : instant
}

/** An instant as `2026-11-23 14:02`, with seconds where they matter. */
export function showInstant(instant: string, precision: 'minute' | 'second' = 'minute'): string {
  const parts = partsOf(instant)
  if (!parts) return instant
  const time = `${parts.get('hour')}:${parts.get('minute')}${precision === 'second' ? `:${parts.get('second')}` : ''}`
  return `${dayOfInstant(instant)} ${time}`
}

/** Six weeks of days around a month, Monday first. */
export function monthGrid(month: string): string[] {
  const first = `${month}-01`
  const start = addDays(first, 1 - weekday(first))
  return Array.from({ length: 42 }, (_, index) => addDays(start, index))
}

export function addMonths(month: string, months: number): string {
  const [year = 0, number = 1] = month.split('-').map(Number)
  return new Date(Date.UTC(year, number - 1 + months, 1)).toISOString().slice(0, 7)
}
