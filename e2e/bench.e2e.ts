// The bench under bad conditions: the line is cut while values are typed, a value is corrected late, two people have the same thing open.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { noBrowser, openStoryHouse } from './house.ts'
import type { StoryHouse } from './house.ts'

const cell = '中心 5000 g 附加小砝码，g'

describe('检定工作台', { skip: noBrowser, timeout: 180_000 }, () => {
  let s: StoryHouse
  before(async () => { s = await openStoryHouse() })
  after(() => s.close())
  const valueOnServer = async (itemId: number, cellId: string): Promise<string | undefined> => {
    const { record } = s.laboratory.ok(await s.laboratory.house.call(s.laboratory.people.verifier, 'GET', `/api/laboratory/items/${itemId}/bench`))
    const histories: { cell: string; text: string }[] = record.histories
    return histories.find((h) => h.cell === cellId)?.text
  }

  test('what is typed while the line is cut survives a reload and arrives afterwards', async () => {
    const item = await s.laboratory.filled('B-01')
    s.laboratory.house.clock.advance(5_000)
    await s.visit(s.laboratory.people.verifier, `/work/${item.id}/bench`, async (page) => {
      page.on('dialog', (dialog) => void dialog.accept())
      await page.getByRole('textbox', { name: cell }).waitFor()
      await page.route('**/readings', (route) => route.abort('internetdisconnected'))
      await page.getByRole('textbox', { name: cell }).fill('2.25')
      await page.getByText('无网络：1 个值已存在本机').waitFor()
      assert.equal(await valueOnServer(item.id, 'corner.centre.dL'), '2.50')
      await page.reload()
      await page.getByText('无网络：1 个值已存在本机').waitFor()
      assert.equal(await page.getByRole('textbox', { name: cell }).inputValue(), '2.25')
      await page.unroute('**/readings')
      await page.reload()
      await page.getByText('已保存', { exact: true }).waitFor()
      assert.equal(await page.getByRole('textbox', { name: cell }).inputValue(), '2.25')
    }, { expects: /ERR_INTERNET_DISCONNECTED/ })
    assert.equal(await valueOnServer(item.id, 'corner.centre.dL'), '2.25')
  })

  test('a late correction asks for its reason, and the old value stays struck through', async () => {
    const item = await s.laboratory.filled('B-02')
    s.laboratory.house.clock.advance(5 * 60_000)
    await s.visit(s.laboratory.people.verifier, `/work/${item.id}/bench`, async (page) => {
      await page.getByRole('textbox', { name: cell }).fill('2.75')
      const why = page.getByRole('dialog', { name: '更正要写明理由' })
      await why.getByText(/原为 2\.50，改为 2\.75/).waitFor()
      await why.getByRole('textbox', { name: '理由' }).fill('抄错一位')
      await why.getByRole('button', { name: '更正' }).click()
      await page.getByRole('deletion').filter({ hasText: '2.50' }).waitFor()
      await page.getByText('抄错一位').waitFor()
    })
    assert.equal(await valueOnServer(item.id, 'corner.centre.dL'), '2.75')
  })

  test('a value that cannot be read or cannot be is said at its cell', async () => {
    const item = await s.laboratory.filled('B-03')
    await s.visit(s.laboratory.people.verifier, `/work/${item.id}/bench`, async (page) => {
      const box = page.getByRole('textbox', { name: cell })
      await box.fill('２．５０') // full-width digits are read
      await page.getByText('已保存', { exact: true }).waitFor()
      assert.equal(await box.getAttribute('aria-invalid'), null)
      await box.fill('6.00') // more than one interval of 5 g
      await page.getByText('附加小砝码：6.00 g 不可能，应在 0 g 到 5 g 之间。').filter({ visible: true }).first().waitFor()
      assert.equal(await box.getAttribute('aria-invalid'), 'true')
    })
  })

  test('two windows change one instrument: the second sees both versions field by field and chooses; what only one changed stands', async () => {
    const { laboratory: l } = s
    const instrument = await l.scale('B-04')
    const { rows } = l.ok(await l.house.call(l.people.owner, 'GET', '/api/instruments?q=B-04'))
    assert.ok(instrument > 0)
    const path = `/instruments/${rows[0].code}`
    await s.visit(l.people.owner, path, async (page) => {
      await page.getByRole('button', { name: '修改', exact: true }).click()
      const dialog = page.getByRole('dialog')
      await dialog.getByLabel('本单位编号').fill('南-07')
      await dialog.getByLabel('制造单位').fill('甲衡器厂')
      await s.visit(l.people.owner, path, async (other) => {
        await other.getByRole('button', { name: '修改', exact: true }).click()
        await other.getByRole('dialog').getByLabel('本单位编号').fill('南-08')
        await other.getByRole('dialog').getByLabel('型号规格').fill('ACS-15B')
        await other.getByRole('dialog').getByRole('button', { name: '保存修改' }).click()
        await other.getByText('南-08').first().waitFor()
      })
      await dialog.getByRole('button', { name: '保存修改' }).click()
      await dialog.getByText(/另一人修改并保存了同一条记录/).waitFor()
      await dialog.getByText(/^型号规格：.* → ACS-15B$/).waitFor()
      const sides = dialog.getByRole('group', { name: '本单位编号' })
      assert.deepEqual(await sides.getByRole('radio').evaluateAll((radios) => radios.map((radio) => radio instanceof HTMLInputElement && radio.checked)), [false, false], 'nothing is chosen for anybody')
      await dialog.getByRole('button', { name: '保存修改' }).click()
      await dialog.getByText('“本单位编号”两人都改过，请选一个').first().waitFor()
      await sides.getByRole('radio', { name: '对方保存的 南-08' }).check()
      assert.equal(await dialog.getByRole('textbox', { name: /^本单位编号/ }).inputValue(), '南-08')
      await sides.getByRole('radio', { name: '您填的 南-07' }).check()
      await dialog.getByRole('button', { name: '保存修改' }).click()
      await dialog.waitFor({ state: 'detached' })
      for (const text of ['南-07', 'ACS-15B', '甲衡器厂']) await page.getByText(text).first().waitFor()
    })
  })
})
