import assert from 'node:assert/strict'
import { test } from 'node:test'
import { cmp, exactly, exactText } from './decimal.ts'
import { toUcum } from './unit-ucum.ts'
import { convert, parseUnit, unit } from './unit.ts'
import type { Unit } from './unit-algebra.ts'

function ucum(code: string): Unit {
  const read = parseUnit(code, { grammar: 'ucum' })
  assert.ok(read.ok, `${code}: ${read.ok ? '' : read.reason}`)
  return read.unit
}

function into(value: string, from: string, to: string): string {
  const converted = convert(exactly(value), ucum(from), ucum(to))
  return converted.ok ? (exactText(converted.value) ?? `${converted.value.n}/${converted.value.d}`) : converted.reason
}

test('UCUM codes are read by the rules of UCUM: case, order from left to right, brackets, numbers, annotations', () => {
  const cases: [code: string, same: string][] = [
    ['kg.m/s2', 'N'], ['kg/m.s2', 'kg.s2/m'], ['kg/(m.s2)', 'Pa'], ['J/kg/K', 'J/(kg.K)'], ['/min', 'min-1'], ['m3.kg-1.s-2', 'm3/(kg.s2)'],
    ['10*3/uL', '10^9/L'], ['10*-3', '1/1000'], ['10*+3', '1000'], ['4.[pi].10*-7.N/A2', '[mu_0]'], ['mmol/l', 'mmol/L'],
    ['mm[Hg]', 'm[Hg]/1000'],
    ['mg{creat}/dL', 'mg/dL'], ['{RBC}/uL', '/uL'], ['{tot}', '1'], ['', '1'], ['100.m', 'hm'], ['umol/2.h', 'umol.h/2'], ['rad2{x}', 'sr'],
    ['har', '10000.m2'], ['KiBy', '8192.bit'], ['Cel', 'Cel'], ["m/s2.[in_i'H2O]", "m.[in_i'H2O]/s2"],
  ]
  for (const [code, same] of cases) {
    const [a, b] = [ucum(code), ucum(same)]
    assert.deepEqual(a.dimension, b.dimension, code)
    assert.equal(cmp(a.scale, b.scale), 0, code)
    assert.equal(a.pi, b.pi, code)
  }
})

test('UCUM texts that are no codes are refused', () => {
  for (const code of [
    'm/', 'm.', '.m', '10+3/ul', 'iU', 'molv', 'g/12h', 'mmol/kg[H20]', 'kG ', 'K m', 'm^2', 'm²', 'kmin', 'µm', 'm{', '{a{b}}', '(m',
    'm)', 'm--2', 'm+',
    'm0', 'm99', '0.m', 'Kg', 'cel', 'mL/Cel', 'J/K.Cel', '千克', '[in_i', 'dag2kg', '12345678901234567890.m', '('.repeat(20) + 'm',
  ]) {
    const refused = parseUnit(code, { grammar: 'ucum' })
    assert.ok(!refused.ok && refused.reason.length > 8, code)
  }
})

test('prefixes go with the codes UCUM calls metric and with no other', () => {
  for (const code of [
    'kPa', 'mmol', 'dL', 'dl', 'mosm', 'meq', 'kcal', 'mm[Hg]', 'k[iU]', 'ueV', 'uGy', 'nkat', 'mCi', 'kpc', 'cm[H2O]', 'mB[V]',
  ]) {
    assert.ok(ucum(code).factors[0]?.prefix !== undefined, code)
  }
  // °C is metric in UCUM too, but a point takes no prefix here.
  for (const code of [
    'kd', 'kh', 'mo%', 'mdeg', 'mgon', 'k[in_i]', 'k[lb_av]', 'm[psi]', 'k[degF]', 'k[pi]', 'k10*', 'matm', 'mbit_s', 'mCel',
  ]) {
    assert.equal(parseUnit(code, { grammar: 'ucum' }).ok, false, code)
  }
})

