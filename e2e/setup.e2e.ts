// The first hour of an empty installation: the sign-in page leads to the set-up, the code from the console opens it, and the first
// administrator signs in to the list of what comes next. Afterwards nobody is led there any more.
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { openHouse } from '#apps/server/house.ts'
import type { House } from '#apps/server/house.ts'
import { openSetup } from '#apps/server/setup.ts'
import type { Setup } from '#apps/server/setup.ts'
import { surround } from '#apps/server/surroundings.ts'
import { testDatabase } from '#apps/server/testing.ts'
import { demoCreditCode } from '#apps/server/demo/names.ts'
import { buildWeb } from '#apps/web/build.ts'
import type { Database } from '#platform/db/database.ts'
import { setLogSink } from '#platform/http/log.ts'
import { signIn } from './hands.ts'
import { chromiumOrWhyNot, listen, noBrowser, PASSWORD, visitor } from './house.ts'
import type { Visit } from './house.ts'

describe('第一次使用', { skip: noBrowser, timeout: 180_000 }, () => {
  let db: Database
  let house: House
  let setup: Setup
  let visit: Visit
  let close = async () => {}
  before(async () => {
    if (!chromiumOrWhyNot.ok) return
    setLogSink(() => {})
    const { browser } = chromiumOrWhyNot
    const web = await buildWeb()
    const listener = await listen()
    const filesDir = mkdtempSync(join(tmpdir(), 'duheng-first-'))
    db = await testDatabase()
    house = await openHouse({ db, tls: false, trustProxy: 0, filesDir, publicUrl: listener.address, webFolder: () => web })
    const opened = await openSetup(db)
    assert.ok(opened)
    setup = opened
    surround(house.app, { health: { db, house, metricsToken: undefined, started: () => true }, demo: undefined, setup, webFolder: () => web })
    listener.hand(house.app.fetch)
    visit = visitor(browser, listener.address)
    close = async () => {
      await browser.close()
      listener.close()
      await house.close()
      await db.close()
      rmSync(filesDir, { recursive: true, force: true })
    }
  })
  after(() => close())

  test('the sign-in page leads to the set-up while there is nobody, and the first administrator comes to the first steps', async () => {
    await visit(undefined, '/', async (page) => {
      await page.getByRole('link', { name: '设立第一位管理员' }).click()
      await page.getByLabel('控制台上的代码').fill('AAAA-BBBB-CCCC')
      await page.getByLabel('单位名称').fill('云溪县计量所')
      await page.getByLabel('统一社会信用代码').fill(demoCreditCode('body', '341181', 1))
      await page.getByLabel('行政区划代码').fill('341181')
      await page.getByLabel('姓名').fill('赵所长')
      await page.getByLabel('登录名').fill('suozhang')
      await page.getByLabel('密码', { exact: true }).fill(PASSWORD)
      await page.getByRole('button', { name: '设立单位和管理员' }).click()
      await page.getByText('请填写控制台上的代码').first().waitFor()
      await page.getByLabel('控制台上的代码').fill(setup.code)
      await page.getByRole('button', { name: '设立单位和管理员' }).click()
      await page.getByRole('link', { name: '登录并打开开始清单' }).click()
      await page.getByRole('button', { name: '登录', exact: true }).waitFor()
      await page.waitForLoadState('networkidle')
      assert.equal(await page.getByRole('link', { name: '设立第一位管理员' }).count(), 0)
      await signIn(page, 'suozhang')
      await page.getByRole('heading', { name: '开始清单' }).waitFor()
    })
  })

  test('once there is an administrator nobody is led to the set-up', async () => {
    await visit(undefined, '/', async (page) => {
      await page.getByRole('button', { name: '登录', exact: true }).waitFor()
      await page.waitForLoadState('networkidle')
      assert.equal(await page.getByRole('link', { name: '设立第一位管理员' }).count(), 0)
      await page.goto('/setup')
      await page.getByText('已经设立过了').waitFor()
    })
  })
})
