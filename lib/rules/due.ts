// Until when a verification is valid and when the next one is due, with its explanation. Pure: dates and rows are handed in.

import { addDays, addMonths } from '@duheng/calendar/civil-date.ts'
import type { CivilDate } from '@duheng/calendar/civil-date.ts'
import type { Bilingual } from './citation.ts'
import { citationText } from './citation.ts'
import { rowStandable } from './catalogue.ts'
import type { Interval } from './catalogue.ts'
import { standing } from './standing.ts'
import type { Adoption, Standing } from './standing.ts'

/** 'day before': verified 2026-03-10 for 12 months is valid until 2027-03-09, as certificates print it; 'same day': until 2027-03-10. */
export type ValidityConvention = 'day before' | 'same day'

/**
 * The last day of validity of a verification that holds for `months`. A month too short ends on its last day, and then the
 * "day before" is not taken off a second time (2024-02-29 + 12 months is valid until 2025-02-28).
 */
export function validUntil(verified: CivilDate, months: number, convention: ValidityConvention): CivilDate {
  const sameDay = addMonths(verified, months)
  if (convention === 'same day' || sameDay.slice(8) !== verified.slice(8)) return sameDay
  return addDays(sameDay, -1)
}

export type NextDue =
  | { ok: true; validUntil: CivilDate; act: 'verify again' | 'replace' | 'scrap when inaccurate'; standing: Standing; because: Bilingual }
  | { ok: false; because: Bilingual }

export type DueQuestion = {
  verified: CivilDate
  interval: Interval
  convention: ValidityConvention
  adoptions: readonly Adoption[]
  /** A shorter interval the verifier set (计量检定人员 may shorten, never lengthen). */
  shortenedTo_months?: number
}

export function nextDue({ verified, interval, convention, adoptions, shortenedTo_months }: DueQuestion): NextDue {
  const stands = standing(rowStandable(interval), adoptions, verified)
  const cited = citationText(interval.source)
  if (interval.months === undefined) {
    return {
      ok: false,
      because: { zh: `“${interval.instrument.zh}”的检定周期没有依据可查。`, en: `No interval is known for "${interval.instrument.en}".` },
    }
  }
  if (shortenedTo_months !== undefined && (shortenedTo_months < 1 || shortenedTo_months > interval.months)) {
    return {
      ok: false,
      because: { zh: `检定周期只能缩短，不得超过 ${interval.months} 个月。`, en: `An interval may be shortened, never exceed ${interval.months} months.` },
    }
  }
  const months = shortenedTo_months ?? interval.months
  const until = validUntil(verified, months, convention)
  const replaced = interval.way === 'initial only, replaced at expiry'
  const scrapped = interval.way === 'initial only, scrapped when inaccurate'
  return {
    ok: true,
    validUntil: until,
    act: replaced ? 'replace' : scrapped ? 'scrap when inaccurate' : 'verify again',
    standing: stands,
    because: {
      zh: `${verified} 检定，周期 ${months} 个月（${cited}），有效期至 ${until}${replaced ? '，到期轮换' : ''}。`,
      en: `Verified on ${verified} for ${months} months (${cited}): valid until ${until}${replaced ? ', then replaced' : ''}.`,
    },
  }
}
