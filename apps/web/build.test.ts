// What the browser must fetch before the first page, and that the built pages obey the content security policy.
import assert from 'node:assert/strict'
import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { gzipSync } from 'node:zlib'
import { buildWeb, hashOfInputs } from './build.ts'

const folder = await buildWeb()
const html = readFileSync(join(folder, 'index.html'), 'utf8')
const initial = Array.from(html.matchAll(/(?:src|href)="(\/assets\/[^"]+\.js)"/g), ([, path]) => path ?? '')

test('the staff application starts with at most 450 kB of compressed script', () => {
  const size = initial.reduce((sum, path) => sum + gzipSync(readFileSync(join(folder, path)), { level: 9 }).length, 0)
  assert.ok(initial.length >= 2)
  assert.ok(size <= 450_000, `${size} bytes`)
})

test('charts are not among what is loaded first', () => {
  for (const path of initial) assert.doesNotMatch(readFileSync(join(folder, path), 'utf8'), /zrender|registerChartPart/i, path)
  assert.ok(readdirSync(join(folder, 'assets')).some((name) => name.startsWith('echarts-parts')))
})

test('no built page has an inline script, an inline style or an address outside', () => {
  assert.doesNotMatch(html, /<script(?![^>]*\bsrc=)/)
  assert.doesNotMatch(html, /\sstyle=|\son[a-z]+=|https?:/)
})

test('an unchanged house is not built again', async () => {
  assert.equal(await buildWeb(), folder)
  assert.ok(folder.endsWith(await hashOfInputs()))
  assert.ok(existsSync(join(folder, 'index.html')))
})
