import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { unzipSync } from 'fflate'
import { exampleRecords } from '@duheng/dcc/examples.ts'
import { openTestHouse } from '#apps/server/testing.ts'
import type { TestHouse, TestPerson } from '#apps/server/testing.ts'
import { becomeClient, instrumentFacts, recordVerification } from '#modules/registry/contract.ts'
import { jobScope, publicScope } from '#platform/db/scope.ts'
import { instantOf } from '#platform/clock.ts'
import { newToken, tokenHash } from '#platform/sessions/session.ts'
import { prepareCertificate } from './contract.ts'
import { issueFor, prepareFor, recordFor } from './testing/issue.ts'
import type { IssueRequest } from './testing/issue.ts'
import { csvText } from './csv.ts'
import { publicIdIn } from './check-page.ts'

let t: TestHouse
let lab = 0
let owner = 0
let signatory: TestPerson
let reception: TestPerson
let ownerAdmin: TestPerson
let otherOwner: TestPerson
let otherHead: TestPerson
let desk: TestPerson
let county: TestPerson

before(async () => {
  t = await openTestHouse()
  lab = await t.org('laboratory', '云溪市计量测试研究所')
  owner = await t.org('enterprise', '云溪市南门农贸市场')
  const city = await t.org('authority', '云溪市市场监督管理局', '341100')
  signatory = await t.person(lab, '孙立', ['signatory', 'head'])
  reception = await t.person(lab, '李收样', ['reception'])
  ownerAdmin = await t.person(owner, '赵经营', ['owner-admin'])
  otherOwner = await t.person(await t.org('enterprise', '别家加油站'), '钱', ['owner-admin'])
  otherHead = await t.person(await t.org('laboratory', '别家计量所'), '周', ['head', 'signatory'])
  desk = await t.person(city, '吴计量科', ['city-desk'])
  county = await t.person(await t.org('authority', '别县市场监管局', '341125'), '郑', ['county-officer'])
})
after(() => t.close())

const request = (source: string, more: Partial<IssueRequest> = {}): IssueRequest => ({
  db: t.db, services: t.house.certificates, clock: t.clock, orgId: lab, ownerOrgId: owner, personId: signatory.id, source, ...more,
})
const issue = (source: string, more: Partial<IssueRequest> = {}) => issueFor(request(source, more))

test('every kind is issued and its faces say the same', async () => {
  for (const [i, record] of exampleRecords.entries()) {
    const issued = await issue(`kind:${i}`, { record: { ...record, demo: undefined } })
    const one = (await t.call(ownerAdmin, 'GET', `/api/certificates/${issued.id}`)).body
    assert.equal(one.kind, record.kind)
    assert.match(one.number, { verification: /^JD-2026-\d{6}$/, rejection: /^TZ-2026-\d{6}$/, calibration: /^JZ-2026-\d{6}$/ }[record.kind])
    assert.equal(JSON.parse(one.claims).number, one.number)
    assert.equal(one.record.number, one.number)
    const xml = await (await t.raw(ownerAdmin, 'GET', `/api/certificates/${issued.id}/xml`)).text()
    assert.ok(xml.includes(one.number) && xml.includes(one.publicId))
    assert.equal(one.mayEnd, false)
    assert.equal((await t.call(signatory, 'GET', `/api/certificates/${issued.id}`)).body.mayEnd, true)
  }
})

test('numbers run without gaps, a repeated issue keeps its number, and 50 issues at once have 50 leaves', { timeout: 120_000 }, async () => {
  const reserved = await recordFor(request('again:1'))
  assert.equal((await recordFor(request('again:1'))).number, reserved.number)
  assert.equal((await recordFor(request('again:1'))).publicId, reserved.publicId)
  await issue('again:1')
  const all = await Promise.all(Array.from({ length: 50 }, (_, i) => issue(`many:${i}`)))
  assert.equal(new Set(all.map((i) => i.publicId)).size, 50)
  const rows = await t.db.withTx(jobScope, (tx) => tx.selectFrom('ledger.entry').select('leaf_index').where('op', '=', 'issue').execute())
  assert.equal(new Set(rows.map((r) => r.leaf_index)).size, rows.length)
  assert.ok(rows.every((r) => r.leaf_index !== null))
  const numbers = await t.db.withTx(jobScope, (tx) => tx.selectFrom('certificates.certificate').select('number').where('org_id', '=', lab).execute())
  const sequences = numbers.map((n) => Number(n.number.slice(-6))).sort((a, b) => a - b)
  assert.deepEqual(sequences, sequences.map((_, i) => i + 1))
})

