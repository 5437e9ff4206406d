// The whole main job in one story: register, book, accept, receive, assign, measure, check, sign, scan the paper, and a stranger judges
// the certificate, a changed copy, a foreign file and the revoked one.
import assert from 'node:assert/strict'
import { after, before, describe } from 'node:test'
import type { Page } from 'playwright-core'
import { fillByKeyboard, tabTo, typedCells } from './bench-keys.ts'
import { choose, confirmTyped, downloaded, giveFile, scanPaper, signIn, strangersPdf, withOneByteTurned } from './hands.ts'
import { noBrowser, openStoryHouse, storySteps } from './house.ts'
import type { StoryHouse } from './house.ts'

describe('主要工作：从登记到查验', { skip: noBrowser, timeout: 240_000 }, () => {
  const step = storySteps()
  let s: StoryHouse
  let slip = ''
  let item = ''
  let certificate = ''
  let number = ''
  let checkAddress = ''
  let pdf: Buffer = Buffer.alloc(0)
  before(async () => { s = await openStoryHouse() })
  after(() => s.close())
  const people = () => s.laboratory.people

  step('the market registers a scale and books its verification', async () => {
    const login = await s.login(people().owner)
    await s.visit(undefined, '/instruments/new', async (page) => {
      await signIn(page, login)
      await page.getByLabel('器具名称').fill('电子计价秤')
      await page.getByLabel('型号规格').fill('ACS-15')
      await page.getByLabel('出厂编号').fill('26070815')
      await page.getByLabel('制造单位').fill('云溪衡器有限公司')
      await choose(page, '用途', '贸易结算')
      await page.getByText('更多信息').click()
      await page.getByLabel('准确度等级').fill('III')
      await page.getByLabel(/^参数/).fill('Max=15 kg; Min=100 g; e=5 g')
      await page.getByLabel(/^项别/).fill('衡器')
      await page.getByLabel(/^种别/).fill('非自动衡器')
      await page.getByRole('button', { name: '登记器具' }).click()
      await page.getByRole('link', { name: '预约检定' }).click()
      assert.ok(await page.getByRole('checkbox', { name: /26070815/ }).isChecked(), 'the instrument one came from is chosen')
      await choose(page, '技术机构', '云溪市计量测试研究所')
      await page.getByLabel('联系人').fill('周市场')
      await page.getByRole('button', { name: '提交预约（1 台件）' }).click()
      await page.getByText('预约已提交').waitFor()
      item = await page.getByRole('link', { name: /^JD-2026-/ }).first().getAttribute('href') ?? ''
      slip = await page.getByRole('strong').filter({ hasText: /^[0-9A-Z]{10}$/ }).first().innerText()
    })
    assert.match(item, /^\/work\/\d+$/)
  })

  step('reception accepts it, receives it by its typed slip and assigns a verifier', async () => {
    await s.visit(people().reception, item, async (page) => {
      await page.getByRole('button', { name: '受理', exact: true }).click()
      const accept = page.getByRole('dialog')
      await choose(accept, '规程', /^JJG 539/)
      await accept.getByRole('button', { name: '受理' }).click()
      await accept.waitFor({ state: 'detached' })
      await page.goto('/reception')
      await page.getByRole('textbox', { name: '扫描取样单或器具二维码' }).fill(slip)
      await page.keyboard.press('Enter')
      await page.getByRole('textbox', { name: /架位$/ }).fill('A3')
      await page.getByRole('button', { name: '收样 1 台件' }).click()
      await page.getByText('已收样 1 台件').waitFor()
      await page.goto(item)
      await page.getByRole('button', { name: '分派' }).click()
      const assign = page.getByRole('dialog')
      await choose(assign, '检定员', '王检定')
      await assign.getByRole('button', { name: '分派' }).click()
      await page.getByText('已分派').first().waitFor()
    })
  })

  step('the verifier measures it with the keyboard alone', async () => {
    await s.visit(people().verifier, `${item}/bench`, async (page) => {
      await page.getByRole('button', { name: '开始检定' }).waitFor()
      await tabTo(page, ({ name }) => name === '开始检定', 'begin')
      await page.keyboard.press('Enter')
      await page.getByRole('radiogroup').first().waitFor()
      await fillByKeyboard(page, typedCells('market-scale-passes'))
      await page.getByText('28 项合格，0 项不合格，0 项待测').waitFor()
      await page.getByText('已保存', { exact: true }).waitFor()
      await page.keyboard.press('Control+Enter')
      await page.getByText('已检测').first().waitFor()
    })
  })

  step('a second person checks it', async () => {
    await s.visit(people().checker, '/work/check', async (page) => {
      await page.getByText('没有疑点').waitFor()
      await page.getByTitle('证书预览（原样）').waitFor()
      await page.getByRole('button', { name: '通过核验' }).click()
      await page.getByText('没有等待的记录').waitFor()
    })
  })

  step('the signatory signs it, typing the count', async () => {
    const login = await s.login(people().signatory)
    await s.visit(undefined, '/work/sign', async (page) => {
      await signIn(page, login)
      await page.getByRole('button', { name: '签发这一份' }).waitFor()
      await page.getByRole('button', { name: '签发这一份' }).click()
      await confirmTyped(page, '签发', '1')
      await page.getByText('已签发 1 份').waitFor()
    })
  })

  step('the owner downloads the certificate and the code on its paper leads to the public page', async () => {
    await s.visit(people().owner, '/certificates', async (page) => {
      const link = page.getByRole('link', { name: /^\S*2026\S*$/ }).filter({ visible: true }).first()
      certificate = await link.getAttribute('href') ?? ''
      number = await link.innerText()
      await link.click()
      pdf = await downloaded(page, page.getByRole('link', { name: /下载 PDF/ }))
      await page.getByRole('tab', { name: '证明' }).click()
      await page.getByText(/由这台电脑|在本机/).first().waitFor()
      checkAddress = await page.getByRole('link', { name: /\/c\// }).innerText()
    })
    const scanned = scanPaper(pdf)
    if (scanned !== undefined) assert.equal(scanned.toLowerCase(), checkAddress.toLowerCase())
  })

  const stranger = (work: (page: Page) => Promise<void>) => s.visit(undefined, 'about:blank', async (page) => {
    await page.clock.setFixedTime('2026-11-23T10:00:00+08:00')
    await page.goto(checkAddress)
    await work(page)
  }, { viewport: { width: 390, height: 844 } })

  step('a stranger finds it genuine, a copy with one byte turned altered, a foreign file unknown', async () => {
    await stranger(async (page) => {
      await page.getByRole('heading', { name: '这份证书是真的，今天有效' }).waitFor()
      await page.getByText(/签名成立/).waitFor()
      await giveFile(page, 'certificate.pdf', pdf)
      await page.getByText('文件指纹：一致').waitFor()
      await giveFile(page, 'copy.pdf', withOneByteTurned(pdf))
      await page.getByRole('heading', { name: '这份文件被改动过' }).waitFor()
      await giveFile(page, 'other.pdf', strangersPdf)
      await page.getByRole('heading', { name: /没有查到|改动过/ }).waitFor()
    })
    await s.visit(undefined, '/c', async (page) => {
      await giveFile(page, 'other.pdf', strangersPdf)
      await page.getByRole('heading', { name: '没有查到这份证书' }).waitFor()
    })
  })

  step('once revoked, the stranger is told so', async () => {
    await s.visit(people().signatory, certificate, async (page) => {
      await page.getByRole('button', { name: '撤销证书' }).click()
      await page.getByLabel('原因（公开显示）').fill('复查发现砝码记录有误')
      await confirmTyped(page, '撤销证书', number)
      await page.getByText(/已撤销/).first().waitFor()
    })
    await stranger(async (page) => {
      await page.getByRole('heading', { name: '这份证书已撤销' }).waitFor()
      await page.getByText('复查发现砝码记录有误').waitFor()
    })
  })
})
