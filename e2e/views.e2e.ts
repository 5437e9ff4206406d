// Saved views: a person's own, on every device; in the ledger and on the work board; a deleted one comes back within ten seconds.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { Page } from 'playwright-core'
import { noBrowser, openStoryHouse } from './house.ts'
import type { StoryHouse } from './house.ts'

describe('保存的视图', { skip: noBrowser, timeout: 180_000 }, () => {
  let s: StoryHouse
  before(async () => {
    s = await openStoryHouse()
    for (const serial of ['V-01', 'V-02']) await s.laboratory.assigned(serial)
  })
  after(() => s.close())
  const verifier = (path: string, work: (page: Page) => Promise<void>) => s.visit(s.laboratory.people.verifier, path, work)
  const views = (page: Page) => page.getByRole('button', { name: '视图', exact: true })

  for (const [place, address, name] of [['/instruments', '/instruments?f.due=overdue&q=%E7%A7%A4', '超期的秤'], ['/work', '/work?f.who=me', '我的台件']] as const) {
    test(`a view of ${place} saved here is there on another device, and nobody else has it`, async () => {
      await verifier(address, async (page) => {
        await views(page).click()
        await page.getByRole('textbox', { name: '当前筛选的名称' }).fill(name)
        await page.getByRole('button', { name: '保存视图' }).click()
        await page.getByRole('button', { name, exact: true }).waitFor()
      })
      await verifier(place, async (page) => { // a fresh profile
        await views(page).click()
        await page.getByRole('button', { name, exact: true }).click()
        await page.waitForURL((url) => url.pathname === place && url.search.length > 1)
        assert.deepEqual([...new URL(page.url()).searchParams].toSorted(), [...new URL(address, s.address).searchParams].toSorted())
      })
      await s.visit(s.laboratory.people.checker, place, async (page) => {
        await views(page).click()
        await page.getByText('还没有保存的视图').waitFor()
      })
    })
  }

  test('a deleted view can be taken back', async () => {
    await verifier('/instruments', async (page) => {
      await views(page).click()
      await page.getByRole('button', { name: '删除视图“超期的秤”' }).click()
      await page.getByText('还没有保存的视图').waitFor()
      await page.getByText('已删除视图“超期的秤”').waitFor()
      await page.getByRole('button', { name: '撤销' }).click()
      await views(page).click()
      await page.getByRole('button', { name: '超期的秤', exact: true }).waitFor()
    })
    const { views: kept } = s.laboratory.ok(await s.laboratory.house.call(s.laboratory.people.verifier, 'GET', '/api/views?page=/instruments'))
    assert.deepEqual(kept.map((v: { name: string }) => v.name), ['超期的秤'])
  })
})
