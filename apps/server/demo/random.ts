// Seeded random numbers for the demonstration city: the same words give the same numbers on every machine. Pure; never for secrets.
// sfc32 (C. Doty-Humphrey, PractRand), seeded by mixing the words' characters (xmur3 of B. Bryc, public domain).

export type Random = {
  /** 0 ≤ x < 1. */
  next(): number
  /** A whole number from `from` to `to`, both included. */
  int(from: number, to: number): number
  chance(share: number): boolean
  pick<T>(list: readonly [T, ...T[]]): T
  /** Normal with standard deviation 1 (Box and Muller), never beyond four. */
  normal(): number
}

/** An independent stream for the words: changing what one part of the city draws leaves the others as they were. */
export function randomOf(...words: readonly (string | number)[]): Random {
  const seed = mixer(words.join('/'))
  let [a, b, c, d] = [seed(), seed(), seed(), seed()]
  const next = () => {
    const t = (a + b + d) | 0
    d = (d + 1) | 0
    a = b ^ (b >>> 9)
    b = (c + (c << 3)) | 0
    c = ((c << 21) | (c >>> 11)) + t | 0
    return (t >>> 0) / 4_294_967_296
  }
  for (let i = 0; i < 12; i++) next()
  return {
    next,
    int: (from, to) => from + Math.floor(next() * (to - from + 1)),
    chance: (share) => next() < share,
    pick: (list) => list[Math.floor(next() * list.length)] ?? list[0],
    normal: () => {
      const radius = Math.sqrt(-2 * Math.log(1 - next()))
      return Math.max(-4, Math.min(4, radius * Math.cos(2 * Math.PI * next())))
    },
  }
}

function mixer(text: string): () => number {
  let h = 1_779_033_703 ^ text.length
  for (let i = 0; i < text.length; i++) {
    h = Math.imul(h ^ text.charCodeAt(i), 3_432_918_353)
    h = (h << 13) | (h >>> 19)
  }
  return () => {
    h = Math.imul(h ^ (h >>> 16), 2_246_822_507)
    h = Math.imul(h ^ (h >>> 13), 3_266_489_909)
    h ^= h >>> 16
    return h | 0
  }
}
