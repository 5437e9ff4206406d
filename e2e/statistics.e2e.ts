// The statistics tools as a metrologist uses them, without an account: a comparison pasted, a lot that judges nobody, a control chart that
// signals, a sampling plan taken hold of; published numbers on each; and all of it still calculating without a network.
import assert from 'node:assert/strict'
import { after, before, describe } from 'node:test'
import type { Page } from 'playwright-core'
import { everyLook } from './axe.ts'
import { downloaded, paste } from './hands.ts'
import { noBrowser, openStoryHouse, storySteps } from './house.ts'
import type { StoryHouse } from './house.ts'

/** CCQM-K25, PCB 28, as a spreadsheet holds it, with its heading. */
const PCB28 = 'Laboratory\tx\tu\nIRMM\t34.3\t1.03\nKRISS\t32.9\t0.69\nNARL\t34.53\t0.83\nNIST\t32.42\t0.29\nNMIJ\t31.9\t0.4\nNRC\t35.8\t0.38\n'
const TOOLS = ['comparison?example=pcb28', 'prepackage?example=rice', 'control-chart?example=check-weight', 'sampling?example=aql']

const cell = (page: Page, name: string) => page.getByRole('textbox', { name, exact: true })

describe('统计工具', { skip: noBrowser, timeout: 240_000 }, () => {
  const step = storySteps()
  let s: StoryHouse
  before(async () => { s = await openStoryHouse() })
  after(() => s.close())

  step('a comparison is pasted with its heading: the weighted mean of PCB 28 is 33.29957, another mean is recommended with reasons', async () => {
    await s.visit(undefined, '/statistics/comparison', async (page) => {
      await cell(page, '新的一行 实验室').click()
      await paste(page, PCB28)
      await page.getByText('已粘贴 18 格').waitFor()
      await page.getByRole('heading', { name: '推荐：DerSimonian–Laird' }).waitFor()
      await page.getByText('结果之间的差异超出声明的不确定度').waitFor()
      assert.match(await page.getByRole('row', { name: /^加权均值（Cox 程序 A）/ }).innerText(), /33\.300/)
      await page.getByRole('button', { name: '采用 最大一致子集' }).click()
      await page.getByRole('figure', { name: /6 个实验室；参考值 32\.40 .*：NARL、NRC/ }).waitFor()
      await page.getByRole('button', { name: '文件' }).click()
      const csv = (await downloaded(page, page.getByRole('button', { name: '导出 CSV' }))).toString('utf8')
      assert.match(csv, /33\.2995662/)
      await page.reload() // nothing typed is lost
      await page.getByRole('figure', { name: /参考值 32\.40/ }).waitFor()
    })
  })

  step('a result that is no number is said at its cell; without a network the comparison still calculates', async () => {
    await s.visit(undefined, '/statistics/comparison?example=pcb28', async (page) => {
      await page.getByRole('heading', { name: /^推荐/ }).waitFor()
      await cell(page, 'KRISS 结果').fill('32,9')
      await cell(page, 'NARL 结果').click()
      await page.getByText('应为数字').first().waitFor()
      await page.context().setOffline(true)
      await cell(page, 'KRISS 结果').fill('33.9')
      await page.getByRole('figure', { name: /6 个实验室；参考值 33\.[78]/ }).waitFor()
      await page.keyboard.press('Control+z')
      await page.context().setOffline(false)
    }, { expects: /ERR_INTERNET_DISCONNECTED/ })
  })

  step('a lot of 400 is worked out with λ = 0.379 and judges nobody, for nobody adopted the rule; the edition of today is not settled', async () => {
    await s.visit(undefined, '/statistics/prepackage?example=rice', async (page) => {
      await page.getByText('50 件，λ = 0.379；允许大于 T 的 3 件').waitFor()
      await page.getByText(/这里只计算，不判任何人合格或不合格/).waitFor()
      await page.getByText('不作判定', { exact: true }).waitFor()
      assert.equal(await page.getByText('合格', { exact: true }).count(), 0)
      assert.match(await page.getByRole('row', { name: /^平均实际含量/ }).innerText(), /0\.379·2\.688 = 498\.981/)
      await page.goto('/statistics/prepackage?example=today')
      await page.getByText(/不作判定：JJF 1070-2023 的抽样方案表未取得/).waitFor()
      await page.getByRole('button', { name: '清空' }).click()
      await page.getByRole('textbox', { name: '检验日期' }).fill('2023-05-01')
      await page.getByRole('textbox', { name: '标注净含量' }).fill('500')
      await page.getByRole('textbox', { name: '批量 N' }).fill('8')
      await cell(page, '1–10: 1').click()
      await paste(page, '500.1\n499.8\n501.0\n498.9\n500.4\n499.5\n500.2\n484.9\n')
      await page.getByText('已粘贴 8 格').waitFor()
      await page.getByText('已填 8，应检 8').waitFor()
      await page.getByText('短缺量大于 T = 15 的有 1 件，允许 0 件。').waitFor()
      await page.getByText('有检验条件未满足。').waitFor()
    })
  })

  step('two persons adopt the parts of the rule; then the lot passes for their institute', async () => {
    const { laboratory: l } = s
    const rules = l.ok(await l.house.call(l.people.quality, 'GET', '/api/rules/lots'))
    const { parts } = rules.prepackages.flatMap((rule: { editions: unknown[] }) => rule.editions).find((one: { edition: { id: string } }) => one.edition.id === 'JJF-1070-2005')
    for (const part of ['deficiency', 'rounding', 'sampling']) {
      const { id } = l.ok(await l.house.call(l.people.quality, 'POST', '/api/adoptions', { rule: parts[part].id, sha256: parts[part].digest, document: 'JJF 1070-2005 正式文本' }))
      l.ok(await l.house.call(l.people.head, 'POST', `/api/adoptions/${id}/confirmation`))
    }
    await s.visit(l.people.quality, '/statistics/prepackage?example=rice', async (page) => {
      await page.getByText('合格', { exact: true }).waitFor()
      await page.getByText('各项检验条件都满足。').waitFor()
    })
  })

  step('Montgomery’s series signals at point 29; a check weight drifts before it is beyond its limit', async () => {
    await s.visit(undefined, '/statistics/control-chart?example=cusum', async (page) => {
      await page.getByRole('row', { name: /^29 CUSUM .*偏移约从第 23 点起/ }).waitFor()
      await page.goto('/statistics/control-chart?example=check-weight')
      await page.getByRole('row', { name: /^第29周 I 2 连续 9 点在中心线同侧/ }).waitFor()
      await page.getByRole('row', { name: /^第30周 I 1 一点超出 3σ/ }).waitFor()
    })
  })

  step('a plan for two points draws 86 of 1000 and accepts with 2; the points are moved by the keyboard and the plan follows', async () => {
    await s.visit(undefined, '/statistics/sampling', async (page) => {
      await page.getByText('抽 86，不合格不超过 2 则接收，3 则拒收').waitFor()
      await page.getByText('95.27').first().waitFor()
      const point = page.getByRole('slider', { name: '使用方点' })
      await point.press('ArrowLeft')
      assert.equal(await page.getByRole('textbox', { name: '使用方点 p₂ / %' }).inputValue(), '6.9')
      const box = await point.locator('.st-handle-mark').boundingBox()
      assert.ok(box)
      await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2)
      await page.mouse.down()
      await page.mouse.move(box.x - 60, box.y + box.height / 2, { steps: 4 })
      await page.mouse.up()
      const dragged = Number(await page.getByRole('textbox', { name: '使用方点 p₂ / %' }).inputValue())
      assert.ok(dragged > 4 && dragged < 6.5, String(dragged))
      await page.getByText('抽 86，').waitFor({ state: 'detached' })
      await page.getByRole('textbox', { name: '批量 N' }).fill('500')
      await page.getByRole('textbox', { name: '使用方点 p₂ / %' }).fill('7')
      await page.getByRole('textbox', { name: '使用方风险 β / %' }).fill('5')
      await page.getByText('抽 83，不合格不超过 2 则接收，3 则拒收').waitFor()
      await page.getByRole('textbox', { name: '使用方点 p₂ / %' }).fill('0.5')
      await page.getByText('须大于 p1').waitFor()
    })
  })

  step('JSON saved here opens again, elsewhere it is refused in words', async () => {
    await s.visit(undefined, '/statistics/sampling?example=double', async (page) => {
      await page.getByText(/先抽 50/).waitFor()
      await page.getByRole('button', { name: '文件' }).click()
      const saved = await downloaded(page, page.getByRole('button', { name: '保存为 JSON（可再打开）' }))
      await page.goto('/statistics/sampling')
      await page.getByLabel('打开 JSON 或 CSV').setInputFiles({ name: 'plan.json', mimeType: 'application/json', buffer: saved })
      await page.getByText(/先抽 50/).waitFor()
      await page.goto('/statistics/comparison')
      await page.getByLabel('打开 JSON 或 CSV').setInputFiles({ name: 'plan.json', mimeType: 'application/json', buffer: saved })
      await page.getByText(/“plan\.json”不是本页保存的 JSON/).waitFor()
    })
  })

  step('a comparison is kept, changed, kept again and shared; a stranger opens the link and takes a copy', async () => {
    let link = ''
    await s.visit(s.laboratory.people.quality, '/statistics/comparison?example=pcb28', async (page) => {
      await page.getByRole('button', { name: '保存为新的评定' }).click()
      const dialog = page.getByRole('dialog')
      await dialog.getByLabel('名称').fill('PCB 28 比对')
      await dialog.getByRole('button', { name: '保存为新的评定' }).click()
      await page.getByRole('heading', { level: 1, name: 'PCB 28 比对' }).waitFor()
      await page.getByText('已保存，第 1 版').waitFor()
      await cell(page, 'NRC 结果').fill('33.8')
      await page.getByText('有未保存的改动').waitFor()
      await page.keyboard.press('Control+s')
      await page.getByRole('dialog').getByRole('button', { name: '保存版本' }).click()
      await page.getByText('已保存，第 2 版').waitFor()
      await page.getByRole('button', { name: '分享第 2 版' }).click()
      const shared = page.getByRole('link', { name: /第 2 版的链接/ })
      link = await shared.getAttribute('href') ?? ''
      await page.getByRole('link', { name: '第 1 版', exact: true }).click()
      await page.getByText(/您在看第 1 版；最新是第 2 版/).waitFor()
      assert.equal(await cell(page, 'NRC 结果').inputValue(), '35.8')
      await page.goto('/uncertainty/studies')
      await page.getByRole('row', { name: /^PCB 28 比对 比对 n = 6, µg\/kg/ }).waitFor()
    })
    await s.visit(undefined, link, async (page) => {
      await page.getByText(/第 2 版，保存于/).waitFor()
      assert.equal(await cell(page, 'NRC 结果').inputValue(), '33.8')
      await page.getByRole('button', { name: '复制到我的工作台' }).click()
      await page.getByRole('heading', { level: 1, name: '比对与能力验证' }).waitFor()
      assert.equal(await cell(page, 'NRC 结果').inputValue(), '33.8')
    })
  })

  step('axe finds nothing on the four pages in any look', async () => {
    const found: string[] = []
    await s.visit(undefined, '/statistics/sampling', async (page) => {
      for (const tool of TOOLS) {
        await page.goto(`/statistics/${tool}`)
        await page.getByRole('heading', { level: 1 }).waitFor()
        await page.waitForLoadState('networkidle')
        await page.evaluate(() => { for (const details of document.querySelectorAll('details')) details.open = true })
        found.push(...await everyLook(page, tool))
      }
    }, { bypassCSP: true })
    assert.deepEqual(found, [])
  })
})
