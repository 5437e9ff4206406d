// The authority: what is in use past its date, why a thing counts as compulsory and by which rule, and a rule that decides only after two
// persons adopted it.
import assert from 'node:assert/strict'
import { after, before, describe } from 'node:test'
import { demoCreditCode } from '#apps/server/demo/names.ts'
import type { TestPerson } from '#apps/server/testing.ts'
import { noBrowser, openStoryHouse, storySteps } from './house.ts'
import type { StoryHouse } from './house.ts'

describe('监管部门', { skip: noBrowser, timeout: 180_000 }, () => {
  const step = storySteps()
  let s: StoryHouse
  let desk: TestPerson
  let colleague: TestPerson
  let rule = ''
  before(async () => {
    s = await openStoryHouse()
    const { house } = s.laboratory
    const office = await house.org('authority', '云溪市市场监督管理局', '341100')
    desk = await house.person(office, '吴科长', ['city-desk'])
    colleague = await house.person(office, '郑科员', ['city-desk'])
    s.laboratory.ok(await house.call(s.laboratory.people.owner, 'POST', '/api/instruments', {
      name: '电子计价秤', model: 'ACS-15', serial: '26120001', purpose: 'trade', category: '衡器', kind: '非自动衡器',
      declared: { verifiedOn: '2025-10-20', dueOn: '2026-10-19', verdict: 'pass', certificateNo: '外-2025-0331' },
    }))
  })
  after(() => s.close())

  step('the overdue ones are one press away, and the why names the rule and how well it was read', async () => {
    await s.visit(desk, '/instruments?due=overdue', async (page) => {
      const row = page.getByRole('row', { name: /26120001/ })
      await row.getByText('超期').waitFor()
      await row.getByRole('link').first().click()
      await page.getByRole('heading', { name: '是否强制检定' }).waitFor()
      await page.getByText('为什么').first().click()
      await page.getByText(/2020 ?年第 ?42 ?号/).filter({ visible: true }).first().waitFor()
      const day = page.getByRole('textbox', { name: '查看日期' })
      await day.fill('20261019') // its last day
      await day.press('Enter')
      await page.getByText(/按 2026-10-19 有效的规则和采用查看/).waitFor()
      await page.getByText('将到期 2026-10-19').first().waitFor()
      assert.equal(new URL(page.url()).searchParams.get('on'), '2026-10-19')
      await day.fill('20201025')
      await day.press('Enter')
      await page.getByText('当日情况见证书').waitFor()
      await page.getByText('未判定').first().waitFor()
      await page.getByRole('button', { name: '回到今天' }).click()
      await page.getByText('超期').first().waitFor()
      const life = page.getByRole('list', { name: '经历' })
      await life.getByText('云溪南门农贸市场').waitFor()
      assert.equal(await life.getByText('系统').count(), 0, 'an owner’s act is not the system’s')
    })
  })

  step('a credit code registered already leads to its holder; two who change it meet field by field', async () => {
    const { house, ok } = s.laboratory
    const creditCode = demoCreditCode('body', '341181', 7)
    const { id } = ok(await house.call(desk, 'POST', '/api/organisations', { kind: 'enterprise', name: '云溪北门市场', creditCode, division: '341181', address: '', phone: '0550-1' }))
    await s.visit(desk, '/organisations', async (page) => {
      const dialog = page.getByRole('dialog')
      await page.getByRole('button', { name: '登记单位' }).click()
      await dialog.getByLabel('单位名称').fill('云溪北门农贸市场')
      await dialog.getByLabel('统一社会信用代码').fill(creditCode)
      await dialog.getByLabel('行政区划').fill('341181')
      await dialog.getByRole('button', { name: '登记' }).click()
      await dialog.getByRole('link', { name: '打开“云溪北门市场”' }).click()
      await page.waitForURL(`**/organisations/${id}`)
      await page.getByRole('button', { name: '修改' }).click()
      await dialog.getByLabel('电话').fill('0550-2')
      ok(await house.call(colleague, 'PATCH', `/api/organisations/${id}`, { version: 1, phone: '0550-3', address: '北门路 7 号' }))
      await dialog.getByRole('button', { name: '保存' }).click()
      await dialog.getByText('地址：（空） → 北门路 7 号').waitFor()
      await dialog.getByRole('radio', { name: '您填的 0550-2' }).check()
      await dialog.getByRole('button', { name: '保存' }).click()
      await dialog.waitFor({ state: 'detached' })
      for (const text of ['北门路 7 号', '0550-2', creditCode]) await page.getByText(text).first().waitFor()
    })
  })

  step('one person proposes a rule against a document; the same person cannot confirm it', async () => {
    await s.visit(desk, '/rules?standing=not+adopted', async (page) => {
      const row = page.getByRole('row').filter({ has: page.getByRole('button', { name: '提出采用' }) }).first()
      rule = await row.getByRole('strong').first().innerText()
      await row.getByRole('button', { name: '提出采用' }).click()
      const dialog = page.getByRole('dialog')
      await dialog.getByRole('button', { name: '提出采用' }).click()
      await dialog.getByText(/需要修改|请填写|至少/).first().waitFor()
      await dialog.getByLabel('核对过的文件').fill('官方文本纸本，馆藏 023')
      await dialog.getByRole('button', { name: '提出采用' }).click()
      await dialog.waitFor({ state: 'detached' })
      await page.goto('/adoptions')
      const proposed = page.getByRole('row', { name: /馆藏 023/ })
      await proposed.getByText('待确认').waitFor()
      await proposed.getByRole('button', { name: '确认采用' }).click()
      await page.getByText(/另一|同一人|两人|不能/).first().waitFor()
    })
  })

  step('a colleague confirms it, and it stands', async () => {
    await s.visit(colleague, '/adoptions', async (page) => {
      const proposed = page.getByRole('row', { name: /馆藏 023/ })
      await proposed.getByRole('button', { name: '确认采用' }).click()
      await proposed.getByText('生效').waitFor()
      await page.goto('/rules?standing=adopted')
      await page.getByRole('strong').filter({ hasText: rule }).first().waitFor()
      assert.notEqual(rule, '')
    })
  })
})
