// Finding instruments: a list query to the facts registry.find_* and count_* take, and ids back in order. Which rows come out is
// decided twice: by the scope the function puts in, and by the policies under which the rows are then read.
import { sql } from 'kysely'
import { addDays, civilDate } from '@duheng/calendar/civil-date.ts'
import type { Tx } from '#platform/db/database.ts'
import { facetGram, gramsAsked } from './grams.ts'
import type { FacetName } from './grams.ts'

export const sorts = ['newest', 'due', 'name'] as const
export type SortName = (typeof sorts)[number]

export type InstrumentFilter = {
  text?: string
  facets: Partial<Record<FacetName, string>>
  /** 'overdue': in use and past due; a number: due within so many days from today. */
  due?: 'overdue' | number
  /** Under compulsory verification by the rules (adopted or not) and never verified: the keys of compulsory.ts. */
  neverVerifiedAmong?: readonly string[]
}
export type Order = { sort: SortName; descending: boolean }
export type Cursor = { key: string; id: number }

const NOT_DUE = '9999-12-31'

/** The filter as the database functions read it. `today` is where days are counted from. */
export function filterJson(filter: InstrumentFilter, today: string): Record<string, unknown> {
  const grams = new Set(filter.text === undefined ? [] : gramsAsked(filter.text))
  for (const [name, value] of Object.entries(filter.facets)) {
    if (value !== undefined && isFacet(name)) grams.add(facetGram(name, value))
  }
  const json: Record<string, unknown> = {}
  if (filter.due === 'overdue') {
    json['dueBefore'] = today
    json['inUse'] = true
  } else if (filter.due !== undefined) {
    json['dueFrom'] = today
    json['dueBefore'] = addDays(civilDate(today), filter.due + 1)
    json['inUse'] = true
  }
  if (filter.neverVerifiedAmong !== undefined) {
    json['compulsory'] = filter.neverVerifiedAmong
    json['inUse'] = true
    grams.add(facetGram('verdict', ''))
  }
  if (grams.size > 0) json['grams'] = [...grams]
  return json
}
const FACETS: readonly string[] = ['state', 'verdict', 'kind', 'catalogue', 'purpose', 'placeId', 'division'] satisfies FacetName[]
const isFacet = (name: string): name is FacetName => FACETS.includes(name)

export type Page = { ids: number[]; hasMore: boolean }

/** One page of ids. `before` walks backwards from a cursor and answers in list order all the same. */
export async function findInstruments(tx: Tx, city: boolean, filter: Record<string, unknown>, order: Order, place: { after?: Cursor; before?: Cursor }, limit: number): Promise<Page> {
  const backwards = place.before !== undefined
  const cursor = place.before ?? place.after
  const asked = {
    ...filter, sort: order.sort, descending: order.descending !== backwards, limit: limit + 1,
    ...(cursor ? { key: cursor.key, id: cursor.id } : {}),
  }
  const json = JSON.stringify(asked)
  const { rows } = await (city
    ? sql<{ ids: number[] }>`select registry.find_city(${json}::jsonb) as ids`
    : sql<{ ids: number[] }>`select registry.find_own(${json}::jsonb) as ids`).execute(tx)
  const ids = rows[0]?.ids ?? []
  const page = ids.slice(0, limit)
  return { ids: backwards ? page.reverse() : page, hasMore: ids.length > limit }
}

export type Count = { n: number; about: boolean }
export async function countInstruments(tx: Tx, city: boolean, filter: Record<string, unknown>): Promise<Count> {
  const json = JSON.stringify(filter)
  const { rows } = await (city
    ? sql<Count>`select n, about from registry.count_city(${json}::jsonb)`
    : sql<Count>`select n, about from registry.count_own(${json}::jsonb)`).execute(tx)
  return rows[0] ?? { n: 0, about: false }
}

/** The cursor at a row, opaque to callers. */
export const cursorAt = (row: { id: number; due_on: string | null; pinyin_key: string }, sort: SortName): string =>
  Buffer.from(JSON.stringify([sort, sort === 'due' ? row.due_on ?? NOT_DUE : sort === 'name' ? row.pinyin_key : '', row.id])).toString('base64url')

/** Undefined when the text is no cursor of this order. */
export function readCursor(text: string, sort: SortName): Cursor | undefined {
  try {
    const read: unknown = JSON.parse(Buffer.from(text, 'base64url').toString('utf8'))
    if (!Array.isArray(read) || read.length !== 3) return undefined
    const [of, key, id]: unknown[] = read
    if (of !== sort || typeof key !== 'string' || key.length > 80 || typeof id !== 'number' || !Number.isSafeInteger(id) || id < 1) return undefined
    if (sort === 'due' && !/^\d{4}-\d\d-\d\d$/.test(key)) return undefined
    return { key, id }
  } catch {
    return undefined // not base64url of JSON: somebody typed it
  }
}
