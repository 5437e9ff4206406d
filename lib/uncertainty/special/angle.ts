// Sine, cosine, arc tangent and their kin from additions, multiplications, divisions and square roots alone (see elementary.ts for why).
// Pure. Angles in radians. Source: reduction by parts of π/2 after Cody and Waite, as in Muller, Elementary Functions (3rd edition, 2016),
// 11.2; the coefficients are Chebyshev fits to 60 digits. Errors near 1 unit in the last place for angles up to a million; beyond, the
// engine's own functions are used.

const TWO_OVER_PI = 0.6366197723675814
/** π/2 in parts of 33 bits, so that their products with a whole number up to 2²⁰ are exact. */
const PART_1 = 1.5707963267341256
const PART_2 = 6.077100506303966e-11
const PART_3 = 2.0222662487111665e-21
const PART_4 = 8.4784276603689e-32
const FARTHEST = 1e6
const WHOLE = 6755399441055744

export function sin(x: number): number {
  if (!(x > -FARTHEST && x < FARTHEST)) return Math.sin(x)
  const k = x * TWO_OVER_PI + WHOLE - WHOLE
  return quarter(x, k, k & 3)
}

export function cos(x: number): number {
  if (!(x > -FARTHEST && x < FARTHEST)) return Math.cos(x)
  const k = x * TWO_OVER_PI + WHOLE - WHOLE
  return quarter(x, k, (k + 1) & 3)
}

export function tan(x: number): number {
  if (!(x > -FARTHEST && x < FARTHEST)) return Math.tan(x)
  const k = x * TWO_OVER_PI + WHOLE - WHOLE
  return quarter(x, k, k & 3) / quarter(x, k, (k + 1) & 3)
}

/** sin of x - k·π/2 moved on by `turn` quarters. */
function quarter(x: number, k: number, turn: number): number {
  const first = x - k * PART_1
  const w = k * PART_2
  const r0 = first - w
  const rest = first - r0 - w - k * PART_3 - k * PART_4
  const r = r0 + rest
  const tail = r0 - r + rest
  const z = r * r
  if ((turn & 1) === 0) {
    const odd = r * z * (-0.16666666666666666 + z * (0.008333333333330936 + z * (-0.00019841269836740532 + z * (2.7557316093198404e-6
      + z * (-2.5051129896450185e-8 + z * 1.5917988979397435e-10)))))
    const sine = r + (odd + tail * (1 - 0.5 * z))
    return turn === 0 ? sine : -sine
  }
  const even = z * z * (0.041666666666666664 + z * (-0.0013888888888887389 + z * (2.48015872987544e-5 + z * (-2.755731726587808e-7
    + z * (2.087614504941318e-9 + z * -1.138254464534925e-11)))))
  const half = 0.5 * z
  const near = 1 - half
  const cosine = near + (1 - near - half + (even - r * tail))
  return turn === 1 ? cosine : -cosine
}

/** sin(πv) for -½ ≤ v ≤ ½: the arc sine distribution needs no more. */
export function sinPi(v: number): number {
  const z = v * v
  return v * (3.141592653589793 + z * (-5.167712780049969 + z * (2.5501640398773007 + z * (-0.5992645293189447 + z * (0.0821458865731029
    + z * (-0.007370430505916944 + z * (0.0004662998161898394 + z * (-2.1903497074626018e-5 + z * 7.697826768224191e-7))))))))
}

const HALF_PI = 1.5707963267948966
const HALF_PI_REST = 6.123233995736766e-17

export function atan(x: number): number {
  const size = Math.abs(x)
  const value = size <= 0.4375 ? near(size)
    : size < 0.6875 ? 0.4636476090008061 + (near((2 * size - 1) / (2 + size)) + 2.2698777452961687e-17)
    : size < 1.1875 ? 0.7853981633974483 + (near((size - 1) / (size + 1)) + 3.061616997868383e-17)
      : size < 2.4375 ? 0.982793723247329 + (near((size - 1.5) / (1 + 1.5 * size)) + 1.3903311031230998e-17)
        : HALF_PI - (near(1 / size) - HALF_PI_REST)
  return x < 0 ? -value : size === 0 ? x : value
}

/** Arc tangent for |r| ≤ 7/16. */
function near(r: number): number {
  const z = r * r
  return r + r * z * (-0.33333333333333326 + z * (0.19999999999987655 + z * (-0.14285714283127662 + z * (0.11111110899049664
    + z * (-0.0909090014058555 + z * (0.07692086204975024 + z * (-0.06663224869084483 + z * (0.05847612444521365 + z * (-0.050334165154982353
    + z * (0.0378116004846169 + z * -0.017532295994972767))))))))))
}

/** The angle of the point (x, y), -π to π; on the axes as ECMAScript's Math.atan2. */
export function atan2(y: number, x: number): number {
  if (x === 0 || y === 0 || !Number.isFinite(x) || !Number.isFinite(y)) return Math.atan2(y, x)
  if (x > 0) return atan(y / x)
  // In the left half the angle is taken from the upright axis, so that π is not subtracted from a rounded quotient.
  const angle = Math.abs(y) > -x ? HALF_PI + (atan(x / -Math.abs(y)) + HALF_PI_REST)
    : 2 * HALF_PI + (atan(Math.abs(y) / x) + 2 * HALF_PI_REST)
  return y < 0 ? -angle : angle
}

export function asin(x: number): number {
  return Math.abs(x) <= 1 ? atan2(x, Math.sqrt((1 - x) * (1 + x))) : Number.NaN
}

export function acos(x: number): number {
  return Math.abs(x) <= 1 ? atan2(Math.sqrt((1 - x) * (1 + x)), x) : Number.NaN
}
