// The same seed in a browser: the page is built as the web is, served under the house's content security policy, and runs on web workers.

import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { extname, join } from 'node:path'
import { test } from 'node:test'
import { build } from 'vite'
import { openBrowser } from '../../../apps/web/browser.ts'
import type { Input } from '../inputs.ts'
import { parseModel } from '../parse.ts'
import { runMonteCarlo } from './run-node.ts'

const POLICY = "default-src 'none'; script-src 'self'; connect-src 'self'; worker-src 'self'; base-uri 'none'"
const TYPES: Record<string, string> = { '.html': 'text/html', '.js': 'text/javascript' }
const opened = await openBrowser()
const cache = join(import.meta.dirname, '../../../node_modules/.cache')

const MODEL = 'p = a*b + exp(c)*sin(d); q = sqrt(abs(p)) - ln(abs(d) + 1)'
const INPUTS: Input[] = [
  { name: 'a', estimate: 1, stated: { type: 't_scaled', u: 0.1, dof: 5 } }, { name: 'b', estimate: 2, stated: { type: 'u_shaped', halfWidth: 0.3 } },
  { name: 'c', estimate: 0, stated: { type: 'normal', u: 0.2 } }, { name: 'd', stated: { type: 'gamma', shape: 2, scale: 1 } },
]
const OPTIONS = { seed: 77, trials: 250_000, probabilities: [0.95, 0.99] }

const PAGE = `
import { parseModel } from '${join(import.meta.dirname, '../parse.ts')}'
import { openPool } from '${join(import.meta.dirname, 'run-web.ts')}'
import { runOn } from '${join(import.meta.dirname, 'run.ts')}'
globalThis.runOnWorkers = async (workers, inputs, options) => {
  const model = parseModel('${MODEL}')
  const pool = openPool(workers)
  let reports = 0
  const result = await runOn(pool, { model: model.model, inputs, correlations: [['a', 'c', 0.5]] }, { ...options, onProgress: () => reports++ })
  await pool.close()
  if (!result.ok) throw new Error(result.message)
  return { reports, trials: result.trials, covariance: result.covariance,
    outputs: result.outputs.map(({ mean, u, standardErrors, coverage, histogram }) => ({ mean, u, standardErrors, coverage, counts: [...histogram.counts] })) }
}
document.title = 'ready'
`

async function built(): Promise<string> {
  mkdirSync(cache, { recursive: true })
  const root = mkdtempSync(join(cache, 'duheng-monte-carlo-'))
  writeFileSync(join(root, 'index.html'), '<!doctype html><script type="module" src="./page.ts"></script>')
  writeFileSync(join(root, 'page.ts'), PAGE)
  await build({ root, configFile: false, logLevel: 'error', worker: { format: 'es' }, build: { outDir: 'out', modulePreload: { polyfill: false } } })
  return root
}

test('a browser gives the bits that Node gives, on one and on two web workers', { skip: opened.ok ? false : opened.reason }, async (t) => {
  assert.ok(opened.ok)
  const root = await built()
  const server = createServer((request, response) => {
    const path = request.url === '/' ? '/index.html' : (request.url ?? '')
    try {
      const bytes = readFileSync(join(root, 'out', path))
      response.writeHead(200, { 'Content-Type': TYPES[extname(path)] ?? 'application/octet-stream', 'Content-Security-Policy': POLICY }).end(bytes)
    } catch {
      response.writeHead(404).end()
    }
  })
  await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve) })
  t.after(async () => {
    await opened.browser.close()
    server.close()
    rmSync(root, { recursive: true, force: true })
  })
  const page = await opened.browser.newPage()
  const complaints: string[] = []
  page.on('console', (message) => { if (message.type() === 'error' && !message.text().includes('favicon')) complaints.push(message.text()) })
  page.on('pageerror', (error) => complaints.push(String(error)))
  await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`)
  await page.waitForFunction(() => document.title === 'ready')
  const model = parseModel(MODEL)
  assert.ok(model.ok)
  const inNode = await runMonteCarlo({ model: model.model, inputs: INPUTS, correlations: [['a', 'c', 0.5]] }, { ...OPTIONS, workers: 2 })
  assert.ok(inNode.ok)
  const expected = {
    trials: inNode.trials, covariance: inNode.covariance,
    outputs: inNode.outputs.map(({ mean, u, standardErrors, coverage, histogram }) => (
      { mean, u, standardErrors, coverage, counts: [...(histogram?.counts ?? [])] })),
  }
  for (const workers of [1, 2]) {
    const { reports, ...inBrowser } = await page.evaluate(
      ({ count, inputs, options }) => Reflect.get(globalThis, 'runOnWorkers')(count, inputs, options), { count: workers, inputs: INPUTS, options: OPTIONS },
    )
    assert.deepEqual(inBrowser, expected, `${workers} web workers`)
    assert.ok(reports > 0, 'a page is told how far a run is')
  }
  assert.deepEqual(complaints, [], 'the content security policy allows all that is done')
})
