import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { openTestHouse } from '#apps/server/testing.ts'
import type { TestHouse, TestPerson } from '#apps/server/testing.ts'
import { instant } from '#platform/clock.ts'
import { jobScope } from '#platform/db/scope.ts'

let t: TestHouse
let shop: number
let owner: TestPerson
let desk: TestPerson
let county: TestPerson
let stranger: TestPerson
before(async () => {
  t = await openTestHouse()
  shop = await t.org('enterprise', '示范市重庆路菜市场')
  owner = await t.person(shop, '陈管理员', ['owner-admin'])
  const other = await t.org('enterprise', '示范市另一家超市', '341122')
  stranger = await t.person(other, '路人', ['clerk'])
  desk = await t.person(await t.org('authority', '示范市市场监管局', '341100'), '科长', ['city-desk'])
  county = await t.person(await t.org('authority', '来安县市场监管局', '341122'), '县员', ['county-officer'])
})
after(() => t.close())

const scale = (more: object = {}) => ({ name: '电子计价秤', purpose: 'trade', catalogue: 'non-automatic-weighing', kind: '非自动衡器', model: 'ACS-30', maker: '示范衡器厂', ...more })
const register = async (fields: object, who = owner) => t.call(who, 'POST', '/api/instruments', fields)
async function registered(fields: object, who = owner): Promise<string> {
  const answer = await register(fields, who)
  assert.equal(answer.status, 201, JSON.stringify(answer.body))
  return answer.body.code
}
const found = async (who: TestPerson, query: string): Promise<string[]> => {
  const answer = await t.call(who, 'GET', `/api/instruments?${query}`)
  assert.equal(answer.status, 200, JSON.stringify(answer.body))
  return answer.body.rows.map((r: { code: string }) => r.code)
}

test('an instrument is registered, read, changed with its version, stopped, and its history says who did what', async () => {
  const code = await registered(scale({ serial: 'H-1' }))
  const read = await t.call(owner, 'GET', `/api/instruments/${code.slice(0, 5)}-${code.slice(5).toLowerCase()}`)
  assert.equal(read.body.fields.model, 'ACS-30')
  assert.equal(read.body.due, 'never')
  const changed = await t.call(owner, 'PATCH', `/api/instruments/${code}`, { version: 1, accuracyClass: 'III', reason: '补录' })
  assert.deepEqual(changed.body, { version: 2, changed: ['accuracyClass'] })
  const stale = await t.call(owner, 'PATCH', `/api/instruments/${code}`, { version: 1, accuracyClass: 'IIII' })
  assert.equal(stale.status, 409)
  assert.equal(stale.body.theirs.fields.accuracyClass, 'III')
  assert.equal((await t.call(owner, 'POST', `/api/instruments/${code}/stop`, { version: 2, reason: '送修' })).body.state, 'stopped')
  assert.equal((await t.call(owner, 'POST', `/api/instruments/${code}/stop`, { version: 3, reason: '再停' })).status, 409)
  const history = await t.call(owner, 'GET', `/api/instruments/${code}/history`)
  assert.deepEqual(history.body.acts.map((a: { verb: string; by: string }) => [a.verb, a.by]), [['instrument.stop', '陈管理员'], ['instrument.change', '陈管理员'], ['instrument.register', '陈管理员']])
  assert.deepEqual(history.body.acts[1].payload.changes, [{ field: 'accuracyClass', from: '', to: 'III' }])
  for (const [who, status] of [[stranger, 404], [county, 404], [desk, 200], [undefined, 401]] as const) {
    assert.equal((await t.call(who, 'GET', `/api/instruments/${code}`)).status, status)
  }
  for (const path of ['why', 'history']) assert.equal((await t.call(stranger, 'GET', `/api/instruments/${code}/${path}`)).status, 404)
  assert.equal((await t.call(stranger, 'PATCH', `/api/instruments/${code}`, { version: 3, name: '我的' })).status, 404)
})

test('one and two Chinese characters, pinyin initials, parts of a serial, codes and places find a row', async () => {
  const place = await t.db.withTx(jobScope, (tx) => tx.insertInto('registry.place').values({ org_id: shop, name: '水产区三号', division: '341102', created_at: instant(t.clock) }).returning('id').executeTakeFirstOrThrow())
  const code = await registered({ name: '燃油加油机', purpose: 'trade', model: 'JYJ-50B', serial: 'SN20260042219', ownerNo: 'B-07', placeId: place.id })
  for (const q of ['油', '加油', '燃油加油机', 'ryjyj', 'jyj', 'jy', '0042219', '42219', 'jyj-50', 'JYJ50b', '水产', 'sc', '重庆路', 'cq', code, code.slice(2, 7), 'b-07', '加油 水产 219', '水产区三号 2026']) {
    assert.ok((await found(owner, `q=${encodeURIComponent(q)}`)).includes(code), q)
  }
  for (const q of ['加水', 'qqq', '99999999', '秤', '%', "'; drop table registry.instrument; --"]) assert.ok(!(await found(owner, `q=${encodeURIComponent(q)}`)).includes(code), q)
  assert.deepEqual(await found(stranger, 'q=加油'), [])
  assert.ok((await found(desk, 'q=加油')).includes(code))
  assert.deepEqual(await found(county, 'q=加油'), [])
})

