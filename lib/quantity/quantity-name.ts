// The name of what a unit measures, in Chinese and English, for messages that must say why two units do not go together.
// Names of GB 3102-93 and ISO 80000 by dimension. Pure. Absent: deciding anything by a name; `comparable` decides (unit-algebra.ts).

import { BASES } from './unit-atom.ts'
import type { Unit } from './unit-algebra.ts'

export type QuantityName = { readonly zh: string; readonly en: string }

/** `{ zh: '力矩', en: 'torque' }` of N·m; a dimension without a name is written out, such as m²·s⁻³. */
export function quantityName(unit: Unit): QuantityName {
  if (unit.kind !== undefined) {
    const zh = KINDS[unit.kind]
    return { zh, en: unit.kind }
  }
  const key = dimensionText(unit.dimension)
  const known = DIMENSIONS.get(key)
  return known === undefined ? { zh: `量纲 ${key}`, en: `dimension ${key}` } : { zh: known[0], en: known[1] }
}

function dimensionText(dimension: readonly number[]): string {
  const parts = BASES.flatMap((base, at) => {
    const power = dimension[at] ?? 0
    return power === 0 ? [] : [`${base}${power === 1 ? '' : power}`]
  })
  return parts.length === 0 ? '1' : parts.join('·')
}

const KINDS: Readonly<Record<NonNullable<Unit['kind']>, string>> = {
  'temperature point': '温度点', 'temperature difference': '温度差', torque: '力矩', energy: '能量', frequency: '频率', activity: '放射性活度',
  'absorbed dose': '吸收剂量', 'dose equivalent': '剂量当量', 'active power': '有功功率', 'apparent power': '视在功率', 'reactive power': '无功功率',
  'apparent energy': '视在电能', 'reactive energy': '无功电能', 'relative humidity': '相对湿度', level: '级（对数量）', pH: 'pH 值', count: '计数',
  information: '信息量', 'voltage level': '电压级', 'power level': '功率级', 'sound pressure level': '声压级', slope: '坡度',
  'spectral density': '谱密度', potency: '效价', hardness: '硬度', turbidity: '浊度', 'procedure-defined': '由测量程序定义的量',
}

const DIMENSIONS: ReadonlyMap<string, readonly [zh: string, en: string]> = new Map([
  ['1', ['量纲一的量', 'number']], ['m', ['长度', 'length']], ['m2', ['面积', 'area']], ['m3', ['体积', 'volume']], ['kg', ['质量', 'mass']],
  ['s', ['时间', 'time']], ['A', ['电流', 'electric current']], ['K', ['温度', 'temperature']], ['mol', ['物质的量', 'amount of substance']],
  ['cd', ['发光强度', 'luminous intensity']], ['rad', ['平面角', 'plane angle']], ['rad2', ['立体角', 'solid angle']], ['元', ['金额', 'money']],
  ['m·s-1', ['速度', 'speed']], ['m·s-2', ['加速度', 'acceleration']], ['s-1', ['每单位时间的量', 'rate']],
  ['s-1·rad', ['角速度', 'angular velocity']], ['m3·s-1', ['体积流量', 'volume flow rate']], ['kg·s-1', ['质量流量', 'mass flow rate']],
  ['m-3·kg', ['密度', 'density']], ['m·kg·s-2', ['力', 'force']], ['m-1·kg·s-2', ['压力', 'pressure']],
  ['m2·kg·s-2', ['能量或力矩', 'energy or torque']], ['m2·kg·s-3', ['功率', 'power']], ['s·A', ['电荷量', 'electric charge']],
  ['m2·kg·s-3·A-1', ['电压', 'voltage']], ['m2·kg·s-3·A-2', ['电阻', 'resistance']], ['m-2·kg-1·s3·A2', ['电导', 'conductance']],
  ['m-2·kg-1·s4·A2', ['电容', 'capacitance']], ['m2·kg·s-2·A-2', ['电感', 'inductance']], ['m2·kg·s-2·A-1', ['磁通量', 'magnetic flux']],
  ['kg·s-2·A-1', ['磁感应强度', 'magnetic flux density']], ['cd·rad2', ['光通量', 'luminous flux']], ['m-2·cd·rad2', ['光照度', 'illuminance']],
  ['m-3·mol', ['物质的量浓度', 'amount concentration']], ['kg-1·mol', ['质量摩尔浓度', 'molality']], ['m2·s-2', ['比能', 'specific energy']],
  ['s-1·mol', ['催化活性', 'catalytic activity']], ['m-1·kg·s-1', ['动力黏度', 'dynamic viscosity']], ['m2·s-1', ['运动黏度', 'kinematic viscosity']],
  ['m-1', ['每单位长度的量', 'reciprocal length']], ['m-1·kg', ['线密度', 'linear density']],
  ['kg-1·元', ['单价', 'price per mass']], ['m-3·元', ['单价', 'price per volume']],
])
