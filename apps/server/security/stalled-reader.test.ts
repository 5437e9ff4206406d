// A real listener under readers who stop: what nobody takes is not kept ready for ever, while slow readers and slow answers are left alone.
import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import type { Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { connect as connectSecret } from 'node:tls'
import { newPrivateKeyPem, signerOfPem } from '@duheng/signing/keys.ts'
import { issueCertificate } from '@duheng/signing/x509.ts'
import { monotonic_ms, sleep } from '#platform/clock.ts'
import { listen } from '#apps/server/listener.ts'

const STALL_MS = 500
const MB = 1_000_000
/** More than the sockets of both sides hold, so that the sender has to wait for the reader. */
const SIZE_MB = 40

type Served = { server: ReturnType<typeof listen>; port: number }
let plain: Served
let secret: Served
let folder = ''
let given_up = 0
const sockets: Socket[] = []

const answers: Readonly<Record<string, () => Response | Promise<Response>>> = {
  '/parts': () => {
    let left = SIZE_MB
    return new Response(new ReadableStream({
      pull: (controller) => { if (left-- > 0) controller.enqueue(new Uint8Array(MB)); else controller.close() },
      cancel: () => { given_up++ },
    }, { highWaterMark: 1 }))
  },
  '/whole': () => new Response(new Uint8Array(SIZE_MB * MB)),
  '/late': async () => { await sleep(3 * STALL_MS); return new Response('late') },
}

const serve = (tls?: { cert: string; key: string }): Promise<Served> => new Promise((resolve) => {
  const answer = async (request: Request) => await answers[new URL(request.url).pathname]?.() ?? new Response('absent', { status: 404 })
  const server = listen({ port: 0, host: '127.0.0.1', stall_ms: STALL_MS, tls }, answer, ({ port }) => { resolve({ server, port }) })
})

/** A certificate for this test alone, signed with its own key. */
async function selfSigned(): Promise<{ cert: string; key: string }> {
  const pem = newPrivateKeyPem('p256')
  const loaded = signerOfPem(pem)
  if (!loaded.ok) throw new Error(loaded.reason)
  const name = { country: 'CN', organisation: 'Duheng', commonName: 'localhost' }
  const { signer } = loaded
  const der = await issueCertificate({ subject: name, publicKey: signer.publicKey, notBefore: '2026-01-01T00:00:00Z', notAfter: '2046-01-01T00:00:00Z', serial: randomBytes(16), use: 'signing' }, { name, signer })
  const files = { cert: join(folder, 'cert.pem'), key: join(folder, 'key.pem') }
  writeFileSync(files.cert, `-----BEGIN CERTIFICATE-----\n${Buffer.from(der).toString('base64')}\n-----END CERTIFICATE-----\n`)
  writeFileSync(files.key, pem)
  return files
}

before(async () => {
  folder = mkdtempSync(join(tmpdir(), 'duheng-tls-'))
  plain = await serve()
  secret = await serve(await selfSigned())
})
after(async () => {
  for (const s of sockets) s.destroy()
  for (const { server } of [plain, secret]) await new Promise((resolve) => { server.close(resolve) })
  rmSync(folder, { recursive: true })
})

type Client = { socket: Socket; read: () => number; closed: Promise<void> }
/** A client that has asked and reads nothing yet. */
async function asked(way: 'plain' | 'secret', path: string): Promise<Client> {
  const socket = way === 'plain' ? connect(plain.port, '127.0.0.1') : connectSecret({ port: secret.port, host: '127.0.0.1', rejectUnauthorized: false })
  sockets.push(socket)
  let bytes = 0
  socket.on('data', (part) => { bytes += part.length })
  socket.on('error', () => {}) // being cut is what is tried here
  const closed = new Promise<void>((resolve) => { socket.on('close', () => resolve()) })
  await once(socket, way === 'plain' ? 'connect' : 'secureConnect')
  socket.pause()
  socket.write(`GET ${path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`)
  return { socket, read: () => bytes, closed }
}
const connections = (way: 'plain' | 'secret') => new Promise<number>((resolve) => { (way === 'plain' ? plain : secret).server.getConnections((_error, n) => resolve(n)) })

for (const [way, path] of [['plain', '/parts'], ['plain', '/whole'], ['secret', '/parts'], ['secret', '/whole']] as const) {
  test(`a reader that takes nothing is cut, and what was kept ready for it is let go: ${way} ${path}`, { timeout: 30_000 }, async () => {
    given_up = 0
    const { socket } = await asked(way, path)
    const from = monotonic_ms()
    await sleep(STALL_MS / 2)
    assert.equal(await connections(way), 1, 'not at once')
    while (await connections(way) > 0 && monotonic_ms() - from < 20_000) await sleep(50)
    assert.equal(await connections(way), 0)
    if (path === '/parts') assert.equal(given_up, 1, 'the source is told')
    socket.destroy()
  })

  test(`a reader that is slow but reads gets everything: ${way} ${path}`, { timeout: 60_000 }, async () => {
    const from = monotonic_ms()
    const { socket, read, closed } = await asked(way, path)
    let over = false
    void closed.then(() => { over = true })
    for (let most = MB; !over; most += MB) {
      socket.resume()
      while (read() < most && !over) await sleep(5)
      if (read() < SIZE_MB * MB) socket.pause()
      await sleep(STALL_MS / 8)
    }
    assert.ok(read() > SIZE_MB * MB, `${read()} bytes`)
    assert.ok(monotonic_ms() - from > 2 * STALL_MS, 'longer than a standstill may last')
  })
}

test('an answer that takes longer to make than a reader may stand still is given all the same', async () => {
  const answer = await fetch(`http://127.0.0.1:${plain.port}/late`)
  assert.deepEqual([answer.status, await answer.text()], [200, 'late'])
})

test('a body given in pieces keeps its length', async () => {
  const { socket, read, closed } = await asked('secret', '/whole')
  const head = new Promise<string>((resolve) => { socket.once('data', (part) => resolve(part.toString('latin1').split('\r\n\r\n')[0] ?? '')) })
  socket.resume()
  assert.match(await head, new RegExp(`^content-length: ${SIZE_MB * MB}$`, 'im'))
  await closed
  assert.equal(read(), SIZE_MB * MB + (await head).length + 4)
})
