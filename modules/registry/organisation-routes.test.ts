import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { openTestHouse } from '#apps/server/testing.ts'
import type { TestHouse, TestPerson } from '#apps/server/testing.ts'
import { jobScope } from '#platform/db/scope.ts'
import { checkCharacter } from './credit-code.ts'
import { grantProblem, kindsFor } from './organisation.ts'
import { UNSEEN_MAX } from './taken-code.ts'

let t: TestHouse
let desk: TestPerson
let reception: TestPerson
let admin: TestPerson
let systemAdmin: TestPerson
before(async () => {
  t = await openTestHouse()
  desk = await t.person(await t.org('authority', '示范市市场监管局', '341100'), '科长', ['city-desk'])
  const lab = await t.org('laboratory', '示范市计量所', '341102')
  reception = await t.person(lab, '收样员', ['reception'])
  admin = await t.person(await t.org('enterprise', '示范市大超市'), '店长', ['owner-admin'])
  const operator = await t.org('operator', '示范市数据局')
  systemAdmin = await t.person(operator, '系统员', ['system-admin'])
})
after(() => t.close())

let serial = 0
const freeCode = () => {
  const first17 = `9134110000000${String(1000 + serial++)}`
  return first17 + checkCharacter(first17)
}
const newOrg = (more: object = {}) => ({ kind: 'enterprise', name: '示范市新开超市', creditCode: freeCode(), division: '341181', ...more })

test('reception registers a client and sees it at once; another laboratory does not', async () => {
  const answer = await t.call(reception, 'POST', '/api/organisations', newOrg({ name: '示范市新客户' }))
  assert.equal(answer.status, 201, JSON.stringify(answer.body))
  assert.equal((await t.call(reception, 'GET', `/api/organisations/${answer.body.id}`)).body.name, '示范市新客户')
  const clients = await t.call(reception, 'GET', '/api/organisations?clients=yes&q=新客')
  assert.deepEqual(clients.body.rows.map((r: { id: number }) => r.id), [answer.body.id])
  const other = await t.person(await t.org('laboratory', '邻市计量所'), '别家收样员', ['reception'])
  assert.equal((await t.call(other, 'GET', `/api/organisations/${answer.body.id}`)).status, 404)
  const code = (await t.call(reception, 'GET', `/api/organisations/${answer.body.id}`)).body.creditCode
  assert.equal((await t.call(other, 'GET', `/api/organisations/by-credit-code/${code}`)).status, 404)
  assert.equal((await t.call(reception, 'GET', `/api/organisations/by-credit-code/${code}`)).body.id, answer.body.id)
  assert.equal((await t.call(other, 'POST', '/api/clients', { creditCode: code, name: '示范市别的名字' })).status, 404)
  assert.equal((await t.call(other, 'POST', '/api/clients', { creditCode: code, name: '示范市新客户' })).status, 201)
  assert.equal((await t.call(other, 'GET', `/api/organisations/${answer.body.id}`)).status, 200)
})

test('a credit code in use leads to its holder whoever may see it, and tells nobody else who that is', async () => {
  const code = freeCode()
  const first = await t.call(systemAdmin, 'POST', '/api/organisations', newOrg({ name: '看不见的单位', creditCode: code }))
  assert.equal(first.status, 201)
  const county = await t.person(await t.org('authority', '定远县市场监管局', '341125'), '县员', ['county-officer'])
  for (const who of [reception, county]) {
    const answer = await t.call(who, 'POST', '/api/organisations', newOrg({ creditCode: code, division: '341125' }))
    assert.deepEqual([answer.status, answer.body.title, answer.body.existing], [409, 'taken', undefined])
    assert.ok(!JSON.stringify(answer.body).includes('看不见') && !JSON.stringify(answer.body).includes('341181'))
  }
  const led = await t.call(desk, 'POST', '/api/organisations', newOrg({ creditCode: code }))
  assert.deepEqual([led.status, led.body.existing], [409, { id: first.body.id, name: '看不见的单位', href: `/organisations/${first.body.id}` }])
  assert.equal((await t.call(desk, 'GET', `/api${led.body.existing.href}`)).body.creditCode, code)
  const client = await t.call(reception, 'POST', '/api/organisations', newOrg({ name: '看得见的客户' }))
  const known = (await t.call(reception, 'GET', `/api/organisations/${client.body.id}`)).body.creditCode
  assert.deepEqual((await t.call(reception, 'POST', '/api/organisations', newOrg({ creditCode: known }))).body.existing, { id: client.body.id, name: '看得见的客户', href: `/organisations/${client.body.id}` })
})

