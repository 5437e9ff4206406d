// Quantiles of an output from the values of its trials (JCGM 101:2008, 7.5), each with its standard error. Pure.

import { refuse, type Refusal } from '../refusal.ts'
import type { OutputResult } from './result.ts'

export type QuantileResult = { readonly p: number; readonly value: number; readonly standardError: number }

/**
 * Values y with P(Y ≤ y) = p for probabilities between ½/M and 1 - ½/M, by straight lines between ranks r at (r - ½)/M (7.5.1 c). The
 * standard error is half the distance between the ranks one standard deviation √(M p (1 - p)) to either side.
 */
export function quantilesOf(
  output: OutputResult, probabilities: readonly number[],
): { readonly ok: true; readonly quantiles: readonly QuantileResult[] } | Refusal {
  const { values } = output
  if (values === undefined) return refuse('values', '分位数需要保留抽样值的结果', 'quantiles need a result that kept its values')
  const M = values.length
  if (!probabilities.every((p) => p * M >= 0.5 && (1 - p) * M >= 0.5)) {
    const [least, most] = [0.5 / M, 1 - 0.5 / M]
    return refuse(
      'probabilities', `${M} 次试验的分位数概率在 ${least} 与 ${most} 之间`,
      `quantiles of ${M} trials are for probabilities between ${least} and ${most}`,
    )
  }
  const sorted = values.slice().sort()
  const at = (rank: number): number => {
    const place = Math.min(M - 1, Math.max(0, rank))
    const below = Math.floor(place)
    const low = sorted[below] ?? Number.NaN
    return place === below ? low : low + (place - below) * ((sorted[below + 1] ?? low) - low)
  }
  return {
    ok: true,
    quantiles: probabilities.map((p) => {
      const rank = p * M - 0.5
      const scatter = Math.sqrt(M * p * (1 - p))
      return { p, value: at(rank), standardError: (at(rank + scatter) - at(rank - scatter)) / 2 }
    }),
  }
}
