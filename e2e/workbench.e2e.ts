// The uncertainty workbench as a metrologist uses it: GUM H.1 typed without an account, the budget and Monte Carlo beside it, the verdict of
// clause 8; saved, changed, compared, shared; opened by a stranger; and all of it still calculating when the server is gone.
import assert from 'node:assert/strict'
import { after, before, describe } from 'node:test'
import type { Page } from 'playwright-core'
import { paste } from './hands.ts'
import { noBrowser, openStoryHouse, storySteps } from './house.ts'
import type { StoryHouse } from './house.ts'

/** GUM H.1.2 to H.1.4 as a spreadsheet holds it: symbol, meaning, estimate, unit, distribution, uncertainty, degrees of freedom. */
const H1 = [
  ['ls', '标准量块', '50000623', 'nm', 't 分布', 'u=25', '18'], ['d0', '长度差', '215', 'nm', 't 分布', 'u=5.8', '24'], ['d1', '比较仪随机', '0', 'nm', 't 分布', 'u=3.9', '5'],
  ['d2', '比较仪系统', '0', 'nm', 't 分布', 'u=6.7', '8'], ['αs', '膨胀系数', '11.5e-6', '1/K', '矩形', '2e-6', ''], ['δα', '膨胀系数之差', '0', '1/K', '矩形', '1e-6', '50'],
  ['θ', '平均温差', '-0.1', 'K', '正态', '0.2', ''], ['Δ', '循环变化', '0', 'K', '反正弦', '0.5', ''], ['δθ', '两块温差', '0', 'K', '矩形', '0.05', '2'],
]
const FORMULA = 'l = ls + d0 + d1 + d2 - ls*(δα*(θ + Δ) + αs*δθ)'
const thin = '\u202f'
const RESULT = `l = (50${thin}000${thin}838 ± 93)${thin}nm`

const formulaOf = (page: Page) => page.getByRole('textbox', { name: '公式' })
const cell = (page: Page, row: string, column: string) => page.getByRole('textbox', { name: `${row} ${column}`, exact: true })
const printed = (page: Page, text: string) => page.locator('.wb-printed').filter({ hasText: text }).first().waitFor()

