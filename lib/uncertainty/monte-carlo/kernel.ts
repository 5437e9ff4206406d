// A compiled formula (program.ts) as a worker needs it: plain data, operations by name, without units. Pure.

import { OP, type Program } from '../program.ts'

export type OperationName = keyof typeof OP

/** Slots as in `Program`; `outputs` are slots. */
export type Kernel = Pick<Program, 'inputCount' | 'constants' | 'a' | 'b' | 'c'> & {
  readonly operations: readonly OperationName[]
  readonly outputs: readonly number[]
}

const NAMES: ReadonlyMap<number, OperationName> = new Map(namesOf(OP).map((name) => [OP[name], name]))

export function kernelOf({ inputCount, constants, operations, a, b, c, outputs }: Program): Kernel {
  const names = Array.from(operations, (operation) => {
    const name = NAMES.get(operation)
    if (name === undefined) throw new Error(`unknown operation ${operation}`)
    return name
  })
  return { inputCount, constants, operations: names, a, b, c, outputs: outputs.map(({ slot }) => slot) }
}

function namesOf<K extends string>(record: Readonly<Record<K, unknown>>): readonly K[] {
  const names: K[] = []
  for (const name in record) names.push(name)
  return names
}

const UNARY: ReadonlySet<OperationName> = new Set([
  'neg', 'abs', 'floor', 'sqrt', 'exp', 'ln', 'log10', 'sin', 'cos', 'tan', 'asin', 'acos', 'atan', 'not',
])

/** Inputs that some operation or output reads; a program puts slot 0 where an operation has nothing to read. */
export function usedInputs({ operations, a, b, c, outputs }: Kernel): ReadonlySet<number> {
  const used = new Set(outputs)
  for (const [i, operation] of operations.entries()) {
    used.add(a[i] ?? 0)
    if (!UNARY.has(operation)) used.add(b[i] ?? 0)
    if (operation === 'choose') used.add(c[i] ?? 0)
  }
  return used
}
