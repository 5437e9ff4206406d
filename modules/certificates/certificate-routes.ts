// Certificates for those whom they concern: the laboratory that issued them, the owner, the authority. Lists, one certificate with its
// data and proof, its files. Ending one is in ending-routes.ts, everybody's check in public-routes.ts.
import { Hono } from 'hono'
import { z } from 'zod'
import { CertificateRecord } from '@duheng/dcc/record.ts'
import { leafPlaces } from '#modules/ledger/contract.ts'
import { today } from '#platform/clock.ts'
import type { Tx } from '#platform/db/database.ts'
import type { Env, TokenFacts } from '#platform/http/env.ts'
import { describe } from '#platform/http/openapi.ts'
import { notFound, refuse } from '#platform/http/problem.ts'
import { actorOf, right } from '#platform/http/right.ts'
import { both, shape } from '#platform/http/shape.ts'
import type { Actor } from '#platform/may/may.ts'
import { certificateByPublicId, certificateContent, certificateLine, certificateLines, countCertificates, COUNT_MAX, eventsOf } from './certificate-store.ts'
import type { CertificateLine, Filter, Side } from './certificate-store.ts'
import { attachment } from './attachment.ts'
import { bundleText, publicFacts } from './proof-of.ts'
import type { CertificateServices } from './prepare.ts'
import { rights } from './rights.ts'
import { stateOn } from './state.ts'

const day = z.string().regex(/^\d{4}-\d\d-\d\d$/, both('日期写作 2026-11-23', 'A date is written 2026-11-23'))
const id = z.coerce.number().int().min(1).max(Number.MAX_SAFE_INTEGER)
export const ListFilter = {
  q: z.string().trim().max(80).optional(),
  kind: z.enum(['verification', 'rejection', 'calibration']).optional(),
  state: z.enum(['valid', 'expired', 'revoked', 'superseded']).optional(),
  from: day.optional(),
  to: day.optional(),
  instrumentId: id.optional(),
}
const List = z.strictObject({ ...ListFilter, after: id.optional(), before: id.optional(), limit: z.coerce.number().int().min(1).max(200).default(50) })
export const OneId = z.strictObject({ id })

/** A laboratory sees what it issued, an owner what it was given, an authority what lies in its division, a token what its organisation does. */
export function sideOf(actor: Actor, token: TokenFacts | undefined): Side {
  if (token) return { side: 'either', orgIds: [token.orgId] }
  const ids = (kind: string) => [...new Set(actor.grants.filter((g) => g.orgKind === kind).map((g) => g.orgId))]
  if (ids('authority').length > 0) return { side: 'city' }
  const laboratories = ids('laboratory')
  return laboratories.length > 0 ? { side: 'issuer', orgIds: laboratories } : { side: 'owner', orgIds: [...new Set(actor.grants.map((g) => g.orgId))] }
}

/** Lines as the house answers them; the place in the log is asked for all at once. */
export async function toLines(tx: Tx, rows: readonly CertificateLine[], on: string) {
  const places = rows.length === 0 ? [] : await leafPlaces(tx, rows.map((r) => r.entry_id))
  const indexOf = new Map(places.map((p) => [p.id, p.leaf_index]))
  return rows.map((r) => toLine(r, indexOf.get(r.entry_id) ?? null, on))
}

function toLine(r: CertificateLine, leafIndex: number | null, on: string) {
  return {
    id: r.id, number: r.number, publicId: r.public_id, kind: r.kind, laboratory: r.laboratory_name, client: r.client_name,
    item: { name: r.item_name, model: r.item_model, serial: r.item_serial, instrumentId: r.instrument_id },
    issuedOn: r.issued_on, validUntil: r.valid_until, leafIndex, demo: r.demo, supersededBy: r.successor_public_id,
    state: stateOn({ leafIndex, revokedAt: r.revoked_at, supersededAt: r.superseded_at, validUntil: r.valid_until }, on),
  }
}

export async function lineOr404(tx: Tx, certificateId: number): Promise<CertificateLine> {
  const line = await certificateLine(tx, certificateId)
  if (!line) throw notFound()
  return line
}

