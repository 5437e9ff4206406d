// What axe says of a page as it stands, in the four looks everybody may choose: Chinese and English, light and dark; and whether anything
// goes sideways at 200 % zoom. Axe is put into a page once. Every rule is asked once in each language; the other two looks change colours alone
// and are asked for contrast. Absent: waiting for a page to be ready, which is the story's.
import { readFileSync } from 'node:fs'
import type { Page } from 'playwright-core'

const source = readFileSync(new URL('../node_modules/axe-core/axe.min.js', import.meta.url), 'utf8')
const everything = { runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa', 'best-practice'], iframes: false }
const colours = { runOnly: { type: 'rule', values: ['color-contrast', 'link-in-text-block'] }, iframes: false }

type Asked = typeof everything | typeof colours
type Violation = { id: string; nodes: { html: string }[] }

async function judge(page: Page, asked: Asked): Promise<string[]> {
  // Colours fade and dialogs grow; what turns for ever is not waited for.
  await page.waitForFunction(() => !document.getAnimations().some((a) => a.playState === 'running' && a.effect?.getComputedTiming().iterations !== Infinity))
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(source)
  return page.evaluate(async (options) => {
    const { axe } = globalThis as unknown as { axe: { run(o: object): Promise<{ violations: Violation[] }> } } // put there just above
    return (await axe.run(options)).violations.map((v) => `${v.id}: ${v.nodes.slice(0, 2).map((n) => n.html.slice(0, 160)).join(' | ')}`)
  }, asked)
}

async function inTheme(page: Page, theme: 'light' | 'dark'): Promise<void> {
  await page.emulateMedia({ colorScheme: theme })
  await page.waitForFunction((scheme) => document.documentElement.dataset['theme'] === scheme, theme)
  await page.evaluate(() => new Promise((drawn) => { requestAnimationFrame(() => requestAnimationFrame(drawn)) }))
}

/** Presses the switch of the top bar, also while a dialog lies over it. */
async function inLanguage(page: Page, lang: 'zh-CN' | 'en'): Promise<void> {
  await page.evaluate((wanted) => {
    if (document.documentElement.lang === wanted) return
    const found = [...document.querySelectorAll('button')].find((button) => /^(EN|中文)/.test(button.getAttribute('aria-label') ?? button.textContent?.trim() ?? ''))
    found?.click()
  }, lang)
  await page.waitForFunction((wanted) => document.documentElement.lang === wanted, lang)
}

const sideways = (page: Page): Promise<number> => page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)

/** Findings of a staff page in all four looks and at 200 % zoom; it is left as it was, Chinese and light. */
export async function everyLook(page: Page, what: string): Promise<string[]> {
  const found: string[] = []
  const look = async (name: string, asked: Asked) => found.push(...(await judge(page, asked)).map((violation) => `${what}, ${name}: ${violation}`))
  await look('zh light', everything)
  await inTheme(page, 'dark')
  await look('zh dark', colours)
  await inLanguage(page, 'en')
  await look('en dark', everything)
  await inTheme(page, 'light')
  await look('en light', colours)
  await inLanguage(page, 'zh-CN')
  const size = page.viewportSize()
  await page.setViewportSize({ width: 640, height: 400 })
  const over = await sideways(page)
  if (over > 0) found.push(`${what}: ${over} px too wide at 200 %`)
  if (size) await page.setViewportSize(size)
  return found
}

/** A page the server writes has its language in its address and its theme from the system alone; narrow, for it is met on a phone. */
export async function everyPublicLook(page: Page, path: string): Promise<string[]> {
  const found: string[] = []
  for (const lang of ['zh', 'en'] as const) {
    await page.goto(`${path}?lang=${lang}`)
    for (const theme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme: theme })
      found.push(...(await judge(page, theme === 'light' ? everything : colours)).map((violation) => `${path}, ${lang} ${theme}: ${violation}`))
    }
    const over = await sideways(page)
    if (over > 0) found.push(`${path}, ${lang}: ${over} px too wide`)
  }
  return found
}
