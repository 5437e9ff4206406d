// A short sample of each campaign, and that each can fail: a reader that is wrong is caught, a change that breaks a rule is noticed, a
// broken state is told.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { describe, test } from 'node:test'
import { checkWhole } from '#modules/certificates/testing/crash-story.ts'
import { fuzz } from './testing/fuzz-run.ts'
import { fuzzTargets } from './testing/fuzz-targets.ts'
import { killRounds } from './testing/kill-rounds.ts'
import { load, startTarget } from './testing/load-run.ts'
import { copyOfLib, testsPass, tryMutant } from './testing/mutation-run.ts'
import { codeOnly, mutantsOf } from './testing/mutants.ts'
import { campaignOptions, randomFrom } from './testing/options.ts'

const SEED = 20_261_125

test('the same seed makes the same choices, and a printed seed can be given back', () => {
  const [a, b] = [randomFrom(7), randomFrom(7)]
  assert.deepEqual(Array.from({ length: 20 }, a), Array.from({ length: 20 }, b))
  assert.notDeepEqual(Array.from({ length: 20 }, randomFrom(7)), Array.from({ length: 20 }, randomFrom(8)))
  assert.deepEqual(campaignOptions(['--seconds', '9', '--seed', '4'], 60), { seconds: 9, seed: 4, only: undefined })
  assert.notEqual(campaignOptions([], 60).seed, campaignOptions([], 60).seed)
})

describe('fuzz', () => {
  for (const target of fuzzTargets) {
    test(`a quarter of a second of spoiled input: ${target.name}`, async () => {
      const { failure, runs } = await fuzz(target, { seconds: 0.25, seed: SEED })
      assert.equal(failure, undefined)
      assert.ok(runs > 0)
    })
  }
  test('a reader that breaks is caught with the shortest input that breaks it', async () => {
    const { failure } = await fuzz({ name: 'broken', samples: [Buffer.from('abc')], tokens: ['x'], read: (b) => { if (b.includes(0x78)) throw new Error('an x') } }, { seconds: 2, seed: SEED })
    assert.match(failure ?? '', /an x[\s\S]*input ".*x.*"/)
  })
})

describe('mutation', () => {
  test('mutants are changes of code alone', () => {
    const source = "import { a } from './a.ts'\n// if (x > 1) true\nconst t = 'a < b && true'\nexport function f(x: number): boolean {\n  if (x >= 10) return x === 1 || false\n  return x + 2 > 3\n}\n"
    const found = mutantsOf(source)
    assert.deepEqual([...new Set(found.map((m) => m.line))], [5, 6])
    assert.deepEqual(found.map((m) => `${m.from}→${m.to}`), ['===→!==', '>=→>', '>=→<', '||→&&', 'false→true', '10→11', '1→2', 'x >= 10→!(x >= 10)', '>→>=', '>→<=', '+→-', '2→3', '3→4'])
    assert.equal(codeOnly(source).length, source.length)
  })

  test('a decision turned round is noticed by the tests of decisions, and the unchanged package passes', { timeout: 120_000 }, async () => {
    const copy = copyOfLib()
    try {
      const file = 'lib/decisions/decide.ts'
      const mutant = mutantsOf(readFileSync(new URL(`../../${file}`, import.meta.url), 'utf8')).find((m) => m.from === '>')
      assert.ok(mutant)
      assert.equal(await testsPass(copy, 'decisions'), true)
      assert.equal((await tryMutant(copy, file, { ...mutant, text: mutant.text.replaceAll('<=', '>') })).killed, true)
      assert.equal(await testsPass(copy, 'decisions'), true, 'the file is put back')
    } finally {
      copy.remove()
    }
  })
})

describe('kill', () => {
  test('one power cut on the embedded database: nothing lost, nothing half, nothing twice', { timeout: 120_000 }, async () => {
    const seen: string[] = []
    const result = await killRounds({ seconds: 0, seed: SEED }, (r) => seen.push(r.at))
    assert.deepEqual([result.failure, result.rounds, seen.length], [undefined, 1, 1])
  })
  test('a certificate without its leaf, or a hole in the log, would be told', () => {
    const whole = { certificates: [], published: 0, issueActs: 0, entries: [{ id: 1, op: 'key-add', leaf_index: 0 }], documents: [], problem: null, compared: null, size: 1, checkpoint: null }
    checkWhole(whole, '')
    for (const broken of [{ published: 1 }, { size: 2 }, { issueActs: 1 }, { documents: [false] }, { problem: 'x' }, { compared: 'x' }, { entries: [{ id: 1, op: 'issue', leaf_index: 0 }] }, { entries: [{ id: 1, op: 'key-add', leaf_index: 1 }] }]) {
      assert.throws(() => checkWhole({ ...whole, ...broken }, ''))
    }
  })
})

describe('load', () => {
  test('two seconds of a mixed audience on a real listener: no errors', { timeout: 120_000 }, async () => {
    const target = await startTarget(200)
    try {
      const result = await load(target, { seconds: 2, rate: 15, seed: SEED })
      assert.equal(result.firstError, undefined)
      assert.equal(result.sent, 30)
      assert.ok(result.kinds.filter((k) => k.n > 0).length >= 5)
      const lost = await load({ ...target, cookie: 'nobody' }, { seconds: 0.5, rate: 10, seed: SEED })
      assert.ok(lost.errors > 0, 'refusals are counted as errors')
    } finally {
      target.stop()
    }
  })
})
