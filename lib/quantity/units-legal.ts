// Whether a unit is legal in China, as data: the sentences and sources that the tables of units point to. The order of 1984 and its tables
// were read in secondary copies; what is quoted from GB 3100-93 to GB 3102-93 likewise or from memory, as each line says. A certificate may
// carry legal units only (计量法 2018, article 3), a conversion may name any.

import type { Legal } from './unit-atom.ts'

const order = '《关于在我国统一实行法定计量单位的命令》（国务院，1984-02-27）'
const orderEn = 'State Council order on legal units of measurement (1984-02-27)'

export const SI: Legal = { legal: true, zh: `${order}表1至表3；GB 3100-93`, en: `${orderEn}, tables 1 to 3; GB 3100-93`, grade: 'secondary' }
export const CHOSEN: Legal = {
  legal: true, zh: `${order}表4：国家选定的非国际单位制单位`, en: `${orderEn}, table 4: units chosen beside the SI`, grade: 'secondary',
}
export const CALENDAR: Legal = {
  legal: true, zh: `${order}附注：周、月、年为一般常用时间单位`, en: `${orderEn}, notes: week, month and year are in common use`, grade: 'secondary',
}
export const HECTARE: Legal = {
  legal: true, zh: '公顷为法定单位，符号 hm²（GB 3100-93，表5）', en: 'the hectare is legal; its symbol is hm² (GB 3100-93, table 5)', grade: 'secondary',
}
export const ELECTRIC: Legal = {
  legal: true, zh: 'GB 3102.5-93：视在功率 V·A、无功功率 var 及其与小时之积', en: 'GB 3102.5-93: V·A, var and their products with the hour', grade: 'memory',
}
export const RATIO: Legal = {
  legal: true, zh: 'GB 3101-93，2.3.3：量纲一的量的单位为一，可用 %', en: 'GB 3101-93, 2.3.3: the unit of a ratio is one; % may be used',
  grade: 'secondary',
}
export const COUNTED: Legal = {
  legal: true, zh: '非物理量单位，可与法定单位组合（GB 3100-93）', en: 'not a physical unit; may be combined with legal units (GB 3100-93)',
  grade: 'secondary',
}
export const BY_METHOD: Legal = {
  legal: true, zh: '由其测量方法标准定义，不属法定单位表所列的量', en: 'defined by the standard of its method; outside the tables of legal units',
  grade: 'memory',
}
export const OTHER: Legal = {
  legal: false, zh: `非法定计量单位：不在${order}各表之列`, en: `not legal: in none of the tables of the ${orderEn}`, grade: 'secondary',
}
export const MARKET: Legal = {
  legal: false, zh: `市制单位，非法定：沿用至1990年底（${order}第二条）`, en: `market unit, not legal since the end of 1990 (${orderEn}, 2)`,
  grade: 'secondary',
}
export const LAND: Legal = {
  legal: false, zh: '亩制单位，非法定：土地面积用平方米、公顷、平方千米（国家技术监督局等，1990-12-28，自1992-01-01）',
  en: 'not legal: land is measured in m², hm² and km² since 1992-01-01 (notice of 1990-12-28)', grade: 'memory',
}
export const BLOOD_PRESSURE: Legal = {
  legal: false, zh: '非法定计量单位；仅血压可与 kPa 并用（质技监局量函〔1998〕126号）',
  en: 'not legal, except beside kPa for blood pressure (Zhijianjuliang letter [1998] 126)', grade: 'memory',
}
export const ABBREVIATION: Legal = {
  legal: false, zh: '不应使用 ppm、pphm、ppb 一类缩写，写作 10⁻⁶、10⁻⁹（GB 3101-93，2.3.3）',
  en: 'ppm, pphm, ppb and the like are not to be used; write 10⁻⁶, 10⁻⁹ (GB 3101-93, 2.3.3)', grade: 'secondary',
}
export const PER_MILLE: Legal = {
  legal: false, zh: 'GB 3101-93 未列 ‰，写作 10⁻³', en: 'GB 3101-93 does not list ‰; write 10⁻³', grade: 'secondary',
}

/** The size of u and Da, which is measured; one text, so that it cancels between the two. */
export const ATOMIC_MASS = '1 u = 1 Da = 1.660 539 068 92(52) × 10⁻²⁷ kg (CODATA 2022)'
