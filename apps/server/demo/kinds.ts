// The kinds of instruments in the demonstration city, as a ledger knows them: three with a procedure, the others without. Makers and
// models are invented. Catalogue entries are those of rules/catalogue. Pure data.
import type { Parameter, PlannedInstrument } from './city.ts'
import type { Fault } from './sim.ts'

export type Variant = { model: string; range: string; accuracy: string; parameters: Readonly<Record<string, Parameter>>; given: Readonly<Record<string, string>> }
export type Kind = {
  document?: string
  faults: readonly [Fault, ...Fault[]]
  maker: string
  fields: Pick<PlannedInstrument['fields'], 'name' | 'catalogue' | 'category' | 'kind' | 'purpose' | 'sellsToPublic' | 'settledDirect'>
  variants: readonly [Variant, ...Variant[]]
  /** Months an invented earlier certificate names; 0 when it names none. */
  months: number
}

const q = (value: string, unit: string): Parameter => ({ value, unit })
const scale = (model: string, max: string, min_g: string, e_g: string): Variant => ({
  model, range: `${max} kg`, accuracy: 'III', parameters: { Max: q(max, 'kg'), Min: q(min_g, 'g'), e: q(e_g, 'g'), class: { text: 'iii' } }, given: { stage: 'subsequent' },
})
const gauge = (upper: string, division: string, graduations: string): Variant => ({
  model: `YS-100/${upper}`, range: `(0～${upper}) MPa`, accuracy: '1.6 级',
  parameters: { class: { text: 'c1-6' }, span: q(upper, 'MPa'), upper: q(upper, 'MPa'), division: q(division, 'MPa'), graduations: { text: graduations } }, given: { stop: 'without' },
})
const dispenser = (fuel: 'petrol' | 'diesel', flow: string): Variant => ({
  model: `SJ-${flow}`, range: `最大流量 ${flow} L/min`, accuracy: '±0.30 %', parameters: { fuel: { text: fuel }, Qmax: q(flow, 'L/min') }, given: { stage: 'subsequent', measure: 'stainless', payment_step: '0.08' },
})
const plain = (model: string, range: string, accuracy: string): Variant => ({ model, range, accuracy, parameters: {}, given: {} })
const fields = (name: string, catalogue: string | null, category: string, kind: string, purpose: Kind['fields']['purpose'], sellsToPublic: boolean | null = null, settledDirect = false): Kind['fields'] =>
  ({ name, catalogue, category, kind, purpose, sellsToPublic, settledDirect })

export const kinds = {
  scale: {
    document: 'JJG 539', faults: ['gain', 'corner', 'seal', 'repeatability'], maker: '示范衡器厂（演示）', months: 12, fields: fields('电子计价秤', 'non-automatic-weighing', '衡器', '非自动衡器', 'trade', true),
    variants: [scale('SACS-15', '15', '100', '5'), scale('SACS-30', '30', '200', '10'), scale('SACS-6', '6', '40', '2')],
  },
  platform: {
    document: 'JJG 539', faults: ['gain', 'corner', 'seal'], maker: '示范衡器厂（演示）', months: 12, fields: fields('电子台秤', 'non-automatic-weighing', '衡器', '非自动衡器', 'trade', false),
    variants: [scale('STCS-150', '150', '1000', '50'), scale('STCS-60', '60', '400', '20')],
  },
  gauge: {
    document: 'JJG 52', faults: ['gain', 'hysteresis', 'seal'], maker: '样例仪表厂（演示）', months: 6, fields: fields('弹性元件式一般压力表', 'pressure-gauge', '压力仪表', '指示类压力表', 'safety'),
    variants: [gauge('1.6', '0.05', '0.4, 0.8, 1.2, 1.6'), gauge('0.6', '0.02', '0.1, 0.2, 0.3, 0.4, 0.5, 0.6'), gauge('2.5', '0.1', '0.5, 1.0, 1.5, 2.0, 2.5')],
  },
  dispenser: {
    document: 'JJG 443', faults: ['delivery', 'repeatability', 'seal'], maker: '虚构加油设备厂（演示）', months: 6, fields: fields('燃油加油机', 'fuel-dispenser', '加油机', '燃油加油机', 'trade', true),
    variants: [dispenser('petrol', '50'), dispenser('petrol', '45'), dispenser('diesel', '80')],
  },
  sphygmomanometer: { faults: ['gain'], maker: '样例医疗器械厂（演示）', months: 6, fields: fields('无创非自动测量血压计', 'sphygmomanometer', '医用计量器具', '血压计', 'medical'), variants: [plain('SXJ-1', '(0～300) mmHg', '±4 mmHg')] },
  electrocardiograph: { faults: ['gain'], maker: '样例医疗器械厂（演示）', months: 12, fields: fields('心电图机', 'electrocardiograph', '医用计量器具', '心电图仪', 'medical'), variants: [plain('SECG-12', '12 导联', '—')] },
  waterMeter: { faults: ['gain'], maker: '样例水表厂（演示）', months: 0, fields: fields('冷水水表', 'water-meter', '流量计量器具', '水表', 'trade', null, true), variants: [plain('SLXS-15', 'DN15 Q3 2.5 m³/h', '2 级'), plain('SLXS-20', 'DN20 Q3 4.0 m³/h', '2 级')] },
  taximeter: { faults: ['gain'], maker: '虚构计价器厂（演示）', months: 12, fields: fields('出租汽车计价器', 'taximeter', '机动车计量器具', '计价器', 'trade', true), variants: [plain('SJJ-8', '(0.1～999.9) km', '—')] },
  chargingPile: { faults: ['gain'], maker: '虚构充电设备厂（演示）', months: 36, fields: fields('电动汽车交流充电桩', 'ev-charging-pile', '电能计量器具', '充电桩', 'trade', true), variants: [plain('SAC-7', '220 V 32 A', '2 级'), plain('SDC-60', '750 V 100 A', '1 级')] },
  moistureMeter: { faults: ['gain'], maker: '示范仪器厂（演示）', months: 12, fields: fields('谷物水分测定仪', 'grain-moisture-meter', '水分测定仪', '谷物水分测定仪', 'trade', false), variants: [plain('SLDS-1', '(3～35) %', '±0.5 %')] },
  caliper: { faults: ['gain'], maker: '示范量具厂（演示）', months: 12, fields: fields('游标卡尺', null, '长度量具', '卡尺', 'other'), variants: [plain('SKC-150', '(0～150) mm', '0.02 mm'), plain('SKC-300', '(0～300) mm', '0.02 mm')] },
} as const satisfies Readonly<Record<string, Kind>>
export type KindName = keyof typeof kinds
