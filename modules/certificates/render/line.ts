// A printed text in one or two languages, and the two ways a text comes to be one. Pure.

import type { Words } from '@duheng/dcc/record.ts'

/** A text and its second language; `en` is null on a Chinese-only certificate and for what is the same in both. */
export type Line = { zh: string; en: string | null }
export type Field = { label: Line; value: Line }
/** Picks the languages of one certificate. */
export type ToLine = (text: Words) => Line

/** Text that is the same in both languages. */
export function plain(text: string): Line {
  return { zh: text, en: null }
}

/** A decimal text as printed: the hyphen becomes a minus sign, nothing else changes. */
export function minus(value: string): string {
  return value.replace('-', '−')
}
