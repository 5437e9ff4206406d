// Guards as people meet them: the refusal is a sentence with its rule, in the page.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { noBrowser, openStoryHouse } from './house.ts'
import type { StoryHouse } from './house.ts'
import { submittedBy } from './office.ts'

describe('不满足的条件', { skip: noBrowser, timeout: 180_000 }, () => {
  let s: StoryHouse
  before(async () => { s = await openStoryHouse() })
  after(() => s.close())

  test('whoever measured does not check: refused by the rule, and nothing is lost', async () => {
    const { laboratory: l } = s
    const both = l.people.checker // checker and verifier in one person
    const item = await submittedBy(s, both, 'G-01')
    await s.visit(both, '/work/check', async (page) => {
      await page.getByRole('button', { name: '通过核验' }).click()
      await page.getByText(/核验员与检定员|核验员不能|同一人|不能由/).first().waitFor()
      await page.getByRole('link', { name: item.no }).first().waitFor()
    })
  })

  test('while “begin” is being answered, “rehearse” rests visibly; refused, both may be pressed again', async () => {
    const { laboratory: l } = s
    const item = await l.assigned('G-03')
    await s.visit(l.people.verifier, `/work/${item.id}/bench`, async (page) => {
      const rehearse = page.getByRole('button', { name: '演练（不算数）' })
      await rehearse.waitFor()
      let answer = () => {}
      const held = new Promise<void>((resolve) => { answer = resolve })
      let asked = 0
      await page.route('**/api/laboratory/items/*/record', async (route) => {
        asked++
        await held
        await route.continue()
      })
      await page.getByLabel(/^最大秤量/).fill('15 mm')
      await page.getByRole('button', { name: '开始检定' }).click()
      await page.getByRole('button', { name: '演练（不算数）', disabled: true }).waitFor()
      await page.getByRole('button', { name: '演练（不算数）', disabled: true }).dispatchEvent('click')
      answer()
      await page.getByRole('region', { name: /处需要修改/ }).waitFor()
      assert.equal(asked, 1)
      await page.getByLabel(/^最大秤量/).fill('15 kg')
      await rehearse.click()
      await page.getByText('演练，不算数').waitFor()
    })
  })

  test('a standard whose certificate ended stops the measurement before it begins; rehearsing is still possible', async () => {
    const { laboratory: l } = s
    const item = await l.assigned('G-02')
    await l.at('2027-03-20T09:00:00+08:00')
    await s.visit(l.people.verifier, `/work/${item.id}/bench`, async (page) => {
      await page.getByText('现在不能开始检定').waitFor()
      await page.getByText(/M1-07.*2027-03-14/).first().waitFor()
      await page.getByRole('button', { name: '开始检定' }).click()
      await page.getByText('现在不能开始检定').waitFor({ state: 'detached' })
      await page.getByText(/总局令第 72 号/).waitFor()
      await page.getByRole('button', { name: '演练（不算数）' }).click()
      await page.getByText('演练，不算数').waitFor()
    })
  })
})
