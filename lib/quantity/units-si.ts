// Units of the SI, units China chose beside them, temperatures, ratios and counts.
// Sources: SI Brochure 9th edition (2019), tables 2, 4, 8; State Council order of 1984-02-27, tables 1 to 4; GB 3100-93 to GB 3102-93
// (names in Chinese); D-SI 2.2 (names after the backslash); UCUM 2.2 (codes).

import {
  amount, angle, area, atomsOf, dimension, energy, force, length, mass, none, perTime, power, pressure, solidAngle, speed, temperature,
  time,
  voltage, volume, zeroAt, type Atom,
} from './unit-atom.ts'
import { exactly } from './decimal.ts'
import { ATOMIC_MASS, CALENDAR, CHOSEN, COUNTED, ELECTRIC, HECTARE, OTHER, RATIO, SI } from './units-legal.ts'

const plain = true
const si = atomsOf(SI)
const chosen = atomsOf(CHOSEN)
const electric = atomsOf(ELECTRIC)
const ratioUnit = atomsOf(RATIO)
const counted = atomsOf(COUNTED)
const other = atomsOf(OTHER)

export const siUnits: readonly Atom[] = [
  si('m', 'metre', '米', length, '1', { ucum: 'm', also: ['meter'] }),
  si('g', 'gram', '克', mass, '0.001', { ucum: 'g' }),
  si('s', 'second', '秒', time, '1', { ucum: 's', also: ['sec'] }),
  si('A', 'ampere', '安 安培', dimension(0, 0, 0, 1), '1', { ucum: 'A' }),
  si('K', 'kelvin', '开 开尔文', temperature, '1', { ucum: 'K' }),
  si('mol', 'mole', '摩 摩尔', amount, '1', { ucum: 'mol' }),
  si('cd', 'candela', '坎 坎德拉', dimension(0, 0, 0, 0, 0, 0, 1), '1', { ucum: 'cd' }),
  si('rad', 'radian', '弧度', angle, '1', { ucum: 'rad' }),
  si('sr', 'steradian', '球面度', solidAngle, '1', { ucum: 'sr' }),
  si('Hz', 'hertz', '赫 赫兹', perTime, '1', { kind: 'frequency', ucum: 'Hz' }),
  si('N', 'newton', '牛 牛顿', force, '1', { ucum: 'N' }),
  si('Pa', 'pascal', '帕 帕斯卡', pressure, '1', { ucum: 'Pa' }),
  si('J', 'joule', '焦 焦耳', energy, '1', { kind: 'energy', ucum: 'J' }),
  si('W', 'watt', '瓦 瓦特', power, '1', { kind: 'active power', ucum: 'W' }),
  si('C', 'coulomb', '库 库仑', dimension(0, 0, 1, 1), '1', { ucum: 'C' }),
  si('V', 'volt', '伏 伏特', voltage, '1', { ucum: 'V' }),
  si('F', 'farad', '法 法拉', dimension(-2, -1, 4, 2), '1', { ucum: 'F' }),
  si('Ω', 'ohm', '欧 欧姆', dimension(2, 1, -3, -2), '1', { ucum: 'Ohm', also: ['ohm'] }),
  si('S', 'siemens', '西 西门子', dimension(-2, -1, 3, 2), '1', { ucum: 'S' }),
  si('Wb', 'weber', '韦 韦伯', dimension(2, 1, -2, -1), '1', { ucum: 'Wb' }),
  si('T', 'tesla', '特 特斯拉', dimension(0, 1, -2, -1), '1', { ucum: 'T' }),
  si('H', 'henry', '亨 亨利', dimension(2, 1, -2, -2), '1', { ucum: 'H' }),
  si('lm', 'lumen', '流 流明', dimension(0, 0, 0, 0, 0, 0, 1, 2), '1', { ucum: 'lm' }),
  si('lx', 'lux', '勒 勒克斯', dimension(-2, 0, 0, 0, 0, 0, 1, 2), '1', { ucum: 'lx' }),
  si('Bq', 'becquerel', '贝可 贝可勒尔', perTime, '1', { kind: 'activity', ucum: 'Bq' }),
  si('Gy', 'gray', '戈 戈瑞', dimension(2, 0, -2), '1', { kind: 'absorbed dose', ucum: 'Gy' }),
  si('Sv', 'sievert', '希 希沃特', dimension(2, 0, -2), '1', { kind: 'dose equivalent', ucum: 'Sv' }),
  si('kat', 'katal', '开特 卡塔尔', dimension(0, 0, -1, 0, 0, 1), '1', { ucum: 'kat' }),
]

