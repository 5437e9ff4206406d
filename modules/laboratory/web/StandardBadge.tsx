// Where a standard or one of its certificates stands, in a word, and how long its certificate still holds.
import { Clock } from '#ui/Clock.tsx'
import { useWords } from '#ui/i18n.ts'
import { useToday } from '#ui/now.ts'
import type { VerdictKind } from '#ui/tokens.ts'
import { VerdictBadge } from '#ui/VerdictBadge.tsx'
import { daysLeft, SOON_DAYS } from './standard-state.ts'
import type { StandardStanding } from './standard-state.ts'
import { standardWords } from './standard-words.ts'

export const standingWord = {
  valid: 'valid', expiring: 'expiring', expired: 'expired', 'not yet': 'notYet', 'no period': 'noPeriod', withdrawn: 'withdrawn', 'no certificate': 'noCertificate', retired: 'retired',
} as const satisfies Readonly<Record<StandardStanding, string>>
const kinds: Readonly<Record<StandardStanding, VerdictKind>> = {
  valid: 'ok', expiring: 'warn', expired: 'bad', 'not yet': 'unk', 'no period': 'unk', withdrawn: 'void', 'no certificate': 'unk', retired: 'void',
}

export function StandardBadge({ standing }: { readonly standing: StandardStanding }) {
  const t = useWords(standardWords)
  return <VerdictBadge kind={kinds[standing]}>{t[standingWord[standing]]}</VerdictBadge>
}

/** Days left of a certificate; amber from 60 days on, which is the last third of the 180 days told to the clock. */
export function UntilClock({ until }: { readonly until: string }) {
  return <Clock due={until} left={daysLeft(until, useToday())} total={SOON_DAYS * 3} unit="day" />
}
