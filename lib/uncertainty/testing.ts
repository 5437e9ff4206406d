// What the tests of this package share: comparing numbers, reading a model, a normal input.

import assert from 'node:assert/strict'
import { readModel, type InputData, type MeasurementModel, type ModelData } from './model.ts'
import type { Refusal } from './refusal.ts'

export function near(got: number | undefined, expected: number, tolerance: number, what: string): void {
  assert.ok(got !== undefined && Math.abs(got - expected) <= tolerance, `${what}: ${got}, not ${expected}`)
}

/** What was found, having failed with the refusal's sentence where it was refused. */
export function accepted<T extends { readonly ok: true }>(found: T | Refusal): T {
  assert.ok(found.ok, found.ok ? '' : found.message)
  return found
}

export function modelOf(data: ModelData): MeasurementModel {
  return accepted(readModel(data)).model
}

export function normal(name: string, estimate: number, u: number, dof?: number): InputData {
  return { name, estimate, stated: { type: 'normal', u, dof } }
}
