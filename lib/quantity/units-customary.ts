// CGS and other scientific units outside the SI, atomic constants that D-SI names as units, and the common imperial ones.
// Sources: SI Brochure 8th edition, tables 7 to 9 (CGS, atomic units); D-SI 2.2 (bronze units); CODATA 2022 (measured constants);
// international yard and pound agreement (1959); IEC 60027-3 (Np, B).

import {
  amount, angle, area, atomsOf, dimension, energy, force, length, mass, none, perTime, power, pressure, solidAngle, speed, time, volume,
  type Atom,
} from './unit-atom.ts'
import { exactly } from './decimal.ts'
import { ABBREVIATION, ATOMIC_MASS, BY_METHOD, CHOSEN, OTHER, PER_MILLE } from './units-legal.ts'

const plain = true
const other = atomsOf(OTHER)
const byMethod = atomsOf(BY_METHOD)
const codata = (value: string) => `${value} (CODATA 2022)`
const radiantTime = dimension(2, 0, -2)

export const scientificUnits: readonly Atom[] = [
  other('Da', 'dalton', '道尔顿', mass, '1.66053906892e-27', { measured: ATOMIC_MASS }),
  other('au', 'astronomicalunit', '天文单位', length, '149597870700', { plain }),
  other('pc', undefined, '秒差距', length, '3.085678e16', {
    ucum: 'pc', measured: '1 pc = 3.085 678 × 10¹⁶ m (UCUM 2.2); 648 000/π au by IAU 2015 B2',
  }),
  other('Å', 'angstrom', '埃', length, '1e-10', { ucum: 'Ao', ucumPrefixed: false }),
  other('b', 'barn', '靶恩', area, '1e-28', { ucum: 'b', ucumPrefixed: false }),
  other('gon', undefined, '冈', angle, '1/200', { plain, pi: 1, ucum: 'gon' }),
  other('sph', undefined, undefined, solidAngle, '4', { plain, pi: 1, ucum: 'sph' }),
  other('Gal', undefined, '伽', dimension(1, 0, -2), '0.01', { ucum: 'Gal' }),
  other('dyn', undefined, '达因', force, '1e-5', { ucum: 'dyn' }),
  other('erg', undefined, '尔格', energy, '1e-7', { kind: 'energy', ucum: 'erg' }),
  other('P', undefined, '泊', dimension(-1, 1, -1), '0.1', { ucum: 'P' }),
  other('St', undefined, '斯托克斯', dimension(2, 0, -1), '1e-4', { ucum: 'St' }),
  other('Gs', undefined, '高斯', dimension(0, 1, -2, -1), '1e-4', { ucum: 'G' }),
  other('Mx', undefined, '麦克斯韦', dimension(2, 1, -2, -1), '1e-8', { ucum: 'Mx' }),
  other('Oe', undefined, '奥斯特', dimension(-1, 0, 0, 1), '250', { pi: -1, ucum: 'Oe' }),
  other('Ci', undefined, '居里', perTime, '3.7e10', { kind: 'activity', ucum: 'Ci' }),
  other('R', undefined, '伦琴', dimension(0, -1, 1, 1), '2.58e-4', { ucum: 'R' }),
  other('rem', undefined, '雷姆', radiantTime, '0.01', { kind: 'dose equivalent', ucum: 'REM' }),
  other('[RAD]', undefined, '拉德', radiantTime, '0.01', { kind: 'absorbed dose', ucum: 'RAD' }),
  other('D', undefined, '屈光度', dimension(-1), '1', { plain, ucum: '[diop]', also: ['dpt'] }),
  other('U', undefined, '酶活力单位', dimension(0, 0, -1, 0, 0, 1), '1e-6/60', { ucum: 'U' }),
  other('Bd', undefined, '波特', perTime, '1', { ucum: 'Bd' }),
  other('克拉', undefined, '克拉 米制克拉', mass, '0.0002', { plain, ucum: '[car_m]', also: ['ct'] }),
]

