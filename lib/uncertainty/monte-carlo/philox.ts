// Philox 4x32 with 10 rounds: a key and a counter to 128 random bits, so that any block of any input finds its stream without the others.
// Pure, integers alone. Source: Salmon, Moraes, Dror and Shaw, Parallel random numbers: as easy as 1, 2, 3 (2011), table 2 and figure 2.

const MULTIPLIER = [0xd2511f53, 0xcd9e8d57] as const
const WEYL = [0x9e3779b9, 0xbb67ae85] as const
const ROUNDS = 10

export type Words4 = readonly [number, number, number, number]

/** The four 32-bit words (0 to 2³² - 1) that belong to a counter of four words under a key of two. */
export function philox(counter: Words4, key: readonly [number, number]): Words4 {
  let [a, b, c, d] = counter
  let [k0, k1] = key
  for (let round = 0; round < ROUNDS; round++) {
    const high0 = highProduct(MULTIPLIER[0], a)
    const high1 = highProduct(MULTIPLIER[1], c)
    const low0 = Math.imul(MULTIPLIER[0], a)
    const low1 = Math.imul(MULTIPLIER[1], c)
    a = high1 ^ b ^ k0
    b = low1
    c = high0 ^ d ^ k1
    d = low0
    k0 = (k0 + WEYL[0]) | 0
    k1 = (k1 + WEYL[1]) | 0
  }
  return [a >>> 0, b >>> 0, c >>> 0, d >>> 0]
}

/** The upper 32 bits of the product of two 32-bit words, by halves, because no product of a double is longer than 53 bits. */
function highProduct(x: number, y: number): number {
  const [xHigh, xLow, yHigh, yLow] = [x >>> 16, x & 0xffff, y >>> 16, y & 0xffff]
  const middle = xHigh * yLow + ((xLow * yLow) >>> 16)
  const carry = xLow * yHigh + (middle & 0xffff)
  return (xHigh * yHigh + Math.floor(middle / 0x10000) + Math.floor(carry / 0x10000)) >>> 0
}
