// Something to begin from, with where its numbers are from.
import type { Pair } from './pair.ts'

export type Example<Body> = {
  readonly id: string
  readonly title: Pair
  /** Where its numbers are published, or that they are invented. */
  readonly source: Pair
  /** In the language it is opened in: 0 is Chinese, 1 English. */
  readonly bodyIn: (language: 0 | 1) => Body
}
