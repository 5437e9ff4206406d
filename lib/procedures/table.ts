// Tables of a procedure as functions in formulas: chosen by the instrument's choices, stepped over one number.
// A table over no number is a plain name. Absent: interpolation between rows (formulas have `interpolate`).

import { cmp, exactly } from '@duheng/quantity/decimal.ts'
import type { Unit } from '@duheng/quantity/unit-algebra.ts'
import { comparable } from '@duheng/quantity/unit-algebra.ts'
import { unit } from '@duheng/quantity/unit.ts'
import type { Shape } from '@duheng/uncertainty/check.ts'
import { exactNumber, inUnit } from '@duheng/uncertainty/exact.ts'
import type { ExactLookup, ExactValue } from '@duheng/uncertainty/exact.ts'
import type { TableFile } from './schema.ts'

/** The choices of an instrument: parameter name to option id. */
export type Choices = ReadonlyMap<string, string>

/** For the unit check: what the table gives, or why it cannot be called so. */
export function tableShape(name: string, table: TableFile): (args: readonly Shape[]) => Shape | string {
  const over = table.over
  return (args) => {
    const [argument] = args
    if (
      over === undefined || args.length !== 1 || argument?.type !== 'number'
    ) return `the table ${name} is written ${name}(x) with one number`
    const fits = comparable(argument.unit, unit(over.unit))
    return fits.ok ? { type: 'number', unit: unit(table.unit) } : `the table ${name} is over ${over.unit}: ${fits.reason}`
  }
}

/** The value of a table without `over` for these choices; undefined when no row fits. */
export function tableConstant(table: TableFile, choices: Choices): ExactValue | undefined {
  const row = table.rows.find(({ when }) => fits(when, choices))
  return row === undefined ? undefined : exactNumber(exactly(row.value), unit(table.unit))
}

export function tableLookup(name: string, table: TableFile, choices: Choices): ExactLookup {
  const rows = table.rows.filter(({ when }) => fits(when, choices))
  const over = unit(table.over?.unit ?? '1')
  const result: Unit = unit(table.unit)
  return ([argument]) => {
    if (argument === undefined) return `the table ${name} needs a number`
    const x = inUnit(argument, over)
    if (!x.ok) return x.reason
    const row = rows.find(({ upto, below }) => {
      if (upto !== undefined) return cmp(x.value.value, exactly(upto)) <= 0
      return below === undefined || cmp(x.value.value, exactly(below)) < 0
    })
    return row === undefined ? `the table ${name} ends before this value` : exactNumber(exactly(row.value), result, x.value.exact)
  }
}

/** Whether choices satisfy a `when`: every named parameter has one of the listed options. */
export function fits(when: Readonly<Record<string, readonly string[]>> | undefined, choices: Choices): boolean {
  return Object.entries(when ?? {}).every(([name, options]) => options.includes(choices.get(name) ?? ''))
}
