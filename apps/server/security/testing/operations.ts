// Every operation of the house, read from its own routes and its own OpenAPI document: what it demands, what its path names, and a body
// its shape accepts. A route whose path names an object that no maker here knows, fails by name.
import fc from 'fast-check'
import type { Declaration } from '#platform/http/right.ts'
import { declarationsOf } from '#apps/server/openapi.ts'
import type { TestHouse } from '#apps/server/testing.ts'
import { validCreditCode } from './sides.ts'
import type { Side } from './sides.ts'

export type JsonSchema = {
  type?: string; const?: unknown; enum?: unknown[]; anyOf?: JsonSchema[]; oneOf?: JsonSchema[]; properties?: Record<string, JsonSchema>; required?: string[]; items?: JsonSchema
  pattern?: string; minLength?: number; maxLength?: number; minItems?: number; minimum?: number; exclusiveMinimum?: number; format?: string; default?: unknown; additionalProperties?: unknown
}
export type Operation = {
  name: string; method: string; path: string; declaration: Declaration | undefined; body: JsonSchema | undefined
  query: { name: string; required: boolean; schema: JsonSchema }[]
}

/** ':id' and ':id{pattern}'; a pattern may hold braces of its own. */
const PARAMETER = /:(\w+)(\{(?:[^{}]|\{[^}]*\})*\})?/g

type Document = { paths: Record<string, Record<string, { requestBody?: { content: Record<string, { schema?: JsonSchema }> }; parameters?: { in: string; name: string; required?: boolean; schema: JsonSchema }[] }>> }

export async function operationsOf(t: TestHouse): Promise<Operation[]> {
  const document: Document = (await t.call(undefined, 'GET', '/api/openapi.json')).body
  return [...declarationsOf(t.house.app)].map(([name, declaration]) => {
    const [method = '', path = ''] = name.split(' ')
    const described = document.paths[path.replaceAll(PARAMETER, '{$1}')]?.[method.toLowerCase()]
    return {
      name, method, path, declaration, body: described?.requestBody?.content['application/json']?.schema,
      query: (described?.parameters ?? []).filter((p) => p.in === 'query').map((p) => ({ name: p.name, required: p.required ?? false, schema: p.schema })),
    }
  })
}

