// Reception: scan, look, write down the condition, take photographs. Many items in one go, each answered for itself.
import { Hono } from 'hono'
import { z } from 'zod'
import { instant, today } from '#platform/clock.ts'
import type { Clock } from '#platform/clock.ts'
import type { Tx } from '#platform/db/database.ts'
import type { Env } from '#platform/http/env.ts'
import { describe } from '#platform/http/openapi.ts'
import { notFound, refuse } from '#platform/http/problem.ts'
import type { Words } from '#platform/http/problem.ts'
import { actorOf, grantFor, right } from '#platform/http/right.ts'
import { shape } from '#platform/http/shape.ts'
import type { Actor } from '#platform/may/may.ts'
import { recordAct } from '#platform/acts/acts.ts'
import type { FieldValue } from '#platform/workflow/workflow.ts'
import { peopleOf } from '#modules/registry/contract.ts'
import { keepFile, readKept, sniff } from './file.ts'
import { answerGuards } from './guard-facts.ts'
import { itemById, lockItem } from './order-store.ts'
import { PEOPLE_MAX } from './people-store.ts'
import { rights } from './rights.ts'
import { filledLine, line, pathId, rowId } from './shapes.ts'
import { addFile, fileOfItem, filesOfItem } from './standard-store.ts'
import { takeStep } from './step.ts'

const Received = z.strictObject({
  itemId: rowId, condition: filledLine(200), accessories: line(200).default(''), seals: line(200).default(''), shelf: line(40).default(''),
})
type Received = z.infer<typeof Received>
const Batch = z.strictObject({ items: z.array(Received).min(1).max(200) })
const Photo = z.strictObject({ id: z.coerce.number().int().positive(), sha256: z.string().regex(/^[0-9a-f]{64}$/) })
const Purpose = z.strictObject({ purpose: z.enum(['reception', 'agreement']).default('reception') })
const FILES_MAX = 20

type ItemDone = { itemId: number } & ({ ok: true; state: string } | { ok: false; zh: string; en: string; rule: string })

export const receptionRoutes = (options: { filesDir: string }) => new Hono<Env>()
  .post('/reception', right('item.receive', rights['item.receive']), describe('laboratory', ['收样', 'Receive']), shape('json', Batch), async (c) => {
    const actor = actorOf(c)
    const done: ItemDone[] = []
    for (const received of c.req.valid('json').items) done.push(await c.var.tx((tx) => receive(tx, c.var.clock, actor, received)))
    return c.json({ done, received: done.filter((d) => d.ok).length })
  })
  .post('/items/:id/files', right('item.receive', rights['item.receive']), describe('laboratory', ['上传照片', 'Add a photograph or paper']), shape('param', pathId), shape('query', Purpose), async (c) => {
    const actor = actorOf(c)
    const { id } = c.req.valid('param')
    const { purpose } = c.req.valid('query')
    const item = await c.var.tx((tx) => itemById(tx, id))
    if (!item || !actor.grants.some((g) => g.orgId === item.org_id)) throw notFound()
    const bytes = new Uint8Array(await c.req.arrayBuffer())
    const kind = sniff(bytes, purpose === 'reception' ? ['image/jpeg', 'image/png'] : ['image/jpeg', 'image/png', 'application/pdf'])
    if (!kind.ok) throw refuse(422, kind.rule, kind.words)
    const sha256 = await keepFile(options.filesDir, bytes)
    await c.var.tx(async (tx) => {
      if ((await filesOfItem(tx, id)).length >= FILES_MAX) throw refuse(409, 'too-many', [`每件最多 ${FILES_MAX} 个文件。`, `An item has at most ${FILES_MAX} files.`])
      await addFile(tx, { org_id: item.org_id, client_org_id: item.client_org_id, item_id: id, purpose, sha256, media_type: kind.mediaType, bytes: bytes.length, added_by: actor.personId, at: instant(c.var.clock) })
      await recordAct(tx, c.var.clock, { actor: actor.personId, org: item.org_id, verb: 'item.file', object: `item:${id}`, payload: { sha256, purpose } })
    })
    return c.json({ sha256, mediaType: kind.mediaType, bytes: bytes.length }, 201)
  })
  .get('/items/:id/files/:sha256', right('order.read', rights['order.read']), describe('laboratory', ['查看照片', 'A photograph or paper']), shape('param', Photo), async (c) => {
    const { id, sha256 } = c.req.valid('param')
    const file = await c.var.tx(async (tx) => {
      const item = await itemById(tx, id)
      return item && fileOfItem(tx, item, sha256)
    })
    const bytes = file && await readKept(options.filesDir, sha256)
    if (!file || !bytes) throw notFound()
    const name = `${sha256.slice(0, 16)}.${file.media_type === 'image/jpeg' ? 'jpg' : file.media_type.split('/')[1] ?? 'bin'}`
    const how = file.media_type.startsWith('image/') ? 'inline' : 'attachment'
    return c.body(new Uint8Array(bytes), 200, { 'Content-Type': file.media_type, 'Content-Disposition': `${how}; filename="${name}"`, 'Content-Security-Policy': "default-src 'none'; sandbox" })
  })
  .get('/people', right('people.read', rights['people.read']), describe('laboratory', ['本机构人员', 'People of the laboratory']), async (c) => {
    const { orgId } = grantFor(actorOf(c), rights['people.read'])
    const rows = await c.var.tx((tx) => peopleOf(tx, [orgId], 0, PEOPLE_MAX))
    return c.json({ people: rows.map(({ id, name }) => ({ id, name })).toSorted((a, b) => a.name.localeCompare(b.name, 'zh')) })
  })

async function receive(tx: Tx, clock: Clock, actor: Actor, received: Received): Promise<ItemDone> {
  const no = (words: Words, rule: string): ItemDone => ({ itemId: received.itemId, ok: false, zh: words[0], en: words[1], rule })
  const item = await lockItem(tx, received.itemId)
  if (!item || !actor.grants.some((g) => g.orgId === item.org_id)) return no(['没有找到，或您无权查看。', 'Not found, or not yours to see.'], 'not-found')
  const fields = new Map<string, FieldValue>([['condition', received.condition]])
  if (received.seals !== '') fields.set('seals', received.seals)
  const day = today(clock)
  const guards = await answerGuards(tx, { item, transition: 'receive', day, actor: { id: actor.personId, name: actor.name }, fields })
  const decision = await takeStep(tx, clock, { item, transition: 'receive', actor, fields, guards, change: { received_on: day, shelf: received.shelf } })
  if (!decision.ok) return no(decision.words, decision.unmet[0]?.rule ?? '')
  await tx.insertInto('laboratory.reception').values({
    item_id: item.id, org_id: item.org_id, client_org_id: item.client_org_id, condition: received.condition, accessories: received.accessories, seals: received.seals,
    received_by: actor.personId, at: instant(clock),
  }).execute()
  return { itemId: item.id, ok: true, state: decision.to }
}
