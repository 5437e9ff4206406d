// How PostgreSQL values arrive: ids as numbers, numeric and date as text, instants as RFC 3339 text, bytea as Buffer, json parsed.
import pg from 'pg'

const OID = { int8: 20, json: 114, date: 1082, timestamptz: 1184, numeric: 1700, jsonb: 3802, int8Array: 1016, dateArray: 1182 } as const

const bigint = (text: string): number => {
  const n = Number(text)
  if (!Number.isSafeInteger(n)) throw new Error('an id left the range of exact integers')
  return n
}
const arrayOf = (parse: (text: string) => number | string) => (text: string) =>
  text === '{}' ? [] : text.slice(1, -1).split(',').map(parse)

/** '2026-11-25 13:11:58.12+00' to '2026-11-25T13:11:58.120Z'; every session runs in UTC. */
export function instantText(text: string): string {
  const m = /^(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d)(?:\.(\d{1,6}))?\+00$/.exec(text)
  if (!m) throw new Error('an instant outside UTC came from the database')
  return `${m[1]}T${m[2]}.${(m[3] ?? '').padEnd(3, '0').slice(0, 3)}Z`
}

const parsers = new Map<number, (text: string) => unknown>([
  [OID.int8, bigint],
  [OID.date, (t) => t],
  [OID.numeric, (t) => t],
  [OID.timestamptz, instantText],
  [OID.json, (t) => JSON.parse(t)],
  [OID.jsonb, (t) => JSON.parse(t)],
  [OID.int8Array, arrayOf(bigint)],
  [OID.dateArray, arrayOf((t) => t)],
])

export const typeParsers: pg.CustomTypesConfig = {
  getTypeParser: (oid: number, format?: string) =>
    (format === 'binary' ? undefined : parsers.get(oid)) ?? pg.types.getTypeParser(oid, format as 'text'), // pg types its format per overload
}
