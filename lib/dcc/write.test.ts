// What we write: valid against the published schema where that is at hand, and by structure everywhere.

import { describe, it } from 'node:test'
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { dsiUnitOf } from './dsi-unit.ts'
import { dispenserRejection, exampleRecords, scaleVerification, thermocoupleCalibration } from './examples.ts'
import { parseCertificateRecord } from './record.ts'
import type { CertificateRecord } from './record.ts'
import { noXmllint, referencePath } from './reference-data.ts'
import { writeDcc } from './write.ts'
import { element, xmlBytes } from './xml-write.ts'
import { childOf, readXml } from './xml-read.ts'

const textOf = (bytes: Uint8Array) => new TextDecoder().decode(bytes)

/** Every optional part at once, and every optional part absent. */
function variants(): [string, CertificateRecord][] {
  const [weighing] = scaleVerification.tables
  assert.ok(weighing)
  const { replaces: _none, ...rest } = scaleVerification
  const partly = weighing.rows.map((row, index) => index === 0 ? { ...row, verdict: undefined, limits: { upper: '2.5' } } : row)
  const nothing = { holds: 'nothing' } as const
  const gaps = weighing.rows.map((row, index) => index === 1 ? { ...row, cells: row.cells.map(() => nothing) } : row)
  const replaces = { how: 'substituted', number: 'YX-1', publicId: 'aaaaaaaaaaaa', xmlSha256: 'ab'.repeat(32) } as const
  const priced = [{ id: 'r', cells: [{ holds: 'value', value: '1.50' } as const] }]
  const money = { holds: 'quantity', id: 'price', role: 'other', unit: '元', title: { zh: '金额', en: 'Amount' } } as const
  return [
    ['replacing another', { ...rest, replaces }],
    ['without conditions, checks, client code or demo', {
      ...rest, conditions: [], visualChecks: [], demo: undefined, client: { name: rest.client.name, address: rest.client.address },
    }],
    ['with a row without verdict and a one-sided limit', { ...rest, tables: [{ ...weighing, rows: partly }] }],
    ['with empty cells', { ...rest, tables: [{ ...weighing, rows: gaps }] }],
    ['with a currency', { ...rest, tables: [{ ...weighing, columns: [money], judged: undefined, rows: priced }] }],
    ['with only visual checks', { ...rest, tables: [], visualChecks: [{ title: { zh: '标志' }, verdict: 'not applicable' }] }],
    ['with characters XML cares about', { ...rest, item: { ...rest.item, model: `<a href="x">&amp;]]>'`, range: '5 < m ≤ 10 kg' } }],
  ]
}

describe('the DCC writer', () => {
  for (const record of exampleRecords) {
    it(`${record.kind}: same record, same bytes; UTF-8, declaration, one final newline`, () => {
      const bytes = writeDcc(record)
      const again = parseCertificateRecord(JSON.parse(JSON.stringify(record)))
      assert.ok(again.ok)
      assert.deepEqual(writeDcc(again.record), bytes)
      assert.match(textOf(bytes), /^<\?xml version="1\.0" encoding="UTF-8"\?>\n<dcc:digital[^\n]+schemaVersion="3\.3\.0">\n/)
      assert.ok(textOf(bytes).endsWith('</dcc:digitalCalibrationCertificate>\n'))
    })

    it(`${record.kind}: the administrative ring holds what the schema asks for, in its order`, () => {
      const read = readXml(writeDcc(record))
      assert.ok(read.ok)
      assert.deepEqual(read.root.children.map(each => each.local), ['administrativeData', 'measurementResults'])
      const core = childOf(childOf(read.root, 'administrativeData'), 'coreData')
      const locals = core?.children.map(each => each.local).filter(local => local !== 'usedLangCodeISO639_1')
      assert.deepEqual(locals, [
        'countryCodeISO3166_1', 'mandatoryLangCodeISO639_1', 'uniqueIdentifier', 'identifications', 'receiptDate', 'beginPerformanceDate',
        'endPerformanceDate', 'performanceLocation', 'issueDate',
      ])
    })

    it(`${record.kind}: xmllint accepts it against DCC 3.3.0`, { skip: noXmllint }, () => assertValid(writeDcc(record)))
  }

  for (const [name, record] of variants()) {
    it(`is a record and can be read: ${name}`, () => {
      const parsed = parseCertificateRecord(record)
      assert.deepEqual(parsed.ok ? [] : parsed.problems, [])
      assert.ok(readXml(writeDcc(record)).ok)
    })
    it(`xmllint accepts it ${name}`, { skip: noXmllint }, () => assertValid(writeDcc(record)))
  }

  it('writes conformity per row, the limits of the judged column, U with k and p', () => {
    const scale = textOf(writeDcc(scaleVerification))
    assert.match(scale, /<dcc:conformityXMLList>pass pass pass pass pass<\/dcc:conformityXMLList>/)
    assert.match(scale, /refType="basic_acceptanceLimitUpper duheng_mpeUpper"[^§]*?<si:valueXMLList>2\.5 2\.5 5\.0 5\.0 7\.5</)
    assert.match(textOf(writeDcc(dispenserRejection)), /<dcc:conformityXMLList>fail pass pass<\/dcc:conformityXMLList>/)
    const calibration = textOf(writeDcc(thermocoupleCalibration))
    assert.match(calibration, /<si:valueExpandedMUXMLList>1\.2<\/si:valueExpandedMUXMLList>\s*<si:coverageFactorXMLList>2</)
    assert.doesNotMatch(calibration, /<dcc:conformity/)
    assert.doesNotMatch(calibration, /duheng_demo/)
  })

  it('writes units in D-SI and declares those the SI does not know', () => {
    const units: [string, string, boolean][] = [
      ['kg', '\\kilogram', true], ['℃', '\\degreecelsius', true], ['%', '\\percent', true], ['1', '\\one', true], ['元', '\\one', false],
      ['没有这个单位', '\\one', false],
    ]
    for (const [printed, unit, isSi] of units) assert.deepEqual(dsiUnitOf(printed), { unit, isSi }, printed)
    const currency = variants().find(([name]) => name === 'with a currency')
    assert.ok(currency)
    assert.match(textOf(writeDcc(currency[1])), /<dcc:nonSIUnit>元<\/dcc:nonSIUnit>/)
  })
})

describe('the XML writer', () => {
  it('escapes what XML would change', () => {
    const bytes = xmlBytes(element('a', { q: '<"&>\n\t\r' }, element('b', {}, ']]>&\r')))
    const body = textOf(bytes).split('\n').slice(1).join('\n')
    assert.equal(body, '<a q="&lt;&quot;&amp;&gt;&#10;&#9;&#13;">\n  <b>]]&gt;&amp;&#13;</b>\n</a>\n')
    const read = readXml(bytes)
    assert.ok(read.ok)
    assert.equal(read.root.attributes.get('q'), '<"&>\n\t\r')
    assert.equal(read.root.children[0]?.text, ']]>&\r')
  })
  it('never writes a character XML forbids', () => assert.throws(() => xmlBytes(element('a', {}, '\u0001')), /cannot stand in XML/))
})

function assertValid(bytes: Uint8Array): void {
  const folder = mkdtempSync(join(tmpdir(), 'dcc-'))
  const file = join(folder, 'certificate.xml')
  writeFileSync(file, bytes)
  try {
    execFileSync('xmllint', ['--nonet', '--noout', '--schema', referencePath('xsd/offline/v3.3.0/dcc.xsd'), file], { stdio: 'pipe' })
  } finally {
    rmSync(folder, { recursive: true })
  }
}
