// Takes the pictures of the README: a prepared laboratory, the main pages in both languages at 1280×800, the public check on a phone.
// Files in docs/screenshots, each at most 250 kB. Run: node scripts/screenshots.ts
import { mkdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import type { TestPerson } from '#apps/server/testing.ts'
import { openStoryHouse } from '#e2e/house.ts'
import type { StoryHouse } from '#e2e/house.ts'
import { checked, issued, logged } from '#e2e/office.ts'

const folder = join(import.meta.dirname, '../docs/screenshots')
const MOST_B = 250_000
const languages = [['zh', 'zh-CN'], ['en', 'en-GB']] as const

type Picture = { readonly name: string; readonly who: TestPerson | undefined; readonly path: string; readonly prepare?: (page: Page) => Promise<void>; readonly phone?: true; readonly english?: string }

async function main(): Promise<void> {
  mkdirSync(folder, { recursive: true })
  const s = await openStoryHouse()
  try {
    const pictures = await prepared(s)
    for (const [suffix, locale] of languages) for (const picture of pictures) await take(s, picture, suffix, locale)
  } finally {
    await s.close()
  }
}

/** Work in every state, so that no page is empty. */
async function prepared(s: StoryHouse): Promise<Picture[]> {
  const { laboratory: l } = s
  const { people } = l
  await l.house.call(people.owner, 'POST', '/api/instruments', {
    name: '电子计价秤', model: 'ACS-15', serial: '26070801', purpose: 'trade', category: '衡器', kind: '非自动衡器', maker: '云溪衡器有限公司',
    declared: { verifiedOn: '2025-10-20', dueOn: '2026-10-19', verdict: 'pass', certificateNo: '外-2025-0331' },
  })
  await l.house.call(people.owner, 'POST', '/api/instruments', {
    name: '压力表', model: 'Y-100', serial: '25110377', purpose: 'safety', category: '压力仪表', kind: '弹性元件式压力表', maker: '云溪仪表厂',
    declared: { verifiedOn: '2026-06-10', dueOn: '2026-12-09', verdict: 'pass', certificateNo: '外-2026-0118' },
  })
  const certificate = await issued(s, '26070815')
  for (const serial of ['26070816', '26070817']) await issued(s, serial)
  await issued(s, '26070818', 'market-scale-fails-on-a-corner')
  for (const serial of ['26070819', '26070820', '26070821']) await checked(s, serial)
  await checked(s, '26070822', 'market-scale-fails-on-a-corner')
  await l.assigned('26070823')
  await l.assigned('26070824')
  const bench = await l.filled('26070825')
  await logged(s, certificate)
  const top = async (page: Page) => { await page.evaluate(() => { window.scrollTo(0, 0) }) }
  return [
    { name: 'home', who: people.verifier, path: '/' },
    { name: 'bench', who: people.verifier, path: `/work/${bench.id}/bench`, prepare: async (page) => {
      await page.getByRole('figure').first().waitFor()
      await page.evaluate(() => { document.getElementById('corner')?.scrollIntoView({ block: 'start' }) })
    } },
    { name: 'sign', who: people.signatory, path: '/work/sign', prepare: async (page) => { await page.getByTitle(/证书预览|as it will be issued/).waitFor() } },
    { name: 'instruments', who: people.owner, path: '/instruments', prepare: top },
    { name: 'certificate', who: people.owner, path: `/certificates/${certificate.id}`, prepare: async (page) => { await page.locator('iframe').waitFor() } },
    { name: 'rules', who: people.quality, path: '/rules' },
    { name: 'check', who: undefined, path: `/c/${certificate.publicId}`, phone: true },
  ]
}

async function take(s: StoryHouse, picture: Picture, suffix: string, locale: string): Promise<void> {
  const size = picture.phone ? { viewport: { width: 390, height: 844 } } : {}
  await s.visit(picture.who, 'about:blank', async (page) => {
    if (picture.phone) await page.clock.setFixedTime('2026-11-23T10:00:00+08:00')
    await page.goto(picture.path)
    await page.getByRole('heading', { level: 1 }).waitFor()
    await page.waitForLoadState('networkidle')
    await picture.prepare?.(page)
    await page.waitForTimeout(1500) // the browser's own PDF viewer says nothing when it has drawn
    const path = join(folder, `${picture.name}-${suffix}.png`)
    await page.screenshot({ path })
    const { size: size_B } = statSync(path)
    console.log(`${picture.name}-${suffix}.png ${(size_B / 1000).toFixed(0)} kB`)
    if (size_B > MOST_B) throw new Error(`${path} has ${size_B} bytes, more than ${MOST_B}`)
  }, { locale, ...size })
}

await main()
