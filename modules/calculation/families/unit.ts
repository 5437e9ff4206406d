// Conversions asked by name: `80 [degRe] -> Cel`, `10 Cel minus 5 Cel as DIFFERENCE in K`, `9 Cel < 10 [degF]`. Pure.
import { parseDecimal, toNumber } from '@duheng/quantity/decimal.ts'
import { compareText, convertText } from '@duheng/quantity/convert-text.ts'
import { convert, parseUnit } from '@duheng/quantity/unit.ts'
import { intervalUnit } from '@duheng/quantity/unit-algebra.ts'
import type { Answer, Family } from '../family.ts'
import { Unusable } from '../given.ts'

export const units: Family = {
  name: 'unit conversion',
  takes: (kind) => /\bunits?\b|conversion/i.test(kind),
  answers: () => converted,
}

function converted(asked: string): Answer {
  const name = asked.replace(/^(\s*\S+\s+\S+)\s+-\s+(?=[-+]?\d)/, '$1 minus ')
  const difference = intervalOf(name)
  if (difference !== undefined) return difference
  if (/[<>≤≥]|==/.test(name.replaceAll(/->|=>|→/g, ''))) return compared(name)
  const answer = convertText(name)
  if (answer.ok) return answer.value.number
  const ucum = asUcum(name)
  if (ucum !== undefined) return ucum
  throw new Unusable(name, answer.zh, answer.reason)
}

function compared(name: string): Answer {
  const answer = compareText(name)
  if (answer.ok) return answer.value
  throw new Unusable(name, answer.zh, answer.reason)
}

/** One value named a difference: `5 K as DIFFERENCE in [degF]` is 9. A temperature's unit then stands for its interval. */
function intervalOf(name: string): number | undefined {
  const [, number = '', from = '', to = ''] = /^\s*([-+]?[\d.]+(?:[eE][-+]?\d+)?)\s+(\S+)\s+(?:as\s+(?:a\s+)?)?(?:difference|interval)\s*(?:->|→|in\s|to\s)\s*(\S+)\s*$/i.exec(name) ?? []
  const value = parseDecimal(number)
  const [source, target] = [parseUnit(from), parseUnit(to)]
  if (!value.ok || !source.ok || !target.ok) return undefined
  const found = convert(value.value, intervalUnit(source.unit), intervalUnit(target.unit))
  return found.ok ? toNumber(found.value) : undefined
}

/** By the rules of UCUM alone, where the code means something else or nothing as a symbol: `1 kg/m.s2 -> Pa`. */
function asUcum(name: string): number | undefined {
  const [, number = '', from = '', to = ''] = /^\s*([-+]?[\d.]+(?:[eE][-+]?\d+)?)\s+(.*?)\s*(?:->|→|=>|\sto\s|\sin\s)\s*(.*?)\s*$/.exec(name) ?? []
  const value = parseDecimal(number)
  const [source, target] = [parseUnit(from, { grammar: 'ucum' }), parseUnit(to, { grammar: 'ucum' })]
  if (!value.ok || !source.ok || !target.ok) return undefined
  const found = convert(value.value, source.unit, target.unit)
  return found.ok ? toNumber(found.value) : undefined
}
