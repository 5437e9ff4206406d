// What a record accepts and refuses: tables of cases.

import { describe, it } from 'node:test'
import assert from 'node:assert/strict'
import { dispenserRejection, exampleRecords, scaleVerification, thermocoupleCalibration } from './examples.ts'
import { parseCertificateRecord } from './record.ts'
import { refusedCharacter } from './printable.ts'

function problemsOf(input: unknown): string[] {
  const parsed = parseCertificateRecord(input)
  return parsed.ok ? [] : parsed.problems.map(problem => `${problem.path}: ${problem.message}`)
}

function withItemName(zh: string): unknown {
  return { ...thermocoupleCalibration, item: { ...thermocoupleCalibration.item, name: { zh, en: 'x' } } }
}

function withFirstCell(value: string): unknown {
  const [table] = thermocoupleCalibration.tables
  assert.ok(table)
  const rows = table.rows.map((row, index) => index > 0 ? row : { ...row, cells: [{ holds: 'value', value }, ...row.cells.slice(1)] })
  return { ...thermocoupleCalibration, tables: [{ ...table, rows }] }
}

describe('a certificate record', () => {
  for (const record of exampleRecords) {
    it(`${record.kind}: the example is a record and survives JSON unchanged`, () => {
      const parsed = parseCertificateRecord(JSON.parse(JSON.stringify(record)))
      assert.deepEqual(problemsOf(record), [])
      assert.ok(parsed.ok)
      assert.deepEqual(JSON.parse(JSON.stringify(parsed.record)), JSON.parse(JSON.stringify(record)))
    })
  }

  const { dates, conclusion } = scaleVerification
  const failure = dispenserRejection
  const refused: [string, unknown, RegExp][] = [
    ['an unknown key', { ...scaleVerification, colour: 'red' }, /[Uu]nrecognized.*colour/],
    ['validity on a rejection', { ...failure, dates: { ...failure.dates, validUntil: '2027-11-19' } }, /only a verif/],
    ['a verification that failed', { ...scaleVerification, conclusion: { ...conclusion, verdict: 'fail' } }, /for what passed/],
    ['a rejection that names nothing', { ...failure, conclusion: { ...failure.conclusion, failed: [] } }, /names what/],
    ['a verdict without a rule', { ...thermocoupleCalibration, conclusion: { ...conclusion, verdict: 'pass' } }, /decision rule/],
    ['30 February', { ...scaleVerification, dates: { ...dates, issued: '2027-02-30' } }, /no such day/],
    ['29 February 2027', { ...scaleVerification, dates: { ...dates, issued: '2027-02-29' } }, /no such day/],
    ['issued before measured', { ...scaleVerification, dates: { ...dates, issued: '2026-11-19' } }, /issued before/],
    ['a bilingual record without English',
      { ...scaleVerification, item: { ...scaleVerification.item, name: { zh: '秤' } } }, /needs English/],
    ['a right-to-left override in a name', withItemName('秤\u202Egpj'), /U\+202E .*bidirectional/],
    ['a zero-width space in a name', withItemName('秤\u200B'), /U\+200B/],
    ['a line feed in a name', withItemName('秤\nx'), /U\+000A .*control/],
    ['a decomposed letter', withItemName('e\u0301'), /normal form C/],
    ['a private-use character', withItemName('\uE000'), /private-use/],
    ['a float with exponent', withFirstCell('1e3'), /exact decimal text/],
    ['negative zero', withFirstCell('-0.00'), /negative zero/],
    ['a plus sign', withFirstCell('+1'), /exact decimal text/],
    ['a leading zero', withFirstCell('01'), /exact decimal text/],
    ['41 digits', withFirstCell('1'.repeat(41)), /40/],
    ['not an object', null, /object/],
  ]
  for (const [name, input, sentence] of refused) {
    it(`refuses ${name}`, () => assert.match(problemsOf(input).join('\n'), sentence))
  }

  it('refuses a row that does not fit its columns, limits without a judged column, a judged column that is text', () => {
    const [table] = scaleVerification.tables
    assert.ok(table)
    const short = { ...table, rows: table.rows.map(row => ({ ...row, cells: row.cells.slice(1) })) }
    assert.match(problemsOf({ ...scaleVerification, tables: [short] }).join('\n'), /2 cells for 3 columns/)
    assert.match(problemsOf({ ...scaleVerification, tables: [{ ...table, judged: undefined }] }).join('\n'), /need a judged column/)
    const judgedText = { ...scaleVerification.tables[1], judged: 'position' }
    assert.match(problemsOf({ ...scaleVerification, tables: [judgedText] }).join('\n'), /no quantity column/)
    assert.match(problemsOf({ ...scaleVerification, tables: [table, table] }).join('\n'), /stands twice/)
  })
})

describe('refusedCharacter', () => {
  it('lets letters of many scripts pass', () => {
    for (const text of ['电子计价秤', '䶮 𬭎 㛃', 'Ünïcode Ⅲ m³ Ω', 'a\u00A0b', '（演示）']) assert.equal(refusedCharacter(text), undefined)
  })
  it('names the first refused one', () => {
    assert.deepEqual(refusedCharacter('ab\u2066c'), { character: '\u2066', codePoint: 'U+2066', why: 'bidirectional control' })
    assert.equal(refusedCharacter('x\uD800')?.why, 'half of a surrogate pair')
    assert.equal(refusedCharacter('x\u{E0041}')?.codePoint, 'U+E0041')
  })
})