test('UCUM units have the sizes UCUM defines', () => {
  const cases: [value: string, from: string, to: string, expected: string][] = [
    // m[Hg] and [degRe]: traps on which a well-known library fails
    ['1', 'm[Hg]', 'kPa', '133.322'], ['80', '[degRe]', 'Cel', '100'], ['212', '[degF]', '[degRe]', '80'], ['491.67', '[degR]', 'Cel', '0'],
    ['1', 'cal', 'J', '4.184'], ['1', 'cal_IT', 'J', '4.1868'], ['1', '[Btu_IT]', 'J', '1055.05585262'], ['3937', '[ft_us]', 'm', '1200'],
    ['1', '[acr_us]', '[ft_us]2', '43560'], ['1', '[gal_us]', '[cin_i]', '231'], ['1', '[bu_us]', '[cin_i]', '2150.42'],
    ['1', '[lb_av]', 'g', '453.59237'],
    ['1', 'circ', 'deg', '360'], ['400', 'gon', 'circ', '1'], ['1', '[ly]', 'm', '9460730472580800'], ['1', 'U', 'umol/min', '1'],
    ['1', 'Ci', 'Bq', '37000000000'],
    ['5', '%', '1', '0.05'], ['1', 'ph', 'lx', '10000'], ['1', '[in_us]', '[ft_us]/12', '1'], ['6', '[iU]/mL', '[iU]/L', '6000'],
    ['20', 'dB[V]', 'V', '10'], ['4', 'B[SPL]', 'Pa', '0.002'], ['90', 'mg/dL', 'g/L', '0.9'], ['5', 'mmol/L', 'umol/mL', '5'],
    ['1', '[pt_us]', '[foz_us]', '16'], ['1', '[oz_tr]', 'g', '31.1034768'], ['1', 'wk', 'h', '168'], ['1', 'Ao', 'nm', '0.1'],
  ]
  for (const [value, from, to, expected] of cases) assert.equal(into(value, from, to), expected, `${value} ${from} in ${to}`)
})

test('arbitrary units convert to themselves only, also in products', () => {
  for (const [from, to] of [['[iU]', '1'], ['[iU]/L', '/L'], ['[CFU]/mL', '[PFU]/mL'], ['[hnsf\'U]', '1'], ['[NTU]', '[FNU]'],
    ['[iU]/[iU]', '[iU]']]) {
    assert.equal(convert(exactly('1'), ucum(from ?? ''), ucum(to ?? '')).ok, false, `${from} in ${to}`)
  }
  assert.equal(into('1', 'k[iU]/L', '[iU]/mL'), '1')
  // A departure from UCUM: the mole is a base unit and no number.
  assert.match(into('1', 'mol', '1'), /different quantities/)
})

test('a unit is written as a UCUM code, or refused where UCUM has none', () => {
  const cases: [symbol: string, code: string][] = [
    ['kg', 'kg'], ['℃', 'Cel'], ['μg/mL', 'ug/mL'], ['kW·h', 'kW.h'], ['kWh', 'kW.h'], ['J/(kg·K)', 'J/kg/K'], ['1/h', '/h'],
    ['mL/°C', 'mL/K'], ['Ω', 'Ohm'],
    ['°', 'deg'], ['ha', 'har'], ['10⁹/L', '10*9/L'], ['Gs', 'G'], ['cal', 'cal_IT'], ['L', 'L'], ['1', '1'], ['dBV', 'dB[V]'],
    ['psi', '[psi]'], ['m²·s⁻¹', 'm2/s'],
  ]
  for (const [symbol, code] of cases) assert.deepEqual(toUcum(unit(symbol)), { ok: true, value: code }, symbol)
  for (const symbol of ['元/kg', 'kVA', 'Δ°C', '%RH', 'mmHg', 'Qm', '斤', 'HRC', 'dBm', '次']) {
    const refused = toUcum(unit(symbol))
    assert.ok(!refused.ok && refused.reason.startsWith('UCUM'), symbol)
  }
})
