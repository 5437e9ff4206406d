// Units that only UCUM has codes for: rare CGS, US and British customary, apothecaries', typesetters', clinical and procedure-defined ones.
// Source of the codes: The Unified Code for Units of Measure 2.2 (Regenstrief Institute, https://ucum.org; used under its licence to read
// and write UCUM codes); the sizes follow from the international yard and pound (1959), the US survey foot (1200/3937 m), the litre of the
// gallons and the conventions named in each row. Departure: 1 ph is 10⁴ lx (UCUM 2.2 prints 10⁻⁴).

import {
  angle, area, atomsOf, dimension, energy, length, mass, none, pressure, speed, time, volume, type Atom, type Extra, type Special,
} from './unit-atom.ts'
import { exactly } from './decimal.ts'
import { BY_METHOD, OTHER } from './units-legal.ts'

const other = atomsOf(OTHER)
const byMethod = atomsOf(BY_METHOD)
const rounded = (what: string) => `${what} is a rounded or measured size (UCUM 2.2)`

/** Code, dimension and size in coherent units; without prefixes. */
type Row = readonly [code: string, dimension: readonly number[], size: string, extra?: Extra]
const plainRows = (rows: readonly Row[]): Atom[] => rows.map(([code, size, scale, extra]) => (
  other(code, undefined, undefined, size, scale, { plain: true, ucum: code, ...extra })))
/** A code that would be mistaken for something else outside UCUM, such as ph in mph, has a symbol in brackets. */
const bracketed = (rows: readonly Row[]): Atom[] => rows.map(([code, size, scale, extra]) => (
  other(code.includes('_') ? code : `[${code}]`, undefined, undefined, size, scale, { ucum: code, ...extra })))

const usFoot = '1200/3937'
const britishInch = '0.02539998'
const britishFoot = '0.30479976'
const cubicInch = '0.000016387064'
const usGallon = `231*${cubicInch}`
const bushel = `2150.42*${cubicInch}`
const britishGallon = '0.00454609'
const grain = '0.00006479891'
const resistance = dimension(-4, 1, -1)

const rare = bracketed([
  ['st', volume, '1'], ['Ky', dimension(-1), '100'], ['Bi', dimension(0, 0, 0, 1), '10'], ['Gb', dimension(0, 0, 0, 1), '2.5', { pi: -1 }],
  ['sb', dimension(-2, 0, 0, 0, 0, 0, 1), '10000'], ['Lmb', dimension(-2, 0, 0, 0, 0, 0, 1), '10000', { pi: -1 }],
  ['ph', dimension(-2, 0, 0, 0, 0, 0, 1, 2), '10000'], ['mho', dimension(-2, -1, 3, 2), '1'], ['g%', dimension(-3, 1), '10'],
  ['a_t', time, '365.24219*86400', { plain: true, measured: rounded('the tropical year of 365.242 19 d') }],
  ['a_g', time, '365.2425*86400', { plain: true }], ['mo_g', time, '365.2425*86400/12', { plain: true }],
  ['mo_s', time, '29.53059*86400', { plain: true, measured: rounded('the synodal month of 29.530 59 d') }],
  ['cal_[15]', energy, '4.1858', { kind: 'energy', measured: rounded('the calorie at 15 °C') }],
  ['cal_[20]', energy, '4.1819', { kind: 'energy', measured: rounded('the calorie at 20 °C') }],
  ['cal_m', energy, '4.19002', { kind: 'energy', measured: rounded('the mean calorie') }],
])

