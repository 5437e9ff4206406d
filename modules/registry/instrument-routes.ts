// Reading the ledger over HTTP: list, search, count, one instrument, why it is compulsory and when it is due, its history.
import { Hono } from 'hono'
import { z } from 'zod'
import { actsOn } from '#platform/acts/acts.ts'
import { today } from '#platform/clock.ts'
import type { Tx } from '#platform/db/database.ts'
import type { Env } from '#platform/http/env.ts'
import { describe } from '#platform/http/openapi.ts'
import { notFound, refuse } from '#platform/http/problem.ts'
import { actorOf, right } from '#platform/http/right.ts'
import { both, shape } from '#platform/http/shape.ts'
import { ownOrgs, scopeOf } from '#platform/may/may.ts'
import { adoptionsOf } from '#modules/rulebook/contract.ts'
import type { Context } from 'hono'
import { catalogueAt } from './catalogue.ts'
import { compulsoryKeys, compulsoryMemo, compulsoryOn, saysOf, whyDue } from './compulsory.ts'
import { doersOf } from './doer.ts'
import type { Doer } from './doer.ts'
import { parseIdentityCode } from './identity-code.ts'
import { purposes, states } from './instrument.ts'
import { countInstruments, cursorAt, filterJson, findInstruments, readCursor, sorts } from './instrument-search.ts'
import type { InstrumentFilter, Order, Page } from './instrument-search.ts'
import { aroundOf, fieldsOf, instrumentByCodeRow, instrumentRows } from './instrument-store.ts'
import type { InstrumentRow } from './instrument-store.ts'
import { ListAnswer, listRow, pageOf } from './instrument-view.ts'
import type { ListRow } from './instrument-view.ts'
import { division } from './plain-text.ts'
import { rights } from './rights.ts'

const digits = z.string().regex(/^\d{1,15}$/, both('应为编号', 'Expected an id'))
export const CodeParam = z.strictObject({ code: z.string().max(100) })
/** As on a day: the rules and adoptions in force then, on what the ledger says of the instrument now. */
const DayQuery = z.strictObject({ on: z.iso.date(both('应为日期，如 2026-11-23', 'A day such as 2026-11-23')).refine((day) => day >= '1986-07-01' && day <= '2099-12-31', both('1986-07-01（计量法施行）至 2099-12-31 之间', 'From 1986-07-01, when the Metrology Law came into force, to 2099-12-31')).optional() })
const filterFields = {
  q: z.string().max(100, both('搜索文字最多 100 个字符', 'At most 100 characters of search')).optional(),
  state: z.enum(states).optional(),
  kind: z.string().max(60).optional(),
  verdict: z.enum(['pass', 'fail', 'none']).optional(),
  catalogue: z.string().max(80).optional(),
  purpose: z.enum(purposes).optional(),
  place: digits.optional(),
  division: z.union([division, z.string().regex(/^\d{4}$/)], both('行政区划代码为 4、6、9 或 12 位数字', 'A division code has 4, 6, 9 or 12 digits')).optional(),
  due: z.string().regex(/^(overdue|\d{1,4})$/, both('应为 overdue 或天数', 'overdue or a number of days')).optional(),
  compulsory: z.enum(['never-verified']).optional(),
} as const
export const FilterQuery = z.strictObject(filterFields)
const ListQuery = z.strictObject({
  ...filterFields,
  sort: z.enum([...sorts, '-newest', '-due', '-name']).default('newest'),
  after: z.string().max(400).optional(),
  before: z.string().max(400).optional(),
  limit: z.string().regex(/^\d{1,3}$/).transform(Number).pipe(z.number().min(1).max(200, both('每页最多 200 行', 'At most 200 rows a page'))).default(50),
})