test('filters ask for state, verdict, kind, place, due and never verified', async () => {
  const org = await t.org('enterprise', '筛选示范店')
  const who = await t.person(org, '筛选员', ['clerk'])
  const due = (dueOn: string, verdict = 'pass') => ({ declared: { verifiedOn: '2025-11-01', dueOn, verdict, certificateNo: '外-1' } })
  const soon = await registered(scale({ serial: '1', ...due('2026-12-01') }), who)
  const past = await registered(scale({ serial: '2', ...due('2026-11-22') }), who)
  const far = await registered(scale({ serial: '3', ...due('2027-11-22') }), who)
  const never = await registered(scale({ serial: '4' }), who)
  const other = await registered({ name: '钢卷尺', purpose: 'other', serial: '5' }, who)
  const failed = await registered(scale({ serial: '6', ...due('2026-12-02', 'fail') }), who)
  const cases: [string, string[]][] = [
    ['due=30', [failed, soon]], ['due=overdue', [past]], ['verdict=fail', [failed]], ['verdict=none', [other, never]], ['compulsory=never-verified', [never]],
    ['purpose=other', [other]], ['kind=非自动衡器&verdict=pass', [far, past, soon]], ['state=stopped', []], ['sort=due', [past, soon, failed, far, never, other]],
    ['sort=-due&verdict=pass', [far, soon, past]], ['sort=name&purpose=other', [other]], ['q=卷尺', [other]], ['division=341181', [failed, other, never, far, past, soon]], ['division=3402', []],
  ]
  for (const [query, codes] of cases) assert.deepEqual(await found(who, query), codes, query)
  for (const [query, codes] of cases) assert.deepEqual((await t.call(who, 'GET', `/api/instruments/count?${query.replace(/&?sort=-?\w+/, '').replace(/^&/, '')}`)).body, { n: query.startsWith('sort=due') ? 6 : query.startsWith('sort=-due') ? 3 : query.startsWith('sort=name') ? 1 : codes.length, about: false }, query)
})

for (const sort of ['newest', '-newest', 'due', '-due', 'name', '-name']) {
  test(`pages in order of ${sort} lead forward to every row once and back again`, async () => {
    const org = await t.org('enterprise', `翻页店${sort}`)
    const who = await t.person(org, '翻页员', ['clerk'])
    for (let i = 0; i < 13; i++) await registered(scale({ name: i % 3 === 0 ? '台秤' : '压力表', serial: `P${i}`, ...(i % 4 === 0 ? {} : { declared: { verifiedOn: '2025-01-01', dueOn: `2026-12-${10 + (i % 3)}`, verdict: 'pass', certificateNo: '' } }) }), who)
    const all = await found(who, `sort=${sort}&limit=200`)
    assert.equal(new Set(all).size, 13)
    const pages: string[][] = []
    let next = ''
    let previous = ''
    do {
      const page = await t.call(who, 'GET', `/api/instruments?sort=${sort}&limit=5${next ? `&after=${next}` : ''}`)
      pages.push(page.body.rows.map((r: { code: string }) => r.code))
      next = page.body.next
      previous = page.body.previous
    } while (next)
    assert.deepEqual(pages.flat(), all)
    const back = await t.call(who, 'GET', `/api/instruments?sort=${sort}&limit=5&before=${previous}`)
    assert.deepEqual(back.body.rows.map((r: { code: string }) => r.code), pages[1])
    assert.ok(back.body.previous)
    const first = await t.call(who, 'GET', `/api/instruments?sort=${sort}&limit=5&before=${back.body.previous}`)
    assert.deepEqual(first.body.rows.map((r: { code: string }) => r.code), pages[0])
    assert.equal(first.body.previous, null)
  })
}

test('why says the rule, its source, how it was read, and that nobody adopted it', async () => {
  const code = await registered(scale({ serial: 'why-1', declared: { verifiedOn: '2025-11-01', dueOn: '2026-10-31', verdict: 'pass', certificateNo: '外-7' } }))
  const why = (await t.call(owner, 'GET', `/api/instruments/${code}/why`)).body
  assert.equal(why.compulsory.says, 'yes')
  assert.equal(why.compulsory.decided, false)
  assert.equal(why.compulsory.answer, 'unknown')
  const sentence = why.compulsory.sentences[0]
  assert.deepEqual([sentence.rule, sentence.grade, sentence.standing, sentence.says], ['non-automatic-weighing', 'secondary', 'not adopted', 'yes'])
  assert.equal(why.due.state, 'overdue')
  assert.match(why.due.sentences[0].zh, /外-7（使用单位自报）：2025-11-01 检定合格，有效期至 2026-10-31，已过期/)
  assert.ok(why.due.sentences.slice(1).every((s: { rule: string; grade: string }) => s.rule.startsWith('interval-') && s.grade !== undefined))
})

