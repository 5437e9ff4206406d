import assert from 'node:assert/strict'
import { test } from 'node:test'
import { cmp, exactly, exactText } from './decimal.ts'
import { legality } from './unit-legal.ts'
import { toChinese } from './unit-chinese.ts'
import { convert, parseUnit, unit } from './unit.ts'

const chinese = (text: string) => parseUnit(text, { grammar: 'chinese' })

test('the legal units of the order of 1984 have their Chinese names and symbols', () => {
  const names: [chinese: string, symbol: string][] = [
    // 表1 to 表3
    ['米', 'm'], ['千克', 'kg'], ['公斤', 'kg'], ['秒', 's'], ['安', 'A'], ['开尔文', 'K'], ['摩尔', 'mol'], ['坎德拉', 'cd'], ['弧度', 'rad'],
    ['球面度', 'sr'],
    ['赫', 'Hz'], ['牛', 'N'], ['帕', 'Pa'], ['焦', 'J'], ['瓦', 'W'], ['库', 'C'], ['伏', 'V'], ['法', 'F'], ['欧', 'Ω'], ['西', 'S'], ['韦', 'Wb'],
    ['特', 'T'],
    ['亨', 'H'], ['摄氏度', '°C'], ['流', 'lm'], ['勒', 'lx'], ['贝可', 'Bq'], ['戈', 'Gy'], ['希', 'Sv'],
    // 表4
    ['分', 'min'], ['小时', 'h'], ['时', 'h'], ['天', 'd'], ['日', 'd'], ['角秒', '″'], ['角分', '′'], ['度', '°'], ['转每分', 'r/min'], ['海里', 'nmi'],
    ['节', 'kn'],
    ['吨', 't'], ['原子质量单位', 'u'], ['升', 'L'], ['电子伏', 'eV'], ['分贝', 'dB'], ['特克斯', 'tex'], ['公顷', 'ha'],
    // 表5 and GB 3100-93, 6.2
    ['兆帕', 'MPa'], ['微升', 'μL'], ['千电子伏', 'keV'], ['昆克', 'Qg'], ['米每二次方秒', 'm/s²'], ['千克每立方米', 'kg/m³'], ['立方米每时', 'm³/h'],
    ['瓦每平方米开', 'W/(m²·K)'],
    ['焦每千克开', 'J/(kg·K)'], ['牛米', 'N·m'], ['每米', '1/m'], ['平方千米', 'km²'], ['千瓦时', 'kWh'], ['立方分米', 'dm³'], ['弧度每秒', 'rad/s'],
    // Chinese symbols, GB 3100-93, 6.5
    ['米/秒²', 'm/s²'], ['千克/米³', 'kg/m³'], ['牛·米', 'N·m'], ['焦/(千克·开)', 'J/(kg·K)'], ['千克·米/秒2', 'kg·m/s²'], ['米/秒^2', 'm/s²'],
    ['元/千克', '元/kg'], ['元/（千瓦·时）', '元/(kW·h)'],
  ]
  for (const [name, symbol] of names) {
    const read = chinese(name)
    assert.ok(read.ok, `${name}: ${read.ok ? '' : read.reason}`)
    assert.equal(read.unit.symbol, unit(symbol).symbol, name)
    assert.equal(legality(read.unit).legal, true, name)
  }
})

test('names are written as GB 3100 says', () => {
  for (const [symbol, name] of [
    ['kg/m³', '千克每立方米'], ['m/s²', '米每二次方秒'], ['m²·s⁻¹', '平方米每秒'], ['J/(kg·K)', '焦每千克开'], ['min·m', '分·米'], ['1/h', '每时'], ['km²', '平方千米'],
    ['1', '一'],
    ['r/min', '转每分'], ['斤', '市斤'], ['ha', '公顷'], ['kPa·s²', '千帕二次方秒'],
  ]) assert.deepEqual(toChinese(unit(symbol ?? '')), { ok: true, value: name }, symbol)
  for (const symbol of ['pH', 'KiB', 'nV/√Hz', '10⁹/L', 'HRC']) assert.equal(toChinese(unit(symbol)).ok, false, symbol)
})

test('Chinese texts that are no unit are refused', () => {
  for (const text of ['', '千', '每', '千克每', '米每秒每秒', '焦/千克·开', '米/秒/秒', '米每秒/克', '立方米³', '米·', '·米', '（米', '米）', '千毫米', '米千克厘', 'kg',
    '焦/(千克每开)', '人民币']) {
    const read = chinese(text)
    assert.ok(!read.ok && read.reason.length > 8, text)
  }
})

test('units outside the law are read, converted exactly and named with the source', () => {
  const cases: [value: string, from: string, to: string, expected: string][] = [
    ['1', '斤', 'kg', '0.5'], ['1', '市斤', 'g', '500'], ['3', '两', 'g', '150'], ['1', '钱', 'g', '5'], ['1', '担', 'kg', '50'],
    ['3', '尺', 'm', '1'], ['1', '里', 'm', '500'],
    ['30', '寸', 'm', '1'], ['15', '亩', '公顷', '1'], ['3', '丈', 'm', '10'], ['1', '公亩', 'm²', '100'], ['1', '马力', 'W', '735.49875'],
    ['1', '公斤力', 'N', '9.80665'],
    ['1', 'kgf/cm²', 'kPa', '98.0665'], ['760', 'mmHg', 'Pa', '101325.0144354'], ['760', 'Torr', 'atm', '1'],
    ['1', 'cmH2O', 'Pa', '98.0665'], ['1', '工程大气压', 'kgf/cm²', '1'],
    ['1', '千卡', 'kJ', '4.1868'], ['1', '克拉', 'mg', '200'], ['5', '元/斤', '元/kg', '10'],
  ]
  for (const [value, from, to, expected] of cases) {
    const converted = convert(exactly(value), unit(from), unit(to))
    assert.ok(converted.ok && converted.exact, from)
    assert.equal(exactText(converted.value), expected, `${value} ${from} in ${to}`)
    const { legal, faults } = legality(unit(from))
    assert.equal(legal, false, from)
    assert.ok(faults.every(({ zh, en }) => /\d{4}/.test(zh) && /\d{4}/.test(en)), `the source of ${from} has its year`)
  }
  assert.ok(legality(unit('mmHg')).faults[0]?.zh.includes('血压'))
  assert.ok(legality(unit('亩')).faults[0]?.en.includes('1992'))
  const mixed = legality(unit('元/斤'))
  assert.deepEqual(mixed.faults.map(({ symbol }) => symbol), ['斤'])
  assert.deepEqual(['ppm', '‰', 'bar', 'cal', 'Å', 'lb', 'Gal', 'Ci'].filter((symbol) => legality(unit(symbol)).legal), [])
  assert.deepEqual(['kg', '%', 'dB', 'kW·h', 'kvarh', 'r/min', '元/L', 'μS/cm', 'a', 'pH', 'HRC',
    '1'].filter((symbol) => !legality(unit(symbol)).legal), [])
})

test('a Chinese name that could be two units is the one of the longest name', () => {
  for (const [name, symbol] of [['分米', 'dm'], ['升每分', 'L/min'], ['毫米汞柱', 'mmHg'], ['海里', 'nmi'], ['英里', 'mile'], ['公斤力', 'kgf'],
    ['千克力', 'kgf'], ['分贝', 'dB'], ['特克斯', 'tex']]) {
    const read = chinese(name ?? '')
    assert.ok(read.ok && read.unit.symbol === symbol, name)
  }
  assert.equal(cmp(unit('平方市尺').scale, unit('尺²').scale), 0)
})
