// Every main page for everybody: axe without a violation in both languages and both themes, no sideways scrolling at 200 % zoom, and a walk
// through the page with Tab where every stop is seen and has a name.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { Page } from 'playwright-core'
import type { TestPerson } from '#apps/server/testing.ts'
import { everyLook } from './axe.ts'
import { noBrowser, openStoryHouse } from './house.ts'
import type { StoryHouse } from './house.ts'
import { issued } from './office.ts'

describe('人人可用', { skip: noBrowser, timeout: 300_000 }, () => {
  let s: StoryHouse
  let everybody: TestPerson
  let places: readonly string[] = []
  before(async () => {
    s = await openStoryHouse()
    const { laboratory: l } = s
    everybody = await l.house.person(l.lab, '全能', ['reception', 'verifier', 'checker', 'signatory', 'quality', 'head'])
    const certificate = await issued(s, 'A-01')
    const { id: bench, orderId } = await l.filled('A-02')
    const fresh = await l.assigned('A-03')
    const submitted = await l.filled('A-04')
    l.ok(await l.step(l.people.verifier, submitted.id, 'submit'))
    const { rows } = l.ok(await l.house.call(everybody, 'GET', '/api/instruments?q=A-01'))
    places = [
      '/', '/work', `/work/${bench}`, `/work/${bench}/bench`, `/work/${fresh.id}/bench`, '/work/check', '/work/sign', '/reception', '/orders', `/orders/${orderId}`,
      '/instruments', `/instruments/${rows[0].code}`, '/instruments/new', '/certificates', `/certificates/${certificate.id}?tab=data`, `/certificates/${certificate.id}?tab=proof`,
      '/standards', `/standards/${l.weights}`, '/rules', '/procedures', '/adoptions', '/people',
    ]
  })
  after(() => s.close())

  const settled = async (page: Page) => {
    await page.getByRole('heading', { level: 1 }).waitFor()
    await page.waitForLoadState('networkidle')
  }
  test('axe finds nothing on the main pages in any of the four looks, and at 200 % zoom none goes sideways', async () => {
    const found: string[] = []
    const halves = [0, 1].map((odd) => places.filter((_, at) => at % 2 === odd)) // two windows, as there are two cores
    await Promise.all(halves.map((half) => s.visit(everybody, '/', async (page) => {
      for (const place of half) {
        await page.goto(place)
        await settled(page)
        found.push(...await everyLook(page, place))
      }
    }, { bypassCSP: true })))
    assert.deepEqual(found, [])
  })

  test('Tab walks through list, bench and queue: every stop has a name and is seen', async () => {
    const poor: string[] = []
    await s.visit(everybody, '/', async (page) => {
      for (const place of ['/instruments', places[3] ?? '', '/work/check']) {
        await page.goto(place)
        await settled(page)
        for (let i = 0; i < 30; i++) {
          await page.keyboard.press('Tab')
          const stop = await page.evaluate(() => {
            const at = document.activeElement
            if (!(at instanceof HTMLElement) || at === document.body || at instanceof HTMLIFrameElement) return undefined
            const labels = at instanceof HTMLInputElement || at instanceof HTMLSelectElement ? [...(at.labels ?? [])].map((label) => label.textContent).join(' ') : ''
            const name = at.getAttribute('aria-label') ?? at.getAttribute('title') ?? (labels || at.textContent?.trim() || document.getElementById(at.getAttribute('aria-labelledby') ?? '')?.textContent || '')
            const seen = [at, at.parentElement, at.nextElementSibling].some((e) => {
              if (!e) return false
              const style = getComputedStyle(e)
              return (style.outlineStyle !== 'none' && style.outlineWidth !== '0px') || style.boxShadow !== 'none'
            })
            const box = at.getBoundingClientRect()
            return { name: name.slice(0, 60), seen, inView: box.bottom > 0 && box.top < innerHeight, html: at.outerHTML.slice(0, 120) }
          })
          if (stop && (stop.name === '' || !stop.seen || !stop.inView)) poor.push(`${place}: ${JSON.stringify(stop)}`)
        }
      }
    })
    assert.deepEqual(poor, [])
  })
})
