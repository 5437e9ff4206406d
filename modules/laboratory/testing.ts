// A laboratory as tests need one: an institute with its people, an authorisation, weights with a certificate, an adopted JJG 539, an
// accepted dossier, scopes; and a market with scales. Everything but the ledger rows and the people goes through the routes.
import { strict as assert } from 'node:assert'
import { expandReadings } from '@duheng/procedures/example.ts'
import { planOf } from '@duheng/procedures/plan.ts'
import { openTestHouse } from '#apps/server/testing.ts'
import type { Served, TestHouse, TestPerson } from '#apps/server/testing.ts'
import { authScope, jobScope } from '#platform/db/scope.ts'
import { addInstrument } from '#modules/registry/contract.ts'
import { release } from '#modules/rulebook/contract.ts'

export const SCALE = { document: 'JJG 539', parameters: { stage: 'subsequent', class: 'iii', Max: '15 kg', Min: '100 g', e: '5 g' } }

type Answer = Awaited<ReturnType<TestHouse['call']>>
export type TestLaboratory = {
  house: TestHouse
  lab: number
  market: number
  people: { owner: TestPerson; reception: TestPerson; verifier: TestPerson; checker: TestPerson; signatory: TestPerson; quality: TestPerson; head: TestPerson }
  weights: number
  procedureSha256: string
  /** Registers a scale in the market's ledger. */
  scale(serial: string): Promise<number>
  /** Books, accepts, receives and assigns one scale to the verifier. */
  assigned(serial: string): Promise<Working>
  /** A scale whose record is opened and filled with the named example of the procedure. */
  filled(serial: string, example?: string): Promise<Working>
  step(who: TestPerson, id: number, transition: string, more?: Record<string, unknown>): Promise<Answer>
  /** Sets the clock; everybody stays signed in, as if they had worked all the time. */
  at(instant: string): Promise<void>
  ok(answer: Pick<Answer, 'status' | 'body'>, status?: number): Answer['body']
  close(): Promise<void>
}
export type Working = { id: number; no: string; slip: string; instrumentId: number; orderId: number; recordId: number }

/** The readings of an example of JJG 539, cell by cell. */
export function exampleReadings(id: string): Record<string, string> {
  const edition = release().procedures.find((p) => p.of.file.document === SCALE.document)?.of
  const example = edition?.file.examples?.find((e) => e.id === id)
  if (!edition || !example) throw new Error(`JJG 539 has no example ${id}`)
  return expandReadings(planOf(edition, example.parameters), example.readings).readings
}