// 0 °C is 273.15 K (SI Brochure 9th edition, 2.3.1); 32 °F is 0 °C and 9 °F are 5 K; 80 °Ré are 100 K. K and °R begin at zero.
export const temperatures: readonly Atom[] = [
  si('°C', 'degreecelsius', '摄氏度', temperature, '1', {
    plain, kind: 'temperature point', offset: exactly('273.15'), ucum: 'Cel', also: ['℃', 'degC'],
  }),
  si('Δ°C', undefined, '摄氏度差', temperature, '1', { plain, kind: 'temperature difference', also: ['Δ℃', 'delta_degC'] }),
  other('°F', undefined, '华氏度', temperature, '5/9', {
    plain, kind: 'temperature point', offset: zeroAt('5/9', '-32'), ucum: '[degF]', also: ['℉', 'degF'],
  }),
  other('Δ°F', undefined, '华氏度差', temperature, '5/9', { plain, kind: 'temperature difference', also: ['Δ℉', 'delta_degF'] }),
  other('°Ré', undefined, '列氏度', temperature, '1.25', {
    plain, kind: 'temperature point', offset: exactly('273.15'), ucum: '[degRe]', also: ['degRe'],
  }),
  other('Δ°Ré', undefined, '列氏度差', temperature, '1.25', { plain, kind: 'temperature difference' }),
  other('°R', undefined, '兰氏度', temperature, '5/9', { plain, ucum: '[degR]', also: ['°Ra', 'degR'] }),
]

export const chosenUnits: readonly Atom[] = [
  chosen('min', 'minute', '分 分钟', time, '60', { plain, ucum: 'min' }),
  chosen('h', 'hour', '时 小时', time, '3600', { plain, ucum: 'h' }),
  chosen('d', 'day', '天 日', time, '86400', { plain, ucum: 'd' }),
  chosen('a', undefined, '年', time, '31557600', { plain, ucum: 'a a_j', legal: CALENDAR }),
  chosen('mo', undefined, '月', time, '2629800', { plain, ucum: 'mo mo_j', legal: CALENDAR }),
  chosen('wk', undefined, '周 星期', time, '604800', { plain, ucum: 'wk', legal: CALENDAR }),
  chosen('°', 'degree', '度', angle, '1/180', { pi: 1, ucum: 'deg', ucumPrefixed: false }),
  chosen('′', 'arcminute', '角分', angle, '1/10800', { pi: 1, ucum: "'", ucumPrefixed: false }),
  chosen('″', 'arcsecond', '角秒', angle, '1/648000', { pi: 1, ucum: "''", ucumPrefixed: false, also: ['"', '′′'] }),
  chosen('r', undefined, '转', angle, '2', { plain, pi: 1, ucum: 'circ', also: ['rev'] }),
  chosen('ha', 'hectare', '公顷', area, '10000', { plain, ucum: 'har', legal: HECTARE }),
  chosen('L', 'litre', '升', volume, '0.001', { ucum: 'L l', also: ['ℓ'] }),
  chosen('t', 'tonne', '吨', mass, '1000', { ucum: 't' }),
  chosen('eV', 'electronvolt', '电子伏 电子伏特', energy, '1.602176634e-19', { kind: 'energy', ucum: 'eV' }),
  chosen('u', 'atomicmassunit', '原子质量单位', mass, '1.66053906892e-27', { ucum: 'u', measured: ATOMIC_MASS }),
  chosen('kn', 'knot', '节', speed, '463/900', { ucum: '[kn_i]', ucumPrefixed: false }),
  chosen('nmi', 'nauticalmile', '海里', length, '1852', { ucum: '[nmi_i]', ucumPrefixed: false }),
  chosen('tex', undefined, '特克斯', dimension(-1, 1), '1e-6', { ucum: 'tex' }),
  electric('VA', undefined, '伏安', power, '1', { kind: 'apparent power' }),
  electric('var', undefined, '乏', power, '1', { kind: 'reactive power' }),
  electric('Wh', undefined, '瓦时', energy, '3600', { kind: 'energy', ucum: 'W.h' }),
  electric('VAh', undefined, '伏安时', energy, '3600', { kind: 'apparent energy' }),
  electric('varh', undefined, '乏时', energy, '3600', { kind: 'reactive energy' }),
  electric('Ah', undefined, '安时', dimension(0, 0, 1, 1), '3600', { ucum: 'A.h' }),
]

export const ratiosAndCounts: readonly Atom[] = [
  ratioUnit('1', 'one', '一', none, '1', { plain, ucum: '1' }),
  ratioUnit('%', 'percent', '百分之一', none, '0.01', { plain, ucum: '%' }),
  ratioUnit('%RH', undefined, '相对湿度百分之一', none, '0.01', { plain, kind: 'relative humidity', also: ['%rh'] }),
  ratioUnit('pH', undefined, undefined, none, '1', {
    plain, kind: 'pH', ucum: '[pH]',
    special: {
      form: 'log', base: exactly('10'), times: -1, dimension: dimension(-3, 0, 0, 0, 0, 1), reference: exactly('1000'),
      because: 'UCUM 2.2 takes pH for the concentration of hydrogen ions in mol/L; pH is defined by their activity (IUPAC 2002)',
    },
  }),
  counted('imp', undefined, '脉冲', none, '1', { plain, kind: 'count' }),
  counted('次', undefined, '次', none, '1', { plain, kind: 'count' }),
  counted('个', undefined, '个', none, '1', { plain, kind: 'count' }),
  counted('元', undefined, '元', dimension(0, 0, 0, 0, 0, 0, 0, 0, 1), '1', { plain, also: ['CNY', '¥'] }),
  counted('bit', 'bit', '比特', none, '1', { kind: 'information', ucum: 'bit', binary: true }),
  counted('B', 'byte', '字节', none, '8', { kind: 'information', ucum: 'By', binary: true }),
]
