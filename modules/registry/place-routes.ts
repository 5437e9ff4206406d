// Places of use over HTTP: an organisation's own list, each with its administrative division.
import { Hono } from 'hono'
import { z } from 'zod'
import { recordAct } from '#platform/acts/acts.ts'
import { instant } from '#platform/clock.ts'
import type { Env } from '#platform/http/env.ts'
import { describe } from '#platform/http/openapi.ts'
import { notFound, refuse } from '#platform/http/problem.ts'
import { actorOf, right } from '#platform/http/right.ts'
import { shape } from '#platform/http/shape.ts'
import { ownerOf } from './instrument-act-routes.ts'
import { IdParam } from './organisation-routes.ts'
import { addPlace, placeById, placesOf, refreshWords, updatePlace } from './organisation-store.ts'
import { division, line } from './plain-text.ts'
import { rights } from './rights.ts'

const PlacesQuery = z.strictObject({ org: z.string().regex(/^\d{1,15}$/).transform(Number).optional() })
const NewPlace = z.strictObject({ orgId: z.number().int().positive().optional(), name: line(1, 120), division, address: line(0, 200).default('') })
const PlaceChange = z.strictObject({ name: line(1, 120), division, address: line(0, 200) })

export const placeRoutes = new Hono<Env>()
  .get('/places', right('instrument.read', rights['instrument.read']), describe('registry', ['使用地点', 'Places of use']), shape('query', PlacesQuery), async (c) => {
    const asked = c.req.valid('query').org
    const org = asked ?? ownerOf(c, undefined)
    const rows = await c.var.tx((tx) => placesOf(tx, org))
    return c.json({ places: rows.map((p) => ({ id: p.id, name: p.name, division: p.division, address: p.address })) })
  })
  .post('/places', right('place.write', rights['place.write']), describe('registry', ['新增使用地点', 'Add a place of use']), shape('json', NewPlace), async (c) => {
    const { orgId, ...given } = c.req.valid('json')
    const org = ownerOf(c, orgId)
    const id = await c.var.tx(async (tx) => {
      const place = await addPlace(tx, { org_id: org, ...given, created_at: instant(c.var.clock) })
      if (!place) throw duplicate(given.name)
      await recordAct(tx, c.var.clock, { actor: actorOf(c).personId, org, verb: 'place.add', object: `place:${place.id}`, payload: given })
      return place.id
    })
    return c.json({ id }, 201)
  })
  .patch('/places/:id', right('place.write', rights['place.write']), describe('registry', ['修改使用地点', 'Change a place of use']), shape('param', IdParam), shape('json', PlaceChange), async (c) => {
    const given = c.req.valid('json')
    await c.var.tx(async (tx) => {
      const place = await placeById(tx, c.req.valid('param').id)
      if (!place) throw notFound()
      if (place.name !== given.name && (await placesOf(tx, place.org_id)).some((p) => p.name === given.name)) throw duplicate(given.name)
      await updatePlace(tx, place.id, given)
      await refreshWords(tx, place.org_id)
      await recordAct(tx, c.var.clock, { actor: actorOf(c).personId, org: place.org_id, verb: 'place.change', object: `place:${place.id}`, payload: { from: { name: place.name, division: place.division, address: place.address }, to: given } })
    })
    return c.json({ ok: true })
  })

const duplicate = (name: string) => refuse(409, 'duplicate', [`本单位已有名为“${name}”的地点。`, `This organisation already has a place named "${name}".`], [{ field: 'name', rule: 'duplicate', words: ['地点重名', 'The name is taken'] }])
