// Three invented records, one of each kind: what the README shows and what the tests of this library and of the renderer stand on.
// Nobody and nothing in them is real; the hashes are patterns. Absent: any computation, the numbers are given.

import type { Cell, CertificateRecord, Row } from './record.ts'

const sha = (pair: string): string => pair.repeat(32)
const value = (text: string): Cell => ({ holds: 'value', value: text })
const place = (zh: string, en: string): Cell => ({ holds: 'text', text: { zh, en } })

const laboratory: CertificateRecord['laboratory'] = {
  name: { zh: '云溪市计量测试研究所', en: 'Yunxi Institute of Metrology and Measurement' },
  address: { zh: '云溪市衡山路 18 号', en: '18 Hengshan Road, Yunxi' },
  phone: '0000-1234567',
  postcode: '200000',
  authorisations: [{ title: { zh: '计量授权证书号', en: 'Authorisation certificate No.' }, number: '(云)法计(2024)0001 号' }],
}

const demo: CertificateRecord['demo'] = { wording: { zh: '演示 无法律效力', en: 'DEMO, no legal force' } }

const room: CertificateRecord['conditions'] = [
  { quantity: 'temperature', title: { zh: '温度', en: 'Temperature' }, from: '21.4', to: '22.0', unit: '℃' },
  { quantity: 'relative humidity', title: { zh: '相对湿度', en: 'Relative humidity' }, from: '48', to: '52', unit: '%' },
]

function indicationRow(id: string, load: string, indication: string, error: string, mpe: string, verdict: Row['verdict']): Row {
  return { id, cells: [value(load), value(indication), value(error)], limits: { lower: `-${mpe}`, upper: mpe }, verdict }
}

function cornerRow(id: string, zh: string, en: string, indication: string, error: string): Row {
  const cells = [place(zh, en), value('5.000'), value(indication), value(error)]
  return { id, cells, limits: { lower: '-5.0', upper: '5.0' }, verdict: 'pass' }
}

const loadColumns = [
  { holds: 'quantity', id: 'L', role: 'reference', symbol: 'L', unit: 'kg', title: { zh: '载荷', en: 'Load' } },
  { holds: 'quantity', id: 'I', role: 'indication', symbol: 'I', unit: 'kg', title: { zh: '示值', en: 'Indication' } },
  { holds: 'quantity', id: 'E', role: 'error', symbol: 'E', unit: 'g', title: { zh: '误差', en: 'Error' } },
] as const

/** 检定证书: an electronic price-computing scale, class III, that passed. Bilingual, demo. */
export const scaleVerification: CertificateRecord = {
  format: 'duheng-certificate/1',
  kind: 'verification',
  number: 'YX-LX-2026-000123',
  publicId: 'q7RkZ2mXw4TnB8vHc3Ls',
  languages: ['zh', 'en'],
  laboratory,
  client: {
    name: { zh: '云溪市南门农贸市场管理有限公司', en: 'Yunxi Nanmen Market Management Co., Ltd.' },
    address: { zh: '云溪市南门街 6 号', en: '6 Nanmen Street, Yunxi' },
    creditCode: '91000000MA0DEMO01X',
  },
  item: {
    name: { zh: '电子计价秤', en: 'Electronic price-computing scale' },
    model: 'ACS-15', serial: '26070815', maker: { zh: '云溪衡器有限公司', en: 'Yunxi Weighing Instruments Co., Ltd.' },
    range: 'Max 15 kg, Min 100 g, e = 5 g', accuracyClass: 'Ⅲ', identityCode: 'YX2026-A7K3-9Q2M',
  },
  dates: { received: '2026-11-18', measuredFrom: '2026-11-20', measuredTo: '2026-11-20', issued: '2026-11-23', validUntil: '2027-11-19' },
  place: { kind: 'client', text: { zh: '云溪市南门农贸市场', en: 'Nanmen Market, Yunxi' } },
  conditions: room,
  procedure: {
    document: 'JJG 539', edition: '2016', title: { zh: '数字指示秤', en: 'Digital Indicating Weighing Instruments' },
    editionSha256: sha('a1'),
  },
  standards: [
    {
      kind: 'measurement standard', name: { zh: '数字指示秤检定装置', en: 'Verification set-up for digital indicating scales' },
      code: '[2023] 云量标法证字第 012 号', range: '(0.1~30) kg', accuracy: 'M₁ 等级',
      certificateNumber: '[2023] 云量标法证字第 012 号', validUntil: '2028-05-31',
    },
    {
      kind: 'reference instrument', name: { zh: 'M₁ 等级砝码', en: 'Class M₁ weights' }, code: 'FM-20-07', range: '1 g~20 kg',
      accuracy: 'M₁ 等级', certificateNumber: 'YX-FM-2026-000045', validUntil: '2027-03-14', certificateSha256: sha('b2'),
    },
  ],
  visualChecks: [
    { title: { zh: '外观与法制计量标志', en: 'Appearance and legal metrology marks' }, verdict: 'pass' },
    { title: { zh: '置零与去皮装置', en: 'Zero and tare devices' }, verdict: 'pass' },
  ],
  tables: [
    {
      id: 'weighing', title: { zh: '称量', en: 'Weighing performance' }, columns: [...loadColumns], judged: 'E', notes: [],
      rows: [
        indicationRow('w1', '0.100', '0.100', '0.5', '2.5', 'pass'),
        indicationRow('w2', '2.500', '2.500', '-0.5', '2.5', 'pass'),
        indicationRow('w3', '5.000', '5.000', '1.0', '5.0', 'pass'),
        indicationRow('w4', '10.000', '10.000', '1.5', '5.0', 'pass'),
        indicationRow('w5', '15.000', '15.005', '3.5', '7.5', 'pass'),
      ],
    },
    {
      id: 'eccentricity', title: { zh: '偏载', en: 'Eccentricity' }, judged: 'E', notes: [],
      columns: [{ holds: 'text', id: 'position', title: { zh: '位置', en: 'Position' } }, ...loadColumns],
      rows: [
        cornerRow('c1', '左前', 'Front left', '5.000', '0.5'), cornerRow('c2', '左后', 'Rear left', '5.000', '-0.5'),
        cornerRow('c3', '右后', 'Rear right', '5.000', '1.0'), cornerRow('c4', '右前', 'Front right', '5.000', '0.5'),
      ],
    },
  ],
  conclusion: { text: { zh: '合格，符合Ⅲ级', en: 'Passed, conforms to class III' }, verdict: 'pass', failed: [] },
  decisionRule: {
    name: 'regulation', source: 'JJG 539-2016',
    text: {
      zh: '按检定规程：修约后的误差不超过最大允许误差即为合格',
      en: 'As the regulation says: the rounded error does not exceed the maximum permissible error',
    },
  },
  persons: { measuredBy: '赵明', checkedBy: '钱红', approvedBy: '孙立' },
  remarks: [{ zh: '加封铅封 1 处。', en: 'One seal applied.' }],
  demo,
  proof: { dataRoot: sha('c3'), engine: { name: 'duheng', version: '0.1.0' }, nonce: '0f1e2d3c4b5a69788796a5b4c3d2e1f0' },
}

