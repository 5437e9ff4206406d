// The onion around all routes, in the order a request passes it, and the one handler that turns throws into problem+json.
import { Hono } from 'hono'
import { matchedRoutes } from 'hono/route'
import { instantOf, monotonic_ms, systemClock } from '#platform/clock.ts'
import type { Env } from './env.ts'
import { boundedBody, requestFacts, sameOrigin, securityHeaders } from './guard.ts'
import { idempotent } from './idempotency.ts'
import { identify } from './identify.ts'
import type { Identity } from './identify.ts'
import { log } from './log.ts'
import { requestDuration } from './metrics.ts'
import { Refusal, notFound, problemOf } from './problem.ts'
import { shapeRefusal } from './shape.ts'

export type AppOptions = Identity & { trustProxy: number }

/** An app without routes; apps/server adds them. */
export function createApp(options: AppOptions): Hono<Env> {
  const app = new Hono<Env>()
  app.use(requestFacts({ trustProxy: options.trustProxy }))
  app.use(securityHeaders({ tls: options.tls }))
  app.use(async (c, next) => {
    const from = monotonic_ms()
    await next()
    const ms = monotonic_ms() - from
    const route = matchedRoutes(c).at(-1)?.path ?? c.req.path
    requestDuration.observe({ method: c.req.method, route, status: `${Math.floor(c.res.status / 100)}xx` }, ms / 1000)
    if (route.startsWith('/api/') && !c.env?.clock) {
      log({ event: 'request', requestId: c.var.requestId, method: c.req.method, route, status: c.res.status, ms: Math.round(ms), actor: c.var.actor?.personId }, instantOf(systemClock.now()))
    }
  })
  app.use(sameOrigin())
  app.use(boundedBody())
  app.use('/api/*', identify(options))
  app.use('/c/*', identify(options))
  app.use('/i/*', identify(options))
  app.use('/api/*', idempotent())
  app.onError((error, c) => answerTo(error, c))
  app.notFound((c) => answerTo(notFound(), c))
  return app
}

function answerTo(error: Error, c: Parameters<Parameters<Hono<Env>['onError']>[0]>[1]): Response {
  const refusal = error instanceof Refusal ? error : asRefusal(error)
  const problem = problemOf(refusal, c.var.locale ?? 'zh-CN', c.var.requestId ?? '')
  if (refusal.retryAfter_s !== undefined) c.header('Retry-After', String(refusal.retryAfter_s))
  return c.body(JSON.stringify(problem), refusal.status, { 'Content-Type': 'application/problem+json' })
}

/** What the database or the runtime threw, as a refusal without a path, a statement or a version in it. */
function asRefusal(error: Error & { code?: string; constraint?: string }): Refusal {
  if (error.name === 'ZodError' && 'issues' in error) return shapeRefusal(error.issues as []) // zod's own error carries its issues
  if (error.name === 'SyntaxError' || error.message.startsWith('Malformed JSON')) return new Refusal(400, 'malformed', ['请求不是有效的 JSON。', 'The request is not valid JSON.'])
  const at = instantOf(systemClock.now())
  log({ event: 'error', name: error.name, code: error.code ?? (error.stack ?? '').split('\n')[1]?.trim().replace(/^.*[/\\]([^/\\]+:\d+):\d+\)?$/, '$1') }, at)
  if (process.env['DUHENG_DEBUG']) process.stderr.write(`${error.stack}\n`)
  if (error.code === '57014') return new Refusal(503, 'too-slow', ['这个查询太大，请缩小范围后再试。', 'The query is too large; narrow it and try again.'], { retryAfter_s: 5 })
  if (error.code === 'ECONNREFUSED' || error.code === '57P01' || error.code === '53300') return new Refusal(503, 'database-away', ['数据库暂时不可用，没有写入任何数据，请稍后再试。', 'The database is away; nothing was written. Try again shortly.'], { retryAfter_s: 5 })
  return new Refusal(500, 'our-fault', ['系统出错，没有写入任何数据。请记下请求编号并联系管理员。', 'Something broke on our side; nothing was written. Note the request id and tell the administrator.'])
}
