// Every main page for everybody: axe without a violation in both languages and both themes, no sideways scrolling at 200 % zoom, and a walk
// through the page with Tab where every stop is seen and has a name.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { after, before, describe, test } from 'node:test'
import type { Page } from 'playwright-core'
import type { TestPerson } from '#apps/server/testing.ts'
import { noBrowser, openStoryHouse } from './house.ts'
import type { StoryHouse } from './house.ts'
import { issued } from './office.ts'

const axe = readFileSync(new URL('../node_modules/axe-core/axe.min.js', import.meta.url), 'utf8')
const tags = ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa', 'best-practice']

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
  const inTheme = async (page: Page, colorScheme: 'light' | 'dark') => {
    await page.emulateMedia({ colorScheme })
    await page.waitForFunction((scheme) => document.documentElement.dataset['theme'] === scheme, colorScheme)
    await page.evaluate(() => new Promise((drawn) => { requestAnimationFrame(() => requestAnimationFrame(drawn)) }))
  }
  /** The theme changes colours and the language words, neither the other's: Chinese in light and English in dark see each once. */
  const violations = async (page: Page): Promise<string[]> => {
    await page.waitForFunction(() => !document.getAnimations().some((a) => a instanceof CSSTransition && a.playState === 'running')) // colours fade
    return page.evaluate(judge, tags)
  }
  const judge = async (runOnly: string[]) => {
    const run = (globalThis as unknown as { axe: { run(o: object): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> } }).axe // put there by the caller
    return (await run.run({ runOnly, iframes: false })).violations.map((v) => `${v.id}: ${v.nodes.slice(0, 2).map((n) => n.html.slice(0, 160)).join(' | ')}`)
  }

  test('axe finds nothing on the main pages, in Chinese and English, light and dark, and at 200 % zoom none goes sideways', async () => {
    const found: string[] = []
    const halves = [0, 1].map((odd) => places.filter((_, at) => at % 2 === odd)) // two windows, as there are two cores
    await Promise.all(halves.map((half) => s.visit(everybody, '/', async (page) => {
      for (const place of half) {
        await page.goto(place)
        await settled(page)
        await page.evaluate(axe)
        for (const violation of await violations(page)) found.push(`${place} zh light: ${violation}`)
        await inTheme(page, 'dark')
        await page.getByRole('button', { name: /^EN/ }).click()
        for (const violation of await violations(page)) found.push(`${place} en dark: ${violation}`)
        await page.getByRole('button', { name: /^中文/ }).click()
        await inTheme(page, 'light')
        await page.setViewportSize({ width: 640, height: 400 })
        const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
        if (over > 0) found.push(`${place}: ${over} px too wide`)
        await page.setViewportSize({ width: 1280, height: 800 })
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
