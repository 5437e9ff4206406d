// A legal workflow as data: states, transitions with their roles and guards by name, and statutory clocks.
// Absent: running it. The reader makes sure that it can be run: every name resolves, every state is reached, every end is an end.

import { z } from 'zod'
import { CivilDateText, Grade, Id, Source, Text } from './citation.ts'
import type { Problem, Reading } from './problem.ts'
import { refusal } from './problem.ts'
import { sha256 } from './sha256.ts'
import { readShape } from './shape.ts'

const Name = z.string().regex(/^[a-z][a-z0-9 -]{0,59}$/, 'Expected a name of small letters, digits, spaces and hyphens')

const Field = z.strictObject({
  id: Name,
  zh: Text,
  en: Text,
  kind: z.enum(['text', 'date', 'number', 'choice', 'document', 'files']),
  required: z.enum(['true', 'false']).transform((text) => text === 'true'),
  options: z.array(Name).max(30).optional(),
})
const State = z.strictObject({ id: Name, zh: Text, en: Text, terminal: z.literal('true').transform(() => true).optional() })
const Transition = z.strictObject({
  id: Name,
  zh: Text,
  en: Text,
  from: z.array(Name).max(30),
  to: Name,
  roles: z.array(Name).min(1).max(20),
  guards: z.array(Name).max(20),
  fields: z.array(Field).max(30),
  documents: z.array(Name).max(10).optional(),
})
/** `starts`, `stops` and `pauses` name transitions; `resumes` ends a pause. `rule` names a dated clock rule. */
const WorkflowClock = z.strictObject({
  id: Name,
  zh: Text,
  en: Text,
  rule: Id,
  starts: z.array(Name).min(1).max(10),
  stops: z.array(Name).min(1).max(10),
  pauses: z.array(Name).max(10).optional(),
  resumes: z.array(Name).max(10).optional(),
})
const WorkflowShape = z.strictObject({
  format: z.literal('duheng-workflow/1'),
  id: Id,
  version: z.string().regex(/^\d{1,4}$/, 'Expected a whole number').transform(Number),
  zh: Text,
  en: Text,
  from: CivilDateText,
  source: Source,
  grade: Grade,
  states: z.array(State).min(2).max(60),
  transitions: z.array(Transition).min(1).max(120),
  clocks: z.array(WorkflowClock).max(20),
})

/** A transition with an empty `from` opens a new case. */
export type Workflow = z.infer<typeof WorkflowShape> & { text: string; hash: string }
export type WorkflowState = z.infer<typeof State>
export type WorkflowTransition = z.infer<typeof Transition>

export function readWorkflow(text: string): Reading<Workflow> {
  const shaped = readShape(text, WorkflowShape)
  if (!shaped.ok) return shaped
  const problems: Problem[] = inconsistencies(shaped.value).map(({ path, message }) => ({
    ...shaped.positions.at(path),
    path: path.join('.'),
    message,
  }))
  return problems.length > 0 ? refusal(problems) : { ok: true, value: { ...shaped.value, text, hash: sha256(text) } }
}

type Placed = { path: (string | number)[]; message: string }

function inconsistencies(flow: z.infer<typeof WorkflowShape>): Placed[] {
  const states = new Set(flow.states.map(({ id }) => id))
  const transitions = new Set(flow.transitions.map(({ id }) => id))
  const ends = new Set(flow.states.filter(({ terminal }) => terminal).map(({ id }) => id))
  const found: Placed[] = []
  for (const [list, rows] of [['states', flow.states], ['transitions', flow.transitions], ['clocks', flow.clocks]] as const) {
    for (const [index, row] of rows.entries()) {
      if (rows.findIndex((other) => other.id === row.id) !== index) found.push({
        path: [list, index, 'id'], message: `"${row.id}" stands here twice.`,
      })
    }
  }
  for (const [index, { from, to }] of flow.transitions.entries()) {
    for (const name of [...from, to]) if (!states.has(name)) found.push({
      path: ['transitions', index], message: `There is no state "${name}".`,
    })
    for (const name of from) if (ends.has(name)) found.push({
      path: ['transitions', index, 'from'], message: `Nothing leads out of the end "${name}".`,
    })
  }
  if (!flow.transitions.some(({ from }) => from.length === 0)) found.push({ path: ['transitions'], message: 'No transition opens a case.' })
  for (const [index, clock] of flow.clocks.entries()) {
    for (const name of [...clock.starts, ...clock.stops, ...(clock.pauses ?? []), ...(clock.resumes ?? [])]) {
      if (!transitions.has(name)) found.push({ path: ['clocks', index], message: `There is no transition "${name}".` })
    }
  }
  return [...found, ...unreached(flow)]
}

function unreached(flow: z.infer<typeof WorkflowShape>): Placed[] {
  const reached = new Set(flow.transitions.filter(({ from }) => from.length === 0).map(({ to }) => to))
  for (let size = -1; size !== reached.size; ) {
    size = reached.size
    for (const { from, to } of flow.transitions) if (from.some((name) => reached.has(name))) reached.add(to)
  }
  return flow.states.flatMap(({ id, terminal }, index) => {
    const left = flow.transitions.some(({ from }) => from.includes(id))
    if (!reached.has(id)) return [{ path: ['states', index], message: `Nothing leads to the state "${id}".` }]
    return terminal || left ? [] : [{ path: ['states', index], message: `Nothing leads out of the state "${id}" and it is not an end.` }]
  })
}