test('the same source is issued once, however often it is tried at once', async () => {
  const answers = await Promise.allSettled(Array.from({ length: 8 }, () => issue('once:1')))
  assert.equal(answers.filter((a) => a.status === 'fulfilled').length, 1)
  const rows = await t.db.withTx(jobScope, (tx) => tx.selectFrom('certificates.certificate').select('id').where('source', '=', 'once:1').execute())
  assert.equal(rows.length, 1)
})

test('who sees it: the laboratory, the owner, the city of its division; for others it is not there', async () => {
  const { id } = await issue('seen:1')
  const cases: readonly [TestPerson | undefined, number][] = [
    [signatory, 200], [reception, 200], [ownerAdmin, 200], [desk, 200], [otherOwner, 404], [otherHead, 404], [county, 404], [undefined, 401],
  ]
  for (const [who, status] of cases) {
    for (const path of ['', '/pdf', '/xml', '/proof']) assert.equal((await t.raw(who, 'GET', `/api/certificates/${id}${path}`)).status, status, `${who?.name ?? 'nobody'} ${path}`)
    if (who) {
      const list = await t.call(who, 'GET', '/api/certificates?limit=200')
      assert.equal(list.body.rows.some((r: { id: number }) => r.id === id), status === 200, who.name)
    }
  }
})

test('row-level security alone hides foreign certificates, events and counters', async () => {
  const { id } = await issue('rls:1')
  const foreign = { role: 'app' as const, orgs: [otherOwner.orgId], own: [otherOwner.orgId], actor: otherOwner.id }
  await t.db.withTx(foreign, async (tx) => {
    assert.deepEqual(await tx.selectFrom('certificates.certificate').select('id').execute(), [])
    assert.deepEqual(await tx.selectFrom('certificates.counter').selectAll().execute(), [])
    assert.deepEqual(await tx.selectFrom('certificates.reservation').selectAll().execute(), [])
  })
  await assert.rejects(t.db.withTx(publicScope, (tx) => tx.selectFrom('certificates.certificate').select('id').execute()), /permission denied/)
  await assert.rejects(t.db.withTx(publicScope, (tx) => tx.selectFrom('certificates.event').select('actor_id').execute()), /permission denied/)
  const own = { role: 'app' as const, orgs: [lab], own: [lab], actor: signatory.id }
  await assert.rejects(t.db.withTx(own, (tx) => tx.updateTable('certificates.certificate').set({ claims: 'x' }).where('id', '=', id).execute()), /permission denied/)
  await assert.rejects(t.db.withTx(own, (tx) => tx.deleteFrom('certificates.event').execute()), /permission denied/)
})

test('lists are filtered, paged both ways and counted', async () => {
  const first = (await t.call(ownerAdmin, 'GET', '/api/certificates?limit=10')).body
  assert.equal(first.rows.length, 10)
  assert.equal(first.previous, null)
  const second = (await t.call(ownerAdmin, 'GET', `/api/certificates?limit=10&after=${first.next}`)).body
  assert.ok(second.rows[0].id < first.rows[9].id)
  const back = (await t.call(ownerAdmin, 'GET', `/api/certificates?limit=10&before=${second.previous}`)).body
  assert.deepEqual(back.rows, first.rows)
  assert.equal(back.previous, null)
  const cases: readonly [string, (n: number) => boolean][] = [
    ['kind=rejection', (n) => n === 1], ['q=JZ-2026', (n) => n === 1], ['q=26070815', (n) => n > 50], ['q=%25', (n) => n === 0], ['q=_', (n) => n === 0],
    ['q=热电偶', (n) => n === 1], ['from=2027-01-01', (n) => n === 0], ['state=revoked', (n) => n === 0], ['state=valid', (n) => n > 50],
  ]
  for (const [query, holds] of cases) {
    const { count, rows } = (await t.call(ownerAdmin, 'GET', `/api/certificates?limit=200&${query}`)).body
    assert.ok(holds(count), `${query}: ${count}`)
    assert.equal(rows.length, Math.min(200, count))
  }
  for (const bad of ['limit=201', 'limit=0', 'from=2026', 'state=fine', 'side=city', 'after=x', 'after=1&before=2']) {
    assert.equal((await t.call(ownerAdmin, 'GET', `/api/certificates?${bad}`)).status, 400, bad)
  }
})

