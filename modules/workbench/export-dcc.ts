// The result of a study as a fragment of a DCC: one dcc:quantity with si:real, U, k and p, and where a Monte Carlo result is there a second
// one with its coverage interval. DCC 3.3.0, D-SI 2.2. Pure. Absent: the certificate around it (lib/dcc writes that from a record).
import { dsiUnitOf } from '@duheng/dcc/dsi-unit.ts'
import { element, xmlBytes, type XmlElement } from '@duheng/dcc/xml-write.ts'
import { fromNumber, toDecimalText } from '@duheng/quantity/decimal.ts'
import { roundToInterval, roundingInterval, roundResult, roundUncertainty } from '@duheng/quantity/rounding.ts'
import type { Budget } from '@duheng/uncertainty/budget.ts'
import type { OutputResult } from '@duheng/uncertainty/monte-carlo/result.ts'
import { unitText } from './printed.ts'
import { numberOf } from './spread.ts'
import type { StudyBody } from './study-body.ts'

const NAMESPACES = { 'xmlns:dcc': 'https://ptb.de/dcc', 'xmlns:si': 'https://ptb.de/si' }

type Given = { readonly title: string; readonly budget: Budget; readonly body: StudyBody; readonly output: OutputResult | undefined }

/** Undefined where U is zero: a result without uncertainty is none. */
export function dccFragment({ title, budget, body, output }: Given): Uint8Array | undefined {
  const rounded = roundResult(fromNumber(budget.value), fromNumber(budget.U), { digits: body.print.digits === '1' ? 1 : 2, mode: body.print.mode })
  if (!(budget.U > 0) || !rounded.ok) return undefined
  const { value, uncertainty } = rounded.value
  const { unit } = dsiUnitOf(unitText(budget.unit) === '' ? '1' : unitText(budget.unit))
  const typed = numberOf(body.coverage.k)
  const k = body.coverage.kind === 'k' && typed.ok ? typed.text : decimal(budget.k, 3)
  const expanded = element('si:measurementUncertaintyUnivariate', {},
    element('si:expandedMU', {},
      element('si:valueExpandedMU', {}, uncertainty.text), element('si:coverageFactor', {}, k), element('si:coverageProbability', {}, String(budget.p ?? 0.95)),
      element('si:distribution', {}, budget.dof === Infinity ? 'normal' : 't')))
  const first = quantity(title, 'basic_measuredValue', [element('si:value', {}, value.text), element('si:unit', {}, unit), expanded], body.formula)
  const sampled = output === undefined ? undefined : sampledQuantity(title, output, unit, uncertainty.decimals)
  return xmlBytes(element('dcc:list', NAMESPACES, first, sampled))
}

function quantity(title: string, refType: string, parts: readonly XmlElement[], formula: string | undefined): XmlElement {
  return element('dcc:quantity', { refType },
    element('dcc:name', {}, element('dcc:content', {}, title)),
    formula === undefined ? undefined : element('dcc:description', {}, element('dcc:content', {}, formula.replaceAll(/\s+/g, ' ').slice(0, 2_000))),
    element('si:real', {}, [...parts]))
}

function sampledQuantity(title: string, { coverage, mean, u }: OutputResult, unit: string, decimals: number): XmlElement | undefined {
  const found = coverage[0]
  if (found === undefined || !Number.isFinite(found.shortest.low)) return undefined
  const places = decimals + 1
  const interval = element('si:measurementUncertaintyUnivariate', {},
    element('si:coverageIntervalMU', {},
      element('si:valueStandardMU', {}, decimal(u, 3)),
      element('si:intervalMin', {}, fixed(found.shortest.low, places)), element('si:intervalMax', {}, fixed(found.shortest.high, places)),
      element('si:coverageProbability', {}, String(found.p))))
  return quantity(`${title} (Monte Carlo)`, 'duheng_monteCarlo', [element('si:value', {}, fixed(mean, places)), element('si:unit', {}, unit), interval], undefined)
}

/** To so many significant digits, as plain decimal text. */
function decimal(x: number, digits: 1 | 2 | 3): string {
  if (digits === 3) {
    const two = roundUncertainty(fromNumber(x), { digits: 2 })
    return two.ok ? fixed(x, Math.max(0, two.value.decimals + 1)) : '0'
  }
  const rounded = roundUncertainty(fromNumber(x), { digits })
  return rounded.ok ? rounded.value.text : '0'
}

function fixed(x: number, places: number): string {
  const interval = roundingInterval(places === 0 ? '1' : `0.${'0'.repeat(places - 1)}1`)
  return interval.ok ? roundToInterval(fromNumber(x), interval.value).text : toDecimalText(fromNumber(Math.round(x)), 0)
}