test('a laboratory registers for its client, for nobody else', async () => {
  const lab = await t.org('laboratory', '示范市计量所')
  await t.db.withTx(jobScope, (tx) => tx.insertInto('registry.client').values({ org_id: lab, client_org_id: shop, since: instant(t.clock), act_no: 1 }).execute())
  const reception = await t.person(lab, '收样员', ['reception'])
  const code = await registered(scale({ serial: 'lab-1', orgId: shop }), reception)
  assert.equal((await t.call(owner, 'GET', `/api/instruments/${code}`)).status, 200)
  assert.equal((await register(scale({ serial: 'lab-2', orgId: stranger.orgId }), reception)).status, 404)
  assert.equal((await register(scale({ serial: 'lab-3', orgId: 987_654 }), reception)).status, 404)
  const verifier = await t.person(lab, '检定员', ['verifier'])
  assert.equal((await register(scale({ serial: 'lab-4', orgId: shop }), verifier)).status, 403)
})

const long = '很'.repeat(300)
const bad: [string, object, number, string, string][] = [
  ['no name', { purpose: 'trade' }, 400, 'name', 'invalid_type'],
  ['an empty name', scale({ name: '  ' }), 400, 'name', 'too_small'],
  ['a name of 300 characters', scale({ name: long }), 400, 'name', 'custom'],
  ['a bidi override in a name', scale({ name: '电子\u202e秤' }), 400, 'name', 'custom'],
  ['a bidi isolate in a maker', scale({ maker: '厂\u2066' }), 400, 'maker', 'custom'],
  ['a zero-width space in a serial', scale({ serial: '22\u200b19' }), 400, 'serial', 'custom'],
  ['a control character', scale({ model: 'A\u0007' }), 400, 'model', 'custom'],
  ['a line break', scale({ model: 'A\nB' }), 400, 'model', 'custom'],
  ['NUL', scale({ serial: 'A\u0000' }), 400, 'serial', 'custom'],
  ['a private-use character', scale({ name: '秤\ue000' }), 400, 'name', 'custom'],
  ['an unknown purpose', scale({ purpose: 'fun' }), 400, 'purpose', 'invalid_value'],
  ['a day that does not exist', scale({ madeOn: '2026-02-30' }), 400, 'madeOn', 'custom'],
  ['a day in another style', scale({ madeOn: '2026/02/03' }), 400, 'madeOn', 'custom'],
  ['made in the future', scale({ serial: 'b1', madeOn: '2027-02-03' }), 422, 'madeOn', 'date'],
  ['installed before it was made', scale({ serial: 'b1', madeOn: '2025-02-03', installedOn: '2024-01-01' }), 422, 'installedOn', 'date'],
  ['verified in the future', scale({ serial: 'b1', declared: { verifiedOn: '2026-12-01', dueOn: null, verdict: 'pass', certificateNo: '' } }), 422, 'declared.verifiedOn', 'date'],
  ['due before it was verified', scale({ serial: 'b1', declared: { verifiedOn: '2025-12-01', dueOn: '2025-11-01', verdict: 'pass', certificateNo: '' } }), 422, 'declared.dueOn', 'date'],
  ['an unknown catalogue entry', scale({ serial: 'b1', catalogue: 'perpetual-motion' }), 422, 'catalogue', 'catalogue'],
  ['a foreign place', scale({ serial: 'b1', placeId: 999_999 }), 422, 'placeId', 'place'],
  ['a place as text', scale({ placeId: '1 or 1=1' }), 400, 'placeId', 'invalid_type'],
  ['a hidden field', scale({ state: 'scrapped' }), 400, 'state', 'unknown-field'],
  ['another organisation by its column name', scale({ org_id: 1 }), 400, 'org_id', 'unknown-field'],
  ['a verdict smuggled in', scale({ verdict: 'pass' }), 400, 'verdict', 'unknown-field'],
  ['a parameter without number', scale({ parameters: { Max: { value: '30 kg', unit: 'kg' } } }), 400, 'parameters.Max.value', 'invalid_format'],
  ['a parameter with a space in its name', scale({ parameters: { 'Max 1': { text: 'x' } } }), 400, 'parameters.Max 1', 'invalid_key'],
  ['a unit nobody reads', scale({ serial: 'b1', parameters: { Max: { value: '30', unit: 'bushelfuls' } } }), 422, 'parameters.Max', 'parameter-unit'],
  ['units that disagree', scale({ serial: 'b1', parameters: { Max: { value: '30', unit: 'kg' }, e: { value: '10', unit: '℃' } } }), 422, 'parameters.e', 'parameter-unit'],
  ['a twin', scale({ serial: 'H-1' }), 409, 'serial', 'duplicate'],
]
for (const [name, body, status, field, rule] of bad) {
  test(`refused by field and rule: ${name}`, async () => {
    const answer = await register(body)
    assert.equal(answer.status, status, JSON.stringify(answer.body))
    assert.deepEqual([answer.body.errors[0].field, answer.body.errors[0].rule], [field, rule])
    assert.ok(answer.body.errors[0].message.length > 3)
  })
}