test('a character without a glyph, a broken record and a demo in the real house are refused in a sentence', async () => {
  const base = await recordFor(request('refused:1'))
  const cases: readonly [object, RegExp][] = [
    [{ item: { ...base.item, name: { zh: '电子𠮷秤', en: 'x' } } }, /没有“𠮷”这个字/],
    [{ dates: { ...base.dates, issued: '2026-11-01' } }, /没有签发/],
    [{ demo: { wording: { zh: '演示 无法律效力', en: 'DEMO, no legal force' } } }, /不能混用/],
    [{ client: { ...base.client, name: { zh: '名字\u202e反', en: 'x' } } }, /没有签发/],
  ]
  for (const [change, says] of cases) {
    const answer = await prepareCertificate(t.house.certificates, { ...base, ...change }, { orgId: lab, clock: t.clock })
    assert.ok(!answer.ok)
    assert.match(answer.words[0], says)
  }
})

test('a stamp ended between preparing and recording: nothing is issued, and trying again works', async () => {
  const prepared = await prepareFor(request('ended:1'))
  await t.house.certificates.ledger.stamps.end(lab, { op: 'key-retire' }, t.clock)
  const { recordCertificate } = await import('./contract.ts')
  const scope = { role: 'app' as const, orgs: [lab], own: [lab], actor: signatory.id }
  const facts = { orgId: lab, ownerOrgId: owner, instrumentId: null, division: '341181', source: 'ended:1', signedBy: signatory.id }
  await assert.rejects(t.db.withTx(scope, (tx) => recordCertificate(tx, t.house.certificates, t.clock, prepared, facts)), { type: 'stamp-ended' })
  assert.ok((await issue('ended:1')).id)
})

test('revoking needs the role, the laboratory, a reason and happens once', async () => {
  const { id, publicId } = await issue('revoke:1')
  const path = `/api/certificates/${id}/revocation`
  const body = { code: 'measurement-in-doubt', reason: '复查发现读数有误' }
  assert.equal((await t.call(reception, 'POST', path, body)).status, 403)
  assert.equal((await t.call(otherHead, 'POST', path, body)).status, 404)
  assert.equal((await t.call(ownerAdmin, 'POST', path, body)).status, 403)
  assert.equal((await t.call(signatory, 'POST', path, { ...body, reason: '' })).status, 400)
  assert.equal((await t.call(signatory, 'POST', path, { ...body, code: 'because' })).status, 400)
  assert.equal((await t.call(signatory, 'POST', path, { ...body, actor: 1 })).status, 400)
  const answers = await Promise.all(Array.from({ length: 6 }, () => t.call(signatory, 'POST', path, body)))
  assert.deepEqual(answers.map((x) => x.status).sort(), [200, 409, 409, 409, 409, 409])
  const one = (await t.call(ownerAdmin, 'GET', `/api/certificates/${id}`)).body
  assert.equal(one.state, 'revoked')
  assert.equal(one.events[0].reason, '复查发现读数有误')
  const page = await (await t.raw(undefined, 'GET', `/c/${publicId}`)).text()
  assert.match(page, /这份证书已撤销/)
  assert.match(page, /复查发现读数有误/)
})

