import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import fc from 'fast-check'
import { thermocoupleCalibration } from '@duheng/dcc/examples.ts'
import { readDcc } from '@duheng/dcc/read.ts'
import { noXmllint, referencePath } from '@duheng/dcc/reference-data.ts'
import { writeDcc } from '@duheng/dcc/write.ts'
import {
  covarianceOfResults, exportResults, fromByteData, prepareImported, propagateImported, readExport, toByteData, writeExport,
  type ExportData,
} from './identity.ts'
import { firstOrderOf, readModel, type InputData, type ModelData } from './model.ts'
import { accepted, modelOf, near } from './testing.ts'

function exported(data: ModelData, namespace: string): ExportData {
  const found = accepted(exportResults(modelOf(data), { namespace }))
  // Every export of these tests goes through its text.
  const back = accepted(readExport(writeExport(found.data)))
  assert.deepEqual(back.data, found.data)
  return back.data
}

const normal = (name: string, estimate: number, u: number, more: Partial<InputData> = {}): InputData => {
  return { name, estimate, stated: { type: 'normal', u }, ...more }
}
const STANDARD = normal('S', 100, 0.03, { unit: 'g', identity: 'weight 100 g no. 7, certificate 2026-118' })
const weighed = (name: string, difference: number, u: number): ModelData => {
  return { model: `${name} = S + d`, inputs: [STANDARD, normal('d', difference, u, { unit: 'mg' })] }
}

test('two weights of one laboratory correlate through the standard they share', () => {
  const first = exported(weighed('m1', 5, 20), 'certificate A-1')
  const second = exported(weighed('m2', -8, 40), 'certificate A-2')
  const both = [{ from: first, id: 'm1' }, { from: second, id: 'm2' }]
  const shared = covarianceOfResults(both)
  assert.ok(shared.ok)
  near(shared.covariance[0]?.[1], 0.03 ** 2, 1e-17, 'u(m1, m2) in g²')
  near(shared.correlation[0]?.[1], 0.0009 / (Math.hypot(0.03, 0.02) * Math.hypot(0.03, 0.04)), 1e-14, 'r(m1, m2)')
  // Sum and difference of the two, in another laboratory, with something of its own.
  const used = propagateImported({
    model: 'total = m1 + m2 + z; difference = m1 - m2', inputs: [normal('z', 0, 0.01, { unit: 'g' })], coverage: { k: 2 },
  }, [{ name: 'm1', ...both[0] ?? assert.fail() }, { name: 'm2', ...both[1] ?? assert.fail() }])
  assert.ok(used.ok, used.ok ? '' : used.message)
  near(used.budgets[0]?.value, 199.997, 1e-12, 'sum')
  near(used.budgets[0]?.u, Math.hypot(0.06, 0.02, 0.04, 0.01), 1e-15, 'u(sum)')
  near(used.budgets[1]?.u, Math.hypot(0.02, 0.04), 1e-15, 'u(difference): the standard has left it')
  const standard = used.budgets[0]?.components.find(({ identity }) => identity === STANDARD.identity)
  near(standard?.contribution, 0.06, 1e-15, 'contribution of the standard to the sum')
})

test('a chain keeps its identities: what is imported is exported again', () => {
  const first = exported(weighed('m1', 5, 20), 'certificate A-1')
  // The imported budget is that of the whole model written at once.
  const volume = normal('V', 50, 0.1, { unit: 'cm³' })
  const used = propagateImported({ model: 'rho = m/V', inputs: [volume] }, [{ name: 'm', from: first, id: 'm1' }])
  const whole = readModel({
    model: 'm = S + d; rho = m/V', results: ['rho'],
    inputs: [STANDARD, normal('d', 5, 20, { unit: 'mg' }), volume],
  })
  assert.ok(used.ok && whole.ok)
  const direct = firstOrderOf(whole.model)
  assert.ok(direct.ok)
  near(used.budgets[0]?.u, direct.budgets[0]?.u ?? 0, 1e-16, 'u(ρ)')
  assert.deepEqual(used.budgets[0]?.unit.symbol, direct.budgets[0]?.unit.symbol)
  const ready = prepareImported({ model: 'rho = m/V', inputs: [volume] }, [{ name: 'm', from: first, id: 'm1' }])
  assert.ok(ready.ok)
  const second = exportResults(ready, { namespace: 'certificate B-9', ids: { rho: 'row 1' } })
  assert.ok(second.ok)
  assert.deepEqual(second.data.influences.map(({ id }) => id), ['certificate B-9/V', STANDARD.identity, 'certificate A-1/d'])
  const shared = covarianceOfResults([{ from: first, id: 'm1' }, { from: second.data, id: 'row 1' }])
  assert.ok(shared.ok)
  near(shared.covariance[0]?.[1], (0.03 ** 2 + 0.02 ** 2) / 50, 1e-18, 'u(m, ρ) = u²(m)/V')
})

