// The report of cases: one line an expected value, tab-separated, and the counts on the last line. Pure.
import type { Outcome, Verdict } from './answer.ts'
import type { Value } from './case.ts'

export function lineOf({ case: id, name, expected, got, tolerance, verdict, reason }: Outcome): string {
  return [id, name, shown(expected), got === undefined ? `- (${reason?.en ?? 'no value'})` : shown(got), tolerance ?? '-', verdict]
    .map((part) => part.replaceAll(/[\t\n]+/g, ' ')).join('\t')
}

/** A case passes where every value does; one failure fails it; else one value without support leaves it unsupported. */
export function caseVerdict(outcomes: readonly Outcome[]): Verdict {
  if (outcomes.some(({ verdict }) => verdict === 'fail')) return 'fail'
  return outcomes.every(({ verdict }) => verdict === 'pass') ? 'pass' : 'unsupported'
}

/** `cases P/F/U values P/F/U`. */
export function totals(cases: readonly (readonly Outcome[])[]): string {
  return `cases ${counts(cases.map(caseVerdict))} values ${counts(cases.flat().map(({ verdict }) => verdict))}`
}

function counts(verdicts: readonly Verdict[]): string {
  return (['pass', 'fail', 'unsupported'] as const).map((one) => verdicts.filter((verdict) => verdict === one).length).join('/')
}

export function shown(value: Value): string {
  return Array.isArray(value) ? `[${value.map((one: Value) => shown(one)).join(', ')}]` : String(value)
}
