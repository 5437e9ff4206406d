// What the reader finds: in a small certificate of our own with every D-SI form, in what we write, and in the published examples.

import { describe, it } from 'node:test'
import assert from 'node:assert/strict'
import { readFileSync, readdirSync } from 'node:fs'
import { exampleRecords } from './examples.ts'
import { readDcc } from './read.ts'
import type { DccReading, QuantityRow } from './read.ts'
import { noReferenceData, referencePath } from './reference-data.ts'
import { writeDcc } from './write.ts'

function reading(bytes: Uint8Array): DccReading {
  const read = readDcc(bytes)
  assert.ok(read.ok, read.ok ? '' : read.reason)
  return read.dcc
}

const dccHead = '<d:digitalCalibrationCertificate xmlns:d="https://ptb.de/dcc" xmlns:si="https://ptb.de/si" schemaVersion="3.3.0">'

function dccOf(results: string): Uint8Array {
  return new TextEncoder().encode(`${dccHead}
    <d:administrativeData><d:coreData><d:uniqueIdentifier> X-1 </d:uniqueIdentifier></d:coreData></d:administrativeData>
    <d:measurementResults>${results}</d:measurementResults></d:digitalCalibrationCertificate>`)
}

const quantity = (dsi: string) => dccOf(`<d:quantity refType="r"><d:name><d:content lang="zh">量</d:content></d:name>${dsi}</d:quantity>`)
/** `<si:a>x</si:a>` for each pair, so that the cases below stay readable. */
const si = (...pairs: [string, string][]) => pairs.map(([name, inner]) => `<si:${name}>${inner}</si:${name}>`).join('')

function brief(row: QuantityRow): Partial<QuantityRow> {
  const { path: _path, within: _within, name: _name, refType: _refType, ...rest } = row
  return rest
}

const oneGram = si(['value', '1'], ['unit', '\\gram'])
const expandedUnc = si(['expandedUnc', si(['uncertainty', '0.2'], ['coverageFactor', '2'], ['coverageProbability', '0.95'])])
const expandedMU = si(['expandedMU', si(['valueExpandedMU', '0.2'], ['coverageFactor', '2'], ['coverageProbability', '0.95'])])
const listMU = si(['expandedMUXMLList',
  si(['valueExpandedMUXMLList', '0.1 NaN'], ['coverageFactorXMLList', '2'], ['coverageProbabilityXMLList', '0.95'])])
const interval = si(['standardUnc', '0.1'], ['intervalMin', '0.8'], ['intervalMax', '1.3'], ['coverageProbability', '0.95'])
const gram = { form: 'real', alternative: 0, value: '1', unit: '\\gram' } as const
const [U, k, p] = ['0.2', '2', '0.95']

