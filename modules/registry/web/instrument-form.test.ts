import assert from 'node:assert/strict'
import { test } from 'node:test'
import { bodyOf, emptyFields, readParameters, writeParameters } from './instrument-form.ts'

test('parameters written in one line are read and written again', () => {
  const read = readParameters('Max=30 kg；e=10 g; class=III; n = 3000')
  assert.deepEqual(read, { Max: { value: '30', unit: 'kg' }, e: { value: '10', unit: 'g' }, class: { text: 'III' }, n: { value: '3000', unit: '1' } })
  assert.equal(writeParameters(read ?? {}), 'Max=30 kg; e=10 g; class=III; n=3000')
})

for (const text of ['Max:30', '=30', 'Max=', 'Max=1; Max=2', '1x=3']) test(`"${text}" is not taken`, () => assert.equal(readParameters(text), undefined))

test('an empty form sends blanks and no stated verification', () => {
  const body = bodyOf(emptyFields, {}, true)
  assert.equal(body.catalogue, null)
  assert.equal(body.placeId, null)
  assert.equal('declared' in body, false)
})
