import assert from 'node:assert/strict'
import { test } from 'node:test'
import { catalogueAt } from './catalogue.ts'
import { compulsoryKeys, compulsoryMemo, compulsoryOf, dueState, saysOf, whyDue } from './compulsory.ts'
import { purposes } from './instrument.ts'

const day = '2026-11-23'
const catalogue = catalogueAt(day)
const row = (more: object) => ({ catalogue: 'non-automatic-weighing', purpose: 'trade', settledDirect: false, sellsToPublic: null, standardRole: null, ...more })

const cases: [string, object, string][] = [
  ['a scale in trade', {}, 'yes'],
  ['the same for a purpose that is not listed', { purpose: 'other' }, 'no'],
  ['nobody has looked it up', { catalogue: null }, 'unknown'],
  ['looked up and not listed', { catalogue: 'not-listed' }, 'no'],
  ['a highest standard, whatever it is', { catalogue: null, standardRole: 'highest standard' }, 'yes'],
  ['a charging pile that sells to the public', { catalogue: 'ev-charging-pile', sellsToPublic: true }, 'yes'],
  ['a charging pile at home', { catalogue: 'ev-charging-pile', sellsToPublic: false }, 'no'],
  ['a charging pile of which it is not said', { catalogue: 'ev-charging-pile' }, 'unknown'],
]
for (const [name, more, says] of cases) {
  test(`${name}: ${says}`, () => {
    assert.equal(saysOf(compulsoryOf(row(more), catalogue, day, [])).says, says)
    assert.deepEqual(compulsoryMemo(catalogue, day, [])(row(more)), saysOf(compulsoryOf(row(more), catalogue, day, [])))
  })
}

test('what an official text says decides; what was read elsewhere does not until two persons adopt it', () => {
  assert.equal(saysOf(compulsoryOf(row({ standardRole: 'public standard' }), catalogue, day, [])).decided, true)
  assert.equal(saysOf(compulsoryOf(row({}), catalogue, day, [])).decided, false)
})

test('a charging pile was not under verification before 2023', () => {
  assert.equal(saysOf(compulsoryOf(row({ catalogue: 'ev-charging-pile', sellsToPublic: true }), catalogue, '2022-12-31', [])).says, 'no')
})

test('the keys the database compares are exactly the combinations of which the rules say yes', () => {
  const keys = new Set(compulsoryKeys(catalogue, day))
  assert.equal(keys.size, compulsoryKeys(catalogue, day).length)
  for (const { id } of catalogue.entries) {
    for (const purpose of purposes) {
      for (const settledDirect of [true, false]) {
        for (const sellsToPublic of [true, false, null]) {
          const says = saysOf(compulsoryOf(row({ catalogue: id, purpose, settledDirect, sellsToPublic }), catalogue, day, [])).says
          assert.equal(keys.has(`${id}|${purpose}|${settledDirect}|${sellsToPublic ?? ''}`), says === 'yes', `${id} ${purpose} ${settledDirect} ${sellsToPublic}`)
        }
      }
    }
  }
})

for (const [verifiedOn, dueOn, state] of [[null, null, 'never'], ['2025-01-01', null, 'without end'], ['2025-01-01', '2026-11-23', 'valid'], ['2025-01-01', '2026-11-22', 'overdue']] as const) {
  test(`verified ${verifiedOn}, valid until ${dueOn}: ${state}`, () => assert.equal(dueState({ verifiedOn, dueOn }, day), state))
}

test('why due: the certificate first, then every interval of the entry with its source; a failed one is not given a next date', () => {
  const base = { verifiedOn: '2026-03-10', dueOn: '2027-03-09', verdict: 'pass', certificateNo: 'JD-1', declared: false, catalogue: 'water-meter' }
  const why = whyDue(base, catalogue, day, [])
  assert.match(why.sentences[0]?.zh ?? '', /^证书 JD-1：2026-03-10 检定合格，有效期至 2027-03-09。$/)
  assert.ok(why.sentences.length >= 4)
  assert.ok(why.sentences.slice(1).every((s) => s.source !== null && s.standing === 'not adopted'))
  const failed = whyDue({ ...base, verdict: 'fail', dueOn: null }, catalogue, day, [])
  assert.match(failed.sentences[0]?.zh ?? '', /检定不合格。$/)
  assert.ok(failed.sentences.slice(1).every((s) => !s.zh.includes('有效期至')))
  assert.match(whyDue({ ...base, catalogue: null, verifiedOn: null, dueOn: null, verdict: null }, catalogue, day, []).sentences.map((s) => s.zh).join(''), /没有检定记录.*以所用检定规程为准/)
})