const forms: [string, string, Partial<QuantityRow>[]][] = [
  ['real without uncertainty', si(['real', oneGram]), [gram]],
  ['real with expandedUnc and label', si(['real', si(['label', 'm']) + oneGram + expandedUnc]), [{ ...gram, label: 'm', U, k, p }]],
  ['real with expandedMU', si(['real', oneGram + si(['measurementUncertaintyUnivariate', expandedMU])]), [{ ...gram, U, k, p }]],
  ['real with standardMU',
    si(['real', oneGram + si(['measurementUncertaintyUnivariate', si(['standardMU', si(['valueStandardMU', '0.1'])])])]),
    [{ ...gram, u: '0.1' }]],
  ['real with coverageInterval', si(['real', oneGram + si(['coverageInterval', interval])]),
    [{ ...gram, u: '0.1', low: '0.8', high: '1.3', p }]],
  ['constant', si(['constant', oneGram + si(['uncertainty', '0'])]), [{ ...gram, form: 'constant', U: '0' }]],
  ['complex', si(['complex', si(['valueReal', '1'], ['valueImag', '-2'], ['unit', '\\ohm'])]), [
    { form: 'complex', part: 'real', alternative: 0, value: '1', unit: '\\ohm' },
    { form: 'complex', part: 'imaginary', alternative: 0, value: '-2', unit: '\\ohm' },
  ]],
  ['list with shared unit and uncertainty', si(['list', si(['realList',
    si(['listUnit', '\\volt'], ['listUnivariateUnc', expandedUnc], ['real', si(['value', '10'])], ['real', oneGram])])]),
  [{ ...gram, form: 'list', value: '10', unit: '\\volt', U, k, p }, { ...gram, form: 'list', U, k, p }]],
  ['XML list, single and per-value entries', si(['realListXMLList', si(['labelXMLList', 'a b'], ['valueXMLList', ' 1 \n 2'],
    ['unitXMLList', '\\gram'], ['measurementUncertaintyUnivariateXMLList', listMU])]),
  [{ ...gram, form: 'XML list', label: 'a', U: '0.1', k, p }, { ...gram, form: 'XML list', label: 'b', value: '2', k, p }]],
  ['hybrid', si(['hybrid', si(['real', oneGram], ['real', si(['value', '0.001'], ['unit', '\\kilogram'])])]),
    [gram, { ...gram, alternative: 1, value: '0.001', unit: '\\kilogram' }]],
]

describe('reading D-SI forms', () => {
  for (const [name, dsi, expected] of forms) {
    it(name, () => {
      const dcc = reading(quantity(dsi))
      assert.deepEqual(dcc.rows.map(brief), expected)
      assert.deepEqual(dcc.problems, [])
      assert.equal(dcc.rows[0]?.refType, 'r')
      assert.equal(dcc.rows[0]?.name.get('zh'), '量')
      assert.equal(dcc.uniqueIdentifier, 'X-1')
    })
  }

  it('names a list whose lengths do not fit, and gives no rows for it', () => {
    const dcc = reading(quantity(si(['realListXMLList', si(['valueXMLList', '1 2 3'], ['unitXMLList', '\\gram \\gram'])])))
    assert.deepEqual(dcc.rows, [])
    assert.match(dcc.problems.join(), /measurementResults\/quantity\/realListXMLList: a list whose length is not that of its 3 values/)
  })
})

describe('reading what we write', () => {
  for (const record of exampleRecords) {
    it(`${record.kind}: every value, unit, U, k and p comes back as written`, () => {
      const dcc = reading(writeDcc(record))
      assert.deepEqual(dcc.problems, [])
      const results = dcc.rows.filter(row => row.within === 'result')
      const written = record.tables.flatMap(table => table.columns.flatMap((column, index) => table.rows.flatMap(row => {
        const cell = row.cells[index]
        return cell?.holds === 'value' && column.holds === 'quantity'
          ? [[row.id, cell.value, cell.uncertainty?.U, cell.uncertainty?.k, cell.uncertainty?.p, column.title.zh]] : []
      })))
      assert.deepEqual(results.map(row => [row.label, row.value, row.U, row.k, row.p, row.name.get('zh')]), written)
    })

    it(`${record.kind}: ids, dates, parties, equipment and statements come back`, () => {
      const dcc = reading(writeDcc(record))
      assert.equal(dcc.uniqueIdentifier, record.publicId)
      assert.ok(dcc.identifications.some(each => each.refType === 'basic_certificateNumber' && each.value === record.number))
      assert.ok(dcc.identifications.some(each => each.refType === 'duheng_dataRoot' && each.value === record.proof.dataRoot))
      assert.deepEqual(dcc.dates, {
        received: record.dates.received, measuredFrom: record.dates.measuredFrom,
        measuredTo: record.dates.measuredTo, issued: record.dates.issued,
      })
      assert.equal(dcc.laboratory.name.get('zh'), record.laboratory.name.zh)
      assert.equal(dcc.customer.name.get('zh'), record.client.name.zh)
      assert.equal(dcc.items[0]?.name.get('zh'), record.item.name.zh)
      assert.equal(dcc.items[0]?.identifications[0]?.value, record.item.serial)
      assert.deepEqual(dcc.persons.map(each => each.name.get('')), Object.values(record.persons))
      assert.deepEqual(dcc.equipment.map(each => each.certificate?.value), record.standards.map(each => each.certificateSha256))
      assert.deepEqual(dcc.methods[0]?.norms, [`${record.procedure.document}-${record.procedure.edition}`])
      assert.equal(dcc.statements.find(each => each.refType === 'basic_conformity')?.conformity, record.conclusion.verdict)
      assert.equal(dcc.statements.find(each => each.refType === 'duheng_validUntil')?.date, record.dates.validUntil)
      assert.equal(dcc.statements.some(each => each.refType === 'duheng_demo'), record.demo !== undefined)
    })
  }
})

