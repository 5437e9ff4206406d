// Whether a computed value is the expected one: within the case's tolerance, or the one its note or its kind of computation implies.
// Pure.
import type { Expected, Value } from './case.ts'

/** A computed value; `standardError` where it was drawn by Monte Carlo, `scale` the standard uncertainty it belongs to. */
export type Computed = { readonly value: Value; readonly standardError?: number; readonly scale?: number }

/** The allowance of one expected value, and its text for the report. */
export type Tolerance = { readonly size: number; readonly relative: boolean; readonly text: string }

/** Where nothing is stated: exact and recomputed numbers are written out in full. */
const REL_UNSTATED = 1e-9

/**
 * `abs_tol` or `rel_tol` of the case; else what its note states ("rel tol 1e-10", "0.01 (u), 0.02 (ends)"); else, for a drawn value, four
 * standard errors or 5e-4 of the standard uncertainty, whichever is larger; else 1e-9 of the value.
 */
export function toleranceOf({ name, absTol, relTol }: Expected, note: string, { standardError, scale }: Computed): Tolerance {
  if (absTol !== undefined) return absolute(absTol, '')
  if (relTol !== undefined) return { size: relTol, relative: true, text: `rel ${relTol}` }
  const said = ofNote(name, note, standardError !== undefined)
  if (said !== undefined) return said
  if (standardError === undefined) return { size: REL_UNSTATED, relative: true, text: `rel ${REL_UNSTATED} (unstated)` }
  const size = Number(Math.max(4 * standardError, 5e-4 * (scale ?? 0)).toPrecision(2))
  return absolute(size, ' (4 standard errors)')
}

function absolute(size: number, about: string): Tolerance {
  return { size, relative: false, text: `${size}${about}` }
}

function ofNote(name: string, note: string, drawn: boolean): Tolerance | undefined {
  const relative = /\brel(?:ative)?\.?\s+tol(?:erance)?\s*:?\s*([0-9.e+-]*\d)/i.exec(note)?.[1]
  if (relative !== undefined) return { size: Number(relative), relative: true, text: `rel ${relative} (note)` }
  if (!drawn) return undefined
  const what = /\b(?:low|high|end|lower|upper)\b/i.test(name) ? 'ends' : 'u'
  const stated = new RegExp(String.raw`([0-9.e+-]*\d)\s*\(${what}\)`).exec(note)?.[1]
  return stated === undefined ? undefined : absolute(Number(stated), ' (note)')
}

/** Lists are compared item by item, in order; anything that is no number must be equal. */
export function agrees(expected: Value, got: Value, tolerance: Tolerance): boolean {
  if (Array.isArray(expected) || Array.isArray(got)) {
    if (!Array.isArray(expected) || !Array.isArray(got)) return false
    return expected.length === got.length && expected.every((one: Value, i) => agrees(one, got[i] ?? '', tolerance))
  }
  if (typeof expected !== 'number' || typeof got !== 'number') return expected === got
  if (expected === got) return true
  const away = Math.abs(got - expected)
  // Both ends of a tolerance belong to it: a hair is left for the doubles in which it is written.
  return away <= (tolerance.relative ? tolerance.size * Math.abs(expected) : tolerance.size) * (1 + 1e-12) + Math.abs(expected) * 2e-16
}
