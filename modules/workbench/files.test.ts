// What leaves the workbench as files, what differs between two versions, and the way back on the page.
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { strFromU8, unzipSync } from 'fflate'
import { thermocoupleCalibration } from '@duheng/dcc/examples.ts'
import { readDcc } from '@duheng/dcc/read.ts'
import { noXmllint, referencePath } from '@duheng/dcc/reference-data.ts'
import { writeDcc } from '@duheng/dcc/write.ts'
import { simulate } from '@duheng/uncertainty/monte-carlo/simulate.ts'
import { differences } from './compare.ts'
import { evaluate } from './evaluate.ts'
import { examples } from './examples.ts'
import { dccFragment } from './export-dcc.ts'
import { cellName, workbook } from './export-xlsx.ts'
import { samplingOf } from './sampling.ts'
import { emptyBody, newInput, readBody } from './study-body.ts'
import type { StudyBody } from './study-body.ts'
import { sheetsOf } from './web/export-sheets.ts'
import { step } from './web/history.ts'
import { blockChanges, numbersOf, typeOf, withCells } from './web/input-columns.ts'
import { reportWords } from './web/report-words.ts'

const body = examples[0]?.bodyIn(0) ?? emptyBody
const evaluated = evaluate(body)
const answer = evaluated.answer
assert.ok(answer)
const asked = samplingOf({ ...body, monteCarlo: { trials: '20000', seed: '7' } }, answer)
assert.ok(asked.ok)
const sampled = simulate(asked.sampling.task, { trials: 20_000, seed: 7, probabilities: [0.99] })
assert.ok(sampled.ok)
const output = sampled.outputs[0]

describe('JSON', () => {
  test('what is exported is imported again as it was', () => assert.deepEqual(readBody(JSON.parse(JSON.stringify(body))), body))
  test('what is no study is none', () => {
    for (const wrong of [null, 1, 'text', {}, { ...body, format: 'other/1' }, { ...body, extra: 1 }, { ...body, inputs: [{}] }, { ...body, formula: 7 }]) assert.equal(readBody(wrong), undefined)
  })
})

describe('XLSX', () => {
  const sheets = sheetsOf({ title: '量块', body, evaluated, output, t: reportWords['zh-CN'], english: false })
  const files = unzipSync(workbook(sheets))
  const xml = (path: string) => strFromU8(files[path] ?? new Uint8Array())

  test('the budget computes: contributions, u and U are formulas over their cells, with the values they had', () => {
    const sheet = xml('xl/worksheets/sheet1.xml')
    assert.match(sheet, /<c r="H5"><f>ABS\(G5\)\*E5<\/f><v>25<\/v><\/c>/)
    const [, formula, u] = /<f>(SQRT\(SUMSQ\(H5:H\d+\)\))<\/f><v>([\d.]+)<\/v>/.exec(sheet) ?? []
    assert.ok(formula !== undefined)
    assert.equal(Number(u).toFixed(5), '31.66388')
    assert.match(sheet, /<f>H\d+\*H\d+<\/f><v>92\.4/)
  })
  test('typed text is text, whatever it looks like', () => {
    const evil = { ...body, formula: "=cmd|' /C calc'!A0" }
    const made = strFromU8(unzipSync(workbook(sheetsOf({ title: '=1+1', body: evil, evaluated, output: undefined, t: reportWords.en, english: true })))['xl/worksheets/sheet1.xml'] ?? new Uint8Array())
    assert.match(made, /t="inlineStr"><is><t xml:space="preserve">=1\+1</)
    assert.doesNotMatch(made, /<f>[^<]*cmd/)
  })
  test('the same study gives the same bytes, and columns go on after Z', () => {
    assert.deepEqual(workbook(sheets), workbook(sheets))
    assert.deepEqual([cellName(0, 0), cellName(25, 9), cellName(26, 0), cellName(701, 0)], ['A1', 'Z10', 'AA1', 'ZZ1'])
  })
})

