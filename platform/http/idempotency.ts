// A form's key: the same request again gets the same answer and changes nothing; the same key with another body is refused. One request a
// key at a time: within a process by waiting for each other, across processes by a lock of the database that falls with its holder.
import { createHash } from 'node:crypto'
import { createMiddleware } from 'hono/factory'
import type { Context } from 'hono'
import { sql } from 'kysely'
import { instantOf, systemClock } from '#platform/clock.ts'
import type { Tx } from '#platform/db/database.ts'
import type { Env } from './env.ts'
import { log } from './log.ts'
import { Refusal } from './problem.ts'

/** How long a request waits for the same one in another process. */
const WAIT_MS = 60_000
const ANSWER_MAX = 100_000

type Asked = { actor_id: number; key: string; request: Buffer }

/** `wait_ms` is shorter in tests alone. */
export const idempotent = ({ wait_ms = WAIT_MS } = {}) => {
  const inFlight = new Map<string, Promise<void>>()
  return createMiddleware<Env>(async (c, next) => {
    const key = c.req.header('Idempotency-Key')
    const actor = c.var.actor
    if (!key || !actor || c.req.method === 'GET') return next()
    if (!/^[A-Za-z0-9_-]{8,100}$/.test(key)) throw new Refusal(400, 'idempotency-key', ['Idempotency-Key 应为 8～100 位字母或数字。', 'An Idempotency-Key is 8 to 100 letters or digits.'])
    const asked = { actor_id: actor.personId, key, request: await requestHash(c) }
    const flight = `${asked.actor_id} ${key}`
    while (inFlight.has(flight)) await inFlight.get(flight)
    let landed = () => {}
    inFlight.set(flight, new Promise((resolve) => { landed = resolve }))
    let answered = false
    const work = async () => { await next(); answered = true }
    try {
      return await (c.var.db.beside ? lockedOnce(c, asked, wait_ms, work) : once(c, asked, c.var.tx, work))
    } catch (error) {
      if (!answered) throw error
      // What was done is answered as it was done; only a repetition will not find it.
      log({ event: 'error', requestId: c.var.requestId, name: 'answer-not-kept', code: error instanceof Error ? error.name : '' }, instantOf(systemClock.now()))
    } finally {
      inFlight.delete(flight)
      landed()
    }
  })
}

/** What was asked, and by which token if by one: a token never gets what its maker was answered. */
async function requestHash(c: Context<Env>): Promise<Buffer> {
  const body = c.req.raw.body ? await c.req.raw.clone().arrayBuffer() : new ArrayBuffer(0)
  return createHash('sha256').update(`${c.req.method} ${c.req.path} ${c.var.token?.id ?? ''}\n`).update(Buffer.from(body)).digest()
}

/** The lock is the transaction's, held beside the request's own: if this process dies, it falls, and whoever waits goes on. */
async function lockedOnce(c: Context<Env>, asked: Asked, wait_ms: number, next: () => Promise<void>): Promise<Response | void> {
  const scope = { role: 'app' as const, orgs: [], own: [], actor: asked.actor_id }
  return c.var.db.beside?.(scope, wait_ms, async (tx) => {
    await sql`select pg_advisory_xact_lock(hashtextextended(${`idempotency ${asked.actor_id} ${asked.key}`}, 0))`.execute(tx).catch(stillUnderWay)
    return once(c, asked, (work) => work(tx), next)
  })
}

function stillUnderWay(error: unknown): never {
  if (!(error instanceof Error && 'code' in error && error.code === '57014')) throw error
  throw new Refusal(503, 'still-under-way', ['同一次提交还在办理中，没有重复办理。请稍后再查看结果。', 'The same submission is still being worked on and was not started twice. Look at the result shortly.'], { retryAfter_s: 5 })
}

async function once(c: Context<Env>, asked: Asked, inTx: <T>(work: (tx: Tx) => Promise<T>) => Promise<T>, next: () => Promise<void>): Promise<Response | void> {
  const known = await inTx((tx) => tx.selectFrom('platform.idempotent_answer').selectAll().where('actor_id', '=', asked.actor_id).where('key', '=', asked.key).executeTakeFirst())
  if (known) {
    if (!known.request_sha256.equals(asked.request)) throw new Refusal(422, 'idempotency-key', ['这个提交编号已用于另一次提交。请刷新页面后重试。', 'This submission key was used for another request. Reload the page and try again.'])
    return c.body(known.body, known.status as 200, { 'Content-Type': 'application/json', 'Idempotent-Replay': 'yes' }) // stored by ourselves below
  }
  await next()
  if (!c.res.ok || !(c.res.headers.get('Content-Type') ?? '').startsWith('application/json')) return
  const body = await c.res.clone().text()
  if (body.length > ANSWER_MAX) return
  await inTx((tx) => tx.insertInto('platform.idempotent_answer').values({ actor_id: asked.actor_id, key: asked.key, request_sha256: asked.request, status: c.res.status, body }).onConflict((oc) => oc.doNothing()).execute())
}