const lengthsAndAreas = plainRows([
  ['AU', length, '149597870691', { measured: rounded('the astronomic unit of 149 597.870 691 Mm') }],
  ['[ly]', length, '299792458*31557600', { plain: false }], ['[fth_i]', length, '1.8288'], ['[hd_i]', length, '0.1016'],
  ['[smoot]', length, '67*0.0254'], ['[sin_i]', area, '0.00064516'], ['[sft_i]', area, '0.09290304'], ['[syd_i]', area, '0.83612736'],
  ['[cml_i]', area, '0.0000254*0.0000254/4', { pi: 1 }], ['[mesh_i]', dimension(-1), '1/0.0254'], ['[Ch]', length, '0.001/3'],
  ['[ft_us]', length, usFoot], ['[yd_us]', length, `3*${usFoot}`], ['[in_us]', length, `${usFoot}/12`],
  ['[rd_us]', length, `16.5*${usFoot}`], ['[ch_us]', length, `66*${usFoot}`], ['[lk_us]', length, `0.66*${usFoot}`],
  ['[rch_us]', length, `100*${usFoot}`], ['[rlk_us]', length, usFoot], ['[fth_us]', length, `6*${usFoot}`],
  ['[fur_us]', length, `660*${usFoot}`], ['[mi_us]', length, `5280*${usFoot}`], ['[acr_us]', area, `43560*${usFoot}*${usFoot}`],
  ['[srd_us]', area, `272.25*${usFoot}*${usFoot}`], ['[smi_us]', area, `5280*5280*${usFoot}*${usFoot}`],
  ['[sct]', area, `5280*5280*${usFoot}*${usFoot}`], ['[twp]', area, `36*5280*5280*${usFoot}*${usFoot}`],
  ['[mil_us]', length, `${usFoot}/12000`],
  ['[in_br]', length, britishInch], ['[ft_br]', length, britishFoot], ['[rd_br]', length, `16.5*${britishFoot}`],
  ['[ch_br]', length, `66*${britishFoot}`], ['[lk_br]', length, `0.66*${britishFoot}`], ['[fth_br]', length, `6*${britishFoot}`],
  ['[pc_br]', length, `2.5*${britishFoot}`], ['[yd_br]', length, `3*${britishFoot}`], ['[mi_br]', length, `5280*${britishFoot}`],
  ['[nmi_br]', length, `6080*${britishFoot}`], ['[kn_br]', speed, `6080*${britishFoot}/3600`],
  ['[acr_br]', area, `43560*${britishFoot}*${britishFoot}`],
  ['[lne]', length, '0.0254/12'], ['[pnt]', length, '0.0254/72'], ['[pca]', length, '0.0254/6'], ['[pnt_pr]', length, '0.013837*0.0254'],
  ['[pca_pr]', length, '12*0.013837*0.0254'], ['[pied]', length, '0.3248'], ['[pouce]', length, '0.3248/12'],
  ['[ligne]', length, '0.3248/144'],
  ['[didot]', length, '0.3248/864'], ['[cicero]', length, '0.3248/72'],
])

const volumes = plainRows([
  ['[cin_i]', volume, cubicInch], ['[cft_i]', volume, `1728*${cubicInch}`], ['[cyd_i]', volume, `46656*${cubicInch}`],
  ['[bf_i]', volume, `144*${cubicInch}`], ['[cr_i]', volume, `221184*${cubicInch}`], ['[crd_us]', volume, `221184*${cubicInch}`],
  ['[qt_us]', volume, `${usGallon}/4`], ['[pt_us]', volume, `${usGallon}/8`], ['[gil_us]', volume, `${usGallon}/32`],
  ['[foz_us]', volume, `${usGallon}/128`], ['[fdr_us]', volume, `${usGallon}/1024`], ['[min_us]', volume, `${usGallon}/61440`],
  ['[bu_us]', volume, bushel], ['[gal_wi]', volume, `${bushel}/8`], ['[pk_us]', volume, `${bushel}/4`],
  ['[dqt_us]', volume, `${bushel}/32`],
  ['[dpt_us]', volume, `${bushel}/64`], ['[tbs_us]', volume, `${usGallon}/256`], ['[tsp_us]', volume, `${usGallon}/768`],
  ['[cup_us]', volume, `${usGallon}/16`], ['[foz_m]', volume, '3e-5'], ['[cup_m]', volume, '2.4e-4'], ['[tsp_m]', volume, '5e-6'],
  ['[tbs_m]', volume, '1.5e-5'], ['[pk_br]', volume, `2*${britishGallon}`], ['[bu_br]', volume, `8*${britishGallon}`],
  ['[qt_br]', volume, `${britishGallon}/4`], ['[pt_br]', volume, `${britishGallon}/8`], ['[gil_br]', volume, `${britishGallon}/32`],
  ['[foz_br]', volume, `${britishGallon}/160`], ['[fdr_br]', volume, `${britishGallon}/1280`],
  ['[min_br]', volume, `${britishGallon}/76800`],
  ['[drp]', volume, '5e-8'],
])

