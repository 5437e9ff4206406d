import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { openTestHouse } from '#apps/server/testing.ts'
import type { TestHouse } from '#apps/server/testing.ts'
import { addressOf, localeOf } from './guard.ts'
import { network } from './throttle.ts'

let t: TestHouse
before(async () => { t = await openTestHouse() })
after(() => t.close())
const send = (body: BodyInit, type = 'application/json') => t.raw(undefined, 'POST', '/api/session', { body, headers: { 'Content-Type': type } })

test('an empty body, broken JSON and JSON of the wrong shape are refused, not crashed on', async () => {
  assert.equal((await send(new Uint8Array(0), 'application/octet-stream')).status, 400)
  assert.equal((await send('')).status, 400)
  assert.equal((await send('{"login":')).status, 400)
  assert.equal((await send('[1,2]')).status, 400)
})

test('deep and large bodies are refused before they are parsed', async () => {
  assert.equal((await send('['.repeat(40) + ']'.repeat(40))).status, 400)
  assert.equal((await send(`{"login":"${'x'.repeat(1_000_001)}"}`)).status, 413)
})

test('a forwarded address counts only behind the proxies that are trusted', () => {
  assert.equal(addressOf('10.0.0.9', '1.2.3.4', 0), '10.0.0.9')
  assert.equal(addressOf('10.0.0.9', '6.6.6.6, 1.2.3.4', 1), '1.2.3.4')
  assert.equal(addressOf('10.0.0.9', '1.2.3.4', 2), '10.0.0.9')
  assert.equal(network('2001:db8:1:2:3:4:5:6'), '2001:db8:1:2')
  assert.equal(network('::ffff:10.0.0.9'), '10.0.0.9')
})

test('the language of a request is Chinese unless English comes first', () => {
  assert.equal(localeOf('en-GB,zh;q=0.5'), 'en')
  assert.equal(localeOf('zh-CN,en;q=0.5'), 'zh-CN')
  assert.equal(localeOf(undefined), 'zh-CN')
})

test('every answer of the API carries the headers that keep it private and inert', async () => {
  const { headers } = await t.call(undefined, 'GET', '/api/session')
  assert.equal(headers.get('Cache-Control'), 'private, no-store')
  assert.equal(headers.get('X-Content-Type-Options'), 'nosniff')
  assert.match(headers.get('Content-Security-Policy') ?? '', /frame-ancestors 'none'/)
  assert.ok(headers.get('X-Request-Id'))
})
