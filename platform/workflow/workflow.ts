// Runs a legal workflow that is data: which transition is open to whom, what stands in its way, where it leads.
// Pure and small: the workflow is read by lib/rules, guards are answered by the module that knows the facts.
// Absent: SQL, the clock of the day, delegation, bulk acts.
import type { Workflow, WorkflowTransition } from '@duheng/rules/workflow.ts'
import type { Words } from '#platform/http/problem.ts'

/** What a module found out about one guard. `rule` names document, clause and edition, or the house rule that asks. */
export type GuardAnswer = { ok: true } | { ok: false; words: Words; rule: string }
export type GuardAnswers = ReadonlyMap<string, GuardAnswer>
export type FieldValue = string | readonly string[]

export type Unmet = {
  what: 'transition' | 'state' | 'role' | 'guard' | 'field'
  /** Name of the guard, field or role concerned. */
  name: string
  words: Words
  rule: string
}

export type Asked = {
  /** undefined opens a case. */
  state: string | undefined
  transition: string
  roles: readonly string[]
  guards: GuardAnswers
  fields: ReadonlyMap<string, FieldValue>
}

export type Decision =
  | { ok: true; to: string; documents: readonly string[] }
  | { ok: false; words: Words; unmet: readonly Unmet[] }

/** Whether the transition may be made now, and where it leads; otherwise everything that stands in the way, not only the first. */
export function decide(workflow: Workflow, asked: Asked): Decision {
  const rule = ruleOf(workflow, asked.transition)
  const transition = transitionOf(workflow, asked.transition)
  if (!transition) {
    return refused([{ what: 'transition', name: asked.transition, rule, words: [`流程中没有“${asked.transition}”这一步。`, `The workflow has no step "${asked.transition}".`] }])
  }
  const unmet = [...stateProblem(workflow, transition, asked.state, rule), ...roleProblem(transition, asked.roles, rule)]
  if (unmet.length > 0) return refused(unmet)
  const missing = [...fieldProblems(transition, asked.fields, rule), ...guardProblems(transition, asked.guards, rule)]
  return missing.length > 0 ? refused(missing) : { ok: true, to: transition.to, documents: transition.documents ?? [] }
}

/** Transitions open in a state to somebody with these roles, whatever their guards say. */
export function possible(workflow: Workflow, state: string | undefined, roles: readonly string[]): readonly WorkflowTransition[] {
  return workflow.transitions.filter((t) => leadsFrom(t, state) && t.roles.some((role) => roles.includes(role)))
}

export const transitionOf = (workflow: Workflow, id: string): WorkflowTransition | undefined => workflow.transitions.find((t) => t.id === id)

/** Guards the transition asks for; the module answers each of them. */
export const guardsOf = (workflow: Workflow, id: string): readonly string[] => transitionOf(workflow, id)?.guards ?? []

/** Which version of which workflow decided: stored with every step. */
export const ruleOf = (workflow: Workflow, transition: string): string => `${workflow.id} v${workflow.version} · ${transition}`

const leadsFrom = (transition: WorkflowTransition, state: string | undefined): boolean =>
  state === undefined ? transition.from.length === 0 : transition.from.includes(state)

const refused = (unmet: readonly Unmet[]): Decision => ({
  ok: false,
  words: [unmet.map((u) => u.words[0]).join(''), unmet.map((u) => u.words[1]).join(' ')],
  unmet,
})

function stateProblem(workflow: Workflow, transition: WorkflowTransition, state: string | undefined, rule: string): Unmet[] {
  if (leadsFrom(transition, state)) return []
  const now = workflow.states.find(({ id }) => id === state)
  return [{
    what: 'state', name: state ?? '', rule,
    words: [`现在是“${now?.zh ?? '未开始'}”，不能${transition.zh}。`, `It is "${now?.en ?? 'not begun'}" now; "${transition.en}" does not follow from there.`],
  }]
}

function roleProblem(transition: WorkflowTransition, roles: readonly string[], rule: string): Unmet[] {
  if (transition.roles.some((role) => roles.includes(role))) return []
  const needed = transition.roles.join(', ')
  return [{ what: 'role', name: needed, rule, words: [`“${transition.zh}”要由 ${needed} 来做。`, `"${transition.en}" is done by: ${needed}.`] }]
}

function fieldProblems(transition: WorkflowTransition, fields: ReadonlyMap<string, FieldValue>, rule: string): Unmet[] {
  const missing = transition.fields.filter((f) => f.required && isEmpty(fields.get(f.id))).map((f): Unmet => ({
    what: 'field', name: f.id, rule, words: [`请填写“${f.zh}”。`, `Fill in "${f.en}".`],
  }))
  const outside = transition.fields.flatMap((f): Unmet[] => {
    const value = fields.get(f.id)
    if (f.kind !== 'choice' || !f.options || typeof value !== 'string' || isEmpty(value) || f.options.includes(value)) return []
    return [{ what: 'field', name: f.id, rule, words: [`“${f.zh}”只能是 ${f.options.join('、')}。`, `"${f.en}" is one of ${f.options.join(', ')}.`] }]
  })
  const known = new Set(transition.fields.map(({ id }) => id))
  const unknown = [...fields.keys()].filter((id) => !known.has(id)).map((id): Unmet => ({
    what: 'field', name: id, rule, words: [`这一步没有“${id}”这一项。`, `This step has no field "${id}".`],
  }))
  return [...missing, ...outside, ...unknown]
}

const isEmpty = (value: FieldValue | undefined): boolean =>
  value === undefined || (typeof value === 'string' ? value.trim() === '' : value.length === 0)

function guardProblems(transition: WorkflowTransition, answers: GuardAnswers, rule: string): Unmet[] {
  return transition.guards.flatMap((name): Unmet[] => {
    const answer = answers.get(name)
    if (!answer) return [{ what: 'guard', name, rule, words: [`没有人能判断“${name}”，因此不放行。`, `Nobody could judge "${name}", so it does not pass.`] }]
    return answer.ok ? [] : [{ what: 'guard', name, words: answer.words, rule: answer.rule }]
  })
}
