// The enterprise: its own spreadsheet with mistakes is rehearsed, corrected and written; what is due is booked in one act; all its
// certificates come in one file.
import assert from 'node:assert/strict'
import { after, before, describe } from 'node:test'
import { choose, downloaded } from './hands.ts'
import { noBrowser, openStoryHouse, storySteps } from './house.ts'
import type { StoryHouse } from './house.ts'
import { issued } from './office.ts'

const head = '设备名称,规格,编号,生产厂家,用途,类别,种类,计量参数,检定时间,有效期'
const good = [
  '电子计价秤,ACS-15,26110001,云溪衡器有限公司,贸易结算,衡器,非自动衡器,Max=15 kg; Min=100 g; e=5 g,2025-12-10,2026-12-09',
  '电子计价秤,ACS-15,26110002,云溪衡器有限公司,贸易结算,衡器,非自动衡器,Max=15 kg; Min=100 g; e=5 g,2025-10-20,2026-10-19',
  '电子计价秤,ACS-30,26110003,云溪衡器有限公司,贸易结算,衡器,非自动衡器,Max=30 kg; Min=200 g; e=10 g,2026-06-01,2027-05-31',
]
const wrong = [good[0], good[1]?.replace('26110002', '26110001'), good[2]?.replace('2027-05-31', '2027-02-30')]
const csv = (rows: readonly (string | undefined)[]) => ({ name: '南门市场台账.csv', mimeType: 'text/csv', buffer: Buffer.from(`${[head, ...rows].join('\n')}\n`) })

describe('使用单位', { skip: noBrowser, timeout: 180_000 }, () => {
  const step = storySteps()
  let s: StoryHouse
  before(async () => {
    s = await openStoryHouse()
    await issued(s, '26070818')
  })
  after(() => s.close())

  step('a ledger with mistakes is refused row by row, and nothing is written', async () => {
    await s.visit(s.laboratory.people.owner, '/imports', async (page) => {
      const file = page.getByLabel(/台账文件/).locator('input')
      await file.setInputFiles(csv(wrong))
      await page.getByRole('button', { name: '试导入 3 行' }).click()
      await page.getByText('3 行：新 1 · 同 0 · 改 0 · 错 2').waitFor()
      await page.getByRole('row', { name: /^3 .*26110001/ }).waitFor()
      await page.getByRole('row', { name: /^4 .*2027-02-30/ }).waitFor()
      await page.getByRole('button', { name: /^全部写入/ }).click()
      await page.getByText(/不能写入：2 行有错/).waitFor()
      await page.getByRole('button', { name: '改好了，重新选择文件' }).click()
      await file.setInputFiles(csv(good))
      await page.getByRole('button', { name: '试导入 3 行' }).click()
      await page.getByText('3 行：新 3 · 同 0 · 改 0 · 错 0').waitFor()
      await page.getByRole('button', { name: '全部写入 3 台件' }).click()
      await page.getByText('已写入：新增 3，修改 0，不变 0。').waitFor()
      await page.getByRole('link', { name: '查看器具' }).click()
      await page.getByRole('row', { name: /26110002/ }).getByText('超期').waitFor()
    })
  })

  step('the due and the overdue one are booked in one act, once however often the button is pressed', async () => {
    await s.visit(s.laboratory.people.owner, '/bookings/new', async (page) => {
      await page.getByRole('checkbox', { name: /26110001/ }).waitFor()
      for (const [serial, isDue] of [['26110001', true], ['26110002', true], ['26110003', false]] as const)
        assert.equal(await page.getByRole('checkbox', { name: new RegExp(serial) }).isChecked(), isDue, serial)
      await choose(page, '技术机构', '云溪市计量测试研究所')
      await page.getByLabel('联系人').fill('周市场')
      await page.getByRole('button', { name: '提交预约（2 台件）' }).dblclick()
      await page.getByText('预约已提交').waitFor()
      assert.equal(await page.getByRole('link', { name: /^JD-2026-/ }).count(), 2)
      const { orders } = s.laboratory.ok(await s.laboratory.house.call(s.laboratory.people.owner, 'GET', '/api/laboratory/orders'))
      assert.equal(orders.length, 2, 'the one of before and this one')
    })
  })

  step('all certificates of a period come in one file', async () => {
    await s.visit(s.laboratory.people.owner, '/certificates', async (page) => {
      await page.getByRole('button', { name: '下载一段时间的全部证书' }).click()
      const zip = await downloaded(page, page.getByRole('dialog').getByRole('button', { name: '下载' }))
      assert.equal(zip.subarray(0, 2).toString(), 'PK')
      assert.ok(zip.includes('index.csv'))
      assert.ok(zip.includes('.pdf') && zip.includes('.xml'))
    })
  })

  step('a sheet of labels that holds a character nobody can print is refused with its name, in the page', async () => {
    const { laboratory: l } = s
    l.ok(await l.house.call(l.people.owner, 'POST', '/api/instruments', { name: '𠮷字秤', model: 'ACS-15', serial: '26119999', purpose: 'trade' }))
    await s.visit(l.people.owner, '/instruments?q=26119999', async (page) => {
      await page.getByRole('checkbox', { name: /𠮷字秤/ }).check()
      await page.getByRole('button', { name: '打印 1 张标签' }).click()
      await page.getByText(/器具名称中有字体里没有的字“𠮷”（U\+20BB7）/).first().waitFor()
      await page.getByRole('row', { name: /26119999/ }).getByRole('link').first().click()
      await page.getByRole('button', { name: '打印标签' }).click()
      await page.getByText(/器具名称中有字体里没有的字“𠮷”/).first().waitFor()
    })
  })
})
