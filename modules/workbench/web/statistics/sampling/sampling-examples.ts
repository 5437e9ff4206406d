// Plans to begin from: their numbers are those of the documents named.
import type { Pair } from '#ui/i18n.ts'
import type { Example } from '../../../example.ts'
import { emptySampling, type SamplingBody } from '../../../sampling-body.ts'

const INVENTED: Pair = ['虚构数据', 'invented data']

export const samplingExamples: readonly Example<SamplingBody>[] = [
  { id: 'mid-f', title: ['1 % 接受 95 %、7 % 接受 5 %，批量 1000', '95 % at 1 %, 5 % at 7 %, lot of 1000'], source: ['2014/32/EU 模块 F', '2014/32/EU, module F'], bodyIn: () => emptySampling },
  { id: 'aql', title: ['查表：水平 II，AQL 1.0，批量 1000', 'By table: level II, AQL 1.0, lot of 1000'], source: ['GB/T 2828.1', 'GB/T 2828.1'], bodyIn: () => ({ ...emptySampling, way: 'aql', points: { p1: '1', alpha: '5', p2: '6.5', beta: '10' } }) },
  { id: 'lq', title: ['孤立批：LQ 8.0，批量 1000', 'An isolated lot: LQ 8.0, lot of 1000'], source: ['GB/T 2828.2', 'GB/T 2828.2'], bodyIn: () => ({ ...emptySampling, way: 'lq', points: { p1: '0.7', alpha: '5', p2: '8', beta: '10' } }) },
  { id: 'double', title: ['二次抽样 50 + 50', 'Double sampling, 50 and 50'], source: INVENTED, bodyIn: () => ({ ...emptySampling, way: 'double', N: '2000', points: { p1: '1', alpha: '5', p2: '8', beta: '10' } }) },
  { id: 'variables', title: ['计量抽样，σ 未知', 'By variables, σ unknown'], source: INVENTED, bodyIn: () => ({ ...emptySampling, way: 'variables', N: '' }) },
  {
    id: 'meters', title: ['在用水表一批 881 台', 'A lot of 881 water meters in service'], source: INVENTED,
    bodyIn: () => ({ ...emptySampling, way: 'meters', N: '881', meters: { rule: 'DE-utility-meters', kind: 'water', failed: '1', strata: [['2015', '60', '1'], ['2016', '61', '0']] } }),
  },
]
