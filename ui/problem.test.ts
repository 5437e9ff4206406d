import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Problem, problemOf, readProblem } from './problem.ts'

test('a whole problem document is read with its rule and its fields', () => {
  const details = readProblem({
    type: 'urn:duheng:problem:same-person', title: 'same-person', detail: '不能提交核验：核验员与检定员同为王某。', requestId: 'r-1', do: '请另选核验员',
    rule: { document: 'W1', clause: '6', version: '2026-01', verified: false },
    errors: [{ path: ['checker', 'id'], message: '与检定员相同' }, { pointer: '#/a~1b/0', detail: '过长', rule: '计量法 第二十条' }, { field: 'x', message: '错', rule: 'too-long' }, { nonsense: true }, 7],
  }, 409)
  assert.equal(details.code, 'same-person')
  assert.equal(details.sentence, '不能提交核验：核验员与检定员同为王某。')
  assert.equal(details.reference, 'r-1')
  assert.deepEqual(details.rule, { document: 'W1', clause: '6', version: '2026-01', verified: false })
  assert.deepEqual(details.fields, [{ field: 'checker.id', message: '与检定员相同' }, { field: 'a/b.0', message: '过长', rule: '计量法 第二十条' }, { field: 'x', message: '错' }])
})

const bodies: readonly unknown[] = [null, undefined, 7, 'text', [], { title: 7, errors: 'no', rule: [] }, { errors: [null] }]
for (const body of bodies) {
  test(`the body ${JSON.stringify(body)} still gives a problem with its status`, () => {
    const details = readProblem(body, 502)
    assert.equal(details.status, 502)
    assert.deepEqual(details.fields, [])
    assert.equal(details.rule, undefined)
  })
}

const existing: readonly (readonly [unknown, { name: string; href: string } | undefined])[] = [
  [{ id: 7, name: '北门市场', href: '/organisations/7' }, { name: '北门市场', href: '/organisations/7' }],
  [{ name: 'x', href: 'https://elsewhere.example/' }, undefined],
  [{ name: 'x', href: '//elsewhere.example/' }, undefined],
  [{ name: 'x', href: 'javascript:alert(1)' }, undefined],
  [{ href: '/organisations/7' }, undefined],
]
for (const [given, read] of existing)
  test(`what stands there already, ${JSON.stringify(given)}, is ${read ? 'a page of ours' : 'not followed'}`, () => assert.deepEqual(readProblem({ existing: given }, 409).existing, read))

test('an error is told apart: refusal, no network, our own bug', () => {
  assert.equal(problemOf(new Problem(readProblem({ title: 'x' }, 422))).status, 422)
  assert.equal(problemOf(new TypeError('Failed to fetch')).code, 'offline')
  assert.equal(problemOf(new Error('boom')).code, 'unexpected')
})
