// Sampling from a bell, the normal distribution or Student's t of any ν > 0, at the cost of two words and a table lookup: the ziggurat.
// The area under half the bell is cut into 256 layers of one size; a point of a layer's rectangle is nearly always under the bell.
// Source: Marsaglia and Tsang, The ziggurat method (2000), layers chosen by bits of their own as Doornik asked (2005). The tail of t is
// ours: with q = ln(1 + t²/ν) its density is exp(-νq/2)/√(1 - exp(-q)), which an exponential distribution bounds closely for every ν.
// Pure; exact to rounding, no approximation of the distribution.

import { exp, expm1, ln, ln1p } from '../special/elementary.ts'
import { CHUNK_TRIALS, type Stream } from './stream.ts'

const LAYERS = 256
const LAYER_BITS = 8
const HALF_WORD = 2 ** 31

/** Tables of one bell; plain data, so that it can be handed to a worker. dof is Infinity for the normal distribution. */
export type Ziggurat = {
  readonly dof: number
  /** Where the tail begins. */
  readonly r: number
  /** Where layer i ends on either side. */
  readonly widths: Float64Array
  /** Points of layer i nearer than this share (of 2³¹) are under the bell for certain. */
  readonly certain: Int32Array
  /** Height of the bell at the outer edge of layer i; 1 after the last. */
  readonly heights: Float64Array
}

const built = new Map<number, Ziggurat>()
const MOST_BUILT = 200

/** The tables of Student's t with ν = dof > 0, or of the normal distribution for Infinity; built once for each ν. */
export function zigguratOf(dof: number): Ziggurat {
  const known = built.get(dof)
  if (known !== undefined) return known
  if (built.size >= MOST_BUILT) built.clear()
  const table = build(dof)
  built.set(dof, table)
  return table
}

function build(dof: number): Ziggurat {
  const r = tailStart(dof)
  const area = r * bell(r, dof) + tailArea(r, dof)
  const [widths, heights] = [new Float64Array(LAYERS), new Float64Array(LAYERS + 1)]
  const certain = new Int32Array(LAYERS)
  // Layer 0 is the strip below the bell's height at r together with the tail, as wide as a rectangle of that area would be; its own height
  // is never asked for.
  let height = bell(r, dof)
  let edge = area / height
  for (let i = 0; i < LAYERS; i++) {
    const inner = i === 0 ? r : i === LAYERS - 1 ? 0 : inverse(height + area / edge, dof)
    widths[i] = edge
    heights[i] = height
    certain[i] = Math.floor((inner / edge) * HALF_WORD)
    if (i > 0) height += area / edge
    edge = inner
  }
  heights[LAYERS] = 1
  return { dof, r, widths, certain, heights }
}

/** The 24 bits of a word that do not name the layer, as a part of 1; with the other word a number on (-2³¹, 2³¹). */
function rest(low: number): number {
  return (low >>> LAYER_BITS) * 2 ** (LAYER_BITS - 32) + 2 ** (LAYER_BITS - 33)
}

/** The words of a chunk. */
const words = new Int32Array(2 * CHUNK_TRIALS)
/** Points of a chunk that need a closer look (and one to spare): their places, their words, z, and how far they lie above the bell. */
const places = new Int32Array(CHUNK_TRIALS + 1)
const highs = new Int32Array(CHUNK_TRIALS + 1)
const lows = new Int32Array(CHUNK_TRIALS + 1)
const doubtful = new Float64Array(CHUNK_TRIALS)
const above = new Float64Array(CHUNK_TRIALS)

/** out[i] = location + scale·z for i < n ≤ CHUNK_TRIALS, z from the bell. */
export function fillBell(table: Ziggurat, stream: Stream, location: number, scale: number, out: Float64Array, n: number): void {
  const count = fillCertain(table, stream, location, scale, out, n)
  weigh(table, stream, count)
  for (let k = 0; k < count; k++) {
    const i = places[k] ?? 0
    const z = doubtful[k] ?? 0
    if (((lows[k] ?? 0) & (LAYERS - 1)) === 0) out[i] = location + scale * tail(table, z < 0, stream)
    else if ((above[k] ?? 0) >= 0) out[i] = location + scale * drawBell(table, stream)
  }
}

/** Fills all as if certain and notes the points that are not; returns how many. */
function fillCertain({ widths, certain }: Ziggurat, stream: Stream, location: number, scale: number, out: Float64Array, n: number): number {
  let count = 0
  // As float64, reckoned once: of a parameter the engine would ask in every turn whether it is a whole number.
  const [unit, origin] = [scale / HALF_WORD, location + 0 * scale]
  stream.fillWords(words, 2 * n)
  for (let i = 0; i < n; i++) {
    const high = words[2 * i] ?? 0
    const low = words[2 * i + 1] ?? 0
    const layer = low & (LAYERS - 1)
    out[i] = origin + (high + rest(low)) * (unit * (widths[layer] ?? 0))
    // Without a branch, which would be guessed wrong once in 70 times: high without its sign is the whole part of its size.
    places[count] = i
    highs[count] = high
    lows[count] = low
    count += ((certain[layer] ?? 0) - 1 - (high ^ (high >> 31))) >>> 31
  }
  return count
}

