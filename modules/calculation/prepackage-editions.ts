// Which edition of the shipped rules for lots of prepackaged goods is meant, or in force on a day.
// Absent: editions a laboratory adopted in its own database (the rulebook's).
import { editionOn } from '@duheng/statistics/prepackage-rule.ts'
import type { PrepackageEdition } from '@duheng/statistics/prepackage-rule.ts'
import { lotRules } from '#modules/rulebook/contract.ts'
import { taken, Unusable } from './given.ts'

/** The edition called so, or of the rule called so on a day; JJF 1070 where nothing is said. */
export function prepackageEdition({ rule, date }: { readonly rule?: string; readonly date?: string }): PrepackageEdition {
  const asked = same(rule ?? 'JJF-1070')
  const rules = lotRules().prepackages
  const named = rules.flatMap(({ editions }) => editions).find(({ id }) => same(id) === asked)
  if (named !== undefined) return named
  const found = rules.find(({ id }) => same(id) === asked)
  if (found === undefined) {
    const known = rules.map(({ id }) => id).join(', ')
    throw new Unusable('rule', `没有规则“${rule ?? ''}”；已收录：${known}`, `there is no rule "${rule ?? ''}"; known are ${known}`)
  }
  if (date === undefined) throw new Unusable('date', '需要检验日期，以确定当时生效的版本', 'the day of the test is needed: it decides which edition is in force')
  return taken(editionOn(found, date))
}

const same = (name: string): string => name.toLowerCase().replaceAll(/[\s_-]/g, '')
