// The text forms a record is made of: printed text, decimal text, dates, hashes. Pure zod schemas, each bounded before its pattern runs.

import { z } from 'zod'
import { refusedCharacter } from './printable.ts'

/** One line of visible text in NFC, without control, bidirectional, zero-width or private-use characters. */
export function printed(maximumLength: number) {
  return z.string().min(1).max(maximumLength).superRefine((text, context) => {
    const refused = refusedCharacter(text)
    if (refused) context.addIssue({ code: 'custom', message: `${refused.codePoint} cannot be printed: ${refused.why}` })
    else if (text !== text.normalize('NFC')) context.addIssue({ code: 'custom', message: 'text is not in Unicode normal form C' })
    else if (text !== text.trim()) context.addIssue({ code: 'custom', message: 'text begins or ends with a space' })
  })
}

const plainDecimal = /^-?(?:0|[1-9]\d*)(?:\.\d+)?$/

/** Exact decimal text: no exponent, no plus sign, no negative zero, at most 40 characters. */
export const decimalText = z.string().max(40)
  .regex(plainDecimal, 'not exact decimal text such as -0.05 or 12.30')
  .refine(text => !/^-0(?:\.0+)?$/.test(text), 'negative zero is not printed')

export const positiveDecimalText = decimalText.refine(text => !text.startsWith('-') && /[1-9]/.test(text), 'must be greater than zero')

/** Coverage probability as decimal text, 0 < p < 1. */
export const digitsOfProbability = z.string().max(12).regex(/^0\.\d*[1-9]\d*$/, 'a probability is written 0.95')

export const Sha256 = z.string().regex(/^[0-9a-f]{64}$/, 'a SHA-256 is 64 lower-case hexadecimal digits')

export const opaqueId = z.string().regex(/^[A-Za-z0-9_-]{10,43}$/, 'an opaque id has 10 to 43 characters of A–Z a–z 0–9 _ -')

const monthLengths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]

/** A civil date 'YYYY-MM-DD' of the Gregorian calendar, years 1900–2199; compare two of them as text. */
export const civilDate = z.string().max(10)
  .regex(/^(?:19|20|21)\d\d-\d\d-\d\d$/, 'a date is written 2026-11-23')
  .refine(isCivilDate, 'no such day')

function isCivilDate(text: string): boolean {
  const [year = 0, month = 0, day = 0] = text.split('-').map(Number)
  const isLeap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0
  const length = month === 2 && isLeap ? 29 : monthLengths[month - 1] ?? 0
  return day >= 1 && day <= length
}
