// Local editions layered over the shipped release. The release is never changed: a local edition is a rule file of its own,
// approved by a second person, that takes precedence on the days it covers. Absent: where local editions are stored.

import type { CivilDate } from '@duheng/calendar/civil-date.ts'
import type { Problem } from './problem.ts'
import { editionAt, editionDigest, readRuleFile } from './rule.ts'
import type { Rule, RuleEdition, RuleFile } from './rule.ts'

/** What the database holds of a local edition. `over` maps a rule id to the digest of the release's edition its author looked at. */
export type LocalEdition = {
  text: string
  author: string
  approver: string
  reason: string
  basis: string
  recorded: CivilDate
  over: ReadonlyMap<string, string>
}

export type Origin = { kind: 'release'; hash: string } | { kind: 'local'; hash: string; local: LocalEdition }
export type Layer = { origin: Origin; editions: readonly RuleEdition[] }
export type LayeredRule = { id: string; zh: string; en: string; layers: readonly Layer[] }
export type RuleSet = ReadonlyMap<string, LayeredRule>
export type Effective = { rule: LayeredRule; edition: RuleEdition; digest: string; origin: Origin; overrides?: RuleEdition }

export type Layering = { ok: true; rules: RuleSet } | { ok: false; problems: (Problem & { local: number })[] }

/** The release's rules with the local editions over them; a later local edition lies over an earlier one. */
export function layer(release: readonly RuleFile[], locals: readonly LocalEdition[] = []): Layering {
  const rules = new Map<string, LayeredRule>()
  for (const file of release) for (const rule of file.rules) put(rules, rule, { kind: 'release', hash: file.hash })
  const problems: (Problem & { local: number })[] = []
  for (const [index, local] of locals.entries()) {
    const wrong = unapproved(local)
    const read = readRuleFile(local.text)
    if (wrong !== undefined) problems.push({ line: 1, column: 1, path: '', message: wrong, local: index })
    else if (!read.ok) problems.push(...read.problems.map((problem) => ({ ...problem, local: index })))
    else for (const rule of read.value.rules) put(rules, rule, { kind: 'local', hash: read.value.hash, local })
  }
  return problems.length > 0 ? { ok: false, problems } : { ok: true, rules }
}

function put(rules: Map<string, LayeredRule>, rule: Rule, origin: Origin): void {
  const below = rules.get(rule.id)?.layers ?? []
  rules.set(rule.id, { id: rule.id, zh: rule.zh, en: rule.en, layers: [{ origin, editions: rule.editions }, ...below] })
}

function unapproved(local: LocalEdition): string | undefined {
  if (local.author === local.approver) return 'A local edition is approved by another person than its author.'
  if (local.reason.trim() === '' || local.basis.trim() === '') return 'A local edition names its reason and the document it rests on.'
  return undefined
}

/** What a rule says on a day, from the topmost layer that covers the day; undefined when nothing was in force. */
export function effective(rules: RuleSet, id: string, date: CivilDate): Effective | undefined {
  const rule = rules.get(id)
  if (rule === undefined) return undefined
  const found = rule.layers.flatMap(({ origin, editions }) => {
    const edition = editionAt(editions, date)
    return edition === undefined ? [] : [{ origin, edition }]
  })
  const [top] = found
  if (top === undefined) return undefined
  const below = found.find(({ origin }) => origin.kind === 'release')
  const overrides = top.origin.kind === 'local' ? below?.edition : undefined
  return { rule, edition: top.edition, digest: editionDigest(id, top.edition), origin: top.origin, ...(overrides && { overrides }) }
}

export type Parting = { id: string; local: LocalEdition; releaseNow: string | undefined; releaseThen: string | undefined }

/** After an upgrade: the rules whose release edition is no longer the one the local author looked at. Nothing is merged. */
export function partings(rules: RuleSet, date: CivilDate): Parting[] {
  return [...rules.values()].flatMap((rule) => {
    const release = rule.layers.find(({ origin }) => origin.kind === 'release')
    const edition = release && editionAt(release.editions, date)
    const releaseNow = edition && editionDigest(rule.id, edition)
    return rule.layers.flatMap(({ origin }) => {
      if (origin.kind !== 'local') return []
      const releaseThen = origin.local.over.get(rule.id)
      return releaseThen === releaseNow ? [] : [{ id: rule.id, local: origin.local, releaseNow, releaseThen }]
    })
  })
}
