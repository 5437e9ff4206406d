// The units themselves: names in four notations and exact definitions. Data only; unit.ts gives them meaning.
// Sources: SI Brochure 9th edition (2019), tables 2, 4, 7, 8; GB 3100-93 and GB 3101-93 (Chinese legal units and their names);
// D-SI 2.2 (names after the backslash); UCUM 2.1 codes where they differ from the symbol. International yard and pound (1959), CIPM 1954
// (0 °C).

import { exactly, mul, type Rational } from './decimal.ts'

/** Order of exponents in a dimension: length, mass, time, current, temperature, amount, luminous intensity, plane angle, money. */
export const BASES = ['m', 'kg', 's', 'A', 'K', 'mol', 'cd', 'rad', '元'] as const

/** What a quantity is beyond its dimension. A unit without a kind agrees with every kind of its dimension. */
export type Kind =
  | 'temperature point' | 'temperature difference' | 'torque' | 'energy' | 'frequency' | 'activity' | 'absorbed dose' | 'dose equivalent'
  | 'active power' | 'apparent power' | 'reactive power' | 'relative humidity' | 'level' | 'pH' | 'count'

export type Atom = {
  /** Symbol as printed. */
  readonly symbol: string
  /** D-SI name without the backslash; absent where D-SI has none. */
  readonly dsi?: string
  /** Chinese names, the one printed first. */
  readonly chinese?: readonly string[]
  /** Other spellings that are read: UCUM codes, keyboard forms. Never written. */
  readonly also?: readonly string[]
  readonly dimension: readonly number[]
  /** Size in coherent SI units is scale · π^pi. */
  readonly scale: Rational
  readonly pi: number
  /** Kelvin at zero of the scale, for points of temperature. */
  readonly offset?: Rational
  readonly kind?: Kind
  /** Whether prefixes such as k and m are used with it. */
  readonly prefixed: boolean
}

export type Prefix = { readonly symbol: string; readonly dsi: string; readonly chinese: string; readonly exponent: number }

const prefixRows: readonly (readonly [string, string, string, number])[] = [
  ['Q', 'quetta', '昆', 30], ['R', 'ronna', '容', 27], ['Y', 'yotta', '尧', 24], ['Z', 'zetta', '泽', 21], ['E', 'exa', '艾', 18],
  ['P', 'peta', '拍', 15],
  ['T', 'tera', '太', 12], ['G', 'giga', '吉', 9], ['M', 'mega', '兆', 6], ['k', 'kilo', '千', 3], ['h', 'hecto', '百', 2],
  ['da', 'deca', '十', 1],
  ['d', 'deci', '分', -1], ['c', 'centi', '厘', -2], ['m', 'milli', '毫', -3], ['μ', 'micro', '微', -6], ['n', 'nano', '纳', -9],
  ['p', 'pico', '皮', -12],
  ['f', 'femto', '飞', -15], ['a', 'atto', '阿', -18], ['z', 'zepto', '仄', -21], ['y', 'yocto', '幺', -24], ['r', 'ronto', '柔', -27],
  ['q', 'quecto', '亏', -30],
]
export const PREFIXES: readonly Prefix[] = prefixRows.map(([symbol, dsi, chinese, exponent]) => ({ symbol, dsi, chinese, exponent }))

// Dimensions, in the order of BASES.
const none = [0, 0, 0, 0, 0, 0, 0, 0, 0]
const dimension = (
  m: number, kg: number, s: number, A = 0, K = 0, mol = 0, cd = 0, rad = 0, money = 0,
) => [m, kg, s, A, K, mol, cd, rad, money]
const length = dimension(1, 0, 0)
const mass = dimension(0, 1, 0)
const time = dimension(0, 0, 1)
const temperature = dimension(0, 0, 0, 0, 1)
const angle = dimension(0, 0, 0, 0, 0, 0, 0, 1)
const volume = dimension(3, 0, 0)
const pressure = dimension(-1, 1, -2)
const energy = dimension(2, 1, -2)
const power = dimension(2, 1, -3)
const perTime = dimension(0, 0, -1)

type Extra = { also?: readonly string[]; kind?: Kind; offset?: Rational; pi?: number; plain?: boolean }
function atom(
  symbol: string, dsi: string | undefined, chinese: string | undefined, size: readonly number[], scale: string | Rational,
  extra: Extra = {},
): Atom {
  const { also, offset, kind, pi = 0 } = extra
  const exact = typeof scale === 'string' ? exactly(scale) : scale
  return {
    symbol, dsi, chinese: chinese?.split(' '), also, dimension: size, scale: exact, pi, offset, kind, prefixed: extra.plain !== true,
  }
}
const ratio = (n: bigint, d: bigint): Rational => ({ n, d })
const plain = true

