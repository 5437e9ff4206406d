import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import test from 'node:test'
import { civilDate } from '@duheng/calendar/civil-date.ts'
import { editionDigest, readRuleFile } from './rule.ts'
import type { RuleValue } from './rule.ts'
import { effective, layer, partings } from './layer.ts'
import { sha256 } from './sha256.ts'
import { decides, standing } from './standing.ts'
import { readYaml } from './yaml.ts'

const release = `format: duheng-rules/1
title: { zh: 时限, en: Limits }
rules:
  - id: limit
    zh: 时限
    en: Limit
    jurisdiction: CN-34
    editions:
      - from: 2005-01-01
        until: 2019-12-31
        value: { kind: clock, days: '20', unit: working day, event: receipt }
        source: { document: An older act, year: '2005' }
        grade: secondary
      - from: 2020-01-01
        value: { kind: clock, days: '15', unit: day, event: receipt }
        source: { document: An act, clause: art. 15, year: '2020' }
        grade: official
`

function fileOf(text: string) {
  const read = readRuleFile(text)
  assert.ok(read.ok, JSON.stringify(read))
  return read.value
}

test('the hash of an edition is the SHA-256 of its bytes', () => {
  for (const length of [0, 1, 3, 55, 56, 63, 64, 119, 120, 5000]) {
    const bytes = Uint8Array.from({ length }, (_, index) => (index * 31) % 256)
    assert.equal(sha256(bytes), createHash('sha256').update(bytes).digest('hex'), `${length} bytes`)
  }
  assert.equal(fileOf(release).hash, createHash('sha256').update(release).digest('hex'))
  assert.equal(fileOf(release).text, release)
})

test('what is wrong with a rule file is said with line and column', () => {
  const cases: [string, string, number, number, RegExp][] = [
    ['an unknown key', release.replace('    en: Limit\n', '    en: Limit\n    colour: red\n'), 7, 5, /"colour" is not known/],
    ['a day that does not exist', release.replace('from: 2020-01-01', 'from: 2021-02-29'), 14, 15, /day that exists/],
    ['a number in words', release.replace("days: '15'", 'days: fifteen'), 15, 37, /whole number/],
    ['a missing source', release.replace("        source: { document: An older act, year: '2005' }\n", ''), 9, 9, /"source" is missing/],
    ['an unknown grade', release.replace('grade: official', 'grade: certain'), 17, 16, /one of: official, secondary, memory/],
    ['overlapping editions', release.replace('until: 2019-12-31', 'until: 2020-06-30'), 14, 15, /do not overlap/],
    ['an alias', release.replace('en: Limit\n', 'en: &x Limit\n'), 6, 12, /Anchors/],
    ['a duplicate key', release.replace('    en: Limit\n', '    zh: 又\n    en: Limit\n'), 6, 5, /unique/],
    ['not YAML', 'format: [', 1, 10, /./],
    ['nothing', '', 1, 1, /empty/],
  ]
  for (const [name, text, line, column, message] of cases) {
    const read = readRuleFile(text)
    assert.equal(read.ok, false, name)
    const [first] = read.ok ? [] : read.problems
    assert.match(first?.message ?? '', message, name)
    assert.deepEqual([first?.line, first?.column], [line, column], name)
  }
})

test('numbers stay the text they were written as', () => {
  const read = readYaml('a: 0.30\nb: 1e3\nc: true\nd: 2020-01-01\ne: "x"\nf:\n')
  assert.ok(read.ok)
  assert.deepEqual({ ...Object(read.tree) }, { a: '0.30', b: '1e3', c: 'true', d: '2020-01-01', e: 'x', f: '' })
})

test('dangerous YAML is refused', () => {
  const refused = [
    '__proto__: 1', 'constructor: 1', '<<: {a: 1}', 'a: &x 1\nb: *x', 'a: !!python/object 1', '? [a]\n: b', 'a: 1\n---\nb: 2',
    'a: 1\na: 2',
  ]
  for (const text of [...refused, '['.repeat(5000), '- '.repeat(5000), `a: ${'x'.repeat(1_000_001)}`]) {
    assert.equal(readYaml(text).ok, false, text.slice(0, 30))
  }
})