/** Constants of nature that D-SI and UCUM use as units. */
export const naturalUnits: readonly Atom[] = [
  other('[c]', 'clight', undefined, speed, '299792458', { ucum: '[c]' }),
  other('[e]', 'elementarycharge', undefined, dimension(0, 0, 1, 1), '1.602176634e-19', { ucum: '[e]' }),
  other('[hbar]', 'planckbar', undefined, dimension(2, 1, -1), '6.62607015e-34/2', { pi: -1 }),
  other('[h]', undefined, undefined, dimension(2, 1, -1), '6.62607015e-34', { ucum: '[h]' }),
  other('[k]', undefined, undefined, dimension(2, 1, -2, 0, -1), '1.380649e-23', { ucum: '[k]' }),
  other('[m_e]', 'electronmass', undefined, mass, '9.1093837139e-31', {
    ucum: '[m_e]', measured: codata('mₑ = 9.109 383 7139(28) × 10⁻³¹ kg'),
  }),
  other('[m_p]', undefined, undefined, mass, '1.67262192595e-27', {
    ucum: '[m_p]', measured: codata('mₚ = 1.672 621 925 95(52) × 10⁻²⁷ kg'),
  }),
  other('[a_0]', 'bohr', undefined, length, '5.29177210544e-11', { measured: codata('a₀ = 5.291 772 105 44(82) × 10⁻¹¹ m') }),
  other('[E_h]', 'hartree', undefined, energy, '4.3597447222060e-18', {
    kind: 'energy', measured: codata('Eₕ = 4.359 744 722 2060(48) × 10⁻¹⁸ J'),
  }),
  other('[t_au]', 'atomicunittime', undefined, time, '2.4188843265864e-17', {
    measured: codata('ħ/Eₕ = 2.418 884 326 5864(26) × 10⁻¹⁷ s'),
  }),
  other('[t_nu]', 'naturalunittime', undefined, time, '1.28808866644e-21', {
    measured: codata('ħ/(mₑc²) = 1.288 088 666 44(40) × 10⁻²¹ s'),
  }),
  other('[eps_0]', undefined, undefined, dimension(-3, -1, 4, 2), '8.8541878188e-12', {
    ucum: '[eps_0]', measured: codata('ε₀ = 8.854 187 8188(14) × 10⁻¹² F/m'),
  }),
  other('[mu_0]', undefined, undefined, dimension(1, 1, -2, -2), '4e-7', {
    pi: 1, ucum: '[mu_0]',
    measured: 'μ₀ = 4π × 10⁻⁷ N/A² (UCUM 2.2); since 2019 a measured constant, 1.256 637 061 27(20) × 10⁻⁶ N/A² (CODATA 2022)',
  }),
  other('[G]', undefined, undefined, dimension(3, -1, -2), '6.67430e-11', {
    ucum: '[G]', measured: codata('G = 6.674 30(15) × 10⁻¹¹ m³/(kg·s²)'),
  }),
  other('[g]', undefined, undefined, dimension(1, 0, -2), '9.80665', { ucum: '[g]' }),
  other('[pi]', undefined, undefined, none, '1', { plain, pi: 1, ucum: '[pi]' }),
]

export const imperialUnits: readonly Atom[] = [
  other('in', undefined, '英寸', length, '0.0254', { plain, ucum: '[in_i]' }),
  other('ft', undefined, '英尺', length, '0.3048', { plain, ucum: '[ft_i]' }),
  other('yd', undefined, '码', length, '0.9144', { plain, ucum: '[yd_i]' }),
  other('mile', undefined, '英里', length, '1609.344', { plain, ucum: '[mi_i]' }),
  other('mil', undefined, '密耳', length, '0.0000254', { plain, ucum: '[mil_i]' }),
  other('acre', undefined, '英亩', area, '4840*0.83612736', { plain }),
  other('lb', undefined, '磅', mass, '0.45359237', { plain, ucum: '[lb_av]' }),
  other('oz', undefined, '盎司', mass, '0.028349523125', { plain, ucum: '[oz_av]' }),
  other('gr', undefined, '格令', mass, '0.00006479891', { plain, ucum: '[gr]' }),
  other('ozt', undefined, '金衡盎司', mass, '480*0.00006479891', { plain, ucum: '[oz_tr]' }),
  other('lbf', undefined, '磅力', force, '0.45359237*9.80665', { plain, ucum: '[lbf_av]' }),
  other('psi', undefined, '磅力每平方英寸', pressure, '0.45359237*9.80665/0.00064516', { plain, ucum: '[psi]' }),
  other('hp', undefined, '英制马力', power, '550*0.3048*0.45359237*9.80665', { plain, ucum: '[HP]' }),
  other('Btu', undefined, '英热单位', energy, '1055.05585262', { plain, kind: 'energy', ucum: '[Btu_IT]' }),
  other('USgal', undefined, '美加仑', volume, '231*0.000016387064', { plain, ucum: '[gal_us]' }),
  other('UKgal', undefined, '英加仑', volume, '0.00454609', { plain, ucum: '[gal_br]' }),
  other('bbl', undefined, '桶', volume, '42*231*0.000016387064', { plain, ucum: '[bbl_us]' }),
]

