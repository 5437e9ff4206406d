// What the main pages are between their good moments: errors, open dialogs, nothing there, no right, and the longest data there can be.
// Axe finds nothing in any of the four looks, and none goes sideways at 200 % zoom.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { Page } from 'playwright-core'
import type { TestPerson } from '#apps/server/testing.ts'
import { everyLook, everyPublicLook } from './axe.ts'
import { noBrowser, openStoryHouse } from './house.ts'
import type { StoryHouse } from './house.ts'
import { issued } from './office.ts'

/** As long as the ledger takes them, of characters as wide and as narrow as they come, without a place to break where there may be none. */
const LONG = {
  name: '电子计价秤（带小票打印与双面显示的三十公斤防水防腐蚀不锈钢台面型）'.repeat(3).slice(0, 120), model: 'ACS-30/XK3190-A12E-LONG-VARIANT-'.repeat(3).slice(0, 80),
  serial: '0123456789'.repeat(6), maker: '云溪市衡器计量仪器仪表制造有限责任公司第二分公司'.repeat(5).slice(0, 120), ownerNo: 'W'.repeat(60),
  measuringRange: '（0～30 000）kg；'.repeat(8).slice(0, 80), purpose: 'trade', category: '非自动衡器'.repeat(12).slice(0, 60), kind: '非自动衡器'.repeat(12).slice(0, 60),
}

type State = readonly [name: string, path: string, prepare?: (page: Page) => Promise<void>]

describe('各种状态人人可用', { skip: noBrowser, timeout: 420_000 }, () => {
  let s: StoryHouse
  let everybody: TestPerson
  let long = { code: '', publicId: '' }
  let errors: readonly State[] = []
  let dialogs: readonly State[] = []
  let longest: readonly State[] = []

  before(async () => {
    s = await openStoryHouse()
    const { laboratory: l } = s
    everybody = await l.house.person(l.lab, '欧阳全能'.repeat(10), ['reception', 'verifier', 'checker', 'signatory', 'quality', 'head']) // forty characters, without a place to break
    const certificate = await issued(s, 'S-01')
    const bench = await l.filled('S-02')
    const booked = l.ok(await l.house.call(l.people.owner, 'POST', '/api/laboratory/orders', { laboratoryId: l.lab, kind: 'verification', way: 'delivered', contact: '周市场', instrumentIds: [await l.scale('S-03')] }))
    const submitted = await l.filled('S-04')
    l.ok(await l.step(l.people.verifier, submitted.id, 'submit'))
    const instrumentOf = async (serial: string): Promise<string> => l.ok(await l.house.call(everybody, 'GET', `/api/instruments?q=${serial}`)).rows[0].code
    const [code, plain] = [l.ok(await l.house.call(l.people.owner, 'POST', '/api/instruments', LONG)).code, await instrumentOf('S-03')]
    long = { code, publicId: certificate.publicId }
    errors = [
      ['a page that is not there', '/nowhere/at/all'],
      ['an instrument that is not there', '/instruments/0000000000', (page) => page.getByText('没有找到，或您无权查看').first().waitFor()],
      ['a place in the list that no longer fits', '/instruments?after=nonsense', (page) => page.getByText(/翻页位置失效/).waitFor()],
      ['a search without a result', '/instruments?q=zzzzzzzz', (page) => page.getByText('没有符合条件的器具').waitFor()],
      ['a form sent empty', '/instruments/new', press(/^登记/, /处需要修改/)],
      ['a reading that cannot be', `/work/${bench.id}/bench`, async (page) => {
        await page.getByRole('textbox', { name: /^中心 5000 g 附加小砝码/ }).fill('6.00')
        await page.getByText(/不可能，应在 0 g 到 5 g 之间/).first().waitFor()
      }],
      ['a code nobody knows', '/reception?code=ZZZZZZZZZZ', (page) => page.getByText(/没有这张取样单/).waitFor()],
      ['an instrument as on a day', `/instruments/${plain}?on=2020-01-01`, (page) => page.getByText(/有效的规则和采用查看/).waitFor()],
    ]
    dialogs = [
      ['the search', '/', async (page) => {
        await page.keyboard.press('Control+k')
        await page.getByRole('combobox').fill('S-01')
        await page.getByRole('option').first().waitFor()
      }],
      ['the shortcuts', '/', async (page) => {
        await page.keyboard.press('?')
        await page.getByRole('dialog').waitFor()
      }],
      ['changing an instrument', `/instruments/${plain}`, press('修改')],
      ['revoking a certificate', `/certificates/${certificate.id}`, press('撤销证书')],
      ['all certificates of a period', '/certificates', press('下载一段时间的全部证书')],
      ['sending a record back', '/work/check', async (page) => {
        await page.getByRole('button', { name: '退回' }).first().click()
        await page.getByRole('dialog').waitFor()
      }],
      ['taking an item in', `/work/${booked.items[0].id}`, press('受理')],
      ['saved views', '/work', press('视图', '还没有保存的视图')],
    ]
    longest = [
      ['the ledger', `/instruments?q=${code}`, (page) => page.getByRole('row').nth(1).waitFor()],
      ['the page of an instrument', `/instruments/${code}`, (page) => page.getByText(LONG.ownerNo).first().waitFor()],
      ['its form', `/instruments/${code}`, press('修改')],
    ]
  })
  after(() => s.close())

  /** Presses a button of the page and waits for what it brings: a dialog, or these words. */
  function press(name: string | RegExp, brings?: string | RegExp): (page: Page) => Promise<void> {
    return async (page) => {
      await page.getByRole('main').getByRole('button', { name, exact: typeof name === 'string' }).first().click()
      await (brings === undefined ? page.getByRole('dialog') : page.getByText(brings)).first().waitFor()
    }
  }

  async function looksOf(states: readonly State[]): Promise<string[]> {
    const found: string[] = []
    await s.visit(everybody, '/', async (page) => {
      for (const [name, path, prepare] of states) {
        await page.goto(path)
        await page.getByRole('heading', { level: 1 }).waitFor()
        await prepare?.(page)
        found.push(...await everyLook(page, name))
      }
    }, { bypassCSP: true })
    return found
  }

  test('errors, open dialogs and the longest data in every look', async () => {
    const states = [...errors, ...dialogs, ...longest]
    const halves = [0, 1].map((odd) => states.filter((_, at) => at % 2 === odd)) // two windows, as there are two cores
    assert.deepEqual((await Promise.all(halves.map(looksOf))).flat(), [])
  })

  test('the public pages: a label with the longest names, one nobody knows, a certificate, and one nobody issued', async () => {
    const found: string[] = []
    await s.visit(undefined, '/c', async (page) => {
      for (const path of [`/i/${long.code}`, '/i/0000000000', `/c/${long.publicId}`, '/c/0000000000000000']) found.push(...await everyPublicLook(page, path))
    }, { bypassCSP: true, viewport: { width: 390, height: 844 }, expects: /status of 404/ })
    assert.deepEqual(found, [])
  })
})
