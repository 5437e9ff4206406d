// Maximum permissible errors from a rule's table: rows over the measured quantity, each a sum of terms or the wider of several.
// Pure, on exact rationals; all numbers of one table are in the units the rule names. Absent: units and where the table comes from
// (rules/ carries document, clause, date); tables that depend on the instrument's class, which the caller has chosen (lib/procedures).

import { abs, add, cmp, exactText, max, mul, type Rational } from '@duheng/quantity/decimal.ts'
import { symmetricLimits, type Limits } from './decide.ts'
import { found, refuse, type Found } from './refusal.ts'

/**
 * One term of an MPE: a fixed amount; a share of the value itself (`relative`, 0.01 for 1 %); a share of the full scale or span
 * (`fiducial`, GB/T 13283); steps of the indication (`digits`, so many times the resolution).
 */
export type MpeTerm =
  | { readonly kind: 'absolute'; readonly amount: Rational }
  | { readonly kind: 'relative'; readonly share: Rational }
  | { readonly kind: 'fiducial'; readonly share: Rational }
  | { readonly kind: 'digits'; readonly count: Rational }

/** A permissible error as the sum of its terms; of several alternatives the widest holds ("±5 or ±10 %, either is enough"). */
export type MpeFormula = { readonly anyOf: readonly (readonly MpeTerm[])[] }

/** A row holds for `from` < or ≤ |value| ≤ or < `upTo`; the row written first wins where two meet. */
export type MpeRow = {
  readonly from?: Rational
  readonly fromIncluded?: boolean
  readonly upTo?: Rational
  readonly upToIncluded?: boolean
  readonly lower?: MpeFormula
  readonly upper?: MpeFormula
  /** The same to both sides. */
  readonly both?: MpeFormula
}

export type MpeTable = { readonly rows: readonly MpeRow[]; readonly span?: Rational; readonly resolution?: Rational }

/** MPE limits of the error at a value, one- or two-sided, with the row they come from (counted from 1). */
export type MpeAt = { readonly limits: Limits; readonly row: number }

/** The limits of error at |value|, as the table's row there says. Refused where no row reaches, or a term lacks what it refers to. */
export function mpeAt(table: MpeTable, value: Rational): Found<MpeAt> {
  const size = abs(value)
  const index = table.rows.findIndex((row) => covers(row, size))
  const row = table.rows[index]
  if (row === undefined) {
    const shown = exactText(size) ?? `${size.n}/${size.d}`
    return refuse('value', `规则表在 ${shown} 处没有最大允许误差`, `the rule's table has no permissible error at ${shown}`)
  }
  if (row.both !== undefined) {
    const mpev = amountOf(row.both, table, size)
    return mpev.ok ? found({ limits: symmetricLimits(mpev.value), row: index + 1 }) : mpev
  }
  const lower = row.lower === undefined ? undefined : amountOf(row.lower, table, size)
  const upper = row.upper === undefined ? undefined : amountOf(row.upper, table, size)
  if (lower !== undefined && !lower.ok) return lower
  if (upper !== undefined && !upper.ok) return upper
  if (lower === undefined && upper === undefined) return refuse('rows', '该行没有给出误差限', 'the row states no limit')
  const below = lower && { n: -lower.value.n, d: lower.value.d }
  return found({ limits: { lower: below, upper: upper?.value }, row: index + 1 })
}

function covers({ from, fromIncluded = true, upTo, upToIncluded = true }: MpeRow, size: Rational): boolean {
  const low = from === undefined ? 1 : cmp(size, from)
  const high = upTo === undefined ? -1 : cmp(size, upTo)
  return (low > 0 || (low === 0 && fromIncluded)) && (high < 0 || (high === 0 && upToIncluded))
}

function amountOf({ anyOf }: MpeFormula, table: MpeTable, size: Rational): Found<Rational> {
  let widest: Rational | undefined
  for (const terms of anyOf) {
    let sum: Rational = { n: 0n, d: 1n }
    for (const term of terms) {
      const amount = termOf(term, table, size)
      if (!amount.ok) return amount
      sum = add(sum, amount.value)
    }
    widest = widest === undefined ? sum : max(widest, sum)
  }
  return widest === undefined ? refuse('anyOf', '公式为空', 'the formula is empty') : found(widest)
}

function termOf(term: MpeTerm, { span, resolution }: MpeTable, size: Rational): Found<Rational> {
  switch (term.kind) {
    case 'absolute': return found(term.amount)
    case 'relative': return found(mul(term.share, size))
    case 'fiducial': return span === undefined ? refuse('span', '引用误差需要量程', 'a fiducial error needs the span')
      : found(mul(term.share, span))
    case 'digits': return resolution === undefined
      ? refuse('resolution', '“字”误差需要分辨力', 'an error in digits needs the resolution')
      : found(mul(term.count, resolution))
  }
}