function flowRow(id: string, flow: string, shown: string, actual: string, error: string, verdict: Row['verdict']): Row {
  return { id, cells: [value(flow), value(shown), value(actual), value(error)], limits: { lower: '-0.30', upper: '0.30' }, verdict }
}

/** 检定结果通知书: a fuel dispenser that gives too little. Chinese only, demo. */
export const dispenserRejection: CertificateRecord = {
  ...scaleVerification,
  kind: 'rejection',
  number: 'YX-RY-2026-000077',
  publicId: 'Hd5Jx9QpW2sKf7Rt4VbN',
  languages: ['zh'],
  client: { name: { zh: '云溪市衡通加油站' }, address: { zh: '云溪市环城北路 101 号' }, creditCode: '91000000MA0DEMO02X' },
  item: {
    name: { zh: '燃油加油机' }, model: 'JY-2242', serial: '23110452-3', maker: { zh: '云溪石油设备制造有限公司' },
    range: '(5~50) L/min', accuracyClass: 'MPE: ±0.30 %',
  },
  dates: { received: '2026-11-16', measuredFrom: '2026-11-19', measuredTo: '2026-11-20', issued: '2026-11-23' },
  place: { kind: 'client', text: { zh: '云溪市衡通加油站 3 号枪' } },
  procedure: { document: 'JJG 443', edition: '2023', title: { zh: '燃油加油机' }, editionSha256: sha('d4') },
  standards: [{
    kind: 'reference instrument', name: { zh: '标准金属量器' }, code: 'LQ-20-02', range: '20 L', accuracy: 'MPE: ±0.05 %',
    certificateNumber: 'YX-LQ-2026-000009', validUntil: '2027-04-30', certificateSha256: sha('e5'),
  }],
  visualChecks: [{ title: { zh: '外观与标志' }, verdict: 'pass' }, { title: { zh: '封印' }, verdict: 'fail', remark: { zh: '编码器封印缺失' } }],
  tables: [{
    id: 'volume', title: { zh: '体积示值误差' }, judged: 'EV', notes: [{ zh: '体积已修正到量器温度 20 ℃。' }],
    columns: [
      { holds: 'quantity', id: 'q', role: 'nominal', symbol: 'q', unit: 'L/min', title: { zh: '流量' } },
      { holds: 'quantity', id: 'VJ', role: 'indication', symbol: 'V_J', unit: 'L', title: { zh: '加油机示值' } },
      { holds: 'quantity', id: 'VB', role: 'reference', symbol: 'V_B', unit: 'L', title: { zh: '实际体积' } },
      { holds: 'quantity', id: 'EV', role: 'error', symbol: 'E_V', unit: '%', title: { zh: '示值误差' } },
    ],
    rows: [
      flowRow('f1', '40', '20.00', '19.92', '0.40', 'fail'), flowRow('f2', '20', '20.00', '19.95', '0.25', 'pass'),
      flowRow('f3', '5', '20.00', '19.97', '0.15', 'pass'),
    ],
  }],
  conclusion: {
    text: { zh: '不合格' },
    verdict: 'fail',
    failed: [{ zh: '流量 40 L/min 时示值误差 0.40 %，超过最大允许误差 ±0.30 %' }, { zh: '编码器封印缺失' }],
  },
  decisionRule: { name: 'regulation', source: 'JJG 443-2023', text: { zh: '按检定规程：修约后的误差不超过最大允许误差即为合格' } },
  remarks: [],
}

