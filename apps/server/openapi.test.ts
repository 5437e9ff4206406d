import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { declarationsOf } from './openapi.ts'
import { openTestHouse } from './testing.ts'
import type { TestHouse } from './testing.ts'

let t: TestHouse
before(async () => { t = await openTestHouse() })
after(() => t.close())

test('the document is OpenAPI 3.1 and describes every API route', async () => {
  const { status, body } = await t.call(undefined, 'GET', '/api/openapi.json')
  assert.equal(status, 200)
  assert.match(body.openapi, /^3\.1/)
  for (const key of declarationsOf(t.house.app).keys()) {
    const [method = '', path = ''] = key.split(' ')
    if (!path.startsWith('/api/') || path === '/api/openapi.json') continue
    assert.ok(body.paths[documentedPath(path)]?.[method.toLowerCase()], `${key} is missing from the document`)
  }
})

test('every route says who may call it', () => {
  const silent = [...declarationsOf(t.house.app)].filter(([, d]) => d === undefined).map(([key]) => key)
  assert.deepEqual(silent, [])
})

test('the page reads without script and names the roles', async () => {
  const response = await t.raw(undefined, 'GET', '/public/api')
  const text = await response.text()
  assert.match(text, /\/api\/session/)
  assert.doesNotMatch(text, /<script/)
  assert.match(response.headers.get('Content-Security-Policy') ?? '', /style-src 'self'/)
})

/** '/by-code/:code{[0-9a-z]+}' as the document writes it. */
const documentedPath = (path: string) => path.replace(/:(\w+)(\{[^}]*\}+)?/g, '{$1}')
