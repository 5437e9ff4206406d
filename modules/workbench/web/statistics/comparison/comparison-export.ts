// A comparison as tables for a spreadsheet. Pure but for the words.
import type { Found } from '@duheng/decisions/refusal.ts'
import type { RoundScores } from '@duheng/statistics/proficiency.ts'
import { say, type Pair } from '#ui/i18n.ts'
import type { ExportTable } from '../files.ts'
import type { ComparisonBody } from '../../../comparison-body.ts'
import { comparisonWords, METHOD_WORDS } from './comparison-words.ts'
import type { Answer, Read, Slow } from './compare.ts'

type Given = {
  readonly body: ComparisonBody
  readonly read: Read
  readonly answer: Answer | undefined
  readonly slow: Slow | undefined
  readonly scores: Found<RoundScores> | undefined
  readonly language: 0 | 1
}

export function comparisonTables({ body, read, answer, slow, scores, language }: Given): ExportTable[] {
  const name = language === 1 ? 'en' : 'zh-CN'
  const t = comparisonWords[name]
  const inWords = (pair: Pair) => say(pair, name)
  if (read.laboratories.length === 0) return []
  const inUnit = body.unit === '' ? '' : ` / ${body.unit}`
  if (scores?.ok === true) {
    const round = scores.value
    return [
      { name: t.scores, heads: [t.lab, `x${inUnit}`, round.score, 'ζ', 'En', t.verdict], rows: round.results.map(({ lab, score, zeta, en }, i) => [lab, read.laboratories[i]?.x, score.score, zeta?.score, en?.score, t[score.says]]) },
      { name: t.assigned, heads: ['x_pt', 'u(x_pt)', 'σ_pt'], rows: [[round.assigned, round.uAssigned, round.sigma], ...round.reasons.map((one) => [inWords([one.zh, one.en])])] },
    ]
  }
  const degrees = answer?.degrees?.ok === true ? answer.degrees.value : []
  const weights = answer?.reference?.ok === true ? answer.reference.value.weights : undefined
  const recommendation = slow?.recommendation.ok === true ? slow.recommendation.value : undefined
  return [
    {
      name: t.laboratories, heads: [t.lab, `x${inUnit}`, `u${inUnit}`, 'ν', t.weight, `D${inUnit}`, `U(D)${inUnit}`, 'En', t.verdict],
      rows: read.laboratories.map(({ lab, x, u, dof }, i) => [lab, x, u, dof, weights?.[i], degrees[i]?.d, degrees[i]?.U, degrees[i]?.en, degrees[i] === undefined ? undefined : degrees[i].equivalent ? t.satisfactory : t.unsatisfactory]),
    },
    ...(answer === undefined ? [] : [{
      name: t.reference, heads: [t.method, `${t.reference}${inUnit}`, 'u', 'τ', t.use],
      rows: [
        ...answer.ways.flatMap(({ name: way, reference }) => (reference.ok ? [[inWords(METHOD_WORDS[way]), reference.value.value, reference.value.u, Math.sqrt(reference.value.tau2), answer.reference?.ok === true && answer.reference.value.name === way ? '✓' : '']] : [])),
        ...(answer.reference?.ok === true && answer.reference.value.name === 'given' ? [[inWords(METHOD_WORDS.given), answer.reference.value.value, answer.reference.value.u, 0, '✓']] : []),
        ...(recommendation === undefined ? [] : [[t.recommendedIs({ method: inWords(METHOD_WORDS[recommendation.method]) })], ...[...recommendation.reasons, ...recommendation.cautions].map((one) => [inWords([one.zh, one.en])])]),
      ],
    }]),
    ...(answer?.pairs.ok === true && answer.pairs.value.length > 0 ? [{ name: t.pairs({ n: answer.pairs.value.length }), heads: [t.first, t.second, `D${inUnit}`, `U${inUnit}`, 'En'], rows: answer.pairs.value.map(({ labs, d, U, en }) => [labs[0], labs[1], d, U, en]) }] : []),
  ]
}
