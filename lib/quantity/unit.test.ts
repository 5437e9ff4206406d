import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { cmp, exactly, exactText, rational, toNumber } from './decimal.ts'
import {
  comparable, divideUnits, intervalUnit, multiplyUnits, powerUnit, rootUnit, type Unit,
} from './unit-algebra.ts'
import { convert, parseUnit, unit } from './unit.ts'

function into(value: string, from: string, to: string): string {
  const converted = convert(exactly(value), unit(from), unit(to))
  return converted.ok ? (exactText(converted.value) ?? `${converted.value.n}/${converted.value.d}`) : converted.reason
}

function same(a: Unit, b: Unit): void {
  assert.deepEqual(a.dimension, b.dimension, `${a.symbol} and ${b.symbol}`)
  assert.equal(cmp(a.scale, b.scale), 0, `${a.symbol} and ${b.symbol}`)
  assert.equal(a.pi, b.pi)
  assert.equal(a.kind, b.kind)
}

test('values are converted exactly by definition', () => {
  const cases: [string, string, string, string][] = [
    ['1', 'kg', 'g', '1000'], ['2.5', 't', 'kg', '2500'], ['1', 'MPa', 'bar', '10'], ['1', 'bar', 'kPa', '100'],
    ['0.1', 'MPa', 'kPa', '100'],
    ['25', '°C', 'K', '298.15'], ['25', '℃', '°F', '77'], ['9', '°C', '°F', '48.2'], ['80', '[degRe]', 'Cel', '100'],
    ['-40', '°F', '°C', '-40'],
    ['5', 'Δ°C', 'K', '5'], ['9', 'Δ°F', 'Δ°C', '5'], ['1', 'm³/h', 'L/min', '50/3'], ['60', 'L/min', 'm3/h', '3.6'],
    ['1', 'L', 'mL', '1000'],
    ['1', 'kW·h', 'MJ', '3.6'], ['1', 'kWh', 'J', '3600000'], ['3', 'mg/L', 'ug/mL', '3'], ['1', 'mmHg', 'Pa', '133.322387415'],
    ['1', 'kn', 'km/h', '1.852'],
    ['5', '%', '1', '0.05'], ['1', 'ppm', '%', '0.0001'], ['1', 'kg·m/s^2', 'N', '1'], ['9.80665', 'N', 'kgf', '1'],
    ['90', 'km/h', 'm/s', '25'],
    ['1', 'in', 'mm', '25.4'], ['2', 'h', 'd', '1/12'], ['1', '°', '′', '60'], ['1', 'r/min', '°/s', '6'], ['8.50', '元/L', '元/m3', '8500'],
  ]
  for (const [value, from, to, expected] of cases) assert.equal(into(value, from, to), expected, `${value} ${from} in ${to}`)
  // 0.45359237 · 9.80665 / 0.0254²: lb and g_n exact by definition
  const psi = convert(exactly('1'), unit('psi'), unit('Pa'))
  assert.ok(psi.ok && psi.exact)
  assert.equal(cmp(psi.value, rational(45359237n * 980665n, 64516n * 10n ** 5n)), 0)
})

test('a degree in radians is not exact, and says so', () => {
  const turned = convert(exactly('180'), unit('°'), unit('rad'))
  assert.ok(turned.ok && !turned.exact)
  assert.equal(toNumber(turned.value), Math.PI)
  const back = convert(exactly('1'), unit('rad'), unit('°'))
  assert.ok(back.ok)
  assert.equal(toNumber(back.value), 180 / Math.PI)
})

test('what cannot be converted is refused with both units named', () => {
  for (const [from, to] of [
    ['g', 'mm'], ['N·m', 'J'], ['kN·m', 'kWh'], ['°C', 'Δ°C'], ['Hz', 'Bq'], ['Gy', 'Sv'], ['kW', 'kVA'], ['kvar', 'kW'], ['dB', '%'],
    ['%RH', 'dB'], ['r/min', 'Hz'], ['元', '1'], ['kvarh', 'kWh'], ['VAh', 'Wh'], ['kgf·m', 'J'], ['rad', '1'], ['sr', 'rad'], ['sr', '1'],
    ['lm', 'cd'],
    ['NTU', 'FNU'], ['HRC', '1'], ['IU/L', 'g/L'], ['Δ°C', '°F'], ['bit', '%RH'], ['dBm', 'dB'],
  ] as const) {
    const refused = convert(exactly('1'), unit(from), unit(to))
    assert.ok(!refused.ok && refused.reason.includes(unit(from).symbol) && refused.reason.includes(unit(to).symbol), `${from} to ${to}`)
  }
})

