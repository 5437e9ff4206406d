// Charts to begin from: a published series, and invented check measurements, which say so.
import type { Pair } from '#ui/i18n.ts'
import type { Example } from '../../../example.ts'
import { emptyChart, type ChartBody } from '../../../chart-body.ts'

const INVENTED: Pair = ['虚构数据', 'invented data']
const MONTGOMERY = [
  '9.45', '7.99', '9.29', '11.66', '12.16', '10.18', '8.04', '11.46', '9.20', '10.34', '9.03', '11.47', '10.51', '9.40', '10.08', '9.37', '10.62', '10.31', '8.52', '10.84', '10.90', '9.33', '12.29', '11.50',
  '10.60', '11.08', '10.38', '11.62', '11.31', '10.52',
]
const single = (values: readonly string[]) => values.map((value, i) => [String(i + 1), value])

/** Difference from nominal of a check weight of 100 g, weighed every week; from the 21st on its balance drifts. */
const CHECK = [
  '0.12', '0.18', '0.09', '0.15', '0.21', '0.13', '0.10', '0.17', '0.14', '0.11', '0.19', '0.16', '0.08', '0.14', '0.20', '0.12', '0.15', '0.13', '0.17', '0.11', '0.18', '0.17', '0.19', '0.22', '0.18', '0.21', '0.19', '0.24', '0.20', '0.41',
]
const SUBGROUPS = [
  '10.01 10.03 10.02 10.00 10.02', '10.02 10.01 10.03 10.02 10.01', '10.00 10.02 10.01 10.03 10.02', '10.03 10.02 10.02 10.01 10.03', '10.02 10.00 10.01 10.02 10.03', '10.01 10.02 10.04 10.02 10.00',
  '10.03 10.01 10.02 10.00 10.02', '10.02 10.03 10.01 10.02 10.02', '10.00 10.01 10.02 10.03 10.01', '10.02 10.02 10.03 10.01 10.00', '10.01 10.03 10.02 10.02 10.01', '10.02 10.01 10.00 10.02 10.03',
  '10.03 10.02 10.01 10.02 10.02', '10.01 10.00 10.02 10.03 10.02', '10.02 10.02 10.01 10.01 10.03', '10.00 10.02 10.03 10.02 10.01', '10.02 10.01 10.02 10.00 10.03', '10.04 10.05 10.06 10.04 10.05',
  '10.02 10.03 10.01 10.02 10.00', '10.01 10.09 10.02 10.00 10.02',
]

export const chartExamples: readonly Example<ChartBody>[] = [
  {
    id: 'check-weight', title: ['核查标准：100 g 砝码，单值–移动极差', 'Check standard: weight of 100 g, individuals'], source: INVENTED,
    bodyIn: (language) => ({ ...emptyChart, quantity: language === 0 ? '示值与标称值之差' : 'Difference from nominal', unit: 'mg', baseline: '20', rows: CHECK.map((value, i) => [language === 0 ? `第${i + 1}周` : `week ${i + 1}`, value]) }),
  },
  {
    id: 'subgroups', title: ['每天五次：X̄–R', 'Five readings a day: X̄–R'], source: INVENTED,
    bodyIn: () => ({ ...emptyChart, kind: 'X̄–R', unit: 'V', size: '5', rows: SUBGROUPS.map((line, i) => [String(i + 1), ...line.split(' ')]) }),
  },
  {
    id: 'cusum', title: ['小偏移：累积和', 'A small shift: CUSUM'], source: ['Montgomery 表 9.1', 'Montgomery, table 9.1'],
    bodyIn: () => ({ ...emptyChart, kind: 'CUSUM', size: '1', basis: 'given', given: { mean: '10', sigma: '1' }, rows: single(MONTGOMERY) }),
  },
  {
    id: 'ewma', title: ['小偏移：加权移动平均', 'A small shift: EWMA'], source: ['Montgomery 表 9.1', 'Montgomery, table 9.1'],
    bodyIn: () => ({ ...emptyChart, kind: 'EWMA', size: '1', basis: 'given', given: { mean: '10', sigma: '1' }, ewma: { lambda: '0.1', L: '2.7' }, rows: single(MONTGOMERY) }),
  },
]
