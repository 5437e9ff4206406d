import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { openTestHouse } from '#apps/server/testing.ts'
import type { TestHouse, TestPerson } from '#apps/server/testing.ts'
import { labelModel } from './render/label-sheet.ts'

let t: TestHouse
let who: TestPerson
before(async () => {
  t = await openTestHouse()
  who = await t.person(await t.org('enterprise', '示范市标签店'), '台账员', ['clerk'])
})
after(() => t.close())

const has = (tool: string) => spawnSync(tool, ['-v']).error === undefined
async function registered(name: string, serial: string): Promise<string> {
  return (await t.call(who, 'POST', '/api/instruments', { name, purpose: 'trade', model: 'ACS-30', serial })).body.code
}
async function pdf(path: string, body?: unknown): Promise<Buffer> {
  const response = await t.raw(who, body ? 'POST' : 'GET', path, body ? { body: JSON.stringify(body), headers: { 'Content-Type': 'application/json' } } : {})
  assert.equal(response.status, 200)
  assert.equal(response.headers.get('Content-Type'), 'application/pdf')
  return Buffer.from(await response.arrayBuffer())
}

test('a label carries the code, the name as typed, and a QR code a scanner reads', { skip: has('pdftotext') && has('pdftoppm') && has('zbarimg') ? false : 'needs poppler and zbar' }, async () => {
  const code = await registered('#read("/etc/passwd") *粗* $x$ 秤', '2219')
  const folder = mkdtempSync(join(tmpdir(), 'duheng-label-'))
  for (const size of ['50x30', '40x30']) {
    writeFileSync(join(folder, 'a.pdf'), await pdf(`/api/instruments/${code}/label?size=${size}`))
    const text = spawnSync('pdftotext', ['-layout', 'a.pdf', '-'], { cwd: folder, encoding: 'utf8' }).stdout
    assert.match(text, new RegExp(`${code.slice(0, 5)}-${code.slice(5)}`))
    assert.match(text.replace(/\s/g, ''), /#read\("\/etc\/passwd"\)/)
    assert.equal(spawnSync('pdftoppm', ['-r', '203', '-png', 'a.pdf', 'a'], { cwd: folder }).status, 0)
    const read = spawnSync('zbarimg', ['-q', '--raw', 'a-1.png'], { cwd: folder, encoding: 'utf8' })
    assert.equal(read.stdout.trim(), `https://demo.duheng.example/i/${code}`)
  }
  rmSync(folder, { recursive: true })
})

test('forty labels fill one A4 page of 36 and begin a second; a foreign one makes no sheet at all', async () => {
  const codes = await Promise.all(Array.from({ length: 40 }, (_, i) => registered(`秤${i}`, `L${i}`)))
  const bytes = await pdf('/api/labels', { codes })
  assert.equal(bytes.subarray(0, 5).toString(), '%PDF-')
  if (has('pdfinfo')) assert.match(spawnSync('pdfinfo', ['-'], { input: bytes, encoding: 'utf8' }).stdout, /Pages:\s+2[^]*Page size:\s+595/)
  const stranger = await t.person(await t.org('enterprise', '示范市别家'), '别人', ['clerk'])
  assert.equal((await t.call(stranger, 'POST', '/api/labels', { codes: codes.slice(0, 1) })).status, 404)
  assert.equal((await t.call(who, 'POST', '/api/labels', { codes: ['nonsense'] })).status, 422)
  assert.equal((await t.call(who, 'POST', '/api/labels', { codes: Array(501).fill(codes[0]) })).status, 400)
})

test('a character the font lacks is refused by name, with the instrument and the field, and no label of the sheet is made', async () => {
  const good = await registered('秤', 'G1')
  const bad = await registered('𠮷字秤', 'G2')
  const refused = await t.call(who, 'POST', '/api/labels', { codes: [good, bad] })
  assert.deepEqual([refused.status, refused.body.title, refused.body.errors[0].field], [422, 'glyph', 'name'])
  assert.match(refused.body.detail, new RegExp(`器具 ${bad} 的器具名称中有字体里没有的字“𠮷”（U\\+20BB7）`))
  const english = await t.call(who, 'GET', `/api/instruments/${bad}/label`, undefined, { 'X-Locale': 'en' })
  assert.match(english.body.detail, /the font has no “𠮷” \(U\+20BB7\), which is in the name of/)
  const rare = await registered('𬭎㛃䶮秤', 'G3') // rare, and drawn
  await pdf(`/api/instruments/${rare}/label`)
})

test('every label fits its stock: the grid fills A4 and the QR code is at least 15 mm', () => {
  for (const size of ['50x30', '40x30'] as const) {
    const model = labelModel([], size, 'a4', 'https://x.example')
    assert.equal(2 * model.marginX_mm + model.columns * model.labelWidth_mm, 210)
    assert.equal(2 * model.marginY_mm + model.rows * model.labelHeight_mm, 297)
    assert.ok(model.qr_mm >= 15)
  }
})