export async function openTestLaboratory(options: { adopt?: boolean; start?: string; served?: Served } = {}): Promise<TestLaboratory> {
  const house = await openTestHouse(options.start ?? '2026-11-23T09:00:00+08:00', true, options.served)
  const lab = await house.org('laboratory', '云溪市计量测试研究所')
  const market = await house.org('enterprise', '云溪南门农贸市场')
  const people = {
    owner: await house.person(market, '周市场', ['owner-admin']), reception: await house.person(lab, '何收发', ['reception']),
    verifier: await house.person(lab, '王检定', ['verifier']), checker: await house.person(lab, '李核验', ['checker', 'verifier']),
    signatory: await house.person(lab, '孙签字', ['signatory']), quality: await house.person(lab, '钱质量', ['quality']), head: await house.person(lab, '赵所长', ['head']),
  }
  const ok: TestLaboratory['ok'] = (answer, status) => {
    assert.ok(status === undefined ? answer.status < 300 : answer.status === status, `${answer.status} ${JSON.stringify(answer.body)}`)
    return answer.body
  }
  const api = (who: TestPerson, method: string, path: string, body?: unknown) => house.call(who, method, `/api/laboratory${path}`, body)
  const { quality, head, verifier, checker, signatory, reception, owner } = people
  ok(await api(quality, 'POST', '/authorisations', { title: '计量授权证书', number: '(云)法计(2026)001', documents: ['*'], from: '2026-01-01', to: '2030-12-31' }))
  const scope = async (personId: number, duties: string[]) => ok(await api(quality, 'POST', '/scopes', { personId, documents: ['JJG 539'], duties, from: '2026-01-01', to: '2027-12-31', basis: '注册计量师证 2026-017' }))
  await scope(verifier.id, ['verify'])
  await scope(checker.id, ['verify', 'check'])
  await scope(signatory.id, ['sign'])
  const weights = ok(await api(quality, 'POST', '/standards', { kind: 'reference instrument', code: 'M1-07', name: 'M1 等级砝码', range: '1 g～20 kg', accuracy: 'M1 等级', serial: 'FM-07' })).id
  ok(await api(quality, 'POST', `/standards/${weights}/certificates`, { origin: 'manual', issuer: '省计量院', number: 'FM-2026-0045', issuedOn: '2026-03-15', validUntil: '2027-03-14' }))
  const edition = release().procedures.find((p) => p.of.file.document === 'JJG 539')?.of
  const procedureSha256 = edition?.hash ?? ''
  if (options.adopt !== false) {
    const adoption = ok(await house.call(quality, 'POST', '/api/adoptions', { rule: edition?.id, sha256: procedureSha256, document: 'JJG 539—2016 纸本，馆藏 017' }))
    ok(await house.call(head, 'POST', `/api/adoptions/${adoption.id}/confirmation`))
  }
  const method = ok(await api(quality, 'POST', '/methods', {
    document: 'JJG 539', parameters: SCALE.parameters, standards: { weights: { standardId: weights, values: { mpe_weights: '1.5 g' } }, repeatability: { standardId: null, values: { s: '0.4 g' } } },
  }))
  ok(await api(head, 'POST', `/methods/${method.id}/acceptance`))

  const scale: TestLaboratory['scale'] = async (serial) => {
    const added = await house.db.withTx(jobScope, (tx) => addInstrument(tx, house.clock, 0, {
      orgId: market,
      fields: {
        name: '电子计价秤', purpose: 'trade', category: '衡器', kind: '非自动衡器', model: 'ACS-15', serial, maker: '云溪衡器有限公司', measuringRange: '15 kg', accuracyClass: 'III',
        parameters: { Max: { value: '15', unit: 'kg' }, Min: { value: '100', unit: 'g' }, e: { value: '5', unit: 'g' } },
      },
    }))
    if (!added.ok) throw new Error(JSON.stringify(added.problems))
    return added.id
  }
  const step: TestLaboratory['step'] = async (who, id, transition, more = {}) => {
    const { version } = ok(await api(reception, 'GET', `/items/${id}`))
    return api(who, 'POST', `/items/${id}/steps`, { transition, version, ...more })
  }
  const assigned: TestLaboratory['assigned'] = async (serial) => {
    const instrumentId = await scale(serial)
    const order = ok(await api(owner, 'POST', '/orders', { laboratoryId: lab, kind: 'verification', way: 'delivered', contact: '周市场', phone: '0550-1', instrumentIds: [instrumentId] }))
    const [item] = order.items
    ok(await step(reception, item.id, 'accept', { procedure: 'JJG 539' }))
    ok(await api(reception, 'POST', '/reception', { items: [{ itemId: item.id, condition: '外观完好', seals: '2', shelf: 'A3' }] }))
    ok(await step(reception, item.id, 'assign', { verifierId: verifier.id }))
    return { ...item, orderId: order.id, recordId: 0 }
  }
  const filled: TestLaboratory['filled'] = async (serial, example = 'market-scale-passes') => {
    const item = await assigned(serial)
    const { recordId } = ok(await api(verifier, 'POST', `/items/${item.id}/record`, { parameters: { stage: 'subsequent', class: 'iii' } }))
    const typedAt = new Date(house.clock.now()).toISOString()
    const readings = Object.entries(exampleReadings(example)).map(([cell, text], i) => ({ cell, text, typedAt, clientId: `first-${item.id}-${String(i).padStart(4, '0')}` }))
    ok(await api(verifier, 'PUT', `/items/${item.id}/readings`, { recordId, readings }))
    return { ...item, recordId }
  }
  const at: TestLaboratory['at'] = async (instant) => {
    house.clock.set(instant)
    await house.db.withTx(authScope, (tx) => tx.updateTable('platform.session').set({ seen_at: new Date(house.clock.now()).toISOString(), confirmed_at: new Date(house.clock.now()).toISOString() }).execute())
  }
  return { at, house, lab, market, people, weights, procedureSha256, scale, assigned, filled, step, ok, close: () => house.close() }
}
