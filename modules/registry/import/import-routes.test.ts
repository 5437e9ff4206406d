import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { strToU8 } from 'fflate'
import { z } from 'zod'
import { openTestHouse } from '#apps/server/testing.ts'
import type { TestHouse, TestPerson } from '#apps/server/testing.ts'
import { instant } from '#platform/clock.ts'
import { jobScope } from '#platform/db/scope.ts'
import { recordVerification } from '../contract.ts'
import { readTable } from '../table-file/table-read.ts'
import { xlsxFile } from '../table-file/xlsx-write.ts'
import { columns } from './columns.ts'
import { fileName } from './import-routes.ts'

let t: TestHouse
before(async () => { t = await openTestHouse() })
after(() => t.close())

async function newOwner(name: string): Promise<TestPerson> {
  return t.person(await t.org('enterprise', name), '台账员', ['clerk'])
}
const HEADS = ['本单位编号', '器具名称 *', '型号规格', '出厂编号', '制造单位', '使用地点', '用途 *', '出厂日期', '参数', '检定日期', '有效期至']
const sheetOf = (rows: readonly (readonly string[])[], heads: readonly string[] = HEADS) =>
  xlsxFile([{ name: '台账', columns: heads.map(() => ({ width: 10 })), rows: [heads, ...rows].map((cells, i) => ({ n: i + 1, cells })) }])
const rowOf = (i: number, more: Partial<Record<number, string>> = {}) => Object.assign([`N${i}`, '电子计价秤', 'ACS-30', `S${1000 + i}`, '示范衡器厂', `${i % 3} 号区`, '贸易结算', '2024-05-20', 'Max=30 kg; e=10 g', '2025-12-01', '2026-11-30'], more)

const Problem = z.object({ row: z.number(), column: z.string(), value: z.string(), rule: z.string(), message: z.string() })
const Look = z.object({ head: z.number(), mapping: z.array(z.string().nullable()), remembered: z.boolean(), rows: z.number() })
const Dry = z.object({
  counts: z.object({ rows: z.number(), new: z.number(), same: z.number(), changed: z.number(), wrong: z.number() }), newPlaces: z.array(z.string()),
  problems: z.array(Problem), changes: z.array(z.object({ fields: z.array(z.string()) })),
})

type Sent = { status: number; headers: Headers; body?: unknown; bytes?: Uint8Array }
async function send(who: TestPerson, path: string, bytes: Uint8Array, name = '台账.xlsx'): Promise<Sent> {
  const response = await t.raw(who, 'POST', path, { body: Uint8Array.from(bytes), headers: { 'Content-Type': 'application/octet-stream', 'X-File-Name': encodeURIComponent(name) } })
  const { status, headers } = response
  return (headers.get('Content-Type') ?? '').includes('json') ? { status, headers, body: await response.json() } : { status, headers, bytes: new Uint8Array(await response.arrayBuffer()) }
}
async function looked(who: TestPerson, bytes: Uint8Array, name?: string) {
  const look = await send(who, '/api/imports/look', bytes, name)
  assert.equal(look.status, 200, JSON.stringify(look.body))
  const read = Look.parse(look.body)
  return { ...read, query: `head=${read.head}&mapping=${encodeURIComponent(JSON.stringify(read.mapping))}` }
}
async function rehearsed(who: TestPerson, bytes: Uint8Array, name?: string) {
  const { query } = await looked(who, bytes, name)
  const answer = await send(who, `/api/imports/rehearsal?${query}`, bytes, name)
  assert.equal(answer.status, 200, JSON.stringify(answer.body))
  return { ...Dry.parse(answer.body), query }
}

test('a clean file is rehearsed without writing, written whole, and written again changes nothing', async () => {
  const who = await newOwner('示范导入店')
  const file = sheetOf(Array.from({ length: 40 }, (_, i) => rowOf(i)))
  const dry = await rehearsed(who, file)
  assert.deepEqual(dry.counts, { rows: 40, new: 40, same: 0, changed: 0, wrong: 0 })
  assert.deepEqual(dry.newPlaces, ['0 号区', '1 号区', '2 号区'])
  assert.equal((await t.call(who, 'GET', '/api/instruments/count')).body.n, 0)
  const written = await send(who, `/api/imports?${dry.query}`, file)
  assert.deepEqual([written.status, written.body], [201, { added: 40, changed: 0, same: 0, places: 3 }])
  const again = await rehearsed(who, file)
  assert.deepEqual(again.counts, { rows: 40, new: 0, same: 40, changed: 0, wrong: 0 })
  assert.deepEqual((await send(who, `/api/imports?${again.query}`, file)).body, { added: 0, changed: 0, same: 40, places: 0 })
  assert.equal((await t.call(who, 'GET', '/api/instruments/count')).body.n, 40)
  assert.equal((await t.call(who, 'GET', '/api/imports')).body.imports.length, 1)
  const found = (await t.call(who, 'GET', '/api/instruments?q=S1007')).body.rows[0]
  assert.deepEqual([found.serial, found.place.name, found.dueOn, found.declared], ['S1007', '1 号区', '2026-11-30', true])
  const history = (await t.call(who, 'GET', `/api/instruments/${found.code}/history`)).body.acts
  assert.deepEqual(history.map((a: { verb: string; by: string }) => [a.verb, a.by]), [['instrument.import-new', '台账员']])
})