function emfRow(id: string, nominal: string, temperature: string, emf: string, error: string): Row {
  const uncertainty = { U: '1.2', k: '2', p: '0.95' }
  return { id, cells: [value(nominal), value(temperature), value(emf), { holds: 'value', value: error, uncertainty }] }
}

/** 校准证书: a type K thermocouple, values with U and no statement of conformity. Bilingual, not a demo. */
export const thermocoupleCalibration: CertificateRecord = {
  ...scaleVerification,
  kind: 'calibration',
  number: 'YX-RD-2026-000310',
  publicId: 'Zc8Lm3TvY6qGp1XwE9Ra',
  client: {
    name: { zh: '云溪精密铸造有限公司', en: 'Yunxi Precision Casting Co., Ltd.' },
    address: { zh: '云溪经济开发区一号路 9 号', en: '9 First Road, Yunxi Development Zone' },
  },
  item: {
    name: { zh: '廉金属热电偶', en: 'Base-metal thermocouple' }, model: 'WRN-230 (K)', serial: 'K-0917',
    maker: { zh: '云溪仪表厂', en: 'Yunxi Instrument Works' }, range: '(0~1000) ℃', assetNumber: 'TC-F2-03',
  },
  dates: { received: '2026-11-12', measuredFrom: '2026-11-17', measuredTo: '2026-11-18', issued: '2026-11-23' },
  place: { kind: 'laboratory', text: { zh: '本所热工实验室', en: 'Thermal laboratory of the institute' } },
  procedure: {
    document: 'JJF 1637', edition: '2017', editionSha256: sha('f6'),
    title: { zh: '廉金属热电偶校准规范', en: 'Calibration Specification for Base Metal Thermocouples' },
  },
  standards: [{
    kind: 'reference instrument', code: 'S-1-04',
    name: { zh: '一等标准铂铑10-铂热电偶', en: 'First-grade standard Pt10%Rh-Pt thermocouple' },
    range: '(419.527~1084.62) ℃', accuracy: 'U = 0.6 ℃ (k = 2)',
    certificateNumber: 'RGjc2026-0555', validUntil: '2027-06-30', certificateSha256: sha('07'),
  }],
  visualChecks: [],
  tables: [{
    id: 'emf', title: { zh: '校准结果', en: 'Calibration results' }, notes: [{ zh: '参考端温度 0 ℃。', en: 'Reference junction at 0 °C.' }],
    columns: [
      { holds: 'quantity', id: 't', role: 'nominal', symbol: 't', unit: '℃', title: { zh: '校准点', en: 'Nominal' } },
      { holds: 'quantity', id: 'ts', role: 'reference', symbol: 't_s', unit: '℃', title: { zh: '实际温度', en: 'Temperature' } },
      { holds: 'quantity', id: 'e', role: 'indication', symbol: 'E', unit: 'mV', title: { zh: '热电动势', en: 'Electromotive force' } },
      { holds: 'quantity', id: 'dt', role: 'error', symbol: 'Δt', unit: '℃', title: { zh: '示值误差', en: 'Error' } },
    ],
    rows: [
      emfRow('p400', '400', '400.3', '16.432', '0.5'), emfRow('p600', '600', '599.8', '24.951', '1.3'),
      emfRow('p800', '800', '800.1', '33.349', '1.7'), emfRow('p1000', '1000', '999.6', '41.355', '2.5'),
    ],
  }],
  conclusion: { text: { zh: '仅给出校准结果，不作符合性判定', en: 'Results only; no statement of conformity' }, failed: [] },
  decisionRule: { name: 'none', text: { zh: '未约定判定规则', en: 'No decision rule was agreed' } },
  remarks: [{ zh: '扩展不确定度按 JJF 1059.1-2012 评定。', en: 'Expanded uncertainty evaluated according to JJF 1059.1-2012.' }],
  demo: undefined,
}

export const exampleRecords = [scaleVerification, dispenserRejection, thermocoupleCalibration] as const
