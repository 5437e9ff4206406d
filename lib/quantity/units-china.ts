// Units people in China still say or print on old instruments, none of them legal: market units and the technical units of force and
// pressure. Read and converted, so that they can be replaced.
// Sources: State Council order of 1959-06-25 on the metric system (1 斤 of 10 两 is half a kilogram, 3 尺 are a metre, 15 亩 a hectare); GB
// 3102.3-93 and GB 3102.4-93, annexes (kgf, mmHg, 马力, cal); CGPM 3 (1901) for 9.806 65 m/s².

import { area, atomsOf, energy, force, length, mass, power, pressure, type Atom } from './unit-atom.ts'
import { BLOOD_PRESSURE, LAND, MARKET, OTHER } from './units-legal.ts'

const plain = true
const market = atomsOf(MARKET)
const land = atomsOf(LAND)
const other = atomsOf(OTHER)

export const marketUnits: readonly Atom[] = [
  market('斤', undefined, '市斤 斤', mass, '0.5', { plain }),
  market('两', undefined, '市两 两', mass, '0.05', { plain }),
  market('钱', undefined, '市钱 钱', mass, '0.005', { plain }),
  market('担', undefined, '市担 担', mass, '50', { plain }),
  market('里', undefined, '市里 里', length, '500', { plain }),
  market('丈', undefined, '市丈 丈', length, '10/3', { plain }),
  market('尺', undefined, '市尺 尺', length, '1/3', { plain }),
  market('寸', undefined, '市寸 寸', length, '1/30', { plain }),
  land('亩', undefined, '亩 市亩', area, '10000/15', { plain }),
  land('顷', undefined, '市顷 顷', area, '1000000/15', { plain }),
  land('ar', undefined, '公亩', area, '100', { ucum: 'ar' }),
]

export const technicalUnits: readonly Atom[] = [
  other('bar', 'bar', '巴', pressure, '100000', { ucum: 'bar' }),
  other('mmHg', 'mmHg', '毫米汞柱', pressure, '133.322387415', { plain, legal: BLOOD_PRESSURE }),
  other('m[Hg]', undefined, undefined, pressure, '133322', { ucum: 'm[Hg]', also: ['mHg'], legal: BLOOD_PRESSURE }),
  other('mmH₂O', undefined, '毫米水柱', pressure, '9.80665', { plain, ucum: 'mm[H2O]' }),
  other('m[H2O]', undefined, '米水柱', pressure, '9806.65', { ucum: 'm[H2O]', also: ['mH2O'] }),
  other('atm', undefined, '标准大气压', pressure, '101325', { plain, ucum: 'atm' }),
  other('at', undefined, '工程大气压', pressure, '98066.5', { plain, ucum: 'att' }),
  other('Torr', undefined, '托', pressure, '101325/760', { plain }),
  other('kgf', undefined, '千克力 公斤力', force, '9.80665', { plain, ucum: 'kgf' }),
  other('gf', undefined, '克力', force, '0.00980665', { ucum: 'gf' }),
  other('马力', undefined, '米制马力 马力', power, '75*9.80665', { plain }),
  other('cal', undefined, '卡', energy, '4.1868', { kind: 'energy', ucum: 'cal_IT', also: ['cal_IT'] }),
  other('cal_th', undefined, '热化学卡', energy, '4.184', { kind: 'energy', ucum: 'cal_th cal' }),
]
