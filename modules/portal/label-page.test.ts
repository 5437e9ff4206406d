// The public face of an instrument: what a stranger with the label reads, and what never stands there.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { dispenserRejection, scaleVerification, thermocoupleCalibration } from '@duheng/dcc/examples.ts'
import type { CertificateRecord } from '@duheng/dcc/record.ts'
import { openTestHouse } from '#apps/server/testing.ts'
import type { TestHouse, TestPerson } from '#apps/server/testing.ts'
import { issueFor } from '#modules/certificates/testing/issue.ts'
import { publicScope } from '#platform/db/scope.ts'

let t: TestHouse
let owner: TestPerson
let signatory: TestPerson
let stranger: TestPerson
before(async () => {
  t = await openTestHouse()
  owner = await t.person(await t.org('enterprise', '示范市王五肉铺'), '王五', ['owner-admin'])
  stranger = await t.person(await t.org('enterprise', '示范市别家'), '别人', ['clerk'])
  signatory = await t.person(await t.org('laboratory', '示范市计量所'), '孙立', ['signatory'])
})
after(() => t.close())

let serial = 0
async function registered(more: object = {}): Promise<string> {
  const answer = await t.call(owner, 'POST', '/api/instruments', { name: '电子计价秤', purpose: 'trade', model: 'ACS-30', serial: `SERIAL${serial++}`, ownerNo: '柜台3', catalogue: 'non-automatic-weighing', ...more })
  assert.equal(answer.status, 201, JSON.stringify(answer.body))
  return answer.body.code
}
let source = 0
async function certified(code: string, example: CertificateRecord = scaleVerification) {
  return issueFor({
    db: t.db, services: t.house.certificates, clock: t.clock, orgId: signatory.orgId, ownerOrgId: owner.orgId, personId: signatory.id, source: `face:${source++}`,
    record: { ...example, item: { ...example.item, identityCode: code } },
  })
}
async function face(code: string, how: { who?: TestPerson; query?: string } = {}) {
  t.clock.advance(2_000) // the allowance of the rate limit comes back
  const answer = await t.raw(how.who, 'GET', `/i/${code}${how.query ?? ''}`)
  return { status: answer.status, to: answer.headers.get('Location'), text: (await answer.text()).replaceAll(/<[^>]+>/g, ' ').replaceAll(/\s+/g, ' ') }
}

test('a label without a certificate says what it is, that it is compulsory and why, and nothing of its owner', async () => {
  const { body } = await t.call(owner, 'GET', '/api/compulsory-catalogue')
  const entry = body.entries.find((e: { first: { zh: string } }) => e.first.zh.includes('衡器'))
  const code = await registered({ catalogue: entry.id })
  const seen = await face(code)
  assert.equal(seen.status, 200)
  assert.match(seen.text, /没有查到在本平台签发的证书.*电子计价秤.*ACS-30/)
  assert.ok(seen.text.includes(`${code.slice(0, 5)}-${code.slice(5)}`))
  assert.match(seen.text, /按目录应当强制检定.*列入目录“.*衡器/)
  assert.doesNotMatch(seen.text, /王五|肉铺|柜台3|SERIAL/)
  assert.match((await face(code, { query: '?lang=en' })).text, /No certificate issued here was found.*By the catalogue it would be.*It is listed as/)
})

test('what the owner states of a certificate from elsewhere is not for strangers', async () => {
  const code = await registered({ declared: { verifiedOn: '2026-10-20', dueOn: '2027-10-19', verdict: 'pass', certificateNo: '外-2026-0331' } })
  const { text } = await face(code)
  assert.doesNotMatch(text, /外-2026-0331|2027-10-19/)
  assert.match(text, /没有查到/)
})

test('the newest certificate decides: valid, then expired on the day after, and its link leads to the check', async () => {
  const code = await registered()
  const { publicId } = await certified(code)
  const valid = await face(code)
  assert.match(valid.text, /✓ 检定合格，有效期至 2027-11-19/)
  assert.match((await face(code, { query: '?lang=en' })).text, /✓ Passes its verification, valid until 2027-11-19/)
  assert.ok((await (await t.raw(undefined, 'GET', `/i/${code}`)).text()).includes(`href="/c/${publicId}"`))
  const before = t.clock.now()
  t.clock.set('2027-11-20T09:00:00+08:00')
  assert.match((await face(code)).text, /! 检定已于 2027-11-19 到期/)
  t.clock.set(before)
})

test('a revoked certificate is said to be revoked, and a later calibration does not hide a verification', async () => {
  const code = await registered()
  const first = await certified(code)
  await certified(code, thermocoupleCalibration)
  assert.match((await face(code)).text, /✓ 检定合格/)
  const revoked = await t.call(signatory, 'POST', `/api/certificates/${first.id}/revocation`, { code: 'issued-in-error', reason: '签发有误' })
  assert.ok(revoked.status < 300, JSON.stringify(revoked.body))
  assert.match((await face(code)).text, /✕ 最近一份证书已撤销/)
})

test('a notice of a failed verification is said, and a calibration by itself passes nothing', async () => {
  const failed = await registered()
  await certified(failed, dispenserRejection)
  assert.match((await face(failed)).text, /✕ 最近一次检定：不合格/)
  const calibrated = await registered()
  await certified(calibrated, thermocoupleCalibration)
  assert.match((await face(calibrated)).text, /\? 只有校准证书/)
})

test('a scrapped instrument says so before anything else', async () => {
  const code = await registered()
  await certified(code)
  assert.ok((await t.call(owner, 'POST', `/api/instruments/${code}/scrap`, { version: 1, reason: '坏了' })).status < 300)
  assert.match((await face(code)).text, /这台器具已登记报废/)
})

test('its own people go on to the ledger; somebody of another organisation reads what strangers read', async () => {
  const code = await registered()
  assert.deepEqual(await face(code.toLowerCase(), { who: owner }).then(({ status, to }) => [status, to]), [302, `/instruments/${code}`])
  assert.equal((await face(code, { who: stranger })).status, 200)
})

test('a slip of the pen and an unknown code are told apart, and markup in an address stays text', async () => {
  assert.match((await face('0000000001')).text, /校验位不对/)
  const unknown = await face('0000000000')
  assert.equal(unknown.status, 404)
  assert.match(unknown.text, /没有这个编号的器具/)
  const answer = await t.raw(undefined, 'GET', '/i/%3Cscript%3Ealert(1)%3C')
  assert.doesNotMatch(await answer.text(), /<script>alert/)
})

test('the public role sees the one instrument whose code its transaction names, and can list none', async () => {
  const code = await registered()
  await registered()
  const seen = (label: string) => t.db.withTx(publicScope, async (tx) => {
    const { sql } = await import('kysely')
    await sql`select set_config('duheng.label', ${label}, true)`.execute(tx)
    return (await tx.selectFrom('registry.instrument').select('code').execute()).map((row) => row.code)
  })
  assert.deepEqual(await seen(code), [code])
  assert.deepEqual(await seen(''), [])
  await assert.rejects(t.db.withTx(publicScope, (tx) => tx.selectFrom('registry.instrument').select('org_id').execute()), /permission denied/)
})
