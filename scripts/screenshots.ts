// Takes the pictures of the README: the demonstration city's core on its first day, the main pages in both languages at 1280×800, the
// public check on a phone. Files in docs/screenshots, each at most 250 kB. Run: node scripts/screenshots.ts
import { mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { openDemoCity } from '#apps/server/demo/demo-city.ts'
import { openHouse } from '#apps/server/house.ts'
import { testDatabase } from '#apps/server/testing.ts'
import { webRoutes } from '#apps/server/web.ts'
import { buildWeb } from '#apps/web/build.ts'
import { chromiumOrWhyNot, listen, visitor } from '#e2e/house.ts'
import type { Visit, Visitor } from '#e2e/house.ts'
import { setLogSink } from '#platform/http/log.ts'
import { cookieName } from '#platform/sessions/session.ts'

const folder = join(import.meta.dirname, '../docs/screenshots')
const MOST_B = 250_000
const languages = [['zh', 'zh-CN'], ['en', 'en-GB']] as const
type Ask = (who: Visitor, path: string) => Promise<unknown>

type Picture = { readonly name: string; readonly who: Visitor | undefined; readonly path: string; readonly prepare?: (page: Page) => Promise<void>; readonly phone?: true }

async function main(): Promise<void> {
  if (!chromiumOrWhyNot.ok) throw new Error(chromiumOrWhyNot.reason)
  setLogSink(() => {})
  mkdirSync(folder, { recursive: true })
  const { browser } = chromiumOrWhyNot
  const [web, db, listener, filesDir] = [await buildWeb(), await testDatabase(), await listen(), mkdtempSync(join(tmpdir(), 'duheng-pictures-'))]
  const demo = openDemoCity({ db, filesDir, tls: false })
  const house = await openHouse({ db, webFolder: () => web, tls: false, trustProxy: 0, filesDir, publicUrl: listener.address, demo })
  house.app.route('/', webRoutes(() => web))
  try {
    await demo.core(house)
    listener.hand((request, env) => house.app.fetch(request, env))
    const ask: Ask = async (who, path) => (await fetch(`${listener.address}${path}`, { headers: { Cookie: `${cookieName(false)}=${who.cookie}` } })).json()
    const signedIn = async (login: string): Promise<Visitor> => {
      const password = demo.accounts.find((account) => account.login === login)?.password ?? ''
      const answer = await fetch(`${listener.address}/api/session`, { method: 'POST', headers: { 'Content-Type': 'application/json', Origin: listener.address }, body: JSON.stringify({ login, password }) })
      const cookie = /=([^;]+)/.exec(answer.headers.get('Set-Cookie') ?? '')?.[1]
      if (cookie === undefined) throw new Error(`${login} cannot sign in: ${answer.status}`)
      return { cookie }
    }
    const pictures = await planned(ask, signedIn)
    const visit = visitor(browser, listener.address)
    for (const [suffix, locale] of languages) for (const picture of pictures) await take(visit, picture, suffix, locale)
  } finally {
    await browser.close()
    listener.close()
    await demo.stop()
    await house.close()
    await db.close()
    rmSync(filesDir, { recursive: true, force: true })
  }
}

/** Members of an answer, for a script that reads a handful of them. */
const listOf = (body: unknown, name: string): Record<string, unknown>[] => {
  const found: unknown = typeof body === 'object' && body !== null ? Reflect.get(body, name) : undefined
  return Array.isArray(found) ? found : []
}

async function planned(ask: Ask, signedIn: (login: string) => Promise<Visitor>): Promise<Picture[]> {
  const [verifier, signatory, market, quality] = [await signedIn('jianding'), await signedIn('qianzi'), await signedIn('shichang'), await signedIn('zhiliang')]
  const factory = await signedIn('gongchang')
  const [certificate] = listOf(await ask(market, '/api/certificates?state=valid&limit=10'), 'rows')
  let bench = ''
  for (const item of listOf(await ask(verifier, '/api/laboratory/items?states=assigned&verifier=me&limit=50'), 'items')) {
    const answer = await ask(verifier, `/api/laboratory/items/${item['id']}/bench`)
    if (typeof answer === 'object' && answer !== null && Reflect.get(answer, 'record') !== null) bench = `/work/${item['id']}/bench`
  }
  return [
    { name: 'home', who: signatory, path: '/' },
    { name: 'bench', who: verifier, path: bench, prepare: atCorners },
    { name: 'sign', who: signatory, path: '/work/sign', prepare: async (page) => { await page.getByTitle(/证书预览|as it will be issued/).waitFor() } },
    { name: 'instruments', who: factory, path: '/instruments' },
    { name: 'certificate', who: market, path: `/certificates/${certificate?.['id']}`, prepare: async (page) => { await page.getByTitle(String(certificate?.['number'])).waitFor() } },
    { name: 'uncertainty', who: undefined, path: '/uncertainty?example=gum-h1', prepare: async (page) => { await page.getByText(/JCGM 101:2008/).first().waitFor() } },
    { name: 'rules', who: quality, path: '/rules' },
    { name: 'check', who: undefined, path: `/c/${certificate?.['publicId']}`, phone: true, prepare: async (page) => { await page.getByText(/签名成立|signatures? .*hold/i).first().waitFor() } },
  ]
}

/** The half-measured record where its first grid with a band is. */
async function atCorners(page: Page): Promise<void> {
  await page.getByRole('figure').first().waitFor()
  await page.evaluate(() => { document.getElementById('corner')?.scrollIntoView({ block: 'start' }) })
}

async function take(visit: Visit, picture: Picture, suffix: string, locale: string): Promise<void> {
  const size = picture.phone ? { viewport: { width: 390, height: 844 } } : {}
  await visit(picture.who, picture.path, async (page) => {
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