const si: readonly Atom[] = [
  atom('m', 'metre', '米', length, '1', { also: ['meter'] }),
  atom('g', 'gram', '克', mass, '0.001'),
  atom('s', 'second', '秒', time, '1', { also: ['sec'] }),
  atom('A', 'ampere', '安 安培', dimension(0, 0, 0, 1), '1'),
  atom('K', 'kelvin', '开 开尔文', temperature, '1'),
  atom('mol', 'mole', '摩 摩尔', dimension(0, 0, 0, 0, 0, 1), '1'),
  atom('cd', 'candela', '坎 坎德拉', dimension(0, 0, 0, 0, 0, 0, 1), '1'),
  atom('rad', 'radian', '弧度', angle, '1'),
  atom('sr', 'steradian', '球面度', dimension(0, 0, 0, 0, 0, 0, 0, 2), '1'),
  atom('Hz', 'hertz', '赫 赫兹', perTime, '1', { kind: 'frequency' }),
  atom('N', 'newton', '牛 牛顿', dimension(1, 1, -2), '1'),
  atom('Pa', 'pascal', '帕 帕斯卡', pressure, '1'),
  atom('J', 'joule', '焦 焦耳', energy, '1', { kind: 'energy' }),
  atom('W', 'watt', '瓦 瓦特', power, '1', { kind: 'active power' }),
  atom('C', 'coulomb', '库 库仑', dimension(0, 0, 1, 1), '1'),
  atom('V', 'volt', '伏 伏特', dimension(2, 1, -3, -1), '1'),
  atom('F', 'farad', '法 法拉', dimension(-2, -1, 4, 2), '1'),
  atom('Ω', 'ohm', '欧 欧姆', dimension(2, 1, -3, -2), '1', { also: ['Ohm', 'ohm'] }),
  atom('S', 'siemens', '西 西门子', dimension(-2, -1, 3, 2), '1'),
  atom('Wb', 'weber', '韦 韦伯', dimension(2, 1, -2, -1), '1'),
  atom('T', 'tesla', '特 特斯拉', dimension(0, 1, -2, -1), '1'),
  atom('H', 'henry', '亨 亨利', dimension(2, 1, -2, -2), '1'),
  atom('lm', 'lumen', '流 流明', dimension(0, 0, 0, 0, 0, 0, 1, 2), '1'),
  atom('lx', 'lux', '勒 勒克斯', dimension(-2, 0, 0, 0, 0, 0, 1, 2), '1'),
  atom('Bq', 'becquerel', '贝可 贝可勒尔', perTime, '1', { kind: 'activity' }),
  atom('Gy', 'gray', '戈 戈瑞', dimension(2, 0, -2), '1', { kind: 'absorbed dose' }),
  atom('Sv', 'sievert', '希 希沃特', dimension(2, 0, -2), '1', { kind: 'dose equivalent' }),
  atom('kat', 'katal', '开特 卡塔尔', dimension(0, 0, -1, 0, 0, 1), '1'),
]

const temperatures: readonly Atom[] = [
  atom(
    '°C', 'degreecelsius', '摄氏度', temperature, '1',
    { plain, kind: 'temperature point', offset: exactly('273.15'), also: ['℃', 'Cel', 'degC'] },
  ),
  atom('Δ°C', undefined, '摄氏度差', temperature, '1', { plain, kind: 'temperature difference', also: ['Δ℃', 'delta_degC'] }),
  atom('°F', 'degreefahrenheit', '华氏度', temperature, ratio(5n, 9n), {
    plain, kind: 'temperature point', offset: ratio(45967n, 180n), also: ['℉', '[degF]', 'degF'],
  }),
  atom('Δ°F', undefined, '华氏度差', temperature, ratio(5n, 9n), { plain, kind: 'temperature difference', also: ['Δ℉', 'delta_degF'] }),
  atom('°Ré', undefined, '列氏度', temperature, '1.25', { plain, kind: 'temperature point', offset: exactly('273.15'), also: ['[degRe]'] }),
  atom('Δ°Ré', undefined, '列氏度差', temperature, '1.25', { plain, kind: 'temperature difference' }),
]

