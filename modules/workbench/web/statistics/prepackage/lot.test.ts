import assert from 'node:assert/strict'
import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { toNumber } from '@duheng/quantity/decimal.ts'
import { readPrepackageRule } from '@duheng/statistics/prepackage-rule.ts'
import { shiftPoint } from '#ui/quantity-text.ts'
import type { PackageRule, StandingEdition } from '../lot-rules.ts'
import { editionOn, listProblems, undecided, workOut } from './lot.ts'
import { emptyPackage, PackageBody } from '../../../package-body.ts'
import { packageExamples } from './package-examples.ts'

const folder = join(import.meta.dirname, '../../../../../rules/prepackages')
/** The shipped rules as the rulebook's route answers them, with nothing adopted. */
const rules: PackageRule[] = readdirSync(folder).map((file): PackageRule => {
  const read = readPrepackageRule(readFileSync(join(folder, file), 'utf8'))
  assert.ok(read.ok)
  const { id, title, jurisdiction, editions } = read.value
  return {
    id, title, jurisdiction, editions: editions.map((edition) => {
      const part = (grade: 'official' | 'secondary' | 'memory', name: string) => ({ id: `${edition.id}.${name}`, digest: '', grade, standing: grade === 'official' ? 'official' as const : 'not adopted' as const, source: '', url: '', read: '' })
      return { edition, parts: { deficiency: part(edition.deficiency.grade, 'deficiency'), rounding: part(edition.rounding.grade, 'rounding'), sampling: part(edition.sampling.grade, 'sampling') } }
    }),
  }
})
const rule = (id: string) => rules.find((one) => one.id === id) ?? assert.fail(id)
const inForce = (id: string, date: string): StandingEdition => editionOn(rule(id), date) ?? assert.fail(`${id} ${date}`)
const example = (id: string) => packageExamples.find((one) => one.id === id)?.bodyIn(0) ?? assert.fail(id)
const worked = (body: PackageBody, at = inForce(body.rule, body.date)) => {
  const lot = workOut(body, at)
  assert.ok(lot.ok, lot.ok ? '' : lot.reason)
  return lot.value
}
const refusedField = (change: Partial<PackageBody>, of = example('rice')) => {
  const lot = workOut({ ...of, ...change }, inForce('JJF-1070', '2023-05-01'))
  return lot.ok ? 'worked out' : lot.field
}

test('400 packages of 500 g: fifty are drawn, the mean may fall to 500 − 0.379·s, one is short by more than T = 15', () => {
  const lot = worked(example('rice'))
  assert.ok(lot.plan.ok && lot.verdict.ok && lot.plan.value.factor)
  assert.deepEqual([lot.plan.value.n, toNumber(lot.plan.value.factor), toNumber(lot.T)], [50, 0.379, 15])
  assert.deepEqual([lot.verdict.value.t1, lot.verdict.value.t2, lot.verdict.value.verdict], [1, 0, 'pass'])
  assert.ok(Math.abs((lot.verdict.value.lowestMean ?? 0) - (500 - 0.379 * lot.s)) < 1e-9)
  assert.deepEqual(lot.packages.filter(({ error }) => error !== 'none').map(({ content }) => content), ['484.6'])
})

test('a summary of 499.2 g with s = 2.0 g falls short of 499.242 g', () => {
  const lot = worked(example('summary'))
  assert.ok(lot.verdict.ok)
  assert.equal(lot.verdict.value.lowestMean?.toFixed(3), '499.242')
  assert.deepEqual([lot.verdict.value.meanHolds, lot.verdict.value.verdict], [false, 'fail'])
})

test('what nobody adopted and what is not settled judges nobody', () => {
  assert.equal(undecided(inForce('JJF-1070', '2023-05-01')).length, 3)
  assert.deepEqual(undecided(inForce('NZ-SR-1999-373', '2023-05-01')).map(({ id }) => id.split('.')[1]), ['rounding'])
  const lot = worked(example('today'))
  assert.ok(!lot.plan.ok && lot.plan.field === 'sampling' && !lot.verdict.ok)
  assert.equal(lot.packages.filter(({ error }) => error === 'T1').length, 1) // T is known, and shown
  assert.equal(editionOn(rule('JJF-1070'), '2005-01-01'), undefined)
})

test('kilograms, litres and centimetres are the rule’s grams, millilitres and metres, exactly', () => {
  const grams = worked(example('rice'))
  const kilograms = worked({ ...example('rice'), unit: 'kg', nominal: '0.5', contents: example('rice').contents.map((text) => shiftPoint(text, -3)) })
  assert.ok(grams.verdict.ok && kilograms.verdict.ok)
  assert.deepEqual(kilograms.verdict.value.mean, grams.verdict.value.mean)
  const cord = worked({ ...example('rice'), unit: 'cm', nominal: '1000', N: '1', contents: ['979.9'] })
  assert.deepEqual([cord.packages[0]?.error, toNumber(cord.T)], ['T1', 0.2])
})

test('gross less the mean tare, or each package’s own; tares of a tenth and more of the label are averaged over 25 where they are steady', () => {
  const lot = worked(example('gross'))
  assert.equal(lot.packages[0]?.content, '251.2') // 412.3 less 161.1
  assert.deepEqual(lot.tare?.asked.ok === true && lot.tare.asked.value, { method: 'average', n: 25 })
  assert.equal(worked({ ...example('gross'), tare: 'each' }).packages[0]?.content, '251.1')
  // A mean of three that does not end as a decimal is still subtracted.
  assert.ok(Number(worked({ ...example('gross'), tares: ['161', '161', '162'] }).packages[0]?.content) > 250)
  assert.equal(refusedField({ tare: 'each', tares: ['161'] }, example('gross')), 'tares')
  assert.equal(refusedField({ tares: [] }, example('gross')), 'tares')
  assert.equal(refusedField({ gross: ['100'], N: '1' }, example('gross')), 'tares')
})

test('the method is checked against T; what cannot be used is named', () => {
  const method = (U: string) => worked({ ...example('rice'), U }).method
  assert.deepEqual([method('3'), method('3.1')].map((one) => one?.ok === true && one.value.satisfied), [true, false])
  assert.equal(method(''), undefined)
  assert.deepEqual([
    refusedField({ nominal: '' }), refusedField({ nominal: '60000' }), refusedField({ N: '0' }), refusedField({ contents: [] }), refusedField({ U: 'x' }), refusedField({ summary: { mean: '1', s: '1', t1: '0', t2: '2' }, entry: 'summary' }),
  ], ['nominal', 'nominal', 'N', 'contents', 'U', 't2'])
  const short = worked({ ...example('rice'), contents: ['500', '501'] })
  assert.ok(!short.verdict.ok && short.verdict.field === 'contents')
  assert.deepEqual(listProblems({ ...emptyPackage, contents: ['500', 'x', '', '-1'] }), [{ list: 'contents', at: 1 }, { list: 'contents', at: 3 }])
})

test('every example is a body that a file may hold', () => {
  for (const one of packageExamples) for (const language of [0, 1] as const) assert.ok(PackageBody.safeParse(JSON.parse(JSON.stringify(one.bodyIn(language)))).success, one.id)
})
