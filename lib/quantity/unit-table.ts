// All named units, in the order in which a reader prefers them, and the products whose name is a kind.
// Data only; unit-algebra.ts gives it meaning. The units themselves are in the units-*.ts beside this file.

import type { Atom, Kind } from './unit-atom.ts'
import { chosenUnits, ratiosAndCounts, siUnits, temperatures } from './units-si.ts'
import { marketUnits, technicalUnits } from './units-china.ts'
import { amountUnits, fractions, imperialUnits, levels, methodUnits, naturalUnits, scientificUnits } from './units-customary.ts'
import { ucumUnits } from './units-ucum.ts'

export const ATOMS: readonly Atom[] = [
  ...siUnits, ...temperatures, ...chosenUnits, ...ratiosAndCounts, ...technicalUnits, ...marketUnits, ...scientificUnits, ...imperialUnits,
  ...levels, ...fractions, ...methodUnits, ...amountUnits, ...naturalUnits, ...ucumUnits,
]

/** Products whose name is a kind: N·m is torque (energy is J), and W·h is energy (SI Brochure 9th edition, 2.3.4). */
export const PRODUCT_KINDS: readonly { readonly symbols: readonly [string, string]; readonly kind: Kind }[] = [
  { symbols: ['N', 'm'], kind: 'torque' },
  { symbols: ['kgf', 'm'], kind: 'torque' },
  { symbols: ['lbf', 'ft'], kind: 'torque' },
  { symbols: ['W', 'h'], kind: 'energy' },
  { symbols: ['W', 's'], kind: 'energy' },
  { symbols: ['VA', 'h'], kind: 'apparent energy' },
  { symbols: ['var', 'h'], kind: 'reactive energy' },
]
