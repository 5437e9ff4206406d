// What the tests of this package share: unwrapping a result and comparing numbers.

import assert from 'node:assert/strict'
import type { Found } from '@duheng/decisions/refusal.ts'

export function valueOf<T>(found: Found<T>): T {
  assert.ok(found.ok, found.ok ? '' : found.reason)
  return found.value
}

/** The refusal's field, having checked that it speaks both languages. */
export function fieldOf(found: Found<unknown>): string {
  assert.ok(!found.ok, 'expected a refusal')
  assert.ok(/[一-龥]/.test(found.zh) && found.reason.startsWith(found.field), found.reason)
  return found.field
}

export function near(got: number | undefined, expected: number, tolerance: number, name = ''): void {
  assert.ok(got !== undefined && Math.abs(got - expected) <= tolerance, `${name} ${got}, not ${expected}`)
}

/** Orders of n things: as given, reversed, and a few that mix. */
export function orders(n: number): number[][] {
  const plain = Array.from({ length: n }, (_, i) => i)
  const turned = plain.map((i) => (i + 1) % n)
  const mixed = plain.toSorted((a, b) => ((a * 7 + 3) % n) - ((b * 7 + 3) % n))
  return [plain, plain.toReversed(), turned, mixed, mixed.toReversed()]
}
