// Finds a browser for the tests that need one: CHROMIUM_PATH, then the usual places of the system, then the one that @sparticuz/chromium
// carries on linux-x64. Absent: downloading one.
import { existsSync } from 'node:fs'
import { chromium, type Browser } from 'playwright-core'

const places: Readonly<Record<string, readonly string[]>> = {
  linux: [
    '/usr/bin/chromium',
    '/usr/bin/chromium-browser',
    '/usr/bin/google-chrome',
    '/usr/bin/google-chrome-stable',
    '/snap/bin/chromium',
    '/usr/bin/microsoft-edge',
  ],
  darwin: [
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
    '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
  ],
  win32: [
    'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
    'C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe',
    'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
  ],
}

export type FoundBrowser =
  { readonly ok: true; readonly path: string; readonly args: readonly string[] } | { readonly ok: false; readonly reason: string }

export async function findBrowser(): Promise<FoundBrowser> {
  const wanted = process.env['CHROMIUM_PATH']
  if (wanted !== undefined && wanted !== '') {
    return existsSync(wanted)
      ? { ok: true, path: wanted, args: ['--no-sandbox'] }
      : { ok: false, reason: `CHROMIUM_PATH names no file: ${wanted}` }
  }
  const path = (places[process.platform] ?? []).find((place) => existsSync(place))
  if (path !== undefined) return { ok: true, path, args: ['--no-sandbox'] }
  if (process.platform !== 'linux' || process.arch !== 'x64')
    return { ok: false, reason: 'needs a Chromium: install one or set CHROMIUM_PATH' }
  try {
    const { default: carried } = await import('@sparticuz/chromium')
    return { ok: true, path: await carried.executablePath(), args: carried.args }
  } catch (error) {
    return {
      ok: false,
      reason: `needs a Chromium; the carried one did not start: ${error instanceof Error ? error.message : String(error)}`,
    }
  }
}

/** The browser, or the reason there is none: tests then skip with it. Close it after use. */
export async function openBrowser(): Promise<
  { readonly ok: true; readonly browser: Browser } | { readonly ok: false; readonly reason: string }
> {
  const found = await findBrowser()
  if (!found.ok) return found
  return { ok: true, browser: await chromium.launch({ executablePath: found.path, args: [...found.args], headless: true }) }
}