test('a revoked certificate no longer speaks for its instrument in the ledger: the one before does, or none', async () => {
  const registered = await t.call(ownerAdmin, 'POST', '/api/instruments', { name: '电子计价秤', purpose: 'trade', model: 'ACS-30', serial: 'R-2219', maker: '云溪衡器有限公司' })
  assert.equal(registered.status, 201, JSON.stringify(registered.body))
  const inDb = await t.db.withTx(jobScope, (tx) => tx.selectFrom('registry.instrument').select('id').where('serial', '=', 'R-2219').executeTakeFirstOrThrow())
  await t.db.withTx(jobScope, (tx) => becomeClient(tx, { labOrgId: lab, clientOrgId: owner, since: instantOf(t.clock.now()), actNo: 1 }))
  const first = await issue('ledger:1', { instrumentId: inDb.id })
  const second = await issue('ledger:2', { instrumentId: inDb.id })
  await t.db.withTx(jobScope, (tx) => recordVerification(tx, { instrumentId: inDb.id, verifiedOn: '2026-11-20', dueOn: '2027-11-19', verdict: 'pass', certificateNo: second.number, at: instantOf(t.clock.now()) }))
  const shown = async () => (await t.db.withTx(jobScope, (tx) => instrumentFacts(tx, inDb.id)))?.certificateNo
  const body = { code: 'measurement-in-doubt', reason: '复查发现读数有误' }
  assert.equal((await t.call(signatory, 'POST', `/api/certificates/${second.id}/revocation`, body)).status, 200)
  assert.equal(await shown(), first.number)
  assert.equal((await t.call(signatory, 'POST', `/api/certificates/${first.id}/revocation`, body)).status, 200)
  assert.equal(await shown(), null)
})

test('a record that replaces a certificate supersedes it in the same act', async () => {
  const old = await issue('replaced:1')
  const replaces = { how: 'amended' as const, number: old.number, publicId: old.publicId }
  await assert.rejects(issue('replacing:0', { record: { replaces } }), { type: 'reason' })
  const next = await issue('replacing:1', { record: { replaces }, replacesReason: '更正型号' })
  const one = (await t.call(ownerAdmin, 'GET', `/api/certificates/${old.id}`)).body
  assert.equal(one.state, 'superseded')
  assert.equal(one.supersededBy, next.publicId)
  assert.equal((await t.call(ownerAdmin, 'GET', `/api/certificates/${next.id}`)).body.replaces.number, old.number)
  assert.match(await (await t.raw(undefined, 'GET', `/c/${old.publicId}?lang=en`)).text(), /This certificate was superseded/)
  await assert.rejects(issue('replacing:2', { record: { replaces }, replacesReason: '再更正' }), { type: 'already-superseded' })
})

test('superseding by hand: same laboratory, same instrument, newer, in force', async () => {
  const old = await issue('by-hand:1')
  t.clock.advance(60_000)
  const next = await issue('by-hand:2')
  const other = await issue('by-hand:3', { record: { item: { ...exampleRecords[0].item, serial: '999' } } })
  const path = `/api/certificates/${old.id}/supersession`
  const cases: readonly [string, number, string][] = [
    [old.publicId, 409, 'itself'], [other.publicId, 409, 'other-instrument'], ['0000000000000000', 422, 'successor-unknown'],
  ]
  for (const [by, status, type] of cases) {
    const answer = await t.call(signatory, 'POST', path, { by, reason: '更正地址' })
    assert.equal(answer.status, status, type)
    assert.equal(answer.body.title, type)
  }
  assert.equal((await t.call(signatory, 'POST', `/api/certificates/${next.id}/supersession`, { by: old.publicId, reason: '更正地址' })).body.title, 'older')
  assert.equal((await t.call(signatory, 'POST', path, { by: next.publicId, reason: '更正地址' })).status, 200)
  assert.equal((await t.call(ownerAdmin, 'GET', `/api/certificates/${old.id}`)).body.state, 'superseded')
})

