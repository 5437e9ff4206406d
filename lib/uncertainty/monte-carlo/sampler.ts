// Draws from the distribution of one input, a column of trials at a time (JCGM 101:2008, 6.4 and annex C).
// Pure: the stream of random words is given. Bits do not depend on the engine. Absent: inputs that depend on each other (draw.ts).

import type { Law } from '../law.ts'
import { sinPi } from '../special/angle.ts'
import { exp, ln } from '../special/elementary.ts'
import { drawerOfSkewed, type Skewed } from './skewed.ts'
import { CHUNK_TRIALS, type Stream } from './stream.ts'
import { fillBell, zigguratOf } from './ziggurat.ts'

/** Fills out[0…n-1], n ≤ CHUNK_TRIALS, with independent draws. */
export type Sampler = (stream: Stream, out: Float64Array, n: number) => void

export function samplerOf(law: Law): Sampler {
  switch (law.type) {
    case 'constant': return (_, out, n) => { out.fill(law.value, 0, n) }
    case 'normal': return bell(Infinity, law.mean, law.sd)
    case 't': return bell(law.dof, law.location, law.scale)
    case 'rectangular': return rectangular(law)
    case 'trapezoidal': return trapezoidal(law)
    case 'u_shaped': return arcSine(law)
    case 'curvilinear_trapezoid': return curvilinearTrapezoid(law)
    case 'exponential': return (stream, out, n) => {
      fillUniform(stream, out, n)
      for (let i = 0; i < n; i++) out[i] = law.origin - law.scale * ln(out[i] ?? 0)
    }
    case 'lognormal': {
      const normal = bell(Infinity, law.mu, law.sigma)
      return (stream, out, n) => {
        normal(stream, out, n)
        for (let i = 0; i < n; i++) out[i] = law.origin + exp(out[i] ?? 0)
      }
    }
    case 'skew_normal': return skewNormal(law)
    case 'discrete': return discrete(law.values, law.probabilities)
    case 'samples': return oneOf(law.samples)
    default: return oneByOne(law)
  }
}

/** Uniform on (0, 1). */
export function fillUniform(stream: Stream, out: Float64Array, n: number): void {
  stream.fillBetween(0.5, 0.5, out, n)
}

function bell(dof: number, location: number, scale: number): Sampler {
  const table = zigguratOf(dof)
  return (stream, out, n) => fillBell(table, stream, location, scale, out, n)
}

function rectangular({ centre, halfWidth }: { centre: number; halfWidth: number }): Sampler {
  return (stream, out, n) => stream.fillBetween(centre, halfWidth, out, n)
}

/** A symmetric trapezoid is a sum of two rectangular quantities (6.4.4.4, 6.4.5.4); another is cut by area. */
function trapezoidal(law: Extract<Law, { type: 'trapezoidal' }>): Sampler {
  const { low, rise, top, fall } = law
  if (Math.abs(rise - fall) > 1e-12 * (rise + top + fall)) return unevenTrapezoid(law)
  const wide = rectangular({ centre: low + rise + top / 2, halfWidth: (rise + top) / 2 })
  const narrow = new Float64Array(CHUNK_TRIALS)
  return (stream, out, n) => {
    wide(stream, out, n)
    stream.fillBetween(0, rise / 2, narrow, n)
    for (let i = 0; i < n; i++) out[i] = (out[i] ?? 0) + (narrow[i] ?? 0)
  }
}

function unevenTrapezoid({ low, rise, top, fall }: Extract<Law, { type: 'trapezoidal' }>): Sampler {
  // Areas in units of half the height: rise, 2·top, fall.
  const whole = rise + 2 * top + fall
  const width = rise + top + fall
  return (stream, out, n) => {
    fillUniform(stream, out, n)
    for (let i = 0; i < n; i++) {
      const area = (out[i] ?? 0) * whole
      out[i] = low + (area < rise ? Math.sqrt(area * rise)
        : area < whole - fall ? (rise + area) / 2 : width - Math.sqrt((whole - area) * fall))
    }
  }
}

/** 6.4.6.4: the sine of a uniform angle. */
function arcSine({ centre, halfWidth }: { centre: number; halfWidth: number }): Sampler {
  return (stream, out, n) => {
    stream.fillBetween(0, 0.5, out, n)
    for (let i = 0; i < n; i++) out[i] = centre + halfWidth * sinPi(out[i] ?? 0)
  }
}

/** 6.4.3.4: first a half-width, then a point within it. */
function curvilinearTrapezoid({ centre, halfWidth, d }: Extract<Law, { type: 'curvilinear_trapezoid' }>): Sampler {
  const widths = new Float64Array(CHUNK_TRIALS)
  return (stream, out, n) => {
    stream.fillBetween(halfWidth, d, widths, n)
    stream.fillBetween(0, 1, out, n)
    for (let i = 0; i < n; i++) out[i] = centre + (widths[i] ?? 0) * (out[i] ?? 0)
  }
}

/** Azzalini (1985): δ|z₁| + √(1 - δ²) z₂. */
function skewNormal({ location, scale, shape }: Extract<Law, { type: 'skew_normal' }>): Sampler {
  const size = Math.sqrt(1 + shape * shape)
  const [delta, rest] = [(scale * shape) / size, scale / size]
  const table = zigguratOf(Infinity)
  const first = new Float64Array(CHUNK_TRIALS)
  return (stream, out, n) => {
    fillBell(table, stream, 0, 1, first, n)
    fillBell(table, stream, location, rest, out, n)
    for (let i = 0; i < n; i++) out[i] = (out[i] ?? 0) + delta * Math.abs(first[i] ?? 0)
  }
}

function discrete(values: readonly number[], probabilities: readonly number[]): Sampler {
  const bounds = new Float64Array(values.length)
  let total = 0
  for (const [i, p] of probabilities.entries()) {
    total += p
    bounds[i] = total
  }
  // The last value that can occur takes what rounding leaves of probability 1.
  const last = probabilities.findLastIndex((p) => p > 0)
  return (stream, out, n) => {
    fillUniform(stream, out, n)
    for (let i = 0; i < n; i++) out[i] = values[Math.min(last, firstAbove(bounds, out[i] ?? 0))] ?? Number.NaN
  }
}

/** The first place whose bound is greater than x, by halving; the length where there is none. */
function firstAbove(bounds: Float64Array, x: number): number {
  let [from, to] = [0, bounds.length]
  while (from < to) {
    const middle = (from + to) >> 1
    if ((bounds[middle] ?? 0) > x) to = middle
    else from = middle + 1
  }
  return from
}

function oneOf(samples: readonly number[]): Sampler {
  const list = Float64Array.from(samples)
  return (stream, out, n) => {
    fillUniform(stream, out, n)
    for (let i = 0; i < n; i++) out[i] = list[Math.floor((out[i] ?? 0) * list.length)] ?? Number.NaN
  }
}

function oneByOne(law: Skewed): Sampler {
  const draw = drawerOfSkewed(law)
  return (stream, out, n) => {
    for (let i = 0; i < n; i++) out[i] = draw(stream)
  }
}