test('changed rows are told by field, written with history, and a column the file lacks changes nothing', async () => {
  const who = await newOwner('示范变更店')
  const first = sheetOf([rowOf(1), rowOf(2)])
  const dry = await rehearsed(who, first)
  await send(who, `/api/imports?${dry.query}`, first)
  const heads = ['名称', '型号', '编号', '厂家', '用途', '准确度等级', '地点']
  const second = sheetOf([['电子计价秤', 'ACS-30', 'S1001', '示范衡器厂', '贸易结算', 'Ⅲ', '新棚'], ['电子计价秤', 'ACS-30', 'S1002', '示范衡器厂', '贸易结算', '', '2 号区']], heads)
  const change = await rehearsed(who, second, '别的名字.xlsx')
  assert.deepEqual(change.counts, { rows: 2, new: 0, same: 1, changed: 1, wrong: 0 })
  assert.deepEqual(change.changes[0]?.fields, ['accuracyClass', 'place'])
  assert.equal((await send(who, `/api/imports?${change.query}`, second)).status, 201)
  const row = (await t.call(who, 'GET', '/api/instruments?q=S1001')).body.rows[0]
  const page = (await t.call(who, 'GET', `/api/instruments/${row.code}`)).body
  assert.deepEqual([page.fields.accuracyClass, page.place.name, page.fields.ownerNo, page.version, page.declared.dueOn], ['Ⅲ', '新棚', 'N1', 2, '2026-11-30'])
  assert.deepEqual((await t.call(who, 'GET', '/api/instruments?q=新棚')).body.rows.map((r: { serial: string }) => r.serial), ['S1001'])
  const history = (await t.call(who, 'GET', `/api/instruments/${row.code}/history`)).body.acts
  assert.deepEqual(history[0].payload.changes[0], { field: 'accuracyClass', from: '', to: 'Ⅲ' })
})

test('a result of a certificate issued here is not rewritten by a file', async () => {
  const who = await newOwner('示范证书店')
  const file = sheetOf([rowOf(5)])
  await send(who, `/api/imports?${(await rehearsed(who, file)).query}`, file)
  const row = (await t.call(who, 'GET', '/api/instruments')).body.rows[0]
  await t.db.withTx(jobScope, (tx) => recordVerification(tx, { instrumentId: row.id, verifiedOn: '2026-11-20', dueOn: '2027-11-19', verdict: 'pass', certificateNo: 'JD-1', at: instant(t.clock) }))
  assert.deepEqual((await rehearsed(who, file)).counts, { rows: 1, new: 0, same: 1, changed: 0, wrong: 0 })
  const changed = sheetOf([rowOf(5, { 1: '电子台秤' })])
  await send(who, `/api/imports?${(await rehearsed(who, changed)).query}`, changed)
  const page = (await t.call(who, 'GET', `/api/instruments/${row.code}`)).body
  assert.deepEqual([page.fields.name, page.dueOn, page.certificateNo, page.declared], ['电子台秤', '2027-11-19', 'JD-1', null])
  assert.equal((await t.call(who, 'GET', '/api/instruments?verdict=pass')).body.rows.length, 1)
})

test('export, edit and import again: the export is a template', async () => {
  const who = await newOwner('示范往返店')
  const file = sheetOf([rowOf(1, { 4: '-厂=', 0: '=A' }), rowOf(2, { 3: '', 0: '无出厂号' })])
  await send(who, `/api/imports?${(await rehearsed(who, file)).query}`, file)
  for (const format of ['xlsx', 'csv']) {
    const exported = await t.raw(who, 'GET', `/api/instruments/export?format=${format}&q=电子`)
    assert.equal(exported.status, 200)
    assert.match(exported.headers.get('Content-Disposition') ?? '', /^attachment; filename="download"; filename\*=UTF-8''%E5%99%A8/)
    const bytes = new Uint8Array(await exported.arrayBuffer())
    assert.deepEqual((await rehearsed(who, bytes, `x.${format}`)).counts, { rows: 2, new: 0, same: 2, changed: 0, wrong: 0 }, format)
  }
})

