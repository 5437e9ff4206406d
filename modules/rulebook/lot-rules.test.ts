// Rules of lots: in the list with their grades, and whole for whoever computes with them, with the standing of each part.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { openTestHouse } from '#apps/server/testing.ts'
import type { TestHouse, TestPerson } from '#apps/server/testing.ts'

let t: TestHouse
let quality: TestPerson
let head: TestPerson
before(async () => {
  t = await openTestHouse()
  const lab = await t.org('laboratory', '示范市计量所')
  quality = await t.person(lab, '质量', ['quality'])
  head = await t.person(lab, '所长', ['head'])
})
after(() => t.close())

type Answer = Awaited<ReturnType<TestHouse['call']>>['body']
const lots = async (who: TestPerson | undefined): Promise<Answer> => (await t.call(who, 'GET', '/api/rules/lots?date=2020-05-01')).body
const edition = (body: Answer, id: string) => body.prepackages.flatMap((rule: Answer) => rule.editions).find((one: Answer) => one.edition.id === id)

test('anybody reads every edition of the packages’ rule, its parts graded, and what was not obtained said', async () => {
  const body = await lots(undefined)
  const old = edition(body, 'JJF-1070-2005')
  assert.deepEqual([old.parts.sampling.grade, old.parts.sampling.standing], ['secondary', 'not adopted'])
  assert.equal(old.edition.sampling.rows[3].factor, '0.379')
  const now = edition(body, 'JJF-1070-2023')
  assert.equal(now.edition.sampling.kind, 'unsettled')
  assert.match(now.edition.sampling.zh, /未取得/)
  // The statute of New Zealand was read itself, its rounding was not.
  const parts = edition(body, 'NZ-SR-1999-373-2001').parts
  assert.deepEqual([parts.sampling.standing, parts.deficiency.standing, parts.rounding.standing], ['official', 'official', 'not adopted'])
  assert.deepEqual(body.sampling.map((one: Answer) => [one.rule.index, one.stands.grade]), [['AQL', 'secondary'], ['LQ', 'memory']])
  assert.equal(body.meters.find((one: Answer) => one.rule.id === 'EU-MID-F').rule.plan.p2, '0.07')
})

test('a part adopted by two persons stands for their institute, and for nobody else', async () => {
  const { id, digest } = edition(await lots(quality), 'JJF-1070-2005').parts.sampling
  const { body } = await t.call(quality, 'POST', '/api/adoptions', { rule: id, sha256: digest, document: 'JJF 1070-2005 正式文本' })
  assert.equal((await t.call(head, 'POST', `/api/adoptions/${body.id}/confirmation`)).status, 200)
  const on = (await t.call(quality, 'GET', '/api/rules/lots')).body
  assert.equal(edition(on, 'JJF-1070-2005').parts.sampling.standing, 'adopted')
  assert.equal(edition(on, 'JJF-1070-2005').parts.deficiency.standing, 'not adopted')
  const strange = (await t.call(undefined, 'GET', '/api/rules/lots')).body
  assert.equal(edition(strange, 'JJF-1070-2005').parts.sampling.standing, 'not adopted')
})

test('the list of rules holds them as of a day', async () => {
  const rows = async (date: string) => (await t.call(quality, 'GET', `/api/rules?date=${date}`)).body.rows.filter((row: Answer) => row.group === 'lot')
  const then = await rows('2020-05-01')
  const now = await rows('2026-05-01')
  const of = (list: Answer, id: string) => list.find((row: Answer) => row.id === id)
  assert.match(of(then, 'JJF-1070-2005.sampling').saysZh, /6 档/)
  assert.match(of(now, 'JJF-1070-2023.sampling').saysEn, /^Not obtained/)
  assert.equal(of(now, 'JJF-1070-2005.sampling'), undefined)
  assert.equal(of(now, 'GB-T-2828.1').grade, 'secondary')
  for (const row of now) assert.match(row.digest, /^[0-9a-f]{64}$/)
})