export const certificateRoutes = (services: CertificateServices) => new Hono<Env>()
  .get('/', right('certificate.read', rights['certificate.read']), describe('certificates', ['证书列表', 'Certificates']), shape('query', List), async (c) => {
    const { after, before, limit, ...asked } = c.req.valid('query')
    if (after !== undefined && before !== undefined) throw refuse(400, 'cursor', ['翻页位置只能给一个。', 'Give one place in the list.'])
    const on = today(c.var.clock)
    const filter: Filter = { ...asked, today: on }
    const side = sideOf(actorOf(c), c.var.token)
    return c.json(await c.var.tx(async (tx) => {
      const found = await certificateLines(tx, side, filter, { after, before, limit })
      const rows = before === undefined ? found.slice(0, limit) : found.slice(-limit)
      const more = found.length > limit
      const count = await countCertificates(tx, side, filter)
      return {
        rows: await toLines(tx, rows, on), count, about: count >= COUNT_MAX,
        next: (before === undefined ? more : true) && rows.length > 0 ? String(rows.at(-1)?.id) : null,
        previous: (before === undefined ? after !== undefined : more) && rows.length > 0 ? String(rows[0]?.id) : null,
      }
    }))
  })
  .get('/by-code/:publicId{[0-9a-z]{16}}', right('certificate.read', rights['certificate.read']), describe('certificates', ['按短码找证书', 'The certificate with a short code']), async (c) => {
    const line = await c.var.tx((tx) => certificateByPublicId(tx, c.req.param('publicId')))
    if (!line) throw notFound()
    return c.json({ id: line.id })
  })
  .get('/:id', right('certificate.read', rights['certificate.read']), describe('certificates', ['一份证书', 'One certificate']), shape('param', OneId), async (c) => {
    const { id: certificateId } = c.req.valid('param')
    const on = today(c.var.clock)
    const found = await c.var.tx(async (tx) => {
      const line = await lineOr404(tx, certificateId)
      const [content, events, facts, [view]] = [
        await certificateContent(tx, certificateId), await eventsOf(tx, [certificateId]),
        await publicFacts(tx, { certificateId, entryId: line.entry_id }), await toLines(tx, [line], on),
      ]
      const replaced = line.replaces_id === null ? undefined : await certificateLine(tx, line.replaces_id)
      return { line, content, events, facts, view, replaced }
    })
    const { content, view, line } = found
    if (!content || !view) throw notFound()
    const own = actorOf(c).grants.filter((g) => g.orgId === line.org_id)
    return c.json({
      ...view, source: line.source, engine: content.engine, record: CertificateRecord.parse(JSON.parse(content.record)), claims: content.claims,
      pdf: { sha256: content.pdf_sha256, sm3: content.pdf_sm3, size: content.pdf_size }, xml: { sha256: content.xml_sha256, size: content.xml_size },
      stamp: content.stamp, issuedAt: line.issued_at, replaces: found.replaced ? { id: found.replaced.id, number: found.replaced.number, publicId: found.replaced.public_id } : null,
      events: found.events.map((e) => ({ kind: e.kind, reason: e.reason, at: e.at, successorPublicId: e.successor_public_id })),
      checkUrl: `${services.publicUrl}/c/${line.public_id}`, log: { origin: services.ledger.origin, vkey: services.ledger.vkey },
      mayEnd: own.some((g) => rights['certificate.revoke'].roles.some((r) => r === g.role)),
    })
  })
  .get('/:id/proof', right('certificate.read', rights['certificate.read']), describe('certificates', ['证书的登记证明', 'The proof of a certificate']), shape('param', OneId), async (c) => {
    const { id: certificateId } = c.req.valid('param')
    const { line, claims, facts } = await c.var.tx(async (tx) => {
      const found = await lineOr404(tx, certificateId)
      const content = await certificateContent(tx, certificateId)
      return { line: found, claims: content?.claims ?? '', facts: await publicFacts(tx, { certificateId, entryId: found.entry_id }) }
    })
    const text = await bundleText(services, c.var.clock, claims, facts)
    if (text === undefined) throw stillPending()
    return c.body(text, 200, attachment(`${line.number}.proof.txt`, 'text/plain; charset=utf-8'))
  })
  .get('/:id/:document{pdf|xml}', right('certificate.read', rights['certificate.read']), describe('certificates', ['证书文件', 'A document of a certificate']), async (c) => {
    const asked = OneId.parse({ id: c.req.param('id') })
    const document = c.req.param('document') === 'pdf' ? 'pdf' as const : 'xml' as const
    const { number, sha256 } = await c.var.tx(async (tx) => {
      const content = await certificateContent(tx, asked.id)
      if (!content) throw notFound()
      return { number: content.number, sha256: document === 'pdf' ? content.pdf_sha256 : content.xml_sha256 }
    })
    const bytes = await services.files.read(document, sha256)
    if (!bytes) throw refuse(503, 'file-damaged', ['证书文件缺失或损坏，请管理员从备份恢复；登记的指纹不受影响。', 'The file is missing or damaged; an administrator must restore it from the backup. The logged fingerprint stands.'])
    const inline = document === 'pdf' && c.req.query('view') === 'inline'
    return c.body(bytes, 200, attachment(`${number}.${document}`, document === 'pdf' ? 'application/pdf' : 'application/xml', inline))
  })

export const stillPending = () => refuse(409, 'pending', ['这份证书正在登记，几秒后再取证明。', 'This certificate is being logged; fetch its proof in a few seconds.'])
