// What hands do on the pages: sign in, choose from a list, confirm by typing, give a file. By role and label alone.
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Locator, Page } from 'playwright-core'
import { PASSWORD } from './house.ts'

export async function signIn(page: Page, login: string): Promise<void> {
  await page.getByLabel('单位代码或手机号').fill(login)
  await page.getByLabel('密码', { exact: true }).fill(PASSWORD)
  await page.getByRole('button', { name: '登录', exact: true }).click()
  await page.getByRole('button', { name: '登录', exact: true }).waitFor({ state: 'detached' })
}

/** Opens the list of a choice and takes an option by its words. */
export async function choose(within: Page | Locator, label: string | RegExp, option: string | RegExp): Promise<void> {
  const box = within.getByRole('combobox', { name: label })
  await box.click()
  const page = 'keyboard' in within ? within : within.page()
  await page.getByTitle(option).filter({ visible: true }).last().click()
}

/** The dialog that asks for the count or code before an act that cannot be taken back. */
export async function confirmTyped(page: Page, act: string, code: string): Promise<void> {
  const dialog = page.getByRole('dialog', { name: act })
  await dialog.getByRole('textbox', { name: new RegExp(`${code.replaceAll(/[^\w]/g, '.')}`) }).fill(code)
  await dialog.getByRole('button', { name: act, exact: true }).click()
}

/** A block from a spreadsheet, pasted where the focus is. */
export async function paste(page: Page, text: string): Promise<void> {
  await page.evaluate((pasted) => {
    const data = new DataTransfer()
    data.setData('text/plain', pasted)
    document.activeElement?.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }))
  }, text)
}

/** Presses a link that downloads and answers the bytes. */
export async function downloaded(page: Page, link: Locator): Promise<Buffer> {
  const [download] = await Promise.all([page.waitForEvent('download'), link.click()])
  return readFileSync(await download.path())
}

/** As a phone's camera reads the code off the paper: the printed page as a picture, decoded. Undefined where the tools are not installed. */
export function scanPaper(pdf: Buffer): string | undefined {
  const folder = mkdtempSync(join(tmpdir(), 'duheng-scan-'))
  try {
    writeFileSync(join(folder, 'paper.pdf'), pdf)
    execFileSync('pdftoppm', ['-r', '200', '-f', '1', '-l', '1', '-png', join(folder, 'paper.pdf'), join(folder, 'page')], { stdio: 'pipe' })
    return execFileSync('zbarimg', ['--quiet', '--raw', join(folder, 'page-1.png')], { encoding: 'utf8', stdio: 'pipe' }).trim()
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
    throw error
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** A small PDF that nobody here issued. */
export const strangersPdf = Buffer.from('%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n')

/** The same file with one byte turned, in the middle of its first page's content. */
export function withOneByteTurned(pdf: Buffer): Buffer {
  const turned = Buffer.from(pdf)
  const at = Math.floor(pdf.length / 3)
  turned[at] = (turned[at] ?? 0) ^ 1
  return turned
}

/** Gives the public page a file, which stays in the browser. */
export const giveFile = (page: Page, name: string, buffer: Buffer): Promise<void> =>
  page.getByLabel(/^(选择 PDF 或 XML 文件|Choose the PDF or XML file)$/).setInputFiles({ name, mimeType: 'application/pdf', buffer })