test('the template has every column, explained, and an empty ledger', async () => {
  const who = await newOwner('示范模板店')
  const response = await t.raw(who, 'GET', '/api/imports/template')
  const bytes = new Uint8Array(await response.arrayBuffer())
  const read = await readTable(bytes, 't.xlsx')
  assert.ok(read.ok)
  assert.equal(read.table.rows[0]?.cells.length, columns.length)
  const look = await looked(who, bytes)
  assert.deepEqual(look.mapping, columns.map((c) => c.key))
  assert.equal(look.rows, 0)
})

test('a mapping a person chose is remembered by the heads of the file', async () => {
  const who = await newOwner('示范记忆店')
  const file = sheetOf([['ZZ-1', '压力表', '安全防护']], ['代号', '物品', '干什么用'])
  const look = await looked(who, file)
  assert.deepEqual([look.mapping, look.remembered], [[null, null, null], false])
  const query = `head=1&mapping=${encodeURIComponent('["ownerNo","name","purpose"]')}`
  assert.equal((await send(who, `/api/imports?${query}`, file)).status, 201)
  const again = await looked(who, file)
  assert.deepEqual([again.mapping, again.remembered], [['ownerNo', 'name', 'purpose'], true])
  const other = await newOwner('示范别家店')
  assert.equal((await looked(other, file)).remembered, false)
})

const wrong: [string, Partial<Record<number, string>>, string, string][] = [
  ['no name', { 1: '' }, '器具名称', 'needed'],
  ['no purpose', { 6: '' }, '用途', 'needed'],
  ['an unknown purpose', { 6: '好玩' }, '用途', 'purpose'],
  ['a day that does not exist', { 7: '2024-02-30' }, '出厂日期', 'date'],
  ['a day in words', { 7: '去年' }, '出厂日期', 'date'],
  ['made in the future', { 7: '2027-01-01' }, '出厂日期', 'date'],
  ['due before verified', { 10: '2025-01-01' }, '有效期至', 'date'],
  ['due without a day of verification', { 9: '' }, '检定日期', 'declared-incomplete'],
  ['a name of 300 characters', { 1: '秤'.repeat(300) }, '器具名称', 'too-long'],
  ['a bidi override', { 1: '秤\u202e' }, '器具名称', 'unseen-character'],
  ['a zero-width character in a serial', { 3: 'S\u200b1' }, '出厂编号', 'unseen-character'],
  ['a line break in a model', { 2: 'A\nB' }, '型号规格', 'unseen-character'],
  ['neither serial nor own number', { 0: '', 3: '' }, '出厂编号', 'identity'],
  ['a parameter that cannot be read', { 8: 'Max:30kg' }, '参数', 'parameter'],
  ['a parameter with a unit nobody knows', { 8: 'Max=30 kgg' }, '参数', 'parameter'],
  ['parameters of different kinds', { 8: 'Max=30 kg; e=10 s' }, '参数', 'parameter-unit'],
  ['Max below e', { 8: 'Max=5 g; e=10 g' }, '参数', 'parameter-order'],
]
test('each wrong row says row, column, value, rule and what to do; nothing is written', async () => {
  const who = await newOwner('示范错误店')
  const rows = wrong.map(([, more], i) => rowOf(100 + i, more))
  const file = sheetOf([...rows, rowOf(7), rowOf(8), rowOf(7), []])
  const dry = await rehearsed(who, file)
  assert.deepEqual(dry.counts, { rows: wrong.length + 3, new: 2, same: 0, changed: 0, wrong: wrong.length + 1 })
  for (const [i, [name, , column, rule]] of wrong.entries()) {
    const found = dry.problems.filter((p) => p.row === i + 2)
    assert.deepEqual([found[0]?.column, found[0]?.rule], [column, rule], name)
    assert.ok((found[0]?.message ?? '').length > 5)
  }
  const twin = dry.problems.at(-1)
  assert.deepEqual([twin?.row, twin?.column, twin?.value, twin?.rule], [wrong.length + 4, '出厂编号', 'S1007', 'duplicate'])
  assert.match(twin?.message ?? '', new RegExp(`第 ${wrong.length + 2} 行`))
  const written = await send(who, `/api/imports?${dry.query}`, file)
  assert.deepEqual([written.status, z.object({ title: z.string() }).parse(written.body).title], [422, 'rows-wrong'])
  assert.equal((await t.call(who, 'GET', '/api/instruments/count')).body.n, 0)
})

