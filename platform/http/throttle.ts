// Rate limits of public routes: a token bucket per caller's network and route family, in memory. Bounded in size.
import { createMiddleware } from 'hono/factory'
import type { Env } from './env.ts'
import { Refusal } from './problem.ts'

const BUCKETS_MAX = 20_000

/** `burst` at once, then `perMinute`. */
export function rateLimit(burst: number, perMinute: number) {
  const buckets = new Map<string, { tokens: number; at_ms: number }>()
  return createMiddleware<Env>(async (c, next) => {
    const now_ms = c.var.clock.now()
    const key = network(c.var.address)
    const known = buckets.get(key) ?? { tokens: burst, at_ms: now_ms }
    const tokens = Math.min(burst, known.tokens + (Math.max(0, now_ms - known.at_ms) / 60_000) * perMinute)
    buckets.delete(key)
    if (buckets.size >= BUCKETS_MAX) buckets.delete(buckets.keys().next().value ?? '')
    buckets.set(key, { tokens: Math.max(0, tokens - 1), at_ms: now_ms })
    if (tokens < 1) throw new Refusal(429, 'slow-down', ['请求过多，请一分钟后再试。', 'Too many requests; try again in a minute.'], { retryAfter_s: 60 })
    await next()
  })
}

/** IPv4 as it is; IPv6 by its /64, which is one household or office. */
export function network(address: string): string {
  const v4 = /(\d+\.\d+\.\d+\.\d+)$/.exec(address)?.[1]
  return v4 ?? address.split(':').slice(0, 4).join(':')
}