test('codes nobody may see are not tried one after the other: each try is an act, and few a day are answered', async () => {
  const who = await t.person(await t.org('laboratory', '好奇的计量所', '341103'), '好奇的人', ['reception'])
  const code = freeCode()
  assert.equal((await t.call(systemAdmin, 'POST', '/api/organisations', newOrg({ creditCode: code }))).status, 201)
  const tries = []
  for (let i = 0; i < UNSEEN_MAX + 1; i++) tries.push((await t.call(who, 'POST', '/api/organisations', newOrg({ creditCode: code }))).status)
  assert.deepEqual(tries, [...Array.from({ length: UNSEEN_MAX }, () => 409), 429])
  assert.equal((await t.call(who, 'POST', '/api/organisations', newOrg())).status, 429, 'whether the next code is free is not told either')
  assert.equal((await t.call(who, 'POST', '/api/organisations', newOrg({ creditCode: null }))).status, 201)
  const acts = await t.db.withTx(jobScope, (tx) => tx.selectFrom('platform.act').select('no').where('actor_id', '=', who.id).where('verb', '=', 'organisation.code-taken').execute())
  assert.equal(acts.length, UNSEEN_MAX)
  await t.db.asOwner((client) => client.query("update platform.act set at = at - interval '1 day' where actor_id = $1", [who.id])) // as if it had been yesterday
  assert.equal((await t.call(who, 'POST', '/api/organisations', newOrg())).status, 201)
})

test('an organisation enters its own code once; afterwards the authority corrects it, so that a taken and a free code answer the same', async () => {
  const orgId = await t.org('enterprise', '尚无代码的商店')
  const owner = await t.person(orgId, '店主', ['owner-admin'])
  const [taken, mine] = [freeCode(), freeCode()]
  assert.equal((await t.call(systemAdmin, 'POST', '/api/organisations', newOrg({ creditCode: taken, name: '别人的单位' }))).status, 201)
  const tried = await t.call(owner, 'PATCH', `/api/organisations/${orgId}`, { version: 1, creditCode: taken })
  assert.deepEqual([tried.status, tried.body.title, JSON.stringify(tried.body).includes('别人')], [409, 'taken', false])
  assert.deepEqual((await t.call(owner, 'PATCH', `/api/organisations/${orgId}`, { version: 1, creditCode: mine })).body, { version: 2, changed: ['credit_code'] })
  const answers = []
  for (const creditCode of [taken, freeCode()]) {
    const { status, body } = await t.call(owner, 'PATCH', `/api/organisations/${orgId}`, { version: 2, creditCode })
    answers.push({ status, ...body, requestId: '' })
  }
  assert.deepEqual(answers[0], answers[1])
  assert.equal(answers[0]?.['title'], 'credit-code-by-authority')
  assert.equal((await t.call(owner, 'PATCH', `/api/organisations/${orgId}`, { version: 2, creditCode: mine, phone: '0550-1' })).status, 200, 'the same code is no change')
  assert.equal((await t.call(desk, 'PATCH', `/api/organisations/${orgId}`, { version: 3, creditCode: freeCode() })).status, 200)
  assert.deepEqual((await t.call(desk, 'PATCH', `/api/organisations/${orgId}`, { version: 4, creditCode: taken })).body.existing.name, '别人的单位')
})

