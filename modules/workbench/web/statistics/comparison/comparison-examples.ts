// Comparisons to begin from: published ones, whose numbers are facts with their source, and invented ones, which say so.
import type { Pair } from '#ui/i18n.ts'
import type { Example } from '../../../example.ts'
import { emptyComparison, type ComparisonBody } from '../../../comparison-body.ts'

const INVENTED: Pair = ['虚构数据', 'invented data']

const columns = (labs: readonly string[], x: readonly string[], u: readonly string[]) => labs.map((lab, i) => [lab, x[i] ?? '', u[i] ?? ''])

export const comparisonExamples: readonly Example<ComparisonBody>[] = [
  {
    id: 'pcb28', title: ['沉积物中 PCB 28（结果不一致）', 'PCB 28 in a sediment (inconsistent results)'], source: ['CCQM-K25', 'CCQM-K25'],
    bodyIn: () => ({
      ...emptyComparison, unit: 'µg/kg',
      rows: columns(['IRMM', 'KRISS', 'NARL', 'NIST', 'NMIJ', 'NRC'], ['34.3', '32.9', '34.53', '32.42', '31.9', '35.8'], ['1.03', '0.69', '0.83', '0.29', '0.4', '0.38']),
    }),
  },
  {
    id: 'planck', title: ['普朗克常数（三个结果）', 'Planck constant (three results)'], source: ['NIST Decision Tree', 'NIST Decision Tree'],
    bodyIn: () => ({ ...emptyComparison, unit: '10⁻³⁴ J s', rows: columns(['1', '2', '3'], ['6.62607013', '6.62607006', '6.62606993'], ['6e-8', '1.65e-7', '8.9e-8']) }),
  },
  {
    id: 'pilot', title: ['主导实验室给定参考值（100 g 砝码）', 'Reference of a pilot (weight of 100 g)'], source: INVENTED,
    bodyIn: (language) => ({
      ...emptyComparison, unit: 'mg', stated: 'U', k: '2', reference: 'given', given: { x: '0.12', U: '0.05', k: '2' },
      rows: columns(language === 0 ? ['甲所', '乙所', '丙所', '丁所', '戊所', '己所'] : ['Lab 1', 'Lab 2', 'Lab 3', 'Lab 4', 'Lab 5', 'Lab 6'], ['0.15', '0.08', '0.31', '0.10', '0.19', '0.02'], ['0.10', '0.10', '0.15', '0.08', '0.12', '0.16']),
    }),
  },
  {
    id: 'creosote', title: ['杂酚油（算法 A）', 'Creosote oil (Algorithm A)'], source: ['ISO 5725-5', 'ISO 5725-5'],
    bodyIn: () => ({
      ...emptyComparison, purpose: 'proficiency', unit: '%',
      rows: ['24.14', '20.155', '19.5', '20.3', '20.705', '17.57', '20.1', '20.94', '21.185'].map((x, i) => [String(i + 1), x]),
    }),
  },
  {
    id: 'round', title: ['能力验证一轮（24 个参加者）', 'A round of proficiency testing (24 participants)'], source: INVENTED,
    bodyIn: () => ({
      ...emptyComparison, purpose: 'proficiency', unit: 'mg/kg', stated: 'U', k: '2',
      rows: [
        '1.92', '2.03', '1.98', '2.11', '1.87', '2.05', '1.95', '2.00', '2.44', '1.99', '1.90', '2.08', '2.02', '1.96', '1.58', '2.04', '1.93', '2.01', '1.97', '2.15', '1.88', '2.06', '1.94', '2.27',
      ].map((x, i) => [String(i + 1).padStart(2, '0'), x, ['0.12', '0.15', '0.10', '0.20'][i % 4] ?? '']),
    }),
  },
]
