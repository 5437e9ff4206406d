// Serves built web files for tests of the interface alone, under the content security policy of staff pages; nobody is signed in. Absent:
// the real server (apps/server), which the stories in e2e/ use.
import { createReadStream, statSync } from 'node:fs'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { extname, join, normalize, sep } from 'node:path'

const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src-elem 'self' 'unsafe-inline'",
  "style-src-attr 'none'",
  "img-src 'self' data: blob:",
  "font-src 'self'",
  "connect-src 'self'",
  "worker-src 'self' blob:",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ')
const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
}

export type Host = { readonly url: string; readonly close: () => Promise<void> }

export async function serveBuilt(folder: string): Promise<Host> {
  const server = createServer((request, response) => answer(folder, request, response))
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('The test host has no port')
  return {
    url: `http://127.0.0.1:${address.port}`,
    close: () => new Promise((done) => {
      server.close(() => done())
      server.closeAllConnections()
    }),
  }
}

function answer(folder: string, { url = '/' }: IncomingMessage, response: ServerResponse): void {
  response.setHeader('Content-Security-Policy', policy)
  response.setHeader('X-Content-Type-Options', 'nosniff')
  const path = decodeURIComponent(new URL(url, 'http://host').pathname)
  if (path === '/api/session/options') {
    response.setHeader('Content-Type', 'application/json')
    response.end(JSON.stringify({ demo: false, tls: false, accounts: [] }))
    return
  }
  if (path.startsWith('/api/')) {
    response.writeHead(401, { 'Content-Type': 'application/problem+json' })
    response.end(JSON.stringify({ type: 'urn:duheng:problem:sign-in', title: 'sign-in', status: 401, detail: '请先登录。' }))
    return
  }
  const file = normalize(join(folder, extname(path) === '' ? 'index.html' : path))
  if (!file.startsWith(folder + sep) || !statSync(file, { throwIfNoEntry: false })?.isFile()) {
    response.writeHead(404).end()
    return
  }
  response.setHeader('Content-Type', types[extname(file)] ?? 'application/octet-stream')
  createReadStream(file).pipe(response)
}