test('a script in a name is kept as text', async () => {
  const name = '<script>alert(1)</script>"\'&'
  const code = await registered(scale({ name, serial: 'xss-1' }))
  const answer = await t.call(owner, 'GET', `/api/instruments/${code}`)
  assert.equal(answer.body.fields.name, name)
  assert.match(answer.headers.get('Content-Type') ?? '', /json/)
})

test('a parameter named __proto__ changes nothing', async () => {
  const code = await registered(JSON.parse('{"name":"秤","purpose":"trade","parameters":{"__proto__":{"text":"x"},"constructor":{"text":"y"}}}'))
  const answer = await t.raw(owner, 'GET', `/api/instruments/${code}`)
  assert.match(await answer.text(), /"parameters":\{"constructor":\{"text":"y"\}\}/)
  assert.equal(({} as { text?: unknown }).text, undefined) // any object would show it
})

for (const query of ['limit=0', 'limit=201', 'limit=1e9', 'sort=name;drop', 'after=xxxx', 'after=W10', 'due=-1', 'org_id=1', 'place=abc', `q=${'长'.repeat(101)}`, 'division=34;', 'state=gone']) {
  test(`a list query that makes no sense is refused: ${query.slice(0, 30)}`, async () => {
    assert.equal((await t.call(owner, 'GET', `/api/instruments?${query}`)).status, 400)
  })
}

test('an identity code with a slip of the pen, another organisation’s and an invented one are the same 404', async () => {
  const code = await registered(scale({ serial: 'slip-1' }))
  const slip = `${code.slice(0, 9)}${code[9] === '0' ? '1' : '0'}`
  const answers = await Promise.all([t.call(owner, 'GET', `/api/instruments/${slip}`), t.call(stranger, 'GET', `/api/instruments/${code}`), t.call(owner, 'GET', '/api/instruments/0000000000')])
  assert.deepEqual(answers.map((a) => [a.status, a.body.detail]), Array(3).fill([404, answers[0]?.body.detail]))
  assert.equal((await t.call(owner, 'GET', `/api/instruments/${'%00'.repeat(5)}`)).status, 400)
})

test('fifty registrations of the same instrument at once are one', async () => {
  const answers = await Promise.all(Array.from({ length: 50 }, () => register(scale({ serial: 'race-1' }))))
  assert.equal(answers.filter((a) => a.status === 201).length, 1)
  assert.ok(answers.every((a) => a.status === 201 || a.status === 409), JSON.stringify(answers.find((a) => a.status !== 201 && a.status !== 409)?.body))
})

test('the search functions answer only to the role they are for, and the search role cannot log in', async () => {
  await assert.rejects(t.db.withTx({ role: 'app', orgs: [shop], own: [shop], actor: owner.id }, (tx) => tx.executeQuery({ sql: `select registry.find_city('{"limit":5}')`, parameters: [], query: { kind: 'RawNode' } as never, queryId: { queryId: 'x' } })), /permission denied/)
  await assert.rejects(t.db.withTx({ role: 'app', orgs: [shop], own: [shop], actor: owner.id }, (tx) => tx.executeQuery({ sql: `select registry.search_instruments(false, '{"limit":5}')`, parameters: [], query: { kind: 'RawNode' } as never, queryId: { queryId: 'x' } })), /permission denied/)
  const { rows } = await t.db.asOwner((client) => client.query(`select rolcanlogin, rolsuper, rolbypassrls from pg_roles where rolname = 'duheng_search'`))
  assert.deepEqual(rows, [{ rolcanlogin: false, rolsuper: false, rolbypassrls: false }])
})

test('the catalogue in force is there to choose from, with the grade of each entry', async () => {
  const answer = await t.call(owner, 'GET', '/api/compulsory-catalogue')
  assert.equal(answer.status, 200)
  const scales = answer.body.entries.find((e: { id: string }) => e.id === 'non-automatic-weighing')
  assert.deepEqual([scales.second.zh, scales.grade], ['非自动衡器', 'secondary'])
})