/** The filter a query asks for, with what the rules say today filled in. */
export function filterOf(query: z.infer<typeof FilterQuery>, viewer: Viewer): Record<string, unknown> {
  const filter: InstrumentFilter = {
    ...(query.q !== undefined && query.q.trim() !== '' ? { text: query.q } : {}),
    facets: {
      ...(query.state ? { state: query.state } : {}), ...(query.kind ? { kind: query.kind } : {}), ...(query.catalogue ? { catalogue: query.catalogue } : {}),
      ...(query.verdict ? { verdict: query.verdict === 'none' ? '' : query.verdict } : {}), ...(query.purpose ? { purpose: query.purpose } : {}),
      ...(query.place ? { placeId: query.place } : {}), ...(query.division ? { division: query.division } : {}),
    },
    ...(query.due === undefined ? {} : { due: query.due === 'overdue' ? 'overdue' as const : Number(query.due) }),
    ...(query.compulsory ? { neverVerifiedAmong: compulsoryKeys(catalogueAt(viewer.day), viewer.day) } : {}),
  }
  return filterJson(filter, viewer.day)
}

/** Newest first unless asked otherwise; due and name begin with the earliest. */
export function orderOf(sort: z.infer<typeof ListQuery>['sort']): Order {
  const name = sorts.find((s) => sort.endsWith(s)) ?? 'newest'
  return { sort: name, descending: sort.startsWith('-') !== (name === 'newest') }
}

/** Who looks: the day, the organisation whose adoptions hold for them, and whether a division limits them instead of organisations. */
export type Viewer = { day: string; orgId: number; city: boolean }
export function viewerOf(c: { var: Context<Env>['var'] }): Viewer {
  const actor = actorOf(c)
  return { day: today(c.var.clock), orgId: ownOrgs(actor)[0] ?? 0, city: scopeOf(actor).role === 'city' }
}

/** Rows of a page in its order. */
export async function rowsInOrder(tx: Tx, ids: readonly number[]): Promise<InstrumentRow[]> {
  const rows = new Map((await instrumentRows(tx, ids)).map((r) => [r.id, r]))
  return ids.flatMap((id) => rows.get(id) ?? [])
}

export async function listRows(tx: Tx, rows: readonly InstrumentRow[], { day, orgId }: Viewer): Promise<ListRow[]> {
  const around = await aroundOf(tx, rows)
  const says = compulsoryMemo(catalogueAt(day), day, await adoptionsOf(tx, orgId))
  return rows.map((row) => listRow(row, around, says(fieldsOf(row)), day))
}

function cursorsOf(page: Page, rows: readonly InstrumentRow[], order: Order, asked: { after?: string; before?: string }) {
  const first = rows[0]
  const last = rows.at(-1)
  const backwards = asked.before !== undefined
  const hasNext = backwards ? true : page.hasMore
  const hasPrevious = backwards ? page.hasMore : asked.after !== undefined
  return {
    next: hasNext && last ? cursorAt(last, order.sort) : null,
    previous: hasPrevious && first ? cursorAt(first, order.sort) : null,
  }
}

/** The row with this code, or 404: not there and not theirs are one answer. */
export async function theInstrument(tx: Tx, code: string): Promise<InstrumentRow> {
  const read = parseIdentityCode(code)
  const row = read.ok ? await instrumentByCodeRow(tx, read.code) : undefined
  if (!row) throw notFound()
  return row
}

