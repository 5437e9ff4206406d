// The public page of numbers: computed on a thread of its own, in both languages, without a session, and the same as JSON.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { openTestHouse } from '#apps/server/testing.ts'
import type { TestHouse } from '#apps/server/testing.ts'
import { publishedCases } from './published.ts'

let t: TestHouse
before(async () => { t = await openTestHouse() })
after(() => t.close())

async function page(query = ''): Promise<{ status: number; headers: Headers; html: string }> {
  const answer = await t.raw(undefined, 'GET', `/numbers${query}`)
  return { status: answer.status, headers: answer.headers, html: await answer.text() }
}

test('numbers.json has every published record with what this release computes', async () => {
  for (let i = 0; i < 20; i++) {
    const answer = await t.raw(undefined, 'GET', '/numbers.json')
    if (answer.status === 503) continue // the thread is still computing
    assert.equal(answer.status, 200)
    const report = await answer.json()
    assert.deepEqual(report.records.map(({ id }: { id: string }) => id).toSorted(), publishedCases().map(({ id }) => id).toSorted())
    assert.equal(report.within, report.values)
    return
  }
  assert.fail('the numbers are not there after ten minutes')
})

test('the page shows every record in both languages, closed where all its numbers agree', async () => {
  const zh = await page('?lang=zh')
  assert.equal(zh.status, 200)
  assert.equal(zh.headers.get('Refresh'), null)
  assert.match(zh.headers.get('Content-Security-Policy') ?? '', /default-src 'none'/)
  for (const { id, title } of publishedCases()) assert.ok(zh.html.includes(`id="${id}"`) && zh.html.includes(title?.zh ?? '?'), id)
  assert.match(zh.html, /全部在容差之内/)
  assert.ok(!/<details[^>]* open/.test(zh.html))
  assert.match((await page('?lang=en')).html, /End-gauge calibration.*JCGM 100:2008, H\.1/s)
})