test('the file given back marks the wrong cells and can be sent again', async () => {
  const who = await newOwner('示范批注店')
  const file = sheetOf([rowOf(1), rowOf(2, { 6: '好玩' })])
  const { query } = await looked(who, file)
  const annotated = await send(who, `/api/imports/annotated?${query}`, file)
  assert.ok(annotated.bytes)
  const read = await readTable(annotated.bytes, 'x.xlsx')
  assert.ok(read.ok)
  assert.match(String(read.table.rows[2]?.cells.at(-1)), /用途：“好玩”不是规定的用途/)
  const again = await rehearsed(who, annotated.bytes)
  assert.deepEqual(again.counts, { rows: 2, new: 1, same: 0, changed: 0, wrong: 1 })
  const twice = await send(who, `/api/imports/annotated?${again.query}`, annotated.bytes)
  const reread = await readTable(twice.bytes ?? new Uint8Array(), 'x.xlsx')
  assert.ok(reread.ok)
  assert.equal(reread.table.rows[0]?.cells.length, read.table.rows[0]?.cells.length, 'one column of problems, not two')
})

test('rows of a foreign workbook keep their own numbers; formulas and lost digits are named', async () => {
  const who = await newOwner('示范外来店')
  const csv = strToU8('示范市台账,,\n\n编号,名称,用途\n1,秤,贸易结算\n\n=A1,秤,贸易\n3,秤,医疗\n')
  const dry = await rehearsed(who, csv, 'a.csv')
  assert.deepEqual(dry.counts, { rows: 3, new: 2, same: 0, changed: 0, wrong: 1 })
  assert.deepEqual([dry.problems[0]?.row, dry.problems[0]?.rule], [6, 'formula'])
})

test('another organisation’s instrument codes, places and ledger are out of reach of a file', async () => {
  const victim = await newOwner('示范被害店')
  const file = sheetOf([rowOf(1)])
  await send(victim, `/api/imports?${(await rehearsed(victim, file)).query}`, file)
  const code = (await t.call(victim, 'GET', '/api/instruments')).body.rows[0].code
  const thief = await newOwner('示范窃取店')
  const dry = await rehearsed(thief, sheetOf([[code, '我的秤', '贸易结算', 'X1']], ['器具编码', '名称', '用途', '编号']))
  assert.deepEqual([dry.counts.wrong, dry.problems[0]?.rule], [1, 'code-unknown'])
  const { query } = await looked(thief, file)
  for (const path of ['look', 'rehearsal', 'annotated', '']) assert.equal((await send(thief, `/api/imports${path ? `/${path}` : ''}?org=${victim.orgId}&${path === 'look' ? '' : query}`, file)).status, 404, path)
  assert.equal((await t.call(thief, 'GET', `/api/imports?org=${victim.orgId}`)).status, 404)
  assert.equal((await t.call(victim, 'GET', `/api/instruments/${code}`)).body.fields.name, '电子计价秤')
})

for (const [query, status] of [['head=1&mapping=[', 400], ['head=1&mapping={}', 400], ['head=1&mapping=["name","name"]', 400], ['head=1&mapping=["state"]', 400], ['head=99&mapping=[]', 422], ['head=x&mapping=[]', 400], ['head=1&mapping=[]&extra=1', 400], [`head=1&mapping=[${'null,'.repeat(90)}null]`, 400]] as const) {
  test(`a step with ${query.slice(0, 40)} is refused`, async () => {
    const who = await newOwner(`示范步骤店${query.length}`)
    assert.equal((await send(who, `/api/imports/rehearsal?${encodeURI(query)}`, sheetOf([rowOf(1)]))).status, status)
  })
}

test('a file name is words for people, never a path or a header', () => {
  for (const [header, name] of [['..%2F..%2Fetc%2Fpasswd', 'passwd'], ['a%0D%0ASet-Cookie%3A x', 'aSet-Cookie x'], ['%E2%80%AEcod.xlsx', 'cod.xlsx'], ['%ZZ', 'ledger'], [undefined, 'ledger'], ['x'.repeat(300), 'x'.repeat(120)]] as const) assert.equal(fileName(header), name)
})

test('two imports of one file at once leave each instrument once', async () => {
  const who = await newOwner('示范并发店')
  const file = sheetOf(Array.from({ length: 30 }, (_, i) => rowOf(i)))
  const { query } = await looked(who, file)
  const answers = await Promise.all([1, 2, 3, 4].map(() => send(who, `/api/imports?${query}`, file)))
  assert.ok(answers.every((a) => a.status === 201 || a.status === 409), JSON.stringify(answers.map((a) => a.body)))
  assert.equal((await t.call(who, 'GET', '/api/instruments/count')).body.n, 30)
})
