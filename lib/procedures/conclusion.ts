// The overall conclusion of a measurement. 检定: 合格 or 不合格, nothing between; before everything is there, "not yet".
// What nobody adopted passes and fails nobody: concludeUnder takes the standing of the procedure's edition.

import type { Bilingual } from '@duheng/rules/citation.ts'
import type { Standing } from '@duheng/rules/standing.ts'
import type { Check } from './judge.ts'
import { findingWords } from './parameters.ts'
import type { Finding } from './parameters.ts'
import type { Procedure } from './read.ts'

/** `complete`: every required cell is filled and every check decided. A calibration without limits has 'no verdict'. */
export type Conclusion = {
  verdict: '合格' | '不合格' | 'not yet' | 'no verdict'
  complete: boolean
  failing: string[]
  pending: string[]
  reasons: Bilingual[]
}

export function conclude(
  procedure: Procedure,
  checks: readonly Check[],
  pendingCells: readonly string[],
  problems: readonly Finding[],
): Conclusion {
  const failed = checks.filter(({ verdict }) => verdict === 'fail')
  const undecided = checks.filter(({ verdict }) => verdict === 'not yet').map(({ id }) => id)
  const refusals = problems.filter(({ kind }) => kind === 'refusal')
  const pending = [...new Set([...pendingCells, ...undecided])]
  const unplanned = checks.length === 0 && pendingCells.length === 0 && refusals.length > 0
  const complete = pending.length === 0 && refusals.length === 0 && !unplanned
  const failing = failed.map(({ id }) => id)
  const conditionsStand = ![...pendingCells, ...refusals.map(({ path }) => path)].some((path) => path.startsWith('conditions.'))
  const head = { complete, failing, pending }
  if (procedure.file.decision.rule === 'as agreed') {
    return { ...head, verdict: complete ? 'no verdict' : 'not yet', reasons: complete ? [] : unfinished(pending, refusals) }
  }
  if (failed.length > 0 && conditionsStand) {
    return {
      ...head,
      verdict: '不合格',
      reasons: failed.map(({ zh, en, shown }) => ({ zh: `不符合：${zh}（${shown}）`, en: `Not met: ${en} (${shown})` })),
    }
  }
  if (!complete) return { ...head, verdict: 'not yet', reasons: unfinished(pending, refusals) }
  return { ...head, verdict: '合格', reasons: [{ zh: procedure.file.decision.zh, en: procedure.file.decision.en }] }
}

function unfinished(pending: readonly string[], refusals: readonly Finding[]): Bilingual[] {
  const open = pending.length === 0 ? [] : [{ zh: `还有 ${pending.length} 项未完成。`, en: `${pending.length} items are still open.` }]
  return [...refusals.map(findingWords), ...open]
}

export type StandingConclusion = Conclusion | (Omit<Conclusion, 'verdict'> & { verdict: 'not adopted'; computed: Conclusion['verdict'] })

/** The conclusion as it may be used: without adoption the computed verdict is shown and decides nothing. */
export function concludeUnder(conclusion: Conclusion, standing: Standing): StandingConclusion {
  if (standing !== 'not adopted' || conclusion.verdict === 'not yet' || conclusion.verdict === 'no verdict') return conclusion
  const reason = {
    zh: '规程数据尚未经两人对照原文采用，只供参考。',
    en: 'Two persons have not yet adopted this edition against the document: for information only.',
  }
  return { ...conclusion, verdict: 'not adopted', computed: conclusion.verdict, reasons: [reason, ...conclusion.reasons] }
}
