// Draws one by one from distributions that need rejection or a quantile of their own: gamma, beta, Weibull, extreme values, logistic,
// Laplace, truncated normal. Pure: the stream is given; bits do not depend on the engine.

import type { Law } from '../law.ts'
import { exp, expm1, ln, power } from '../special/elementary.ts'
import type { Stream } from './stream.ts'
import { drawBell, zigguratOf, type Ziggurat } from './ziggurat.ts'

export type Skewed = Extract<Law, { type: 'gamma' | 'beta' | 'weibull' | 'gev' | 'truncated_normal' | 'laplace' | 'logistic' }>
type Draw = (stream: Stream) => number

export function drawerOfSkewed(law: Skewed): Draw {
  switch (law.type) {
    case 'gamma': {
      const { origin, scale } = law
      const logarithm = logGamma(law.shape)
      return (stream) => origin + scale * exp(logarithm(stream))
    }
    case 'beta': return beta(law)
    case 'weibull': {
      const { origin, scale, shape } = law
      return (stream) => origin + scale * power(-ln(stream.uniform()), 1 / shape)
    }
    case 'gev': return extreme(law)
    case 'laplace': {
      const { mean, scale } = law
      return (stream) => {
        const size = -scale * ln(stream.uniform())
        return stream.word() < 0 ? mean - size : mean + size
      }
    }
    case 'logistic': {
      const { mean, scale } = law
      return (stream) => {
        const u = stream.uniform()
        return mean + scale * ln(u / (1 - u))
      }
    }
    case 'truncated_normal': return truncated(law)
  }
}

/** A standard gamma quantity of any shape > 0. */
export function gammaDrawer(shape: number): Draw {
  const logarithm = logGamma(shape)
  return (stream) => exp(logarithm(stream))
}

/**
 * The logarithm of a standard gamma quantity (Marsaglia and Tsang, A simple method for generating gamma variables, 2000). Shapes below 1
 * are raised by 1 and multiplied by U^(1/shape), which only a logarithm can hold.
 */
function logGamma(shape: number): Draw {
  const raised = shape < 1 ? shape + 1 : shape
  const d = raised - 1 / 3
  const c = 1 / Math.sqrt(9 * d)
  const normal = zigguratOf(Infinity)
  return (stream) => {
    const g = ln(d * cube(normal, c, d, stream))
    return shape < 1 ? g + ln(stream.uniform()) / shape : g
  }
}

/** v = (1 + cz)³ such that d·v is gamma distributed. */
function cube(normal: Ziggurat, c: number, d: number, stream: Stream): number {
  for (;;) {
    const z = drawBell(normal, stream)
    const side = 1 + c * z
    if (side <= 0) continue
    const v = side * side * side
    const u = stream.uniform()
    const square = z * z
    if (u < 1 - 0.0331 * square * square || ln(u) < 0.5 * square + d * (1 - v + ln(v))) return v
  }
}

/** X/(X + Y) of two gamma quantities, from their logarithms. */
function beta({ alpha, beta: other, low, high }: Extract<Law, { type: 'beta' }>): Draw {
  const [x, y] = [logGamma(alpha), logGamma(other)]
  return (stream) => {
    const difference = x(stream) - y(stream)
    // Counted from the nearer end, so that neither end loses digits.
    return difference > 0 ? high - (high - low) / (1 + exp(difference)) : low + (high - low) / (1 + exp(-difference))
  }
}

function extreme({ location, scale, shape }: Extract<Law, { type: 'gev' }>): Draw {
  if (shape === 0) return (stream) => location - scale * ln(-ln(stream.uniform()))
  return (stream) => location + (scale / shape) * expm1(-shape * ln(-ln(stream.uniform())))
}

/** Robert, Simulation of truncated normal variables (1995): from the bell, an exponential or a uniform cover, whichever fits. */
function truncated({ location, scale, low, high }: Extract<Law, { type: 'truncated_normal' }>): Draw {
  const [a, b] = [(low - location) / scale, (high - location) / scale]
  const standard = b <= 0 ? mirrored(between(-b, -a)) : between(a, b)
  // A draw next to a limit may round over it.
  return (stream) => Math.min(high, Math.max(low, location + scale * standard(stream)))
}

function mirrored(draw: Draw): Draw {
  return (stream) => -draw(stream)
}

/** Standard normal between a and b, b > 0. */
function between(a: number, b: number): Draw {
  const rate = (a + Math.sqrt(a * a + 4)) / 2
  // The lowest point of |x| in between, where the bell is highest.
  const top = Math.max(0, a)
  if (b - a < (a > 0 ? 1 / rate : 1.5)) {
    return (stream) => {
      for (;;) {
        const x = a + (b - a) * stream.uniform()
        if (stream.uniform() < exp((top * top - x * x) / 2)) return x
      }
    }
  }
  if (a < 0.5) {
    const normal = zigguratOf(Infinity)
    return (stream) => {
      for (;;) {
        const x = drawBell(normal, stream)
        if (x >= a && x <= b) return x
      }
    }
  }
  return (stream) => {
    for (;;) {
      const x = a - ln(stream.uniform()) / rate
      if (x <= b && stream.uniform() < exp(-0.5 * (x - rate) * (x - rate))) return x
    }
  }
}
