// The system administrator removes the demonstration in one act, in a server of its own: the whole city, its log and its keys go, and the
// same process waits for the first administrator of real use.
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { demoCreditCode } from '#apps/server/demo/names.ts'
import { chromiumOrWhyNot, noBrowser, PASSWORD, visitor } from './house.ts'
import type { Visit } from './house.ts'

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((done) => { server.listen(0, '127.0.0.1', done) })
  const address = server.address()
  await new Promise((done) => { server.close(done) })
  return typeof address === 'object' && address !== null ? address.port : 0
}

describe('删除演示', { skip: noBrowser, timeout: 240_000 }, () => {
  let child: ChildProcess
  let dataDir: string
  let address: string
  let printed = ''
  let visit: Visit
  const says = async (pattern: RegExp): Promise<string> => {
    for (let i = 0; i < 1_200; i++) {
      const found = pattern.exec(printed)
      if (found) return found[1] ?? found[0]
      if (child.exitCode !== null) break
      await new Promise((later) => { setTimeout(later, 100) })
    }
    throw new Error(`the server never said ${pattern}: ${printed.slice(-2_000)}`)
  }
  before(async () => {
    if (!chromiumOrWhyNot.ok) return
    dataDir = mkdtempSync(join(tmpdir(), 'duheng-remove-'))
    const port = await freePort()
    address = `http://localhost:${port}`
    child = spawn(process.execPath, [fileURLToPath(new URL('../apps/cli/main.ts', import.meta.url)), 'start'], {
      env: { ...process.env, DATA_DIR: dataDir, PORT: String(port), DEMO: undefined, DEMO_FILL: '0', DATABASE_URL: undefined, NODE_TEST_CONTEXT: undefined }, stdio: ['ignore', 'pipe', 'inherit'],
    })
    child.stdout?.on('data', (text: Buffer) => { printed += text.toString() })
    await says(/Demo sign-ins/)
    visit = visitor(chromiumOrWhyNot.browser, address)
  })
  after(async () => {
    if (chromiumOrWhyNot.ok) await chromiumOrWhyNot.browser.close()
    const ended = new Promise((done) => { child.once('exit', done) })
    child.kill('SIGTERM')
    await ended
    rmSync(dataDir, { recursive: true, force: true })
  })

  test('typed, confirmed and watched, the demonstration goes; the set-up of real use is one link away', async () => {
    const logName = join(dataDir, 'files/keys/log-name')
    assert.match(readFileSync(logName, 'utf8'), /\/log\/demo\ndemo\n/)
    await visit(undefined, '/', async (page) => {
      await page.getByRole('button', { name: /xitong/ }).click()
      await page.getByRole('link', { name: '删除演示数据，开始正式使用' }).click()
      await page.getByText(/\d+ 份证书及其全部记录/).waitFor()
      await page.getByRole('button', { name: '删除全部演示数据' }).click()
      const dialog = page.getByRole('dialog', { name: '删除全部演示数据' })
      await dialog.getByRole('textbox').fill('demo')
      await dialog.getByRole('button', { name: '删除全部演示数据' }).click()
      await dialog.getByText('输入的不是 DEMO').waitFor()
      await dialog.getByRole('textbox').fill('DEMO')
      await dialog.getByRole('button', { name: '删除全部演示数据' }).click()
      await page.getByText('演示数据已全部删除').waitFor({ timeout: 60_000 })
      await page.getByRole('link', { name: '设立第一位管理员' }).click()
      await page.getByLabel('控制台上的代码').fill(await says(/enter the one-time code ([0-9A-Z-]{14})/))
      await page.getByLabel('单位名称').fill('云溪县计量所')
      await page.getByLabel('统一社会信用代码').fill(demoCreditCode('body', '341181', 1))
      await page.getByLabel('行政区划代码').fill('341181')
      await page.getByLabel('姓名').fill('赵所长')
      await page.getByLabel('登录名').fill('suozhang')
      await page.getByLabel('密码', { exact: true }).fill(PASSWORD)
      await page.getByRole('button', { name: '设立单位和管理员' }).click()
      await page.getByText('设立好了。').waitFor()
      assert.equal(await page.getByText('演示 DEMO').count(), 0)
    }, { expects: /status of 503|Failed to fetch|^503 GET / })
    assert.match(readFileSync(logName, 'utf8'), /\/log\nreal\n/)
    assert.ok(existsSync(join(dataDir, 'real-use')))
    const gone = await fetch(`${address}/api/session`, { method: 'POST', headers: { 'Content-Type': 'application/json', 'Sec-Fetch-Site': 'same-origin' }, body: JSON.stringify({ login: 'xitong', password: 'duheng-2026' }) })
    assert.equal(gone.status, 401)
  })
})
