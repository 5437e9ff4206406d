// Whether a ledger's instrument is under compulsory verification and until when its verification holds, with the sentences that
// say why. The rules are data (rules/catalogue); a rule nobody adopted is shown and decides nothing. Pure.
import { civilDate } from '@duheng/calendar/civil-date.ts'
import type { Catalogue, Purpose as CataloguePurpose } from '@duheng/rules/catalogue.ts'
import type { Grade, Source } from '@duheng/rules/citation.ts'
import { compulsory } from '@duheng/rules/compulsory.ts'
import type { Answer, Compulsory, InstrumentFacts } from '@duheng/rules/compulsory.ts'
import { nextDue } from '@duheng/rules/due.ts'
import { rowStandable } from '@duheng/rules/catalogue.ts'
import { standing } from '@duheng/rules/standing.ts'
import type { Adoption, Standing } from '@duheng/rules/standing.ts'
import { NOT_LISTED } from './catalogue.ts'
import { purposes } from './instrument.ts'

/** What the question needs of a row. */
export type Classified = { catalogue: string | null; purpose: string; settledDirect: boolean; sellsToPublic: boolean | null; standardRole: string | null }

const PURPOSE_OF: Readonly<Record<string, readonly CataloguePurpose[]>> = {
  trade: ['trade settlement'], safety: ['safety'], medical: ['medical'], environment: ['environment'], enforcement: [], other: [],
}

export function compulsoryOf(row: Classified, catalogue: Catalogue, day: string, adoptions: readonly Adoption[]): Compulsory {
  const facts: InstrumentFacts = {
    entry: row.catalogue === NOT_LISTED ? null : row.catalogue ?? undefined,
    purposes: PURPOSE_OF[row.purpose],
    ...(row.standardRole === 'public standard' ? { standard: 'public standard' as const } : row.standardRole === 'highest standard' ? { standard: 'highest standard of its owner' as const } : {}),
    homeUseSettledWithUtility: row.settledDirect,
    ...(row.sellsToPublic === null ? {} : { sellsToPublic: row.sellsToPublic }),
  }
  return compulsory(facts, catalogue, civilDate(day), adoptions)
}

/** The same on any day: where no shipped catalogue was in force yet, it is not known, and that is said. */
export function compulsoryOn(row: Classified, catalogue: Catalogue, day: string, adoptions: readonly Adoption[]): Compulsory {
  if (day >= catalogue.from) return compulsoryOf(row, catalogue, day, adoptions)
  const because = {
    zh: `没有 ${day} 有效的目录：随软件的目录自 ${catalogue.from} 起施行，不能判断那一天是否强制检定。`,
    en: `No catalogue in force on ${day} is shipped; the earliest holds from ${catalogue.from}. Whether it was compulsory then cannot be said.`,
    rule: catalogue.id, source: catalogue.source, grade: catalogue.grade, standing: 'not adopted' as const, says: 'unknown' as const,
  }
  return { compulsory: 'unknown', way: undefined, because: [because] }
}

/** `says`: what the rules say, adopted or not. `decided`: whether they may decide. */
export type CompulsorySays = { says: Answer; decided: boolean }
export function saysOf(answer: Compulsory): CompulsorySays {
  const said = answer.because.map((reason) => reason.says)
  const says = said.includes('unknown') ? 'unknown' : said.at(-1) ?? 'unknown'
  return { says, decided: answer.compulsory !== 'unknown' }
}

/** Answers the same question once for rows that agree in everything it depends on. */
export function compulsoryMemo(catalogue: Catalogue, day: string, adoptions: readonly Adoption[]): (row: Classified) => CompulsorySays {
  const known = new Map<string, CompulsorySays>()
  return (row) => {
    const key = `${compulsoryKey(row)}|${row.standardRole ?? ''}`
    const answer = known.get(key) ?? saysOf(compulsoryOf(row, catalogue, day, adoptions))
    known.set(key, answer)
    return answer
  }
}

const compulsoryKey = (row: Classified): string => `${row.catalogue ?? ''}|${row.purpose}|${row.settledDirect}|${row.sellsToPublic ?? ''}`

const keysKnown = new Map<string, readonly string[]>()
/**
 * The keys registry.search_filters compares: every combination of which the rules say yes on a day. What rules say does not hang on
 * whether anybody adopted them, so one answer a day serves everybody.
 */