export const instrumentRoutes = new Hono<Env>()
  .get('/instruments', right('instrument.read', rights['instrument.read']), describe('registry', ['器具列表与搜索', 'List and search instruments'], ListAnswer), shape('query', ListQuery), async (c) => {
    const query = c.req.valid('query')
    const order = orderOf(query.sort)
    const cursors = { after: query.after === undefined ? undefined : readCursor(query.after, order.sort), before: query.before === undefined ? undefined : readCursor(query.before, order.sort) }
    if ((query.after !== undefined && !cursors.after) || (query.before !== undefined && !cursors.before)) {
      throw refuse(400, 'cursor', ['翻页位置失效，请回到第一页。', 'This place in the list no longer fits; go back to the first page.'])
    }
    const viewer = viewerOf(c)
    const answer = await c.var.tx(async (tx) => {
      const page = await findInstruments(tx, viewer.city, filterOf(query, viewer), order, cursors, query.limit)
      const rows = await rowsInOrder(tx, page.ids)
      return { rows: await listRows(tx, rows, viewer), ...cursorsOf(page, rows, order, query) }
    })
    return c.json({ ...answer, today: viewer.day })
  })
  .get('/instruments/count', right('instrument.read', rights['instrument.read']), describe('registry', ['器具数量', 'How many instruments']), shape('query', FilterQuery), async (c) => {
    const viewer = viewerOf(c)
    const count = await c.var.tx((tx) => countInstruments(tx, viewer.city, filterOf(c.req.valid('query'), viewer)))
    return c.json({ n: count.n, about: count.about })
  })
  .get('/instruments/:code', right('instrument.read', rights['instrument.read']), describe('registry', ['一台器具', 'One instrument']), shape('param', CodeParam), shape('query', DayQuery), async (c) => {
    const { day: today, orgId } = viewerOf(c)
    const day = c.req.valid('query').on ?? today
    return c.json(await c.var.tx(async (tx) => {
      const row = await theInstrument(tx, c.req.valid('param').code)
      return pageOf(row, await aroundOf(tx, [row]), saysOf(compulsoryOn(fieldsOf(row), catalogueAt(day), day, await adoptionsOf(tx, orgId, day))), day)
    }))
  })
  .get('/instruments/:code/why', right('instrument.read', rights['instrument.read']), describe('registry', ['是否强检、何时到期，为什么', 'Why compulsory, why due then']), shape('param', CodeParam), shape('query', DayQuery), async (c) => {
    const { day: today, orgId } = viewerOf(c)
    const day = c.req.valid('query').on ?? today
    return c.json(await c.var.tx(async (tx) => {
      const row = await theInstrument(tx, c.req.valid('param').code)
      const catalogue = catalogueAt(day)
      const adopted = await adoptionsOf(tx, orgId, day)
      const answer = compulsoryOn(fieldsOf(row), catalogue, day, adopted)
      return {
        asOf: day, today,
        catalogue: { id: catalogue.id, zh: catalogue.title.zh, en: catalogue.title.en, from: catalogue.from, grade: catalogue.grade, warning: catalogue.warning ?? null },
        compulsory: { ...saysOf(answer), answer: answer.compulsory, way: answer.way ?? null, sentences: answer.because },
        due: whyDue({ verifiedOn: row.verified_on, dueOn: row.due_on, verdict: row.verdict, certificateNo: row.certificate_no, declared: row.declared, catalogue: row.catalogue }, catalogue, day, adopted),
      }
    }))
  })
  .get('/instruments/:code/history', right('instrument.read', rights['instrument.read']), describe('registry', ['器具经历', 'The life of an instrument']), shape('param', CodeParam), async (c) => {
    const acts = await c.var.tx(async (tx) => {
      const row = await theInstrument(tx, c.req.valid('param').code)
      const found = await actsOn(tx, `instrument:${row.id}`)
      const imported = await tx.selectFrom('registry.import_change').select(['act_no', 'at', 'actor_id', 'added', 'changes']).where('instrument_id', '=', row.id).orderBy('id', 'desc').limit(50).execute()
      const doer = await doersOf(tx, [...found, ...imported].map((a) => a.actor_id))
      return [
        ...found.map((a) => ({ no: a.no, at: a.at, verb: a.verb, ...byWhom(doer(a.actor_id)), payload: payloadOf(a.payload) })),
        ...imported.map((i) => ({ no: i.act_no, at: i.at, verb: i.added ? 'instrument.import-new' : 'instrument.import-change', ...byWhom(doer(i.actor_id)), payload: payloadOf(i.changes) })),
      ].sort((a, b) => b.no - a.no)
    })
    return c.json({ acts })
  })
  .get('/compulsory-catalogue', right('instrument.read', rights['instrument.read']), describe('registry', ['强制管理目录', 'The compulsory catalogue in force']), (c) => {
    const catalogue = catalogueAt(today(c.var.clock))
    return c.json({
      id: catalogue.id, zh: catalogue.title.zh, en: catalogue.title.en, warning: catalogue.warning ?? null,
      entries: catalogue.entries.map((e) => ({ id: e.id, first: e.first, second: e.second, control: e.control, purposes: e.purposes, grade: e.grade })),
    })
  })

/** `by` is the person, where the reader may see people of that organisation. */
const byWhom = ({ name, organisation, system }: Doer) => ({ by: name, organisation, system })

/** Written by ourselves as JSON; erased payloads are null. */
function payloadOf(text: string | null): unknown {
  return text === null ? null : JSON.parse(text)
}