async function token(orgId: number, scopes: string[]): Promise<string> {
  const secret = `dhk_${newToken()}`
  await t.db.withTx({ role: 'app', orgs: [orgId], own: [orgId], actor: ownerAdmin.id }, (tx) => tx.insertInto('registry.token').values({
    org_id: orgId, label: '档案系统', token_sha256: tokenHash(secret), hint: secret.slice(0, 8), scopes, created_by: ownerAdmin.id,
    created_at: instantOf(t.clock.now()), expires_at: instantOf(t.clock.now() + 86_400_000),
  }).execute())
  return secret
}

test('the owner fetches a period as one ZIP with an index, by session and by token', async () => {
  const path = '/api/certificates/archive?from=2026-11-01&to=2026-11-30'
  const zip = unzipSync(new Uint8Array(await (await t.raw(ownerAdmin, 'GET', path)).arrayBuffer()))
  const index = Buffer.from(zip['index.csv'] ?? []).toString()
  assert.match(index, /^\ufeff证书编号,种类/)
  const pdfs = Object.keys(zip).filter((n) => n.endsWith('.pdf'))
  const { count } = (await t.call(ownerAdmin, 'GET', '/api/certificates')).body
  assert.equal(pdfs.length, count)
  assert.equal(index.trim().split('\r\n').length, count + 1)
  assert.match(Buffer.from(zip[pdfs[0] ?? ''] ?? []).subarray(0, 5).toString(), /%PDF-/)
  assert.match(index, /已撤销/)
  const bearer = async (orgId: number, scopes: string[]) => t.raw(undefined, 'GET', path, { headers: { Authorization: `Bearer ${await token(orgId, scopes)}` } })
  const byToken = await bearer(owner, ['certificates:read'])
  assert.equal(byToken.status, 200)
  assert.equal(Object.keys(unzipSync(new Uint8Array(await byToken.arrayBuffer()))).length, Object.keys(zip).length)
  assert.equal((await bearer(owner, ['instruments:read'])).status, 403)
  const foreign = await bearer(otherOwner.orgId, ['certificates:read'])
  assert.deepEqual(Object.keys(unzipSync(new Uint8Array(await foreign.arrayBuffer()))).sort(), ['index.csv', 'policy.txt'])
  assert.equal((await t.raw(ownerAdmin, 'GET', '/api/certificates/archive')).status, 400)
  assert.equal((await t.raw(ownerAdmin, 'GET', '/api/certificates/archive?from=2026-12-01&to=2026-11-01')).status, 400)
})

test('a list for a spreadsheet holds text and no formula', () => {
  assert.equal(csvText([['=1+1', '+x', '-y', '@z', 'a,"b"', '普通']]), '\ufeff\'=1+1,\'+x,\'-y,\'@z,"a,""b""",普通\r\n')
})

test('the public page: codes as people type them, unknown codes, no list, and guesses run dry', async () => {
  const { publicId } = await issue('public:1')
  const grouped = publicId.replace(/(.{4})(?=.)/g, '$1-').toUpperCase()
  assert.equal(publicIdIn(` ${grouped} `), publicId)
  const typed = await t.raw(undefined, 'GET', `/c?code=${encodeURIComponent(grouped)}`)
  assert.equal(typed.headers.get('Location'), `/c/${publicId}`)
  assert.equal((await t.raw(undefined, 'GET', '/c/0000000000000000')).status, 404)
  assert.match(await (await t.raw(undefined, 'GET', '/c/0000000000000000')).text(), /这不等于假证/)
  assert.equal((await t.raw(undefined, 'GET', '/c')).status, 200)
  const hostile = await (await t.raw(undefined, 'GET', `/c?code=${encodeURIComponent('"><script>alert(1)</script>')}`)).text()
  assert.ok(!hostile.includes('<script>alert'))
  for (const path of ['/api/public/certificates', '/api/public/by-hash/abcd', '/api/public/certificates/JD-2026-000001']) assert.equal((await t.call(undefined, 'GET', path)).status, 404)
  const statuses = new Set<number>()
  for (let i = 0; i < 100; i++) statuses.add((await t.raw(undefined, 'GET', `/api/public/certificates/${String(i).padStart(16, '0')}`)).status)
  assert.deepEqual([...statuses].sort(), [404, 429])
})
