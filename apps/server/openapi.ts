// The OpenAPI 3.1 document from the routes themselves, and a page to read it: plain HTML, no script, no foreign host.
import { Hono } from 'hono'
import { html } from 'hono/html'
import { openAPIRouteHandler } from 'hono-openapi'
import type { Env } from '#platform/http/env.ts'
import { declarationOf, open } from '#platform/http/right.ts'
import type { Declaration } from '#platform/http/right.ts'

type Operation = { tags?: string[]; summary?: string; description?: string; parameters?: { name: string; in: string; required?: boolean }[]; requestBody?: unknown }
type Document = { info: { version: string }; paths: Record<string, Record<string, Operation>> }

/** What each route demands, read from the routes: 'GET /api/rules' → declaration. */
export function declarationsOf(app: Hono<Env>): Map<string, Declaration | undefined> {
  const found = new Map<string, Declaration | undefined>()
  for (const { method, path, handler } of app.routes) {
    if (method === 'ALL') continue // what every request passes, and no route
    const key = `${method} ${path}`
    found.set(key, found.get(key) ?? declarationOf(handler))
  }
  return found
}

export function openApiRoutes(app: Hono<Env>, version: string): Hono<Env> {
  const document = openAPIRouteHandler(app, {
    documentation: {
      openapi: '3.1.0',
      info: { title: 'Duheng 度衡', version, description: 'Refusals are problem+json (RFC 9457). Write with an Idempotency-Key. Lists are keyset-paged: pass `next` back as it came.', license: { name: 'Apache-2.0' } },
      components: { securitySchemes: { session: { type: 'apiKey', in: 'cookie', name: 'duheng' }, token: { type: 'http', scheme: 'bearer', description: 'An organisation\'s token, dhk_…' } } },
    },
  })
  return new Hono<Env>()
    .get('/api/openapi.json', open(), document)
    .get('/public/api', open(), async (c) => {
      const answer = await app.request('/api/openapi.json', {}, c.env)
      return c.html(page(await answer.json() as Document, declarationsOf(app))) // our own document, made above
    })
    .get('/public/api.css', open(), (c) => c.body(STYLE, 200, { 'Content-Type': 'text/css', 'Cache-Control': 'public, max-age=3600' }))
}

function page(doc: Document, declarations: Map<string, Declaration | undefined>) {
  const operations = Object.entries(doc.paths).flatMap(([path, methods]) => Object.entries(methods).map(([method, op]) => ({ path, method: method.toUpperCase(), op })))
  const tags = [...new Set(operations.map((o) => o.op.tags?.[0] ?? 'other'))].sort()
  return html`<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>度衡接口 Duheng API ${doc.info.version}</title><link rel="stylesheet" href="/public/api.css"></head><body><main>
<h1>度衡接口 <span lang="en">Duheng API</span> ${doc.info.version}</h1>
<p>机器可读：<a href="/api/openapi.json">/api/openapi.json</a>（OpenAPI 3.1）。令牌由单位管理员签发，请求头 <code>Authorization: Bearer dhk_…</code>。</p>
<p lang="en">Refusals are problem+json. Writes take an <code>Idempotency-Key</code>. Lists are keyset-paged.</p>
<nav aria-label="模块">${tags.map((t) => html`<a href="#${t}">${t}</a> `)}</nav>
${tags.map((t) => html`<section id="${t}"><h2>${t}</h2>${operations.filter((o) => (o.op.tags?.[0] ?? 'other') === t).map((o) => operation(o, declarations))}</section>`)}
</main></body></html>`
}

function operation({ path, method, op }: { path: string; method: string; op: Operation }, declarations: Map<string, Declaration | undefined>) {
  const needs = declarations.get(`${method} ${path.replace(/\{(\w+)\}/g, ':$1')}`)
  return html`<details><summary><b>${method}</b> <code>${path}</code> ${op.description ?? ''} <span lang="en">${op.summary ?? ''}</span></summary>
<p>${needs?.kind === 'right' ? `角色 roles: ${needs.right.roles.join(', ')}${needs.right.token ? `；令牌 token: ${needs.right.token}` : ''}` : needs?.kind === 'person' ? '登录即可 any signed-in person' : '公开 public'}</p>
${(op.parameters ?? []).length > 0 ? html`<p>${(op.parameters ?? []).map((p) => `${p.name} (${p.in}${p.required ? '' : '?'})`).join(', ')}</p>` : ''}
${op.requestBody ? html`<pre tabindex="0">${JSON.stringify(op.requestBody, null, 1).slice(0, 6000)}</pre>` : ''}</details>`
}

const STYLE = `:root{color-scheme:light dark}body{margin:0;font:16px/1.6 "Segoe UI","PingFang SC","Noto Sans SC","Microsoft YaHei",sans-serif;background:#fff;color:#17212b}
main{max-width:60rem;margin:0 auto;padding:1rem}h1{font-size:1.5rem}h2{font-size:1.15rem;border-bottom:1px solid #d5dce4}a{color:#0b5cad}
details{padding:.3rem 0}summary{cursor:pointer;overflow-wrap:anywhere}b{display:inline-block;min-width:4.5rem}pre{overflow:auto;background:#f5f7fa;padding:.7rem;font-size:13px}
:focus-visible{outline:2px solid #0b5cad;outline-offset:2px}
@media(prefers-color-scheme:dark){body{background:#171f27;color:#e8edf2}a{color:#7bbbf5}pre{background:#0f151b}h2{border-color:#33404d}}`
