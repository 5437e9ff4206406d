// The public with a phone: readable without JavaScript, proven by the browser itself with it, nothing sideways at 320, larger text on wish.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { Page } from 'playwright-core'
import { giveFile, strangersPdf } from './hands.ts'
import { noBrowser, openStoryHouse } from './house.ts'
import type { StoryHouse } from './house.ts'
import { issued, logged } from './office.ts'
import type { Issued } from './office.ts'

const phone = { width: 390, height: 844 }

describe('公众查验', { skip: noBrowser, timeout: 180_000 }, () => {
  let s: StoryHouse
  let certificate: Issued
  before(async () => {
    s = await openStoryHouse()
    certificate = await issued(s, '26070817')
    await logged(s, certificate)
  })
  after(() => s.close())
  const onDay = (path: string, work: (page: Page) => Promise<void>, options: object = {}) => s.visit(undefined, 'about:blank', async (page) => {
    await page.clock.setFixedTime('2026-11-23T10:00:00+08:00')
    await page.goto(path)
    await work(page)
  }, { viewport: phone, ...options })

  test('without JavaScript the state and the claims are read', async () => {
    await s.visit(undefined, `/c/${certificate.publicId}`, async (page) => {
      await page.getByRole('heading', { name: '这份证书是真的，今天有效' }).waitFor()
      await page.getByRole('row', { name: `证书编号 ${certificate.number}` }).waitFor()
      await page.getByRole('row', { name: '出厂编号 26070817' }).waitFor()
      await page.getByText('请核对器具上的编号').waitFor()
    }, { viewport: phone, javaScriptEnabled: false })
  })

  test('the label of the instrument leads to its public face, and on to the certificate, without JavaScript and at 320', async () => {
    const { rows: [row] } = s.laboratory.ok(await s.laboratory.house.call(s.laboratory.people.owner, 'GET', '/api/instruments?q=26070817'))
    await s.visit(undefined, `/i/${row.code}`, async (page) => {
      await page.getByRole('heading', { name: /检定合格，有效期至 \d{4}-\d\d-\d\d/ }).waitFor()
      await page.getByRole('row', { name: `器具编号 ${row.code.slice(0, 5)}-${row.code.slice(5)}` }).waitFor()
      await page.getByRole('row', { name: /^强制检定 还不能判定 .*目录中的项别/ }).waitFor()
      assert.equal(await page.getByText(row.owner.name).count(), 0, 'the owner is not named')
      assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth))
      await page.getByRole('link', { name: 'English' }).click()
      await page.getByRole('heading', { name: /Passes its verification, valid until/ }).waitFor()
      await page.getByRole('link', { name: 'See and check the certificate' }).click()
      await page.getByRole('heading', { name: /genuine and valid today/ }).waitFor()
      await page.getByRole('row', { name: `Certificate No. ${certificate.number}` }).waitFor()
    }, { viewport: { width: 320, height: 640 }, javaScriptEnabled: false })
    await s.visit(s.laboratory.people.owner, `/i/${row.code}`, async (page) => {
      await page.waitForURL(`**/instruments/${row.code}`)
    })
  })

  test('with JavaScript the browser checks signatures and log by itself', async () => {
    await onDay(`/c/${certificate.publicId}`, async (page) => {
      await page.getByText(/签名成立/).waitFor()
      await page.getByText(/公开日志第 \d+ 条/).waitFor()
    })
  })

  test('the code is typed with its groups and capitals; an unknown one is not called a forgery', async () => {
    await onDay('/c', async (page) => {
      const grouped = certificate.publicId.toUpperCase().match(/.{1,4}/g)?.join('-') ?? ''
      await page.getByRole('textbox').fill(grouped)
      await page.getByRole('button', { name: '查验' }).click()
      await page.getByRole('heading', { name: /这份证书是真的/ }).waitFor()
      await page.goto('/c')
      await page.getByRole('textbox').fill('0000-0000-0000-0000')
      await page.getByRole('button', { name: '查验' }).click()
      await page.getByRole('heading', { name: /没有查到/ }).waitFor()
      assert.doesNotMatch(await page.getByRole('main').innerText(), /假证书|伪造的/)
    }, { expects: /404/ })
  })

  test('a file nobody here issued is unknown, and was not sent anywhere', async () => {
    await onDay('/c', async (page) => {
      const bodies: string[] = []
      page.on('request', (request) => { if (request.method() !== 'GET') bodies.push(request.url()) })
      await giveFile(page, 'other.pdf', strangersPdf)
      await page.getByRole('heading', { name: '没有查到这份证书' }).waitFor()
      assert.deepEqual(bodies, [])
    })
  })

  test('English and large text are one press away and nothing goes sideways at 320', async () => {
    await onDay(`/c/${certificate.publicId}`, async (page) => {
      await page.getByRole('link', { name: 'English' }).click()
      await page.getByRole('heading', { name: 'This certificate is genuine and valid today' }).waitFor()
      await page.getByRole('link', { name: 'Large text' }).click()
      await page.getByRole('link', { name: 'Normal text' }).waitFor()
      const { scroll, size } = await page.evaluate(() => ({
        scroll: document.documentElement.scrollWidth - document.documentElement.clientWidth, size: Number.parseFloat(getComputedStyle(document.body).fontSize),
      }))
      assert.equal(scroll, 0)
      assert.ok(size >= 18, `${size} px`)
    }, { viewport: { width: 320, height: 700 } })
  })
})
