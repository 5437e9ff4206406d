// Cases from the command line: the published ones, the reference ones where they are, and what is said of files that are none.
import assert from 'node:assert/strict'
import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { casesCommand } from './cases-command.ts'
import { PUBLISHED, publishedCases } from './published.ts'
import { ran, ranIn } from './testing.ts'

const reference = join(process.env['DUHENG_REFERENCE'] ?? join(import.meta.dirname, '../../../shared'), 'cases/measurement')
const skip = existsSync(reference) ? false : 'needs reference data'
const failures = (lines: readonly string[]) => lines.filter((line) => /\t(?:fail|unsupported)$/.test(line))

test('every published number of this release is computed within its tolerance', async () => {
  const { exit, lines } = await ran(casesCommand, [PUBLISHED])
  assert.deepEqual(failures(lines), [])
  assert.equal(exit, 0)
  const values = publishedCases().reduce((sum, { expected }) => sum + expected.length, 0)
  assert.equal(lines.at(-1), `cases ${publishedCases().length}/0/0 values ${values}/0/0`)
})

test('every published record says its title in both languages and who read the number', () => {
  for (const one of publishedCases()) {
    assert.ok(one.title !== undefined && one.source !== '', one.id)
    assert.ok(one.expected.every(({ absTol, relTol, value }) => absTol !== undefined || relTol !== undefined || typeof value === 'boolean'), `${one.id}: a tolerance is missing`)
  }
})

test('every reference case passes', { skip }, async () => {
  const { exit, lines } = await ran(casesCommand, [reference])
  assert.deepEqual(failures(lines), [])
  assert.equal(exit, 0)
  assert.match(lines.at(-1) ?? '', /^cases \d+\/0\/0 values \d+\/0\/0$/)
})

const SUM = { id: 'sum', kind: 'first-order', input: { model: 'y = a + b', inputs: [{ name: 'a', estimate: 1, u: 3 }, { name: 'b', estimate: 2, u: 4 }] } }

test('a line has case, name, expected, got, tolerance and verdict; a value outside fails the case and the run', async () => {
  const files = { 'sum.json': { ...SUM, expected: [{ name: 'y', value: 3, abs_tol: 0.1 }, { name: 'u', value: 6, abs_tol: 0.5 }] } }
  const { exit, lines } = await ranIn(casesCommand, files)
  assert.deepEqual(lines, ['sum\ty\t3\t3\t0.1\tpass', 'sum\tu\t6\t5\t0.5\tfail', 'cases 0/1/0 values 1/1/0'])
  assert.equal(exit, 1)
})

test('--json gives one object a line and the same last line', async () => {
  const { lines, exit } = await ranIn(casesCommand, { 'sum.json': { ...SUM, expected: [{ name: 'u', value: 5, rel_tol: 1e-9 }] } }, ['{}', '--json'])
  assert.deepEqual(JSON.parse(lines[0] ?? ''), { case: 'sum', name: 'u', expected: 5, got: 5, tolerance: 'rel 1e-9', allowance: 5e-9, verdict: 'pass' })
  assert.equal(lines[1], 'cases 1/0/0 values 1/0/0')
  assert.equal(exit, 0)
})

test('a kind nobody answers, a name the kind does not know and a broken input are unsupported, with the reason', async () => {
  const files = {
    'a.json': { id: 'a', kind: 'astrology', input: {}, expected: [{ name: 'luck', value: 1, abs_tol: 1 }] },
    'b.json': { ...SUM, id: 'b', expected: [{ name: 'u(z)', value: 1, abs_tol: 1 }] },
    'c.json': { ...SUM, id: 'c', input: { model: 'y = a', inputs: [{ name: 'a', estimate: 1, dist: 'normal', u: 'much' }] }, expected: [{ name: 'y', value: 1, abs_tol: 1 }] },
  }
  const { exit, lines } = await ranIn(casesCommand, files)
  assert.deepEqual(lines, [
    'a\tluck\t1\t- (the kind "astrology" is not supported)\t-\tunsupported',
    'b\tu(z)\t1\t- (nothing called "u(z)" in the kind "first-order")\t-\tunsupported',
    'c\ty\t1\t- (a.u: must be a number)\t-\tunsupported', 'cases 0/0/3 values 0/0/3',
  ])
  assert.equal(exit, 1)
})

test('a file that is no case names the member; a folder that is not there and a wrong option are not understood', async () => {
  const { lines, exit } = await ranIn(casesCommand, { 'x.json': { id: 'x', kind: 'k', input: {}, expected: [{ name: 'y', value: 1, abs_tol: -1 }] }, 'y.json': '{ nothing' })
  assert.match(lines[0] ?? '', /expected\[1\]\.abs_tol: a tolerance is a number not below zero/)
  assert.match(lines[1] ?? '', /not JSON/)
  assert.equal(exit, 1)
  assert.equal((await ran(casesCommand, ['/nowhere/at/all'])).exit, 2)
  assert.equal((await ran(casesCommand, ['--quietly'])).exit, 2)
  assert.equal((await ran(casesCommand, [])).exit, 2)
})

test('a file that cannot be read is one unsupported value', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'duheng-cases-'))
  mkdirSync(join(folder, 'a.json'))
  const { lines, exit } = await ran(casesCommand, [folder])
  rmSync(folder, { recursive: true })
  assert.match(lines[0] ?? '', /the file cannot be read \(EISDIR\).*\tunsupported$/)
  assert.equal(lines[1], 'cases 0/0/1 values 0/0/1')
  assert.equal(exit, 1)
})