const withSi: readonly Atom[] = [
  atom('min', 'minute', '分 分钟', time, '60', { plain }),
  atom('h', 'hour', '时 小时', time, '3600', { plain }),
  atom('d', 'day', '天 日', time, '86400', { plain }),
  atom('a', undefined, '年', time, '31557600', { plain }),
  atom('°', 'degree', '度', angle, ratio(1n, 180n), { plain, pi: 1, also: ['deg'] }),
  atom('′', 'arcminute', '角分', angle, ratio(1n, 10800n), { plain, pi: 1, also: ["'"] }),
  atom('″', 'arcsecond', '角秒', angle, ratio(1n, 648000n), { plain, pi: 1, also: ["''", '"', '′′'] }),
  atom('r', undefined, '转', angle, '2', { plain, pi: 1, also: ['rev'] }),
  atom('ha', 'hectare', '公顷', dimension(2, 0, 0), '10000', { plain }),
  atom('L', 'litre', '升', volume, '0.001', { also: ['l', 'ℓ'] }),
  atom('t', 'tonne', '吨', mass, '1000'),
  atom('bar', 'bar', '巴', pressure, '100000'),
  atom('mmHg', 'mmhg', '毫米汞柱', pressure, '133.322387415', { plain }),
  atom('mmH₂O', undefined, '毫米水柱', pressure, '9.80665', { plain, also: ['mm[H2O]'] }),
  atom('atm', undefined, '标准大气压', pressure, '101325', { plain }),
  atom('kgf', undefined, '千克力', dimension(1, 1, -2), '9.80665', { plain }),
  atom('eV', 'electronvolt', '电子伏 电子伏特', energy, '1.602176634e-19', { kind: 'energy' }),
  atom('cal', undefined, '卡', energy, '4.1868', { kind: 'energy', also: ['cal_IT'] }),
  atom('kn', 'knot', '节', dimension(1, 0, -1), ratio(463n, 900n), { plain }),
  atom('nmi', 'nauticalmile', '海里', length, '1852', { plain }),
  atom('au', 'astronomicalunit', '天文单位', length, '149597870700', { plain }),
  atom('Å', 'angstrom', '埃', length, '1e-10', { plain }),
  atom('tex', undefined, '特克斯', dimension(-1, 1, 0), '1e-6', {}),
  atom('VA', undefined, '伏安', power, '1', { kind: 'apparent power' }),
  atom('var', 'var', '乏', power, '1', { kind: 'reactive power' }),
  atom('Wh', 'watthour', '瓦时', energy, '3600', { kind: 'energy' }),
  atom('Ah', undefined, '安时', dimension(0, 0, 1, 1), '3600'),
  atom('P', undefined, '泊', dimension(-1, 1, -1), '0.1'),
  atom('St', undefined, '斯托克斯', dimension(2, 0, -1), '1e-4'),
  atom('Gs', undefined, '高斯', dimension(0, 1, -2, -1), '1e-4', { plain }),
  atom('Ci', undefined, '居里', perTime, '3.7e10', { kind: 'activity' }),
  atom('D', undefined, '屈光度', dimension(-1, 0, 0), '1', { plain, also: ['[diop]', 'dpt'] }),
]

const numbers: readonly Atom[] = [
  atom('1', 'one', '一', none, '1', { plain }),
  atom('%', 'percent', '百分之一', none, '0.01', { plain }),
  atom('‰', undefined, '千分之一', none, '0.001', { plain }),
  atom('ppm', 'ppm', '百万分之一', none, '1e-6', { plain, also: ['[ppm]'] }),
  atom('ppb', undefined, '十亿分之一', none, '1e-9', { plain, also: ['[ppb]'] }),
  atom('%RH', undefined, '相对湿度百分之一', none, '0.01', { plain, kind: 'relative humidity', also: ['%rh'] }),
  atom('dB', 'decibel', '分贝', none, '1', { plain, kind: 'level' }),
  atom('pH', undefined, undefined, none, '1', { plain, kind: 'pH' }),
  atom('imp', undefined, '脉冲', none, '1', { plain, kind: 'count' }),
  atom('次', undefined, '次', none, '1', { plain, kind: 'count' }),
  atom('个', undefined, '个', none, '1', { plain, kind: 'count' }),
  atom('元', undefined, '元', dimension(0, 0, 0, 0, 0, 0, 0, 0, 1), '1', { plain, also: ['CNY', '¥'] }),
]

const foreign: readonly Atom[] = [
  atom('in', undefined, '英寸', length, '0.0254', { plain, also: ['[in_i]'] }),
  atom('ft', undefined, '英尺', length, '0.3048', { plain, also: ['[ft_i]'] }),
  atom('lb', undefined, '磅', mass, '0.45359237', { plain, also: ['[lb_av]'] }),
  atom('oz', undefined, '盎司', mass, '0.028349523125', { plain, also: ['[oz_av]'] }),
  // 0.45359237 kg · 9.80665 m/s² / (0.0254 m)²
  atom(
    'psi', undefined, '磅力每平方英寸', pressure, mul(mul(exactly('0.45359237'), exactly('9.80665')), ratio(10n ** 8n, 64516n)),
    { plain, also: ['[psi]'] },
  ),
]

export const ATOMS: readonly Atom[] = [...si, ...temperatures, ...withSi, ...numbers, ...foreign]

/** Products whose name is a kind: N·m is torque (energy is J), and W·h is energy (SI Brochure 9th edition, 2.3.4). */
export const PRODUCT_KINDS: readonly { readonly symbols: readonly [string, string]; readonly kind: Kind }[] = [
  { symbols: ['N', 'm'], kind: 'torque' },
  { symbols: ['W', 'h'], kind: 'energy' },
  { symbols: ['W', 's'], kind: 'energy' },
  { symbols: ['VA', 'h'], kind: 'apparent power' },
]
