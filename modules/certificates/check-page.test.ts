// The public page in a real browser: light, without a console error under its policy, readable without scripts, and its own verdicts.
import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { gzipSync } from 'node:zlib'
import { serve } from '@hono/node-server'
import type { Browser, Page } from 'playwright-core'
import { openTestHouse } from '#apps/server/testing.ts'
import type { TestHouse, TestPerson } from '#apps/server/testing.ts'
import { buildWeb } from '#apps/web/build.ts'
import { openBrowser } from '#apps/web/browser.ts'
import { issueFor } from './testing/issue.ts'

const opened = await openBrowser()
const axe = readFileSync(new URL('../../node_modules/axe-core/axe.min.js', import.meta.url), 'utf8')

describe('the public check page in a browser', { skip: !opened.ok && opened.reason, timeout: 300_000 }, () => {
  let browser: Browser
  let t: TestHouse
  let web: string
  let address: string
  let stop: () => void
  let folder: string
  let signatory: TestPerson
  let publicId: string
  let id: number
  let pdf: Buffer
  let xml: Buffer

  before(async () => {
    assert.ok(opened.ok)
    browser = opened.browser
    web = await buildWeb()
    t = await openTestHouse(undefined, true, { webFolder: () => web })
    folder = mkdtempSync(join(tmpdir(), 'duheng-page-'))
    const lab = await t.org('laboratory', '云溪市计量测试研究所')
    signatory = await t.person(lab, '孙立', ['signatory'])
    const issued = await issueFor({ db: t.db, services: t.house.certificates, clock: t.clock, orgId: lab, ownerOrgId: lab, personId: signatory.id, source: 'item:1' })
    publicId = issued.publicId
    id = issued.id
    const file = async (kind: string) => Buffer.from(await (await t.raw(signatory, 'GET', `/api/certificates/${id}/${kind}`)).arrayBuffer())
    pdf = await file('pdf')
    xml = await file('xml')
    address = await new Promise((resolve) => {
      const server = serve({ fetch: t.house.app.fetch, port: 0, hostname: '127.0.0.1' }, (info) => resolve(`http://127.0.0.1:${info.port}`))
      stop = () => { server.close() }
    })
  })
  after(async () => {
    await browser.close()
    stop()
    await t.close()
    rmSync(folder, { recursive: true, force: true })
  })

  async function visit(path: string, work: (page: Page, problems: string[]) => Promise<void>, options: object = {}): Promise<void> {
    t.clock.advance(60_000) // a fresh allowance of the rate limit
    const context = await browser.newContext({ viewport: { width: 390, height: 844 }, locale: 'zh-CN', ...options })
    const page = await context.newPage()
    const problems: string[] = []
    page.on('console', (message) => { if (message.type() === 'error') problems.push(message.text()) })
    page.on('pageerror', (error) => problems.push(error.message))
    try {
      await page.goto(`${address}${path}`)
      await work(page, problems)
    } finally {
      await context.close()
    }
  }
  const drop = async (page: Page, name: string, bytes: Buffer) => {
    const path = join(folder, name)
    writeFileSync(path, bytes)
    await page.setInputFiles('#file', path)
  }

  test('first load is at most 150 kB compressed', async (context) => {
    await visit(`/c/${publicId}`, async (page) => {
      const urls = await page.evaluate(() => [...document.querySelectorAll('script[src],link[href]')].map((e) => e.getAttribute('src') ?? e.getAttribute('href') ?? ''))
      assert.ok(urls.length >= 2, urls.join())
      let size = gzipSync(await page.content()).length
      for (const url of urls) size += gzipSync(Buffer.from(await (await fetch(`${address}${url}`)).arrayBuffer())).length
      context.diagnostic(`public page: ${(size / 1000).toFixed(1)} kB compressed`)
      assert.ok(size <= 150_000, `${size} bytes`)
    })
  })

  test('the browser checks the log and both signatures itself, without a console error', async () => {
    await visit(`/c/${publicId}`, async (page, problems) => {
      await page.getByText('256 签名成立').waitFor()
      assert.match(await page.locator('#answer').innerText(), /这份证书是真的，今天有效/)
      assert.match(await page.locator('#checked').innerText(), /尚无第三方见证/)
      assert.match(await page.locator('.demo').innerText(), /演示/)
      assert.deepEqual(problems, [])
    })
  })

  test('dropped files: genuine, altered with what differs underlined, unknown; no file leaves the device', async () => {
    await visit('/c', async (page, problems) => {
      const sent: string[] = []
      page.on('request', (request) => sent.push(`${request.method()} ${new URL(request.url()).pathname}`))
      await drop(page, 'a.pdf', pdf)
      await page.locator('#answer.ok').waitFor()
      await drop(page, 'forged.xml', Buffer.from(xml.toString().replaceAll('2027-11-19', '2029-11-19')))
      await page.locator('#answer.bad').waitFor()
      assert.deepEqual(await page.locator('mark').allInnerTexts(), ['2029-11-19'])
      const flipped = Buffer.from(pdf)
      flipped[30_000] = (flipped[30_000] ?? 0) ^ 1
      await drop(page, 'flipped.pdf', flipped)
      await page.getByText('文件指纹：不一致').waitFor()
      await drop(page, 'other.pdf', Buffer.from('%PDF-1.7\nnothing'))
      await page.getByText('这不等于假证').waitFor()
      assert.ok(sent.every((request) => /^GET \/(api\/public\/(by-hash\/[0-9a-f]{64}|certificates\/[0-9a-z]{16})|assets\/icon-[\w-]+\.svg)$/.test(request)), sent.join())
      assert.deepEqual(problems.filter((p) => !p.includes('404')), [])
    })
  })

  test('the verdict comes soon after the file is read', async (context) => {
    await visit(`/c/${publicId}`, async (page) => {
      await page.getByText('256 签名成立').waitFor()
      await page.evaluate(() => {
        const input = document.querySelector('#file')
        input?.addEventListener('change', () => performance.mark('from'))
        new MutationObserver(() => performance.mark('to')).observe(document.querySelector('#checked')!, { childList: true })
      })
      const times: number[] = []
      for (let i = 0; i < 5; i++) {
        await drop(page, `again${i}.pdf`, pdf)
        await page.getByText('文件指纹：一致').waitFor()
        await page.waitForTimeout(300)
        times.push(await page.evaluate(() => {
          const [from] = performance.getEntriesByName('from').slice(-1)
          const [to] = performance.getEntriesByName('to').slice(-1)
          return (to?.startTime ?? 0) - (from?.startTime ?? 0)
        }))
      }
      const median = times.sort((a, b) => a - b)[2] ?? 0
      context.diagnostic(`verdict after ${median.toFixed(0)} ms (median of 5, with the server’s answer)`)
      assert.ok(median > 0 && median < 1000)
    })
  })

  test('without JavaScript the state and the claims are there', async () => {
    await visit(`/c/${publicId}`, async (page) => {
      assert.match(await page.locator('#answer').innerText(), /这份证书是真的/)
      assert.match(await page.locator('#claims').innerText(), /26070815/)
      assert.equal(await page.locator('#drop').isVisible(), false)
    }, { javaScriptEnabled: false })
  })

  for (const [path, width] of [['', 390], ['?lang=en', 390], ['?size=large&lang=zh', 390], ['', 320], ['?lang=en', 1440]] as const) {
    for (const colorScheme of ['light', 'dark'] as const) {
      test(`accessible and without sideways scrolling: ${path || 'as it is'} at ${width}, ${colorScheme}`, async () => {
        for (const place of [`/c/${publicId}`, '/c']) {
          await visit(`${place}${path}`, async (page) => {
            if (place !== '/c') await page.locator('#checked li').nth(1).waitFor()
            const wide = await page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth)
            assert.equal(wide, false, `${place} scrolls sideways`)
            await page.evaluate(axe)
            const found = await page.evaluate(async () => {
              const run = (globalThis as unknown as { axe: { run(o: object): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> } }).axe // put there by the line above
              return (await run.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa', 'best-practice'] })).violations.map((v) => `${v.id}: ${v.nodes[0]?.html ?? ''}`)
            })
            assert.deepEqual(found, [])
          }, { viewport: { width, height: 800 }, colorScheme, bypassCSP: true })
        }
      })
    }
  }

  test('keyboard: skip link, language, file, in reading order', async () => {
    await visit('/c', async (page) => {
      const seen: string[] = []
      for (let i = 0; i < 7; i++) {
        await page.keyboard.press('Tab')
        seen.push(await page.evaluate(() => document.activeElement?.textContent?.trim().slice(0, 12) || document.activeElement?.id || ''))
      }
      assert.deepEqual(seen, ['跳到结果', '度衡 · 证书查验', '大字版', 'English', 'code', '查验', 'file'])
    })
  })
})
