// How packages may be measured under a rule: whether the method is good enough for T, and how tare is found. Pure, exact rationals.
// Sources: the edition's own (prepackage-rule.ts). Absent: density of liquids, drained and frozen goods.

import { cmp, div, exactly, fromInteger, mul, type Rational } from '@duheng/quantity/decimal.ts'
import { checkMethod, type MethodCheck } from '@duheng/decisions/decide.ts'
import { found, refuse, type Found } from '@duheng/decisions/refusal.ts'
import type { PrepackageEdition } from './prepackage-rule.ts'

/** U (k = 2) of one package's content ≤ share·T, both in the unit of T. Where no deficiency is tolerable there is nothing to compare. */
export function measuringCheck(edition: PrepackageEdition, U: Rational, T: Rational): Found<MethodCheck> {
  if (edition.measuring === undefined) return refuse('measuring', `${edition.title.zh} 未给出该要求`, `${edition.title.en} does not say`)
  const check = checkMethod(U, T, exactly(edition.measuring['share of T']))
  return check.ok ? found(check.value) : refuse('U', 'U 不得为负且 T 须大于零', check.reason)
}

/** `average`: the mean of `n` tares stands for all; `each`: every package's own tare is weighed. */
export type TareMethod = { readonly method: 'average'; readonly n: number } | { readonly method: 'each' }

/** The tare method for a mean tare and its standard deviation found beforehand, all in the unit of the nominal quantity. */
export function tareMethod(
  edition: PrepackageEdition, { nominal, mean, sd, T }: { nominal: Rational; mean: Rational; sd: Rational; T: Rational },
): Found<TareMethod> {
  const { tare } = edition
  if (tare === undefined) return refuse('tare', `${edition.title.zh} 未给出皮重方法`, `${edition.title.en} does not say how tare is found`)
  if (nominal.n <= 0n || mean.n < 0n || sd.n < 0n) return refuse(
    'tare', '须为非负，标注净含量大于零', 'is not negative, the nominal quantity above zero',
  )
  const light = div(mul(nominal, exactly(tare['light up to percent of nominal'])), fromInteger(100))
  if (cmp(mean, light) <= 0) return found({ method: 'average', n: tare['light n'] })
  const steady = cmp(sd, mul(T, exactly(tare['steady up to share of T']))) <= 0
  return found(steady ? { method: 'average', n: tare['steady n'] } : { method: 'each' })
}
