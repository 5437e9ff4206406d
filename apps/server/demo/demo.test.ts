import assert from 'node:assert/strict'
import { test } from 'node:test'
import { compute } from '@duheng/procedures/compute.ts'
import { verifySignature } from '@duheng/signing/keys.ts'
import { parsePolicy } from '@duheng/tlog/policy.ts'
import { jobScope } from '#platform/db/scope.ts'
import { checkBundle } from '#modules/certificates/contract.ts'
import { parseCreditCode } from '#modules/registry/contract.ts'
import { release } from '#modules/rulebook/contract.ts'
import { openTestHouse } from '../testing.ts'
import type { TestHouse } from '../testing.ts'
import { openDemoCity } from './demo-city.ts'
import { openDrive } from './drive.ts'
import { emptyCast, foundLaboratory, foundOrganisations } from './found.ts'
import { kinds } from './kinds.ts'
import type { Kind } from './kinds.ts'
import { hashOf, planCity } from './plan.ts'
import { planCore } from './plan-core.ts'
import { procedureOf } from './procedure-of.ts'
import { keep, readKept } from './progress.ts'
import { randomOf } from './random.ts'
import { readingsOf } from './sim.ts'
import { openWorker } from './work.ts'

const whole = { seed: 'chuzhou', from: '2025-01-02', until: '2026-11-25', share: 1, calendar: release().calendar }

test('the same seed and day plan the same city, another seed another', () => {
  assert.equal(hashOf(planCity(whole)), hashOf(planCity({ ...whole })))
  assert.notEqual(hashOf(planCity(whole)), hashOf(planCity({ ...whole, seed: 'other' })))
  const random = randomOf('sfc32', 1)
  assert.deepEqual([random.int(0, 999), random.int(0, 999), random.int(0, 999)], [...Array(3)].map(((again) => () => again.int(0, 999))(randomOf('sfc32', 1))))
})

test('every organisation says that it is a demonstration, has a valid code of its own, and no login is used twice', () => {
  const city = planCity(whole)
  const organisations = [...city.core.organisations, ...city.history.organisations]
  for (const org of organisations) {
    assert.match(org.name, /（演示）$/)
    assert.ok(org.creditCode !== null && parseCreditCode(org.creditCode).ok, org.name)
  }
  const unique = (values: readonly string[]) => assert.equal(new Set(values).size, values.length)
  unique(organisations.map((o) => o.name))
  unique(organisations.map((o) => o.creditCode ?? ''))
  unique(organisations.flatMap((o) => o.people.flatMap((p) => p.login ?? [])))
  unique(organisations.flatMap((o) => o.people.map((p) => p.key)))
  for (const part of [city.core, city.history]) {
    unique(part.instruments.map((i) => i.key))
    unique(part.orders.map((o) => o.key))
    for (const i of part.instruments) assert.match(i.fields.maker, /（演示）$/)
  }
})

test('the city is of its size: thousands of instruments, two years of work, failures, corrections, endings, none of it today', () => {
  const { history } = planCity(whole)
  const count = (act: string) => history.events.filter((e) => e.do === act).length
  assert.ok(history.instruments.length >= 3000, `${history.instruments.length}`)
  assert.ok(count('measure') >= 2000, `${count('measure')}`)
  for (const act of ['send back', 'supersede', 'scrap', 'revoke', 'withdraw', 'renew']) assert.ok(count(act) > 0, act)
  assert.ok(history.orders.some((o) => o.pieces.some((p) => p.fault !== undefined)))
  assert.ok(history.events.every((e) => e.at.slice(0, 10) < whole.until && e.at.slice(0, 10) >= whole.from))
  assert.ok(history.events.every((e, n) => n === 0 || (history.events[n - 1]?.at ?? '') <= e.at))
})

