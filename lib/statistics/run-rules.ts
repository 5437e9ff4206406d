// Tests for special causes on a control chart: which points break which rule. Pure; each rule is data with its numbers.
// Sources: Nelson, Journal of Quality Technology 16 (1984) 237; ISO 7870-2:2013, annex B = GB/T 17989.2 (from memory, 9 points not 8 in
// test 2). Western Electric (1956) differs by 8 points. Absent: charts whose limits are not symmetric (R, s), which only test 1 suits.

import type { Sentence } from '@duheng/decisions/refusal.ts'

/** Zones are counted in standard errors from the centre line: A beyond 2, B beyond 1, C within 1. */
export type RunRule =
  | { readonly id: string; readonly kind: 'beyond'; readonly sigmas: number; readonly of: number; readonly out: number }
  | { readonly id: string; readonly kind: 'one side'; readonly points: number }
  | { readonly id: string; readonly kind: 'trend'; readonly points: number }
  | { readonly id: string; readonly kind: 'alternating'; readonly points: number }
  | { readonly id: string; readonly kind: 'within'; readonly sigmas: number; readonly points: number }
  | { readonly id: string; readonly kind: 'avoiding'; readonly sigmas: number; readonly points: number }

/** The eight tests of Nelson and GB/T 17989.2. */
export const NELSON_RULES: readonly RunRule[] = [
  { id: '1', kind: 'beyond', sigmas: 3, of: 1, out: 1 }, { id: '2', kind: 'one side', points: 9 }, { id: '3', kind: 'trend', points: 6 },
  { id: '4', kind: 'alternating', points: 14 }, { id: '5', kind: 'beyond', sigmas: 2, of: 3, out: 2 },
  { id: '6', kind: 'beyond', sigmas: 1, of: 5, out: 4 },
  { id: '7', kind: 'within', sigmas: 1, points: 15 }, { id: '8', kind: 'avoiding', sigmas: 1, points: 8 },
]

/** The four zone tests of the Western Electric handbook. */
export const WESTERN_ELECTRIC_RULES: readonly RunRule[] = [
  { id: '1', kind: 'beyond', sigmas: 3, of: 1, out: 1 }, { id: '2', kind: 'beyond', sigmas: 2, of: 3, out: 2 },
  { id: '3', kind: 'beyond', sigmas: 1, of: 5, out: 4 }, { id: '4', kind: 'one side', points: 8 },
]

/** A rule broken, with the places of the points that break it together (from 0) and what it says. */
export type Signal = { readonly rule: string; readonly points: readonly number[]; readonly says: Sentence }

/** Every break of the rules by points given in standard errors from the centre line, (x - CL)/σ; in the order of their last points. */
export function signalsOf(z: readonly number[], rules: readonly RunRule[] = NELSON_RULES): Signal[] {
  const found = rules.flatMap((rule) => {
    const width = widthOf(rule)
    return z.flatMap((_, end) => {
      const window = z.slice(Math.max(0, end - width + 1), end + 1)
      const from = end - window.length + 1
      const broken = breaks(rule, window)
      return broken.length === 0 ? [] : [{ rule: rule.id, points: broken.map((i) => from + i), says: sentenceOf(rule) }]
    })
  })
  return found.toSorted((a, b) => (a.points.at(-1) ?? 0) - (b.points.at(-1) ?? 0) || (a.rule < b.rule ? -1 : 1))
}

function widthOf(rule: RunRule): number {
  return rule.kind === 'beyond' ? rule.of : rule.points
}

/** Places in the window that break the rule, the last point among them; empty where it holds. */
function breaks(rule: RunRule, window: readonly number[]): number[] {
  const all = window.map((_, i) => i)
  const last = window.at(-1) ?? 0
  if (rule.kind === 'beyond') {
    const side = Math.sign(last)
    const out = all.filter((i) => side * (window[i] ?? 0) > rule.sigmas)
    return out.length >= rule.out && out.includes(window.length - 1) ? out : []
  }
  if (window.length < rule.points) return []
  const steps = window.slice(1).map((value, i) => Math.sign(value - (window[i] ?? 0)))
  const first = steps[0] ?? 0
  const whole = (holds: boolean): number[] => (holds ? all : [])
  switch (rule.kind) {
    case 'one side': return whole(window.every((value) => value > 0) || window.every((value) => value < 0))
    case 'trend': return whole(first !== 0 && steps.every((step) => step === first))
    case 'alternating': return whole(first !== 0 && steps.every((step, i) => step === (i % 2 === 0 ? first : -first)))
    case 'within': return whole(window.every((value) => Math.abs(value) < rule.sigmas))
    case 'avoiding': return whole(
      window.every((value) => Math.abs(value) > rule.sigmas) && window.some((value) => value > 0) && window.some((value) => value < 0),
    )
  }
}

/** What a broken rule says. */
export function sentenceOf(rule: RunRule): Sentence {
  switch (rule.kind) {
    case 'beyond': return rule.of === 1
      ? { zh: `一点超出 ${rule.sigmas}σ`, en: `one point beyond ${rule.sigmas}σ` }
      : {
        zh: `连续 ${rule.of} 点中有 ${rule.out} 点在同侧 ${rule.sigmas}σ 之外`,
        en: `${rule.out} of ${rule.of} points beyond ${rule.sigmas}σ on one side`,
      }
    case 'one side': return { zh: `连续 ${rule.points} 点在中心线同侧`, en: `${rule.points} points in a row on one side of the centre line` }
    case 'trend': return { zh: `连续 ${rule.points} 点递增或递减`, en: `${rule.points} points in a row rising or falling` }
    case 'alternating': return { zh: `连续 ${rule.points} 点上下交替`, en: `${rule.points} points in a row alternating up and down` }
    case 'within': return { zh: `连续 ${rule.points} 点在 ${rule.sigmas}σ 之内`, en: `${rule.points} points in a row within ${rule.sigmas}σ` }
    case 'avoiding': return {
      zh: `连续 ${rule.points} 点在两侧且都在 ${rule.sigmas}σ 之外`, en: `${rule.points} points in a row beyond ${rule.sigmas}σ on both sides`,
    }
  }
}
