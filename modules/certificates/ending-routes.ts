// Revoking and superseding: acts with a reason, a fresh confirmation and a leaf in the log.
import { Hono } from 'hono'
import type { Context } from 'hono'
import { z } from 'zod'
import { signLeaf } from '@duheng/signing/leaf.ts'
import type { Leaf } from '@duheng/signing/leaf.ts'
import { REVOCATION_REASONS } from '@duheng/signing/leaf-grammar.ts'
import { instrumentFacts, recordVerification } from '#modules/registry/contract.ts'
import { recordAct } from '#platform/acts/acts.ts'
import { instant } from '#platform/clock.ts'
import type { Tx } from '#platform/db/database.ts'
import type { Env } from '#platform/http/env.ts'
import { describe } from '#platform/http/openapi.ts'
import { Refusal, notFound } from '#platform/http/problem.ts'
import { actorOf, freshlyConfirmed, grantFor, right } from '#platform/http/right.ts'
import { both, shape } from '#platform/http/shape.ts'
import { addEvent, certificateByPublicId, certificateContent, certificatesOf, lockCertificate } from './certificate-store.ts'
import type { CertificateLine } from './certificate-store.ts'
import { parseClaims } from './check/claims.ts'
import { OneId, lineOr404 } from './certificate-routes.ts'
import { endingFacts } from './issue.ts'
import type { CertificateServices } from './prepare.ts'
import { rights } from './rights.ts'
import { mayEnd } from './state.ts'
import type { Ending } from './state.ts'

const reason = z.string().trim().min(4, both('请写明原因（至少 4 个字）', 'Give the reason (at least 4 characters)')).max(500, both('原因最多 500 字', 'A reason has at most 500 characters'))
const Revocation = z.strictObject({ code: z.enum(REVOCATION_REASONS), reason })
const Supersession = z.strictObject({ by: z.string().regex(/^[0-9a-z]{16}$/, both('请填新证书的 16 位短码', 'Give the 16-character code of the new certificate')), reason })

export const endingRoutes = (services: CertificateServices) => new Hono<Env>()
  .post('/:id/revocation', right('certificate.revoke', rights['certificate.revoke']), freshlyConfirmed(), describe('certificates', ['撤销证书', 'Revoke a certificate']),
    shape('param', OneId), shape('json', Revocation), async (c) => {
      const { code, reason: why } = c.req.valid('json')
      const line = await ownLine(c, c.req.valid('param').id)
      const stamp = await services.ledger.stamps.of(line.org_id, line.laboratory_name, c.var.clock)
      const leaf = await signLeaf({ op: 'revoke', no: line.public_id, reason: code, stamp: stamp.key, ...services.ledger.times(c.var.clock) }, stamp)
      const entryId = await c.var.tx(async (tx) => {
        await decide(tx, line.id, () => ({ kind: 'revoke' }))
        return end(tx, c, services, { line, leaf, stamp: stamp.key, why, kind: 'revoke' })
      })
      await services.ledger.sequenced([entryId])
      return c.json({ ok: true })
    })
  .post('/:id/supersession', right('certificate.supersede', rights['certificate.supersede']), freshlyConfirmed(), describe('certificates', ['以新证书替代', 'Supersede a certificate by a newer one']),
    shape('param', OneId), shape('json', Supersession), async (c) => {
      const { by, reason: why } = c.req.valid('json')
      const line = await ownLine(c, c.req.valid('param').id)
      const stamp = await services.ledger.stamps.of(line.org_id, line.laboratory_name, c.var.clock)
      if (by === line.public_id) throw new Refusal(409, 'itself', ['证书不能替代它自己。', 'A certificate cannot replace itself.'])
      const leaf = await signLeaf({ op: 'supersede', no: line.public_id, by, stamp: stamp.key, ...services.ledger.times(c.var.clock) }, stamp)
      const entryId = await c.var.tx(async (tx) => {
        const successor = await certificateByPublicId(tx, by)
        if (!successor) throw new Refusal(422, 'successor-unknown', ['没有找到这个短码的证书。', 'There is no certificate with this code.'], { fields: [{ field: 'by', rule: 'unknown', words: ['没有找到', 'not found'] }] })
        await decide(tx, line.id, () => ({ kind: 'supersede', successor: { ...endingFacts(successor), ended: successor.revoked_at !== null || successor.superseded_at !== null } }))
        return end(tx, c, services, { line, leaf, stamp: stamp.key, why, kind: 'supersede', successor })
      })
      await services.ledger.sequenced([entryId])
      return c.json({ ok: true })
    })

/** The certificate, if one of the actor's own laboratories issued it; for everybody else it is not there. */
async function ownLine(c: Context<Env>, id: number): Promise<CertificateLine> {
  const actor = actorOf(c)
  const line = await c.var.tx((tx) => lineOr404(tx, id))
  if (!actor.grants.some((g) => g.orgId === line.org_id)) throw notFound()
  grantFor(actor, rights['certificate.revoke'], line.org_id)
  return line
}

/** Asked after the lock: whoever comes second sees what the first did. */
async function decide(tx: Tx, id: number, ending: () => Ending): Promise<void> {
  await lockCertificate(tx, id)
  const answer = mayEnd(endingFacts(await lineOr404(tx, id)), ending())
  if (!answer.ok) throw new Refusal(409, answer.rule, [answer.zh, answer.en])
}

type EndingRow = { line: CertificateLine; leaf: Leaf; stamp: string; why: string; kind: 'revoke' | 'supersede'; successor?: CertificateLine }

async function end(tx: Tx, c: Context<Env>, services: CertificateServices, { line, leaf, stamp, why, kind, successor }: EndingRow): Promise<number> {
  const actor = actorOf(c)
  if (!(await services.ledger.stamps.holds(tx, line.org_id, stamp))) throw new Refusal(409, 'stamp-ended', ['签章刚被停用或更换，没有登记。请再做一次。', 'The stamp was just ended or replaced; nothing was recorded. Do it again.'])
  const entryId = await services.ledger.enqueue(tx, c.var.clock, leaf)
  await addEvent(tx, {
    certificate_id: line.id, kind, reason: why, successor_id: successor?.id ?? null, successor_public_id: successor?.public_id ?? null,
    entry_id: entryId, at: instant(c.var.clock), actor_id: actor.personId,
  })
  if (kind === 'revoke') await forgetInLedger(tx, line, instant(c.var.clock))
  await recordAct(tx, c.var.clock, {
    actor: actor.personId, org: line.org_id, verb: `certificate.${kind}`, object: `certificate:${line.id}`,
    payload: { number: line.number, reason: why, successor: successor?.public_id ?? null, entry: entryId },
  })
  return entryId
}

/** Where the ledger shows this certificate beside its instrument, it shows the newest one that still counts, or none. */
async function forgetInLedger(tx: Tx, line: CertificateLine, at: string): Promise<void> {
  if (line.instrument_id === null) return
  const instrument = await instrumentFacts(tx, line.instrument_id)
  if (instrument?.certificateNo !== line.number) return
  const counts = (await certificatesOf(tx, line.instrument_id))
    .find((c) => c.id !== line.id && c.revoked_at === null && c.superseded_at === null && c.kind !== 'calibration')
  const claims = counts && parseClaims((await certificateContent(tx, counts.id))?.claims ?? '')
  await recordVerification(tx, {
    instrumentId: line.instrument_id, at, verifiedOn: claims?.measuredOn ?? null, dueOn: counts?.valid_until ?? null,
    verdict: counts === undefined ? null : counts.kind === 'verification' ? 'pass' : 'fail', certificateNo: counts?.number ?? null,
  })
}
