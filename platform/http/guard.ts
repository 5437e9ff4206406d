// What every request passes before a route: security headers, size and depth of bodies, same-origin proof on unsafe verbs,
// language, request id, caller's address.
import { randomUUID } from 'node:crypto'
import { createMiddleware } from 'hono/factory'
import { instant } from '#platform/clock.ts'
import type { Env } from './env.ts'
import { Refusal } from './problem.ts'
import type { Locale } from './problem.ts'

export const BODY_LIMIT_B = 1_000_000
export const UPLOAD_LIMIT_B = 20_000_000

const HEADERS: readonly (readonly [string, string])[] = [
  ['X-Content-Type-Options', 'nosniff'],
  ['Referrer-Policy', 'same-origin'],
  ['Cross-Origin-Opener-Policy', 'same-origin'],
  ['Cross-Origin-Resource-Policy', 'same-origin'],
  ['Permissions-Policy', 'camera=(self), geolocation=(self), microphone=(), payment=(), usb=()'],
  ['X-Frame-Options', 'DENY'],
]
const CSP_STAFF = "default-src 'none'; script-src 'self'; style-src-elem 'self' 'unsafe-inline'; style-src-attr 'none'; img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; worker-src 'self' blob:; manifest-src 'self'; frame-src 'self' blob:; object-src 'none'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
const CSP_PUBLIC = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
const CSP_DATA = "default-src 'none'; frame-ancestors 'none'; sandbox"

export type PathKind = 'api' | 'staff' | 'public' | 'data'
export function pathKind(path: string): PathKind {
  if (path.startsWith('/api/')) return 'api'
  if (path === '/c' || path === '/numbers' || /^\/(?:c|i|public)\//.test(path)) return 'public'
  if (path.startsWith('/log/')) return 'data'
  return 'staff'
}

export const securityHeaders = (options: { tls: boolean }) => createMiddleware<Env>(async (c, next) => {
  await next()
  const kind = pathKind(c.req.path)
  for (const [name, value] of HEADERS) c.header(name, value)
  if (options.tls) c.header('Strict-Transport-Security', 'max-age=31536000')
  const csp = c.res.headers.get('Content-Security-Policy')
  if (csp === null) c.header('Content-Security-Policy', kind === 'staff' ? CSP_STAFF : kind === 'public' ? CSP_PUBLIC : CSP_DATA)
  else if (!csp.includes('frame-ancestors')) c.header('Content-Security-Policy', `${csp}; frame-ancestors 'none'`)
  if (kind !== 'api') return
  const cache = c.res.headers.get('Cache-Control')
  if (cache === null) c.header('Cache-Control', 'private, no-store')
  if (!cache?.includes('public')) c.header('Vary', 'Cookie')
})

export const requestFacts = (options: { trustProxy: number }) => createMiddleware<Env>(async (c, next) => {
  c.set('requestId', randomUUID())
  c.set('locale', localeOf(c.req.header('X-Locale') ?? c.req.header('Accept-Language')))
  c.set('address', addressOf(c.env?.incoming?.socket.remoteAddress, c.req.header('X-Forwarded-For'), options.trustProxy))
  await next()
  c.header('X-Request-Id', c.var.requestId)
  if (c.var.clock?.simulated) c.header('X-Duheng-Now', instant(c.var.clock)) // pages of a rehearsed time show that time
})

export const localeOf = (header: string | undefined): Locale => (/^en\b/i.test(header?.slice(0, 40).trim() ?? '') ? 'en' : 'zh-CN')

/** The n-th address from the right when n proxies are trusted; the socket's own otherwise. */
export function addressOf(socket: string | undefined, forwarded: string | undefined, trusted: number): string {
  if (trusted > 0 && forwarded) {
    const hops = forwarded.slice(0, 2000).split(',').map((h) => h.trim())
    return hops[hops.length - trusted] ?? socket ?? 'unknown'
  }
  return socket ?? 'unknown'
}

const UNSAFE = new Set(['POST', 'PUT', 'PATCH', 'DELETE'])

/** Unsafe verbs by cookie need a same-origin proof and a type a plain form cannot send. Tokens carry no cookie and are exempt. */
export const sameOrigin = () => createMiddleware<Env>(async (c, next) => {
  if (UNSAFE.has(c.req.method) && !c.req.header('Authorization')) {
    const site = c.req.header('Sec-Fetch-Site')
    const origin = c.req.header('Origin')
    const own = origin !== undefined && hostOf(origin) === c.req.header('Host')
    if (!(site === 'same-origin' || (site === undefined && own))) {
      throw new Refusal(403, 'cross-site', ['请求不是从本站页面发出的，已拒绝。', 'The request did not come from a page of this site and was refused.'])
    }
  }
  if (UNSAFE.has(c.req.method) && hasBody(c.req.raw)) {
    const type = (c.req.header('Content-Type') ?? '').split(';')[0]?.trim().toLowerCase()
    if (type !== 'application/json' && type !== 'application/octet-stream') {
      throw new Refusal(415, 'content-type', ['只接受 application/json 或 application/octet-stream。', 'Only application/json or application/octet-stream is accepted.'])
    }
  }
  await next()
})

const hasBody = (request: Request) => request.headers.get('Content-Length') !== '0' && (request.headers.has('Content-Length') || request.headers.has('Transfer-Encoding') || request.body !== null)
function hostOf(origin: string): string | undefined {
  return URL.canParse(origin) ? new URL(origin).host : undefined
}

/** Bounds the size of any body and the nesting of JSON before it is parsed. */
export const boundedBody = () => createMiddleware<Env>(async (c, next) => {
  if (!UNSAFE.has(c.req.method) || !c.req.raw.body) return next()
  const json = (c.req.header('Content-Type') ?? '').startsWith('application/json')
  const limit = json ? BODY_LIMIT_B : UPLOAD_LIMIT_B
  const announced = Number(c.req.header('Content-Length') ?? 0)
  const bytes = announced > limit ? undefined : await readBounded(c.req.raw.body, limit)
  if (!bytes) throw new Refusal(413, 'too-large', [`内容超过 ${limit / 1e6} MB，没有接收。请分批提交。`, `More than ${limit / 1e6} MB was sent and nothing was taken. Send it in parts.`])
  if (json && tooDeep(bytes)) throw new Refusal(400, 'too-deep', ['JSON 嵌套过深。', 'The JSON is nested too deeply.'])
  const { url, method, headers } = c.req.raw
  c.req.raw = new Request(url, { method, headers, body: bytes as BodyInit }) // undici takes a Uint8Array; the DOM type lags
  return next()
})

async function readBounded(body: ReadableStream<Uint8Array>, limit: number): Promise<Uint8Array | undefined> {
  const parts: Uint8Array[] = []
  let size = 0
  for await (const part of body) {
    size += part.length
    if (size > limit) return undefined
    parts.push(part)
  }
  return Buffer.concat(parts)
}

function tooDeep(bytes: Uint8Array): boolean {
  let depth = 0
  for (const b of bytes) {
    if (b === 0x5b || b === 0x7b) { if (++depth > 32) return true } else if (b === 0x5d || b === 0x7d) depth--
  }
  return false
}