const masses = plainRows([
  ['[dr_av]', mass, '0.45359237/256'], ['[scwt_av]', mass, '45.359237'], ['[lcwt_av]', mass, '112*0.45359237'],
  ['[ston_av]', mass, '907.18474'], ['[lton_av]', mass, '2240*0.45359237'], ['[stone_av]', mass, '14*0.45359237'],
  ['[pwt_tr]', mass, `24*${grain}`], ['[lb_tr]', mass, `5760*${grain}`], ['[sc_ap]', mass, `20*${grain}`], ['[dr_ap]', mass, `60*${grain}`],
  ['[oz_ap]', mass, `480*${grain}`], ['[lb_ap]', mass, `5760*${grain}`], ['[oz_m]', mass, '0.028'], ['[car_Au]', none, '1/24'],
  ['[den]', dimension(-1, 1), '1e-6/9'],
])

const heatAndClinical = plainRows([
  ['[Cal]', energy, '4184', { kind: 'energy' }], ['[Btu_39]', energy, '1059.67', { kind: 'energy', measured: rounded('the Btu at 39 °F') }],
  ['[Btu_59]', energy, '1054.8', { kind: 'energy', measured: rounded('the Btu at 59 °F') }],
  ['[Btu_60]', energy, '1054.68', { kind: 'energy', measured: rounded('the Btu at 60 °F') }],
  ['[Btu_m]', energy, '1055.87', { kind: 'energy', measured: rounded('the mean Btu') }],
  ['[Btu_th]', energy, '1054.35', { kind: 'energy', ucum: '[Btu_th] [Btu]' }],
  ["[in_i'H2O]", pressure, '9806.65*0.0254'], ["[in_i'Hg]", pressure, '133322*0.0254'], ['[PRU]', resistance, '133322000'],
  ["[wood'U]", resistance, '133322*60'], ['[MET]', dimension(3, -1, -1), '3.5e-6/60'], ['[S]', time, '1e-13'],
  ['[pptr]', none, '1e-12'], ['[HPF]', none, '1'], ['[LPF]', none, '100'],
])

/** Codes of arbitrary units: each converts to nothing but itself (UCUM 2.2, paragraph 24 ff.). Hounsfield units are counted among them. */
const arbitraryCodes = `[hp_X] [hp_C] [hp_M] [hp_Q] [kp_X] [kp_C] [kp_M] [kp_Q] [arb'U] [USP'U] [GPL'U] [MPL'U] [APL'U] [beth'U] [anti'Xa'U]
  [todd'U] [dye'U] [smgy'U] [bdsk'U] [ka'U] [knk'U] [mclg'U] [tb'U] [CCID_50] [TCID_50] [EID_50] [PFU] [FFU] [CFU] [IR] [BAU] [AU]
  [Amb'a'1'U]
  [PNU] [Lf] [D'ag'U] [FEU] [ELU] [EU] [hnsf'U]`.split(/\s+/)

const arbitrary = arbitraryCodes.map((code) => (
  byMethod(code, undefined, undefined, none, '1', { plain: true, arbitrary: true, kind: 'procedure-defined', ucum: code })))

const log = (base: string | 'e', times: number): Special => (
  { form: 'log', base: base === 'e' ? 'e' : exactly(base), times, dimension: none, reference: exactly('1') })
const tangent: Special = { form: 'tangent', dimension: angle, reference: exactly('1') }
const root: Special = { form: 'root', dimension: dimension(2, 0, -3), reference: exactly('1') }

const special = [
  ...(["[hp'_X]", "[hp'_C]", "[hp'_M]", "[hp'_Q]"] as const).map((code, at) => (
    byMethod(code, undefined, undefined, none, '1', {
      plain: true, kind: 'potency', ucum: code, special: log(['10', '100', '1000', '50000'][at] ?? '10', -1),
    }))),
  byMethod("[p'diop]", undefined, undefined, none, '0.01', { plain: true, kind: 'slope', ucum: "[p'diop]", special: tangent }),
  byMethod('%[slope]', undefined, undefined, none, '0.01', { plain: true, kind: 'slope', ucum: '%[slope]', special: tangent }),
  byMethod('[m/s2/Hz^(1/2)]', undefined, undefined, none, '1', {
    plain: true, kind: 'spectral density', ucum: '[m/s2/Hz^(1/2)]', special: root,
  }),
  byMethod('bit_s', undefined, undefined, none, '1', { plain: true, kind: 'information', ucum: 'bit_s', special: log('2', 1) }),
]

export const ucumUnits: readonly Atom[] = [...rare, ...lengthsAndAreas, ...volumes, ...masses, ...heatAndClinical, ...arbitrary, ...special]
