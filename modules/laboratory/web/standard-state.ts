// Where a reference standard stands today, and how urgent that is. Pure. Absent: whether it may be used for an item (guards.ts decides on the server).
import { civilDate, daysBetween } from '@duheng/calendar/civil-date.ts'

/** House rule, not law: time enough to send a standard away and get it back. */
export const SOON_DAYS = 60

export type StandardStanding = 'valid' | 'expiring' | 'expired' | 'not yet' | 'no period' | 'withdrawn' | 'no certificate' | 'retired'
export type Standing = {
  readonly retired: boolean
  readonly certificate: { readonly state: 'valid' | 'expired' | 'withdrawn' | 'not yet' | 'no period'; readonly validUntil: string | null } | null
}

export function standingOf({ retired, certificate }: Standing, today: string): StandardStanding {
  if (retired) return 'retired'
  if (certificate === null) return 'no certificate'
  if (certificate.state !== 'valid' || certificate.validUntil === null) return certificate.state
  return daysLeft(certificate.validUntil, today) <= SOON_DAYS ? 'expiring' : 'valid'
}

/** Negative when over. */
export const daysLeft = (until: string, today: string): number => daysBetween(civilDate(today), civilDate(until))

/** In use, and its certificate is over, ends soon or is missing: what a head wants to see first. */
export const needsCare = (standing: StandardStanding): boolean => !['valid', 'no period', 'retired'].includes(standing)
