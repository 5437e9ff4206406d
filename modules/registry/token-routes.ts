// An organisation's tokens (shown once, hash kept, scopes, an end) and a person's saved views, over HTTP.
import { Hono } from 'hono'
import { z } from 'zod'
import { recordAct } from '#platform/acts/acts.ts'
import { instant, instantOf } from '#platform/clock.ts'
import type { Tx } from '#platform/db/database.ts'
import { visible } from '#platform/db/visible.ts'
import type { Env } from '#platform/http/env.ts'
import { describe } from '#platform/http/openapi.ts'
import { notFound, refuse } from '#platform/http/problem.ts'
import { actorOf, grantFor, right, signedIn } from '#platform/http/right.ts'
import { both, shape } from '#platform/http/shape.ts'
import { newToken, tokenHash } from '#platform/sessions/session.ts'
import { OWN } from './belongs.ts'
import { IdParam } from './organisation-routes.ts'
import { line } from './plain-text.ts'
import { rights } from './rights.ts'

export const tokenScopes = ['instruments:read', 'instruments:write', 'orders:read', 'certificates:read'] as const
const DAYS_MAX = 400
const NewToken = z.strictObject({
  orgId: z.number().int().positive().optional(), label: line(1, 80), scopes: z.array(z.enum(tokenScopes)).min(1, both('至少选一项权限', 'Choose at least one scope')).max(tokenScopes.length),
  days: z.number().int().min(1).max(DAYS_MAX, both(`有效期最长 ${DAYS_MAX} 天`, `At most ${DAYS_MAX} days`)),
})
const page = z.string().regex(/^\/[a-z][a-z0-9/-]{0,58}$/, both('页面地址不对', 'Not a page of this site'))
const ViewsQuery = z.strictObject({ page })
const SavedView = z.strictObject({ page, name: line(1, 60), query: z.string().max(2000) })
const VIEWS_MAX = 50

export const tokenRoutes = new Hono<Env>()
  .get('/tokens', right('token.manage', rights['token.manage']), describe('registry', ['接口令牌', 'Tokens of the organisation']), async (c) => {
    const own = actorOf(c).grants.map((g) => g.orgId)
    const rows = await c.var.tx((tx) => tx.selectFrom('registry.token').selectAll().where((e) => visible(e, tx, OWN)).where('org_id', 'in', own).orderBy('id', 'desc').limit(200).execute())
    return c.json({ tokens: rows.map((r) => ({ id: r.id, orgId: r.org_id, label: r.label, hint: r.hint, scopes: r.scopes, createdAt: r.created_at, expiresAt: r.expires_at, lastUsedOn: r.last_used_on, endedAt: r.ended_at })) })
  })
  .post('/tokens', right('token.manage', rights['token.manage']), describe('registry', ['新建接口令牌', 'New token']), shape('json', NewToken), async (c) => {
    const given = c.req.valid('json')
    const actor = actorOf(c)
    const { orgId } = grantFor(actor, rights['token.manage'], given.orgId)
    const token = `dhk_${newToken()}`
    const at = instant(c.var.clock)
    const expiresAt = instantOf(c.var.clock.now() + given.days * 86_400_000)
    const id = await c.var.tx(async (tx) => {
      const row = await tx.insertInto('registry.token').values({
        org_id: orgId, label: given.label, token_sha256: tokenHash(token), hint: token.slice(0, 8), scopes: [...new Set(given.scopes)], created_by: actor.personId, created_at: at, expires_at: expiresAt,
      }).returning('id').executeTakeFirstOrThrow()
      await recordAct(tx, c.var.clock, { actor: actor.personId, org: orgId, verb: 'token.create', object: `token:${row.id}`, payload: { label: given.label, scopes: given.scopes, days: given.days } })
      return row.id
    })
    return c.json({ id, token, expiresAt }, 201)
  })
  .post('/tokens/:id/end', right('token.manage', rights['token.manage']), describe('registry', ['停用接口令牌', 'End a token']), shape('param', IdParam), async (c) => {
    const { id } = c.req.valid('param')
    await c.var.tx(async (tx) => {
      const row = await tx.selectFrom('registry.token').select(['org_id', 'ended_at']).where('id', '=', id).where((e) => visible(e, tx, OWN)).forUpdate().executeTakeFirst()
      if (!row) throw notFound()
      grantFor(actorOf(c), rights['token.manage'], row.org_id)
      if (row.ended_at !== null) throw refuse(409, 'ended', ['令牌已停用。', 'The token has ended already.'])
      await tx.updateTable('registry.token').set({ ended_at: instant(c.var.clock) }).where('id', '=', id).where((e) => visible(e, tx, OWN)).execute()
      await recordAct(tx, c.var.clock, { actor: actorOf(c).personId, org: row.org_id, verb: 'token.end', object: `token:${id}` })
    })
    return c.json({ ok: true })
  })
  .get('/views', signedIn(), describe('registry', ['保存的视图', 'Saved views']), shape('query', ViewsQuery), async (c) => {
    const rows = await c.var.tx((tx) => viewsOf(tx, c.req.valid('query').page).select(['id', 'name', 'query']).orderBy('name').limit(VIEWS_MAX).execute())
    return c.json({ views: rows.map((r) => ({ id: r.id, name: r.name, query: r.query })) })
  })
  .post('/views', signedIn(), describe('registry', ['保存视图', 'Save a view']), shape('json', SavedView), async (c) => {
    const given = c.req.valid('json')
    const actor = actorOf(c)
    const id = await c.var.tx(async (tx) => {
      const known = await viewsOf(tx, given.page).select('name').limit(VIEWS_MAX).execute()
      if (known.length >= VIEWS_MAX && !known.some((v) => v.name === given.name)) throw refuse(409, 'views-full', [`每页最多保存 ${VIEWS_MAX} 个视图。`, `At most ${VIEWS_MAX} views a page.`])
      return (await tx.insertInto('registry.saved_view').values({ person_id: actor.personId, ...given })
        .onConflict((oc) => oc.columns(['person_id', 'page', 'name']).doUpdateSet({ query: given.query })).returning('id').executeTakeFirstOrThrow()).id
    })
    return c.json({ id }, 201)
  })
  .delete('/views/:id', signedIn(), describe('registry', ['删除视图', 'Delete a view']), shape('param', IdParam), async (c) => {
    const { numDeletedRows } = await c.var.tx((tx) => tx.deleteFrom('registry.saved_view').where('person_id', '=', tx.scope.actor).where('id', '=', c.req.valid('param').id).executeTakeFirstOrThrow())
    if (numDeletedRows === 0n) throw notFound()
    return c.json({ ok: true })
  })

/** A saved view is its person's alone. */
const viewsOf = (tx: Tx, page: string) => tx.selectFrom('registry.saved_view').where('person_id', '=', tx.scope.actor).where('page', '=', page)