type Values = Record<string, string>
/** What a path names, by its beginning; the first that fits. `nobody` is an object of the right form that does not exist. */
type Maker = { path: RegExp; of: (side: Side) => Values; nobody: Values; everybodys?: true }
const byId = (id: (s: Side) => number) => ({ of: (s: Side) => ({ id: String(id(s)) }), nobody: { id: '999999999' } })
const ZEROS = '0'.repeat(64)
const ABSENT_CREDIT_CODE = validCreditCode('91340000MA0000000')
export const makers: readonly Maker[] = [
  { path: /^\/api\/instruments\/:code/, of: (s) => ({ code: s.texts.instrumentCode }), nobody: { code: '0000000000' } },
  { path: /^\/i\/:code/, of: (s) => ({ code: s.texts.instrumentCode }), nobody: { code: '0000000000' }, everybodys: true },
  { path: /^\/api\/organisations\/by-credit-code\/:code/, of: (s) => ({ code: s.texts.creditCode }), nobody: { code: ABSENT_CREDIT_CODE } },
  { path: /^\/api\/organisations\/:id/, ...byId((s) => s.ids.enterprise) },
  { path: /^\/api\/places\/:id/, ...byId((s) => s.ids.place) },
  { path: /^\/api\/people\/:id\/roles\/:grant/, of: (s) => ({ id: String(s.ids.person), grant: String(s.ids.grant) }), nobody: { id: '999999999', grant: '999999999' } },
  { path: /^\/api\/people\/:id/, ...byId((s) => s.ids.person) },
  { path: /^\/api\/tokens\/:id/, ...byId((s) => s.ids.token) },
  { path: /^\/api\/views\/:id/, ...byId((s) => s.ids.view) },
  { path: /^\/api\/adoptions\/:id/, ...byId((s) => s.ids.adoption) },
  { path: /^\/api\/local-editions\/:id/, ...byId((s) => s.ids.localEdition) },
  { path: /^\/api\/procedures\/:sha256/, of: () => ({ sha256: ZEROS }), nobody: { sha256: ZEROS }, everybodys: true },
  { path: /^\/api\/session\/passkeys\/:id/, of: (s) => ({ id: s.texts.passkeyId }), nobody: { id: 'nobodys' } },
  { path: /^\/api\/laboratory\/orders\/:id/, ...byId((s) => s.ids.order) },
  { path: /^\/api\/laboratory\/items\/by-slip\/:code/, of: (s) => ({ code: s.texts.slip }), nobody: { code: '0000000000' } },
  { path: /^\/api\/laboratory\/items\/:id\/files\/:sha256/, of: (s) => ({ id: String(s.ids.item), sha256: s.texts.fileSha256 }), nobody: { id: '999999999', sha256: ZEROS } },
  { path: /^\/api\/laboratory\/items\/:id/, ...byId((s) => s.ids.item) },
  { path: /^\/api\/laboratory\/records\/:id/, ...byId((s) => s.ids.record) },
  { path: /^\/api\/laboratory\/scopes\/:id/, ...byId((s) => s.ids.scope) },
  { path: /^\/api\/laboratory\/authorisations\/:id/, ...byId((s) => s.ids.authorisation) },
  { path: /^\/api\/laboratory\/start-up\/:id/, ...byId((s) => s.ids.startUp) },
  { path: /^\/api\/laboratory\/standards\/:id/, ...byId((s) => s.ids.standard) },
  { path: /^\/api\/laboratory\/standard-certificates\/:id/, ...byId((s) => s.ids.standardCertificate) },
  { path: /^\/api\/laboratory\/methods\/for\/:document/, of: () => ({ document: 'JJG%20539' }), nobody: { document: 'JJG%20999' }, everybodys: true },
  { path: /^\/api\/laboratory\/methods\/:id/, ...byId((s) => s.ids.method) },
  { path: /^\/api\/workbench\/studies\/:id\/versions\/:number/, of: (s) => ({ id: String(s.ids.study), number: '1' }), nobody: { id: '999999999', number: '1' } },
  { path: /^\/api\/workbench\/studies\/:id/, ...byId((s) => s.ids.study) },
  { path: /^\/api\/workbench\/shares\/:id/, ...byId((s) => s.ids.share) },
  { path: /^\/api\/workbench\/shared\/:token/, of: (s) => ({ token: s.texts.shareToken }), nobody: { token: 'x'.repeat(22) }, everybodys: true },
  { path: /^\/api\/certificates\/by-code\/:publicId/, of: (s) => ({ publicId: s.texts.publicId }), nobody: { publicId: '0000000000000000' } },
  { path: /^\/api\/certificates\/:id\/:document/, of: (s) => ({ id: String(s.ids.certificate), document: 'pdf' }), nobody: { id: '999999999', document: 'pdf' } },
  { path: /^\/api\/certificates\/:id/, ...byId((s) => s.ids.certificate) },
  { path: /^\/(c|api\/public\/certificates)\/:(publicId|code)/, of: (s) => ({ publicId: s.texts.publicId, code: s.texts.publicId }), nobody: { publicId: '0000000000000000', code: '0000000000000000' }, everybodys: true },
  { path: /^\/api\/public\/by-hash\/:sha256/, of: () => ({ sha256: ZEROS }), nobody: { sha256: ZEROS }, everybodys: true },
  { path: /^\/log\/(leaf|proof)\/:index/, of: () => ({ index: '0' }), nobody: { index: '999999999' }, everybodys: true },
]

export const namesObject = (o: Operation): boolean => o.path.includes(':')
export const makerOf = (o: Operation): Maker | undefined => makers.find((m) => m.path.test(o.path))

/** The path with what it names filled in. */
export function pathOf(o: Operation, side: Side | undefined): string {
  const maker = makerOf(o)
  const values = maker && (side ? maker.of(side) : maker.nobody)
  return o.path.replaceAll(PARAMETER, (_, name: string) => {
    const value = values?.[name]
    if (value === undefined) throw new Error(`${o.name}: no maker for :${name}; add one to apps/server/security/testing/operations.ts`)
    return value
  }) + requiredQuery(o)
}

function requiredQuery(o: Operation): string {
  const needed = o.query.filter((q) => q.required).map((q) => `${q.name}=${encodeURIComponent(String(sampleOf(q.schema, q.name, undefined)))}`)
  return needed.length > 0 ? `?${needed.join('&')}` : ''
}