// Number of values, of those with U, of those that are results. One file writes /kilogram for \\kilogram; units are kept as written.
const published: [string, number, number, number][] = [
  ['pydcc_dcc_gp_temperature_typical_v12.xml', 52, 5, 25],
  ['pydcc_dcc_gp_temperature_simplified_v12.xml', 39, 5, 25],
  ['pydcc_dcc_gp_temperature_typical_adjustment_v12.xml', 97, 10, 25],
  ['pydcc_dcc_gp_temperatur_resistance_v12.xml', 56, 9, 30],
  ['ptb_v3.1.1_dcc-vacuumlab-CDG.xml', 60, 60, 56],
  ['ptb_v3.0.0_singleweight.xml', 9, 8, 1],
  ['ptb_v2.4.0_siliziumkugel.xml', 8, 8, 2],
]

describe('reading the published certificates', { skip: noReferenceData }, () => {
  for (const [file, count, withU, results] of published) {
    it(`${file}: ${count} values, ${withU} of them with U`, () => {
      const { rows, problems } = reading(readFileSync(referencePath('examples', file)))
      assert.deepEqual(problems, [])
      assert.equal(rows.length, count)
      assert.equal(rows.filter(row => row.U).length, withU)
      assert.equal(rows.filter(row => row.within === 'result').length, results)
      assert.ok(rows.every(row => /^[-+]?\d*\.?\d+(?:[Ee][-+]?\d+)?$/.test(row.value) && /^[\\/][a-z]/.test(row.unit)))
    })
  }

  it('good practice temperature: the measurement errors with U = 0.061 K, k = 2, p = 0.95', () => {
    const { rows, items, equipment } = reading(readFileSync(referencePath('examples', 'pydcc_dcc_gp_temperature_typical_v12.xml')))
    const errors = rows.filter(row => row.refType === 'basic_measurementError')
    assert.deepEqual(errors.map(row => row.value), ['0.072', '0.089', '0.107', '-0.009', '-0.084'])
    assert.deepEqual(errors.map(row => [row.unit, row.U, row.k, row.p]), errors.map(() => ['\\kelvin', '0.061', '2', '0.95']))
    const celsius = rows.filter(row => row.refType === 'basic_referenceValue' && row.alternative === 1)
    assert.deepEqual(celsius.map(row => row.value), ['33.098', '99.971', '175.103', '250.169', '320.004'])
    assert.equal(items[0]?.name.get('en'), 'Temperature sensor')
    assert.equal(equipment[0]?.name.get('en'), 'Pt 100 thermometer')
  })

  it('reads or refuses every certificate without throwing; only the three that must be are refused', () => {
    const refused = readdirSync(referencePath('examples')).filter(file => file.endsWith('.xml'))
      .filter(file => !readDcc(readFileSync(referencePath('examples', file))).ok)
    assert.deepEqual(refused, ['lutaml_invalid_schema.xml', 'lutaml_invalid_syntax.xml', 'ptb_v1.8.3_11044_17_Pt.xml'])
  })
})