describe('不确定度工作台', { skip: noBrowser, timeout: 240_000 }, () => {
  const step = storySteps()
  let s: StoryHouse
  let link = ''
  before(async () => { s = await openStoryHouse() })
  after(() => s.close())

  step('anybody types GUM H.1 and sees U99 = 93 nm, the largest contribution first', async () => {
    await s.visit(undefined, '/uncertainty', async (page) => {
      await formulaOf(page).fill('l = ls + ')
      await page.getByText('公式不完整').first().waitFor()
      await formulaOf(page).fill(FORMULA)
      await formulaOf(page).press('Tab') // leaving the formula gives its symbols their rows
      await cell(page, 'ls', '符号').click()
      await paste(page, H1.map((line) => line.join('\t')).join('\n'))
      await page.getByText('已粘贴 63 格').waitFor()
      await page.getByRole('textbox', { name: '包含概率 p' }).fill('0.99')
      await page.getByRole('textbox', { name: 'l 的单位' }).fill('nm')
      await page.getByRole('radio', { name: '只进不舍' }).check()
      await printed(page, RESULT)
      const budget = page.getByRole('table', { name: '不确定度来源，按贡献排序' })
      assert.match(await budget.getByRole('rowheader').first().innerText(), /^ls/)
      await page.keyboard.press('Control+z')
      await page.getByText('四舍六入').first().waitFor()
      assert.ok(await page.locator('.wb-printed').filter({ hasText: '± 92' }).count() > 0, 'to nearest it is 92')
      await page.keyboard.press('Control+y')
      await printed(page, RESULT)
    })
  })

  step('Monte Carlo runs in the background and says whether first order holds', async () => {
    await s.visit(undefined, '/uncertainty?example=s1-9-3', async (page) => {
      await page.getByText(/1.000.000 次，[\d.]+ 秒，种子 1/).waitFor()
      await page.getByText('一阶不可用').waitFor()
      await page.getByText(/至少一端与蒙特卡洛法之差超过数值容差/).waitFor()
      await page.getByRole('figure', { name: /δm 的分布：蒙特卡洛 95 % 最短区间 1\.08\d+ 至 1\.38\d+，一阶 1\.128/ }).waitFor()
      await page.getByRole('textbox', { name: '试验次数' }).fill('200000')
      await page.getByText(/200.000 次，[\d.]+ 秒/).waitFor()
    })
  })

  step('a mistake is said at its place, and nothing typed is lost on reload', async () => {
    await s.visit(undefined, '/uncertainty?example=scale', async (page) => {
      await cell(page, 'm', '单位').fill('mm')
      await page.getByText('g 换算不到 mm').first().waitFor()
      await cell(page, 'm', '单位').fill('kg')
      await cell(page, 'δI0', '单位').fill('mm')
      await page.getByText(/不能相加.*g.*mm/).first().waitFor()
      assert.equal(await page.locator('.wb-formula mark').innerText(), '+')
      await cell(page, 'δI0', '单位').fill('g')
      await page.getByText('符合', { exact: true }).waitFor()
      await page.getByText('尚未达到').waitFor()
      await cell(page, 'δI0', '不确定度').fill('a=0.2')
      await page.waitForTimeout(600)
      await page.goto('/uncertainty')
      assert.equal(await cell(page, 'δI0', '不确定度').inputValue(), 'a=0.2')
    })
  })

  step('a verifier links a value to a certificate, saves, changes, saves again and compares', async () => {
    await s.visit(s.laboratory.people.verifier, '/uncertainty?example=gum-h1', async (page) => {
      await page.getByRole('button', { name: '保存为新的评定' }).click()
      const dialog = page.getByRole('dialog', { name: '保存为新的评定' })
      await dialog.getByLabel('名称').fill('50 mm 量块')
      await dialog.getByRole('button', { name: '保存为新的评定' }).click()
      await page.waitForURL(/\/uncertainty\/studies\/\d+$/)
      await page.getByText('已保存，第 1 版').first().waitFor()
      await cell(page, 'ls', '不确定度').fill('u=50')
      await page.getByText('有未保存的改动').waitFor()
      await page.getByRole('button', { name: '保存版本' }).click()
      const again = page.getByRole('dialog', { name: '保存版本' })
      await again.getByLabel(/这一版改了什么/).fill('标准量块改为 4 等')
      await again.getByRole('button', { name: '保存版本' }).click()
      await page.getByText('已保存，第 2 版').first().waitFor()
      await page.getByRole('link', { name: '与上一版比较' }).click()
      await page.getByRole('heading', { name: '50 mm 量块：第 1 版与第 2 版' }).waitFor()
      await page.getByRole('row', { name: /输入量 ls：不确定度 u=25 u=50/ }).waitFor()
      await page.getByRole('row', { name: /结果 l = \(50.000.838 ± 93\).* l = \(50.000.840 ± 1[56]\d\)/ }).waitFor()
    })
  })

  step('a value comes from a standard\'s certificate with its U and k, and stays linked', async () => {
    const { house, people, weights, ok } = s.laboratory
    ok(await house.call(people.quality, 'POST', `/api/laboratory/standards/${weights}/certificates`, {
      origin: 'manual', issuer: '省计量院', number: 'FM-2026-0990', issuedOn: '2026-10-10', validUntil: '2027-10-09', values: [{ name: '10 kg', value: '10.000012', unit: 'kg', U: '0.00016', k: '2' }],
    }))
    await s.visit(people.verifier, '/uncertainty?example=scale', async (page) => {
      await cell(page, 'm', '符号').click()
      await page.getByRole('button', { name: '从标准器证书取值' }).click()
      const dialog = page.getByRole('dialog', { name: '从标准器证书取值' })
      await dialog.getByRole('button', { name: /M1-07/ }).click()
      await dialog.getByRole('button', { name: /^取 / }).first().click()
      await page.getByRole('link', { name: /取自 M1-07/ }).waitFor()
      assert.deepEqual([await cell(page, 'm', '估计值').inputValue(), await cell(page, 'm', '不确定度').inputValue()], ['10.000012', 'U=0.00016; k=2'])
    })
  })

  step('the version is shared by a link', async () => {
    await s.visit(s.laboratory.people.verifier, '/uncertainty/studies', async (page) => {
      await page.getByRole('link', { name: '50 mm 量块' }).click()
      await page.getByRole('button', { name: '分享第 2 版' }).click()
      link = (await page.getByRole('link', { name: '第 2 版的链接' }).getAttribute('href')) ?? ''
      assert.match(link, /^\/uncertainty\/shared\/[\w-]{22}$/)
    })
  })

  step('a stranger opens it in English and calculates it again; the server may go and it still calculates', async () => {
    await s.visit(undefined, link, async (page) => {
      await page.getByRole('heading', { name: 'Shared study: 50 mm 量块' }).waitFor()
      await printed(page, '± 16')
      await page.getByText(/1.000.000 trials in/).waitFor()
      await page.getByRole('button', { name: 'Copy to my workbench' }).click()
      await page.getByRole('button', { name: 'Sign in to save' }).waitFor()
      await page.getByText(/1.000.000 trials in/).waitFor()
      await page.context().setOffline(true)
      await page.getByRole('textbox', { name: 'ls Uncertainty' }).fill('u=25')
      await printed(page, '± 93')
      await page.getByRole('textbox', { name: 'Seed' }).fill('2')
      await page.getByText(/1.000.000 trials in [\d.]+ s, seed 2/).waitFor()
      await page.context().setOffline(false)
    }, { locale: 'en-GB', expects: /ERR_INTERNET_DISCONNECTED/ })
  })

  step('an ended link is not found', async () => {
    await s.visit(s.laboratory.people.quality, '/uncertainty/studies', async (page) => {
      await page.getByRole('link', { name: '50 mm 量块' }).click()
      await page.getByRole('button', { name: '停用第 2 版的链接' }).click()
      await page.getByText('已停用').waitFor()
      await page.goto(link)
      await page.getByText('这个链接不存在或已停用。').waitFor()
    })
  })
})
