// What a calculation answers when its input cannot be used: the field, and the rule it breaks, in Chinese and English.
// Pure. Compatible with `Outcome` of lib/quantity: `reason` is the English sentence.

export type Sentence = { readonly zh: string; readonly en: string }

export type Refusal = { readonly ok: false; readonly field: string; readonly zh: string; readonly reason: string }

/** A value, or which field is wrong and why. */
export type Found<T> = { readonly ok: true; readonly value: T } | Refusal

export function found<T>(value: T): { readonly ok: true; readonly value: T } {
  return { ok: true, value }
}

export function refuse(field: string, zh: string, reason: string): Refusal {
  return { ok: false, field, zh: `${field}：${zh}`, reason: `${field}: ${reason}` }
}

/** The first value that is not a finite number, as a refusal. */
export function notFinite(values: Readonly<Record<string, number | undefined>>): Refusal | undefined {
  for (const [field, value] of Object.entries(values)) {
    if (value !== undefined && !Number.isFinite(value)) return refuse(field, '须为有限的数', 'must be a finite number')
  }
  return undefined
}

/** The first value that is not a number greater than zero, as a refusal. */
export function notPositive(values: Readonly<Record<string, number | undefined>>): Refusal | undefined {
  for (const [field, value] of Object.entries(values)) {
    if (value !== undefined && !(value > 0 && value < Infinity)) return refuse(field, '须大于零', 'must be greater than zero')
  }
  return undefined
}

/** The first value that is not a probability strictly between 0 and 1, as a refusal. */
export function notProbability(values: Readonly<Record<string, number | undefined>>): Refusal | undefined {
  for (const [field, value] of Object.entries(values)) {
    if (value !== undefined && !(value > 0 && value < 1)) return refuse(field, '须在 0 与 1 之间', 'must lie between 0 and 1')
  }
  return undefined
}