for (const [name, body, status, field] of [
  ['wrong check character', { creditCode: '91330100799655058C' }, 400, 'creditCode'],
  ['letter I in the code', { creditCode: '9133010079965505I8' }, 400, 'creditCode'],
  ['short code', { creditCode: '9133' }, 400, 'creditCode'],
  ['bidi in the name', { name: '示范\u202e市' }, 400, 'name'],
  ['name of one character', { name: '市' }, 400, 'name'],
  ['name of 300 characters', { name: '市'.repeat(300) }, 400, 'name'],
  ['division of letters', { division: '34118x' }, 400, 'division'],
  ['unknown kind', { kind: 'ministry' }, 400, 'kind'],
  ['hidden field', { demo: true }, 400, 'demo'],
  ['division outside the authority', { division: '110101' }, 422, 'division'],
  ['a kind the role may not register', { kind: 'operator' }, 403, 'kind'],
] as const) {
  test(`an organisation is refused: ${name}`, async () => {
    const answer = await t.call(desk, 'POST', '/api/organisations', newOrg(body))
    assert.equal(answer.status, status, JSON.stringify(answer.body))
    assert.equal(answer.body.errors[0].field, field)
  })
}

test('an owner changes its own organisation with its version, a laboratory cannot change its client, and the new name finds the instruments', async () => {
  const made = await t.call(admin, 'POST', '/api/instruments', { name: '台秤', purpose: 'trade', serial: 'R1' })
  const now = (await t.call(admin, 'GET', `/api/organisations/${admin.orgId}`)).body
  const changed = await t.call(admin, 'PATCH', `/api/organisations/${admin.orgId}`, { version: now.version, name: '示范市巨人百货', phone: '0550-1234567' })
  assert.deepEqual(changed.body, { version: 2, changed: ['name', 'phone'] })
  const stale = await t.call(admin, 'PATCH', `/api/organisations/${admin.orgId}`, { version: now.version, name: '旧名' })
  assert.equal(stale.status, 409)
  assert.equal(stale.body.theirs.name, '示范市巨人百货')
  assert.deepEqual((await t.call(admin, 'GET', '/api/instruments?q=巨人')).body.rows.map((r: { code: string }) => r.code), [made.body.code])
  assert.deepEqual((await t.call(admin, 'GET', '/api/instruments?q=大超市')).body.rows, [])
  assert.equal((await t.call(reception, 'PATCH', `/api/organisations/${admin.orgId}`, { version: 2, name: '改名' })).status, 403)
  const head = await t.person(reception.orgId, '所长', ['head'])
  assert.equal((await t.call(head, 'PATCH', `/api/organisations/${admin.orgId}`, { version: 2, name: '改名' })).status, 404)
  assert.equal((await t.call(desk, 'PATCH', `/api/organisations/${admin.orgId}`, { version: 2, division: '341102' })).status, 200)
  assert.equal((await t.call(admin, 'GET', `/api/instruments/${made.body.code}`)).body.division, '341102')
})

test('a place moves its instruments to its division, is found by its name, and belongs to one organisation', async () => {
  const place = await t.call(admin, 'POST', '/api/places', { name: '生鲜柜', division: '341103' })
  assert.equal(place.status, 201)
  assert.equal((await t.call(admin, 'POST', '/api/places', { name: '生鲜柜', division: '341103' })).status, 409)
  const made = await t.call(admin, 'POST', '/api/instruments', { name: '电子秤', purpose: 'trade', serial: 'P1', placeId: place.body.id })
  assert.equal((await t.call(admin, 'GET', `/api/instruments/${made.body.code}`)).body.division, '341103')
  assert.equal((await t.call(admin, 'PATCH', `/api/places/${place.body.id}`, { name: '熟食柜', division: '341122', address: '' })).status, 200)
  const row = (await t.call(admin, 'GET', '/api/instruments?q=熟食')).body.rows[0]
  assert.deepEqual([row.code, row.division, row.place.name], [made.body.code, '341122', '熟食柜'])
  const stranger = await t.person(await t.org('enterprise', '示范市路边店'), '路人', ['owner-admin'])
  assert.equal((await t.call(stranger, 'PATCH', `/api/places/${place.body.id}`, { name: '抢来', division: '341122', address: '' })).status, 404)
  assert.deepEqual((await t.call(stranger, 'GET', `/api/places?org=${admin.orgId}`)).body.places, [])
})

