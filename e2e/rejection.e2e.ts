// A scale that fails gets a notice of verification result, not a certificate, and everybody sees it: bench, signatory, owner, public.
import { after, before, describe } from 'node:test'
import { confirmTyped } from './hands.ts'
import { noBrowser, openStoryHouse, storySteps } from './house.ts'
import type { StoryHouse } from './house.ts'

describe('不合格的秤', { skip: noBrowser, timeout: 180_000 }, () => {
  const step = storySteps()
  let s: StoryHouse
  let itemId = 0
  let checkAddress = ''
  before(async () => {
    s = await openStoryHouse()
    itemId = (await s.laboratory.filled('26070816', 'market-scale-fails-on-a-corner')).id
  })
  after(() => s.close())
  const people = () => s.laboratory.people

  step('the bench says which point is out, and the record goes on', async () => {
    await s.visit(people().verifier, `/work/${itemId}/bench`, async (page) => {
      await page.getByText(/1 项不合格|[2-9] 项不合格/).waitFor()
      await page.getByRole('row', { name: /后左/ }).getByText('不合格').waitFor()
      await page.getByRole('button', { name: '提交核验' }).click()
      await page.getByText('已检测').first().waitFor()
    })
  })

  step('the checker sees the failure first and passes the record', async () => {
    await s.visit(people().checker, '/work/check', async (page) => {
      await page.getByText('不合格').first().waitFor()
      await page.getByRole('button', { name: '通过核验' }).click()
      await page.getByText('没有等待的记录').waitFor()
    })
  })

  step('the signatory issues a notice', async () => {
    await s.visit(people().signatory, '/work/sign', async (page) => {
      await page.getByRole('button', { name: '签发这一份' }).click()
      await confirmTyped(page, '签发', '1')
      await page.getByText('已签发 1 份').waitFor()
    })
  })

  step('the owner finds the notice and the scale marked', async () => {
    await s.visit(people().owner, '/certificates', async (page) => {
      await page.getByRole('cell', { name: '检定结果通知书' }).waitFor()
      await page.getByRole('link', { name: /^TZ-2026-/ }).first().click()
      await page.getByRole('tab', { name: '证明' }).click()
      checkAddress = await page.getByRole('link', { name: /\/c\// }).innerText()
      await page.goto('/instruments')
      await page.getByRole('row', { name: /26070816/ }).getByText('不合格').waitFor()
    })
  })

  step('the public page says what it is', async () => {
    await s.visit(undefined, checkAddress, async (page) => {
      await page.getByRole('row', { name: '证书种类 检定结果通知书' }).waitFor()
      await page.getByRole('row', { name: /^结论 .*不合格/ }).waitFor()
    }, { viewport: { width: 390, height: 844 } })
  })
})