test('a unit without a kind goes with every kind of its dimension, two kinds never', () => {
  for (const [open, kinds] of [['1/s', ['Hz', 'Bq']], ['m²/s²', ['Gy', 'Sv', 'J/kg']], ['kg·m²/s²', ['J', 'N·m']],
    ['kg·m²/s³', ['W', 'VA', 'var']], ['K', ['°C', 'Δ°C']]] as const) {
    for (const kind of kinds) {
      assert.equal(comparable(unit(open), unit(kind)).ok, true, `${open} and ${kind}`)
      for (const other of kinds) if (other !== kind && other !== 'J/kg' && kind !== 'J/kg') assert.equal(comparable(unit(kind),
        unit(other)).ok, false, `${kind} and ${other}`)
    }
  }
})

test('9 °C is warmer than 48 °F and colder than 10 °C', () => {
  assert.equal(into('9', 'degC', 'degF'), '48.2')
  const f = convert(exactly('48.2'), unit('°F'), unit('°C'))
  assert.ok(f.ok)
  assert.equal(cmp(f.value, exactly('10')), -1)
})

test('one unit is read from its symbol, Chinese name, D-SI text and UCUM code', () => {
  const cases: string[][] = [
    ['kg', '㎏', '千克', '公斤', '\\kilogram', '\\kilo\\gram'],
    ['m³/h', 'm3/h', 'm^3/h', '立方米每小时', '立方米每时', '\\metre\\tothe{3}\\per\\hour', 'm³·h⁻¹'],
    ['L/min', 'l/min', '升每分', '升每分钟', '\\litre\\per\\minute'], ['m/s²', 'm/s^2', '米每二次方秒', 'm.s-2', '\\metre\\second\\tothe{-2}', 'm·s⁻²'],
    ['MPa', '兆帕', '兆帕斯卡', '\\mega\\pascal'], ['°C', '℃', 'Cel', '摄氏度', '\\degreecelsius', '\\degreeCelsius'],
    ['kW·h', '千瓦时', '千瓦特小时', 'kW h', 'kW.h'],
    ['N·m', '牛米', '牛顿米', 'N.m'], ['J/(kg·K)', 'J/(kg.K)', '焦每千克开', '\\joule\\per\\kilogram\\per\\kelvin'],
    ['μL', 'uL', 'µL', '微升', '\\micro\\litre'],
    ['mm', '毫米', '\\milli\\metre', '㎜'], ['dm', '分米'], ['min', '分', '\\minute'], ['%', '％', '\\percent'], ['1', '\\one'],
    ['1/h', '/h', 'h^-1', 'h⁻¹', '每时'],
    ['kg·m²', '千克平方米', 'kg*m^2'], ['kΩ', 'kOhm', '千欧', '\\kilo\\ohm'], ['mm²', '平方毫米', 'mm2'], ['r/min', '转每分'],
    ['元/kg', '元每千克', 'CNY/kg', '￥/kg'],
  ]
  for (const [symbol = '', ...others] of cases) {
    assert.equal(unit(symbol).symbol, symbol)
    for (const other of others) same(unit(other), unit(symbol))
  }
})

test('a unit that is not one is refused with a reason', () => {
  for (const text of [
    '', ' ', 'foo', 'kgg', 'J/kg·K', 'm/s/s', 'm^', 'm^0', 'm^99', 'm^2.25', 'm^(1/3)', '°^0.5', '(m', 'm)', 'm//s', 'm··s', '5', '12 g',
    'g-', '\\kilo',
    '\\per', '\\metre\\tothe{x}',
    '\\metre\\tothe{0.3}', '\\degree\\tothe{0.5}', '\\tothe{2}', '\\metre\\tothe{2}\\tothe{3}',
    '\\foo', 'metre\\second', '每', '千', '千克每每米', '焦/千克·开', '千克每', '立方米³', 'constructor', '__proto__', 'kmin', 'k%',
    'm'.repeat(201), '('.repeat(20) + 'm',
  ]) {
    const refused = parseUnit(text)
    assert.ok(!refused.ok && refused.reason.length > 8, text)
  }
})

