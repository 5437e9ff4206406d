// What a second pair of eyes should look at before passing a record: near limits, repeats that are all alike, values changed by hand,
// a standard near its end. Flags decide nothing: a flagged item is checked one by one instead of in bulk. Pure.
import { abs, cmp, div, parseDecimal } from '@duheng/quantity/decimal.ts'
import type { Words } from '#platform/http/problem.ts'
import { addDays, civilDate } from '@duheng/calendar/civil-date.ts'
import type { Measurement } from './measurement.ts'
import { corrections, counting } from './reading.ts'

export type Flag = { kind: 'near limit' | 'identical repeats' | 'corrected' | 'standard ends soon' | 'start-up standard' | 'unusual' | 'not adopted'; where: string; zh: string; en: string }

/** House rules, not law: when a result is looked at twice. */
const NEAR = { n: 4n, d: 5n }
const SOON_DAYS = 30
const REPEATS_MIN = 5

export function flagsOf(m: Measurement, day: string): Flag[] {
  return [...nearLimits(m), ...identical(m), ...corrected(m), ...standards(m, day), ...unusual(m), ...notAdopted(m)]
}

const flag = (kind: Flag['kind'], where: string, words: Words): Flag => ({ kind, where, zh: words[0], en: words[1] })

function nearLimits(m: Measurement): Flag[] {
  return m.procedure.procedure.file.steps.flatMap((step) => {
    const of = step.judge?.find((j) => j.within !== undefined)?.of
    return m.computed.points.filter((p) => p.step === step.id && p.verdict === 'pass').flatMap((p) => {
      const value = p.values.find((v) => v.symbol === of)
      if (value?.state !== 'known' || p.mpe?.state !== 'known' || value.unit !== p.mpe.unit) return []
      const e = parseDecimal(value.text)
      const limit = parseDecimal(p.mpe.text)
      if (!e.ok || !limit.ok || limit.value.n === 0n || cmp(div(abs(e.value), abs(limit.value)), NEAR) < 0) return []
      return [flag('near limit', p.id, [`近限：${value.text} ${value.unit}，允许 ±${p.mpe.text}`, `Near the limit: ${value.text} ${value.unit}, ±${p.mpe.text} allowed`])]
    })
  })
}

/** Many repetitions of a point with one and the same typed text: possible, but worth a look. */
function identical(m: Measurement): Flag[] {
  const texts = counting(m.readings)
  return m.computed.plan.steps.filter((s) => s.kind === 'measurement').flatMap((step) => step.points.flatMap((point) => {
    const names = [...new Set(point.cells.filter((c) => c.repetition !== undefined).map((c) => c.name))]
    return names.flatMap((name) => {
      const typed = point.cells.filter((c) => c.name === name).flatMap((c) => texts.get(c.id)?.text ?? [])
      return typed.length >= REPEATS_MIN && new Set(typed).size === 1
        ? [flag('identical repeats', `${step.id}.${point.id}`, [`${typed.length} 次重复读数完全相同`, `${typed.length} repeated readings are all alike`])] : []
    })
  }))
}

function corrected(m: Measurement): Flag[] {
  const struck = corrections(m.readings).length
  return struck === 0 ? [] : [flag('corrected', '', [`手改 ${struck} 处`, `${struck} values were changed by hand`])]
}

function standards(m: Measurement, day: string): Flag[] {
  const soon = addDays(civilDate(day), SOON_DAYS)
  return m.standards.flatMap((s) => [
    ...(s.certificate.validUntil !== null && s.certificate.validUntil <= soon ? [flag('standard ends soon', s.code, [`标准器 ${s.code} ${s.certificate.validUntil} 到期`, `Standard ${s.code} ends on ${s.certificate.validUntil}`])] : []),
    ...(s.certificate.origin === 'start-up' ? [flag('start-up standard', s.code, [`标准器 ${s.code} 的证书在启动模式中登记`, `The certificate of ${s.code} was entered in the start-up time`])] : []),
  ])
}

const unusual = (m: Measurement): Flag[] => m.computed.problems.filter((p) => p.kind === 'question').slice(0, 20).map((p) => flag('unusual', p.path, [p.zh, p.en]))

const notAdopted = (m: Measurement): Flag[] => (m.procedure.standing === 'not adopted'
  ? [flag('not adopted', '', ['规程数据未采纳：不判定', 'The edition is not adopted: it decides nothing'])] : [])
