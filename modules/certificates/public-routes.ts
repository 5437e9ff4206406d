// What everybody may ask: a certificate by the unguessable id on the paper, or a file by its full hash. Rate-limited; there is no list,
// no lookup by number and no part of a hash.
import { Hono } from 'hono'
import type { Context } from 'hono'
import { today } from '#platform/clock.ts'
import type { Env } from '#platform/http/env.ts'
import { publicScope } from '#platform/db/scope.ts'
import { describe } from '#platform/http/openapi.ts'
import { notFound } from '#platform/http/problem.ts'
import { open } from '#platform/http/right.ts'
import { rateLimit } from '#platform/http/throttle.ts'
import { publishedByHash, publishedById } from './certificate-store.ts'
import { parseClaims } from './check/claims.ts'
import type { Claims } from './check/claims.ts'
import { bundleText, publicFacts } from './proof-of.ts'
import type { PublicEvent } from './proof-of.ts'
import type { CertificateServices } from './prepare.ts'
import { stateOn } from './state.ts'
import type { CertificateState } from './state.ts'

export type PublicAnswer = {
  publicId: string; state: CertificateState; claims: Claims; claimsText: string; events: PublicEvent[]; leafIndex: number | null
  /** The proof bundle; null while the certificate waits for its place in the log. */
  proof: string | null
  demo: boolean
}

type Published = NonNullable<Awaited<ReturnType<typeof publishedById>>>

/** The published part of one certificate, read in the public role whoever asks. */
export async function publicAnswer(services: CertificateServices, c: Context<Env>, find: 'id' | 'hash', key: string): Promise<PublicAnswer | undefined> {
  const found = await c.var.db.withTx(publicScope, async (tx) => {
    const row: Published | undefined = find === 'id' ? await publishedById(tx, key) : await publishedByHash(tx, key)
    return row && { row, facts: await publicFacts(tx, { certificateId: row.certificate_id, entryId: row.entry_id }) }
  })
  if (!found) return undefined
  const { row, facts } = found
  const at = (kind: string) => facts.events.find((e) => e.kind === kind)?.at ?? null
  return {
    publicId: row.public_id, claims: parseClaims(row.claims) ?? {}, claimsText: row.claims, events: facts.events, leafIndex: facts.leafIndex, demo: row.demo,
    state: stateOn({ leafIndex: facts.leafIndex, revokedAt: at('revoke'), supersededAt: at('supersede'), validUntil: row.valid_until }, today(c.var.clock)),
    proof: await bundleText(services, c.var.clock, row.claims, facts) ?? null,
  }
}

/** The proof bundle as a file, for those who check with their own tools. */
export const proofFileRoutes = (services: CertificateServices) => new Hono<Env>()
  .get('/c/:publicId{[0-9a-z]{16}}/proof', open(), rateLimit(30, 30), describe('public', ['证书的登记证明（文本）', 'The proof of a certificate as a text file']), async (c) => {
    const found = await publicAnswer(services, c, 'id', c.req.param('publicId'))
    if (!found?.proof) throw notFound()
    return c.body(found.proof, 200, { 'Content-Type': 'text/plain; charset=utf-8', 'Cache-Control': 'no-store', 'Access-Control-Allow-Origin': '*' })
  })

export const publicRoutes = (services: CertificateServices) => {
  const limit = rateLimit(60, 60)
  const answer = async (c: Context<Env>, find: 'id' | 'hash', key: string) => {
    const found = await publicAnswer(services, c, find, key)
    if (!found) throw notFound()
    return c.json(found)
  }
  return new Hono<Env>()
    .get('/certificates/:publicId{[0-9a-z]{16}}', open(), limit, describe('public', ['按短码查验', 'Check by the code on the paper']), (c) => answer(c, 'id', c.req.param('publicId')))
    .get('/by-hash/:sha256{[0-9a-f]{64}}', open(), limit, describe('public', ['按文件指纹查验', 'Check by the whole hash of a file']), (c) => answer(c, 'hash', c.req.param('sha256')))
}
