// The words an instrument is found by, cut into short pieces and hashed: single Chinese characters and pairs, Latin and digit
// triples with the beginnings of words, pinyin initials. A list row holds a text when it holds all pieces of it. Facets (state,
// verdict, kind …) are pieces too, so that one index serves search and filters. Pure.
// Absent: exact substring matching; a row that holds all pieces apart from one another is found as well.
import { pinyin } from 'pinyin-pro'

export type Searchable = {
  code: string; name: string; model: string; serial: string; ownerNo: string; ownerName: string; placeName: string | null
}
export type Facets = {
  state: string; verdict: string | null; kind: string; catalogue: string | null; purpose: string; placeId: number | null; division: string
  orgId: number
}
export type FacetName = Exclude<keyof Facets, 'orgId'>

/** Hashes of all pieces and facets of a row; what `instrument.grams` holds. */
export function gramsOf(row: Searchable, facets: Facets): number[] {
  const found = new Set<number>()
  for (const text of [row.name, row.ownerName, row.placeName ?? '']) addText(found, text, true)
  for (const text of [row.code, row.model, row.serial, row.ownerNo]) addText(found, text, false)
  for (const gram of facetGrams(facets)) found.add(gram)
  return [...found]
}

/** The pieces a typed text asks for; for text without a letter or digit, a piece that no row holds. */
export function gramsAsked(typed: string): number[] {
  const found = new Set<number>()
  for (const word of normalised(typed.slice(0, 100)).split(' ')) {
    const { runs } = runsOf(word)
    for (const run of runs) for (const piece of askedOf(run)) found.add(hash(piece))
  }
  return found.size === 0 ? [hash('nothing:')] : [...found].slice(0, 60)
}

export const facetGram = (name: FacetName, value: string): number => hash(`${name}:${value}`)

function facetGrams(facets: Facets): number[] {
  const grams = [facetGram('state', facets.state), facetGram('verdict', facets.verdict ?? ''), facetGram('purpose', facets.purpose)]
  if (facets.kind !== '') grams.push(facetGram('kind', facets.kind))
  if (facets.catalogue !== null) grams.push(facetGram('catalogue', facets.catalogue))
  if (facets.placeId !== null) grams.push(facetGram('placeId', String(facets.placeId)))
  // Numbers of their own that registry.search_plan makes again in SQL: owner and county narrow the index to a scope.
  grams.push(-1 - (facets.orgId % 1_000_000_000), -1_000_000_001 - Number(facets.division.slice(0, 6)))
  for (const length of [4, 6, 9, 12]) if (facets.division.length >= length) grams.push(facetGram('division', facets.division.slice(0, length)))
  return grams
}

/** A key that sorts Chinese by pinyin and Latin by letter. */
export function pinyinKey(name: string): string {
  const syllables: string[] = pinyin(name, { toneType: 'none', type: 'array', v: true })
  return normalised(syllables.join(' ')).slice(0, 80)
}

const initialsKnown = new Map<string, string>()
const INITIALS_MAX = 20_000
/** 电子计价秤 → dzjjc; Latin letters are left out, they are found as themselves. */
export function initialsOf(text: string): string {
  const known = initialsKnown.get(text)
  if (known !== undefined) return known
  const letters: string[] = pinyin(text, { pattern: 'first', toneType: 'none', type: 'array', nonZh: 'removed' })
  const initials = normalised(letters.join(''))
  if (initialsKnown.size >= INITIALS_MAX) initialsKnown.clear()
  initialsKnown.set(text, initials)
  return initials
}

const piecesKnown = new Map<string, readonly number[]>()
function addText(found: Set<number>, text: string, withInitials: boolean): void {
  if (text === '') return
  if (!withInitials) {
    addRuns(found, text)
    return
  }
  // Names of kinds, owners and places repeat by the thousand.
  let pieces = piecesKnown.get(text)
  if (!pieces) {
    const own = new Set<number>()
    addRuns(own, text)
    addInitials(own, initialsOf(text))
    pieces = [...own]
    if (piecesKnown.size >= INITIALS_MAX) piecesKnown.clear()
    piecesKnown.set(text, pieces)
  }
  for (const piece of pieces) found.add(piece)
}

function addRuns(found: Set<number>, text: string): void {
  for (const word of normalised(text).split(' ')) {
    const { runs, starts } = runsOf(word)
    for (const run of runs) {
      if (isHan(run)) {
        const characters = [...run]
        for (const [i, character] of characters.entries()) {
          found.add(hash(character))
          const next = characters[i + 1]
          if (next !== undefined) found.add(hash(character + next))
        }
      } else for (let i = 0; i + 3 <= run.length; i++) found.add(hash(run.slice(i, i + 3)))
    }
    for (const start of starts) {
      found.add(hash(start.slice(0, 1)))
      if (start.length > 1) found.add(hash(start.slice(0, 2)))
    }
  }
}

function addInitials(found: Set<number>, initials: string): void {
  if (initials !== '') found.add(hash(initials.slice(0, 1)))
  for (let i = 0; i < initials.length; i++) {
    if (i + 2 <= initials.length) found.add(hash(initials.slice(i, i + 2)))
    if (i + 3 <= initials.length) found.add(hash(initials.slice(i, i + 3)))
  }
}

function* askedOf(run: string): Generator<string> {
  const characters = [...run]
  const size = isHan(run) ? 2 : 3
  if (characters.length < size) yield run
  for (let i = 0; i + size <= characters.length; i++) yield characters.slice(i, i + size).join('')
}

const normalised = (text: string): string => text.normalize('NFKC').toLowerCase().replace(/[^\p{L}\p{N}]+/gu, (gap) => (/\s|[,;，；、]/.test(gap) ? ' ' : '-')).trim()
const isHan = (run: string): boolean => /^\p{Script=Han}/u.test(run)

/** A word's runs of Chinese and of Latin (joined over hyphens: ACS-30 is acs30), and the beginnings of its Latin parts. */
function runsOf(word: string): { runs: string[]; starts: string[] } {
  const parts = word.match(/\p{Script=Han}+|[^\p{Script=Han}-]+/gu) ?? []
  const starts = parts.filter((part) => !isHan(part)).flatMap((part) => part.match(/[0-9]+|[^0-9]+/g) ?? [])
  const runs: string[] = []
  let latin = ''
  for (const part of parts) {
    if (isHan(part)) {
      if (latin !== '') runs.push(latin)
      latin = ''
      runs.push(part)
    } else latin += part
  }
  if (latin !== '') runs.push(latin)
  return { runs, starts }
}

/** FNV-1a over UTF-16 units, as a signed 32-bit number. A collision shows one row too many, never one too few. */
function hash(piece: string): number {
  let h = 0x811c9dc5
  for (let i = 0; i < piece.length; i++) {
    h ^= piece.charCodeAt(i)
    h = Math.imul(h, 0x01000193)
  }
  return h | 0
}
