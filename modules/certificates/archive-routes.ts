// All certificates of a period as one ZIP with an index, and the list as CSV: for the owner's own archive, by session or by token.
// Streamed: one file at a time is in memory.
import { Zip, ZipDeflate, ZipPassThrough } from 'fflate'
import { Hono } from 'hono'
import { z } from 'zod'
import { recordAct } from '#platform/acts/acts.ts'
import { today } from '#platform/clock.ts'
import type { Env } from '#platform/http/env.ts'
import { describe } from '#platform/http/openapi.ts'
import { refuse } from '#platform/http/problem.ts'
import { actorOf, right } from '#platform/http/right.ts'
import { both, shape } from '#platform/http/shape.ts'
import { ownOrgs } from '#platform/may/may.ts'
import { attachment } from './attachment.ts'
import { ListFilter, sideOf, toLines } from './certificate-routes.ts'
import { certificateHashes, certificateLines } from './certificate-store.ts'
import type { CertificateLine } from './certificate-store.ts'
import { shownClaim } from './check/words.ts'
import { csvText } from './csv.ts'
import type { CertificateServices } from './prepare.ts'
import { rights } from './rights.ts'

const ARCHIVE_MAX = 5_000
const PAGE = 200
const stateWords = { pending: '登记中', valid: '有效', superseded: '已替代', revoked: '已撤销', expired: '已过有效期' } as const

const Period = z.strictObject({ ...ListFilter, from: ListFilter.from.unwrap(), to: ListFilter.to.unwrap() })
  .refine((p) => p.from <= p.to, { path: ['to'], message: both('结束日期早于开始日期', 'The period ends before it begins') })
const Export = z.strictObject(ListFilter)

type Line = Awaited<ReturnType<typeof toLines>>[number]
type Entry = { line: Line; pdf: string; xml: string }

export const archiveRoutes = (services: CertificateServices) => new Hono<Env>()
  .get('/archive', right('certificate.read', rights['certificate.read']), describe('certificates', ['一段时间的证书打包下载（ZIP，含目录）', 'The certificates of a period as one ZIP with an index']), shape('query', Period), async (c) => {
    const period = c.req.valid('query')
    const entries = await collect(c, { ...period, today: today(c.var.clock) })
    const actor = actorOf(c)
    const org = ownOrgs(actor)[0] ?? 0
    await c.var.tx((tx) => recordAct(tx, c.var.clock, { actor: actor.personId, org, verb: 'certificate.download', object: `period:${period.from}/${period.to}`, payload: { count: entries.length } }))
    const body = zipStream(services, [{ name: 'index.csv', text: indexOf(services, entries) }, { name: 'policy.txt', text: `log ${services.ledger.vkey}\nquorum none\n` }], entries)
    return c.body(body, 200, attachment(`certificates-${period.from}-${period.to}.zip`, 'application/zip'))
  })
  .get('/export', right('certificate.read', rights['certificate.read']), describe('certificates', ['导出列表（CSV）', 'The list as CSV']), shape('query', Export), async (c) => {
    const entries = await collect(c, { ...c.req.valid('query'), today: today(c.var.clock) })
    return c.body(indexOf(services, entries), 200, attachment('certificates.csv', 'text/csv; charset=utf-8'))
  })

/** Every line of the filter, page by page, each page a transaction of its own. */
async function collect(c: { var: Env['Variables'] }, filter: Parameters<typeof certificateLines>[2]): Promise<Entry[]> {
  const side = sideOf(actorOf(c), c.var.token)
  const all: Entry[] = []
  let after: number | undefined
  for (;;) {
    const page = await c.var.tx(async (tx) => {
      const rows: CertificateLine[] = (await certificateLines(tx, side, filter, { after, limit: PAGE })).slice(0, PAGE)
      const hashes = new Map(rows.length === 0 ? [] : (await certificateHashes(tx, rows.map((r) => r.id))).map((h) => [h.id, h]))
      return (await toLines(tx, rows, filter.today)).map((line) => ({ line, pdf: hashes.get(line.id)?.pdf_sha256 ?? '', xml: hashes.get(line.id)?.xml_sha256 ?? '' }))
    })
    all.push(...page)
    if (all.length > ARCHIVE_MAX) throw refuse(422, 'too-many', [`这段时间的证书超过 ${ARCHIVE_MAX} 份，请缩短时间分批下载。`, `The period has more than ${ARCHIVE_MAX} certificates; narrow it and download in parts.`])
    if (page.length < PAGE) return all
    after = page.at(-1)?.line.id
  }
}

function indexOf(services: CertificateServices, entries: readonly Entry[]): string {
  const head = ['证书编号', '种类', '器具名称', '型号', '出厂编号', '送检单位', '签发机构', '签发日期', '有效期至', '状态', '查验短码', '查验地址', 'PDF SHA-256', '日志条目', '演示']
  return csvText([head, ...entries.map(({ line, pdf }) => [
    line.number, shownClaim('kind', { kind: line.kind })[0], line.item.name, line.item.model, line.item.serial, line.client, line.laboratory, line.issuedOn,
    line.validUntil ?? '', stateWords[line.state], line.publicId, `${services.publicUrl}/c/${line.publicId}`, pdf, line.leafIndex === null ? '' : String(line.leafIndex),
    line.demo ? '演示 DEMO 无法律效力' : '',
  ])])
}

/** Pulls one file at a time: a slow reader slows the reading, nothing piles up. */
function zipStream(services: CertificateServices, texts: readonly { name: string; text: string }[], entries: readonly Entry[]): ReadableStream<Uint8Array> {
  let next = 0
  let zip: Zip | undefined
  const files = entries.flatMap(({ line, pdf, xml }) => [{ name: `${line.number}.pdf`, kind: 'pdf' as const, sha256: pdf }, { name: `${line.number}.xml`, kind: 'xml' as const, sha256: xml }])
  return new ReadableStream<Uint8Array>({
    start: (controller) => {
      zip = new Zip((error, chunk, final) => {
        if (error) { controller.error(error); return }
        controller.enqueue(chunk)
        if (final) controller.close()
      })
      for (const { name, text } of texts) put(zip, new ZipDeflate(name), Buffer.from(text))
    },
    pull: async (controller) => {
      const file = files[next++]
      if (file === undefined) { zip?.end(); return }
      const bytes = await services.files.read(file.kind, file.sha256)
      // Half an archive that looks whole would be worse than a broken download.
      if (bytes === undefined) { controller.error(new Error('a certificate file is missing or damaged')); return }
      if (zip) put(zip, file.kind === 'pdf' ? new ZipPassThrough(file.name) : new ZipDeflate(file.name), bytes)
    },
  }, { highWaterMark: 4 })
}

function put(zip: Zip, file: ZipDeflate | ZipPassThrough, bytes: Uint8Array): void {
  zip.add(file)
  file.push(bytes, true)
}