test('an imported influence that is also an input counts once', () => {
  const first = exported(weighed('m1', 5, 20), 'certificate A-1')
  const used = propagateImported({ model: 'd = m1 - S', inputs: [STANDARD] }, [{ name: 'm1', from: first, id: 'm1' }])
  assert.ok(used.ok, used.ok ? '' : used.message)
  near(used.budgets[0]?.u, 0.02, 1e-16, 'only the comparison is left')
  const unlike: InputData = { ...STANDARD, stated: { type: 'normal', u: 0.05 } }
  const other = propagateImported({ model: 'd = m1 - S', inputs: [unlike] }, [{ name: 'm1', from: first, id: 'm1' }])
  assert.ok(!other.ok && /one identity/.test(other.message))
})

test('readings taken together keep their correlation and their degrees of freedom', () => {
  const inputs: InputData[] = [
    { name: 'V', stated: { type: 'readings', readings: [5.007, 4.994, 5.005, 4.99, 4.999], simultaneous: 'bridge' } },
    { name: 'I', stated: { type: 'readings', readings: [0.019663, 0.019639, 0.01964, 0.019685, 0.019678], simultaneous: 'bridge' } },
    { name: 'phi', stated: { type: 'readings', readings: [1.0456, 1.0438, 1.0468, 1.0428, 1.0433], simultaneous: 'bridge' } },
  ]
  const R = exported({ model: 'R = V/I*cos(phi)', inputs }, 'record 5')
  const X = exported({ model: 'X = V/I*sin(phi)', inputs }, 'record 5')
  // GUM H.2 printed r(R, X) = -0.588 and u(Z) = 0.236 with Z = √(R² + X²), here across two exports.
  const shared = covarianceOfResults([{ from: R, id: 'R' }, { from: X, id: 'X' }])
  assert.ok(shared.ok)
  near(shared.correlation[0]?.[1], -0.588, 5e-4, 'r(R, X)')
  const Z = propagateImported({ model: 'Z = sqrt(R^2 + X^2)', inputs: [], coverage: { p: 0.95 } }, [
    { name: 'R', from: R, id: 'R' }, { name: 'X', from: X, id: 'X' },
  ])
  assert.ok(Z.ok, Z.ok ? '' : Z.message)
  near(Z.budgets[0]?.value, 254.26, 5e-3, 'Z')
  near(Z.budgets[0]?.u, 0.236, 5e-4, 'u(Z)')
  near(Z.budgets[0]?.dof, 4, 1e-9, 'ν')
})

test('the text is stable and what is not an export is refused by place', () => {
  const data = exported(weighed('m1', 5, 20), 'certificate A-1')
  assert.equal(writeExport(data), JSON.stringify(data))
  assert.deepEqual(data.influences.map(({ id }) => id), [STANDARD.identity, 'certificate A-1/d'])
  const broken: [string, (data: ExportData) => unknown, RegExp][] = [
    ['version', (one) => ({ ...one, version: 2 }), /^version: /],
    ['a stray field', (one) => ({ ...one, note: 'x' }), /export: /],
    [
      'u', (one) => ({ ...one, results: one.results.map((row) => ({ ...row, u: row.u * 1.01 })) }),
      /^m1: u of "m1" is .*contributions make/,
    ],
    ['influence missing', (one) => ({ ...one, influences: one.influences.slice(1) }), /^influences: .*not described/],
    ['influence twice', (one) => ({ ...one, influences: [...one.influences, ...one.influences] }), /^influences: .*one id/],
    ['unit', (one) => ({ ...one, results: one.results.map((row) => ({ ...row, unit: 'quux' })) }), /^m1: the unit "quux"/],
    ['u not a number', (one) => ({ ...one, influences: one.influences.map((row) => ({ ...row, u: '1' })) }), /^influences\.0\.u: /],
    ['correlation', (one) => ({ ...one, correlations: [[STANDARD.identity, 'certificate A-1/d', 1.5]] }), /^correlations/],
  ]
  for (const [what, change, sentence] of broken) {
    const read = readExport(JSON.stringify(change(data)))
    assert.match(read.ok ? 'read' : `${read.field}: ${read.message}`, sentence, what)
  }
  const cut = readExport('{')
  assert.ok(!cut.ok && /not JSON/.test(cut.message))
})

