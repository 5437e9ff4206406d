import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import fc from 'fast-check'
import { compareText, convertText } from './convert-text.ts'

test('a conversion asked in one line is answered', () => {
  const cases: [text: string, answer: string, unit: string][] = [
    ['80 [degRe] -> Cel', '100', '°C'], ['25 Cel -> K', '298.15', 'K'], ['3 mg/L -> ug/mL', '3', 'μg/mL'], ['9 °C to °F', '48.2', '°F'],
    ['5 in in mm', '127', 'mm'],
    ['5 in to mm', '127', 'mm'], ['3 亩换算为公顷', '0.2', 'ha'], ['２．５ 吨 → 千克', '2500', 'kg'], ['-40 °F -> °C', '-40', '°C'],
    ['1 kn => km/h', '1.852', 'km/h'],
    ['1e3 g → kg', '1', 'kg'], ['5 % -> 1', '0.05', '1'], ['1 \\kilo\\metre -> \\metre', '1000', 'm'], ['60 rpm -> r/s', '1', 'r/s'],
    ['20 dBV -> V', '10', 'V'],
    // units-basic.json: a difference of two points is an interval, 5 K and not 278.15 K
    ['10 Cel minus 5 Cel as DIFFERENCE in K', '5', 'K'], ['10 ℃ 减 41 ℉ -> K', '5', 'K'],
    ['50 °F minus 10 °C as DIFFERENCE in Δ°F', '0', 'Δ°F'], ['1 kg minus 1 g -> g', '999', 'g'],
    ['10 °C minus 5 °C as DIFFERENCE in °F', '9', 'Δ°F'],
  ]
  for (const [text, answer, unit] of cases) {
    const got = convertText(text)
    assert.ok(got.ok, `${text}: ${got.ok ? '' : got.reason}`)
    assert.deepEqual([got.value.text, got.value.unit, got.value.exact, got.value.number], [answer, unit, true, Number(answer)], text)
  }
  const psi = convertText('1 [psi] -> Pa')
  assert.ok(psi.ok && psi.value.exact && psi.value.text === undefined && Math.abs(psi.value.number - 6894.757293168361) < 1e-11)
  assert.deepEqual(psi.value.notLegal.map(({ symbol }) => symbol), ['psi'])
  const turn = convertText('180 deg -> rad')
  assert.ok(turn.ok && !turn.value.exact && turn.value.number === Math.PI && turn.value.because.join() === 'π')
})

test('a question that makes no sense is refused in both languages, with both kinds named', () => {
  const cases: [text: string, zh: RegExp, en: RegExp][] = [
    ['1 N·m -> J', /力矩.*能量/, /torque.*energy/], ['1 Bq -> Hz', /放射性活度.*频率/, /activity.*frequency/],
    ['1 Gy -> Sv', /吸收剂量.*剂量当量/, /absorbed dose.*dose equivalent/],
    ['1 rad -> 1', /平面角.*量纲一/, /plane angle.*number/], ['1 sr -> rad', /立体角.*平面角/, /solid angle.*plane angle/],
    ['1 kg -> m', /质量.*长度/, /mass.*length/],
    ['1 kVA -> kW', /视在功率.*有功功率/, /apparent power.*active power/], ['5 Δ°C -> °C', /温度差.*温度点/, /temperature difference.*temperature point/],
    ['1 kvarh -> kWh', /无功电能.*能量/, /reactive energy.*energy/], ['3 dB -> 1', /级.*量纲一/, /level.*number/], ['1 IU -> 1', /测量程序/, /procedure/],
    ['1 HRC -> HV', /HRC.*HV/, /own procedure/], ['1 foo -> m', /看不懂/, /unknown unit "foo"/],
    ['1 m -> foo', /看不懂单位“foo”/, /unknown unit "foo"/], ['1,5 m -> mm', /看不懂/, /comma/],
    [`${'9'.repeat(900)} m -> km`, /太长/, /too long/], ['80 degRe', /单位/, /->/], ['', /单位/, /->/],
    ['-1 V -> dBV', /不能/, /greater than zero/],
  ]
  for (const [text, zh, en] of cases) {
    const got = convertText(text)
    assert.ok(!got.ok, text)
    assert.match(got.zh, zh)
    assert.match(got.reason, en)
  }
})

test('comparisons look at what is meant and not at the numbers', () => {
  const cases: [text: string, truth: boolean][] = [
    ['9 °C to °F < 10 °C', true], ['9 degC to degF < 10 degC', true], ['48.2 °F = 9 °C', true], ['10 °C < 9 °C to °F', false],
    ['1 kg >= 1000 g', true], ['1 mile > 1 km', true],
    ['0.1 MPa ≤ 1 bar', true], ['1 斤 > 0.5 kg', false], ['300 K > 26 °C', true], ['1 in -> mm == 25.4 mm', true],
  ]
  for (const [text, truth] of cases) assert.deepEqual(compareText(text), { ok: true, value: truth }, text)
  for (const text of ['5 Δ°C < 10 °C', '1 N·m = 1 J', '1 kg < 1 m', '1 kg', '< 1 kg', '1 kg <', 'a < b', '']) {
    const got = compareText(text)
    assert.ok(!got.ok && got.zh.length > 3 && got.reason.length > 3, text)
  }
})

test('asking anything never throws', () => {
  const alphabet = fc.constantFrom(...'0123456789.- ->→<=inmtokgsPa°℃·/^减换算为minus dB[]V%'.split(''))
  const texts = fc.oneof(fc.string({ unit: 'grapheme' }), fc.array(alphabet, { maxLength: 30 }).map((chars) => chars.join('')))
  fc.assert(fc.property(texts, (text) => {
    convertText(text)
    compareText(text)
  }), { numRuns: 3000 })
})

const file = join(process.env['DUHENG_REFERENCE'] ?? join(import.meta.dirname, '../../../shared'), 'cases/measurement/units-basic.json')
test('every unit case of the reference data, by its name', { skip: existsSync(file) ? false : 'needs reference data' }, () => {
  const data: { expected: { name: string; value: number; abs_tol: number }[] } = JSON.parse(readFileSync(file, 'utf8'))
  assert.ok(data.expected.length >= 4)
  for (const { name, value, abs_tol } of data.expected) {
    const got = convertText(name)
    assert.ok(got.ok && Math.abs(got.value.number - value) <= abs_tol, name)
  }
})