test('the rule in force at a date is read, never a later one', () => {
  const layered = layer([fileOf(release)])
  assert.ok(layered.ok)
  const cases: [string, string | undefined][] = [
    ['2004-12-31', undefined], ['2005-01-01', '20'], ['2019-12-31', '20'], ['2020-01-01', '15'], ['2030-01-01', '15'],
  ]
  for (const [date, days] of cases) {
    const value: RuleValue | undefined = effective(layered.rules, 'limit', civilDate(date))?.edition.value
    assert.equal(value?.kind === 'clock' ? String(value.days) : undefined, days, date)
  }
  assert.equal(effective(layered.rules, 'unknown', civilDate('2020-01-01')), undefined)
})

const localText = `format: duheng-rules/1
title: { zh: 本地, en: Local }
rules:
  - id: limit
    zh: 时限
    en: Limit
    jurisdiction: CN-34
    editions:
      - from: 2026-01-01
        until: 2026-12-31
        value: { kind: clock, days: '10', unit: day, event: receipt }
        source: { document: A pledge of the institute, year: '2025' }
        grade: official
`

function localEdition(change: { approver?: string; reason?: string } = {}) {
  const current = fileOf(release).rules[0]?.editions[1]
  assert.ok(current)
  return {
    text: localText, author: 'a', approver: 'b', reason: 'faster service', basis: 'pledge of 2025', recorded: civilDate('2025-12-01'),
    over: new Map([['limit', editionDigest('limit', current)]]), ...change,
  }
}

test('a local edition lies over the release on its days only, and says what it overrides', () => {
  const layered = layer([fileOf(release)], [localEdition()])
  assert.ok(layered.ok)
  const during = effective(layered.rules, 'limit', civilDate('2026-06-01'))
  assert.equal(during?.origin.kind, 'local')
  assert.equal(during?.edition.value.kind === 'clock' ? during.edition.value.days : 0, 10)
  assert.equal(during?.overrides?.from, '2020-01-01')
  assert.equal(effective(layered.rules, 'limit', civilDate('2027-01-01'))?.origin.kind, 'release')
})

test('a local edition needs a second person, a reason and a basis', () => {
  for (const change of [{ approver: 'a' }, { reason: ' ' }]) assert.equal(layer([fileOf(release)], [localEdition(change)]).ok, false)
})

test('after an upgrade the local editions that part from the release are listed', () => {
  const same = layer([fileOf(release)], [localEdition()])
  assert.ok(same.ok)
  assert.deepEqual(partings(same.rules, civilDate('2026-06-01')), [])
  const upgraded = layer([fileOf(release.replace("days: '15'", "days: '12'"))], [localEdition()])
  assert.ok(upgraded.ok)
  assert.deepEqual(partings(upgraded.rules, civilDate('2026-06-01')).map(({ id }) => id), ['limit'])
})

test('what nobody adopted decides nothing; an adoption covers one digest and needs two persons', () => {
  const rule = { id: 'limit', digest: 'd1', grade: 'secondary' } as const
  const adoption = { id: 'limit', digest: 'd1', persons: ['a', 'b'], document: 'the printed act', on: civilDate('2026-01-10') } as const
  assert.equal(standing({ ...rule, grade: 'official' }, []), 'official')
  assert.equal(standing(rule, []), 'not adopted')
  assert.equal(standing(rule, [adoption]), 'adopted')
  assert.equal(decides({ ...rule, grade: 'memory' }, [adoption], civilDate('2026-01-10')), true)
  const useless = [
    { ...adoption, digest: 'd2' },
    { ...adoption, id: 'other' },
    { ...adoption, persons: ['a', 'a'] as const },
    { ...adoption, document: '' },
  ]
  for (const wrong of useless) assert.equal(standing(rule, [wrong]), 'not adopted')
  assert.equal(decides(rule, [adoption], civilDate('2026-01-09')), false)
})