test('no instrument is in two orders at once, and every standard is valid on every day it is used', () => {
  const { history } = planCity(whole)
  const first = new Map<string, string>()
  const over = new Map<string, string>()
  for (const e of history.events) {
    if (!('order' in e)) continue
    if (e.do === 'book') first.set(e.order, e.at)
    if (e.do === 'sign' || e.do === 'refuse' || e.do === 'withdraw') over.set(e.order, e.at)
  }
  const last = new Map<string, string>()
  for (const o of history.orders.toSorted((a, b) => ((first.get(a.key) ?? '') < (first.get(b.key) ?? '') ? -1 : 1))) {
    const booked = first.get(o.key) ?? assert.fail(o.key)
    for (const piece of o.pieces) {
      assert.ok((last.get(piece.instrument) ?? '') < booked, `${piece.instrument} in ${o.key}`)
      last.set(piece.instrument, over.get(o.key) ?? '9999')
    }
  }
  const scrapped = new Map(history.events.flatMap((e) => (e.do === 'scrap' ? [[e.instrument, e.at]] : [])))
  for (const [key, at] of scrapped) assert.ok((last.get(key) ?? '') < at, `${key} is scrapped after its last order`)
  for (const s of history.laboratory.standards) {
    const renewals = history.events.flatMap((e) => (e.do === 'renew' && e.standard === s.key ? [{ on: e.at.slice(0, 10), certificate: e.certificate }] : []))
    const until = (day: string) => renewals.findLast((r) => r.on <= day)?.certificate.validUntil ?? s.first.validUntil
    for (const e of history.events) {
      const document = 'order' in e ? history.orders.find((o) => o.key === e.order)?.document : undefined
      if (document === s.document && (e.do === 'measure' || e.do === 'sign')) assert.ok(e.at.slice(0, 10) <= until(e.at.slice(0, 10)), `${s.key} on ${e.at}`)
    }
  }
})

test('sound instruments pass and each fault fails, for every variant of every kind with a procedure', () => {
  const all: readonly Kind[] = Object.values(kinds)
  for (const kind of all) {
    if (kind.document === undefined) continue
    const procedure = procedureOf(kind.document)
    for (const variant of kind.variants) {
      const parameters = { ...Object.fromEntries(Object.entries(variant.parameters).map(([name, p]) => [name, 'text' in p ? p.text : `${p.value} ${p.unit}`])), ...variant.given }
      const verdict = (seed: string, wear: number, fault?: (typeof kind.faults)[number]) =>
        compute(procedure, parameters, Object.fromEntries(readingsOf(procedure, parameters, { seed, wear, fault }))).conclusion.verdict
      for (const wear of [-0.85, -0.4, 0, 0.5, 0.85]) assert.equal(verdict(`${variant.model} ${wear}`, wear), '合格', `${variant.model} ${wear}`)
      for (const fault of kind.faults) assert.equal(verdict(variant.model, 0.2, fault), '不合格', `${variant.model} ${fault}`)
    }
  }
})

const small = { seed: 'small', from: '2025-01-02', share: 0.1 } as const

test('a small city is filled through the routes, goes on after a stop, and everything in it verifies and replays', async () => {
  const house = await openTestHouse('2026-11-25T14:00:00+08:00', true)
  try {
    const open = () => openDemoCity({ db: house.db, tls: false, filesDir: house.filesDir, clock: house.clock, ...small })
    const first = open()
    await first.core(house.house)
    assert.equal(first.progress().problem, undefined)
    const board = await states(house)
    for (const state of ['booked', 'accepted', 'refused', 'withdrawn', 'received', 'assigned', 'measured', 'checked', 'issued', 'returned']) assert.ok((board.get(state) ?? 0) > 0, `something is ${state}`)

    const filling = first.fill(house.house)
    while (first.progress().n < first.progress().of / 2) await new Promise((resolve) => { setTimeout(resolve, 20) })
    await first.stop()
    await filling
    assert.equal(first.progress().done, false)

    const kept = readKept(house.filesDir)
    assert.ok(kept)
    keep(house.filesDir, { ...kept, history: Math.max(0, kept.history - 30) }) // as if the machine had been killed before they were noted

    const second = open()
    assert.ok(second.progress().n > 80, 'it knows how far it was')
    await second.core(house.house)
    await second.fill(house.house)
    assert.deepEqual([second.progress().problem, second.progress().done], [undefined, true])
    assert.equal(readKept(house.filesDir)?.done, true)
    await open().fill(house.house)
    await everythingHolds(house)
  } finally {
    await house.close()
  }
})

