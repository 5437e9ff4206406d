import assert from 'node:assert/strict'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { toDsi } from './unit-dsi.ts'
import { parseUnit, unit } from './unit.ts'

const strictly = (text: string) => parseUnit(text, { grammar: 'dsi' })

test('one \\per divides by everything after it, which negative exponents say too', () => {
  const cases: [dsi: string, symbol: string][] = [
    ['\\joule\\per\\kilogram\\kelvin', 'J/(kg·K)'], ['\\joule\\kilogram\\tothe{-1}\\kelvin\\tothe{-1}', 'J/(kg·K)'],
    ['\\metre\\per\\second\\tothe{2}', 'm/s²'],
    ['\\one\\per\\hour', '1/h'], ['\\kilo\\metre\\tothe{2}\\per\\second', 'km²/s'], ['\\micro\\gram\\per\\milli\\litre', 'μg/mL'],
    ['\\metre\\tothe{0}', '1'],
    ['\\metre\\tothe{+2}', 'm²'], ['\\volt\\hertz\\tothe{-0.5}', 'V/√Hz'], ['\\volt\\per\\hertz\\tothe{1_2}', 'V/Hz^(1/2)'],
    ['\\kibi\\byte', 'KiB'],
    ['\\nano\\degree', 'n°'], ['\\kilo\\watt\\hour', 'kW·h'], ['\\mmHg', 'mmHg'], ['\\one\\minute\\arcsecond', 'min·″'],
  ]
  for (const [dsi, symbol] of cases) {
    const read = strictly(dsi)
    assert.ok(read.ok, dsi)
    assert.equal(read.unit.symbol, unit(symbol).symbol, dsi)
  }
})

test('what D-SI does not allow is refused when D-SI is asked for, and read otherwise where it has one meaning', () => {
  const refused = [
    '\\per\\kelvin', '\\joule\\per\\kilogram\\per\\kelvin', '\\kilo\\gram', '\\deca\\kilogram', '\\deci\\bel', '\\milli\\decibel',
    '\\milli\\one', '\\milli\\minute',
    '\\milli\\degreecelsius', '\\degreeCelsius', '\\percent\\tothe{2}', '\\kilo\\bit', '\\meter', '\\metre \\second', '|inch', 'kg',
    '\\kelvin\\tothe{2}\\tothe{-2}',
    '\\micro\\mega\\ampere', '\\metre\\per', '\\second\\tothe{2/3}', '\\second\\tothe{1.25}', '\\\\metre', '\\torr', '\\metre\\tothe{99}',
  ]
  for (const text of refused) {
    const read = strictly(text)
    assert.ok(!read.ok && read.reason.length > 8, text)
  }
  for (const [text, symbol] of [
    ['\\joule\\per\\kilogram\\per\\kelvin', 'J/(kg·K)'], ['\\per\\kelvin', '1/K'], ['\\kilo\\gram', 'kg'], ['\\degreeCelsius', '°C'],
    ['\\metre \\second', 'm·s'],
    ['\\meter', 'm'], ['\\kilo\\watthour', 'kWh'], ['\\mmhg', 'mmHg'],
  ]) assert.equal(unit(text ?? '').symbol, symbol, text)
  // m/s·kg to one reader and m/(s·kg) to the other
  assert.equal(parseUnit('\\metre\\per\\second\\kilogram\\per\\kelvin').ok, false)
})

test('a unit is written in D-SI with one reading everywhere', () => {
  for (const [symbol, dsi] of [
    ['m³/h', '\\metre\\tothe{3}\\per\\hour'], ['J/(kg·K)', '\\joule\\kilogram\\tothe{-1}\\kelvin\\tothe{-1}'],
    ['1/h', '\\hour\\tothe{-1}'], ['kWh', '\\kilo\\watt\\hour'],
    ['nV/√Hz', '\\nano\\volt\\per\\hertz\\tothe{0.5}'], ['m/s²', '\\metre\\per\\second\\tothe{2}'], ['1', '\\one'],
    ['℃', '\\degreecelsius'], ['GiB', '\\gibi\\byte'],
  ] as const) assert.deepEqual(toDsi(unit(symbol)), { ok: true, value: dsi })
  for (const symbol of ['元', 'kVA', 'Δ°C', '°F', '%²', 'kbit', '斤', '10⁹/L', 'psi']) {
    const text = parseUnit(symbol)
    const written = text.ok ? toDsi(text.unit) : text
    assert.ok(!written.ok && written.reason.length > 8, symbol)
  }
})

const reference = process.env['DUHENG_REFERENCE'] ?? join(import.meta.dirname, '../../../shared')
const folder = join(reference, 'dcc/examples/dsi')

/** Texts in the good examples that are no D-SI units: words of other systems, spaces inside, the lower-case mmhg of older versions. */
const NOT_UNITS = /^[a-z]|\s|barel|kilowatt hour|\\torr|\\mmhg|^$/

test('the units of the D-SI examples are read, those of its bad examples refused',
  { skip: existsSync(folder) ? false : 'needs reference data' }, () => {
  const unitsOf = (name: RegExp) => new Set(readdirSync(folder).filter((file) => name.test(file)).flatMap((file) => (
    [...readFileSync(join(folder, file), 'utf8').matchAll(/<si:(unit|unitXMLList|listUnit)>([^<]*)</g)].flatMap(([, kind, text = '']) => (
      kind === 'unitXMLList' ? text.trim().split(/\s+/) : [text])))))
  const good = [...unitsOf(/^(PLATINUM|GOLD|SILVER|BRONZE)/)].filter((text) => !NOT_UNITS.test(text))
  assert.ok(good.length > 120, `${good.length} units`)
  for (const text of good) {
    const read = strictly(text)
    assert.ok(read.ok, `${text}: ${read.ok ? '' : read.reason}`)
  }
  // The bad examples are bad for other reasons too (a missing k, a date), so a part of their units is fine.
  const bad = [...unitsOf(/^IMPROVABLE/)].filter((text) =>
    /\\tothe\{(?!-?\d+\})|\\milli\\(one|decibel|minute|hour|day|kilogram|degreecelsius)|\\kilo\\gram|\\deci\\(bel|decibel)/.test(text))
  assert.ok(bad.length > 20, `${bad.length} units`)
  for (const text of bad.filter((each) =>
    !/^\\milli\\metre\\tothe\{[+-]?\d\}\\nano\\second\\tothe\{[+-]?\d\}$/.test(each))) assert.equal(strictly(text).ok, false, text)
})
