// Links that show one version of a study: make, list, end; and the one public question, by the token of a link.
import { randomBytes } from 'node:crypto'
import { Hono } from 'hono'
import { z } from 'zod'
import { recordAct } from '#platform/acts/acts.ts'
import { instant } from '#platform/clock.ts'
import { publicScope } from '#platform/db/scope.ts'
import type { Env } from '#platform/http/env.ts'
import { describe } from '#platform/http/openapi.ts'
import { notFound, refuse } from '#platform/http/problem.ts'
import { actorOf, grantFor, open, right } from '#platform/http/right.ts'
import { shape } from '#platform/http/shape.ts'
import { rateLimit } from '#platform/http/throttle.ts'
import { doersOf } from '#modules/registry/contract.ts'
import { rights } from './rights.ts'
import { SHARES_MAX, addShare, endShare, shareForChange, sharedByToken, sharesOf } from './share-store.ts'
import { PathId } from './study-routes.ts'
import { studyById, studyForChange, versionOf } from './study-store.ts'

const NewShare = z.strictObject({ number: z.number().int().positive().max(1_000_000) })

export const shareRoutes = new Hono<Env>()
  .get('/studies/:id/shares', right('study.read', rights['study.read']), describe('workbench', ['评定的分享链接', 'Links to a study']), shape('param', PathId), async (c) => {
    const { id } = c.req.valid('param')
    const found = await c.var.tx(async (tx) => {
      if (!(await studyById(tx, id))) return undefined
      const rows = await sharesOf(tx, id)
      const doer = await doersOf(tx, rows.map((r) => r.shared_by))
      return rows.map((r) => ({ id: r.id, number: r.number, token: r.ended_at === null ? r.token : null, by: doer(r.shared_by), sharedAt: r.shared_at, endedAt: r.ended_at }))
    })
    if (!found) throw notFound()
    return c.json({ shares: found })
  })
  .post('/studies/:id/shares', right('study.edit', rights['study.edit']), describe('workbench', ['分享一个版本', 'Share a version']), shape('param', PathId), shape('json', NewShare), async (c) => {
    const actor = actorOf(c)
    const { number } = c.req.valid('json')
    const token = randomBytes(16).toString('base64url')
    const at = instant(c.var.clock)
    const id = await c.var.tx(async (tx) => {
      const study = await studyForChange(tx, c.req.valid('param').id)
      const version = study && await versionOf(tx, study.id, number)
      if (!study || !version) throw notFound()
      grantFor(actor, rights['study.edit'], study.org_id)
      if ((await sharesOf(tx, study.id)).length >= SHARES_MAX) throw refuse(409, 'shares-full', [`一项评定最多 ${SHARES_MAX} 个链接。`, `A study has at most ${SHARES_MAX} links.`])
      const row = await addShare(tx, { org_id: study.org_id, study_id: study.id, number, token, title: study.title, body: JSON.stringify(version.body), saved_at: version.at, shared_by: actor.personId, shared_at: at })
      await recordAct(tx, c.var.clock, { actor: actor.personId, org: study.org_id, verb: 'study.share', object: `study:${study.id}`, payload: { number, share: row.id } })
      return row.id
    })
    return c.json({ id, token }, 201)
  })
  .post('/shares/:id/end', right('study.edit', rights['study.edit']), describe('workbench', ['停用分享链接', 'End a link']), shape('param', PathId), async (c) => {
    const actor = actorOf(c)
    await c.var.tx(async (tx) => {
      const row = await shareForChange(tx, c.req.valid('param').id)
      if (!row) throw notFound()
      grantFor(actor, rights['study.edit'], row.org_id)
      if (row.ended_at !== null) throw refuse(409, 'ended', ['链接已停用。', 'The link has ended already.'])
      await endShare(tx, row.id, actor.personId, instant(c.var.clock))
      await recordAct(tx, c.var.clock, { actor: actor.personId, org: row.org_id, verb: 'study.share-end', object: `study:${row.study_id}`, payload: { number: row.number, share: row.id } })
    })
    return c.json({ ok: true })
  })
  .get('/shared/:token{[A-Za-z0-9_-]{22}}', open(), rateLimit(60, 60), describe('workbench', ['打开分享的评定', 'Open a shared study']), async (c) => {
    const row = await c.var.db.withTx(publicScope, (tx) => sharedByToken(tx, c.req.param('token')))
    if (!row) throw notFound()
    return c.json({ title: row.title, number: row.number, body: row.body, savedAt: row.saved_at, sharedAt: row.shared_at })
  })
