// The cells of a record in the words of its page, for sentences that are read away from the cell. Pure.
import type { Plan } from '@duheng/procedures/plan.ts'
import { whereOf } from '@duheng/procedures/readings.ts'
import type { Words } from '#platform/http/problem.ts'

/** Cell id → "偏载“左前”第 2 次 附加小砝码". */
export function cellNames(plan: Plan): ReadonlyMap<string, Words> {
  return new Map(plan.steps.flatMap((step) => step.points.flatMap((point) => point.cells.map((cell): [string, Words] => {
    if (step.kind !== 'measurement') return [cell.id, [cell.zh, cell.en]]
    const where = whereOf(step, point, cell.repetition)
    return [cell.id, [`${where.zh} ${cell.zh}`, `${where.en}, ${cell.en}`]]
  }))))
}
