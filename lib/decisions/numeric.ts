// Integrals and roots for probabilities: adaptive Gauss–Kronrod quadrature and Brent's root. Pure, float64.
// Sources: Piessens et al., QUADPACK (1983), the 7–15 point pair; Brent, Algorithms for Minimization without Derivatives (1973), ch. 4.
// Absent: infinite ranges; the caller cuts them where nothing is left.

const NODES = [
  0.9914553711208126, 0.9491079123427585, 0.8648644233597691, 0.7415311855993945, 0.5860872354676911,
  0.4058451513773972, 0.20778495500789848, 0,
]
const KRONROD = [
  0.022935322010529224, 0.06309209262997856, 0.10479001032225019, 0.14065325971552592, 0.1690047266392679,
  0.19035057806478542, 0.20443294007529889, 0.20948214108472782,
]
const GAUSS = [0, 0.1294849661688697, 0, 0.27970539148927664, 0, 0.3818300505051189, 0, 0.4179591836734694]

/**
 * ∫ f over [points[0], points.at(-1)], split at every point between; where f bends or jumps there should be a point.
 * `tolerance` is absolute, and relative to the whole; the default is near the last digit of probabilities.
 */
export function integrate(f: (x: number) => number, points: readonly number[], tolerance = 1e-15): number {
  const sorted = [...new Set(points)].filter((x) => Number.isFinite(x)).toSorted((a, b) => a - b)
  let sum = 0
  for (let i = 1; i < sorted.length; i++) sum += piece(f, sorted[i - 1] ?? 0, sorted[i] ?? 0, tolerance, 40)
  return sum
}

function piece(f: (x: number) => number, a: number, b: number, tolerance: number, depth: number): number {
  const { value, error } = kronrod(f, a, b)
  if (depth === 0 || error <= Math.max(tolerance, 1e-14 * Math.abs(value))) return value
  const middle = (a + b) / 2
  return piece(f, a, middle, tolerance, depth - 1) + piece(f, middle, b, tolerance, depth - 1)
}

/** The error is QUADPACK's: |K - G| scaled by how much f varies, since the 15 points are far better than the 7. */
function kronrod(f: (x: number) => number, a: number, b: number): { value: number; error: number } {
  const centre = (a + b) / 2
  const half = (b - a) / 2
  // f may integrate itself, so the ordinates are this call's own.
  const left = new Float64Array(8)
  const right = new Float64Array(8)
  let value = 0
  let gauss = 0
  for (let i = 0; i < 8; i++) {
    const step = half * (NODES[i] ?? 0)
    left[i] = f(centre - step)
    right[i] = i === 7 ? 0 : f(centre + step)
    const y = (left[i] ?? 0) + (right[i] ?? 0)
    value += y * (KRONROD[i] ?? 0)
    gauss += y * (GAUSS[i] ?? 0)
  }
  const mean = value / 2
  let spread = Math.abs((left[7] ?? 0) - mean) * (KRONROD[7] ?? 0)
  for (let i = 0; i < 7; i++) spread += (KRONROD[i] ?? 0) * (Math.abs((left[i] ?? 0) - mean) + Math.abs((right[i] ?? 0) - mean))
  spread *= half
  const raw = Math.abs(value - gauss) * half
  return { value: value * half, error: spread === 0 || raw === 0 ? raw : spread * Math.min(1, ((200 * raw) / spread) ** 1.5) }
}

/** The x in [low, high] with f(x) = 0, f having opposite signs at the ends; undefined where it has not. */
export function root(f: (x: number) => number, low: number, high: number, tolerance = 1e-15): number | undefined {
  let [a, b, fa, fb] = [low, high, f(low), f(high)]
  if (fa === 0) return a
  if (fb === 0) return b
  if (!(fa * fb < 0)) return undefined
  let [c, fc, step, before] = [a, fa, b - a, b - a]
  for (let i = 0; i < 200 && fb !== 0; i++) {
    if (fb * fc > 0) [c, fc, step, before] = [a, fa, b - a, b - a]
    if (Math.abs(fc) < Math.abs(fb)) [a, b, c, fa, fb, fc] = [b, c, b, fb, fc, fb]
    const limit = 2 * Number.EPSILON * Math.abs(b) + tolerance / 2
    const middle = (c - b) / 2
    if (Math.abs(middle) <= limit) return b
    const guess = interpolated(a, b, c, fa, fb, fc, middle)
    const usable = Math.abs(before) >= limit && Math.abs(fa) > Math.abs(fb) && 2 * Math.abs(guess) < Math.min(
      3 * Math.abs(middle) - limit, Math.abs(before),
    )
    const inside = usable && guess * middle > 0
    before = inside ? step : middle
    step = inside ? guess : middle
    a = b
    fa = fb
    b += Math.abs(step) > limit ? step : Math.sign(middle) * limit
    fb = f(b)
  }
  return b
}

/** Step by secant, or by inverse quadratic interpolation where three points are known. */
function interpolated(a: number, b: number, c: number, fa: number, fb: number, fc: number, middle: number): number {
  const s = fb / fa
  if (a === c) return (-2 * middle * s) / (s - 1)
  const q = fa / fc
  const r = fb / fc
  const p = s * (2 * middle * q * (q - r) - (b - a) * (r - 1))
  return -p / ((q - 1) * (r - 1) * (s - 1))
}
