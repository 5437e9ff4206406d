// A real listener under people who are slow on purpose: two hundred sockets that never finish a header or a body, while others work.
import assert from 'node:assert/strict'
import { connect } from 'node:net'
import type { AddressInfo, Socket } from 'node:net'
import { after, before, test } from 'node:test'
import { monotonic_ms, sleep } from '#platform/clock.ts'
import { setLogSink } from '#platform/http/log.ts'
import { LISTENER_LIMITS, listen } from '#apps/server/listener.ts'
import { healthRoutes } from '#apps/server/health.ts'
import { openTestHouse } from '#apps/server/testing.ts'
import type { TestHouse } from '#apps/server/testing.ts'

let t: TestHouse
let server: ReturnType<typeof listen>
let port = 0
const sockets: Socket[] = []

before(async () => {
  setLogSink(() => {})
  t = await openTestHouse()
  t.house.app.route('/', healthRoutes({ db: t.db, house: t.house, started: () => true }))
  server = await new Promise((resolve) => { const s = listen({ port: 0, host: '127.0.0.1' }, t.house.app.fetch, () => resolve(s)) })
  port = (server.address() as AddressInfo).port // a TCP listener has a port
})
after(async () => {
  for (const s of sockets) s.destroy()
  await new Promise((resolve) => { server.close(resolve) })
  await t.close()
})

const open = (first: string): Promise<{ socket: Socket; closed: Promise<string>; from: number }> => new Promise((resolve, reject) => {
  const socket = connect(port, '127.0.0.1')
  sockets.push(socket)
  let said = ''
  const closed = new Promise<string>((done) => { socket.on('close', () => done(said)) })
  socket.on('data', (d) => { said += d })
  socket.once('error', reject)
  socket.once('connect', () => {
    socket.off('error', reject)
    socket.on('error', () => {}) // being cut is what is tried here
    socket.write(first)
    resolve({ socket, closed, from: monotonic_ms() })
  })
})

async function p99(path: string, times: number): Promise<number> {
  const took: number[] = []
  for (let i = 0; i < times; i++) {
    const from = monotonic_ms()
    const answer = await fetch(`http://127.0.0.1:${port}${path}`)
    assert.equal(answer.status, 200)
    await answer.text()
    took.push(monotonic_ms() - from)
  }
  return took.toSorted((x, y) => x - y)[Math.ceil(times * 0.99) - 1] ?? 0
}

test('two hundred slow senders hold their own sockets and nobody else, and are cut', { timeout: 60_000 }, async () => {
  const allowed_ms = Math.max(500, 5 * await p99('/healthz', 50)) // a machine that is busy with other things is slow before anybody attacks
  const slow = await Promise.all(Array.from({ length: 200 }, (_, i) => open(i % 2 === 0
    ? 'GET /healthz HTTP/1.1\r\nHost: x\r\nX-Slow: '
    : 'POST /api/session HTTP/1.1\r\nHost: x\r\nSec-Fetch-Site: same-origin\r\nContent-Type: application/json\r\nContent-Length: 500\r\n\r\n{')))
  const dripping = setInterval(() => { for (const { socket } of slow) if (!socket.destroyed) socket.write('a') }, 500)
  try {
    assert.ok(await p99('/healthz', 100) < allowed_ms)
    assert.ok(await p99('/readyz', 50) < allowed_ms)
    const headers = slow.filter((_, i) => i % 2 === 0)
    const said = await Promise.all(headers.map((s) => s.closed))
    const longest_ms = Math.max(...headers.map((s) => monotonic_ms() - s.from))
    assert.ok(longest_ms < LISTENER_LIMITS.headersTimeout + LISTENER_LIMITS.connectionsCheckingInterval + 10_000, `${longest_ms} ms`)
    assert.ok(said.every((text) => text === '' || text.startsWith('HTTP/1.1 408')), said.find((text) => text !== ''))
    assert.ok(await p99('/healthz', 50) < allowed_ms)
  } finally {
    clearInterval(dripping)
    for (const { socket } of slow) socket.destroy()
  }
})

type Odd = [what: string, sent: string, answer: RegExp]
const odd: Odd[] = [
  ['a header of more than 16 kB', `GET /healthz HTTP/1.1\r\nHost: x\r\nX: ${'a'.repeat(20_000)}\r\n\r\n`, /^HTTP\/1\.1 431/],
  ['two lengths', 'POST /api/session HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\n{}', /^HTTP\/1\.1 400/],
  ['a length and chunks', 'POST /api/session HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n', /^HTTP\/1\.1 400/],
  ['a chunk of a wrong size', 'POST /api/session HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n', /^HTTP\/1\.1 400/],
  ['a header with a line feed in it', 'GET /healthz HTTP/1.1\nHost: x\n X-A: b\nSet-Cookie: a\r\n\r\n', /^HTTP\/1\.1 400/],
  ['no HTTP at all', '\x16\x03\x01\x02\x00\x01\x00\x01\xfc', /^HTTP\/1\.1 400/],
  ['a path that leaves the folder', 'GET /assets/../../package.json HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n', /^HTTP\/1\.1 404/],
  ['a verb nobody has', 'PROPFIND /api/session HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n', /^HTTP\/1\.1 (404|405)/],
]
for (const [what, sent, answer] of odd) {
  test(`refused at the socket: ${what}`, async () => {
    const { socket, closed } = await open(sent)
    const said = await Promise.race([closed, sleep(5_000).then(() => 'no answer')])
    socket.destroy()
    assert.match(said, answer)
    assert.doesNotMatch(said, /^Server:|X-Powered-By|node/im)
  })
}

test('a body announced as larger than allowed is not waited for', async () => {
  const from = monotonic_ms()
  const { closed, socket } = await open('POST /api/session HTTP/1.1\r\nHost: x\r\nSec-Fetch-Site: same-origin\r\nContent-Type: application/json\r\nContent-Length: 900000000\r\nConnection: close\r\n\r\n{')
  const said = await Promise.race([closed, sleep(4_000).then(() => 'no answer')])
  socket.destroy()
  assert.match(said, /^HTTP\/1\.1 413/)
  assert.ok(monotonic_ms() - from < 3_000)
})
