// Takes one step of one item: decide by the workflow, record the act and the step, write the projection. The only place that changes a state.
import { civilDate } from '@duheng/calendar/civil-date.ts'
import type { Clock as DayClock } from '@duheng/calendar/clock.ts'
import { effective } from '@duheng/rules/layer.ts'
import type { Workflow } from '@duheng/rules/workflow.ts'
import { recordAct } from '#platform/acts/acts.ts'
import { instant, today } from '#platform/clock.ts'
import type { Clock } from '#platform/clock.ts'
import type { Tx } from '#platform/db/database.ts'
import { Refusal } from '#platform/http/problem.ts'
import type { Actor } from '#platform/may/may.ts'
import { readClock } from '#platform/workflow/clocks.ts'
import type { ClockReading, DatedStep } from '#platform/workflow/clocks.ts'
import { decide } from '#platform/workflow/workflow.ts'
import type { Decision, FieldValue, GuardAnswers } from '#platform/workflow/workflow.ts'
import { release } from '#modules/rulebook/contract.ts'
import { changeItem } from './order-store.ts'
import type { ItemRow } from './order-store.ts'
import { addSteps, stepsOf } from './step-store.ts'
import { isStaffOf, workflowRoles } from './roles.ts'

export type StepAsked = {
  item: ItemRow
  transition: string
  actor: Actor
  fields: ReadonlyMap<string, FieldValue>
  guards: GuardAnswers
  /** What else of the projection changes with the step. */
  change?: Partial<Pick<ItemRow, 'received_on' | 'verifier_id' | 'procedure_document' | 'procedure_sha256' | 'shelf'>>
  /** Roles of the house itself ('system' issues). */
  also?: readonly string[]
}

/** The workflow an item started with; a release that lost it cannot go on with the item. */
export function workflowOf(item: { workflow_id: string }): Workflow {
  const workflow = release().workflows.get(item.workflow_id)
  if (!workflow) throw new Error(`the workflow ${item.workflow_id} is not in this release`)
  return workflow
}

/** Decides and, when the decision is yes, records. The caller holds the item's lock. */
export async function takeStep(tx: Tx, clock: Clock, asked: StepAsked): Promise<Decision> {
  const { item, actor } = asked
  const workflow = workflowOf(item)
  const roles = [...workflowRoles(actor, item), ...(asked.also ?? [])]
  const decision = decide(workflow, { state: item.state, transition: asked.transition, roles, guards: asked.guards, fields: asked.fields })
  if (!decision.ok) return decision
  const at = instant(clock)
  const fields = Object.fromEntries(asked.fields)
  const act = await recordAct(tx, clock, {
    actor: actor.personId, org: isStaffOf(actor, item.org_id) ? item.org_id : item.client_org_id, verb: `item.${asked.transition.replaceAll(' ', '-')}`, object: `item:${item.id}`,
    payload: { from: item.state, to: decision.to, fields, ...asked.change },
  })
  await addSteps(tx, [{
    item_id: item.id, org_id: item.org_id, client_org_id: item.client_org_id, transition: asked.transition, from_state: item.state, to_state: decision.to,
    workflow_sha256: workflow.hash, actor_id: actor.personId, actor_name: actor.name, at, on: today(clock), fields: JSON.stringify(fields), act_no: act,
  }])
  const due = dueOf(await clockOf(tx, item, today(clock)))
  await changeItem(tx, item.id, { ...asked.change, state: decision.to, due_on: due }, at)
  return decision
}

/** A refusal by the workflow as problem+json: every unmet guard with its rule. */
export function refuseStep(decision: Extract<Decision, { ok: false }>): Refusal {
  const fields = decision.unmet.map((u) => ({ field: u.name, rule: u.rule, words: u.words }))
  const first = decision.unmet[0]
  const status = first?.what === 'role' ? 403 : first?.what === 'field' ? 422 : 409
  return new Refusal(status, first?.what === 'guard' ? 'guard' : `step-${first?.what ?? 'refused'}`, decision.words, { fields, extra: { unmet: decision.unmet.map((u) => u.name), rule: first?.rule } })
}

export type ItemClock = ClockReading & { rule?: { id: string; zh: string; en: string; days: number; unit: string; document: string; clause: string | undefined; grade: string } }

/** The statutory clock of an item on a day. A calibration has none: its date is agreed. */
export async function clockOf(tx: Tx, item: Pick<ItemRow, 'id' | 'kind' | 'workflow_id'>, day: string): Promise<ItemClock> {
  const clock = workflowOf(item).clocks[0]
  if (item.kind !== 'verification' || !clock) return { state: 'not started' }
  const steps = (await stepsOf(tx, item.id)).map((s): DatedStep => ({ transition: s.transition, on: civilDate(s.on) }))
  const rule = effective(release().rules, clock.rule, civilDate(day))
  if (!rule || rule.edition.value.kind !== 'clock') return { state: 'not started' }
  const { days, unit, event } = rule.edition.value
  const dayClock: DayClock = { value: days, unit, from: event }
  const { source, grade } = rule.edition
  return {
    ...readClock(clock, dayClock, steps, civilDate(day), release().calendar),
    rule: { id: rule.rule.id, zh: rule.rule.zh, en: rule.rule.en, days, unit, document: source.document, clause: source.clause, grade },
  }
}

const dueOf = (reading: ItemClock): string | null => (reading.state === 'running' || reading.state === 'paused' ? reading.last : null)