/** Filters of lists that name an object: where its id comes from. */
const namedInQuery: Record<string, (s: Side) => number> = {
  org: (s) => s.ids.enterprise, client: (s) => s.ids.enterprise, order: (s) => s.ids.order, instrument: (s) => s.ids.instrument, instrumentId: (s) => s.ids.instrument,
  place: (s) => s.ids.place, verifier: (s) => s.ids.person, standard: (s) => s.ids.standard, laboratory: (s) => s.ids.laboratory,
}

/** One query for each optional filter of an operation that names an object of `side`. */
export function namingQuery(o: Operation, side: Side): string[] {
  const start = requiredQuery(o) === '' ? '?' : '&'
  return o.query.flatMap((q) => { const id = namedInQuery[q.name]; return id && !q.required ? [`${start}${q.name}=${id(side)}`] : [] })
}

/** Fields of bodies that name an object: where its id comes from. */
const named: Record<string, (s: Side) => unknown> = {
  orgId: (s) => s.ids.enterprise, laboratoryId: (s) => s.ids.laboratory, instrumentIds: (s) => [s.ids.instrument], itemId: (s) => s.ids.item, recordId: (s) => s.ids.record, personId: (s) => s.ids.person,
  verifierId: (s) => s.people.get('verifier')?.id, standardId: (s) => s.ids.standard, codes: (s) => [s.texts.instrumentCode], placeId: (s) => s.ids.place, by: (s) => s.texts.publicId, creditCode: (s) => s.texts.creditCode,
}
/** Whole bodies where the shape alone says too little. */
const bodies: Record<string, (s: Side) => unknown> = {
  'POST /api/laboratory/sign': (s) => ({ items: [{ id: s.ids.item, shown: ZEROS }] }),
  'PATCH /api/instruments/:code': () => ({ version: 1, name: '改名' }),
  'PATCH /api/organisations/:id': () => ({ version: 1, name: '改名之后的单位' }),
  'PATCH /api/laboratory/standards/:id': () => ({ version: 1, location: '别处' }),
  'POST /api/laboratory/items/:id/steps': () => ({ transition: 'accept', version: 1, procedure: 'JJG 539' }),
}

/** A body its shape accepts, naming objects of `side`. */
export function bodyOf(o: Operation, side: Side): unknown {
  const whole = bodies[o.name]
  if (whole) return whole(side)
  return o.body ? sampleOf(o.body, '', side) : undefined
}

/** One value of a shape: required fields alone, the shortest that fits, the same every time. */
export function sampleOf(s: JsonSchema, field: string, side: Side | undefined): unknown {
  const own = side && named[field]
  if (own) return own(side)
  if (s.const !== undefined) return s.const
  if (s.enum) return s.enum[0]
  const choices = s.anyOf ?? s.oneOf
  if (choices) return sampleOf(choices.at(0) ?? {}, field, side)
  switch (s.type) {
    case 'object': return Object.fromEntries((s.required ?? []).map((name) => [name, sampleOf(s.properties?.[name] ?? {}, name, side)]))
    case 'array': return Array.from({ length: s.minItems ?? 0 }, () => sampleOf(s.items ?? {}, field, side))
    case 'integer': case 'number': return s.minimum ?? (s.exclusiveMinimum ?? 0) + 1
    case 'boolean': return false
    case 'null': return null
    case 'string': return textOf(s)
    default: return {}
  }
}

function textOf(s: JsonSchema): string {
  if (s.format === 'date') return '2026-11-20'
  if (s.format === 'date-time') return '2026-11-20T00:00:00.000Z'
  const plain = '甲'.repeat(Math.max(s.minLength ?? 0, 1)) + '乙丙丁'
  if (!s.pattern) return plain.slice(0, s.maxLength ?? plain.length)
  const pattern = new RegExp(s.pattern, 'u')
  const simple = [plain, 'abc', '341181', '/instruments', 'JJG 539', '2026-11-20', 'a'.repeat(Math.max(s.minLength ?? 1, 1))].find((v) => pattern.test(v) && v.length <= (s.maxLength ?? 4_000))
  if (simple !== undefined) return simple
  return fc.sample(fc.stringMatching(new RegExp(s.pattern)).filter((v) => v.length >= (s.minLength ?? 0) && v.length <= (s.maxLength ?? 4_000)), { numRuns: 1, seed: 7 })[0] ?? ''
}