test('products, quotients, powers and roots keep size and kind', () => {
  const got = (outcome: ReturnType<typeof multiplyUnits>) => {
    assert.ok(outcome.ok)
    return outcome.value
  }
  same(got(multiplyUnits(unit('m'), unit('m/s'))), unit('m²/s'))
  same(got(divideUnits(unit('kg'), unit('kg'))), unit('1'))
  assert.equal(got(divideUnits(unit('kg'), unit('g'))).symbol, 'kg/g')
  assert.equal(got(multiplyUnits(unit('mL'), unit('1/°C'))).symbol, 'mL/°C')
  assert.equal(got(multiplyUnits(unit('°C/V'), unit('V'))).symbol, 'Δ°C')
  assert.equal(got(multiplyUnits(unit('Δ°C'), unit('1/°C'))).symbol, '1')
  assert.equal(multiplyUnits(unit('m^20'), unit('m^20')).ok, false)
  const squared = powerUnit(unit('m/s'), 2)
  assert.ok(squared.ok)
  same(squared.value, unit('m²/s²'))
  const root = rootUnit(unit('m²·kg²'))
  assert.ok(root.ok)
  same(root.value, unit('m·kg'))
  const mixed = rootUnit(unit('kg·g'))
  assert.ok(mixed.ok && mixed.value.symbol === 'kg')
  assert.equal(rootUnit(unit('m³')).ok, false)
  assert.equal(powerUnit(unit('m'), 0.5).ok, false)
  assert.equal(powerUnit(unit('m'), 30).ok, false)
  assert.equal(unit('N·m').kind, 'torque')
  assert.equal(intervalUnit(unit('°C')).symbol, 'Δ°C')
  assert.equal(intervalUnit(unit('kg')).symbol, 'kg')
  assert.equal(comparable(unit('mL/°C'), unit('mL/K')).ok, true)
})

test('prefixed symbols that are another unit are refused, so that pH and Gs have one meaning', () => {
  assert.equal(unit('pH').kind, 'pH')
  assert.equal(parseUnit('\\pico\\henry').ok, false)
  assert.equal(parseUnit('吉秒').ok, false)
})

test('there and back is the same value, and two steps are one', () => {
  const pairs = [
    ['kg', 'g', 't'], ['°C', '°F', 'K'], ['m³/h', 'L/min', 'mL/s'], ['MPa', 'mmHg', 'psi'], ['kWh', 'MJ', 'cal'], ['°', '′', 'r'],
  ]
  const above = fc.bigInt({ min: -(10n ** 12n), max: 10n ** 12n })
  const below = fc.bigInt({ min: 1n, max: 10n ** 6n })
  fc.assert(fc.property(fc.constantFrom(...pairs), above, below, ([a = '', b = '', c = ''], n, d) => {
    const there = convert(rational(n, d), unit(a), unit(b))
    assert.ok(there.ok)
    const back = convert(there.value, unit(b), unit(a))
    const on = convert(there.value, unit(b), unit(c))
    const straight = convert(rational(n, d), unit(a), unit(c))
    assert.ok(back.ok && on.ok && straight.ok)
    assert.equal(cmp(back.value, rational(n, d)), 0)
    assert.equal(cmp(on.value, straight.value), 0)
  }), { seed: 20_261_125, numRuns: 300 })
})

test('what was read in one notation is not taken for a text without one', () => {
  for (const [grammar, text] of [['ucum', 'm'], ['chinese', '米'], ['symbol', 'kg'], ['dsi', '\\metre']] as const) {
    assert.ok(parseUnit(text, { grammar }).ok, text)
    assert.equal(parseUnit(`${grammar} ${text}`).ok, false, `${grammar} ${text}`)
  }
})

test('reading a unit never throws', () => {
  const alphabet = fc.constantFrom(...'kgmsPa°℃·/^()²⁻¹0123456789-千克每立方米\\tothe{}[] ½'.split(''))
  const texts = fc.oneof(fc.string({ unit: 'grapheme' }), fc.array(alphabet, { maxLength: 40 }).map((chars) => chars.join('')))
  fc.assert(fc.property(texts, (text) => { parseUnit(text) }), { numRuns: 3000 })
})
