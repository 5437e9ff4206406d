// Every dated rule of the release as rows for people: what it says today, where it was read, whether it may decide. Pure.
import type { Adoption } from '@duheng/rules/standing.ts'
import { standing } from '@duheng/rules/standing.ts'
import { citationText } from '@duheng/rules/citation.ts'
import { effective } from '@duheng/rules/layer.ts'
import type { RuleSet } from '@duheng/rules/layer.ts'
import { rowStandable } from '@duheng/rules/catalogue.ts'
import type { Catalogue } from '@duheng/rules/catalogue.ts'
import { civilDate } from '@duheng/calendar/civil-date.ts'

export type RuleRow = {
  id: string; group: 'rule' | 'catalogue' | 'procedure' | 'lot'; zh: string; en: string; digest: string
  source: string; clause: string; url: string; grade: string; standing: string; from: string; saysZh: string; saysEn: string
}

export function ruleRows(rules: RuleSet, date: string, adoptions: readonly Adoption[]): RuleRow[] {
  const on = civilDate(date)
  return [...rules.keys()].flatMap((id): RuleRow[] => {
    const found = effective(rules, id, on)
    if (!found) return []
    const { rule, edition, digest } = found
    const says = sayings(edition.value)
    return [{
      id, group: 'rule', zh: rule.zh, en: rule.en, digest, source: citationText(edition.source), clause: edition.source.clause ?? '', url: edition.source.url ?? '',
      grade: edition.grade, standing: standing({ id, digest, grade: edition.grade }, adoptions, on), from: edition.from, ...says,
    }]
  })
}

type Value = { kind: string; zh?: string; en?: string; days?: number; unit?: string; event?: string; value?: string }
function sayings(value: Value): { saysZh: string; saysEn: string } {
  if (value.kind === 'clock') return { saysZh: `${value.days} ${value.unit === 'working day' ? '个工作日' : '日'}，自${value.event?.split(' / ')[0] ?? ''}起`, saysEn: `${value.days} ${value.unit}s from ${value.event?.split(' / ')[1] ?? value.event ?? ''}` }
  if (value.kind === 'amount') return amount(value.value ?? '', value.unit ?? '')
  return { saysZh: value.zh ?? '', saysEn: value.en ?? '' }
}

const periods: Readonly<Record<string, string>> = { year: '年', month: '个月', day: '日', 'working day': '个工作日' }
function amount(value: string, unit: string): { saysZh: string; saysEn: string } {
  const period = periods[unit]
  return { saysZh: `${value} ${period ?? unit}`, saysEn: `${value} ${unit}${period !== undefined && value !== '1' ? 's' : ''}` }
}

/** Entries and intervals of the compulsory catalogue as rows of the same shape. */
export function catalogueRows(catalogue: Catalogue, adoptions: readonly Adoption[], date: string): RuleRow[] {
  const row = (r: Catalogue['entries'][number] | Catalogue['intervals'][number], words: { zh: string; en: string; saysZh: string; saysEn: string }): RuleRow => {
    const { id, digest } = rowStandable(r)
    return {
      id, group: 'catalogue', digest, source: citationText(r.source), clause: r.source.clause ?? '', url: r.source.url ?? '',
      grade: r.grade, standing: standing(rowStandable(r), adoptions, civilDate(date)), from: catalogue.from, ...words,
    }
  }
  return [
    ...catalogue.entries.map((e) => row(e, { zh: `${e.first.zh} · ${e.second.zh}`, en: `${e.first.en} · ${e.second.en}`, saysZh: e.control.includes('verification') ? '强制检定' : '型式批准', saysEn: e.control.join(', ') })),
    ...catalogue.intervals.map((i) => row(i, { zh: `${i.instrument.zh} · 检定周期`, en: `${i.instrument.en} · interval`, saysZh: i.months ? `${i.months} 个月` : '', saysEn: i.months ? `${i.months} months` : i.way })),
  ]
}