test('an act whose answer was lost with the machine is found again, not done twice', async () => {
  const house = await openTestHouse('2026-11-25T14:00:00+08:00', true)
  try {
    const part = planCore('lost', '2026-11-25', release().calendar)
    const event = (act: string, key: string) => part.events.find((e) => e.do === act && JSON.stringify(e).includes(`"${key}"`)) ?? assert.fail(`${act} ${key}`)
    const count = () => house.db.withTx(jobScope, async (tx) => ({
      organisations: (await tx.selectFrom('registry.organisation').select('id').execute()).length, people: (await tx.selectFrom('registry.person').select('id').execute()).length,
      instruments: (await tx.selectFrom('registry.instrument').select('id').execute()).length, orders: (await tx.selectFrom('laboratory.order').select('id').execute()).length,
      standards: (await tx.selectFrom('laboratory.standard').select('id').execute()).length, certificates: (await tx.selectFrom('laboratory.standard_certificate').select('id').execute()).length,
    }))
    const once = async () => {
      const d = openDrive({ db: house.db, house: house.house, tls: false, start: part.laboratory.foundedOn })
      const cast = emptyCast()
      await foundOrganisations(d, cast, part.organisations, 'no password')
      await foundLaboratory(d, cast, part)
      const worker = openWorker(d, cast, part)
      for (const e of [event('register', 'core/gauge/1'), event('book', 'core/booked'), event('accept', 'core/accepted')]) await worker.perform(e)
      await d.close()
      return count()
    }
    const first = await once()
    await house.db.asOwner((client) => client.query('delete from platform.idempotent_answer'))
    assert.deepEqual(await once(), first)
    assert.deepEqual([first.orders, first.standards, first.certificates], [2, 4, 4])
  } finally {
    await house.close()
  }
})

async function states(house: TestHouse): Promise<Map<string, number>> {
  const rows = await house.db.withTx(jobScope, (tx) => tx.selectFrom('laboratory.item').select((e) => ['state', e.fn.countAll<number>().as('n')]).groupBy('state').execute())
  return new Map(rows.map((r) => [r.state, Number(r.n)]))
}

async function everythingHolds(house: TestHouse): Promise<void> {
  const city = planCity({ ...small, until: '2026-11-25', calendar: release().calendar })
  const { orders, certificates, records, laboratories, instruments } = await house.db.withTx(jobScope, async (tx) => ({
    orders: await tx.selectFrom('laboratory.order').select('id').execute(),
    certificates: await tx.selectFrom('certificates.certificate').select(['public_id', 'org_id']).execute(),
    records: await tx.selectFrom('laboratory.record').select(['id', 'org_id']).execute(),
    laboratories: await tx.selectFrom('registry.organisation').select('id').where('kind', '=', 'laboratory').execute(),
    instruments: await tx.selectFrom('registry.instrument').select('id').execute(),
  }))
  assert.equal(orders.length, city.core.orders.length + city.history.orders.length, 'no order twice, none missing')
  assert.ok(instruments.length > 40)
  assert.ok(certificates.length >= 15, `${certificates.length} certificates`)
  const policy = parsePolicy(String((await house.call(undefined, 'GET', '/log/policy')).body))
  assert.ok(policy.ok)
  const states = new Set<string>()
  for (const certificate of certificates) {
    house.clock.advance(1_000) // the public route serves sixty a minute
    const seen = await house.call(undefined, 'GET', `/api/public/certificates/${certificate.public_id}`)
    assert.equal(seen.status, 200)
    const checked = await checkBundle(seen.body.proof, policy.policy, verifySignature)
    assert.ok(checked.ok, JSON.stringify(checked))
    assert.equal(checked.isDemo, true)
    assert.ok(checked.simTime !== undefined && checked.simTime < checked.time, 'the simulated time stands beside the true one')
    states.add(seen.body.state)
  }
  for (const state of ['valid', 'expired', 'superseded', 'revoked']) assert.ok(states.has(state), `some certificate is ${state}`)
  for (const laboratory of laboratories) {
    const head = await house.person(laboratory.id, '复核人', ['head'])
    const people = await house.call(head, 'GET', '/api/adoptions')
    assert.ok(people.body.rows.length >= 3 && people.body.rows.every((a: { proposedBy: number; confirmedBy: number }) => a.proposedBy !== a.confirmedBy), 'two persons adopted each procedure')
    for (const record of records.filter((r) => r.org_id === laboratory.id)) {
      const { body } = await house.call(head, 'GET', `/api/laboratory/records/${record.id}/replay`)
      for (const replayed of body.replayed) assert.equal(replayed.equal, true, JSON.stringify(replayed))
    }
  }
}
