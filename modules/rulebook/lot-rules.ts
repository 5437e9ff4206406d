// Rules by which lots are judged, as rows of the rule list and whole for whoever computes with them: packages, sampling plans, meters in
// service. Each part stands or falls by itself: what was not read in its official text and adopted by nobody passes and fails nobody. Pure.
import { civilDate } from '@duheng/calendar/civil-date.ts'
import { citationText } from '@duheng/rules/citation.ts'
import type { Source } from '@duheng/rules/citation.ts'
import { canonicalJson } from '@duheng/rules/rule.ts'
import { sha256 } from '@duheng/rules/sha256.ts'
import { standing } from '@duheng/rules/standing.ts'
import type { Adoption, Standable, Standing } from '@duheng/rules/standing.ts'
import type { MeterLotRule } from '@duheng/statistics/meter-lot-rule.ts'
import { editionOn, standables } from '@duheng/statistics/prepackage-rule.ts'
import type { PrepackageEdition } from '@duheng/statistics/prepackage-rule.ts'
import type { SamplingRule } from '@duheng/statistics/sampling-rule.ts'
import type { LotRules } from './release.ts'
import type { RuleRow } from './rule-view.ts'

/** A part with its standing, and the text it was read from. */
export type Stands = Standable & { standing: Standing; source: string; url: string; read: string }

const PARTS = { deficiency: ['允许短缺量', 'tolerable deficiency'], rounding: ['允许短缺量的修约', 'rounding of the deficiency'], sampling: ['抽样方案', 'sampling plans'] } as const
type Part = keyof typeof PARTS
export type StandingEdition = { edition: PrepackageEdition; parts: Record<Part, Stands> }

const stands = (of: Standable, source: Source, adoptions: readonly Adoption[], date: string): Stands =>
  ({ ...of, standing: standing(of, adoptions, civilDate(date)), source: citationText(source), url: source.url ?? '', read: source.read ?? '' })

const samplingStandable = (rule: SamplingRule): Standable => ({ id: rule.id, digest: rule.hash, grade: rule.grade })
const meterStandable = (rule: MeterLotRule): Standable => ({ id: rule.id, digest: sha256(canonicalJson(rule)), grade: rule.grade })

function partsOf(edition: PrepackageEdition, adoptions: readonly Adoption[], date: string): StandingEdition['parts'] {
  const by = new Map(standables(edition).map((one) => [one.id, one]))
  const of = (part: Part): Stands => {
    const standable = by.get(`${edition.id}.${part}`)
    if (!standable) throw new Error(`${edition.id} has no part ${part}`)
    return stands(standable, edition[part].source, adoptions, date)
  }
  return { deficiency: of('deficiency'), rounding: of('rounding'), sampling: of('sampling') }
}

/** Every edition and table, with the standing of its parts on a day. */
export function lotRulesOn({ prepackages, sampling, meters }: LotRules, adoptions: readonly Adoption[], date: string) {
  return {
    prepackages: prepackages.map(({ id, title, jurisdiction, editions }) => ({
      id, title, jurisdiction, editions: editions.map((edition): StandingEdition => ({ edition, parts: partsOf(edition, adoptions, date) })),
    })),
    // The table itself says everything its file does.
    sampling: sampling.map((rule) => ({ rule: { ...rule, text: '' }, stands: stands(samplingStandable(rule), rule.source, adoptions, date) })),
    meters: meters.map((rule) => ({ rule, stands: stands(meterStandable(rule), rule.source, adoptions, date) })),
  }
}

/** What is in force on a day, as rows beside all other rules. */
export function lotRuleRows(lots: LotRules, adoptions: readonly Adoption[], date: string): RuleRow[] {
  const row = (of: Stands, words: Pick<RuleRow, 'zh' | 'en' | 'saysZh' | 'saysEn' | 'from' | 'clause'>): RuleRow =>
    ({ id: of.id, group: 'lot', digest: of.digest, source: of.source, url: of.url, grade: of.grade, standing: of.standing, ...words })
  const packages = lots.prepackages.flatMap((rule) => {
    const found = editionOn(rule, date)
    if (!found.ok) return []
    const edition = found.value
    const parts = partsOf(edition, adoptions, date)
    return (['deficiency', 'rounding', 'sampling'] as const).map((part) => row(parts[part], {
      zh: `${edition.title.zh} · ${PARTS[part][0]}`, en: `${edition.title.en} · ${PARTS[part][1]}`, from: edition.from, clause: edition[part].source.clause ?? '', ...saying(edition, part),
    }))
  })
  const held = <T extends { from: string; until?: string | undefined }>(rules: readonly T[]) => rules.filter((rule) => rule.from <= date && (rule.until ?? date) >= date)
  return [
    ...packages,
    ...held(lots.sampling).map((rule) => row(stands(samplingStandable(rule), rule.source, adoptions, date), {
      zh: rule.title.zh, en: rule.title.en, from: rule.from, clause: rule.source.clause ?? '',
      saysZh: `${rule.index} ${rule.quality.at(0)} 至 ${rule.quality.at(-1)}`, saysEn: `${rule.index} from ${rule.quality.at(0)} to ${rule.quality.at(-1)}`,
    })),
    ...held(lots.meters).map((rule) => row(stands(meterStandable(rule), rule.source, adoptions, date), {
      zh: rule.title.zh, en: rule.title.en, from: rule.from, clause: rule.source.clause ?? '', saysZh: rule.failed.zh, saysEn: rule.failed.en,
    })),
  ]
}

function saying(edition: PrepackageEdition, part: Part): { saysZh: string; saysEn: string } {
  if (part === 'deficiency') {
    const rows = edition.deficiency['mass and volume'].length
    return { saysZh: `质量、体积 ${rows} 档`, saysEn: `${rows} ranges for mass and volume` }
  }
  if (part === 'rounding') return edition.rounding.rule === 'up' ? { saysZh: '向上修约', saysEn: 'rounded up' } : { saysZh: '四舍六入五成双', saysEn: 'rounded half to even' }
  const { sampling } = edition
  if (sampling.kind === 'unsettled') return { saysZh: `未取得：${sampling.zh}`, saysEn: `Not obtained: ${sampling.en}` }
  return { saysZh: `${sampling.rows.length} 档批量`, saysEn: `plans for ${sampling.rows.length} ranges of lot size` }
}
