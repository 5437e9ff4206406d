// Codes by the camera, by a wedge scanner and by hand: at reception, in the search, and from a link that names one.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { Page } from 'playwright-core'
import { noBrowser, openStoryHouse } from './house.ts'
import type { StoryHouse } from './house.ts'

/**
 * A browser that reads QR codes, which this one on Linux does not: its camera is a canvas, and what its detector finds is what the story
 * holds before it.
 */
async function withCamera(page: Page, isAllowed: boolean): Promise<void> {
  await page.addInitScript((allowed) => {
    const held = globalThis as unknown as { held?: string } // what lies before the lens
    Object.defineProperty(globalThis, 'BarcodeDetector', { value: class {
      static getSupportedFormats = () => Promise.resolve(['qr_code'])
      detect = () => Promise.resolve(held.held === undefined ? [] : [{ rawValue: held.held }])
    } })
    Object.defineProperty(navigator.mediaDevices, 'getUserMedia', { value: async () => {
      if (!allowed) throw new DOMException('no', 'NotAllowedError')
      const canvas = document.createElement('canvas')
      canvas.getContext('2d')?.fillRect(0, 0, 10, 10)
      return canvas.captureStream(5)
    } })
  }, isAllowed)
  await page.reload()
}
/** As a wedge scanner does: every key of the US layout within a millisecond, then Enter. */
const wedge = (page: Page, text: string) => page.evaluate((typed) => {
  const key = (code: string, shiftKey = false) => new KeyboardEvent('keydown', { code, shiftKey, bubbles: true, cancelable: true })
  const keyOf = (c: string) => /[a-z]/i.test(c) ? key(`Key${c.toUpperCase()}`, c !== c.toLowerCase()) : /\d/.test(c) ? key(`Digit${c}`) : key(c === '/' ? 'Slash' : c === ':' ? 'Semicolon' : 'Period', c === ':')
  for (const pressed of [...[...typed].map(keyOf), key('Enter')]) document.activeElement?.dispatchEvent(pressed)
}, text)
const hold = (page: Page, text: string) => page.evaluate((value) => { Object.assign(globalThis, { held: value }) }, text)

describe('扫码', { skip: noBrowser, timeout: 180_000 }, () => {
  let s: StoryHouse
  const codes = new Map<string, string>()
  const codeOf = (serial: string) => codes.get(serial) ?? ''
  before(async () => {
    s = await openStoryHouse()
    const { laboratory: l } = s
    for (const serial of ['S-01', 'S-02', 'S-03', 'S-04']) {
      const order = l.ok(await l.house.call(l.people.owner, 'POST', '/api/laboratory/orders', { laboratoryId: l.lab, kind: 'verification', way: 'delivered', contact: '周市场', instrumentIds: [await l.scale(serial)] }))
      if (serial !== 'S-04') l.ok(await l.step(l.people.reception, order.items[0].id, 'accept', { procedure: 'JJG 539' }))
      codes.set(serial, l.ok(await l.house.call(l.people.owner, 'GET', `/api/instruments?q=${serial}`)).rows[0].code)
    }
  })
  after(() => s.close())
  const reception = (path: string, work: (page: Page) => Promise<void>) => s.visit(s.laboratory.people.reception, path, work)

  test('a link that names a code opens the reception with that item in the batch, and it is received', async () => {
    await reception(`/instruments/${codeOf('S-01')}`, async (page) => {
      await page.getByRole('main').getByRole('link', { name: '收样' }).click()
      await page.getByText(/已加入本批/).waitFor()
      assert.equal(await page.getByRole('table', { name: '本批' }).getByRole('row').count(), 2, 'the head and the item')
      await page.getByRole('button', { name: '收样 1 台件' }).click()
      await page.getByText('已收样 1 台件').waitFor()
      assert.equal(new URL(page.url()).search, '')
    })
  })

  test('a code of an item not accepted yet is said so, with the way to it, and scanning stops until it was read', async () => {
    await reception(`/reception?code=${codeOf('S-04')}`, async (page) => {
      await page.getByText(/现在是“已预约”，不能收样/).waitFor()
      await page.getByText('已停止扫码').waitFor()
      await page.getByRole('link', { name: '打开这一件' }).click()
      await page.waitForURL(/\/work\/\d+$/)
    })
  })

  test('without a reader in the browser there is no camera button; a typed code and Enter does it', async () => {
    await reception('/reception', async (page) => {
      const field = page.getByRole('textbox', { name: /扫描取样单/ })
      await field.waitFor()
      assert.equal(await page.getByRole('button', { name: '用相机扫码' }).count(), 0)
      await field.fill(`${codeOf('S-02').slice(0, 5)}-${codeOf('S-02').slice(5)}`.toLowerCase())
      await field.press('Enter')
      await page.getByText(/已加入本批/).waitFor()
    })
  })

  test('the camera reads the label of an instrument, once while it stays in view', async () => {
    await reception('/reception', async (page) => {
      await withCamera(page, true)
      await page.getByRole('button', { name: '用相机扫码' }).click()
      await page.getByLabel('对准二维码').waitFor()
      await hold(page, `${s.address}/i/${codeOf('S-03')}`)
      await page.getByText(/已加入本批/).waitFor()
      await page.waitForTimeout(800)
      assert.equal(await page.getByText('已在本批').count(), 0)
      assert.equal(await page.getByRole('table', { name: '本批' }).getByRole('row').count(), 2)
      await page.getByRole('button', { name: '关闭相机' }).click()
      await page.getByLabel('对准二维码').waitFor({ state: 'detached' })
    })
  })

  test('a refused camera leaves the photograph', async () => {
    await reception('/reception', async (page) => {
      await withCamera(page, false)
      await page.getByRole('button', { name: '用相机扫码' }).click()
      await page.getByText(/相机没有打开/).waitFor()
      const pixel = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64')
      await page.getByLabel('拍照识别').setInputFiles({ name: 'a.png', mimeType: 'image/png', buffer: pixel })
      await page.getByText(/照片里没有找到二维码/).waitFor()
      await hold(page, codeOf('S-02'))
      await page.getByLabel('拍照识别').setInputFiles({ name: 'a.png', mimeType: 'image/png', buffer: pixel })
      await page.getByText(/已加入本批/).waitFor()
    })
  })

  test('a wedge scanner on any page, whatever has the focus: a label leads to its instrument', async () => {
    await reception('/instruments', async (page) => {
      await page.getByRole('searchbox').first().focus()
      await page.getByRole('row', { name: /S-02/ }).waitFor()
      await wedge(page, `${s.address}/i/${codeOf('S-02')}`)
      await page.waitForURL(`**/instruments/${codeOf('S-02')}`)
    })
  })

  test('in the search a scanned label, a typed code with its hyphen, and a code with Enter at once open the instrument', async () => {
    const code = codeOf('S-02')
    for (const text of [`${s.address}/i/${code}`, code.toLowerCase(), `${code.slice(0, 5)}-${code.slice(5)}`]) {
      await reception('/', async (page) => {
        await page.getByRole('heading', { name: '首页' }).waitFor()
        await page.keyboard.press('Control+k')
        const box = page.getByRole('combobox')
        await box.fill(text)
        await box.press('Enter')
        await page.waitForURL(/\/(instruments|work)\//)
      })
    }
    await reception('/instruments', async (page) => {
      await page.getByRole('searchbox').first().fill(`${s.address}/i/${code}`)
      await page.getByRole('searchbox').first().press('Enter')
      await page.getByRole('row', { name: /S-02/ }).waitFor()
      assert.equal(await page.getByRole('row').count(), 2)
    })
  })
})