/** Heights of all doubtful points, worked out side by side: one by one, each decision would wait for its exponential. */
function weigh({ widths, heights, dof }: Ziggurat, stream: Stream, count: number): void {
  for (let k = 0; k < count; k++) {
    const low = lows[k] ?? 0
    const layer = low & (LAYERS - 1)
    const z = ((highs[k] ?? 0) + rest(low)) * ((widths[layer] ?? 0) / HALF_WORD)
    const floor = heights[layer] ?? 0
    doubtful[k] = z
    above[k] = floor + ((heights[layer + 1] ?? 0) - floor) * stream.uniform() - bell(z, dof)
  }
}

/** One number from the bell. */
export function drawBell(table: Ziggurat, stream: Stream): number {
  const { widths, heights, certain, dof } = table
  for (;;) {
    const high = stream.word()
    const low = stream.word()
    const layer = low & (LAYERS - 1)
    const z = (high + rest(low)) * ((widths[layer] ?? 0) / HALF_WORD)
    if ((high ^ (high >> 31)) < (certain[layer] ?? 0)) return z
    if (layer === 0) return tail(table, high < 0, stream)
    const floor = heights[layer] ?? 0
    if (floor + ((heights[layer + 1] ?? 0) - floor) * stream.uniform() < bell(z, dof)) return z
  }
}

function tail({ r, dof }: Ziggurat, negative: boolean, stream: Stream): number {
  const size = dof === Infinity ? normalTail(r, stream) : studentTail(r, dof, stream)
  return negative ? -size : size
}

function normalTail(r: number, stream: Stream): number {
  for (;;) {
    const past = -ln(stream.uniform()) / r
    if (-2 * ln(stream.uniform()) > past * past) return r + past
  }
}

function studentTail(r: number, dof: number, stream: Stream): number {
  const least = ln1p((r * r) / dof)
  for (;;) {
    const q = least - (2 / dof) * ln(stream.uniform())
    const u = stream.uniform()
    if (u * u * expm1(-q) > expm1(-least)) return Math.sqrt(dof * expm1(q))
  }
}

/** The bell's height over its height at 0. */
function bell(z: number, dof: number): number {
  return dof === Infinity ? exp(-0.5 * z * z) : exp(-0.5 * (dof + 1) * ln1p((z * z) / dof))
}

/** The z ≥ 0 at which the bell has this height. */
function inverse(height: number, dof: number): number {
  if (height >= 1) return 0
  return dof === Infinity ? Math.sqrt(-2 * ln(height)) : Math.sqrt(dof * expm1((-2 * ln(height)) / (dof + 1)))
}

/** ∫ of the bell from r up. */
function tailArea(r: number, dof: number): number {
  if (dof === Infinity) return bell(r, dof) * laplace((t) => exp((-0.5 * t * t) / (r * r))) / r
  const least = ln1p((r * r) / dof)
  return exp(-0.5 * dof * least) / Math.sqrt(dof) * laplace((t) => 1 / Math.sqrt(-expm1(-least - (2 * t) / dof)))
}

/** ∫₀^∞ e^-t f(t) dt by the double exponential rule (Takahasi and Mori 1974), t = exp(s - e^-s). */
function laplace(f: (t: number) => number): number {
  const step = 1 / 16
  let sum = 0
  for (let s = -4; s < 4; s += step) {
    const t = exp(s - exp(-s))
    sum += exp(-t) * f(t) * t * (1 + exp(-s))
  }
  return sum * step
}

/** The r for which 256 layers of area r·bell(r) + tail end just at the top, by false position (Illinois). */
function tailStart(dof: number): number {
  let [low, high] = [1, 2]
  let [over, under] = [excess(low, dof), excess(high, dof)]
  while (under > 0) [low, over, high, under] = [high, under, 2 * high, excess(2 * high, dof)]
  let last = 0
  for (let i = 0; i < 200 && high - low > 1e-15 * high; i++) {
    const guess = high - (under * (high - low)) / (under - over)
    const middle = guess > low && guess < high ? guess : (low + high) / 2
    const found = excess(middle, dof)
    if (Math.abs(found) < 1e-14) return middle
    const side = Math.sign(found)
    // The end that stays twice counts half, so that it moves too.
    if (side > 0) [low, over, under] = [middle, found, last > 0 ? under / 2 : under]
    else [high, under, over] = [middle, found, last < 0 ? over / 2 : over]
    last = side
  }
  return high
}

/** How far layers of the area that r gives reach over the top, counting 1 for each layer that is left; negative where they end below. */
function excess(r: number, dof: number): number {
  let height = bell(r, dof)
  const area = r * height + tailArea(r, dof)
  let edge = r
  for (let i = 1; i < LAYERS - 1; i++) {
    height += area / edge
    if (height >= 1) return height - 1 + (LAYERS - 1 - i)
    edge = inverse(height, dof)
  }
  return height + area / edge - 1
}
