// Serves the built web: hashed assets for ever, the shell for every staff address. While the first build runs, a page says so.
import { createReadStream, statSync } from 'node:fs'
import { extname, join, normalize, sep } from 'node:path'
import { Readable } from 'node:stream'
import { Hono } from 'hono'
import type { Context } from 'hono'
import type { Env } from '#platform/http/env.ts'
import { notFound } from '#platform/http/problem.ts'
import { open } from '#platform/http/right.ts'

const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8', '.js': 'text/javascript; charset=utf-8', '.css': 'text/css; charset=utf-8', '.svg': 'image/svg+xml',
  '.png': 'image/png', '.woff2': 'font/woff2', '.json': 'application/json', '.webmanifest': 'application/manifest+json', '.map': 'application/json',
}

const WAITING = `<!doctype html><html lang="zh-CN"><meta charset="utf-8"><meta http-equiv="refresh" content="2"><title>度衡</title><p>界面正在准备，几秒后自动打开。<p lang="en">The interface is being prepared and opens by itself in a few seconds.</html>`

/** `folder` answers undefined until the build is ready. */
export const webRoutes = (folder: () => string | undefined) => new Hono<Env>()
  .get('/assets/*', open(), (c) => file(c, folder(), c.req.path, 'public, max-age=31536000, immutable'))
  // Pages name their icon; this is asked by a browser whose page named none.
  .get('/favicon.ico', open(), (c) => c.body(null, 204))
  .get('/*', open(), (c) => {
    if (c.req.path.startsWith('/api/') || c.req.path.startsWith('/log/')) throw notFound()
    const root = folder()
    if (!root) return c.html(WAITING, 200, { 'Cache-Control': 'no-store' })
    const isFile = extname(c.req.path) !== ''
    return file(c, root, isFile ? c.req.path : '/index.html', 'no-cache')
  })

function file(c: Context<Env>, root: string | undefined, path: string, cache: string): Response {
  if (!root) throw notFound()
  const full = normalize(join(root, decodeURIComponent(path)))
  if (!full.startsWith(root + sep)) throw notFound()
  const size = sizeOf(full)
  if (size === undefined) throw notFound()
  c.header('Content-Type', TYPES[extname(full)] ?? 'application/octet-stream')
  c.header('Content-Length', String(size))
  c.header('Cache-Control', cache)
  return c.body(Readable.toWeb(createReadStream(full)) as ReadableStream) // node and DOM type the same stream apart
}

function sizeOf(path: string): number | undefined {
  const stat = statSync(path, { throwIfNoEntry: false })
  return stat?.isFile() ? stat.size : undefined
}
