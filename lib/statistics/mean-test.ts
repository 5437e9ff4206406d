// The test of a lot's mean as statistics: its factor, and how often it accepts a lot whose true mean falls short. Pure, float64.
// Sources: OIML R 87:2016, annex F (99.5 % confidence, from memory); UK S.I. 2006/659, schedule 2, 4 (t/√n); a finite lot shrinks the
// factor by √(1 - n/N), as the printed factors of New Zealand's schedule 7A do.

import { found, notFinite, notProbability, refuse, type Found } from '@duheng/decisions/refusal.ts'
import { tQuantile } from '@duheng/uncertainty/special/student.ts'
import { noncentralTTail } from './noncentral-t.ts'

/** λ = t(confidence; n - 1)/√n, with √(1 - n/N) for a lot of N: 0.640 (20), 0.503 (30), 0.379 (50), 0.295 (80), 0.234 (125). */
export function meanFactor(n: number, confidence = 0.995, N?: number): Found<number> {
  const wrong = notProbability({ confidence })
  if (wrong !== undefined) return wrong
  if (!Number.isInteger(n) || n < 2) return refuse('n', '须为不小于 2 的整数', 'must be a whole number of at least 2')
  if (N !== undefined && !(Number.isInteger(N) && N >= n)) return refuse('N', '批量须不小于样本量', 'a lot is at least as large as its sample')
  return found((tQuantile(confidence, n - 1) / Math.sqrt(n)) * (N === undefined ? 1 : Math.sqrt(1 - n / N)))
}

/**
 * Probability that mean ≥ Qn - λ·s where the true mean is `shortage` standard deviations below Qn (negative: above). Exact for normal
 * contents.
 */
export function meanAcceptance(n: number, factor: number, shortage: number): Found<number> {
  const wrong = notFinite({ factor, shortage })
  if (wrong !== undefined) return wrong
  if (!Number.isInteger(n) || n < 2) return refuse('n', '须为不小于 2 的整数', 'must be a whole number of at least 2')
  return found(noncentralTTail(-factor * Math.sqrt(n), n - 1, -shortage * Math.sqrt(n)))
}
