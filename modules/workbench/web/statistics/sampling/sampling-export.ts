// A plan as tables for a spreadsheet. Pure but for the words.
import type { ExportTable } from '../files.ts'
import type { Design } from './design.ts'
import { planText } from './plan-text.ts'
import type { SamplingBody } from '../../../sampling-body.ts'
import { samplingWords, WAY_WORDS } from './sampling-words.ts'

type Given = { readonly body: SamplingBody; readonly design: Design | undefined; readonly language: 0 | 1 }

export function samplingTables({ body, design, language }: Given): ExportTable[] {
  if (design === undefined) return []
  const t = samplingWords[language === 1 ? 'en' : 'zh-CN']
  const { curve, points, atP1, atP2, quantiles, aoql, N } = design
  return [
    {
      name: t.plan, heads: [t.plan, ''],
      rows: [
        [t.way, WAY_WORDS[body.way][language]], [t.N, N ?? ''], [t.plan, planText(design, t)], ['p1', points.p1], [t.accepted, atP1], ['p2', points.p2], [t.accepted, atP2],
        ...quantiles.map(({ accepted, p }) => [`p (${accepted})`, p]), ...(aoql === undefined ? [] : [[t.aoql, aoql.aoq]]),
      ],
    },
    { name: t.curve, heads: [t.quality, t.accepted, t.aoq, t.ati], rows: curve.map(({ p, accepted, aoq, ati }) => [p, accepted, aoq, ati]) },
  ]
}