describe('DCC fragment', () => {
  const fragment = dccFragment({ title: '中心长度 length', budget: answer.budget, body, output })
  assert.ok(fragment)
  /** A whole certificate with the fragment in the place of its first table. */
  const certificate = (): string => {
    const inside = new TextDecoder().decode(fragment).replace(/^<\?xml[^>]*\?>\s*/, '')
    return new TextDecoder().decode(writeDcc(thermocoupleCalibration)).replace(/(<dcc:result [^>]*>[\s\S]*?<dcc:data>)[\s\S]*?(<\/dcc:data>)/, (_, before: string, after: string) => `${before}${inside}${after}`)
  }
  test('inside a certificate it is read back with its value, U, k, p and the Monte Carlo interval', () => {
    const read = readDcc(new TextEncoder().encode(certificate()))
    assert.ok(read.ok, JSON.stringify(read))
    const [first, second] = read.dcc.rows.filter((one) => one.within === 'result')
    assert.deepEqual([first?.value, first?.unit, first?.U, first?.k, first?.p], ['50000838', '\\nano\\metre', '93', '2.92', '0.99'])
    assert.ok(second !== undefined && Number(second.low) > 50_000_730 && Number(second.high) < 50_000_945, JSON.stringify(second))
  })
  test('xmllint accepts it against DCC 3.3.0', { skip: noXmllint }, () => {
    const folder = mkdtempSync(join(tmpdir(), 'duheng-fragment-'))
    try {
      const file = join(folder, 'certificate.xml')
      writeFileSync(file, certificate())
      execFileSync('xmllint', ['--nonet', '--noout', '--schema', referencePath('xsd/offline/v3.3.0/dcc.xsd'), file], { stdio: 'pipe' })
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  })
})

describe('two versions', () => {
  const [first = newInput(), second = newInput(), ...rest] = body.inputs
  test('the same says nothing', () => assert.deepEqual(differences(body, structuredClone(body)), []))
  test('each change is named with what stood there', () => {
    const other: StudyBody = { ...body, formula: 'l = ls', inputs: [{ ...first, spread: 'u=30' }, ...rest, newInput('new')], coverage: { ...body.coverage, p: '0.95' }, correlations: [{ a: 'd1', b: 'ls', r: '0.5' }] }
    assert.deepEqual(differences(body, other).map((one) => ('name' in one ? `${one.what} ${one.name}` : one.what)), ['formula', 'input ls', `whole input ${second.name}`, 'whole input new', 'correlation d1, ls', 'coverage'])
    const spread = differences(body, other).find((one) => one.what === 'input')
    assert.deepEqual([spread?.before, spread?.after], ['u=25', 'u=30'])
  })
})

describe('the sheet', () => {
  test('a pasted block makes rows, reads words for distributions and answers what it cannot read', () => {
    const { changes, outside } = blockChanges([['m', '质量', '10', 'g', '均匀', '0.1'], ['x', '', '1', '', 'nonsense', '', '5', 'beyond']], 0, 0)
    const { body: made, unread } = withCells(emptyBody, changes)
    assert.deepEqual(made.inputs.map(({ name, type }) => [name, type]), [['m', 'rectangular'], ['x', 'normal']])
    assert.deepEqual([unread, outside], [['nonsense'], ['beyond']])
  })
  test('a column or a line of numbers is a list of readings, a block is not', () => {
    assert.deepEqual(numbersOf([['1.1'], ['1.2'], ['1.3']]), ['1.1', '1.2', '1.3'])
    assert.deepEqual(numbersOf([['1.1', '1.2']]), ['1.1', '1.2'])
    assert.equal(numbersOf([['1', '2'], ['3', '4']]), undefined)
    assert.equal(numbersOf([['1'], ['b']]), undefined)
  })
  test('distributions answer to their names in both languages', () => {
    for (const [word, type] of [['正态', 'normal'], ['Uniform', 'rectangular'], ['矩形', 'rectangular'], ['arcsine', 'u_shaped'], ['t', 't_scaled'], ['A', 'readings'], ['guess', undefined]] as const) assert.equal(typeOf(word), type, word)
  })
  test('a value changed by hand is no longer the certificate\'s', () => {
    const linked: StudyBody = { ...emptyBody, inputs: [{ ...newInput('m'), source: { kind: 'standard-certificate', id: 1, standardId: 2, number: 'N', standard: 'S', value: 'm' } }] }
    assert.ok(withCells(linked, [{ row: 0, column: 'about', text: 'weight' }]).body.inputs[0]?.source)
    assert.equal(withCells(linked, [{ row: 0, column: 'estimate', text: '11' }]).body.inputs[0]?.source, undefined)
  })
  test('typing in one visit of a cell is one step back', () => {
    const start = { past: [], body: emptyBody, future: [], group: '' }
    const typed = ['y', 'y ', 'y ='].reduce((state, formula) => step(state, { type: 'change', body: { ...emptyBody, formula }, group: 'formula' }), step(start, { type: 'change', body: { ...emptyBody, target: '1' }, group: 'target' }))
    const back = step(typed, { type: 'undo' })
    assert.deepEqual([back.body.formula, back.body.target], ['', '1'])
    assert.equal(step(back, { type: 'redo' }).body.formula, 'y =')
    assert.equal(step(step(back, { type: 'undo' }), { type: 'undo' }).body, emptyBody)
  })
})
