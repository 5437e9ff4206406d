import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  catalogueResolved, checkerIsAnother, conditionsRecorded, divisionSet, editionAdopted, editionInForce, instituteCovers, methodFit, personCovers,
  recordComplete, recomputedEqual, senderAgreed, standardsValid,
} from './guards.ts'
import type { StandardFact } from './guards.ts'
import type { GuardAnswer } from '#platform/workflow/workflow.ts'

const certificate = { number: 'FM-2026-45', validUntil: '2026-11-30', withdrawn: false, issuedOn: '2025-12-01' }
const weights = (change: { validUntil?: string | null; withdrawn?: boolean; issuedOn?: string } | undefined, retired = false): StandardFact =>
  ({ role: 'weights', roleName: ['砝码', 'Weights'], standard: { code: 'M1-07', retired, certificate: change && { ...certificate, ...change } } })
const scope = { document: 'JJG 539', duty: 'verify', from: '2026-01-01', to: '2026-11-30' } as const
const asked = { person: '王检定', document: 'JJG 539', duty: 'verify', day: '2026-11-30' } as const
const authorisation = { number: '(滁)法计(2026)001', documents: ['JJG 539'], from: '2026-01-01', to: '2026-11-30' }
const edition = { document: 'JJG 539', sha256: 'a', edition: '2016', inForce: { edition: '2016', sha256: 'a' }, day: '2026-11-23' }
const whole = { record: true, rehearsal: false, open: [], problems: [], document: 'JJG 539' }

const met: readonly (readonly [string, GuardAnswer])[] = [
  ['a standard on the last day of its certificate', standardsValid([weights({})], '2026-11-30')],
  ['a procedure that asks for no standard', standardsValid([], '2026-11-30')],
  ['a scope on its last day', personCovers([scope], asked)],
  ['an authorisation on its first day', instituteCovers([authorisation], 'JJG 539', '2026-01-01')],
  ['an authorisation for everything', instituteCovers([{ ...authorisation, documents: ['*'] }], 'JJG 443', '2026-06-01')],
  ['the edition in force', editionInForce(edition)],
  ['an adopted edition', editionAdopted({ document: 'JJG 539', edition: '2016', standing: 'adopted' })],
  ['an accepted and fit method', methodFit('JJG 539', { fit: true, accepted: true, ratioRule: '' })],
  ['another checker', checkerIsAnother([{ id: 1, name: '王' }], { id: 2, name: '李' })],
  ['nobody having measured', checkerIsAnother([], { id: 2, name: '李' })],
  ['a whole record', recordComplete(whole)],
  ['a calibration without catalogue entry', catalogueResolved({ kind: 'calibration', name: '热电偶', catalogue: null, category: '', instrumentKind: '' })],
]
for (const [name, answer] of met) test(`met: ${name}`, () => assert.deepEqual(answer, { ok: true }))

const unmet: readonly (readonly [string, GuardAnswer, RegExp, RegExp])[] = [
  ['a standard one day past', standardsValid([weights({})], '2026-12-01'), /M1-07.*2026-11-30 到期.*2026-12-01/, /总局令第 72 号/],
  ['a certificate of tomorrow', standardsValid([weights({ issuedOn: '2026-11-24' })], '2026-11-23'), /才出具/, /总局令第 72 号/],
  ['a certificate without validity', standardsValid([weights({ validUntil: null })], '2026-11-23'), /没有有效期/, /总局令第 72 号/],
  ['a withdrawn certificate', standardsValid([weights({ withdrawn: true })], '2026-11-23'), /已撤回/, /总局令第 72 号/],
  ['a standard without certificate', standardsValid([weights(undefined)], '2026-11-23'), /没有登记证书/, /总局令第 72 号/],
  ['a retired standard', standardsValid([weights({}, true)], '2026-11-23'), /已停用/, /总局令第 72 号/],
  ['a role nobody filled', standardsValid([{ ...weights({}), standard: undefined }], '2026-11-23'), /砝码/, /总局令第 72 号/],
  ['the second of two standards', standardsValid([weights({}), weights({ validUntil: '2026-11-01' })], '2026-11-23'), /2026-11-01 到期/, /总局令第 72 号/],
  ['a scope that ended', personCovers([scope], { ...asked, day: '2026-12-01' }), /2026-11-30 到期/, /检定人员/],
  ['a scope for another procedure', personCovers([scope], { ...asked, document: 'JJG 443' }), /不含检定 JJG 443/, /检定人员/],
  ['a scope to verify when signing', personCovers([scope], { ...asked, duty: 'sign' }), /不含签发 JJG 539/, /检定人员/],
  ['an institute not authorised', instituteCovers([authorisation], 'JJG 443', '2026-06-01'), /授权范围不含 JJG 443/, /第二十条/],
  ['an authorisation that ended', instituteCovers([authorisation], 'JJG 539', '2026-12-01'), /2026-12-01 无效/, /第二十条/],
  ['no procedure chosen', instituteCovers([authorisation], undefined, '2026-06-01'), /没有选定/, /第二十条/],
  ['an edition no longer in force', editionInForce({ ...edition, inForce: { edition: '2026', sha256: 'b' } }), /JJG 539—2016.*JJG 539—2026/, /第十条/],
  ['a document nobody has in force', editionInForce({ ...edition, inForce: undefined }), /没有现行有效/, /第十条/],
  ['an edition nobody adopted', editionAdopted({ document: 'JJG 52', edition: '2013', standing: 'not adopted' }), /尚未采纳/, /未采纳的规则/],
  ['a method that is missing', methodFit('JJG 539', undefined), /没有本机构的方法档案/, /总局令第 72 号/],
  ['a method one person proposed', methodFit('JJG 539', { fit: true, accepted: false, ratioRule: 'JJF 1094' }), /第二人/, /JJF 1094/],
  ['a method too uncertain', methodFit('JJG 539', { fit: false, accepted: true, ratioRule: 'JJF 1094' }), /与被检器具无关/, /JJF 1094/],
  ['the verifier as checker', checkerIsAnother([{ id: 1, name: '王' }, { id: 2, name: '李' }], { id: 2, name: '李（第二账号）' }), /同为李/, /两个人/],
  ['conditions not recorded', conditionsRecorded([['温度', 'Temperature']], 'JJG 539'), /温度/, /JJG 539/],
  ['an empty cell', recordComplete({ ...whole, open: [['偏载“左前” 示值', 'Eccentricity “front left”, Indication']] }), /1 格没有填：偏载“左前” 示值/, /JJG 539/],
  ['a rehearsal', recordComplete({ ...whole, rehearsal: true }), /演练/, /JJG 539/],
  ['no record', recordComplete({ ...whole, record: false }), /还没有原始记录/, /JJG 539/],
  ['an extension without agreement', senderAgreed('  '), /协商/, /第十五条/],
  ['an instrument outside the catalogue', catalogueResolved({ kind: 'verification', name: '秤', catalogue: null, category: '', instrumentKind: '' }), /项别/, /2020 年第 42 号/],
  ['a division of letters', divisionSet('滁州'), /行政区划/, /2260/],
  ['a record that computes otherwise', recomputedEqual(false), /重算/, /逐字节/],
]
for (const [name, answer, zh, rule] of unmet) {
  test(`not met and named: ${name}`, () => {
    assert.equal(answer.ok, false)
    if (answer.ok) return
    assert.match(answer.words[0], zh)
    assert.match(answer.rule, rule)
    assert.ok(answer.words[1].length > 10)
  })
}