// A level is counted in nepers; 1 B is (ln 10)/2 Np, as for levels of root-power quantities (IEC 60027-3:2002, GB 3102.2-93). A level with
// a reference is B of a power ratio, so that one of a root-power quantity is twice as many for the same lg.
const dimensionOf = { V: dimension(2, 1, -3, -1), W: power, Pa: pressure }
function referred(
  symbol: string, ucum: string | undefined, kind: 'voltage level' | 'power level' | 'sound pressure level', of: keyof typeof dimensionOf,
  reference: string, also: readonly string[] = [],
): Atom {
  const times = kind === 'power level' ? 1 : 2
  return byMethod(symbol, undefined, undefined, none, '1/2', {
    ln10: 1, kind, ucum, also,
    special: { form: 'log', base: exactly('10'), times, dimension: dimensionOf[of], reference: exactly(reference) },
  })
}

export const levels: readonly Atom[] = [
  other('dB', 'decibel', '分贝', none, '1/20', { plain, ln10: 1, kind: 'level', ucum: 'dB', legal: CHOSEN }),
  other('Bel', 'bel', '贝尔', none, '1/2', { ln10: 1, kind: 'level', ucum: 'B' }),
  other('Np', 'neper', '奈培', none, '1', { kind: 'level', ucum: 'Np' }),
  referred('B[SPL]', 'B[SPL]', 'sound pressure level', 'Pa', '2e-5'),
  referred('B[V]', 'B[V]', 'voltage level', 'V', '1'),
  referred('B[mV]', 'B[mV]', 'voltage level', 'V', '1e-3'),
  referred('B[uV]', 'B[uV]', 'voltage level', 'V', '1e-6', ['B[μV]']),
  referred('B[10.nV]', 'B[10.nV]', 'voltage level', 'V', '1e-8'),
  referred('B[W]', 'B[W]', 'power level', 'W', '1'),
  referred('B[mW]', undefined, 'power level', 'W', '1e-3'),
  referred('B[kW]', 'B[kW]', 'power level', 'W', '1e3'),
]

export const fractions: readonly Atom[] = [
  other('‰', undefined, '千分之一', none, '0.001', { plain, ucum: '[ppth]', legal: PER_MILLE }),
  other('ppm', 'ppm', '百万分之一', none, '1e-6', { plain, ucum: '[ppm]', legal: ABBREVIATION }),
  other('ppb', undefined, '十亿分之一', none, '1e-9', { plain, ucum: '[ppb]', legal: ABBREVIATION }),
]

/** Units that a method defines and that convert to nothing else. */
export const methodUnits: readonly Atom[] = [
  ...(['HRA', 'HRB', 'HRC', 'HBW', 'HV', 'HLD', 'HK'] as const).map((scale) => (
    byMethod(scale, undefined, undefined, none, '1', { plain, arbitrary: true, kind: 'hardness' }))),
  byMethod('NTU', undefined, undefined, none, '1', { plain, arbitrary: true, kind: 'turbidity', ucum: '[NTU]' }),
  byMethod('FNU', undefined, undefined, none, '1', { plain, arbitrary: true, kind: 'turbidity', ucum: '[FNU]' }),
  byMethod('IU', undefined, '国际单位', none, '1', { arbitrary: true, kind: 'procedure-defined', ucum: '[iU] [IU]' }),
]

export const amountUnits: readonly Atom[] = [
  other('eq', undefined, '当量', amount, '1', { ucum: 'eq', also: ['Eq'] }),
  other('osm', undefined, '渗透摩尔', amount, '1', { ucum: 'osm', also: ['Osm'] }),
]
