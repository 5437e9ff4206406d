// Whether an instrument must be verified, with every reason. 计量法 art. 9 (2018): what is listed in the catalogue and used for
// trade settlement, safety, medical care or environmental monitoring, and the public and highest standards.
// Pure: the catalogue, the adoptions and the date are handed in. A rule nobody adopted is shown as a reason and decides nothing.

import type { CivilDate } from '@duheng/calendar/civil-date.ts'
import type { Bilingual, Grade, Source } from './citation.ts'
import { rowStandable } from './catalogue.ts'
import type { Catalogue, Entry, Purpose, Way } from './catalogue.ts'
import { editionAt, editionDigest } from './rule.ts'
import { standing } from './standing.ts'
import type { Adoption, Standing } from './standing.ts'

/** What is known of an instrument. `entry` undefined: nobody resolved it yet; null: resolved, and not in the catalogue. */
export type InstrumentFacts = {
  entry: string | null | undefined
  purposes: readonly Purpose[] | undefined
  standard?: 'public standard' | 'highest standard of its owner'
  homeUseSettledWithUtility?: boolean
  sellsToPublic?: boolean
}

export type Reason = Bilingual & { rule: string; source: Source; grade: Grade; standing: Standing; says: Answer }
export type Answer = 'yes' | 'no' | 'unknown'
export type Compulsory = { compulsory: Answer; way: Way | undefined; because: Reason[] }

export function compulsory(facts: InstrumentFacts, catalogue: Catalogue, date: CivilDate, adoptions: readonly Adoption[]): Compulsory {
  const reasons = new Reasons(catalogue, date, adoptions)
  if (facts.standard !== undefined) {
    reasons.rule(
      'metrology-law-9',
      'yes',
      { zh: '社会公用计量标准和最高计量标准实行强制检定。', en: 'Public standards and the highest standards of an organisation are verified compulsorily.' },
    )
    return reasons.conclude('periodic')
  }
  if (facts.entry === undefined) {
    reasons.rule('R2', 'unknown', { zh: '尚未确定该器具在目录中的项别、种别。', en: 'Nobody has yet said which catalogue entry this instrument belongs to.' })
    return reasons.conclude(undefined)
  }
  const entry = catalogue.entries.find(({ id }) => id === facts.entry)
  if (entry === undefined) {
    reasons.rule(
      'R2',
      'no',
      { zh: '未列入目录，使用单位可自行选择检定或校准。', en: 'It is not in the catalogue: its user chooses verification or calibration.' },
    )
    return reasons.conclude(undefined)
  }
  return listed(facts, entry, date, reasons)
}

function listed(facts: InstrumentFacts, entry: Entry, date: CivilDate, reasons: Reasons): Compulsory {
  const name = `${entry.first.zh} / ${entry.second.zh}`
  const englishName = `${entry.first.en} / ${entry.second.en}`
  if (!entry.control.includes('verification')) {
    reasons.row(
      entry,
      'no',
      { zh: `“${name}”只要求型式批准，不要求强制检定。`, en: `"${englishName}" needs type approval only, no compulsory verification.` },
    )
    return reasons.conclude(undefined)
  }
  const from = entry['verified from']
  if (from !== undefined && date < from) {
    reasons.row(entry, 'no', { zh: `“${name}”自 ${from} 起才实行强制检定。`, en: `"${englishName}" is verified compulsorily only from ${from} on.` })
    return reasons.conclude(undefined)
  }
  if (facts.purposes === undefined) {
    reasons.rule(
      'metrology-law-9',
      'unknown',
      { zh: '尚未说明用途，无法判断是否强制检定。', en: 'Its purpose has not been stated, and compulsory verification depends on it.' },
    )
    return reasons.conclude(undefined)
  }
  const used = facts.purposes.filter((purpose) => entry.purposes.includes(purpose))
  if (used.length === 0) {
    reasons.row(entry, 'no', { zh: `用途不在“${name}”的监管范围内。`, en: `Its use is outside the purposes listed for "${englishName}".` })
    return reasons.conclude(undefined)
  }
  if (entry['only when'] === 'sells to the public' && facts.sellsToPublic !== true) {
    const says = facts.sellsToPublic === undefined ? 'unknown' : 'no'
    reasons.row(
      entry,
      says,
      { zh: `“${name}”仅在直接向社会销售时强制检定。`, en: `"${englishName}" is verified compulsorily only where it sells directly to the public.` },
    )
    return reasons.conclude(undefined)
  }
  reasons.row(entry, 'yes', { zh: `列入目录“${name}”，并用于规定用途。`, en: `It is listed as "${englishName}" and used for a listed purpose.` })
  reasons.rule('R2', 'yes', { zh: '目录中要求强制检定的在用器具应当检定。', en: 'Listed instruments in use must be verified.' })
  return reasons.conclude(wayOf(facts, entry, reasons))
}

function wayOf(facts: InstrumentFacts, entry: Entry, reasons: Reasons): Way | undefined {
  const home = entry['home use is']
  if (home !== undefined && facts.homeUseSettledWithUtility === true) {
    reasons.rule(
      'R6',
      'yes',
      {
        zh: '居民生活用、与供应单位直接结算：只作首次检定，限期使用，到期轮换。',
        en: 'Home use settled directly with the utility: initial verification only, replaced when its time is up.',
      },
    )
    return home
  }
  if (home !== undefined && facts.homeUseSettledWithUtility === undefined) return undefined
  return entry.ways.includes('periodic') ? 'periodic' : entry.ways.length === 1 ? entry.ways[0] : undefined
}

/** Collects reasons with their standing; the answer follows only from those that may decide. */
class Reasons {
  readonly #catalogue: Catalogue
  readonly #date: CivilDate
  readonly #adoptions: readonly Adoption[]
  readonly #reasons: Reason[] = []

  constructor(catalogue: Catalogue, date: CivilDate, adoptions: readonly Adoption[]) {
    this.#catalogue = catalogue
    this.#date = date
    this.#adoptions = adoptions
  }

  row(entry: Entry, says: Answer, sentence: Bilingual): void {
    const standable = rowStandable(entry)
    this.#push(entry, standing(standable, this.#adoptions, this.#date), says, sentence, entry.id)
  }

  rule(id: string, says: Answer, sentence: Bilingual): void {
    const rule = this.#catalogue.rules.find((candidate) => candidate.id === id)
    const edition = rule && editionAt(rule.editions, this.#date)
    if (edition === undefined) return
    const stands = standing({ id, digest: editionDigest(id, edition), grade: edition.grade }, this.#adoptions, this.#date)
    this.#push(edition, stands, says, sentence, id)
  }

  conclude(way: Way | undefined): Compulsory {
    const deciding = this.#reasons.filter((reason) => reason.standing !== 'not adopted').map(({ says }) => says)
    const undecided = this.#reasons.some((reason) => reason.standing === 'not adopted' || reason.says === 'unknown')
    const compulsory = undecided ? 'unknown' : (deciding[0] ?? 'unknown')
    return { compulsory, way: compulsory === 'yes' ? way : undefined, because: this.#reasons }
  }

  #push(cited: { source: Source; grade: Grade }, stands: Standing, says: Answer, sentence: Bilingual, rule: string): void {
    this.#reasons.push({ ...sentence, rule, source: cited.source, grade: cited.grade, standing: stands, says })
  }
}