export function compulsoryKeys(catalogue: Catalogue, day: string): readonly string[] {
  const known = keysKnown.get(`${catalogue.hash} ${day}`)
  if (known) return known
  const keys: string[] = []
  for (const entry of catalogue.entries) {
    for (const purpose of purposes) {
      // Only entries with a condition ask whether they sell to the public; home use changes the way, never the answer.
      const asked = entry['only when'] === undefined ? [null] : [true, false, null]
      const yes = asked.filter((sellsToPublic) => saysOf(compulsoryOf({ catalogue: entry.id, purpose, settledDirect: false, sellsToPublic, standardRole: null }, catalogue, day, [])).says === 'yes')
      const held = entry['only when'] === undefined && yes.length > 0 ? [true, false, null] : yes
      for (const sellsToPublic of held) for (const settledDirect of [true, false]) keys.push(compulsoryKey({ catalogue: entry.id, purpose, settledDirect, sellsToPublic, standardRole: null }))
    }
  }
  keysKnown.clear() // yesterday's answer serves nobody
  keysKnown.set(`${catalogue.hash} ${day}`, keys)
  return keys
}

export type Sentence = { zh: string; en: string; rule: string | null; source: Source | null; grade: Grade | null; standing: Standing | null }
export type DueWhy = { on: string | null; state: DueState; sentences: Sentence[] }
/** `later`: the last verification the ledger knows was after the day asked for, and an earlier one is in the certificates alone. */
export type DueState = 'never' | 'valid' | 'overdue' | 'without end' | 'later'

export function dueState(row: { verifiedOn: string | null; dueOn: string | null }, today: string): DueState {
  if (row.verifiedOn === null) return 'never'
  if (row.verifiedOn > today) return 'later'
  if (row.dueOn === null) return 'without end'
  return row.dueOn < today ? 'overdue' : 'valid'
}

export type Verified = { verifiedOn: string | null; dueOn: string | null; verdict: string | null; certificateNo: string | null; declared: boolean; catalogue: string | null }

/** When the next verification is due: what the certificate says, then what the intervals of the regulations would say. */
export function whyDue(row: Verified, catalogue: Catalogue, today: string, adoptions: readonly Adoption[]): DueWhy {
  const state = dueState(row, today)
  if (state === 'later') return { on: null, state, sentences: [laterSentence(row, today)] }
  const sentences = [certificateSentence(row, state)]
  const intervals = catalogue.intervals.filter((i) => i.entry !== undefined && i.entry === row.catalogue)
  for (const interval of intervals) {
    const stands = standing(rowStandable(interval), adoptions, civilDate(today))
    const cited = { rule: interval.id, source: interval.source, grade: interval.grade, standing: stands }
    if (row.verifiedOn === null || row.verdict === 'fail') {
      const months = interval.months ?? '—'
      sentences.push({ zh: `${interval.instrument.zh}：${interval.regulation} 的周期为 ${months} 个月。`, en: `${interval.instrument.en}: ${interval.regulation} gives ${months} months.`, ...cited })
      continue
    }
    const due = nextDue({ verified: civilDate(row.verifiedOn), interval, convention: 'day before', adoptions })
    sentences.push({ zh: `${interval.instrument.zh}：${due.because.zh}`, en: `${interval.instrument.en}: ${due.because.en}`, ...cited })
  }
  if (intervals.length === 0) {
    sentences.push({ zh: '目录中没有这一项的检定周期，以所用检定规程为准。', en: 'The catalogue gives no interval for this entry; the regulation used decides.', rule: null, source: null, grade: null, standing: null })
  }
  return { on: row.dueOn, state, sentences }
}

const laterSentence = (row: Verified, day: string): Sentence => ({
  zh: `台账里最近一次检定（${row.verifiedOn}）在 ${day} 之后；${day} 当天的检定情况，请看当时的证书。`,
  en: `The last verification in the ledger (${row.verifiedOn}) came after ${day}; what held on ${day} stands in the certificates of then.`,
  rule: null, source: null, grade: null, standing: null,
})

function certificateSentence(row: Verified, state: DueState): Sentence {
  const none = { rule: null, source: null, grade: null, standing: null }
  if (row.verifiedOn === null) return { zh: '没有检定记录。', en: 'There is no record of a verification.', ...none }
  const whose = row.declared ? ['（使用单位自报）', ' (stated by the owner)'] : ['', '']
  const by = row.certificateNo ? [`证书 ${row.certificateNo}${whose[0]}：`, `Certificate ${row.certificateNo}${whose[1]}: `] : [`记录${whose[0]}：`, `The record${whose[1]}: `]
  const verdict = row.verdict === 'fail' ? ['不合格', 'fails'] : ['合格', 'passes']
  const until = row.dueOn === null ? ['，没有写明有效期', ', without an end of validity'] : [`，有效期至 ${row.dueOn}${state === 'overdue' ? '，已过期' : ''}`, `, valid until ${row.dueOn}${state === 'overdue' ? ', which is past' : ''}`]
  return { zh: `${by[0]}${row.verifiedOn} 检定${verdict[0]}${row.verdict === 'fail' ? '' : until[0]}。`, en: `${by[1]}${verdict[1]}, verified on ${row.verifiedOn}${row.verdict === 'fail' ? '' : until[1]}.`, ...none }
}
