// Lots to begin from; their numbers are invented, the rules they are worked out by are not.
import type { Pair } from '#ui/i18n.ts'
import type { Example } from '../../../example.ts'
import { emptyPackage, type PackageBody } from '../../../package-body.ts'

const INVENTED: Pair = ['虚构数据', 'invented data']

/** Fifty packages of 500 g: one is short by more than T. */
const RICE = [
  500.8, 499.2, 501.5, 498.6, 500.1, 502.3, 497.9, 500.6, 499.8, 501.1, 503.0, 498.2, 500.4, 499.5, 501.9, 496.8, 500.9, 499.1, 502.6, 500.2, 498.9, 501.3, 499.7, 500.5, 497.4,
  502.0, 499.3, 500.7, 501.6, 498.4, 500.0, 484.6, 501.2, 499.9, 503.4, 498.0, 500.3, 501.8, 499.4, 500.6, 497.6, 502.2, 500.1, 499.0, 501.4, 498.7, 500.9, 502.8, 499.6, 500.5,
].map((value) => value.toFixed(1))

export const packageExamples: readonly Example<PackageBody>[] = [
  {
    id: 'rice', title: ['500 g 大米，400 袋（2005 版）', 'Rice of 500 g, 400 bags (edition of 2005)'], source: INVENTED,
    bodyIn: (language) => ({ ...emptyPackage, product: language === 0 ? '大米' : 'Rice', date: '2023-05-01', nominal: '500', N: '400', contents: RICE }),
  },
  {
    id: 'summary', title: ['只有平均与标准差：499.2 g，2.0 g', 'Mean and standard deviation alone: 499.2 g, 2.0 g'], source: INVENTED,
    bodyIn: () => ({ ...emptyPackage, date: '2023-05-01', nominal: '500', N: '400', entry: 'summary', summary: { mean: '499.2', s: '2.0', t1: '0', t2: '0' } }),
  },
  {
    id: 'gross', title: ['毛重与皮重：250 g 蜂蜜，30 瓶', 'Gross and tare: a lot of 30 jars of 250 g'], source: INVENTED,
    bodyIn: (language) => ({
      ...emptyPackage, product: language === 0 ? '蜂蜜' : 'Honey', date: '2023-05-01', nominal: '250', N: '30', entry: 'gross',
      gross: ['412.3', '410.8', '413.1', '411.0', '409.6', '412.7', '411.9', '410.2', '413.4', '411.5'], tares: ['161.2', '160.8', '161.5', '160.9', '161.1', '161.4', '160.7', '161.0', '161.3', '161.1'],
    }),
  },
  {
    id: 'today', title: ['今天的版本：方案未取得，不作判定', 'The edition of today: its plan is not known, nobody is judged'], source: INVENTED,
    bodyIn: (language) => ({ ...emptyPackage, product: language === 0 ? '大米' : 'Rice', date: '2026-11-23', nominal: '500', N: '400', contents: RICE }),
  },
  {
    id: 'new-zealand', title: ['新西兰平均量制度，120 件', 'New Zealand, average quantity, 120 packages'], source: INVENTED,
    bodyIn: () => ({ ...emptyPackage, date: '2023-05-01', rule: 'NZ-SR-1999-373', nominal: '500', N: '120', contents: RICE.slice(0, 12) }),
  },
]