test('a new organisation gets its first administrator once, who signs in with the password shown once and invites others', async () => {
  const org = (await t.call(desk, 'POST', '/api/organisations', newOrg({ name: '示范市新医院' }))).body
  const first = await t.call(desk, 'POST', `/api/organisations/${org.id}/first-admin`, { name: '院长', login: 'hospital.admin' })
  assert.equal(first.status, 201, JSON.stringify(first.body))
  assert.match(first.body.password, /^([a-zA-Z2-9]{4}-){3}[a-zA-Z2-9]{4}$/)
  assert.equal((await t.call(desk, 'POST', `/api/organisations/${org.id}/first-admin`, { name: '另一位', login: 'hospital.two' })).status, 409)
  const signIn = await t.call(undefined, 'POST', '/api/session', { login: 'Hospital.Admin', password: first.body.password })
  assert.equal(signIn.status, 201)
  const cookie = /=([A-Za-z0-9_-]+);/.exec(signIn.headers.get('Set-Cookie') ?? '')?.[1] ?? ''
  const who = { id: first.body.id, orgId: org.id, name: '院长', cookie }
  const clerk = await t.call(who, 'POST', '/api/people', { name: '设备科', login: 'hospital.clerk', roles: ['clerk'] })
  assert.equal(clerk.status, 201)
  assert.equal((await t.call(who, 'POST', '/api/people', { name: '重名', login: 'hospital.clerk', roles: ['clerk'] })).status, 409)
  assert.equal((await t.call(who, 'POST', '/api/people', { name: '越权', login: 'hospital.sign', roles: ['signatory'] })).status, 409)
  assert.equal((await t.call(who, 'POST', '/api/people', { name: '越权', login: 'hospital.other', roles: ['clerk'], orgId: admin.orgId })).status, 403)
  const people = (await t.call(who, 'GET', '/api/people')).body.people
  assert.deepEqual(people.map((p: { name: string; roles: { role: string }[] }) => [p.name, p.roles.map((r) => r.role)]), [['院长', ['owner-admin']], ['设备科', ['clerk']]])
  const again = await t.call(who, 'POST', `/api/people/${clerk.body.id}/password`)
  assert.notEqual(again.body.password, clerk.body.password)
  assert.equal((await t.call(undefined, 'POST', '/api/session', { login: 'hospital.clerk', password: clerk.body.password })).status, 401)
  assert.equal((await t.call(admin, 'POST', `/api/people/${clerk.body.id}/password`)).status, 404)
  const mine = people[0].roles[0].grant
  assert.equal((await t.call(who, 'POST', `/api/people/${who.id}/roles/${mine}/end`)).body.title, 'last-administrator')
  assert.equal((await t.call(who, 'POST', `/api/people/${clerk.body.id}/roles`, { role: 'owner-admin' })).status, 201)
  assert.equal((await t.call(who, 'POST', `/api/people/${who.id}/roles/${mine}/end`)).status, 200)
  assert.equal((await t.call(who, 'GET', '/api/people')).status, 403, 'a right removed works at once')
})

test('the three administrators are never two in one person', async () => {
  const cases: [string, { role: string; orgId: number }[], boolean][] = [
    ['security-admin', [{ role: 'system-admin', orgId: 1 }], false], ['audit-admin', [{ role: 'security-admin', orgId: 9 }], false], ['system-admin', [{ role: 'audit-admin', orgId: 1 }], false],
    ['system-admin', [], true], ['system-admin', [{ role: 'system-admin', orgId: 1 }], false],
  ]
  for (const [role, held, ok] of cases) assert.equal(grantProblem(role as 'system-admin', { id: 1, kind: 'operator' }, held) === undefined, ok, role) // the table holds roles only
  const security = await t.person(systemAdmin.orgId, '安全员', ['security-admin'])
  const answer = await t.call(security, 'POST', `/api/people/${systemAdmin.id}/roles`, { role: 'audit-admin' })
  assert.equal(answer.status, 409)
  assert.match(answer.body.detail, /GB\/T 22239/)
  assert.equal((await t.call(security, 'POST', '/api/people', { name: '一人三员', login: 'three.in.one', roles: ['system-admin', 'audit-admin'] })).status, 409)
})

test('who registers which kind', () => {
  assert.deepEqual(kindsFor(['reception']), ['enterprise'])
  assert.deepEqual(kindsFor(['county-officer']), ['enterprise'])
  assert.deepEqual(kindsFor(['city-desk']), ['enterprise', 'laboratory', 'authority'])
  assert.equal(kindsFor(['system-admin']).length, 4)
})