test('one id that means two things is refused when results meet', () => {
  const first = exported(weighed('m1', 5, 20), 'certificate A-1')
  const other = exported({ model: 'm2 = S', inputs: [{ ...STANDARD, stated: { type: 'normal', u: 0.05 } }] }, 'certificate B-1')
  const met = covarianceOfResults([{ from: first, id: 'm1' }, { from: other, id: 'm2' }])
  assert.ok(!met.ok && /not the same in two exports/.test(met.message))
  const missing = covarianceOfResults([{ from: first, id: 'm9' }])
  assert.ok(!missing.ok && /no result "m9"/.test(missing.message))
})

const xml = (data: ExportData): string => {
  const { refType, fileName, mimeType, dataBase64 } = toByteData(data)
  const described = `<dcc:fileName>${fileName}</dcc:fileName><dcc:mimeType>${mimeType}</dcc:mimeType>`
  const attachment = `<dcc:byteData refType="${refType}">${described}<dcc:dataBase64>${dataBase64}</dcc:dataBase64></dcc:byteData>`
  const certificate = new TextDecoder().decode(writeDcc(thermocoupleCalibration))
  return certificate.replace('</dcc:data>', `${attachment}</dcc:data>`)
}

test('inside a certificate the attachment is carried and read back', () => {
  const data = exported(weighed('m1', 5, 20), '证书 A-1')
  const file = xml(data)
  const read = readDcc(new TextEncoder().encode(file))
  assert.ok(read.ok)
  const carried = /<dcc:byteData refType="duheng_influences">.*?<dcc:mimeType>(.*?)<.*?<dcc:dataBase64>(.*?)</s.exec(file)
  const back = fromByteData({ mimeType: carried?.[1] ?? '', dataBase64: carried?.[2] ?? '' })
  assert.ok(back.ok)
  assert.deepEqual(back.data, data)
  for (const [mimeType, dataBase64, sentence] of [['text/plain', '', /application\/json/], ['application/json', 'a*', /Base64/]] as const) {
    const refused = fromByteData({ mimeType, dataBase64 })
    assert.ok(!refused.ok && sentence.test(refused.message))
  }
})

test('a certificate with the attachment is valid by the schema of the DCC', { skip: noXmllint }, () => {
  const folder = mkdtempSync(join(tmpdir(), 'duheng-influences-'))
  const file = join(folder, 'certificate.xml')
  writeFileSync(file, xml(exported(weighed('m1', 5, 20), 'certificate A-1')))
  try {
    execFileSync('xmllint', ['--nonet', '--noout', '--schema', referencePath('xsd/offline/v3.3.0/dcc.xsd'), file], { stdio: 'pipe' })
  } finally {
    rmSync(folder, { recursive: true })
  }
})

test('a spoiled export is refused with a sentence and never throws', () => {
  const json = JSON.stringify(exported(weighed('m1', 5, 20), 'certificate A-1'))
  const spoil = fc.tuple(fc.nat(json.length - 1), fc.string({ maxLength: 3 }), fc.nat(8))
  fc.assert(fc.property(spoil, ([at, text, gone]) => {
    const read = readExport(json.slice(0, at) + text + json.slice(at + gone))
    if (!read.ok) assert.ok(read.message.length > 5 && /\p{Script=Han}/u.test(read.zh ?? ''))
  }), { numRuns: 2000, interruptAfterTimeLimit: 4000, markInterruptAsFailure: false })
  fc.assert(fc.property(fc.jsonValue(), (value) => assert.equal(readExport(JSON.stringify(value)).ok, false)), { numRuns: 300 })
})
