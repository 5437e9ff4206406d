// The main job's short form in English: measured, checked, signed, checked by a stranger.
import { after, before, describe } from 'node:test'
import { confirmTyped } from './hands.ts'
import { noBrowser, openStoryHouse, storySteps } from './house.ts'
import type { StoryHouse } from './house.ts'

const english = { locale: 'en-GB' }

describe('the main job in English', { skip: noBrowser, timeout: 180_000 }, () => {
  const step = storySteps()
  let s: StoryHouse
  let itemId = 0
  let checkAddress = ''
  before(async () => {
    s = await openStoryHouse()
    itemId = (await s.laboratory.filled('E-01')).id
  })
  after(() => s.close())

  step('the verifier measures and sends it for the second check', async () => {
    await s.visit(s.laboratory.people.verifier, `/work/${itemId}/bench`, async (page) => {
      await page.getByText('28 pass, 0 fail, 0 open').waitFor()
      const cell = page.getByRole('textbox', { name: /^Front left 5000 g Additional/i })
      await cell.fill('')
      await page.getByText('27 pass, 0 fail, 1 open').waitFor()
      await cell.fill('2.00')
      await page.getByText('28 pass, 0 fail, 0 open').waitFor()
      await page.getByText('Saved', { exact: true }).waitFor()
      await page.getByRole('button', { name: 'Send for second check' }).click()
      await page.getByText('Measured').first().waitFor()
    }, english)
  })

  step('the checker passes it, the signatory signs it', async () => {
    await s.visit(s.laboratory.people.checker, '/work/check', async (page) => {
      await page.getByRole('button', { name: 'Confirm the record' }).click()
      await page.getByText('Nothing is waiting').waitFor()
    }, english)
    await s.visit(s.laboratory.people.signatory, '/work/sign', async (page) => {
      await page.getByRole('button', { name: 'Sign this one' }).click()
      await confirmTyped(page, 'Sign', '1')
      await page.getByText('1 issued').waitFor()
      await page.goto('/certificates')
      await page.getByRole('link', { name: /^JD-2026-/ }).first().click()
      await page.getByRole('tab', { name: 'Proof' }).click()
      checkAddress = await page.getByRole('link', { name: /\/c\// }).innerText()
    }, english)
  })

  step('a stranger reads in English that it is genuine', async () => {
    await s.visit(undefined, checkAddress, async (page) => {
      await page.getByRole('heading', { name: 'This certificate is genuine and valid today' }).waitFor()
      await page.getByRole('row', { name: 'Kind Verification certificate' }).waitFor()
    }, { ...english, viewport: { width: 390, height: 844 } })
  })
})