test('a token is shown once, reads only within its scope and organisation, and ends', async () => {
  const code = (await t.call(admin, 'POST', '/api/instruments', { name: '电子秤', purpose: 'trade', serial: 'T1' })).body.code
  const made = await t.call(admin, 'POST', '/api/tokens', { label: '连锁总部', scopes: ['instruments:read'], days: 400 })
  assert.equal(made.status, 201)
  assert.match(made.body.token, /^dhk_[A-Za-z0-9_-]{43}$/)
  const by = (method: string, path: string, body?: unknown) => t.call(undefined, method, path, body, { Authorization: `Bearer ${made.body.token}` })
  assert.ok((await by('GET', '/api/instruments?limit=200')).body.rows.some((r: { code: string }) => r.code === code))
  assert.equal((await by('POST', '/api/instruments', { name: '秤', purpose: 'trade' })).status, 403)
  assert.equal((await by('GET', '/api/people')).status, 403)
  const listed = (await t.call(admin, 'GET', '/api/tokens')).body.tokens[0]
  assert.equal(listed.lastUsedOn, '2026-11-23')
  assert.ok(!JSON.stringify(listed).includes(made.body.token))
  const stranger = await t.person(await t.org('enterprise', '示范市对手店'), '对手', ['owner-admin'])
  assert.equal((await t.call(stranger, 'POST', `/api/tokens/${made.body.id}/end`)).status, 404)
  assert.equal((await t.call(admin, 'POST', `/api/tokens/${made.body.id}/end`)).status, 200)
  assert.equal((await by('GET', '/api/instruments')).status, 401)
  for (const body of [{ label: 'x', scopes: ['instruments:read'], days: 401 }, { label: 'x', scopes: [], days: 1 }, { label: 'x', scopes: ['all'], days: 1 }, { label: '', scopes: ['instruments:read'], days: 1 }]) {
    assert.equal((await t.call(admin, 'POST', '/api/tokens', body)).status, 400)
  }
})

test('a token with the right to write registers for its own organisation only', async () => {
  const made = await t.call(admin, 'POST', '/api/tokens', { label: '写入', scopes: ['instruments:read', 'instruments:write'], days: 1 })
  const by = (path: string, body: unknown) => t.call(undefined, 'POST', path, body, { Authorization: `Bearer ${made.body.token}` })
  assert.equal((await by('/api/instruments', { name: '秤', purpose: 'trade', serial: 'TW1' })).status, 201)
  assert.equal((await by('/api/instruments', { name: '秤', purpose: 'trade', serial: 'TW2', orgId: reception.orgId })).status, 404)
  t.clock.advance(86_400_000 + 1000)
  assert.equal((await by('/api/instruments', { name: '秤', purpose: 'trade', serial: 'TW3' })).status, 401)
})

test('saved views are a person’s own', async () => {
  const who = await t.person(await t.org('enterprise', '示范市视图店'), '视图员', ['owner-admin'])
  assert.equal((await t.call(who, 'POST', '/api/views', { page: '/instruments', name: '本月到期', query: 'f.due=30' })).status, 201)
  assert.equal((await t.call(who, 'POST', '/api/views', { page: '/instruments', name: '本月到期', query: 'f.due=31' })).status, 201)
  const views = (await t.call(who, 'GET', '/api/views?page=/instruments')).body.views
  assert.deepEqual(views.map((v: { name: string; query: string }) => [v.name, v.query]), [['本月到期', 'f.due=31']])
  const other = await t.person(who.orgId, '同事', ['clerk'])
  assert.deepEqual((await t.call(other, 'GET', '/api/views?page=/instruments')).body.views, [])
  assert.equal((await t.call(other, 'DELETE', `/api/views/${views[0].id}`)).status, 404)
  assert.equal((await t.call(who, 'DELETE', `/api/views/${views[0].id}`)).status, 200)
  assert.equal((await t.call(who, 'POST', '/api/views', { page: 'javascript:alert(1)', name: 'x', query: '' })).status, 400)
})
