// The house as a browser meets it: a prepared laboratory and a market behind a real listener with the built web, one Chromium. A story
// fails on any console error, broken policy, uncaught exception, server error or missing file, and leaves its picture in the cache.
// Absent: fixtures written into tables (modules/laboratory/testing.ts goes through the routes).
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { serve } from '@hono/node-server'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import type { TestPerson } from '#apps/server/testing.ts'
import { openBrowser } from '#apps/web/browser.ts'
import { buildWeb } from '#apps/web/build.ts'
import { openTestLaboratory } from '#modules/laboratory/testing.ts'
import type { TestLaboratory } from '#modules/laboratory/testing.ts'
import { monotonic_ms } from '#platform/clock.ts'
import { authScope } from '#platform/db/scope.ts'
import { setLogSink } from '#platform/http/log.ts'
import { hashPassword } from '#platform/sessions/password.ts'
import { cookieName } from '#platform/sessions/session.ts'
import { setPasswordHash } from '#platform/sessions/session-store.ts'

const opened = await openBrowser()
/** For `describe(…, { skip: noBrowser })`. */
export const noBrowser: string | false = opened.ok ? false : opened.reason

export const PASSWORD = 'River-stone-27'
const PATIENCE_MS = 15_000
const pictures = join(import.meta.dirname, '../node_modules/.cache/duheng-e2e')

/** The steps of one story, in order: after a step that failed the rest is skipped, for it would only fail for the same reason. */
export function storySteps(): (name: string, work: () => Promise<void>) => void {
  let failed: string | undefined
  return (name, work) => {
    test(name, async (t) => {
      if (failed !== undefined) {
        t.skip(`after “${failed}” failed`)
        return
      }
      failed = name
      await work()
      failed = undefined
    })
  }
}

export type VisitOptions = BrowserContextOptions & {
  /** Console errors and answers (`503 GET …`) a story provokes on purpose, such as a lost connection. */
  readonly expects?: RegExp
}
/** Whoever has a session. */
export type Visitor = { readonly cookie: string }
export type Visit = (who: Visitor | undefined, path: string, work: (page: Page) => Promise<void>, options?: VisitOptions) => Promise<void>
export type StoryHouse = {
  readonly laboratory: TestLaboratory
  readonly browser: Browser
  readonly address: string
  /** A fresh browser profile, signed in as the person by cookie; nobody when undefined. */
  readonly visit: Visit
  /** Gives the person a login with a password and answers the login. */
  login(person: TestPerson): Promise<string>
  close(): Promise<void>
}

export async function openStoryHouse({ start, adopt, asksAgain }: { start?: string; adopt?: boolean; asksAgain?: boolean } = {}): Promise<StoryHouse> {
  if (!opened.ok) throw new Error(opened.reason)
  const { browser } = opened
  setLogSink(() => {})
  const listener = await listen()
  const laboratory = await buildWeb().then((web) => openTestLaboratory({ start, adopt, served: { webFolder: () => web, publicUrl: listener.address, asksAgain } })).catch(async (error: unknown) => {
    await browser.close()
    listener.close()
    throw error
  })
  listener.hand(running(laboratory))
  return {
    laboratory, browser, address: listener.address,
    visit: visitor(browser, listener.address),
    login: (person) => login(laboratory, person),
    close: async () => {
      await browser.close()
      listener.close()
      await laboratory.close()
    },
  }
}

type Fetch = Parameters<typeof serve>[0]['fetch']

export const chromiumOrWhyNot = opened

/** The address must be known before the house is, for it is printed in certificates. localhost is a secure context, so passkeys work. */
export async function listen(): Promise<{ address: string; hand(fetch: Fetch): void; close(): void }> {
  let current: Fetch = () => new Response(null, { status: 503 })
  return new Promise((resolve) => {
    const server = serve({ fetch: (request, env) => current(request, env), port: 0, hostname: '127.0.0.1' }, ({ port }) => resolve({
      address: `http://localhost:${port}`,
      hand: (fetch) => { current = fetch },
      close: () => { server.close() },
    }))
  })
}

/** The rehearsed time runs as real time does, from request to request. */
function running({ house }: TestLaboratory): Fetch {
  let last_ms = monotonic_ms()
  return (request, env) => {
    const now_ms = monotonic_ms()
    house.clock.advance(Math.round(now_ms - last_ms))
    last_ms = now_ms
    return house.house.app.fetch(request, env)
  }
}

async function login({ house }: TestLaboratory, person: TestPerson): Promise<string> {
  const hash = await hashPassword(PASSWORD)
  return house.db.withTx(authScope, async (tx) => {
    const account = await tx.selectFrom('platform.account').select(['id', 'login']).where('person_id', '=', person.id).executeTakeFirstOrThrow()
    await setPasswordHash(tx, account.id, hash)
    return account.login
  })
}

export const visitor = (browser: Browser, address: string): Visit => async (who, path, work, { expects, ...options } = {}) => {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, locale: 'zh-CN', baseURL: address, ...options })
  if (who) await context.addCookies([{ name: cookieName(false), value: who.cookie, url: address, httpOnly: true, sameSite: 'Lax' }])
  context.setDefaultTimeout(PATIENCE_MS)
  const problems: string[] = []
  context.on('page', (page) => watch(page, problems, expects))
  const page = await context.newPage()
  try {
    await page.goto(path)
    await work(page)
    if (problems.length > 0) throw new Error(`The page complained:\n${problems.join('\n')}`)
  } catch (error) {
    await keepPicture(page)
    if (problems.length > 0 && error instanceof Error && !error.message.startsWith('The page')) error.message += `\nThe page complained:\n${problems.join('\n')}`
    throw error
  } finally {
    await context.close()
  }
}

/** A refusal with a 4xx is an answer the page shows, and the browser's own line about it is no complaint; everything else is. */
function watch(page: Page, problems: string[], expects: RegExp | undefined): void {
  page.on('console', (message) => {
    const text = message.text()
    const isAnswer = /the server responded with a status of 4\d\d/.test(text) && /\/api\//.test(message.location().url)
    if (message.type() === 'error' && !isAnswer && !(expects?.test(text) ?? false)) problems.push(`console: ${text} ${message.location().url}`)
  })
  page.on('pageerror', (error) => problems.push(`exception: ${error.stack ?? error.message}`))
  page.on('response', (response) => {
    const line = `${response.status()} ${response.request().method()} ${response.url()}`
    if (response.status() >= 500 && !(expects?.test(line) ?? false)) problems.push(line)
  })
}

async function keepPicture(page: Page): Promise<void> {
  mkdirSync(pictures, { recursive: true })
  const name = `${page.url().replace(/^\w+:\/\/[^/]+/, '').replaceAll(/[^\w-]+/g, '_').slice(0, 80)}-${process.pid}.png`
  await page.screenshot({ path: join(pictures, name), fullPage: true }).then(
    () => { console.error(`picture: ${join(pictures, name)}`) },
    () => { console.error('no picture: the page was gone') },
  )
}
