// Numbers of the tools as they are read: a value to the last place of its uncertainty, a probability, a share. Rounding is lib/quantity's.
import { fromNumber } from '@duheng/quantity/decimal.ts'
import { roundResult } from '@duheng/quantity/rounding.ts'
import { digitsShown, significant } from '../../printed.ts'

/** Value and U with two digits of U; six significant digits where there is no U to say how many count. */
export function withU(value: number, U: number): { readonly value: string; readonly U: string } {
  const rounded = U > 0 && Number.isFinite(U) && Number.isFinite(value) ? roundResult(fromNumber(value), fromNumber(U), { digits: 2, mode: 'nearest' }) : undefined
  if (rounded?.ok !== true) return { value: significant(value, 6), U: significant(U, 2) }
  return { value: digitsShown(rounded.value.value.text), U: digitsShown(rounded.value.uncertainty.text) }
}

/** A value to the places of its uncertainty, one more than is printed. */
export const placed = (value: number, u: number): string => withU(value, u / 4).value

/** With a real sign, for differences. */
export const signed = (text: string): string => (/^[\d.]*[1-9]/.test(text.replaceAll('\u202f', '')) && !text.startsWith('\u2212') ? `+${text}` : text)

/** As a person writes it: no zeros behind. */
export const percentNeat = (share: number, digits = 4): string => `${digitsShown(String(Number((share * 100).toPrecision(digits))))}\u202f%`

export const percent = (share: number, digits = 3): string => `${significant(share * 100, digits)}\u202f%`

/** A probability; tiny ones keep their size, sure ones never read 1. */
export function probability(p: number): string {
  if (p > 0.9999 && p < 1) return '>\u202f0.9999'
  return p !== 0 && p < 0.001 ? significant(p, 2) : p.toFixed(4)
}

