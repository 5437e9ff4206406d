// A form's key: the same request again gets the same answer and changes nothing; the same key with another body is refused.
import { createHash } from 'node:crypto'
import { createMiddleware } from 'hono/factory'
import type { Env } from './env.ts'
import { Refusal } from './problem.ts'

const inFlight = new Map<string, Promise<void>>()

export const idempotent = () => createMiddleware<Env>(async (c, next) => {
  const key = c.req.header('Idempotency-Key')
  const actor = c.var.actor
  if (!key || !actor || c.req.method === 'GET') return next()
  if (!/^[A-Za-z0-9_-]{8,100}$/.test(key)) throw new Refusal(400, 'idempotency-key', ['Idempotency-Key 应为 8～100 位字母或数字。', 'An Idempotency-Key is 8 to 100 letters or digits.'])
  const body = c.req.raw.body ? await c.req.raw.clone().arrayBuffer() : new ArrayBuffer(0)
  const request = createHash('sha256').update(`${c.req.method} ${c.req.path}\n`).update(Buffer.from(body)).digest()
  const flight = `${actor.personId} ${key}`
  while (inFlight.has(flight)) await inFlight.get(flight)
  let landed = () => {}
  inFlight.set(flight, new Promise((resolve) => { landed = resolve }))
  try {
    const known = await c.var.tx((tx) => tx.selectFrom('platform.idempotent_answer').selectAll().where('actor_id', '=', actor.personId).where('key', '=', key).executeTakeFirst())
    if (known) {
      if (!known.request_sha256.equals(request)) throw new Refusal(422, 'idempotency-key', ['这个提交编号已用于另一次提交。请刷新页面后重试。', 'This submission key was used for another request. Reload the page and try again.'])
      return c.body(known.body, known.status as 200, { 'Content-Type': 'application/json', 'Idempotent-Replay': 'yes' }) // stored by ourselves below
    }
    await next()
    if (c.res.ok && (c.res.headers.get('Content-Type') ?? '').startsWith('application/json')) {
      const answer = await c.res.clone().text()
      if (answer.length <= 100_000) await c.var.tx((tx) => tx.insertInto('platform.idempotent_answer').values({ actor_id: actor.personId, key, request_sha256: request, status: c.res.status, body: answer }).onConflict((oc) => oc.doNothing()).execute())
    }
  } finally {
    inFlight.delete(flight)
    landed()
  }
})
